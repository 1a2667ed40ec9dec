"""The box of a store: its tile, its name and how full it gets, above its tables."""

from __future__ import annotations

from msgspec import Struct

from sdgen.draw.escape import escape_id, safe_link
from sdgen.draw.meters import MeasuredMeter, measure_meter, meter_items
from sdgen.draw.pills import PILL_INSET, measure_pills, pill_row
from sdgen.draw.scene import Item, Part, Rectangle
from sdgen.draw.tiles import TILE, tile_items
from sdgen.draw.typography import (
    METER,
    NAME,
    TECHNOLOGY,
    VALUE,
    FittedLine,
    fit,
    tooltip_of,
    typeset,
    width_of,
)
from sdgen.layout.entities.spacing import HEADER, PADDING
from sdgen.layout.placement import Box
from sdgen.views.entities import EntityStore

GROUP_CORNER = 14.0
TILE_TOP = 14.0
TEXT_LEFT = PADDING + TILE + 10.0
TEXT_GAP = 2.0
METER_TOP = 18.0
LEAST_METER, MOST_METER, MOST_WIDE_METER = 124.0, 146.0, 220.0
BESIDE = 12.0
BETWEEN = " · "
"""Between what is said of a store."""


class MeasuredStore(Struct, frozen=True):
    """The fitted texts of a box's header. ``meter`` is ``meter_width`` wide; ``holds`` stand where
    there is none."""

    store: EntityStore
    name: FittedLine
    said: FittedLine | None
    meter: MeasuredMeter | None
    meter_width: float
    holds: tuple[FittedLine, ...]


def measure_store(store: EntityStore, box: Box, table_width: float) -> MeasuredStore:
    """The header of the box around tables of this width. Its texts keep to the first and to the last column of tables, for lines
    run between those."""
    wide = box.width > table_width + 2 * PADDING
    most = MOST_WIDE_METER if wide else MOST_METER
    meter, meter_width = None, 0.0
    if store.meter is not None:
        natural = width_of(store.meter.text, METER) + width_of(store.meter.value, VALUE) + BESIDE
        meter_width = min(max(natural, LEAST_METER), most)
        meter = measure_meter(store.meter, meter_width)
    holds = tuple(
        fit(line, most, style)
        for line, style in zip(store.holds, (METER, TECHNOLOGY), strict=True)
        if line
    )
    room = PADDING + table_width - TEXT_LEFT
    if not wide:
        right = max((each.width for each in holds), default=meter_width)
        room -= right + BESIDE if right else 0.0
    name = fit(store.card.name, room, NAME, lines=2)
    said = _fit_said(store.said, room, 3 - len(name.lines)) if store.said else None
    return MeasuredStore(store, name, said, meter, meter_width, holds)


def _fit_said(said: str, room: float, lines: int) -> FittedLine:
    """What is said of a store; where it takes two lines, ``1 copy`` is not torn."""
    fitted = fit(said, room, TECHNOLOGY)
    if fitted.whole and lines > 1:
        apart = fit("\n".join(said.split(BETWEEN, 1)), room, TECHNOLOGY, lines)
        if len(apart.lines) <= lines:
            return apart
    return fit(said, room, TECHNOLOGY, lines) if fitted.whole else fitted


def store_part(store: EntityStore, box: Box, table_width: float, symbols: frozenset[str]) -> Part:
    """The box around tables of this width, and its header."""
    measured = measure_store(store, box, table_width)
    card = store.card
    ring = f" ring-{card.ring.value}" if card.ring is not None else ""
    items: list[Item] = [
        Rectangle(f"group-box{ring}", box.x, box.y, box.width, box.height, GROUP_CORNER),
        *tile_items(card, box.x + PADDING, box.y + TILE_TOP, symbols),
        *_texts(measured, box),
        *_held(measured, box),
        *pill_row(measure_pills(1, card.badges, table_width), box.right - PILL_INSET, box.y),
    ]
    texts = (measured.name, measured.said, *measured.holds)
    return Part(
        "store",
        tuple(items),
        id=f"store-{escape_id(card.id)}" if card.id else "store",
        tooltip=tooltip_of(texts, card.tooltip),
        link=safe_link(card.link),
    )


def _texts(measured: MeasuredStore, box: Box) -> list[Item]:
    name, said = measured.name, measured.said
    height = name.height + (TEXT_GAP + said.height if said is not None else 0.0)
    top = box.y + TILE_TOP + (TILE - height) / 2
    top = min(max(top, box.y + 4.0), box.y + HEADER - height)
    items: list[Item] = [*typeset(name, box.x + TEXT_LEFT, top)]
    if said is not None:
        items += typeset(said, box.x + TEXT_LEFT, top + name.height + TEXT_GAP)
    return items


def _held(measured: MeasuredStore, box: Box) -> list[Item]:
    right = box.right - PADDING
    if measured.meter is not None:
        left = right - measured.meter_width
        return meter_items(measured.meter, left, right, box.y + METER_TOP)
    top = box.y + TILE_TOP + TILE / 2 - 16.5
    items: list[Item] = []
    for line in measured.holds:
        items += typeset(line, right, top, "end")
        top += line.height + TEXT_GAP
    return items
