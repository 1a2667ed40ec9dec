"""A design's own view: a built-in one, narrowed to what it includes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeGuard

from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.design.groups import groups_around
from sdgen.design.records import Component, Design, View
from sdgen.design.selectors import Selector, selector
from sdgen.views.collapse import collapsed
from sdgen.views.diagram import Diagram, Direction
from sdgen.views.elements import describe
from sdgen.views.narrowed import narrowed
from sdgen.views.neighbours import with_neighbours
from sdgen.views.rack import Rack
from sdgen.views.rack_part import part_of_rack


def can_select(picture: object) -> TypeGuard[Diagram | Rack]:
    """Whether a picture is of components, some of which can be chosen."""
    return isinstance(picture, Diagram | Rack)


def chosen(design: Design, view: View) -> frozenset[str]:
    """The ids of the components that a view includes and does not leave out."""
    never = left_out(design, view)
    return frozenset(
        name
        for name, component in design.components.items()
        if name not in never and (not view.include or _matches(design, component, view.include))
    )


def left_out(design: Design, view: View) -> frozenset[str]:
    """The ids of the components that a view never shows."""
    every = design.components.items()
    return frozenset(name for name, each in every if _matches(design, each, view.leave_out))


def select(facts: Facts, view: View, diagram: Diagram | Rack) -> Diagram | Rack:
    """``diagram`` with the cards that ``view`` includes and does not leave out, the lines between
    them, what they call and are called by beside them, the groups that hold them, and as one card
    each those that it collapses."""
    design = facts.design
    never, kept = left_out(design, view), chosen(design, view)
    if isinstance(diagram, Rack):
        return part_of_rack(facts, view, diagram, kept, never)
    cards = tuple(card for card in diagram.cards if card.component in kept)
    part = narrowed(diagram, cards)
    described = describe(design, view.title, len(kept), len(part.lines))
    if view.include and view.neighbours:
        hidden = {card.id for card in diagram.cards if card.component in never}
        part = with_neighbours(facts, diagram, {card.id for card in cards}, hidden)
    part = replace(part, description=described)
    return replace(
        collapsed(facts, part, view.collapsed),
        view=view.id,
        direction=Direction(view.direction),
    )


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
    return wanted.what == "group" and wanted.id in groups_around(design, component.group)
