"""Growth of load: by hand, and its sum against adding up many short spans."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sdgen.analyses.traffic.growth import load_factor, load_seconds, month_seconds, year_seconds
from sdgen.design.records import Scale
from tests.model.given import design

DAY = 86_400
YEAR = 365 * DAY


def scale(body: str) -> Scale:
    found = design(f"scale: {{{body}}}\ncomponents:\n  web: {{kind: client}}\n").scale
    assert found is not None
    return found


def test_load_that_doubles_each_year() -> None:
    doubling = scale("growth: 100%")
    assert load_factor(doubling, 0.0) == 1.0
    assert load_factor(doubling, YEAR) == pytest.approx(2.0)
    assert load_factor(doubling, 3 * YEAR) == pytest.approx(8.0)
    # the integral of 2^t over a year is 1 / ln 2
    assert load_seconds(doubling, 0.0, YEAR) == pytest.approx(YEAR / log(2))
    assert load_seconds(doubling, YEAR, 2 * YEAR) == pytest.approx(2 * YEAR / log(2))


@pytest.mark.parametrize("body", ["horizon: 5y", "growth: 0%"])
def test_load_that_stays(body: str) -> None:
    assert load_factor(scale(body), 10 * YEAR) == 1.0
    assert load_seconds(scale(body), DAY, 11 * DAY) == 10 * DAY
    assert load_factor(None, YEAR) == 1.0


def test_the_calendar_of_the_design() -> None:
    short = scale("growth: 100%, year: 100d, month: 10d")
    assert (year_seconds(short), month_seconds(short)) == (100 * DAY, 10 * DAY)
    assert load_factor(short, 100 * DAY) == pytest.approx(2.0)
    assert (year_seconds(None), month_seconds(None)) == (YEAR, 30 * DAY)


@pytest.mark.slow
@given(some.integers(0, 400), some.floats(0, 3 * YEAR), some.floats(0, 3 * YEAR))
def test_the_sum_is_that_of_many_short_spans(growth: int, start: float, span: float) -> None:
    found = scale(f"growth: {growth}%")
    step = span / 2000
    middles = (start + (number + 0.5) * step for number in range(2000))
    added = sum(load_factor(found, middle) * step for middle in middles)
    assert load_seconds(found, start, start + span) == pytest.approx(added, rel=1e-5, abs=1e-6)
