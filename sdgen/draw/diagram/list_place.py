"""Where the list of steps stands: in the largest place that the layout left free, else below the
picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sdgen.draw.diagram.arrange import GAP, Arrangement, arrange
from sdgen.draw.diagram.step_list import LEAST_WIDTH, StepList
from sdgen.layout.placement import Box

BELOW_TITLE = 22.0
MOST_OBSTACLES = 3_000
"""With more, the list stands below the picture: to look for a place would take too long."""
PLACES_KEPT = 3
"""Of the free places, how many of the widest are tried."""

Size = tuple[float, float]


class ListArrangement(Struct, frozen=True):
    """The arrangement of title block and legend, and the box and the columns of the list."""

    arrangement: Arrangement
    box: Box
    columns: int


def arrange_with_list(
    taken: list[Box], size: Size, title: Size, rows: Size, steps: StepList
) -> ListArrangement:
    """The lowest picture of: the list below the title, in a free place, below all cards; the first
    of those that are as low. Sizes are (width, height)."""
    tries = [
        _below_title(taken, size, title, rows, steps),
        *_inside(taken, size, title, rows, steps),
        _below(taken, size, title, rows, steps),
    ]
    return min(tries, key=lambda each: each.arrangement.bounds.height)


def _below_title(
    taken: list[Box], size: Size, title: Size, rows: Size, steps: StepList
) -> ListArrangement:
    """Title and list as one block in the first corner."""
    height = steps.height(1)
    block = (max(title[0], steps.natural), title[1] + BELOW_TITLE + height)
    found = arrange(taken, size, block, rows, None)
    place = Box(0.0, found.title.y + title[1] + BELOW_TITLE, steps.natural, height)
    return ListArrangement(found, place, 1)


def _inside(
    taken: list[Box], size: Size, title: Size, rows: Size, steps: StepList
) -> Iterator[ListArrangement]:
    """The list where most room is left inside the picture."""
    if len(taken) > MOST_OBSTACLES:
        return
    heading = arrange(taken, size, title, rows, None).title
    for columns in (1, 2) if steps.columns_in(size[0]) == 2 else (1,):
        wanted = steps.width(columns)
        places = free_places([*taken, heading], size, steps.height(columns))
        ranked = sorted((-min(box.width, wanted), box.y, box.x, box.width) for box in places)
        for _, y, x, width in ranked[:PLACES_KEPT]:
            place = Box(x, y, width, steps.height(columns))
            if steps.columns_in(place.width) >= columns:
                box = replace(place, width=min(place.width, wanted))
                found = arrange([*taken, box], size, title, rows, None)
                yield ListArrangement(found, box, columns)


def _below(
    taken: list[Box], size: Size, title: Size, rows: Size, steps: StepList
) -> ListArrangement:
    """The list below the cards, in two columns where there is room for them."""
    columns = steps.columns_in(size[0])
    width = max(min(size[0], steps.width(columns)), LEAST_WIDTH)
    place = Box(0.0, size[1] + GAP, width, steps.height(columns))
    whole = (max(size[0], width), place.bottom)
    return ListArrangement(arrange([*taken, place], whole, title, rows, None), place, columns)


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
