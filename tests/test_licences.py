"""The page on licences names each dependency, with the licence that its package states."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import metadata
from pathlib import Path

from tests.support.cases import every_case

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
PAGE = (ROOT / "docs/licences.md").read_text(encoding="utf-8")

CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
}


def name_of(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0].lower()


def rows(heading: str) -> list[list[str]]:
    """The cells of the table below ``heading``, which begin with a package's name."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| [")]
    found = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [[re.sub(r"\[(.+?)\]\(.+\)", r"\1", first), *more] for first, *more in found]


NEEDED = rows("Packages that sdgen needs")
OPTIONAL = rows("Packages of the extras")


def stated(package: str) -> set[str]:
    """The SPDX identifiers that the installed package's metadata give."""
    found = metadata(package)
    expression = found.get("License-Expression")
    if expression:
        return set(re.findall(r"[\w.-]+", expression)) - {"AND", "OR", "WITH"}
    kinds = [each.split(" :: ")[-1] for each in found.get_all("Classifier") or ()]
    return {CLASSIFIERS[each] for each in kinds if each in CLASSIFIERS}


def test_the_page_names_what_is_needed_and_nothing_else() -> None:
    assert [row[0] for row in NEEDED] == sorted(set(map(name_of, PROJECT["dependencies"])))


def test_the_page_names_what_the_extras_bring_and_nothing_else() -> None:
    brought = [
        (name_of(requirement), f"`{extra}`")
        for extra, requirements in EXTRAS.items()
        for requirement in requirements
    ]
    assert [(row[0], row[1]) for row in OPTIONAL] == sorted(set(brought))


@every_case(("package", "licence"), [(row[0], row[-1]) for row in (*NEEDED, *OPTIONAL)])
def test_the_licence_is_the_one_that_the_package_states(package: str, licence: str) -> None:
    said = re.findall(r"[\w.-]+", licence)
    named = stated(package)
    assert said[0] in named  # the first is that of the package's own code
    assert named <= set(said)


def test_the_page_is_found() -> None:
    assert "](licences.md)" in (ROOT / "docs/README.md").read_text(encoding="utf-8")
    notice = (ROOT / "sdgen/assets/NOTICE.md").read_text(encoding="utf-8")
    assert "](../../docs/licences.md)" in notice
