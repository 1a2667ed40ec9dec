"""The rail of a section: when calls are made and answered, and where the slowest runs spend most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from sdgen.draw.escape import number
from sdgen.draw.phrases import phrase_items, set_phrases
from sdgen.draw.scene import Item, Part, Path, Rectangle
from sdgen.draw.sequence.measured import RAIL, MeasuredSection
from sdgen.draw.typography import (
    MOMENT,
    MOMENT_BOLD,
    MOMENT_FACT,
    NOTE,
    RAIL_TITLE,
    TextStyle,
    fit,
    typeset,
)
from sdgen.layout.sequence.placed import PlacedSection
from sdgen.layout.sequence.spacing import BAR
from sdgen.views.phrases import Phrase
from sdgen.views.sequence import BarEnd, Message, Tick

P50, P99 = 40.0, 82.0
"""The right ends of the two columns of figures."""
COLUMN = 38.0
CHIP = (10.0, 79.0, 22.0)
"""Left, width and height of the chip behind the end of a run."""
CLOSEST = 13.0
"""Between two figures; of those that would be nearer the first is left out."""
DOT, REACHED = 2.8, 3.6
READING_GAP = 5.0


class Mark(Struct, frozen=True):
    """A tick at its height, and the left edge of the bar that it tells of."""

    tick: Tick
    y: float
    x: float


def marks(measured: MeasuredSection, placed: PlacedSection) -> list[Mark]:
    """The ticks of a section from top to bottom."""
    found = [
        Mark(tick, y, placed.bars[bar].x - BAR)
        for tick, y, bar in _ticks(measured, placed)
        if bar in placed.bars
    ]
    kept: list[Mark] = []
    for mark in found:
        if kept and mark.y - kept[-1].y < CLOSEST:
            if kept[-1].tick.last:
                continue
            kept.pop()
        kept.append(mark)
    return kept


def _ticks(measured: MeasuredSection, placed: PlacedSection) -> Iterator[tuple[Tick, float, int]]:
    for at, event in enumerate(measured.section.events):
        if not isinstance(event, Message | BarEnd) or event.tick is None:
            continue
        if at in placed.ends:
            yield event.tick, placed.ends[at], event.bar
        elif at in placed.arrows:
            arrow = placed.arrows[at]
            yield event.tick, arrow.y + arrow.turn, event.bar


def readings(found: Sequence[Mark]) -> list[Item]:
    """Dotted rules from the rail to the bars."""
    return [
        Path("reading", f"M{number(RAIL + READING_GAP)} {number(mark.y)}H{number(mark.x)}")
        for mark in found
        if mark.x > RAIL + READING_GAP
    ]


def rail_part(measured: MeasuredSection, placed: PlacedSection, found: Sequence[Mark]) -> Part:
    """The axis of each run with its dots and figures."""
    items: list[Item] = [*_title(measured, placed)]
    axis = number(RAIL)
    for run in dict.fromkeys(mark.tick.run for mark in found):
        own = [mark for mark in found if mark.tick.run == run]
        top, bottom = own[0].y, own[-1].y
        items.append(Path("rail", f"M{axis} {number(top)}V{number(bottom)}"))
        for at, bar in measured.section.bars.items():
            span = placed.bars.get(at)
            if bar.largest and bar.run == run and span is not None and span.own > span.top:
                items.append(Path("rail-heavy", f"M{axis} {number(span.top)}V{number(span.own)}"))
        for mark in own:
            items += _mark(mark)
    return Part("rail-of-time", tuple(items))


def _title(measured: MeasuredSection, placed: PlacedSection) -> Iterator[Item]:
    top = placed.top - 17.0
    for name, right in (("p50", P50), ("p99", P99)):
        yield from typeset(fit(name, COLUMN, RAIL_TITLE), right, top, "end")
    words = (Phrase("TIME", strong=True), Phrase(f" in {measured.section.unit}"))
    said = set_phrases(words, P99, NOTE, RAIL_TITLE)
    yield from phrase_items(said, 0.0, top - 17.0, right=P99)


def _mark(mark: Mark) -> Iterator[Item]:
    """A dot and its two figures: bold where an answer is reached, on a chip at the end of a run."""
    tick, y = mark.tick, mark.y
    radius = REACHED if tick.reached else DOT
    classes = "moment reached" if tick.reached else "moment"
    yield Rectangle(classes, RAIL - radius, y - radius, 2 * radius, 2 * radius, radius)
    if tick.last:
        left, width, height = CHIP
        yield Rectangle("end", left, y - height / 2, width, height, 6.0)
    styles: tuple[TextStyle, TextStyle] = (MOMENT, MOMENT)
    if tick.last:
        styles = (MOMENT_BOLD, MOMENT_BOLD)
    elif tick.reached:
        styles = (MOMENT_FACT, MOMENT_BOLD)
    for text, right, style in zip((tick.p50, tick.p99), (P50, P99), styles, strict=True):
        tone = "end-text" if tick.last else ""
        yield from typeset(fit(text, COLUMN, style), right, y - style.leading / 2, "end", tone)
