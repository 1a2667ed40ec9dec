"""The lifelines of a sequence diagram: each as near to the one before as heads, labels and frames
allow. A label stands in the first gap beside its sender, so it asks for room in that one only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sdgen.layout.sequence.sized import (
    OUTSIDE,
    Arrow,
    ArrowKind,
    Close,
    End,
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


def levels(section: SizedSection) -> dict[int, int]:
    """How many bars each bar stands on: those of its column that are open when it begins."""
    deep: dict[int, int] = {}
    under_way: list[int] = []

    def begin(bar: int) -> None:
        column = section.columns[bar]
        deep[bar] = sum(section.columns[each] == column for each in under_way)
        under_way.append(bar)

    for bar in section.open:
        begin(bar)
    for entry in section.entries:
        if isinstance(entry, Arrow) and entry.kind is ArrowKind.CALL:
            begin(entry.bar)
        elif isinstance(entry, Arrow | End) and entry.bar in under_way:
            under_way.remove(entry.bar)
    return deep


def lifelines(section: SizedSection, deep: Mapping[int, int]) -> list[float]:
    """The x of each column; the frames' sides fit beside them."""
    least = section.head_width + HEAD_GAP
    gaps = [least] * section.heads
    first = section.rail + max(FIRST_COLUMN, section.head_width / 2 + HEAD_GAP)
    before, nested = 0.0, nests(section, deep)
    for entry in section.entries:
        if isinstance(entry, Arrow):
            at, room = _asked(entry, nested)
            if at >= 0:
                gaps[at] = max(gaps[at], room)
            else:
                before = max(before, room)
    for frame in frames_of(section):
        if frame.first:
            gaps[frame.first - 1] = max(gaps[frame.first - 1], frame.left + FRAME_AIR)
        else:
            before = max(before, frame.left + FRAME_AIR / 2)
        gaps[frame.last] = max(gaps[frame.last], frame.right + FRAME_AIR / 2)
    found = [max(first, section.rail + before)]
    for gap in gaps[: section.heads - 1]:
        found.append(found[-1] + gap)
    return found


def nests(section: SizedSection, deep: Mapping[int, int]) -> list[float]:
    """How far the bars of each column reach right of where one bar alone would."""
    found = [0.0] * section.heads
    for bar, level in deep.items():
        column = section.columns[bar]
        found[column] = max(found[column], NEST * level)
    return found


def _asked(arrow: Arrow, nested: Sequence[float]) -> tuple[int, float]:
    """The gap in which an arrow's label stands, by the column left of it (-1: before the first),
    and how wide it must be."""
    if arrow.source == OUTSIDE:
        room = max(FOUND, arrow.width + FOUND_GAP) + FOUND_GAP + BAR
        return arrow.target - 1, room + (nested[arrow.target - 1] + BAR if arrow.target else 0.0)
    if arrow.source == arrow.target:
        text = max(arrow.width, arrow.badge)
        room = BAR + nested[arrow.source] + turn_label(arrow) + text + LABEL_ROOM / 2
        return arrow.source, room
    at = arrow.source if arrow.target > arrow.source else arrow.source - 1
    width = arrow.width
    if abs(arrow.target - arrow.source) == 1:
        width = max(width, arrow.badge) + beside_target(arrow)
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
        self.inner: list[Frame] = []

    def take(self, column: int) -> None:
        """Span this column too."""
        self.first, self.last = min(self.first, column), max(self.last, column)


def frames_of(section: SizedSection) -> list[Frame]:
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


def _reach(section: SizedSection, frame: Frame) -> None:
    """Left of its first column so that the tag covers no bar, right of its last beyond the head;
    both beyond the frames inside."""
    frame.left = BAR + TAG_GAP + frame.opened.tag
    frame.right = section.head_width / 2 + FRAME_BEYOND
    for inner in frame.inner:
        if inner.first == frame.first:
            frame.left = max(frame.left, inner.left + FRAME_STEP)
        if inner.last == frame.last:
            frame.right = max(frame.right, inner.right + FRAME_STEP)
