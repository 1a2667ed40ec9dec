"""The legend of a rack: what occurs in it, in the order in which a reader meets it."""

from __future__ import annotations

from collections.abc import Callable

from sdgen.draw.escape import number
from sdgen.draw.forks import fork_mark, fork_pill, fork_words
from sdgen.draw.legend_row import Swatch
from sdgen.draw.line_styles import LINE_WORDS, line_items
from sdgen.draw.pills import PILL_HEIGHT
from sdgen.draw.rack.measured import MeasuredRack
from sdgen.draw.scene import Item, Part, Path, Rectangle
from sdgen.layout.placement import Box, Point, Route
from sdgen.layout.rack.sized import PlacedRack
from sdgen.views.diagram import LineStyle
from sdgen.views.rack import in_or_on

LINE = 30.0
BAR_WIDTH, BAR_HEIGHT = 4.0, 16.0
BOX_WIDTH, BOX_HEIGHT = 28.0, 14.0
BEYOND = 5.0

Draw = Callable[[float, float], list[Item]]


def swatches(measured: MeasuredRack, placed: PlacedRack) -> tuple[Swatch, ...]:
    """What occurs and needs a word."""
    rack = measured.rack
    found = []
    if placed.furniture.bars:
        word = "Any replica of the row"
        if placed.bands > 1:
            word += ", in any region"
        if any(bar.leading for bar in placed.furniture.bars):
            word += ", or the leading one"
        found.append(Swatch(word, LINE, _bar))
    styles = {call.line.style for call in rack.calls}
    if rack.replications:
        styles.add(LineStyle.REPLICATION)
    found += [
        Swatch(LINE_WORDS[style], LINE, _line(style)) for style in LineStyle if style in styles
    ]
    found += [
        Swatch(word, fork_pill(text).width, _fork(text)) for text, word in fork_words(rack.forks)
    ]
    here = _here(measured)
    if placed.furniture.blanks:
        found.append(Swatch(f"None {here}", BOX_WIDTH, _blank))
    if any(slot.card.many for row in rack.rows for slot in row.slots):
        found.append(Swatch(f"Several {here}", BOX_WIDTH, _stack))
    columns = {place.id for place in rack.columns}
    if any(slot.place not in columns for row in rack.rows for slot in row.slots):
        word = f"{in_or_on(rack.noun).capitalize()} any of the {rack.noun}s that it spans"
        found.append(Swatch(word, BOX_WIDTH + 2 * BEYOND, _across))
    if placed.furniture.hosts:
        found.append(Swatch("Runs on the first in the box", BOX_WIDTH, _host))
    return tuple(found)


def _here(measured: MeasuredRack) -> str:
    """``in this zone``, ``on this host``."""
    noun = measured.rack.noun
    return f"{in_or_on(noun)} this {noun}"


def _bar(left: float, middle: float) -> list[Item]:
    rail = f"M{number(left)} {number(middle)}H{number(left + LINE)}"
    return [
        Path("rail", rail),
        Rectangle("row-bar", left, middle - BAR_HEIGHT / 2, BAR_WIDTH, BAR_HEIGHT, BAR_WIDTH / 2),
    ]


def _line(style: LineStyle) -> Draw:
    def draw(left: float, middle: float) -> list[Item]:
        route = Route("", (Point(left, middle), Point(left + LINE, middle)))
        return [Part(f"sample {style.value}", tuple(line_items(style, route)))]

    return draw


def _fork(text: str) -> Draw:
    pill = fork_pill(text)

    def draw(left: float, middle: float) -> list[Item]:
        box = Box(left, middle - PILL_HEIGHT / 2, pill.width, PILL_HEIGHT)
        return [Part("fork-mark", fork_mark(pill, box))]

    return draw


def _blank(left: float, middle: float) -> list[Item]:
    return [Rectangle("blank", left, middle - BOX_HEIGHT / 2, BOX_WIDTH, BOX_HEIGHT, 5.0)]


def _stack(left: float, middle: float) -> list[Item]:
    edges = [
        Rectangle(
            "behind" if shift else "face",
            left + shift,
            middle - BOX_HEIGHT / 2 + 2.0 - shift,
            BOX_WIDTH - 4.0,
            BOX_HEIGHT - 2.0,
            5.0,
        )
        for shift in (4.0, 2.0, 0.0)
    ]
    return [Part("sample", tuple(edges))]


def _across(left: float, middle: float) -> list[Item]:
    """A card across the gap between two columns."""
    top, half = middle - BOX_HEIGHT / 2, BOX_WIDTH / 2
    ground = [
        Rectangle(
            "group-box depth-2", left + at, top - 1.0, half + BEYOND - 2.0, BOX_HEIGHT + 2.0, 3.0
        )
        for at in (0.0, half + BEYOND + 2.0)
    ]
    face = Rectangle("face", left + BEYOND, middle - 4.0, BOX_WIDTH, 8.0, 3.0)
    return [*ground, Part("sample", (face,))]


def _host(left: float, middle: float) -> list[Item]:
    return [Rectangle("host-box", left, middle - BOX_HEIGHT / 2, BOX_WIDTH, BOX_HEIGHT, 5.0)]
