"""The line along a rank passes under the one that runs with the request."""

from __future__ import annotations

from sdgen.layout.line_jumps import add_line_jumps
from sdgen.layout.placement import Point, Route


def _route(name, *points):
    return Route(name, tuple(Point(*point) for point in points))


def test_the_level_line_gets_the_gap():
    upright = _route("upright", (50.0, 0.0), (50.0, 100.0))
    level = _route("level", (100.0, 40.0), (0.0, 40.0))
    first, second = add_line_jumps([upright, level], down=True)
    assert first.jumps == ()
    assert second.jumps == (Point(50.0, 40.0),)


def test_in_a_picture_to_the_right_the_upright_line_gets_it():
    upright = _route("upright", (50.0, 0.0), (50.0, 100.0))
    level = _route("level", (100.0, 40.0), (0.0, 40.0))
    first, second = add_line_jumps([upright, level], down=False)
    assert first.jumps == (Point(50.0, 40.0),)
    assert second.jumps == ()


def test_jumps_follow_the_line_and_ends_that_touch_are_none():
    uprights = [_route(f"u{x}", (x, 0.0), (x, 100.0)) for x in (20.0, 60.0)]
    ends = _route("ends", (80.0, 0.0), (80.0, 40.0))
    *_, level = add_line_jumps(
        [*uprights, ends, _route("l", (100.0, 40.0), (0.0, 40.0))], down=True
    )
    assert level.jumps == (Point(60.0, 40.0), Point(20.0, 40.0))


def test_where_lines_cross_too_often_none_shows_a_gap(monkeypatch):
    uprights = [_route(f"u{x}", (x, 0.0), (x, 100.0)) for x in (20.0, 40.0, 60.0)]
    level = _route("level", (0.0, 40.0), (100.0, 40.0))
    monkeypatch.setattr("sdgen.layout.line_jumps.MOST_JUMPS", 3)
    assert len(add_line_jumps([*uprights, level], down=True)[-1].jumps) == 3
    monkeypatch.setattr("sdgen.layout.line_jumps.MOST_JUMPS", 2)
    assert add_line_jumps([*uprights, level], down=True)[-1].jumps == ()


def test_no_more_pieces_are_compared_than_the_bound(monkeypatch):
    uprights = [_route(f"u{x}", (x, 0.0), (x, 100.0)) for x in (20.0, 40.0, 60.0)]
    level = _route("level", (0.0, 40.0), (100.0, 40.0))
    monkeypatch.setattr("sdgen.layout.line_jumps.MOST_COMPARED", 2)
    assert add_line_jumps([*uprights, level], down=True)[-1].jumps == ()


def test_a_trunk_is_passed_under_in_one_gap():
    lines = [_route(f"t{x}", (x, 0.0), (x, 20.0), (50.0, 20.0), (50.0, 90.0)) for x in (0.0, 30.0)]
    level = _route("level", (10.0, 60.0), (90.0, 60.0))
    *trunk, passed = add_line_jumps([*lines, level], down=True)
    assert passed.jumps == (Point(50.0, 60.0),)
    assert not any(line.jumps for line in trunk)
