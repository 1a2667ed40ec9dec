"""A measured table at its place as items of the scene."""

from __future__ import annotations

from collections.abc import Sequence

from sdgen.draw.entities.measured import (
    CHIP_GAP,
    COLUMN_HEAD_HEIGHT,
    COLUMN_HEAD_TOP,
    FIGURE_HEIGHT,
    HEAD,
    KEPT_GLYPH,
    KEPT_HEIGHT,
    KEPT_LEFT,
    KEPT_ROW,
    KEPT_TEXT_LEFT,
    KEPT_TILE,
    LEFT_OUT_HEIGHT,
    NAME_LEFT,
    NOW_RIGHT,
    ROWS_PADDING,
    SIDE,
    MeasuredFigure,
    MeasuredKept,
    MeasuredRow,
    MeasuredTable,
    chip_width,
)
from sdgen.draw.escape import escape_id, number
from sdgen.draw.pills import PILL_INSET, measure_pills, pill_row
from sdgen.draw.scene import Item, Part, Path, Rectangle, Symbol
from sdgen.draw.theme import PALETTE_NAMES
from sdgen.draw.tiles import CORNER, glyph_id
from sdgen.draw.typography import FittedLine, tooltip_of, typeset
from sdgen.layout.entities.spacing import ROW
from sdgen.layout.placement import Box
from sdgen.views.diagram import Card

KEY_GLYPH, REFERENCE_GLYPH = "key-round", "link"
KEY_SIZE, REFERENCE_SIZE = 14.0, 13.0
GLYPH_MIDDLE = 20.0
"""Of the glyphs before names, from the table's left edge."""
CHIP_HEIGHT, CHIP_CORNER = 17.0, 5.0
ADDED_GAP = 7.0
KEPT_CORNER, KEPT_TILE_CORNER = 6.0, 4.0
EDGE = 0.6
"""Half a table's edge: the ground of its head begins behind it."""


def table_part(measured: MeasuredTable, box: Box, symbols: frozenset[str]) -> Part:
    """The table at ``box``; ``symbols`` are the ids of the glyphs and icons that there are."""
    table = measured.table
    foot = measured.figures or measured.kept_in
    items: list[Item] = [
        Rectangle("shade", box.x, box.y + 2.0, box.width, box.height, CORNER),
        Rectangle("face", box.x, box.y, box.width, box.height, CORNER),
        *_head(measured, box),
    ]
    for index, row in enumerate(measured.rows):
        top = box.y + HEAD + ROWS_PADDING + ROW * index
        last = index + 1 == len(measured.rows) and measured.left_out is None
        items.append(_row(row, box, top, last=last))
    if measured.left_out is not None:
        top = box.y + measured.rows_bottom - ROWS_PADDING - LEFT_OUT_HEIGHT
        middle = top + LEFT_OUT_HEIGHT / 2
        items += _beside(measured.left_out, box.x + NAME_LEFT, middle)
    if foot and measured.rows_bottom > HEAD:
        items.append(_rule(box.x, box.right, box.y + measured.rows_bottom))
    items += _foot(measured, box)
    items += _kept_in(measured, box, symbols)
    pills = measure_pills(1, table.badges, box.width - 2 * PILL_INSET)
    items += pill_row(pills, box.right - PILL_INSET, box.y)
    return Part(
        "table",
        tuple(items),
        id=f"entity-{escape_id(table.id)}",
        tooltip=_tooltip(measured),
    )


def _tooltip(measured: MeasuredTable) -> tuple[str, ...]:
    """What had to be cut, then what there is to say."""
    texts = [measured.name, *measured.facts]
    for row in measured.rows:
        texts += [row.name] if row.type is None else [row.name, row.type]
    return tooltip_of(texts, measured.table.tooltip)


def _head(measured: MeasuredTable, box: Box) -> list[Item]:
    left, right, top = box.x + EDGE, box.right - EDGE, box.y + EDGE
    bottom, corner = box.y + HEAD, CORNER - EDGE
    ground = (
        f"M{number(left)} {number(bottom)}V{number(top + corner)}"
        f"Q{number(left)} {number(top)} {number(left + corner)} {number(top)}"
        f"H{number(right - corner)}"
        f"Q{number(right)} {number(top)} {number(right)} {number(top + corner)}"
        f"V{number(bottom)}Z"
    )
    if measured.height > HEAD:
        items: list[Item] = [Path("table-head", ground), _rule(box.x, box.right, bottom)]
    else:
        inner = HEAD - 2 * EDGE
        items = [Rectangle("table-head", left, top, right - left, inner, corner)]
    items += _beside(measured.name, box.x + SIDE, box.y + HEAD / 2)
    height = sum(each.height for each in measured.facts)
    top = box.y + (HEAD - height) / 2
    for fact in measured.facts:
        items += typeset(fact, box.right - SIDE, top, "end")
        top += fact.height
    return items


