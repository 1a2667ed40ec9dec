"""Badges on lines: at their middles, or as near to them as nothing is in the way."""

from __future__ import annotations

from sdgen.layout.middles import badge_places
from sdgen.layout.placement import Box, Point, Route
from tests.support.cases import every_case

REACH = 8.5


def route(name: str, *points: tuple[float, float], curved: bool = False) -> Route:
    return Route(name, tuple(Point(x, y) for x, y in points), curved=curved)


def places(*routes: Route, taken: tuple[Box, ...] = ()) -> dict[str, tuple[float, float]]:
    names = {each.id for each in routes if not each.id.startswith("other")}
    found = badge_places(routes, names, taken, REACH)
    return {name: (round(point.x, 1), round(point.y, 1)) for name, point in found.items()}


def test_a_straight_line_has_its_badge_in_the_middle() -> None:
    assert places(route("a", (0, 0), (0, 100))) == {"a": (0, 50)}


def test_it_keeps_off_corners() -> None:
    [(x, y)] = places(route("a", (0, 0), (50, 0), (50, 50))).values()
    assert abs(x - 50) >= REACH or y >= REACH


IN_THE_WAY = [
    ("box", route("other", (0, 300), (9, 300)), Box(-20, 90, 40, 20)),
    ("line", route("other", (-50, 100), (50, 100)), Box(900, 900, 1, 1)),
]


@every_case(("what", "other", "box"), IN_THE_WAY)
def test_it_keeps_off_what_is_there(what: str, other: Route, box: Box) -> None:
    [(x, y)] = places(route("a", (0, 0), (0, 200)), other, taken=(box,)).values()
    assert x == 0
    assert abs(y - 100) > REACH + (10 if what == "box" else 0)


def test_lines_close_together_make_room_for_each_other() -> None:
    """In 54 px the first badge has to leave the middle, so that there is room for the second."""
    found = places(route("a", (0, 0), (0, 54)), route("b", (14, 54), (14, 0)))
    assert abs(found["a"][1] - found["b"][1]) >= 2 * REACH


def test_a_short_line_has_it_all_the_same() -> None:
    [(x, y)] = places(route("a", (0, 0), (0, 12))).values()
    assert (x, y) == (0, 6)


def test_a_curve_has_it_on_the_curve() -> None:
    [(x, y)] = places(route("a", (0, 0), (0, 50), (100, 50), (100, 100), curved=True)).values()
    assert abs(x - 50) < 1
    assert abs(y - 50) < 1


def test_a_line_of_one_point_has_none() -> None:
    assert places(route("a", (5, 5))) == {}
