"""Strokes, gaps and arrowheads."""

from __future__ import annotations

from msgspec.structs import replace

from sdgen.draw.lines import ARROW_LENGTH, CORNER, GAP, arrow_data, shortened, stroke_data
from sdgen.layout.placement import Point, Route


def route(*points: tuple[float, float], **changes: object) -> Route:
    return Route("r", tuple(Point(*point) for point in points), **changes)  # type: ignore[arg-type]


def test_straight_line() -> None:
    assert stroke_data(route((0, 0), (0, 50))) == "M0 0L0 50"


def test_corner_is_rounded() -> None:
    assert stroke_data(route((0, 0), (0, 50), (50, 50))) == (
        f"M0 0L0 {50 - CORNER:g}Q0 50 {CORNER:g} 50L50 50"
    )


def test_short_jog_has_smaller_corners() -> None:
    assert stroke_data(route((0, 0), (0, 50), (6, 50), (6, 90))) == (
        "M0 0L0 47Q0 50 3 50Q6 50 6 53L6 90"
    )


def test_line_below_another_has_a_gap() -> None:
    passed = route((0, 0), (100, 0), jumps=(Point(40, 0), Point(20, 30)))
    assert stroke_data(passed) == f"M0 0L{40 - GAP:g} 0M{40 + GAP:g} 0L100 0"


def test_gaps_are_in_order_along_the_line() -> None:
    passed = route((100, 0), (0, 0), jumps=(Point(20, 0), Point(60, 0)))
    assert stroke_data(passed) == "M100 0L64 0M56 0L24 0M16 0L0 0"


def test_repeated_points_draw_once() -> None:
    assert stroke_data(route((0, 0), (0, 0), (0, 9), (0, 9))) == "M0 0L0 9"


def test_line_without_length_is_drawn_all_the_same() -> None:
    assert stroke_data(route((3, 4), (3, 4))) == "M3 4L3 4"
    assert arrow_data(route((3, 4), (3, 4))).count("L3 4") == 1


def test_curve_keeps_its_control_points() -> None:
    curve = route((0, 0), (0, 10), (10, 10), (10, 20), curved=True)
    assert stroke_data(curve) == "M0 0C0 10 10 10 10 20"


def test_arrow_tip_is_the_last_point() -> None:
    assert f"L{60} 0" in arrow_data(route((0, 0), (60, 0)))
    down = arrow_data(route((0, 0), (0, 60)))
    assert down == f"M3.75 {60 - ARROW_LENGTH:g}L0 60L-3.75 {60 - ARROW_LENGTH:g}Z"


def test_open_arrow_is_not_closed() -> None:
    assert not arrow_data(route((0, 0), (0, 60)), is_open=True).endswith("Z")


def test_a_line_turns_sharply_where_it_joins_a_trunk() -> None:
    joining = route((0, 0), (0, 50), (50, 50), (50, 90), joins=(Point(0, 50),))
    assert stroke_data(joining) == f"M0 0L0 50L{50 - CORNER:g} 50Q50 50 50 {50 + CORNER:g}L50 90"


def test_lines_of_a_trunk_are_drawn_from_the_end_that_they_share() -> None:
    """So the dashes of one fall on those of the other."""
    outer = route((0, 0), (0, 50), (80, 50), (80, 90), shared_end="target")
    inner = route((40, 0), (40, 50), (80, 50), (80, 90), shared_end="target")
    inner = replace(inner, joins=(Point(40, 50),))
    to_join = "M80 90L80 57Q80 50 73 50L"
    assert stroke_data(outer) == f"{to_join}7 50Q0 50 0 43L0 0"
    assert stroke_data(inner) == f"{to_join}40 50L40 0"
    assert arrow_data(inner) == arrow_data(replace(inner, shared_end=""))
    leaving = route((0, 0), (0, 50), shared_end="source")
    assert stroke_data(leaving) == "M0 0L0 50"


def test_a_bold_stroke_ends_in_its_arrowhead() -> None:
    shorter = shortened(Route("a", (Point(0, 0), Point(0, 50), Point(40, 50))))
    assert shorter.points[-1] == Point(31.5, 50)
    assert shortened(Route("a", (Point(0, 0), Point(4, 0)))).points[-1] == Point(2, 0)
    assert shortened(Route("a", (Point(1, 1),))).points == (Point(1, 1),)
