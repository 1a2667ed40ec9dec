"""Where the list of steps stands: in a place that the layout left free, in a corner that the drawing
makes room for, beside it or below it; where the picture is lowest, and can be read at the width of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sdgen.draw.diagram.arrange import GAP, Arrangement, arrange
from sdgen.draw.diagram.first_corner import BELOW_TITLE, Size, moves_beside
from sdgen.draw.diagram.step_list import LEAST_WIDTH, StepList
from sdgen.draw.fits import DEFAULT_FIT, READABLE
from sdgen.draw.typography import NAME
from sdgen.layout.moving import move_box
from sdgen.layout.placement import Box, Point

MOST_OBSTACLES = 3_000
"""With more, the list stands below the picture: to look for a place would take too long."""
PLACES_KEPT = 3
"""Of the free places, how many of the widest are tried."""
CLEARLY = 1.03
"""How many times the height of the lowest picture another one may have and still be taken."""


class ListArrangement(Struct, frozen=True):
    """The arrangement of title block and legend, the box and the columns of the list, and how far
    the drawing is moved to make room."""

    arrangement: Arrangement
    box: Box
    columns: int
    moved: Point = Point(0.0, 0.0)


class _Given(Struct, frozen=True):
    """What is to be arranged: the obstacles of the drawing, sizes as (width, height), the steps;
    ``margin`` is what a picture has around all of it, and ``page`` the width to which it is fitted."""

    taken: list[Box]
    size: Size
    title: Size
    rows: Size
    steps: StepList
    margin: float
    page: float

    def shown(self, found: ListArrangement) -> float:
        """How large the picture is where it is fitted to the width of a page; 1 is full size."""
        return min(self.page / (found.arrangement.bounds.width + 2 * self.margin), 1.0)


def arrange_with_list(
    taken: list[Box],
    size: Size,
    title: Size,
    rows: Size,
    steps: StepList,
    margin: float,
    page: float = DEFAULT_FIT.width,
) -> ListArrangement:
    """The lowest picture of: the list in a free place, below the title,
    with the drawing moved out of that corner, beside it, below all cards; the first of those that are
    about as low. None is so wide that names are too small to read where it is fitted to the width of a
    ``page``, unless the drawing is. Sizes are (width, height)."""
    given = _Given(taken, size, title, rows, steps, margin, page)
    ways: list[list[ListArrangement]] = [[_below(given)]]
    if len(taken) <= MOST_OBSTACLES:
        ways[:0] = [list(_inside(given)), list(_in_the_corner(given)), list(_beside(given))]
    shown = [given.shown(each) for way in ways for each in way]
    least = min(READABLE / NAME.size, max(shown))
    readable = ([each for each in way if given.shown(each) >= least] for way in ways)
    best = [min(way, key=_height) for way in readable if way]
    low = CLEARLY * min(map(_height, best))
    return next(each for each in best if _height(each) <= low)


def _height(found: ListArrangement) -> float:
    return found.arrangement.bounds.height


def _inside(given: _Given) -> Iterator[ListArrangement]:
    """The list where most room is left inside the picture."""
    taken, size, steps = given.taken, given.size, given.steps
    heading = arrange(taken, size, given.title, given.rows, None).title
    for columns in (1, 2) if steps.columns_in(size[0]) == 2 else (1,):
        wanted = steps.width(columns)
        places = free_places([*taken, heading], size, steps.height(columns))
        ranked = sorted((-min(box.width, wanted), box.y, box.x, box.width) for box in places)
        for _, y, x, width in ranked[:PLACES_KEPT]:
            place = Box(x, y, width, steps.height(columns))
            if steps.columns_in(place.width) >= columns:
                box = replace(place, width=min(place.width, wanted))
                yield _with(given, box, columns)


def _with(given: _Given, box: Box, columns: int, moved: Point | None = None) -> ListArrangement:
    """Title and legend around the drawing, ``moved`` so far, and the box of the list."""
    by = moved or Point(0.0, 0.0)
    taken = [move_box(each, by.x, by.y) for each in given.taken] if moved else given.taken
    whole = (
        max(given.size[0] + by.x, box.right),
        max(given.size[1] + by.y, box.bottom),
    )
    found = arrange([*taken, box], whole, given.title, given.rows, None)
    return ListArrangement(found, box, columns, by)


def _in_the_corner(given: _Given) -> Iterator[ListArrangement]:
    """Title and list in the first corner, the drawing moved for each height at which the rest may begin."""
    steps, (title_width, title_height) = given.steps, given.title
    box = Box(0.0, title_height + BELOW_TITLE, steps.natural, steps.height(1))
    blocks = ((title_width, title_height), (box.right, box.bottom))
    for moved in reversed(moves_beside(blocks, given.taken)):
        yield _with(given, box, 1, moved)


def _beside(given: _Given) -> Iterator[ListArrangement]:
    """The list at the right of the drawing, at its top or at its foot, as near as what is there allows."""
    width, height = given.steps.natural, given.steps.height(1)
    for top in dict.fromkeys((0.0, max(given.size[1] - height, 0.0))):
        beside = (
            each.right
            for each in given.taken
            if each.y < top + height + GAP and each.bottom > top - GAP
        )
        yield _with(given, Box(max(beside, default=-GAP) + GAP, top, width, height), 1)


def _below(given: _Given) -> ListArrangement:
    """The list below the cards, in two columns where there is room for them."""
    steps, size = given.steps, given.size
    columns = steps.columns_in(size[0])
    width = max(min(size[0], steps.width(columns)), LEAST_WIDTH)
    return _with(given, Box(0.0, size[1] + GAP, width, steps.height(columns)), columns)


def free_places(taken: Sequence[Box], size: Size, height: float) -> Iterator[Box]:
    """Boxes of that height inside the picture which come no nearer than ``GAP`` to what is taken, as
    wide as they can be and no narrower than the list: at the height of the foot or the head of each
    obstacle, and at the ends of the picture."""
    tops = {0.0, size[1] - height}
    tops.update(box.bottom + GAP for box in taken)
    tops.update(box.y - GAP - height for box in taken)
    for top in sorted(tops):
        if top < 0.0 or top + height > size[1]:
            continue
        beside = sorted(
            (box.x, box.right)
            for box in taken
            if box.y < top + height + GAP and box.bottom > top - GAP
        )
        left = 0.0
        for start, end in [*beside, (size[0] + GAP, size[0] + GAP)]:
            if start - GAP - left >= LEAST_WIDTH:
                yield Box(left, top, start - GAP - left, height)
            left = max(left, end + GAP)
