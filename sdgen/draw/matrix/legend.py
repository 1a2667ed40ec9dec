"""The legend of a matrix: the bars and the signs that occur in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sdgen.draw.legend_row import Swatch
from sdgen.draw.matrix.grid import Grid
from sdgen.draw.matrix.rows import BARS
from sdgen.draw.matrix.signs import SIGN, sign_items
from sdgen.draw.scene import Item, Rectangle
from sdgen.views.matrix import Matrix, Sign
from sdgen.views.rack import in_or_on

BAR_WIDTH, BAR, BAR_GAP = 40.0, 6.0, 3.0
BOX_WIDTH, BOX = 24.0, 16.0
_WORDS = {
    Sign.DEGRADED: "Goes on without a part, or late",
    Sign.OVER: "Gets more than what is left carries",
    Sign.DOWN: "Down",
}


def swatches(picture: Matrix, grid: Grid) -> tuple[Swatch, ...]:
    """What occurs, in the order in which a reader meets it."""
    cells = [cell for row in picture.rows for cell in row.cells if cell.count]
    found = []
    inside, noun = in_or_on(picture.noun), picture.noun
    if any(not cell.alone for cell in cells):
        width = BOX_WIDTH if grid.narrow else BAR_WIDTH
        found.append(
            Swatch(
                f"Share of the component {inside} this {noun}",
                width,
                _tint if grid.narrow else _bar,
            )
        )
    short = {cell.sign for cell in cells if not cell.alone} - {Sign.HOLDS}
    if short:
        classes = [name for sign, name in BARS.items() if sign in short]
        draw = _short(list(dict.fromkeys(classes)), narrow=grid.narrow)
        found.append(Swatch("Without it too little is left", BAR_WIDTH, draw))
    if any(cell.alone for cell in cells):
        found.append(Swatch(f"{inside.capitalize()} one {noun} only", BOX_WIDTH, _alone))
    signs = {row.worst.sign for row in picture.rows}
    signs |= {cell.sign for row in picture.losses for cell in row.cells}
    found += [Swatch(word, SIGN, _sign(sign)) for sign, word in _WORDS.items() if sign in signs]
    return tuple(found)


def _bar(left: float, middle: float) -> list[Item]:
    top = middle - BAR / 2
    return [
        Rectangle("track", left, top, BAR_WIDTH, BAR, BAR / 2),
        Rectangle("bar share", left, top, BAR_WIDTH * 0.4, BAR, BAR / 2),
    ]


def _short(classes: Sequence[str], *, narrow: bool) -> Callable[[float, float], list[Item]]:
    """Bars, or tints, in the colours of what a zone leaves too little of."""
    width = (BAR_WIDTH - BAR_GAP * (len(classes) - 1)) / len(classes)

    def draw(left: float, middle: float) -> list[Item]:
        height, look = (BOX, "tint {} most") if narrow else (BAR, "bar {}")
        radius = 0.0 if narrow else BAR / 2
        places = [left + at * (width + BAR_GAP) for at in range(len(classes))]
        return [
            Rectangle(look.format(each), place, middle - height / 2, width, height, radius)
            for each, place in zip(classes, places, strict=True)
        ]

    return draw


def _tint(left: float, middle: float) -> list[Item]:
    third = BOX_WIDTH / 3
    return [
        Rectangle(classes, left + at * third, middle - BOX / 2, third, BOX)
        for at, classes in enumerate(("tint", "tint more", "tint most"))
    ]


def _alone(left: float, middle: float) -> list[Item]:
    return [Rectangle("alone", left, middle - BOX / 2, BOX_WIDTH, BOX, 5.0)]


def _sign(sign: Sign) -> Callable[[float, float], list[Item]]:
    return lambda left, middle: sign_items(sign, left, middle)
