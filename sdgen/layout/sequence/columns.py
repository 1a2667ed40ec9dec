"""The lifelines of a sequence diagram: each as near to the one before as heads, labels and frames
allow. A label stands in the first gap beside its sender, so it asks for room in that one only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from msgspec import Struct

from sdgen.layout.sequence.sized import (
    OUTSIDE,
    Arrow,
    ArrowKind,
    Close,
    End,
    Entry,
    Open,
    SizedSection,
)
from sdgen.layout.sequence.spacing import (
    BAR,
    FIRST_COLUMN,
    FOUND,
    FOUND_GAP,
    FRAME_AIR,
    FRAME_BEYOND,
    FRAME_STEP,
    HEAD_GAP,
    LABEL_ROOM,
    NEST,
    SHARE_GAP,
    TAG_GAP,
    TURN_LABEL,
    TURN_WIDTH,
)


class Bars(Struct, frozen=True):
    """How many bars each bar stands on: those of its column that are open when it begins; how far the
    bars of each column reach right of where one bar alone would; and by the number of each entry the
    columns that have a bar which goes on there."""

    deep: Mapping[int, int]
    nested: Sequence[float]
    busy: Sequence[frozenset[int]]


def bars_of(section: SizedSection) -> Bars:
    """The bars of a section, followed from top to bottom."""
    deep: dict[int, int] = {}
    nested = [0.0] * section.heads
    busy: list[frozenset[int]] = []
    under_way: list[int] = []

    def begin(bar: int) -> None:
        column = section.columns[bar]
        deep[bar] = sum(section.columns[each] == column for each in under_way)
        nested[column] = max(nested[column], NEST * deep[bar])
        under_way.append(bar)

    for bar in section.open:
        begin(bar)
    for entry in section.entries:
        begins = isinstance(entry, Arrow) and entry.kind is ArrowKind.CALL
        if isinstance(entry, Arrow | End) and not begins and entry.bar in under_way:
            under_way.remove(entry.bar)
        busy.append(frozenset(section.columns[bar] for bar in under_way))
        if isinstance(entry, Arrow) and begins:
            begin(entry.bar)
    return Bars(deep, nested, busy)


def lifelines(section: SizedSection, bars: Bars) -> list[float]:
    """The x of each column; the frames' sides fit beside them."""
    least = section.head_width + HEAD_GAP
    gaps = [least] * section.heads
    first = section.rail + max(FIRST_COLUMN, section.head_width / 2 + HEAD_GAP)
    before = 0.0
    for entry, busy in zip(section.entries, bars.busy, strict=True):
        for at, room in _asked(section, entry, bars.nested, busy):
            if at >= 0:
                gaps[at] = max(gaps[at], room)
            else:
                before = max(before, room)
    for frame in frames_of(section, bars):
        if frame.first:
            gaps[frame.first - 1] = max(gaps[frame.first - 1], frame.left + FRAME_AIR)
        else:
            before = max(before, frame.left + FRAME_AIR / 2)
        gaps[frame.last] = max(gaps[frame.last], frame.right + FRAME_AIR / 2)
    found = [max(first, section.rail + before)]
    for gap in gaps[: section.heads - 1]:
        found.append(found[-1] + gap)
    return found


def _asked(
    section: SizedSection, entry: Entry, nested: Sequence[float], busy: Set[int]
) -> Iterator[tuple[int, float]]:
    """The gaps that an entry needs, by the column left of each (-1: before the first), and how wide
    they must be."""
    if isinstance(entry, Arrow):
        yield _for_label(entry, nested, busy)
    column = chip_column(section, entry)
    if column in busy and isinstance(entry, Arrow | End) and entry.chip:
        yield column, beside_bars(column, nested) + entry.chip + BAR + FRAME_AIR / 2


def chip_column(section: SizedSection, entry: Entry) -> int:
    """The column at which the chip of an entry stands."""
    if isinstance(entry, Arrow):
        return entry.target
    return section.columns[entry.bar] if isinstance(entry, End) else OUTSIDE


def beside_bars(column: int, nested: Sequence[float]) -> float:
    """From a lifeline to what stands beside all its bars."""
    return BAR + nested[column] + SHARE_GAP


