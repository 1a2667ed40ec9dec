"""Where the list of steps stands: small drawings by hand, and what holds for any."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sdgen.draw.diagram.arrange import GAP
from sdgen.draw.diagram.first_corner import BELOW_TITLE
from sdgen.draw.diagram.list_place import CLEARLY, ListArrangement, arrange_with_list
from sdgen.draw.diagram.step_list import LEAST_WIDTH, StepList
from sdgen.layout.moving import move_box
from sdgen.layout.placement import Box, Point
from sdgen.views.diagram import PathStep
from tests.support.quick import examples

TITLE = (200.0, 50.0)
ROWS = (300.0, 22.0)
MARGIN = 28.0
WIDEST = 830.0 * 14.0 / 9.0
"""Of a picture in which names have 9 px at the width of a README."""


def steps(count: int) -> StepList:
    step = PathStep("1", 0, "a->b", "A", "B")
    return StepList((step,) * count, 0, LEAST_WIDTH)


def place(taken: list[Box], size: tuple[float, float], count: int) -> ListArrangement:
    return arrange_with_list(taken, size, TITLE, ROWS, steps(count), MARGIN)


HIGH = steps(4).height(1)
BLOCK = TITLE[1] + BELOW_TITLE + HIGH


def test_a_free_place_takes_the_list_and_nothing_moves() -> None:
    taken = [Box(400.0, 0.0, 100.0, 1600.0), Box(0.0, 1600.0, 500.0, 100.0)]
    found = place(taken, (500.0, 1700.0), 4)
    assert found.box.right <= 400.0 - GAP
    assert found.box.y >= TITLE[1] + GAP
    assert found.moved == Point(0.0, 0.0)
    assert found.arrangement.bounds.height == 1700.0 + GAP + ROWS[1]


def test_the_drawing_is_moved_out_of_the_corner_where_that_makes_a_lower_picture() -> None:
    """As much wider as the list asks for: at the right it would ask for more."""
    taken = [Box(250.0, 0.0, 750.0, 400.0), Box(0.0, 400.0, 1000.0, 700.0)]
    found = place(taken, (1000.0, 1100.0), 4)
    assert found.moved == Point(LEAST_WIDTH + GAP - 250.0, 0.0)
    assert found.box == Box(0.0, TITLE[1] + BELOW_TITLE, LEAST_WIDTH, HIGH)
    assert found.arrangement.bounds.width == 1000.0 + found.moved.x


def test_only_what_is_beside_the_list_counts() -> None:
    """The wide foot of the drawing begins below the list."""
    taken = [Box(400.0, 0.0, 800.0, 100.0), Box(0.0, 200.0, 1200.0, 800.0)]
    found = place(taken, (1200.0, 1000.0), 4)
    assert found.moved == Point(0.0, BLOCK + GAP - 200.0)


def test_a_high_drawing_has_the_list_beside_it() -> None:
    """One that fills its box, and is much higher than wide: no higher with the list."""
    found = place([Box(0.0, 0.0, 300.0, 1500.0)], (300.0, 1500.0), 6)
    assert found.arrangement.bounds.width == 300.0 + GAP + LEAST_WIDTH
    assert found.arrangement.bounds.height == 1500.0


def test_no_picture_is_wider_than_names_can_be_read_in() -> None:
    """Beside the drawing the list would make the lowest picture, but too wide a one."""
    wide = WIDEST - 2 * MARGIN - 100.0
    found = place([Box(0.0, 0.0, wide, 1500.0)], (wide, 1500.0), 4)
    assert found.arrangement.bounds.width == wide
    wider = 2 * WIDEST
    found = place([Box(0.0, 0.0, wider, 1500.0)], (wider, 1500.0), 4)
    assert found.arrangement.bounds.width == wider


BOXES = st.builds(
    Box, st.integers(0, 800), st.integers(0, 800), st.integers(1, 200), st.integers(1, 200)
)


@examples(200, quick=5)
@given(st.lists(BOXES, min_size=1, max_size=8), st.integers(1, 12))
def test_nothing_covers_anything_whatever_the_drawing(taken: list[Box], count: int) -> None:
    size = max(box.right for box in taken), max(box.bottom for box in taken)
    found = place(taken, size, count)
    bounds, title = found.arrangement.bounds, found.arrangement.title
    moved = [move_box(box, found.moved.x, found.moved.y) for box in taken]
    furniture = [found.box, title, found.arrangement.legend]
    pairs = [*combinations(furniture, 2), *((one, box) for one in furniture for box in moved)]
    for one, other in pairs:
        apart = one.right <= other.x or other.right <= one.x
        assert apart or one.bottom <= other.y or other.bottom <= one.y, (one, other)
    for box in (*furniture, *moved):
        assert bounds.x <= box.x
        assert bounds.y <= box.y
        assert box.right <= bounds.right
        assert box.bottom <= bounds.bottom
    # never higher than with the list below, but where that is wider than names can be read in
    plain = size[1] + 2 * GAP + TITLE[1] + ROWS[1] + GAP + steps(count).height(1)
    assert bounds.height <= CLEARLY * plain
