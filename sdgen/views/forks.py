"""Alternatives and quorums: calls of which not all need an answer, as forks of lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from sdgen.base.words import in_one_line, listed
from sdgen.design.calls import CallGroup
from sdgen.design.records import Component, Design
from sdgen.views.diagram import Fork, Line

ANY = "any of"
MOST_NAMED = 10
"""Members of a fork that its tooltip names; further ones are counted."""

CallForks = Mapping[str, Fork]
"""The fork that each call with alternatives belongs to, by the call's id."""


def call_forks(design: Design) -> CallForks:
    """The forks of a design: a caller's groups of several calls, numbered as the file has them."""
    found: dict[str, Fork] = {}
    for component in design.components.values():
        several = [group for group in component.calls if len(group.calls) > 1]
        for number, group in enumerate(several, 1):
            fork = _fork(design, component, number, group)
            found.update((call.id, fork) for call in group.calls)
    return found


def forks_among(forks: Iterable[Fork], lines: Iterable[Line]) -> tuple[Fork, ...]:
    """Those of the forks, each once, that a line belongs to."""
    used = {line.fork for line in lines}
    return tuple(fork for fork in dict.fromkeys(forks) if fork.id in used)


def forked(line: Line, fork: Fork | None) -> Line:
    """The line of a call as a part of its fork, if it has one; its tooltip says so too."""
    if fork is None:
        return line
    tooltip = "\n".join(part for part in (line.tooltip, fork.tooltip) if part)
    return replace(line, fork=fork.id, tooltip=tooltip)


def _fork(design: Design, component: Component, number: int, group: CallGroup) -> Fork:
    known = design.components
    names = listed(
        [
            in_one_line(known[call.target].name) if call.target in known else call.target
            for call in group.calls
        ],
        MOST_NAMED,
    )
    quorum = group.need > 1
    text = f"{group.need} of {len(group.calls)}" if quorum else ANY
    said = f"{text} must answer: {names}" if quorum else f"{text}: {names}"
    failover = group.failover
    how = [
        f"changes over in {failover.time.text}" if failover and failover.time else "",
        f"which works in {failover.success.text} of cases" if failover and failover.success else "",
    ]
    tooltip = "; ".join(part for part in (said, ", ".join(x for x in how if x)) if part)
    return Fork(f"{component.id}@{number}", text, tooltip, quorum)