def _row(measured: MeasuredRow, box: Box, top: float, *, last: bool) -> Part:
    """A field: its glyph, name, chips and type; a thin line below it but for the last."""
    row, middle = measured.row, top + ROW / 2
    items: list[Item] = []
    if row.key:
        items.append(_glyph("key", KEY_GLYPH, KEY_SIZE, box.x + GLYPH_MIDDLE, middle))
    elif row.reference:
        place = box.x + GLYPH_MIDDLE
        items.append(_glyph("reference", REFERENCE_GLYPH, REFERENCE_SIZE, place, middle))
    left = box.x + NAME_LEFT
    items += _beside(measured.name, left, middle)
    left += measured.name.width + CHIP_GAP
    for classes, text in measured.chips:
        items.append(_chip(classes, text, left, middle))
        left += chip_width(text) + CHIP_GAP
    if measured.type is not None:
        items += _beside(measured.type, box.right - SIDE, middle, "end")
    if not last:
        items.append(_rule(box.x + SIDE, box.right - SIDE, top + ROW, "rule thin"))
    return Part("row", tuple(items))


def _glyph(classes: str, name: str, size: float, middle_x: float, middle: float) -> Symbol:
    return Symbol(f"glyph {classes}", glyph_id(name), middle_x - size / 2, middle - size / 2, size)


def _chip(classes: str, text: FittedLine, left: float, middle: float) -> Part:
    width, top = chip_width(text), middle - CHIP_HEIGHT / 2
    return Part(
        classes,
        (
            Rectangle("chip", left, top, width, CHIP_HEIGHT, CHIP_CORNER),
            *_beside(text, left + width / 2, middle, "middle"),
        ),
    )


def _foot(measured: MeasuredTable, box: Box) -> list[Item]:
    """The figures of now and later, each column under its word."""
    items: list[Item] = []
    later, now = box.right - SIDE, box.right - NOW_RIGHT
    if measured.columns is not None:
        middle = box.y + measured.rows_bottom + COLUMN_HEAD_TOP + COLUMN_HEAD_HEIGHT / 2 - 1.0
        for word, right in zip(measured.columns, (now, later), strict=True):
            items += _beside(word, right, middle, "end")
    else:
        now = later
    for index, figure in enumerate(measured.figures):
        middle = box.y + measured.figures_top + FIGURE_HEIGHT * (index + 0.5)
        items += _figure(figure, box.x + SIDE, now, later, middle)
    return items


def _figure(
    figure: MeasuredFigure, left: float, now: float, later: float, middle: float
) -> list[Item]:
    items: list[Item] = [*_beside(figure.name, left, middle)]
    if figure.added is not None:
        items += _beside(figure.added, left + figure.name.width + ADDED_GAP, middle)
    items += _beside(figure.now, now, middle, "end")
    if figure.later is not None:
        items += _beside(figure.later, later, middle, "end")
    return items


def _kept_in(measured: MeasuredTable, box: Box, symbols: frozenset[str]) -> list[Item]:
    items: list[Item] = []
    top = box.y + measured.kept_top + 1.0
    for kept in measured.kept_in:
        items.append(_kept(kept, box, top, symbols))
        top += KEPT_ROW * len(kept.rows)
    return items


def _kept(measured: MeasuredKept, box: Box, top: float, symbols: frozenset[str]) -> Part:
    """Where the entity is kept besides, each as a chip with the tile of its kind."""
    items: list[Item] = [*_beside(measured.name, box.x + SIDE, top + KEPT_ROW / 2)]
    for row in measured.rows:
        middle = top + KEPT_ROW / 2
        wide = sum(width for _, _, width in row) + CHIP_GAP * (len(row) - 1)
        left = box.right - SIDE - wide
        for card, text, width in row:
            items.append(
                Rectangle("kept", left, middle - KEPT_HEIGHT / 2, width, KEPT_HEIGHT, KEPT_CORNER)
            )
            items += _kept_tile(card, left + KEPT_LEFT, middle, symbols)
            items += _beside(text, left + KEPT_TEXT_LEFT, middle)
            left += width + CHIP_GAP
        top += KEPT_ROW
    texts = [text for row in measured.rows for _, text, _ in row]
    return Part("kept-in", tuple(items), tooltip=tooltip_of(texts, measured.kept.tooltip))


def _kept_tile(card: Card, left: float, middle: float, symbols: frozenset[str]) -> list[Item]:
    colour = card.colour if card.colour in PALETTE_NAMES else "slate"
    top = middle - KEPT_TILE / 2
    items: list[Item] = [
        Rectangle(f"tile {colour}", left, top, KEPT_TILE, KEPT_TILE, KEPT_TILE_CORNER)
    ]
    if glyph_id(card.glyph) in symbols:
        inset = (KEPT_TILE - KEPT_GLYPH) / 2
        place = left + inset, top + inset
        items.append(Symbol("glyph", glyph_id(card.glyph), *place, KEPT_GLYPH))
    return items


def _beside(text: FittedLine, x: float, middle: float, anchor: str = "start") -> Sequence[Item]:
    """The text centred on a height."""
    return typeset(text, x, middle - text.height / 2, anchor)


def _rule(left: float, right: float, y: float, classes: str = "rule") -> Path:
    return Path(classes, f"M{number(left)} {number(y)}H{number(right)}")
