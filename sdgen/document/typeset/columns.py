"""How wide the columns of a table are, and how high its rows become."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

from sdgen.blocks import Table
from sdgen.document.typeset.measures import LINE
from sdgen.document.typeset.phrases import longest_word, shown
from sdgen.text.measure import Weight, text_width

GAP = 12.0
"""Between two columns, in px."""
ROW_PADDING = 4.5
_MUCH = 0.5
"""Of the room: a number that is wider may have more than one line, and so may any word."""
_BENT = 0.75
"""Of two long columns the one with twice the text gets 1.7 times the width: the shorter one has to
be read too."""
_RAGGED = 1.1
"""Lines are not quite full."""


class Columns(Struct, frozen=True):
    """The ``widths`` of columns without the gaps between them, and the ``heights`` of the header and
    of each row, about, in px."""

    widths: tuple[float, ...]
    heights: tuple[float, ...]


class _Column(Struct, frozen=True):
    """``natural`` is as wide as the longest text, ``least`` as the longest word, at most."""

    natural: float
    least: float


def columns_of(table: Table, room: float, size: float) -> Columns:
    """The columns of ``table``, which together are ``room`` px wide at ``size`` px: each as wide as
    its text where all have room, else the short ones, and the long ones share what is left."""
    rows = [tuple(map(shown, row)) for row in (table.header, *table.rows)]
    count = len(table.header)
    inner = max(room - GAP * (count - 1), count * size)
    found = [
        _column([row[at] for row in rows], inner, size, is_text=at in table.text_columns)
        for at in range(count)
    ]
    widths = tuple(_widths(found, inner))
    heights = tuple(_height(row, widths, size) for row in rows)
    return Columns(widths, heights)


def _column(cells: Sequence[str], room: float, size: float, *, is_text: bool) -> _Column:
    natural = max(text_width(each, size, Weight.MEDIUM) for each in cells) + 1.0
    least = max(longest_word(each, size) for each in cells) + 1.0
    if not is_text and natural <= _MUCH * room:
        least = natural
    return _Column(natural, min(least, _MUCH * room))


def _widths(columns: Sequence[_Column], room: float) -> list[float]:
    """The width of each column; together they are ``room``."""
    natural = sum(each.natural for each in columns)
    least = sum(each.least for each in columns)
    if natural <= room:
        return [each.natural * room / natural for each in columns]
    if least >= room:
        return _capped([each.least for each in columns], room)
    widths = [0.0] * len(columns)
    left = _settle_short(columns, widths, room)
    _settle_long(columns, widths, left, room)
    scale = room / sum(widths)
    return [width * scale for width in widths]


def _capped(widths: Sequence[float], room: float) -> list[float]:
    """The widths, the largest of them lowered to one that makes all of them together ``room``."""
    left = room
    for at, width in enumerate(sorted(widths)):
        cap = left / (len(widths) - at)
        if width > cap:
            return [min(each, cap) for each in widths]
        left -= width
    return list(widths)


def _settle_short(columns: Sequence[_Column], widths: list[float], room: float) -> set[int]:
    """Give columns that need no more than their share what they need; the others are left."""
    left = set(range(len(columns)))
    while True:
        fair = (room - sum(widths)) / len(left)
        short = {at for at in left if columns[at].natural <= fair}
        if not short:
            return left
        for at in short:
            widths[at] = columns[at].natural
        left -= short


def _settle_long(
    columns: Sequence[_Column], widths: list[float], left: set[int], room: float
) -> None:
    """Share what is left of the room, none getting less than its longest word."""
    while left:
        spare = room - sum(widths)
        weight = sum(columns[at].natural ** _BENT for at in left)
        shares = {at: spare * columns[at].natural ** _BENT / weight for at in left}
        tight = {at for at in left if shares[at] < columns[at].least}
        for at in tight or left:
            widths[at] = columns[at].least if tight else shares[at]
        left = left - tight if tight else set()


def _height(row: Sequence[str], widths: Sequence[float], size: float) -> float:
    lines = max(
        math.ceil(max(text_width(cell, size) * _RAGGED / width, 1.0)) if cell else 1
        for cell, width in zip(row, widths, strict=True)
    )
    return lines * size * LINE + ROW_PADDING
