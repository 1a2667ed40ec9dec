"""A part of a picture: some of its cards, and what goes with them."""

from __future__ import annotations

from msgspec.structs import replace

from sdgen.views.diagram import Card, Diagram, Group, Line
from sdgen.views.forks import forks_among


def narrowed(diagram: Diagram, cards: tuple[Card, ...]) -> Diagram:
    """``diagram`` with these of its cards, the lines and forks between them and the groups that hold
    them."""
    shown = {card.id for card in cards}
    return made_of(
        diagram, cards, tuple(x for x in diagram.lines if x.source in shown and x.target in shown)
    )


def made_of(diagram: Diagram, cards: tuple[Card, ...], lines: tuple[Line, ...]) -> Diagram:
    """``diagram`` with these cards and lines, the forks of the lines and the groups that hold the
    cards."""
    return replace(
        diagram,
        cards=cards,
        lines=lines,
        groups=holding(diagram.groups, cards),
        forks=forks_among(diagram.forks, lines),
    )


def holding(groups: tuple[Group, ...], cards: tuple[Card, ...]) -> tuple[Group, ...]:
    """The groups that hold one of the cards, or a group that does."""
    parents = {group.id: group.parent for group in groups}
    found: set[str] = set()
    for card in cards:
        group = card.group
        while group is not None and group not in found:
            found.add(group)
            group = parents[group]
    return tuple(group for group in groups if group.id in found)
