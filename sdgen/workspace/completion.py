"""What a shell, or an editor, offers to write next: names of designs, of what is in them, of rules.
Nothing here fails: what cannot be read offers nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sdgen.base.errors import SdgenError
from sdgen.base.gate import is_unseen
from sdgen.workspace.inputs import SUFFIXES, may_be_design

if TYPE_CHECKING:
    from sdgen.analyses.facts import Facts
    from sdgen.lint.code_pages import CodePage
    from sdgen.lint.rule import Rule
    from sdgen.workspace.workspace import Workspace

MOST_DESIGNS: Final = 3
"""Designs that are read: whoever waits for a word waits for a moment."""
LARGEST_DESIGN: Final = 500_000
"""Bytes of a design that is read."""
MOST_FILES: Final = 2_000
"""Files of a folder that are looked at."""


def paths_beginning(with_: str) -> list[str]:
    """The designs and, each with ``/`` at its end, the folders whose path begins so; where there is
    no design, what else has the suffix of one, such as a part of a design."""
    head, _, start = with_.rpartition("/")
    folder = Path(f"{head}/" if head or with_.startswith("/") else ".")
    designs: list[str] = []
    others: list[str] = []
    folders: list[str] = []
    with suppress(OSError, ValueError, RuntimeError):
        for entry in _entries(folder.expanduser(), start):
            name = f"{with_[: len(with_) - len(start)]}{entry.name}"
            if entry.is_dir():
                folders.append(f"{name}/")
            elif entry.name.endswith(SUFFIXES):
                (designs if may_be_design(Path(entry.path)) else others).append(name)
    return sorted((designs or (others if start else [])) + folders)


def revisions() -> list[str]:
    """The branches and tags of the repository around the current folder."""
    from sdgen.workspace.revisions import names_in

    with suppress(SdgenError):
        return names_in(Path())
    return []


def pages_beginning(with_: str) -> list[str]:
    """The Markdown files and, each with ``/`` at its end, the folders whose path begins so."""
    from sdgen.workspace.embed.pages import SUFFIXES

    head, _, start = with_.rpartition("/")
    folder = Path(f"{head}/" if head or with_.startswith("/") else ".")
    found: list[str] = []
    with suppress(OSError, ValueError, RuntimeError):
        for entry in _entries(folder.expanduser(), start):
            name = f"{with_[: len(with_) - len(start)]}{entry.name}"
            if entry.is_dir():
                found.append(f"{name}/")
            elif entry.name.lower().endswith(SUFFIXES):
                found.append(name)
    return sorted(found)


def _entries(folder: Path, start: str) -> Iterator[os.DirEntry[str]]:
    """What is in the folder and begins so; hidden where that is asked for alone."""
    with os.scandir(folder) as found:
        for number, entry in enumerate(found):
            if number >= MOST_FILES:
                return
            hidden = entry.name.startswith(".") and not start.startswith(".")
            if entry.name.startswith(start) and not hidden and not any(map(is_unseen, entry.name)):
                yield entry


def views_in(workspace: Workspace, names: Iterable[str]) -> tuple[str, ...]:
    """Every view that no design defines, those of the designs, and ``all``."""
    from sdgen.workspace.picture_options import view_names

    own = _found(workspace, names, lambda facts: facts.design.views)
    return tuple(dict.fromkeys((*view_names(), *own, "all")))


def analysed_in(workspace: Workspace, names: Iterable[str]) -> tuple[str, ...]:
    """The journeys whose failing is analysed."""
    return _found(workspace, names, lambda facts: facts.analysed)


def journeys_in(workspace: Workspace, names: Iterable[str]) -> tuple[str, ...]:
    """The journeys of the designs."""
    return _found(workspace, names, lambda facts: facts.design.journeys)


def failures_in(workspace: Workspace, names: Iterable[str]) -> tuple[str, ...]:
    """What can fail in the designs."""
    return _found(workspace, names, lambda facts: facts.what_can_fail)


def figures_in(workspace: Workspace, names: Iterable[str]) -> tuple[str, ...]:
    """The figures of the designs that can be explained."""
    from sdgen.analyses.explain.figures import figure_names

    return _found(workspace, names, lambda facts: figure_names(facts.design))


def groups_in(workspace: Workspace, names: Iterable[str]) -> tuple[str, ...]:
    """The groups of the designs, as ``group:payments``."""
    return _found(workspace, names, lambda facts: [f"group:{each}" for each in facts.design.groups])


def dialects() -> tuple[str, ...]:
    """The dialects of all formats that designs can be exported to."""
    from sdgen import api

    found = (api.exporter(each).dialects for each in api.export_formats())
    return tuple(dict.fromkeys(dialect for each in found for dialect in each))


def starting_words() -> dict[str, str]:
    """The patterns and designs that a new one can begin with, each with what it is."""
    from sdgen.starting.copies import starting_points

    return {name: each.says for name, each in starting_points().items()}


def rule_words() -> dict[str, str]:
    """Codes, beginnings of codes and names of the rules, each with what it finds."""
    from sdgen.rules import all_rules

    rules = all_rules()
    families = dict.fromkeys((each.code.rstrip("0123456789") for each in rules), "")
    codes = {each.code: each.summary for each in rules}
    return {**codes, **families, **{each.name: each.summary for each in rules}}


def code_words() -> dict[str, str]:
    """Every code and name that has a page, with its first line."""
    from sdgen.lint.code_pages import all_pages
    from sdgen.rules import all_rules

    pages: tuple[Rule | CodePage, ...] = (*all_rules(), *all_pages())
    codes = {each.code: each.summary for each in pages}
    return {**codes, **{each.name: each.summary for each in pages}}


def _found(
    workspace: Workspace, names: Iterable[str], what: Callable[[Facts], Iterable[str]]
) -> tuple[str, ...]:
    """What is in the designs of these names, or of those that are taken where none is named."""
    found: list[str] = []
    with suppress(SdgenError, OSError, ValueError):
        for file in _designs(workspace, tuple(names)):
            facts = workspace.read(file).facts
            if facts is not None:
                found += what(facts)
    return tuple(dict.fromkeys(found))


def _designs(workspace: Workspace, names: tuple[str, ...]) -> Iterator[Path]:
    named = tuple(name for name in names if name != "-")
    if not named:
        named = workspace.default_designs().names
    if named == (".",):
        # Not all that lies below, which may be a home.
        named = tuple(name for name in paths_beginning("") if name.endswith(SUFFIXES))
    small = (each for each in workspace.find(named).files if _size(each) <= LARGEST_DESIGN)
    for _, file in zip(range(MOST_DESIGNS), small, strict=False):
        yield file


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return LARGEST_DESIGN + 1
