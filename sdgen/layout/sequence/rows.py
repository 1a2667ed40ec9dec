"""The rows of a sequence diagram: one entry below the other, and what bars and frames span.

Distances go from line to line, by what both are; where what stands at one row needs more room than
that, the next row goes down.
"""

from __future__ import annotations

from enum import StrEnum

from sdgen.layout.placement import Box, Point
from sdgen.layout.sequence.columns import (
    bars_of,
    beside_bars,
    beside_target,
    chip_column,
    frames_of,
    lifelines,
    reaches,
    turn_label,
)
from sdgen.layout.sequence.placed import PlacedArrow, PlacedBar, PlacedFrame, PlacedSection
from sdgen.layout.sequence.sized import (
    OUTSIDE,
    Arrow,
    ArrowKind,
    Else,
    End,
    Entry,
    Open,
    SizedSection,
)
from sdgen.layout.sequence.spacing import (
    ABOVE_CUT,
    AIR,
    BAR,
    BELOW_ARROW,
    BELOW_CUT,
    BOTTOM,
    CHIP_DROP,
    CHIP_HEIGHT,
    FEW,
    FOUND,
    FOUND_GAP,
    FRAME_STEP,
    GUARD_GAP,
    HEAD,
    LABEL_ROOM,
    LEAF,
    LEAST,
    LIFELINE_BELOW,
    NEST,
    REPEAT_ABOVE,
    REPEAT_BEFORE,
    REPEAT_EVERY,
    RIGHT,
    TAG_HEIGHT,
    TURN_HEIGHT,
)


class _Row(StrEnum):
    """What a row is, for its distance from the next."""

    HEADS = "heads"
    CALL = "call"
    PASSING = "passing"
    LEAF = "leaf"
    RETURN = "return"
    TOP = "top"
    BOTTOM = "bottom"


_DOWN: dict[_Row, dict[_Row, float]] = {
    _Row.CALL: {
        _Row.HEADS: 38.0,
        _Row.CALL: 44.0,
        _Row.PASSING: 44.0,
        _Row.LEAF: 30.0,
        _Row.RETURN: 38.0,
        _Row.TOP: 48.0,
        _Row.BOTTOM: 34.0,
    },
    _Row.RETURN: {
        _Row.HEADS: 38.0,
        _Row.CALL: 36.0,
        _Row.PASSING: 40.0,
        _Row.LEAF: 30.0,
        _Row.RETURN: 32.0,
        _Row.TOP: 48.0,
        _Row.BOTTOM: 30.0,
    },
    _Row.TOP: {
        _Row.HEADS: 26.0,
        _Row.CALL: 28.0,
        _Row.PASSING: 28.0,
        _Row.LEAF: 16.0,
        _Row.RETURN: 16.0,
        _Row.TOP: 32.0,
        _Row.BOTTOM: 16.0,
    },
    _Row.BOTTOM: {
        _Row.HEADS: 20.0,
        _Row.CALL: 20.0,
        _Row.PASSING: 18.0,
        _Row.LEAF: 12.0,
        _Row.RETURN: 14.0,
        _Row.TOP: 32.0,
        _Row.BOTTOM: 10.0,
    },
}
_DIVIDER = 2.0
"""How much more than to the end of a frame there is to the line between two operands."""


def lay_out_section(section: SizedSection) -> PlacedSection:
    """Coordinates of everything in a section, from its own top left corner."""
    rows = _Rows(section)
    for at, entry in enumerate(section.entries):
        rows.add(at, entry)
    return rows.placed()


class _OpenFrame:
    """A frame whose end is not reached: where it and the guards of its operands begin."""

    def __init__(self, at: int, top: float, around: _OpenFrame | None) -> None:
        self.at = at
        self.top = top
        self.around = around
        self.depth: int = around.depth + 1 if around is not None else 0
        self.guards: list[float] = []
        self.dividers: list[float] = []
        self.right = 0.0


