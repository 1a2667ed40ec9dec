"""Pin every dependency: ``python tools/lock.py [--upgrade | --check]``.

Writes ``constraints.txt``: one version of each package that sdgen, its extras, its development and
its build need, directly or not, that holds on every Python and system that we name. Versions that
still fit stay; ``--upgrade`` takes the newest ones that ``pyproject.toml`` allows. Then
``ci/requirements.txt``: of the same versions what sdgen and its build need, with the hashes of their
files, for who runs it in continuous integration.

``--check`` writes nothing and asks nobody: exit status 1, and a line for each requirement of
``pyproject.toml`` that is not pinned, or pinned outside its bounds.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from declared import ROOT, SYSTEMS, Declared, holds, marker_values, read_declared
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from resolver import NoSolutionError, resolve

HEADER = """\
# One version of each dependency, on every Python and system. Made by: python tools/lock.py
# Used by tests/run; whoever only uses sdgen gets what pyproject.toml allows.
"""
HASHED = "ci/requirements.txt"
HASHED_HEADER = """\
# What sdgen and its build need, each file by its hash. Made by: python tools/lock.py
# Used by ci/install, in action.yml and ci/gitlab.yml.
"""


def main(arguments: list[str]) -> int:
    """Write the constraints, or with ``--check`` only compare; returns the exit status."""
    parser = argparse.ArgumentParser(description="Pin every dependency in constraints.txt.")
    parser.add_argument(
        "--check", action="store_true", help="say what is not pinned, write nothing"
    )
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions allowed")
    parser.add_argument("--project", type=Path, default=ROOT, help="the folder of pyproject.toml")
    chosen = parser.parse_args(arguments)
    declared = read_declared(chosen.project)
    path: Path = chosen.project / "constraints.txt"
    if chosen.check:
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        hashed = chosen.project / HASHED
        pins = hashed.read_text(encoding="utf-8") if hashed.is_file() else ""
        complaints = sorted({*problems(declared, text), *problems_of_hashed(declared, pins, text)})
        for complaint in complaints:
            print(complaint, file=sys.stderr)
        return 1 if complaints else 0
    try:
        pins = locked(declared, path, upgrade=chosen.upgrade)
    except NoSolutionError as error:
        print(error, file=sys.stderr)
        return 1
    path.write_text(HEADER + pins, encoding="utf-8")
    hashed = chosen.project / HASHED
    hashed.parent.mkdir(exist_ok=True)
    hashed.write_text(HASHED_HEADER + with_hashes(declared, path), encoding="utf-8")
    return 0


def locked(declared: Declared, path: Path, *, upgrade: bool) -> str:
    """One pin a line, those that hold somewhere only with a marker."""
    options = ["--universal", "--no-annotate", "--python-version", declared.pythons[0]]
    with tempfile.TemporaryDirectory() as folder:
        preferred = Path(folder, path.name)
        if path.is_file() and not upgrade:
            shutil.copyfile(path, preferred)
        resolve(declared.all(), [*options, "--output-file", str(preferred)])
        return preferred.read_text(encoding="utf-8")


def with_hashes(declared: Declared, constraints: Path) -> str:
    """The pins of what is needed to build and run, each with the hashes of its files."""
    options = ["--universal", "--no-annotate", "--python-version", declared.pythons[0]]
    options += ["--generate-hashes", "--constraint", str(constraints)]
    return resolve((*declared.build, *declared.hard), options)


def problems_of_hashed(declared: Declared, text: str, constraints: str) -> Iterator[str]:
    """A sentence for each requirement to build and run without a hash, and each other version."""
    pins = re.findall(r"^([\w.-]+==\S+).* \\\n    --hash=", text, re.MULTILINE)
    known = set(re.findall(r"^[\w.-]+==\S+", constraints, re.MULTILINE))
    for pin in pins:
        if pin not in known:
            yield f"{HASHED}: {pin} is not that of constraints.txt: run python tools/lock.py"
    names = {canonicalize_name(pin.partition("==")[0]) for pin in pins}
    for asked in (*declared.build, *declared.hard):
        if canonicalize_name(Requirement(asked).name) not in names:
            yield f"{HASHED}: {asked} has no hash: run python tools/lock.py"


def problems(declared: Declared, constraints: str) -> Iterator[str]:
    """A sentence for each line that is no pin, and each requirement that the pins do not meet."""
    pins: list[Requirement] = []
    for number, line in enumerate(constraints.splitlines(), 1):
        asked = line.split("#", 1)[0].strip()
        try:
            pin = Requirement(asked) if asked else None
        except InvalidRequirement:
            yield f"constraints.txt:{number}: {asked!r} is no requirement"
            continue
        if pin is not None and is_exact(pin):
            pins.append(pin)
        elif pin is not None:
            yield f"constraints.txt:{number}: {asked!r} is not one version: write name==version"
    places = [
        (f"Python {python} on {system}", marker_values(python, system))
        for python in declared.pythons
        for system in SYSTEMS
    ]
    for text in declared.all():
        asking = Requirement(text)
        complaints: dict[str, list[str]] = {}
        for place, values in places:
            complaint = unmet(asking, pins, values) if holds(asking, values) else ""
            if complaint:
                complaints.setdefault(complaint, []).append(place)
        for complaint, where in complaints.items():
            shown = where[0] if len(where) == 1 else f"{where[0]} and {len(where) - 1} more"
            yield f"{text} {complaint} ({shown}): run python tools/lock.py"


def is_exact(pin: Requirement) -> bool:
    """Whether this names one version, as pip wants it of a constraint: no extra, no address."""
    operators = [each.operator for each in pin.specifier]
    return operators == ["=="] and "*" not in str(pin.specifier) and not pin.extras and not pin.url


def unmet(asking: Requirement, pins: list[Requirement], values: dict[str, str]) -> str:
    """What keeps the pins that hold for ``values`` from meeting ``asking``; empty when they do."""
    name = canonicalize_name(asking.name)
    versions = {
        Version(next(iter(pin.specifier)).version)
        for pin in pins
        if canonicalize_name(pin.name) == name and holds(pin, values)
    }
    if len(versions) != 1:
        return f"is pinned to {len(versions)} versions" if versions else "is not pinned"
    version = versions.pop()
    fits = asking.specifier.contains(version, prereleases=True)
    return "" if fits else f"is pinned to {version}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
