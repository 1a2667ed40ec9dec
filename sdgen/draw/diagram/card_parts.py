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
from sdgen.draw.diagram.change_marks import ON_CARDS, mark_part
from sdgen.draw.diagram.change_pills import count_part
from sdgen.draw.diagram.change_texts import shift_items, struck_through
from sdgen.draw.lines import level_data
from sdgen.draw.meters import METER_HEIGHT, meter_items
from sdgen.draw.pills import PILL_GAP, PILL_INSET, pill_row
from sdgen.draw.scene import Item, Part, Path, Rectangle
from sdgen.draw.tiles import TILE, tile_items
from sdgen.draw.typography import FACT, typeset
from sdgen.layout.placement import Box, Point
from sdgen.views.changed import Mark

SMALL_TILE = 22.0
SMALL_TILE_LEFT = 7.0
HIGHER = 0.5
"""Layout rounds sizes; a card this much higher than it was measured has grown for its lines."""


def card_part(
    measured: MeasuredCard,
    box: Box,
    symbols: frozenset[str],
    *,
    faded: bool = False,
    comparing: bool = False,
) -> Part:
    """The card at ``box``; ``symbols`` are the ids of the glyphs and icons that there are. One that
    is ``faded`` is not in front, and looks so; where the picture is ``comparing`` two designs, one
    without a mark is quiet."""
    card = measured.card
    mark = card.change.mark if card.change is not None else None
    shaded = not (card.dimmed or faded or comparing)
    items = card_faces(box, many=card.many and mark is not Mark.REMOVED, shaded=shaded)
    items += _header(measured, box, symbols, faded=faded, quiet=comparing and mark is None)
    items += _body(measured, box)
    right = box.right - PILL_INSET
    if measured.counted is not None:
        items.append(count_part(measured.counted, right, box.y))
        right -= measured.counted.width + PILL_GAP
    items += pill_row(measured.pills, right, box.y)
    if mark is not None:
        items.append(mark_part(mark, Point(box.x, box.y), ON_CARDS))
    return whole_card(card, items, measured.tooltip, faded=faded, quiet=comparing)


def _header(
    measured: MeasuredCard, box: Box, symbols: frozenset[str], *, faded: bool, quiet: bool
) -> list[Item]:
    card = measured.card
    removed = card.change is not None and card.change.mark is Mark.REMOVED
    middle = box.y + measured.header / 2
    if measured.height <= measured.header and box.height > measured.height + HIGHER:
        middle = box.y + box.height / 2
    tile, inset, text = TILE, TILE_LEFT, TEXT_LEFT
    if card.beside:
        tile, inset, text = SMALL_TILE, SMALL_TILE_LEFT, SMALL_TEXT_LEFT
    left, above = box.x + inset, middle - tile / 2
    items = tile_items(card, left, above, symbols, tile, faded=faded or removed, quiet=quiet)
    name, technology = measured.name, measured.technology
    # Capitals reach further above the middle of a line than small letters below it.
    gap = 2.0 if technology else 0.0
    top = middle - (name.height + gap + (technology.height if technology else 0.0)) / 2
    written = typeset(name, box.x + text, top)
    items += written
    if removed:
        items += struck_through(written, Mark.REMOVED.value)
    if technology:
        items += typeset(technology, box.x + text, top + name.height + gap)
    return items


def _body(measured: MeasuredCard, box: Box) -> list[Item]:
    if measured.height <= measured.header:
        return []
    left, right = box.x + SIDE, box.right - SIDE
    top = box.y + measured.header
    items: list[Item] = [Path("rule", level_data(left, right, top))]
    top += BODY_TOP
    if measured.facts or measured.shifts:
        for fact in measured.facts:
            items += typeset(fact, left, top)
            top += fact.height
        for shift in measured.shifts:
            items += shift_items(shift, left, top)
            top += FACT.leading
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
    mark = chip.mark.value if chip.mark is not None else ""
    classes = f"chip {mark}" if mark else "chip"
    written = typeset(text, left + (measured.width - text.width) / 2, text_top, tone=mark)
    struck = struck_through(written, mark) if chip.mark is Mark.REMOVED else ()
    return Part(
        "zone" if chip.active else "zone faint",
        (
            Rectangle(classes, left, top, measured.width, CHIP_HEIGHT, 5.0),
            *(written if mark else typeset(text, left + measured.width / 2, text_top, "middle")),
            *struck,
        ),
        tooltip=tuple(line for line in (text.whole, chip.tooltip) if line),
    )
