"""The legend in rows at the foot of a picture: a swatch and a word for each thing that occurs."""

from __future__ import annotations

from collections.abc import Callable, Iterable

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


def _rows(swatches: Iterable[Swatch], room: float) -> list[list[Swatch]]:
    rows: list[list[Swatch]] = []
    used = room + 1.0
    for swatch in swatches:
        width = swatch.width + SWATCH_GAP + fit(swatch.word, room, LEGEND).width
        if used + width > room:
            rows.append([])
            used = 0.0
        rows[-1].append(swatch)
        used += width + ENTRY_GAP
    return rows
