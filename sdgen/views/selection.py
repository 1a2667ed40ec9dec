"""A design's own view: a built-in one, narrowed to what it includes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sdgen.model.design import Component, Design, View
from sdgen.views.diagram import Diagram, Direction


def select(design: Design, view: View, diagram: Diagram) -> Diagram:
    """``diagram`` with the cards that ``view`` includes and does not leave out, the lines between
    them and the groups that hold them."""
    kept = {
        name
        for name, component in design.components.items()
        if (not view.include or _matches(design, component, view.include))
        and not _matches(design, component, view.leave_out)
    }
    cards = tuple(card for card in diagram.cards if card.id.partition("@")[0] in kept)
    shown = {card.id for card in cards}
    parents = {group.id: group.parent for group in diagram.groups}
    holding: set[str] = set()
    for card in cards:
        group = card.group
        while group is not None and group not in holding:
            holding.add(group)
            group = parents[group]
    return replace(
        diagram,
        view=view.id,
        cards=cards,
        lines=tuple(x for x in diagram.lines if x.source in shown and x.target in shown),
        groups=tuple(group for group in diagram.groups if group.id in holding),
        direction=Direction(view.direction),
    )


def _matches(design: Design, component: Component, selectors: Iterable[str]) -> bool:
    return any(_selects(design, component, selector) for selector in selectors)


def _selects(design: Design, component: Component, selector: str) -> bool:
    """A selector is a component's id, ``kind:x``, ``tag:x`` or ``group:x`` (nested groups too)."""
    what, found, name = selector.partition(":")
    if not found:
        return component.id == selector
    if what == "kind":
        return component.kind == name
    if what == "tag":
        return name in component.tags
    group = component.group
    while group is not None and group != name:
        held_by = design.groups.get(group)
        group = held_by.parent if held_by is not None else None
    return what == "group" and group == name
