"""What is said before and after a change: the key, the old value struck through, an arrow, the new one."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from sdgen.draw.lines import level_data
from sdgen.draw.scene import Item, Path, Rectangle, Text
from sdgen.draw.typography import (
    FACT,
    PILL,
    SHIFT_NOW,
    SHIFT_WAS,
    FittedLine,
    TextStyle,
    fit,
    typeset,
    width_of,
)
from sdgen.views.changed import Mark, Shift

MOST_SHIFTS = 2
"""Rows of a card or a line: of more the last one counts the rest, and all are in the tooltip."""
GAP = 4.0
ARROW = "→"
STRIKE = 0.3
"""How far above the baseline a text is struck through, as a share of its size."""
BEYOND = 1.0
"""How far the stroke reaches beyond it."""
KEY_SHARE = 0.5
CHIP_SIDE, CHIP_HEIGHT = 5.0, 14.0
MORE = replace(PILL, size=10.0, minimum=10.0)


class Piece(Struct, frozen=True):
    """A part of a row; one that is ``struck`` is said no more, one that is a ``chip`` counts what there is
    no room for."""

    text: FittedLine
    tone: str = ""
    struck: bool = False
    chip: bool = False

    @property
    def width(self) -> float:
        """With the padding of a chip."""
        return self.text.width + (2 * CHIP_SIDE if self.chip else 0.0)


class ShiftRow(Struct, frozen=True):
    """The pieces of a row, from left to right."""

    pieces: tuple[Piece, ...]

    @property
    def width(self) -> float:
        """All pieces and the gaps between them."""
        return sum(each.width + GAP for each in self.pieces) - GAP

    @property
    def cut(self) -> tuple[str, ...]:
        """The whole of each text that had to be cut."""
        return tuple(each.text.whole for each in self.pieces if each.text.whole)


def shift_rows(shifts: Sequence[Shift], room: float) -> tuple[ShiftRow, ...]:
    """The rows of a card or a line within so much room."""
    rows = []
    for place, shift in enumerate(shifts[:MOST_SHIFTS]):
        rest = len(shifts) - MOST_SHIFTS if place == MOST_SHIFTS - 1 else 0
        more = (Piece(fit(f"+{rest}", room, MORE), chip=True),) if rest > 0 else ()
        left = room - sum(each.width + GAP for each in more)
        rows.append(ShiftRow((*_row(shift, left), *more)))
    return tuple(rows)


def needed_room(shifts: Sequence[Shift], most: float) -> float:
    """The width in which the rows stand whole, or ``most``."""
    return max((min(each.width, most) for each in shift_rows(shifts, 10_000.0)), default=0.0)


def _row(shift: Shift, room: float) -> tuple[Piece, ...]:
    key = (Piece(fit(shift.key, room * KEY_SHARE, FACT)),) if shift.key else ()
    left = room - sum(each.text.width + GAP for each in key)
    if not shift.before:
        new = Piece(fit(f"+ {shift.after}", left, SHIFT_NOW), Mark.ADDED.value)
        return (*key, new)
    if not shift.after:
        old = Piece(fit(shift.before, left, SHIFT_WAS), Mark.REMOVED.value, struck=True)
        return (*key, old)
    arrow = Piece(fit(ARROW, room, SHIFT_NOW), Mark.CHANGED.value)
    left -= arrow.text.width + 2 * GAP
    one, other = width_of(shift.before, SHIFT_WAS), width_of(shift.after, SHIFT_NOW)
    if one + other > left:
        half = left / 2
        one, other = (
            (max(half, left - other), min(other, half))
            if one > other
            else (min(one, half), max(half, left - one))
        )
    old = Piece(_fitted(shift.before, one, SHIFT_WAS), struck=True)
    return (*key, old, arrow, Piece(_fitted(shift.after, other, SHIFT_NOW)))


def _fitted(text: str, room: float, style: TextStyle) -> FittedLine:
    return fit(text, max(room, style.size), style)


def shift_items(row: ShiftRow, left: float, top: float) -> list[Item]:
    """The row with its top left corner at (``left``, ``top``)."""
    items: list[Item] = []
    for piece in row.pieces:
        if piece.chip:
            at = top + (FACT.leading - CHIP_HEIGHT) / 2
            items.append(Rectangle("pill", left, at, piece.width, CHIP_HEIGHT, CHIP_HEIGHT / 2))
            down = (FACT.leading - MORE.leading) / 2
            items += typeset(piece.text, left + CHIP_SIDE, top + down)
            break  # the last one
        texts = typeset(piece.text, left, top, tone=piece.tone)
        items += texts
        if piece.struck:
            items += struck_through(texts, piece.tone)
        left += piece.text.width + GAP
    return items


def struck_through(texts: Sequence[Text], tone: str = "") -> list[Item]:
    """A stroke through each line of text, which begins at its left end."""
    classes = f"strike {tone}" if tone else "strike"
    found: list[Item] = []
    for text in texts:
        y, right = text.y - STRIKE * text.size, text.x + text.width
        found.append(Path(classes, level_data(text.x - BEYOND, right + BEYOND, y)))
    return found
