"""Where the panel of a picture of a change stands: in the largest corner that the layout left free, or where
the picture grows least for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from sdgen.draw.diagram.arrange import GAP, Arrangement, arrange
from sdgen.draw.diagram.first_corner import BELOW_TITLE, Size, moves_beside
from sdgen.layout.moving import move_box
from sdgen.layout.placement import Box, Point

SAME = 0.01
"""Pictures whose merit differs by less are shown equally large."""
MOST_OBSTACLES = 1_500
"""With more, the panel stands in a corner: to look for other places would take too long."""
MOST_PLACES = 24
"""Of those along one side of the drawing, how many are tried."""


class PanelArrangement(Struct, frozen=True):
    """The arrangement of title block and legend, the box of the panel, and how far the drawing is moved
    to make room."""

    arrangement: Arrangement
    box: Box
    moved: Point = Point(0.0, 0.0)


class _Given(Struct, frozen=True):
    """What is to be arranged: the obstacles of the drawing, and sizes as (width, height)."""

    taken: list[Box]
    size: Size
    title: Size
    rows: Size
    column: Size
    panel: Size

    @property
    def is_small(self) -> bool:
        """Whether there is time to try more than the corners."""
        return len(self.taken) <= MOST_OBSTACLES


def arrange_with_panel(
    taken: list[Box],
    size: Size,
    title: Size,
    rows: Size,
    column: Size,
    panel: Size,
    merit: Callable[[float, float], float],
) -> PanelArrangement:
    """Of all corners, inside the drawing or with a part outside: where the picture has the best ``merit`` by
    its width and height; of equal ones the largest that is free. Sizes are (width, height)."""
    given = _Given(taken, size, title, rows, column, panel)
    found = list(_corners(given))
    if given.is_small:
        found += _shifted(given)
    merits = [
        merit(each.arrangement.bounds.width, each.arrangement.bounds.height) for each, _ in found
    ]
    best = max(merits)
    good = [each for each, value in zip(found, merits, strict=True) if value >= best - SAME]
    return max(good, key=lambda each: each[1])[0]


def _corners(given: _Given) -> Iterator[tuple[PanelArrangement, float]]:
    """The panel below the title, and in the other three corners, each with how large that corner is."""
    wide, high = given.panel
    together = (max(given.title[0], wide), given.title[1] + BELOW_TITLE + high)
    found = arrange(given.taken, given.size, together, given.rows, given.column)
    box = Box(found.title.x, found.title.y + given.title[1] + BELOW_TITLE, wide, high)
    heading = Box(found.title.x, found.title.y, *given.title)
    yield (
        PanelArrangement(replace(found, title=heading), box),
        _room(given, left=True, top=True),
    )
    room = {top: _room(given, left=False, top=top) for top in (True, False)}
    for right in _rights(given):
        yield _with(given, Box(right, _top(given, right), wide, high)), room[True]
        yield _with(given, Box(right, _foot(given, right), wide, high)), room[False]
    yield _with(given, Box(0.0, _foot(given, 0.0), wide, high)), _room(given, left=True, top=False)


def _rights(given: _Given) -> list[float]:
    """Where the panel begins at the right end: at the end of the drawing, or just far enough outside that
    it stands beside something that else would be in its way."""
    wide = given.panel[0]
    first = max(given.size[0] - wide, 0.0)
    if not given.is_small:
        return [first]
    beside = sorted({round(each.right + GAP, 1) for each in given.taken})
    outside = [each for each in beside if first < each <= given.size[0] + GAP]
    return [first, *outside[:: max(1, len(outside) // MOST_PLACES)]]


def _top(given: _Given, left: float) -> float:
    """The lowest place at the head of the picture that is free."""
    right = left + given.panel[0]
    beside = (b.y for b in given.taken if b.right > left - GAP and b.x < right + GAP)
    free = min(beside, default=inf) - GAP - given.panel[1]
    return min(0.0, free) if left > given.title[0] + GAP else min(-given.title[1] - GAP, free)


def _foot(given: _Given, left: float) -> float:
    """The highest place at the foot of the picture that is free."""
    right = left + given.panel[0]
    beside = (b.bottom for b in given.taken if b.right > left - GAP and b.x < right + GAP)
    return max(max(beside, default=-GAP) + GAP, given.size[1] - given.panel[1])


def _shifted(given: _Given) -> Iterator[tuple[PanelArrangement, float]]:
    """Title and panel in the first corner, the drawing moved for heights at which the rest may begin."""
    wide, high = given.panel
    box = Box(0.0, given.title[1] + BELOW_TITLE, wide, high)
    moves = moves_beside((given.title, (wide, box.bottom)), given.taken)
    for moved in moves[:: max(1, len(moves) // MOST_PLACES)]:
        taken = [move_box(each, moved.x, moved.y) for each in given.taken]
        size = (given.size[0] + moved.x, given.size[1] + moved.y)
        there = replace(given, taken=taken, size=size)
        yield replace(_with(there, box), moved=moved), 0.0


def _with(given: _Given, box: Box) -> PanelArrangement:
    """Title and legend around the drawing with the panel in it."""
    size = max(given.size[0], box.right), max(given.size[1], box.bottom)
    found = arrange([*given.taken, box], size, given.title, given.rows, given.column)
    top = min(found.bounds.y, box.y)
    bounds = replace(found.bounds, y=top, height=found.bounds.bottom - top)
    return PanelArrangement(replace(found, bounds=bounds), box)


def _room(given: _Given, *, left: bool, top: bool) -> float:
    """The area of the largest free box in a corner of the drawing that the panel has room in, else 0."""
    width, height = given.size
    near = sorted(
        (
            (box.x if left else width - box.right) - GAP,
            (box.y if top else height - box.bottom) - GAP,
        )
        for box in given.taken
    )
    best, high = 0.0, height
    for across, down in [*near, (width, 0.0)]:
        if across >= given.panel[0] and high >= given.panel[1]:
            best = max(best, across * high)
        high = min(high, max(down, 0.0))
    return best