class _Rows:
    """Takes entries from top to bottom. ``_y`` is the line of the last row, ``_floor`` how far down
    anything reaches."""

    def __init__(self, section: SizedSection) -> None:
        self._section = section
        self._known = bars_of(section)
        self._x = lifelines(section, self._known)
        self._last = _Row.HEADS
        self._y = self._floor = section.head_height
        self._heads = [0.0]
        self._right = self._x[-1] + section.head_width / 2
        self._arrows: dict[int, PlacedArrow] = {}
        self._ends: dict[int, float] = {}
        self._chips: dict[int, Point] = {}
        self._bars: dict[int, PlacedBar] = {}
        self._frames: dict[int, PlacedFrame] = {}
        self._spans = {each.at: each for each in frames_of(section, self._known)}
        self._open: list[_OpenFrame] = []
        self._cut: list[_OpenFrame] = []
        self._tops: dict[int, float] = {}
        self._own: dict[int, float] = {}
        self._reached: dict[int, float] = {}
        self._from_right: set[int] = set()
        self._waiting = {
            each.bar: each.caller
            for each in section.entries
            if isinstance(each, Arrow) and each.kind is ArrowKind.CALL and each.awaited
        }

    def add(self, at: int, entry: Entry) -> None:
        """Place the next entry, whose number is ``at``."""
        if isinstance(entry, Arrow):
            self._repeat(at, REPEAT_EVERY)
            self._arrow(at, entry)
        elif isinstance(entry, End):
            self._end(at, entry)
        elif isinstance(entry, Open):
            self._repeat(at, REPEAT_EVERY - REPEAT_BEFORE)
            self._begin(at, entry)
        elif isinstance(entry, Else):
            y = self._down(_Row.BOTTOM, _DIVIDER)
            self._open[-1].dividers.append(y)
            self._guard(self._open[-1], entry.bar, entry.guard)
        elif entry.goes_on:
            self._cut.append(self._open.pop())
        else:
            self._close()

    def placed(self) -> PlacedSection:
        """All of it; what is not over ends at the bottom."""
        last = max(self._y, self._floor)
        cut = last + ABOVE_CUT if self._section.goes_on else None
        for bar in list(self._tops):
            self._finish(bar, last + AIR if cut is None else cut, goes_on=cut is not None)
        for frame in self._cut:
            self._frame(frame, last if cut is None else cut, goes_on=True)
        bottom = last + LIFELINE_BELOW if cut is None else cut + BELOW_CUT
        if bottom - self._heads[-1] > REPEAT_EVERY:
            self._heads.append(bottom)
            bottom += self._section.repeated_height
        return PlacedSection(
            width=self._right + RIGHT,
            height=bottom + BOTTOM,
            lifelines=tuple(self._x),
            top=self._section.head_height,
            bottom=bottom,
            heads=tuple(self._heads),
            arrows=self._arrows,
            bars=self._bars,
            frames=self._frames,
            ends=self._ends,
            chips=self._chips,
            cut=cut,
        )

    def _down(self, row: _Row, above: float = 0.0) -> float:
        """Go down to the next row, of which so much is above its line."""
        self._y = max(self._y + _DOWN[row][self._last], self._floor + above + AIR)
        for bar in self._section.open if not (self._tops or self._bars) else ():
            above = self._section.continued
            top = self._section.head_height + AIR / 2 if above else self._y - AIR
            self._tops[bar], self._reached[bar] = top, self._y - AIR
            if bar not in self._section.working:
                self._own[bar] = top
        return self._y

    def _at(self, row: _Row, below: float) -> None:
        """A row is there, and reaches so far below its line."""
        self._last = row
        self._floor = max(self._floor, self._y + below)

    def _repeat(self, at: int, every: float) -> None:
        """Heads again before an entry, where those above are so far away and more than a few arrows
        follow."""
        if self._y - self._heads[-1] < every:
            return
        if sum(isinstance(each, Arrow) for each in self._section.entries[at:]) < FEW:
            return
        top = max(self._y, self._floor) + REPEAT_ABOVE
        self._heads.append(top)
        self._y = self._floor = top + self._section.repeated_height
        self._last = _Row.HEADS

    def _bar_x(self, bar: int, column: int) -> float:
        return self._x[column] + NEST * self._known.deep.get(bar, 0)

    def _edge(self, bar: int, column: int, *, right: bool) -> float:
        """Where an arrow meets a bar, or the lifeline itself."""
        if bar == OUTSIDE:
            return self._x[column]
        return self._bar_x(bar, column) + (BAR if right else -BAR)

    def _arrow(self, at: int, arrow: Arrow) -> None:
        returns = arrow.kind is ArrowKind.RETURN
        row = _Row.RETURN if returns else _Row.CALL
        y = self._down(row, arrow.above)
        if arrow.caller != OUTSIDE:
            self._reached[arrow.caller] = y
            if not returns:
                self._own.setdefault(arrow.caller, y)
        if arrow.source == arrow.target:
            self._turn(at, arrow, y)
        else:
            self._arrows[at] = self._straight(arrow, y)
        if returns:
            self._ends[at] = y
            self._finish(arrow.bar, y)
        elif arrow.kind is ArrowKind.CALL:
            self._tops[arrow.bar] = self._reached[arrow.bar] = self._y
            if arrow.target <= arrow.source:
                self._from_right.add(arrow.bar)
        chip = self._chip_below(at, arrow)
        passing = arrow.kind is ArrowKind.PASSING
        share = BELOW_ARROW + CHIP_HEIGHT if arrow.share and arrow.bar in self._from_right else 0.0
        self._at(_Row.PASSING if passing else row, max(arrow.below, chip, share))
        self._beside(at, arrow)

    def _beside(self, at: int, entry: Arrow | End) -> None:
        """What an entry has beside the bars may be what is farthest right."""
        for column, reach in reaches(
            self._section, entry, self._known.nested, self._known.busy[at]
        ):
            self._reaches(self._x[column] + reach)

    def _reaches(self, right: float) -> None:
        self._right = max(self._right, right)

    def _chip_below(self, at: int, arrow: Arrow) -> float:
        """Place the chip below an arrow's head; how far below the arrow it reaches."""
        if not arrow.chip:
            return 0.0
        placed, x = self._arrows[at], self._chip_x(at, arrow)
        drop = max(CHIP_DROP, arrow.below)
        if not placed.turn:
            # what stands below the head does not stand on what is below the label
            reach = max(arrow.width / 2, abs(placed.badge - placed.label) + arrow.badge / 2)
            free = abs(x - placed.label) - reach - arrow.chip / 2
            drop = CHIP_DROP if free > AIR else max(CHIP_DROP, arrow.below + AIR / 2)
        self._chips[at] = Point(x, placed.y + placed.turn + drop)
        return drop + CHIP_HEIGHT

    def _chip_x(self, at: int, entry: Arrow | End) -> float:
        """The middle of a chip: its lifeline, but beside the bars that go on there."""
        column = chip_column(self._section, entry)
        if column not in self._known.busy[at]:
            return self._x[column]
        return self._x[column] + beside_bars(column, self._known.nested) + entry.chip / 2

    def _straight(self, arrow: Arrow, y: float) -> PlacedArrow:
        first, last = arrow.caller, arrow.bar
        if arrow.kind is ArrowKind.RETURN:
            first, last = last, first
        if arrow.source == OUTSIDE:
            end = self._edge(last, arrow.target, right=False)
            label = end - max(FOUND, arrow.width + FOUND_GAP) / 2
            return PlacedArrow(end - FOUND, end, y, label)
        right = arrow.target > arrow.source
        start = self._edge(first, arrow.source, right=right)
        end = self._edge(last, arrow.target, right=not right)
        beside = arrow.source + (1 if right else -1)
        # the label stands between all bars of the two columns
        if right:
            gap = start, self._x[beside] - BAR - HEAD
        else:
            reached = self._x[beside] + BAR + self._known.nested[beside]
            if beside == arrow.target:
                reached = end + beside_target(arrow)
            gap = self._x[arrow.source] - BAR, reached + HEAD
        label = sum(gap) / 2
        badge = label
        if abs(gap[1] - gap[0]) < arrow.badge + LABEL_ROOM / 3:
            # beside all bars of its own column
            edge = BAR + self._known.nested[arrow.source] if right else -BAR
            side = 1 if right else -1
            badge = self._x[arrow.source] + edge + (arrow.badge / 2 + HEAD) * side
        return PlacedArrow(start, end, y, label, badge)

    def _turn(self, at: int, arrow: Arrow, y: float) -> None:
        """An arrow from a lifeline to itself: right, down and back."""
        start = self._edge(arrow.caller, arrow.source, right=True)
        end = self._edge(arrow.bar, arrow.target, right=True)
        label = max(start, end) + turn_label(arrow)
        self._arrows[at] = PlacedArrow(start, end, y, label, label, TURN_HEIGHT)
        self._y = y + TURN_HEIGHT

    def _end(self, at: int, end: End) -> None:
        """A bar ends: after a while where it has made no call, else with the last of its calls."""
        reached = self._reached.get(end.bar, self._y)
        if end.bar not in self._own and end.bar in self._tops:
            reached = self._tops[end.bar] + LEAF
            self._y = max(self._y, reached)
            self._at(_Row.LEAF, 0.0)
        self._ends[at] = reached
        beyond = AIR if end.bar in self._section.open else 0.0
        self._finish(end.bar, reached + beyond)
        if end.chip:
            self._chips[at] = Point(self._chip_x(at, end), reached + CHIP_DROP)
            self._floor = max(self._floor, reached + CHIP_DROP + CHIP_HEIGHT)
            self._beside(at, end)

    def _finish(self, bar: int, bottom: float, *, goes_on: bool = False) -> None:
        top = self._tops.pop(bar, None)
        if top is None:
            return
        x = self._bar_x(bar, self._section.columns[bar])
        bottom = max(bottom, top + LEAST)
        own = min(self._own.get(bar, bottom), bottom)
        above = self._section.continued and bar in self._section.open
        from_right = bar in self._from_right
        self._bars[bar] = PlacedBar(x, top, bottom, own, from_right, above, goes_on)
        caller = self._waiting.get(bar, OUTSIDE)
        if caller in self._tops:
            self._reached[caller] = max(self._reached[caller], bottom)

    def _begin(self, at: int, opened: Open) -> None:
        around = self._open[-1] if self._open else None
        frame = _OpenFrame(at, self._down(_Row.TOP), around)
        self._open.append(frame)
        self._guard(frame, opened.bar, opened.guard)

    def _guard(self, frame: _OpenFrame, bar: int, width: float) -> None:
        """The guard of an operand, right of the bar that sends its messages."""
        left = self._bar_x(bar, self._section.columns[bar]) + BAR + GUARD_GAP
        frame.guards.append(left)
        frame.right = max(frame.right, left + width + GUARD_GAP)
        self._at(_Row.TOP, TAG_HEIGHT)

    def _close(self) -> None:
        self._frame(self._open.pop(), self._down(_Row.BOTTOM))
        self._at(_Row.BOTTOM, 0.0)

    def _frame(self, frame: _OpenFrame, y: float, *, goes_on: bool = False) -> None:
        """Place a frame that ends at a height."""
        span = self._spans[frame.at]
        left = self._x[span.first] - span.left
        right = max(frame.right, self._x[span.last] + span.right)
        box = Box(left, frame.top, right - left, y - frame.top)
        self._frames[frame.at] = PlacedFrame(
            box, tuple(frame.guards), tuple(frame.dividers), frame.depth, goes_on
        )
        if frame.around is not None:
            frame.around.right = max(frame.around.right, right + FRAME_STEP)
        self._reaches(right)
