"""A design's own view: a built-in one, narrowed to what it includes."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from sdgen.design.records import Component, Design, View
from sdgen.design.selectors import Selector, selector
from sdgen.views.diagram import Card, Diagram, Direction, Group
from sdgen.views.elements import describe
from sdgen.views.forks import forks_among


def select(design: Design, view: View, diagram: Diagram) -> Diagram:
    """``diagram`` with the cards that ``view`` includes and does not leave out, the lines between
    them and the groups that hold them."""
    kept = {
        name
        for name, component in design.components.items()
        if (not view.include or _matches(design, component, view.include))
        and not _matches(design, component, view.leave_out)
    }
    cards = tuple(card for card in diagram.cards if card.component in kept)
    part = narrowed(diagram, cards)
    return replace(
        part,
        view=view.id,
        description=describe(design, view.title, len(kept), len(part.lines)),
        direction=Direction(view.direction),
    )


def narrowed(diagram: Diagram, cards: tuple[Card, ...]) -> Diagram:
    """``diagram`` with these of its cards, the lines and forks between them and the groups that hold
    them."""
    shown = {card.id for card in cards}
    lines = tuple(x for x in diagram.lines if x.source in shown and x.target in shown)
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


def _matches(design: Design, component: Component, selectors: Iterable[str]) -> bool:
    return any(_selects(design, component, selector(each)) for each in selectors)


def _selects(design: Design, component: Component, wanted: Selector) -> bool:
    """Whether the component is meant, by itself, by its kind, a tag, a property, or a group around it."""
    if not wanted.what:
        return component.id == wanted.id
    if wanted.what == "kind":
        return component.kind == wanted.id
    if wanted.what == "tag":
        return wanted.id in component.tags
    if wanted.what == "property":
        return wanted.names(component.custom)
    group = component.group
    while group is not None and group != wanted.id:
        held_by = design.groups.get(group)
        group = held_by.parent if held_by is not None else None
    return wanted.what == "group" and group == wanted.id
