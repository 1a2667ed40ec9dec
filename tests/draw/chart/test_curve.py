"""A curve cut at a height, by hand; labels spread; plots' colours."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sdgen.draw.chart.curve import CurvePoint, areas, between, runs
from sdgen.draw.chart.panel import spread
from sdgen.draw.chart.theme import CURVE_COLOURS
from sdgen.draw.contrast import contrast
from sdgen.draw.theme import THEMES
from tests.support.cases import every_case

RISING = [CurvePoint(0, 10), CurvePoint(10, 0)]


def test_a_curve_is_cut_where_it_passes() -> None:
    assert runs(RISING, 4) == [
        (False, [CurvePoint(0, 10), CurvePoint(6, 4)]),
        (True, [CurvePoint(6, 4), CurvePoint(10, 0)]),
    ]
    assert areas(RISING, 4) == [[CurvePoint(6, 4), CurvePoint(10, 0)]]


@every_case(("level", "above"), [(20, True), (10, True), (0, False), (-5, False)])
def test_a_curve_that_does_not_pass_is_whole(level: float, above: bool) -> None:
    assert runs(RISING, level) == [(above, RISING)]


def test_down_and_up_again() -> None:
    dip = [CurvePoint(0, 0), CurvePoint(10, 10), CurvePoint(20, 0)]
    assert [above for above, _ in runs(dip, 5)] == [True, False, True]
    flat = [CurvePoint(0, 5), CurvePoint(10, 5)]
    assert runs(flat, 5) == [(False, flat)]


def test_one_point_is_no_curve() -> None:
    assert runs([CurvePoint(0, 0)], 5) == []
    assert runs([], 5) == []


def test_a_part_of_a_curve() -> None:
    assert between(RISING, 2, 5) == [CurvePoint(2, 8), CurvePoint(5, 5)]
    assert between(RISING, -5, 15) == RISING


def test_labels_are_spread_no_more_than_they_must() -> None:
    assert spread([10, 50, 90], 15, 0, 100) == [10, 50, 90]
    assert spread([50, 48], 15, 0, 100) == [63, 48]
    assert spread([99, 98, 97], 15, 0, 100) == [100, 85, 70]


@given(some.lists(some.floats(-50, 150), min_size=1, max_size=3))
def test_spread_labels_keep_apart(wanted: list[float]) -> None:
    placed = spread(wanted, 15, 0, 100)
    ordered = sorted(placed)
    assert ordered[0] >= 0
    assert ordered[-1] <= 100
    assert all(later - earlier >= 15 - 1e-9 for earlier, later in pairwise(ordered))


@pytest.mark.parametrize("name", ["light", "dark"])
def test_curves_stand_out_and_their_values_can_be_read(name: str) -> None:
    face = THEMES[name].roles["face"]
    assert contrast(CURVE_COLOURS[name]["curve"], face) >= 3
    assert contrast(CURVE_COLOURS[name]["curve-ink"], face) >= 4.5
    assert contrast(THEMES[name].roles["warning-ink"], face) >= 3
    assert contrast(THEMES[name].roles["bad"], face) >= 3
