"""The legend: an entry for each thing that occurs in the diagram and needs a word."""

from __future__ import annotations

from dataclasses import dataclass

from sdgen.draw.card_parts import chip_part, pill_part
from sdgen.draw.cards import MeasuredChip, measure_pills
from sdgen.draw.lines import arrow_data, stroke_data
from sdgen.draw.scene import Item, Part, Path, Rectangle
from sdgen.draw.typography import CHIP, LEGEND, FittedLine, fit, place
from sdgen.layout.placement import Point, Route
from sdgen.views.diagram import Badge, Card, Chip, Diagram, LineStyle, Tone

ROW = 22.0
SWATCH = 30.0
SWATCH_GAP = 8.0
ENTRY_GAP = 22.0

_LINE_WORDS = {
    LineStyle.SYNCHRONOUS: "Synchronous call",
    LineStyle.ASYNCHRONOUS: "Asynchronous",
    LineStyle.OPTIONAL: "Optional",
    LineStyle.REPLICATION: "Replication",
}
_BAR_WORDS = {
    Tone.GOOD: "Peak load up to 75% of capacity",
    Tone.WARNING: "Above 75%",
    Tone.BAD: "Above 100%",
    Tone.NEUTRAL: "Load, capacity not given",
}
_BADGE_WORDS = {"SPOF": "Single point of failure"}
_DIMMED_WORDS = {"failure": "Fails with it", "journey": "Not part of the journey"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to explain: ``what`` says which swatch is drawn, ``word`` what it means."""

    what: LineStyle | Tone | str
    text: FittedLine

    @property
    def width(self) -> float:
        """Swatch, gap and text."""
        return SWATCH + SWATCH_GAP + self.text.width


@dataclass(frozen=True, slots=True)
class Legend:
    """Entries in rows, with the width of each column of a legend that is a column."""

    rows: tuple[tuple[Entry, ...], ...]
    width: float

    @property
    def height(self) -> float:
        """All rows."""
        return ROW * len(self.rows)


def legend_entries(diagram: Diagram) -> tuple[Entry, ...]:
    """What occurs in the diagram; nothing where all lines are plain calls and nothing else is
    to be explained."""
    words = [*_line_words(diagram), *_card_words(diagram)]
    if len(words) == 1 and words[0][0] is LineStyle.SYNCHRONOUS:
        return ()
    return tuple(Entry(what, fit(word, 400.0, LEGEND)) for what, word in words)


def legend_rows(entries: tuple[Entry, ...], room: float) -> Legend:
    """The entries beside each other, in as few rows as ``room`` allows."""
    rows: list[list[Entry]] = []
    used = room + 1
    widest = 0.0
    for entry in entries:
        if used + entry.width > room:
            rows.append([])
            used = 0.0
        rows[-1].append(entry)
        widest = max(widest, used + entry.width)
        used += entry.width + ENTRY_GAP
    return Legend(tuple(tuple(row) for row in rows), widest)


def legend_column(entries: tuple[Entry, ...]) -> Legend:
    """The entries below each other."""
    widest = max((entry.width for entry in entries), default=0.0)
    return Legend(tuple((entry,) for entry in entries), widest)


def legend_part(legend: Legend, left: float, top: float) -> Part:
    """The legend with its top left corner at (``left``, ``top``)."""
    items: list[Item] = []
    for index, row in enumerate(legend.rows):
        x = left
        middle = top + ROW * (index + 0.5)
        for entry in row:
            items.append(_swatch(entry.what, x, middle))
            text_top = middle - entry.text.style.leading / 2
            items += place(entry.text, x + SWATCH + SWATCH_GAP, text_top)
            x += entry.width + ENTRY_GAP
    return Part("legend", tuple(items), id="legend")


def _line_words(diagram: Diagram) -> list[tuple[LineStyle | Tone | str, str]]:
    occurring = {line.style for line in diagram.lines}
    return [(style, _LINE_WORDS[style]) for style in LineStyle if style in occurring]


def _card_words(diagram: Diagram) -> list[tuple[LineStyle | Tone | str, str]]:
    cards = diagram.cards
    words: list[tuple[LineStyle | Tone | str, str]] = []
    if any(card.count > 1 for card in cards):
        words.append(("stack", "Replicas"))
    badges = {badge.text for card in cards for badge in card.badges}
    words += [(text, word) for text, word in _BADGE_WORDS.items() if text in badges]
    if any(card.dimmed for card in cards):
        words.append(("dimmed", _DIMMED_WORDS.get(diagram.view.split(":")[0], "Not involved")))
    words += _bar_words(diagram.view, cards)
    if diagram.view == "detailed" and any(not c.active for card in cards for c in card.chips):
        words.append(("faint", "Zone without a replica"))
    return words


def _bar_words(view: str, cards: tuple[Card, ...]) -> list[tuple[LineStyle | Tone | str, str]]:
    if view != "detailed":
        return []
    tones = {meter.tone for card in cards for meter in card.meters}
    return [(tone, word) for tone, word in _BAR_WORDS.items() if tone in tones]


def _swatch(what: LineStyle | Tone | str, left: float, middle: float) -> Item:
    if isinstance(what, LineStyle):
        return _line_swatch(what, left, middle)
    if isinstance(what, Tone):
        tone = f"bar {what.value}"
        return Rectangle(tone, left, middle - 2.5, SWATCH, 5.0, 2.5)
    if what == "stack":
        edges = [
            Rectangle(
                "behind" if shift else "face", left + 4 + shift, middle - 5 - shift, 18, 12, 4
            )
            for shift in (4, 2, 0)
        ]
        return Part("sample", tuple(edges))
    if what == "dimmed":
        face = Rectangle("face", left + 4, middle - 7, 22, 14, 4)
        return Part("sample dimmed", (face,))
    if what == "faint":
        text = fit("a", SWATCH, CHIP)
        width = 20.0
        chip = MeasuredChip(Chip("a", active=False), text, width)
        return chip_part(chip, left + (SWATCH - width) / 2, middle - 8.5)
    pill = measure_pills(1, (Badge(what, Tone.BAD),), 80.0)[0]
    return pill_part(pill, left + SWATCH - pill.width, middle)


def _line_swatch(style: LineStyle, left: float, middle: float) -> Part:
    route = Route("", (Point(left, middle), Point(left + SWATCH, middle)))
    return Part(f"sample {style.value}", tuple(line_items(style, route)))


def line_items(style: LineStyle, route: Route) -> list[Item]:
    """The stroke of a line and its arrowhead."""
    is_open = style is LineStyle.OPTIONAL
    head = Path("arrow-open" if is_open else "arrow", arrow_data(route, is_open=is_open))
    return [Path("stroke", stroke_data(route)), head]
