"""What a release must be, and its notes: ``release.yml`` runs it, and whoever prepares a release.

    python tools/release.py check v1.2.3     # tag, version, changelog and README are those of a release
    python tools/release.py notes v1.2.3     # prints the section of the changelog
    python tools/release.py show dist/*.whl  # prints name, version and size of what was built

What is wrong goes to standard error, all of it; the exit status is 1 then.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
TAG = re.compile(r"v(\d+\.\d+\.\d+(?:(?:a|b|rc)\d+)?)")
NOT_YET = {"README.md": "is not on PyPI yet", "CHANGELOG.md": "(not released yet)"}
"""What stands in a file until the version is released."""


def main(arguments: Sequence[str]) -> int:
    """Run one of the commands; returns the exit status."""
    if len(arguments) < 2 or arguments[0] not in _COMMANDS:
        sys.stderr.write(__doc__ or "")
        return 2
    return _COMMANDS[arguments[0]](arguments[1:])


def check(tags: Sequence[str]) -> int:
    """Say what keeps the tree from being the release of a tag."""
    found = list(problems(ROOT, tags[0]))
    for each in found:
        sys.stderr.write(f"{each}\n")
    return 1 if found else 0


def problems(root: Path, tag: str) -> Iterator[str]:
    """What is wrong with a tree as the release of a tag."""
    version = version_of(root)
    named = TAG.fullmatch(tag)
    if named is None:
        yield f"'{tag}' is no tag of a release: write 'v{version}'"
    elif named[1] != version:
        yield f"the tag is '{tag}', and pyproject.toml says version '{version}'"
    for name, words in NOT_YET.items():
        if words in (root / name).read_text(encoding="utf-8"):
            yield f"{name} says '{words}'"
    notes = section_of((root / "CHANGELOG.md").read_text(encoding="utf-8"), version)
    if notes is None:
        yield f"CHANGELOG.md has no section '## {version} (YEAR-MONTH-DAY)'"
    elif not notes:
        yield f"the section of {version} in CHANGELOG.md says nothing"


def version_of(root: Path) -> str:
    """The version that ``pyproject.toml`` says."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def section_of(changelog: str, version: str) -> str | None:
    """What the changelog says of a version that has a date; None where it has no such section."""
    heading = rf"^## {re.escape(version)} \(\d{{4}}-\d{{2}}-\d{{2}}\)\n(.*?)(?=^## |\Z)"
    found = re.search(heading, changelog, re.DOTALL | re.MULTILINE)
    return None if found is None else found[1].strip()


def notes(tags: Sequence[str]) -> int:
    """Print the section of the version that a tag names."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = section_of(changelog, tags[0].removeprefix("v"))
    if found is None:
        sys.stderr.write(f"CHANGELOG.md has no section of {tags[0]}\n")
        return 1
    sys.stdout.write(f"{found}\n")
    return 0


def show(files: Sequence[str]) -> int:
    """Print what was built, with its size and the hash by which installers name it."""
    import hashlib

    for file in map(Path, files):
        data = file.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        sys.stdout.write(f"{file.name}  {len(data) / 1e6:.2f} MB  sha256:{digest}\n")
    return 0


_COMMANDS = {"check": check, "notes": notes, "show": show}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
