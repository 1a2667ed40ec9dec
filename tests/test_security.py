"""SECURITY.md tells the truth: its numbers are those of the code, its promises are kept."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

import pytest

from sdgen.base import configuration_file, walking
from sdgen.design import components, journeys, spelling
from sdgen.design.design import MOST_COMPONENTS
from sdgen.draw.png import MAXIMUM_PIXELS
from sdgen.layout import installed, plan
from sdgen.lint import baseline
from sdgen.model import defaults, include
from sdgen.parse import problems
from sdgen.project import REPOSITORY
from sdgen.schema import contract, explain
from sdgen.workspace import parts
from sdgen.workspace.embed import pages
from sdgen.workspace.read import LARGEST_STANDARD_INPUT

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")

BOUNDS = {
    "bytes of a design file": problems.LARGEST_FILE,
    "levels of nesting, aliases followed": problems.DEEPEST,
    "keys and values of a file, every alias counted as a copy": problems.MOST_VALUES,
    "the same, of all included files together": include.MOST_VALUES,
    "keys and values that defaults are when they are written out": defaults.MOST_VALUES,
    "included files": include.MOST_FILES,
    "designs that are searched for one that includes a part": parts.MOST_DESIGNS,
    "levels of files that include each other": include.DEEPEST,
    "characters of included files, after which no more are read": include.MOST_BYTES,
    "components": MOST_COMPONENTS,
    "entries of any other list or mapping, unless the schema says less": spelling.MOST_ITEMS,
    "calls of a component": components.MOST_CALLS,
    "steps of a journey": journeys.MOST_STEPS,
    "characters of an id": spelling.LONGEST_ID,
    "characters of a name": spelling.LONGEST_NAME,
    "characters of a text, unless the schema says more": spelling.LONGEST_TEXT,
    "findings about the form of one file": explain.MOST_FINDINGS,
    "errors that jsonschema is asked for": contract.MOST_ERRORS,
    "bytes taken from standard input": LARGEST_STANDARD_INPUT,
    "lines of a diagram; one with more is drawn as a matrix": plan.MOST_LINES,
    "seconds that an installed dot may take (`--engine dot`)": int(installed.TIMEOUT_SECONDS),
    "bytes of a settings file": configuration_file.LARGEST,
    "bytes of a baseline": baseline.LARGEST,
    "bytes of a Markdown file with markers": pages.LARGEST,
    "files and folders that a search looks at": walking.MOST_ENTRIES,
    "pixels of a PNG": MAXIMUM_PIXELS,
}

DESIGN = """\
sdgen: 1
name: '"</svg><script>x</script>'
components:
  web: {kind: client, calls: [orders], icon: aws.storage.S3, link: 'https://example.com/x'}
  orders: {kind: service, calls: [db]}
  db: {kind: database, notes: '`id`; $(id) {{ 7*7 }} ${x} file:///etc/passwd'}
api: {list: {http: GET /orders, returns: 'Order[]'}}
data: {Order: {store: db, key: id, fields: {id: id}}}
"""
EXPORT = ["export", "-f", "openapi", "-f", "sql"]

WATCHED = """\
import json, os, sys
seen = {"network": [], "programs": [], "written": [], "code": []}
def hook(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")):
        seen["network"].append(event)
    elif event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.startfile"):
        seen["programs"].append(os.path.basename(os.fsdecode(arguments[0])))
    elif event == "open" and isinstance(arguments[0], int):
        pass  # what is open already, such as a pipe
    elif event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR):
        name = os.fsdecode(arguments[0])
        if not (name.startswith(".sdgen-") and name.endswith(".tmp")):  # renamed, or gone, later
            seen["written"].append(os.path.abspath(name))
    elif event == "os.rename":
        name, descriptor = os.fsdecode(arguments[1]), arguments[3]
        folder = os.readlink(f"/proc/self/fd/{descriptor}") if descriptor >= 0 else ""
        seen["written"].append(os.path.abspath(os.path.join(folder, name)))
    elif event == "pickle.find_class":
        seen["code"].append(event)
from sdgen.cli.main import main
sys.addaudithook(hook)
status = main(sys.argv[1:])
sys.stdout.flush()
sys.stderr.write("\\n" + json.dumps(seen))
sys.exit(status)
"""


def test_the_numbers_are_those_of_the_code() -> None:
    rows = re.findall(r"^\| (.+?) \| ([\d,]+) \|$", PAGE, re.MULTILINE)
    assert {what: int(number.replace(",", "")) for what, number in rows} == BOUNDS


def test_reports_go_to_the_repository() -> None:
    assert f"{REPOSITORY}/security/advisories/new" in PAGE
    assert PAGE.count("https://") == 1


def test_the_page_is_found() -> None:
    assert "/SECURITY.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert "(../SECURITY.md)" in (ROOT / "docs/README.md").read_text(encoding="utf-8")


def watched(
    folder: Path, *arguments: str, statuses: Collection[int] = (0, 1)
) -> dict[str, list[str]]:
    """What a command did besides reading and answering, as the interpreter reports it."""
    done = subprocess.run(
        [sys.executable, "-B", "-c", WATCHED, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={each: value for each, value in os.environ.items() if each != "SDGEN_DOT"},
    )
    assert done.returncode in statuses, done.stderr
    seen: dict[str, list[str]] = json.loads(done.stderr.rpartition("\n")[2])
    return seen


@pytest.mark.parametrize(
    "verbs",
    [
        [["render"]],
        pytest.param(
            [
                ["validate"],
                ["lint"],
                ["analyze"],
                ["estimate"],
                ["render", "--view", "all"],
                EXPORT,
            ],
            marks=pytest.mark.slow,
        ),
    ],
    ids=["render", "all"],
)
def test_no_command_uses_the_network_or_another_program_or_writes_elsewhere(
    verbs: list[list[str]], tmp_path: Path
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "shop.yaml").write_text(DESIGN)
    output = tmp_path / "out"
    wrote = False
    for verb in verbs:
        seen = watched(tmp_path, *verb, "shop.yaml")
        assert seen["network"] == seen["code"] == []
        assert seen["programs"] == []
        assert [each for each in seen["written"] if not Path(each).is_relative_to(output)] == []
        wrote = wrote or seen["written"] != []
    assert wrote
    assert sorted(each.name for each in tmp_path.iterdir()) == [".git", "out", "shop.yaml"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for Graphviz")
def test_only_where_it_is_asked_for_a_program_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "dot"
    script.write_text("#!/bin/sh\ncat > /dev/null\n")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join((str(tmp_path), os.environ["PATH"])))
    (tmp_path / "shop.yaml").write_text(DESIGN)
    done = watched(tmp_path, "render", "shop.yaml", "--engine", "dot", statuses=(2,))
    assert set(done["programs"]) == {"dot"}
    assert watched(tmp_path, "render", "shop.yaml")["programs"] == []


@pytest.mark.slow
def test_the_hook_sees_what_it_looks_for(tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text(DESIGN)
    script = "import socket, subprocess; socket.socket(); subprocess.run(['true']); open('x', 'w')"
    source = WATCHED.replace("status = main(sys.argv[1:])", f"status = 0\n{script}")
    done = subprocess.run(
        [sys.executable, "-B", "-c", source], cwd=tmp_path, capture_output=True, check=True
    )
    seen = json.loads(done.stderr.decode().rpartition("\n")[2])
    assert seen["network"] and seen["programs"] == ["true"]
    assert str((tmp_path / "x").resolve()) in seen["written"]
