"""Drawing: a measured card at its place as items of the scene."""

from __future__ import annotations

from sdgen.draw.card_frame import card_faces, whole_card
from sdgen.draw.diagram.card_widths import SIDE, SMALL_TEXT_LEFT, TEXT_LEFT
from sdgen.draw.diagram.cards import (
    BODY_TOP,
    CHIP_GAP,
    CHIP_HEIGHT,
    ROW_GAP,
    TILE_LEFT,
    MeasuredCard,
    MeasuredChip,
)
from sdgen.draw.escape import number
from sdgen.draw.meters import METER_HEIGHT, meter_items
from sdgen.draw.pills import PILL_INSET, pill_row
from sdgen.draw.scene import Item, Part, Path, Rectangle
from sdgen.draw.tiles import TILE, tile_items
from sdgen.draw.typography import typeset
from sdgen.layout.placement import Box

SMALL_TILE = 22.0
SMALL_TILE_LEFT = 7.0
HIGHER = 0.5
"""Layout rounds sizes; a card this much higher than it was measured has grown for its lines."""


def card_part(
    measured: MeasuredCard, box: Box, symbols: frozenset[str], *, faded: bool = False
) -> Part:
    """The card at ``box``; ``symbols`` are the ids of the glyphs and icons that there are. One that
    is ``faded`` is not in front, and looks so."""
    card = measured.card
    items = card_faces(box, many=card.many, shaded=not (card.dimmed or faded))
    items += _header(measured, box, symbols, faded=faded)
    items += _body(measured, box)
    items += pill_row(measured.pills, box.right - PILL_INSET, box.y)
    return whole_card(card, items, measured.tooltip, faded=faded)


def _header(
    measured: MeasuredCard, box: Box, symbols: frozenset[str], *, faded: bool
) -> list[Item]:
    card = measured.card
    middle = box.y + measured.header / 2
    if measured.height <= measured.header and box.height > measured.height + HIGHER:
        middle = box.y + box.height / 2
    tile, inset, text = TILE, TILE_LEFT, TEXT_LEFT
    if card.beside:
        tile, inset, text = SMALL_TILE, SMALL_TILE_LEFT, SMALL_TEXT_LEFT
    items = tile_items(card, box.x + inset, middle - tile / 2, symbols, tile, faded=faded)
    name, technology = measured.name, measured.technology
    # Capitals reach further above the middle of a line than small letters below it.
    gap = 2.0 if technology else 0.0
    top = middle - (name.height + gap + (technology.height if technology else 0.0)) / 2
    items += typeset(name, box.x + text, top)
    if technology:
        items += typeset(technology, box.x + text, top + name.height + gap)
    return items


def _body(measured: MeasuredCard, box: Box) -> list[Item]:
    if measured.height <= measured.header:
        return []
    left, right = box.x + SIDE, box.right - SIDE
    top = box.y + measured.header
    items: list[Item] = [
        Path("rule", f"M{number(left)} {number(top)}L{number(right)} {number(top)}")
    ]
    top += BODY_TOP
    if measured.facts:
        for fact in measured.facts:
            items += typeset(fact, left, top)
            top += fact.height
        top += ROW_GAP
    for meter in measured.meters:
        items += meter_items(meter, left, right, top)
        top += METER_HEIGHT + ROW_GAP
    for row in measured.chip_rows:
        items += _chips(row, left, top)
        top += CHIP_HEIGHT + CHIP_GAP
    return items


def _chips(row: tuple[MeasuredChip, ...], left: float, top: float) -> list[Item]:
    items: list[Item] = []
    for measured in row:
        items.append(chip_part(measured, left, top))
        left += measured.width + CHIP_GAP
    return items


def chip_part(measured: MeasuredChip, left: float, top: float) -> Part:
    """One chip with its top left corner at (``left``, ``top``)."""
    chip, text = measured.chip, measured.text
    text_top = top + (CHIP_HEIGHT - text.style.leading) / 2
    return Part(
        "zone" if chip.active else "zone faint",
        (
            Rectangle("chip", left, top, measured.width, CHIP_HEIGHT, 5.0),
            *typeset(text, left + measured.width / 2, text_top, "middle"),
        ),
        tooltip=tuple(line for line in (text.whole, chip.tooltip) if line),
    )
