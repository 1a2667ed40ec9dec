"""Build the site of the documentation with Zensical, and check it.

    python tools/docs_site.py FOLDER     # build it into FOLDER
    python tools/docs_site.py --check    # build it elsewhere and only say what is wrong
    python tools/docs_site.py --write    # make the pages of docs/ that only it reads anew

The last makes the gallery (``gallery.py``) and what commands print (``printed.py``); ``--check`` says which of them are
stale, too.
A warning of Zensical is an error, and so is a link within the site that leads nowhere, a page that no
other links to or the search does not know, a page that says less than on GitHub, and a schema that is
not where its ``$id`` says. Nothing is asked of the network.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import gallery
import printed
from site_check import faults_of
from site_pages import ROOT, serve_markdown, stage

from sdgen.project import SITE


def main(arguments: list[str]) -> int:
    """Build and check; returns the exit status."""
    if len(arguments) != 1:
        sys.stderr.write(__doc__ or "")
        return 2
    if arguments == ["--write"]:
        return max(gallery.main(()), printed.main(()))
    stale = max(gallery.main(["--check"]), printed.main(["--check"]))
    with tempfile.TemporaryDirectory(prefix="sdgen-site-") as scratch:
        staged = Path(scratch)
        stage(staged)
        if not build(staged):
            return 1
        site = staged / "site"
        serve_markdown(staged)
        faults = [
            *faults_of(site, staged / "docs"),
            *misplaced_schemas(site),
            *broken_links_into(site),
        ]
        for fault in faults:
            sys.stderr.write(f"{fault}\n")
        if not faults and not stale and arguments != ["--check"]:
            shutil.copytree(site, arguments[0], dirs_exist_ok=True)
    return 1 if faults or stale else 0


def build(staged: Path) -> bool:
    """Whether Zensical builds what is in the folder; else what it says goes to standard error."""
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict", "--config-file"]
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONWARNINGS": "ignore"}
    # Fences name designs from the folder in which the builder runs.
    done = subprocess.run(
        [*command, str(staged / "mkdocs.yml")],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    said = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout)
    if done.returncode or "Warning" in said:
        sys.stderr.write(said)
        return False
    return True


def broken_links_into(site: Path) -> Iterator[str]:
    """Addresses of the site that its repository names, and that it does not have."""
    for path in (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "sdgen").rglob("*.py"))):
        text = path.read_text(encoding="utf-8")
        for link in re.findall(rf"{re.escape(SITE)}([\w./-]*)", text):
            target = site / link.rstrip(".")
            if not (target.is_file() or (target / "index.html").is_file()):
                yield f"{path.relative_to(ROOT)}: {SITE}{link}: no such page"


def misplaced_schemas(site: Path) -> Iterator[str]:
    """Schemas that are not served under their own address."""
    for path in sorted((ROOT / "schemas").glob("*.json")):
        text = path.read_text(encoding="utf-8")
        address = json.loads(text).get("$id", "")
        served = site / address.removeprefix(SITE)
        if not address:
            yield f"schemas/{path.name} has no $id"
        elif not address.startswith(SITE) or not served.is_file():
            yield f"schemas/{path.name}: no page of the site has the address {address}"
        elif served.read_text(encoding="utf-8") != text:
            yield f"schemas/{path.name}: {address} serves another text"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