def _for_label(arrow: Arrow, nested: Sequence[float], busy: Set[int]) -> tuple[int, float]:
    """The gap in which an arrow's label stands, and how wide it must be. The badge below may stand over
    lifelines, but not over bars."""
    if arrow.source == OUTSIDE:
        room = max(FOUND, arrow.width + FOUND_GAP) + FOUND_GAP + BAR
        return arrow.target - 1, room + (nested[arrow.target - 1] + BAR if arrow.target else 0.0)
    if arrow.source == arrow.target:
        text = max(arrow.width, arrow.badge)
        room = BAR + nested[arrow.source] + turn_label(arrow) + text + LABEL_ROOM / 2
        return arrow.source, room
    at = arrow.source if arrow.target > arrow.source else arrow.source - 1
    width = arrow.width
    passed = range(min(arrow.source, arrow.target) + 1, max(arrow.source, arrow.target))
    if not passed:
        width = max(width, arrow.badge) + beside_target(arrow)
    elif any(column in busy for column in passed):
        width = max(width, arrow.badge)
    return at, width + LABEL_ROOM + nested[at]


def turn_label(arrow: Arrow) -> float:
    """From a bar to the label of an arrow that turns back to it, past the share beside the bar."""
    return max(TURN_WIDTH + TURN_LABEL, SHARE_GAP + arrow.share + TURN_LABEL)


def beside_target(arrow: Arrow) -> float:
    """What the share beside the target's bar takes of the gap from which an arrow comes: those of
    arrows that come from the right."""
    return arrow.share + SHARE_GAP if arrow.share and arrow.target < arrow.source else 0.0


class Frame:
    """The columns that a frame spans, and how far it reaches beyond the first and the last; ``at``
    is the number of its entry."""

    def __init__(self, opened: Open, at: int, column: int) -> None:
        self.opened = opened
        self.at = at
        self.first = self.last = column
        self.left = self.right = 0.0
        self.reach: dict[int, float] = {}
        self.inner: list[Frame] = []

    def take(self, column: int) -> None:
        """Span this column too."""
        self.first, self.last = min(self.first, column), max(self.last, column)

    def hold(self, column: int, reach: float) -> None:
        """Hold what stands beside the bars of a column, so far right of its lifeline."""
        self.take(column)
        self.reach[column] = max(self.reach.get(column, 0.0), reach)


def frames_of(section: SizedSection, bars: Bars) -> list[Frame]:
    """All frames of a section, inner ones before those around them."""
    waiting: list[Frame] = []
    found: list[Frame] = []
    for at, entry in enumerate(section.entries):
        if isinstance(entry, Open):
            waiting.append(Frame(entry, at, section.columns[entry.bar]))
        elif isinstance(entry, Arrow) and waiting:
            for column in (entry.source, entry.target):
                if column != OUTSIDE:
                    waiting[-1].take(column)
            for column, reach in reaches(section, entry, bars.nested, bars.busy[at]):
                waiting[-1].hold(column, reach)
        elif isinstance(entry, End) and waiting:
            for column, reach in reaches(section, entry, bars.nested, bars.busy[at]):
                waiting[-1].hold(column, reach)
        elif isinstance(entry, Close):
            frame = waiting.pop()
            _reach(section, frame)
            found.append(frame)
            if waiting:
                outer = waiting[-1]
                outer.inner.append(frame)
                outer.take(frame.first)
                outer.take(frame.last)
    return found


def reaches(
    section: SizedSection, entry: Arrow | End, nested: Sequence[float], busy: Set[int]
) -> Iterator[tuple[int, float]]:
    """The columns beside which an entry has something, and how far that is right of the lifeline."""
    column = chip_column(section, entry)
    if entry.chip:
        beside = beside_bars(column, nested) + entry.chip if column in busy else entry.chip / 2
        yield column, beside
    if isinstance(entry, Arrow) and entry.share:
        yield column, beside_bars(column, nested) + entry.share
    if isinstance(entry, Arrow) and entry.source == entry.target:
        text = max(entry.width, entry.badge)
        yield column, BAR + nested[column] + turn_label(entry) + text


def _reach(section: SizedSection, frame: Frame) -> None:
    """Left of its first column so that the tag covers no bar, right of its last beyond the head and
    what is beside its bars; both beyond the frames inside."""
    frame.left = BAR + TAG_GAP + frame.opened.tag
    frame.right = section.head_width / 2 + FRAME_BEYOND
    frame.right = max(frame.right, frame.reach.get(frame.last, 0.0) + FRAME_STEP)
    for inner in frame.inner:
        if inner.first == frame.first:
            frame.left = max(frame.left, inner.left + FRAME_STEP)
        if inner.last == frame.last:
            frame.right = max(frame.right, inner.right + FRAME_STEP)
