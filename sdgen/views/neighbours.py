"""What the components of a picture call and are called by, small and faint beside them: without it
a part of a design looks as if it stood alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.design.groups import groups_around
from sdgen.design.records import Design
from sdgen.views.bundles import Bundle, bundled
from sdgen.views.collapse import collapsed, group_of
from sdgen.views.diagram import Card, Diagram, Line
from sdgen.views.elements import SEPARATOR
from sdgen.views.narrowed import holding, narrowed

IN_NO_GROUP = Bundle(SEPARATOR, "In no group")
"""The card of all components that are in none."""
MOST_ALONE = 12
"""Neighbours that are a card each; of more, those of one group are one card."""


def with_neighbours(
    facts: Facts, diagram: Diagram, kept: Collection[str], never: Collection[str] = ()
) -> Diagram:
    """The part of ``diagram`` with these of its cards, by id, and beside them all cards that have a
    line to or from one of them, but for those that are ``never`` shown."""
    inside = frozenset(kept)
    touching = [
        line for line in diagram.lines if (line.source in inside) != (line.target in inside)
    ]
    near = {end for line in touching for end in _ends(line)}.difference(inside, never)
    cards = tuple(card for card in diagram.cards if card.id in inside or card.id in near)
    part = narrowed(diagram, cards)
    part = replace(part, lines=tuple(x for x in part.lines if not near.issuperset(_ends(x))))
    if len(near) > MOST_ALONE:
        part = collapsed(facts, part, _groups_of(facts.design, part.cards, inside))
        part = together(facts, part, {card.id for card in part.cards}.difference(inside))
    held = holding(part.groups, tuple(card for card in part.cards if card.id in inside))
    around = frozenset(group.id for group in held)
    parents = {group.id: group.parent for group in part.groups}
    cards = tuple(
        card if card.id in inside else _beside(card, parents, around) for card in part.cards
    )
    return replace(
        part,
        cards=cards,
        lines=tuple(x if inside.issuperset(_ends(x)) else _faint(x) for x in part.lines),
        groups=held,
    )


def together(facts: Facts, diagram: Diagram, wanted: Collection[str]) -> Diagram:
    """``diagram`` with all components that are in no group, of those cards wanted, as one card, unless
    they are few."""
    alone = [
        card.id
        for card in diagram.cards
        if card.id in wanted and group_of(facts.design, card) is None
    ]
    if len(alone) <= MOST_ALONE:
        return diagram
    return bundled(facts, diagram, dict.fromkeys(alone, IN_NO_GROUP))


def _ends(line: Line) -> tuple[str, str]:
    return line.source, line.target


def _groups_of(design: Design, cards: tuple[Card, ...], kept: Collection[str]) -> Collection[str]:
    """The outermost groups of the cards beside those ``kept`` that hold none of these."""
    inside = {each for card in cards if card.id in kept for each in _around(design, card)}
    found = set()
    for card in cards:
        outer = [each for each in _around(design, card) if each not in inside]
        if card.id not in kept and outer:
            found.add(outer[-1])
    return found


def _around(design: Design, card: Card) -> Iterator[str]:
    """The groups that a card is in, from the inside."""
    return groups_around(design, group_of(design, card))


def _beside(card: Card, parents: Mapping[str, str | None], held: Collection[str]) -> Card:
    """The card of a neighbour; it stands in a group only where what the picture is of does too."""
    group = card.group
    while group is not None and group not in held:
        group = parents.get(group)
    return replace(
        card,
        technology="",
        count=1,
        most=0,
        group=group,
        facts=(),
        meters=(),
        chips=(),
        badges=(),
        ring=None,
        dimmed=False,
        beside=True,
    )


def _faint(line: Line) -> Line:
    return replace(line, label="", protocol="", dimmed=False, faint=True)
