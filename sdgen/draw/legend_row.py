"""The legend in rows at the foot of a picture: a swatch and a word for each thing that occurs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import inf

from msgspec import Struct

from sdgen.draw.scene import Item, Part
from sdgen.draw.typography import LEGEND, fit, typeset

ROW = 22.0
SWATCH_GAP = 8.0
ENTRY_GAP = 22.0


class Swatch(Struct, frozen=True):
    """A thing to explain: ``draw`` gives its swatch, ``width`` wide, from a left end and centred on a
    height; ``word`` is what it means."""

    word: str
    width: float
    draw: Callable[[float, float], Iterable[Item]]


def legend_height(swatches: Iterable[Swatch], room: float) -> float:
    """How high the legend is in so much room."""
    return ROW * len(_rows(swatches, room))


def legend_row(swatches: Iterable[Swatch], left: float, top: float, room: float) -> Part:
    """The legend with its top left corner at (``left``, ``top``), in as few rows as ``room``
    allows."""
    items: list[Item] = []
    for number, row in enumerate(_rows(swatches, room)):
        x, middle = left, top + ROW * (number + 0.5)
        for swatch in row:
            text = fit(swatch.word, room, LEGEND)
            items += swatch.draw(x, middle)
            items += typeset(text, x + swatch.width + SWATCH_GAP, middle - LEGEND.leading / 2)
            x += swatch.width + SWATCH_GAP + text.width + ENTRY_GAP
    return Part("legend", tuple(items), id="legend")


def legend_column_size(swatches: Sequence[Swatch]) -> tuple[float, float]:
    """How wide and how high a legend is with its entries below each other."""
    widest = max((fit(each.word, inf, LEGEND).width for each in swatches), default=0.0)
    return _swatch_width(swatches) + SWATCH_GAP + widest, ROW * len(swatches)


def legend_column_part(swatches: Sequence[Swatch], left: float, top: float) -> Part:
    """The entries below each other, their texts in line, with the top left corner at a place."""
    room = _swatch_width(swatches)
    items: list[Item] = []
    for number, swatch in enumerate(swatches):
        middle = top + ROW * (number + 0.5)
        items += swatch.draw(left + (room - swatch.width) / 2, middle)
        text = fit(swatch.word, inf, LEGEND)
        items += typeset(text, left + room + SWATCH_GAP, middle - LEGEND.leading / 2)
    return Part("legend", tuple(items), id="legend")


def _swatch_width(swatches: Iterable[Swatch]) -> float:
    return max((each.width for each in swatches), default=0.0)


def _rows(swatches: Iterable[Swatch], room: float) -> list[list[Swatch]]:
    """The entries in as few rows as the room allows, as wide as each other as they can be: none has
    one entry only while the others are full."""
    entries = list(swatches)
    widths = [each.width + SWATCH_GAP + fit(each.word, room, LEGEND).width for each in entries]
    counts = _filled(widths, room)
    if len(counts) > 1:
        narrower = sorted(_spans(widths))
        counts = next(
            found
            for span in narrower
            if span >= max(widths) and len(found := _filled(widths, span)) <= len(counts)
        )
    rows, start = [], 0
    for count in counts:
        rows.append(entries[start : start + count])
        start += count
    return rows


def _filled(widths: Sequence[float], room: float) -> list[int]:
    """How many entries each row takes, where each takes what it can."""
    counts: list[int] = []
    used = room + 1.0
    for width in widths:
        if used + width > room:
            counts.append(0)
            used = 0.0
        counts[-1] += 1
        used += width + ENTRY_GAP
    return counts


def _spans(widths: Sequence[float]) -> Iterator[float]:
    """The widths of all rows that there can be."""
    for start in range(len(widths)):
        span = -ENTRY_GAP
        for width in widths[start:]:
            span += ENTRY_GAP + width
            yield span
