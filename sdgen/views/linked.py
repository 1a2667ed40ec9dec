"""Cards and frames of pictures lead to the picture of their group."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sdgen.design.groups import groups_around, outer_groups
from sdgen.design.records import Design
from sdgen.model.view_names import OF
from sdgen.views.collapse import group_name, group_of
from sdgen.views.diagram import Card, Diagram, Group
from sdgen.views.groups import GROUP, OVERVIEW
from sdgen.views.rack import Rack

if TYPE_CHECKING:
    from sdgen.views.picture import Picture

Address = Callable[[str, int], str]
"""Where the page of a view is to be found, from beside the picture; empty where it is not there."""


def linked(design: Design, picture: Picture, address: Address) -> Picture:
    """``picture`` whose cards without a link of their own lead to the picture of the innermost group
    around them that has one; charts, tables and sequences stay as they are."""
    if isinstance(picture, Rack):
        return _linked_rack(design, picture, address)
    return _linked_diagram(design, picture, address) if isinstance(picture, Diagram) else picture


def _linked_diagram(design: Design, diagram: Diagram, address: Address) -> Diagram:
    """The diagram with its cards linked. In the picture of a group its frame leads to the picture around
    it."""
    view, _, shown = diagram.view.partition(OF)
    own = shown if view == GROUP else None
    return replace(
        diagram,
        cards=tuple(_card(design, card, own, address) for card in diagram.cards),
        groups=tuple(_frame(design, group, own, address) for group in diagram.groups),
    )


def leads(design: Design, address: Address) -> bool:
    """Whether there is a page that pictures would lead to."""
    pages = [(f"{GROUP}{OF}{each}", 1) for each in design.groups]
    return any(address(*page) for page in (*pages, (OVERVIEW, 1), (OVERVIEW, 2)))


def _linked_rack(design: Design, rack: Rack, address: Address) -> Rack:
    def there(card: Card) -> Card:
        return _card(design, card, None, address)

    rows = tuple(
        replace(row, slots=tuple(replace(slot, card=there(slot.card)) for slot in row.slots))
        for row in rack.rows
    )
    outside = tuple(replace(each, card=there(each.card)) for each in rack.outside)
    return replace(rack, rows=rows, outside=outside)


def _card(design: Design, card: Card, own: str | None, address: Address) -> Card:
    group = group_of(design, card)
    if card.link.strip():
        return card
    if group is None:
        return replace(card, link=address(OVERVIEW, 2)) if card.stands_for else card
    for each in groups_around(design, group):
        if each == own:
            break
        link = address(f"{GROUP}{OF}{each}", 1)
        if link:
            return replace(card, link=link)
    return card


def _frame(design: Design, group: Group, own: str | None, address: Address) -> Group:
    if group.id not in design.groups:
        return group
    if group.id != own:
        link = address(f"{GROUP}{OF}{group.id}", 1)
        return replace(group, link=link, tooltip="this group alone") if link else group
    for each in outer_groups(design, group.id):
        link = address(f"{GROUP}{OF}{each}", 1)
        if link:
            said = f"the group around it: {group_name(design, each)}"
            return replace(group, link=link, tooltip=said)
    link = address(OVERVIEW, 1)
    return replace(group, link=link, tooltip="the overview") if link else group
