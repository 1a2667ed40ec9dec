"""Groups of a picture as one card each."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.base.words import in_one_line, named
from sdgen.design.groups import groups_around, outer_groups
from sdgen.design.records import Design
from sdgen.model.view_names import OF
from sdgen.views.bundles import Bundle, bundled
from sdgen.views.diagram import Card, Diagram
from sdgen.views.elements import SEPARATOR

GROUP = "group"
"""The view of one group."""


def collapsed(facts: Facts, diagram: Diagram, groups: Collection[str]) -> Diagram:
    """``diagram`` with each of the groups of the design as one card, with all that is in it; of groups
    that lie in each other the outermost. Where replicas stand in failure domains, that is one card in
    each domain. What is beside the picture is one small card for a group of which nothing else is shown.
    The picture of a group shows what is in it, and in those around it: these stay open."""
    design = facts.design
    groups = frozenset(groups) - _opened(design, diagram)
    if not groups:
        return diagram
    around = collapsing(design, groups)
    parents = {each.id: each.parent for each in diagram.groups}
    found_in = {card.id: around.get(group_of(design, card), "") for card in diagram.cards}
    inside = {found_in[card.id] for card in diagram.cards if not card.beside}
    bundles = {
        card.id: _bundle(design, parents, card, group)
        for card in diagram.cards
        if (group := found_in[card.id]) and not (card.beside and group in inside)
    }
    found = bundled(facts, diagram, bundles)
    shown = {bundle.name for bundle in bundles.values()}
    if not shown:
        return diagram
    said = f"{diagram.description.rstrip('.')}. Each as one card: {named(sorted(shown))}"
    return replace(found, description=said)


def _opened(design: Design, diagram: Diagram) -> frozenset[str]:
    """The group that a picture is of, and those around it."""
    view, _, group = diagram.view.partition(OF)
    return frozenset(groups_around(design, group)) if view == GROUP else frozenset()


def collapsing(design: Design, groups: Collection[str]) -> Mapping[str | None, str]:
    """By each group of the design that is one of ``groups`` or within one: the outermost of these."""
    found: dict[str | None, str] = {}
    for group in design.groups:
        chosen = [each for each in groups_around(design, group) if each in groups]
        if chosen:
            found[group] = chosen[-1]
    return found


def group_card_id(group: str) -> str:
    """The id of the card of a whole group; no component's is like that."""
    return f"{SEPARATOR}{group}"


def group_name(design: Design, group: str) -> str:
    """What a group is called, in one line."""
    return in_one_line(design.groups[group].name) or group


def group_of(design: Design, card: Card) -> str | None:
    """The innermost group that a card is in, or the one that it stands for."""
    if card.stands_for:
        return card.of_group or None
    return design.components[card.component].group


def _bundle(design: Design, parents: Mapping[str, str | None], card: Card, group: str) -> Bundle:
    """The card of a group; it stands where the group does, or in the failure domain where the card
    that it takes in stands. ``parents`` are those of the picture's groups."""
    # of the groups around it a picture may show but the inner ones
    parent = next((each for each in outer_groups(design, group) if each in parents), None)
    name = group_name(design, group)
    if card.beside:
        return Bundle(group_card_id(group), name, card.group, group)
    if card.stands_for or card.group == design.components[card.component].group:
        return Bundle(group_card_id(group), name, parent, group)
    place = _place(parents, card.group)
    if place is None or place == parent:
        return Bundle(group_card_id(group), name, place, group)
    return Bundle(f"{group_card_id(group)}{SEPARATOR}{place}", name, place, group)


def _place(parents: Mapping[str, str | None], group: str | None) -> str | None:
    """The container of the picture, host that others run on left out."""
    while group is not None and SEPARATOR in group:
        group = parents.get(group)
    return group
