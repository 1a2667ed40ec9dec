"""What ``render`` does with designs that are too large for one picture: which views it draws, where
their cards lead, and which groups are one card."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sdgen import api
from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span
from sdgen.design.selectors import selected_group
from sdgen.workspace.names import PictureName
from sdgen.workspace.targets import TargetError

if TYPE_CHECKING:
    from sdgen.analyses.facts import Facts
    from sdgen.design.records import Design

SVG: Final = "svg"
"""The one format in which cards lead somewhere."""


def collapsed_groups(written: Iterable[str]) -> tuple[str, ...]:
    """The ids of the groups that are written as ``group:payments`` or ``payments``. Raises TargetError
    for what selects something else."""
    found = []
    for each in written:
        group = selected_group(each)
        if not group:
            raise TargetError(
                f"--collapse takes groups: '{each}' is none; a group is group:ID or ID"
            )
        found.append(group)
    return tuple(dict.fromkeys(found))


def collapse_problems(facts: Facts, groups: Collection[str], file: str) -> tuple[Finding, ...]:
    """Groups that the design does not have: errors; and groups in another one that is one card
    already: warnings."""
    design = facts.design
    found = (
        _idle(design, group, groups, file)
        if group in design.groups
        else _unknown(design, group, file)
        for group in groups
    )
    return tuple(each for each in found if each is not None)


def _unknown(design: Design, group: str, file: str) -> Finding:
    from sdgen.base.suggest import did_you_mean, question
    from sdgen.base.words import listed

    help = "it has no groups: write 'group' on the components"
    if design.groups:
        then = f"groups: {listed(tuple(design.groups), api.MOST_LISTED)}"
        help = question(did_you_mean(group, design.groups), then=then)
    return Finding(
        code="VIEW003",
        name="unknown-group",
        severity=Severity.ERROR,
        message=f"the design has no group '{group}' that could be one card",
        span=Span.whole(file),
        help=help,
    )


def _idle(design: Design, group: str, groups: Collection[str], file: str) -> Finding | None:
    from sdgen.model.view_references import idle_collapse

    idle = idle_collapse(design, group, groups)
    if idle is None:
        return None
    message, help = idle
    return Finding(
        code="VIEW004",
        name="idle-collapse",
        severity=Severity.WARNING,
        message=message,
        span=Span.whole(file),
        help=help,
    )


def addresses_of(folder: Path, formats: Mapping[str, Collection[str]]) -> Callable[[str, int], str]:
    """Where pages of views are to be found from beside a picture in ``folder``: SVG files that are
    drawn in ``formats`` now, or are there already; empty for others."""
    found: dict[tuple[str, int], str] = {}

    def address(view: str, page: int) -> str:
        key = (view, page)
        if key not in found:
            file = PictureName.of(view, page, SVG).file
            there = SVG in formats.get(view, ()) or (folder / file).is_file()
            found[key] = file if there else ""
        return found[key]

    return address
