"""Drawing: a measured card at its place as items of the scene."""

from __future__ import annotations

from sdgen.draw.diagram.card_widths import SIDE, SMALL_TEXT_LEFT, TEXT_LEFT
from sdgen.draw.diagram.cards import (
    BODY_TOP,
    CHIP_GAP,
    CHIP_HEIGHT,
    ROW_GAP,
    STACK_EDGES,
    STACK_STEP,
    TILE_LEFT,
    MeasuredCard,
    MeasuredChip,
)
from sdgen.draw.escape import escape_id, number, safe_link
from sdgen.draw.meters import METER_HEIGHT, meter_items
from sdgen.draw.pills import PILL_INSET, pill_row
from sdgen.draw.scene import Item, Part, Path, Rectangle
from sdgen.draw.tiles import CORNER, TILE, tile_items
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
    items: list[Item] = []
    if card.many:
        for edge in range(STACK_EDGES, 0, -1):
            shift = edge * STACK_STEP
            items.append(_face("behind", box, shift, -shift))
    if not (card.dimmed or faded):
        items.append(_face("shade", box, 0.0, 2.0))
    items.append(_face("face", box, 0.0, 0.0))
    items += _header(measured, box, symbols, faded=faded)
    items += _body(measured, box)
    items += pill_row(measured.pills, box.right - PILL_INSET, box.y)
    classes = "card"
    if card.ring is not None:
        classes += f" ring-{card.ring.value}"
    if faded:
        classes += " faded"
    elif card.dimmed:
        classes += " dimmed"
    return Part(
        classes,
        tuple(items),
        id=f"card-{escape_id(card.id)}",
        tooltip=measured.tooltip,
        link=safe_link(card.link),
    )


def _face(classes: str, box: Box, right: float, down: float) -> Rectangle:
    return Rectangle(classes, box.x + right, box.y + down, box.width, box.height, CORNER)


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
