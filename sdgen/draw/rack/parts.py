"""The parts of a rack as items of the scene: cards, boxes of places, rows, tiers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sdgen.base.characters import in_capitals
from sdgen.base.words import counted
from sdgen.draw.card_frame import card_faces, whole_card
from sdgen.draw.column_titles import ColumnTitle, fit_column_titles
from sdgen.draw.escape import escape_id, number
from sdgen.draw.pills import PILL_GAP, pill_part, pill_row
from sdgen.draw.rack.measured import (
    PILL_INSET,
    TEXT_LEFT,
    TILE,
    TILE_LEFT,
    RowTitle,
    SlotCard,
)
from sdgen.draw.scene import Item, Part, Path, Rectangle
from sdgen.draw.tiles import CORNER, tile_items
from sdgen.draw.typography import GROUP_TITLE, TECHNOLOGY, fit, typeset, width_of
from sdgen.layout.placement import Box
from sdgen.layout.rack.sized import Bar, Blank, Rail, RowName, Rule
from sdgen.layout.rack.spacing import BAR, LEFT
from sdgen.views.rack import Place

GROUP_CORNER = 14.0
TITLE_TOP = 10.0
TITLE_GAP = 10.0
PILL_ABOVE = 3.0
"""From the edge of a card up to the middle of its pills, so that they keep clear of names."""
TIER_GAP = 8.0
TEXT_GAP = 1.0


def card_part(measured: SlotCard, box: Box, symbols: frozenset[str]) -> Part:
    """A card at ``box``; ``symbols`` are the ids of the glyphs and icons that there are."""
    card = measured.card
    items = card_faces(box, many=card.many, shaded=not (card.dimmed or card.beside))
    middle = box.y + box.height / 2
    left = box.x + TILE_LEFT
    if measured.name is None:
        left = box.x + (box.width - TILE) / 2
    items += tile_items(card, left, middle - TILE / 2, symbols, TILE, faded=card.beside)
    items += _texts(measured, box.x + TEXT_LEFT, middle)
    inset = PILL_INSET if measured.name is not None else 0.0
    items += pill_row(measured.pills, box.right - inset, box.y - PILL_ABOVE)
    return whole_card(card, items, measured.tooltip, faded=card.beside)


def _texts(measured: SlotCard | RowTitle, left: float, middle: float) -> list[Item]:
    """Name and technology, centred on a height."""
    name, below = measured.name, measured.technology
    if name is None:
        return []
    height = name.height + (TEXT_GAP + below.height if below is not None else 0.0)
    top = middle - height / 2
    items: list[Item] = [*typeset(name, left, top)]
    if below is not None:
        items += typeset(below, left, top + name.height + TEXT_GAP)
    return items


def place_titles(
    places: Sequence[Place], replicas: Sequence[int], boxes: Sequence[Box]
) -> list[ColumnTitle]:
    """The titles of places in their boxes: those of columns beside how many replicas there are."""
    columns = [at for at, place in enumerate(places) if place.column]
    fitted = fit_column_titles(
        [places[at].title for at in columns],
        [places[at].short or places[at].title for at in columns],
        [_room(boxes[at]) - TITLE_GAP - width_of(f"×{replicas[at]}", TECHNOLOGY) for at in columns],
    )
    found = dict(zip(columns, fitted, strict=True))
    return [
        found[at]
        if at in found
        else ColumnTitle(text := fit(in_capitals(place.title), _room(box), GROUP_TITLE), text.whole)
        for at, (place, box) in enumerate(zip(places, boxes, strict=True))
    ]


def _room(box: Box) -> float:
    return box.width - 2 * LEFT


def place_part(place: Place, title: ColumnTitle, replicas: int, box: Box, depth: int) -> Part:
    """The box of a place with its name, and how many replicas a column has."""
    classes = "group-box depth-2" if depth > 1 else "group-box"
    items: list[Item] = [Rectangle(classes, box.x, box.y, box.width, box.height, GROUP_CORNER)]
    top = box.y + TITLE_TOP
    items += typeset(title.text, box.x + LEFT, top)
    tooltip = [title.whole] if title.whole else []
    if place.column:
        said = counted(replicas, "replica")
        room = _room(box) - title.text.width - TITLE_GAP
        count = fit(
            said if width_of(said, TECHNOLOGY) <= room else f"×{replicas}", room, TECHNOLOGY
        )
        items += typeset(count, box.right - LEFT, top, "end")
        tooltip.append(said)
    return Part("group", tuple(items), id=f"group-{escape_id(place.id)}", tooltip=tuple(tooltip))


def beside_part(id: str, title: str, box: Box) -> Part:
    """A box beside the rack."""
    text = fit(in_capitals(title), box.width - 2 * LEFT, GROUP_TITLE)
    return Part(
        "group",
        (
            Rectangle("group-box", box.x, box.y, box.width, box.height, GROUP_CORNER),
            *typeset(text, box.x + LEFT, box.y + TITLE_TOP),
        ),
        id=f"group-{escape_id(id)}",
    )


def rule_items(rule: Rule, title: str) -> Iterator[Item]:
    """The line above a tier; its title stands at the beginning of the first one."""
    left = rule.left
    if rule.first and title:
        text = fit(title, rule.right - rule.left, TECHNOLOGY)
        yield from typeset(text, left, rule.y - text.height / 2)
        left += text.width + TIER_GAP
    if left < rule.right:
        yield Path("rule", f"M{number(left)} {number(rule.y)}H{number(rule.right)}")


def rail_item(rail: Rail, left: float) -> Path:
    """What joins the cards of a row, from ``left`` on."""
    return Path("rail", f"M{number(left)} {number(rail.y)}H{number(rail.right)}")


def blank_item(blank: Blank) -> Rectangle:
    """Where a row has no card."""
    classes = "blank depth-2" if blank.depth > 1 else "blank"
    box = blank.box
    return Rectangle(classes, box.x, box.y, box.width, box.height, CORNER)


def host_item(box: Box) -> Rectangle:
    """Round what runs on a host."""
    return Rectangle("host-box", box.x, box.y, box.width, box.height, CORNER)


def bar_item(bar: Bar) -> Rectangle:
    """The end of a row."""
    left, top = bar.middle.x - BAR / 2, bar.middle.y - bar.height / 2
    return Rectangle("row-bar", left, top, BAR, bar.height, BAR / 2)


def title_items(title: RowTitle, name: RowName) -> Iterator[Item]:
    """The name of a row where cards have none, and what is found of it."""
    box = name.box
    yield from _texts(title, box.x, box.y + box.height / 2)
    left = box.x + title.name.width + PILL_GAP
    top = box.y - PILL_ABOVE
    for pill in title.pills:
        at = min(left, box.right - pill.width)
        yield pill_part(pill, at, top)
        left = at + pill.width + PILL_GAP
