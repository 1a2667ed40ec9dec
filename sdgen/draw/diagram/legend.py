"""The legend: an entry for each thing that occurs in the diagram and needs a word."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from sdgen.draw.diagram.card_parts import chip_part
from sdgen.draw.diagram.cards import MeasuredChip
from sdgen.draw.diagram.change_marks import IN_LEGENDS, mark_part, mark_reach
from sdgen.draw.diagram.line_weights import HEAVIEST, heaviest_from
from sdgen.draw.forks import fork_items, fork_pill, fork_words
from sdgen.draw.line_styles import LINE_WORDS, line_items
from sdgen.draw.lines import stroke_data
from sdgen.draw.pills import PILL_HEIGHT, MeasuredPill, measure_pills, pill_part
from sdgen.draw.scene import Item, Part, Path, Rectangle
from sdgen.draw.typography import CHIP, LEGEND, LEGEND_FACT, FittedLine, fit, typeset
from sdgen.layout.forks import BAR
from sdgen.layout.placement import Box, Point, Route
from sdgen.quantity import Dimension
from sdgen.views.changed import Comparing, Mark
from sdgen.views.diagram import Badge, Chip, Diagram, LineStyle, Tone

ROW = 22.0
SWATCH = 30.0
SWATCH_GAP = 8.0
STRONG_GAP = 5.0
FORK_BEYOND = 4.0
ENTRY_GAP = 22.0

_BADGE_WORDS = {
    "SPOF": "Single point of failure",
    "ZONE": "Takes journeys down with one zone",
    "RACK": "Takes journeys down with one rack",
    "HOST": "Takes journeys down with one host",
    "DOMAIN": "Takes journeys down with one failure domain",
    "PARTIAL": "Loses a part of the data",
    "PEAK": "Leaves too little for the peak",
    "STALLS": "Stops asynchronous work",
    "DOWN": "Down",
    "OVER": "Gets more than is left carries",
    "LATE": "Falls behind at the peak",
    "PAIR": "Takes journeys down with another",
}
_BAD_BADGES = ("SPOF", "ZONE", "RACK", "HOST", "DOMAIN", "DOWN")


LOADS = "loads"
"""The swatch of widths that say how many calls there are."""
FORK = "fork: "
"""Before the text of a fork whose mark is the swatch."""
MARK = "mark "
"""Before what a badge of a picture of a change says that is the swatch."""
BESIDE = "Beside: calls or is called"
PATH = "path "
"""Before the style of a line of the path that is the swatch, where it is not synchronous."""


class Entry(Struct, frozen=True):
    """One thing to explain: ``what`` says which swatch is drawn, ``text`` what it means, after what is
    ``strong``."""

    what: LineStyle | Tone | str
    text: FittedLine

    swatch: float = SWATCH
    strong: FittedLine | None = None

    @property
    def text_left(self) -> float:
        """From the left end to the text, what is ``strong`` before it included."""
        before = self.strong.width + STRONG_GAP if self.strong is not None else 0.0
        return self.swatch + SWATCH_GAP + before

    @property
    def width(self) -> float:
        """Swatch, gap and texts."""
        return self.text_left + self.text.width


class Legend(Struct, frozen=True):
    """Entries in rows, and the width of the widest row."""

    rows: tuple[tuple[Entry, ...], ...]
    width: float

    @property
    def height(self) -> float:
        """All rows."""
        return ROW * len(self.rows)


def legend_entries(diagram: Diagram) -> tuple[Entry, ...]:
    """What occurs in the diagram; nothing where all lines are plain calls and nothing else is
    to be explained."""
    if diagram.comparing is not None:
        return _change_entries(diagram, diagram.comparing)
    if diagram.path:
        words = _path_words(diagram)
        return tuple(
            Entry(what, fit(word, 400.0, LEGEND), _swatch_width(what)) for what, word in words
        )
    words = [
        *_line_words(diagram),
        *_load_words(diagram),
        *((FORK + text, word) for text, word in fork_words(diagram.forks)),
        *_card_words(diagram),
    ]
    if len(words) == 1 and words[0][0] is LineStyle.SYNCHRONOUS:
        return ()
    return tuple(Entry(what, fit(word, 400.0, LEGEND), _swatch_width(what)) for what, word in words)


def _change_entries(diagram: Diagram, comparing: Comparing) -> tuple[Entry, ...]:
    """What has changed, by its badge, and what stands beside it."""
    beside = any(card.beside for card in diagram.cards)
    entries = [
        Entry(
            MARK + mark.value,
            fit(counts, 400.0, LEGEND),
            _swatch_width(MARK + mark.value),
            fit(mark.value.capitalize(), 400.0, LEGEND_FACT),
        )
        for mark, counts in comparing.counts
    ]
    if beside:
        text = fit(BESIDE, 400.0, LEGEND)
        entries.append(Entry("faded", text, _swatch_width("faded")))
    return tuple(entries)


def _path_words(diagram: Diagram) -> list[tuple[LineStyle | Tone | str, str]]:
    """What the path is, how its calls are made, and that all else is no part of it."""
    words: list[tuple[LineStyle | Tone | str, str]] = [(PATH, diagram.path_word)]
    styles = {line.style for line in diagram.lines if not line.dimmed}
    words += [
        (f"{PATH}{style.value}", word)
        for style, word in LINE_WORDS.items()
        if style in styles and style is not LineStyle.SYNCHRONOUS
    ]
    if any(line.dimmed for line in diagram.lines):
        words.append(("other", "Other calls"))
    if any(card.dimmed for card in diagram.cards):
        words.append(("faded", diagram.dimmed_word))
    if any(card.many for card in diagram.cards):
        words.append(("stack", "Replicas"))
    return words


def _swatch_width(what: LineStyle | Tone | str) -> float:
    if what in _BADGE_WORDS:
        return _badge_pill(str(what)).width
    if what.startswith(MARK):
        return 2 * mark_reach(IN_LEGENDS)
    if what.startswith(FORK):
        return fork_pill(what.removeprefix(FORK)).width + 2 * FORK_BEYOND
    is_line = (
        isinstance(what, LineStyle | Tone) or what in ("other", LOADS) or what.startswith(PATH)
    )
    return SWATCH if is_line else 24.0


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
    """The entries below each other, their texts in line."""
    swatch = max((entry.swatch for entry in entries), default=0.0)
    aligned = tuple(replace(entry, swatch=swatch) for entry in entries)
    widest = max((entry.width for entry in aligned), default=0.0)
    return Legend(tuple((entry,) for entry in aligned), widest)


def legend_part(legend: Legend, left: float, top: float) -> Part:
    """The legend with its top left corner at (``left``, ``top``)."""
    items: list[Item] = []
    for index, row in enumerate(legend.rows):
        x = left
        middle = top + ROW * (index + 0.5)
        for entry in row:
            indent = (entry.swatch - _swatch_width(entry.what)) / 2
            items.append(_swatch(entry.what, x + indent, middle))
            text_top = middle - entry.text.style.leading / 2
            if entry.strong is not None:
                items += typeset(entry.strong, x + entry.swatch + SWATCH_GAP, text_top)
            items += typeset(entry.text, x + entry.text_left, text_top)
            x += entry.width + ENTRY_GAP
    return Part("legend", tuple(items), id="legend")


def _line_words(diagram: Diagram) -> list[tuple[LineStyle | Tone | str, str]]:
    occurring = {line.style for line in diagram.lines}
    return [(style, LINE_WORDS[style]) for style in LineStyle if style in occurring]


def _load_words(diagram: Diagram) -> list[tuple[LineStyle | Tone | str, str]]:
    """What the widths of lines say, where they differ."""
    least = heaviest_from(diagram.lines)
    if not least:
        return []
    from sdgen.quantity.print import format_quantity

    rate = format_quantity(least, Dimension.RATE)
    return [(LOADS, f"×10 calls a step, widest from {rate}")]


def _card_words(diagram: Diagram) -> list[tuple[LineStyle | Tone | str, str]]:
    cards = diagram.cards
    words: list[tuple[LineStyle | Tone | str, str]] = []
    if any(card.many for card in cards):
        words.append(("stack", "Replicas"))
    badges = {badge.text for card in cards for badge in card.badges}
    words += [(text, word) for text, word in _BADGE_WORDS.items() if text in badges]
    if any(card.dimmed for card in cards):
        words.append(("dimmed", diagram.dimmed_word))
    if any(card.beside for card in cards):
        words.append(("faded", BESIDE))
    words += _bar_words(diagram)
    if diagram.faint_word and any(not c.active for card in cards for c in card.chips):
        words.append(("faint", diagram.faint_word))
    return words


def _bar_words(diagram: Diagram) -> list[tuple[LineStyle | Tone | str, str]]:
    if not diagram.load_word:
        return []
    from sdgen.quantity.print import format_quantity

    busy = format_quantity(diagram.busy_from, Dimension.RATIO)
    limits = {Tone.GOOD: f"up to {busy}", Tone.WARNING: f"above {busy}", Tone.BAD: "from 100%"}
    tones = {meter.tone for card in diagram.cards for meter in card.meters}
    words = [(tone, word) for tone, word in limits.items() if tone in tones]
    first = [(tone, f"{diagram.load_word} {word} of capacity") for tone, word in words[:1]]
    return [*first, *((tone, word.capitalize()) for tone, word in words[1:])]


def _swatch(what: LineStyle | Tone | str, left: float, middle: float) -> Item:
    if isinstance(what, LineStyle):
        return _line_swatch(what, left, middle)
    if isinstance(what, Tone):
        tone = f"bar {what.value}"
        return Rectangle(tone, left, middle - 2.5, SWATCH, 5.0, 2.5)
    if what == LOADS:
        return _load_swatch(left, middle)
    if what == "stack":
        edges = [
            Rectangle("behind" if shift else "face", left + shift, middle - 4 - shift, 20, 12, 4)
            for shift in (4, 2, 0)
        ]
        return Part("sample", tuple(edges))
    if what in ("dimmed", "faded"):
        face = Rectangle("face", left + 1, middle - 7, 22, 14, 4)
        return Part(f"sample {what}", (face,))
    if what == "other":
        return _line_swatch(LineStyle.SYNCHRONOUS, left, middle, "faded")
    if what.startswith(PATH):
        style = what.removeprefix(PATH)
        return _line_swatch(LineStyle(style or "synchronous"), left, middle, "path")
    if what == "faint":
        chip = MeasuredChip(Chip("a", active=False), fit("a", SWATCH, CHIP), 20.0)
        return chip_part(chip, left + 2, middle - 8.5)
    if what.startswith(MARK):
        middle_of = Point(left + mark_reach(IN_LEGENDS), middle)
        return mark_part(Mark(what.removeprefix(MARK)), middle_of, IN_LEGENDS)
    if what.startswith(FORK):
        pill = fork_pill(what.removeprefix(FORK))
        bar = Box(left, middle - BAR / 2, pill.width + 2 * FORK_BEYOND, BAR)
        box = Box(left + FORK_BEYOND, middle - PILL_HEIGHT / 2, pill.width, PILL_HEIGHT)
        return Part("sample", fork_items(pill, bar, box))
    return pill_part(_badge_pill(what), left, middle)


def _badge_pill(text: str) -> MeasuredPill:
    tone = Tone.BAD if text in _BAD_BADGES else Tone.WARNING
    return measure_pills(1, (Badge(text, tone),), 80.0)[0]


def _line_swatch(style: LineStyle, left: float, middle: float, more: str = "") -> Part:
    route = Route("", (Point(left, middle), Point(left + SWATCH, middle)))
    items = line_items(style, route, bold=more == "path")
    return Part(f"sample {style.value} {more}".strip(), tuple(items))


def _load_swatch(left: float, middle: float) -> Part:
    """A line that gets wider by steps."""
    step = SWATCH / HEAVIEST
    pieces = []
    for weight in range(1, HEAVIEST + 1):
        start = left + (weight - 1) * step
        data = stroke_data(Route("", (Point(start, middle), Point(start + step, middle))))
        pieces.append(Part(f"sample load-{weight}", (Path("stroke", data),)))
    return Part("sample", tuple(pieces))
