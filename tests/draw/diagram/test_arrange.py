"""Title and legend take corners that the drawing leaves free, and never cover it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sdgen.draw.diagram.arrange import GAP, arrange
from sdgen.layout.placement import Box

TITLE = (200.0, 50.0)
ROWS = (400.0, 22.0)
COLUMN = (150.0, 66.0)


def overlaps(first: Box, second: Box) -> bool:
    return (
        first.x < second.right
        and second.x < first.right
        and first.y < second.bottom
        and second.y < first.bottom
    )


def test_title_stands_in_a_free_corner() -> None:
    taken = [Box(300, 0, 100, 60), Box(0, 200, 400, 100)]
    found = arrange(taken, (400, 300), TITLE, (0, 0), (0, 0))
    assert (found.title.x, found.title.y) == (0, 0)
    assert found.bounds == Box(0, 0, 400, 300)


def test_title_rises_only_as_far_as_it_must() -> None:
    found = arrange([Box(0, 30, 400, 100)], (400, 130), TITLE, (0, 0), (0, 0))
    assert found.title.bottom == 30 - GAP
    assert found.bounds.y == found.title.y == 30 - GAP - 50


def test_legend_stands_below_the_title_where_it_is_free() -> None:
    taken = [Box(500, 0, 100, 60), Box(0, 250, 600, 100)]
    found = arrange(taken, (600, 350), TITLE, ROWS, COLUMN)
    assert found.in_column
    assert found.legend.x == 0
    assert found.legend.y > found.title.bottom
    assert found.bounds.height == 350


def test_legend_stands_in_the_top_right_corner_where_only_that_is_free() -> None:
    taken = [Box(0, 80, 300, 300)]
    found = arrange(taken, (600, 380), TITLE, ROWS, COLUMN)
    assert found.in_column
    assert found.legend.right == 600
    assert found.legend.y == found.title.y == 0
    assert found.bounds.height == 380


def test_legend_stands_at_the_bottom_where_no_corner_is_free() -> None:
    found = arrange([Box(0, 0, 600, 300)], (600, 300), TITLE, ROWS, (150.0, 200.0))
    assert not found.in_column
    assert found.legend.y == 300 + GAP


BOXES = st.builds(Box, st.floats(0, 500), st.floats(0, 500), st.floats(1, 100), st.floats(1, 100))


@given(st.lists(BOXES, min_size=1, max_size=8))
def test_nothing_covers_anything(taken: list[Box]) -> None:
    found = arrange(taken, (600, 600), TITLE, ROWS, COLUMN)
    for box in taken:
        assert not overlaps(found.title, box)
        assert not overlaps(found.legend, box)
    assert not overlaps(found.title, found.legend)
    for box in (found.title, found.legend):
        assert box.y >= found.bounds.y
        assert box.bottom <= found.bounds.bottom
        assert box.right <= found.bounds.right
