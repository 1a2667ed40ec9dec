"""Axes: round ticks, what is logarithmic, where a value lies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sdgen.draw.chart.axes import time_ticks, value_axis
from sdgen.quantity import Dimension
from tests.support.cases import every_case


@every_case(
    ("values", "limits", "dimension", "labels"),
    [
        ((0.0, 8640.0), (4500.0,), Dimension.RATE, ["0", "2.5k/s", "5k/s", "7.5k/s"]),
        ((1.0, 7.2e13), (), Dimension.BYTES, ["0", "20 TB", "40 TB", "60 TB"]),
        ((5.0, 5.0), (), Dimension.RATE, ["0", "2/s", "4/s"]),
        ((1e-5, 9e-5), (), Dimension.RATE, ["0", "2.5/day", "5/day", "7.5/day"]),
        ((0.02, 0.04), (0.04,), Dimension.RATE, ["0", "1k/day", "2k/day", "3k/day"]),
        ((0.0, 0.0), (), Dimension.BYTES, ["0", "0.25 B", "0.5 B", "0.75 B", "1 B"]),
        ((1.0, 900.0), (3.0,), Dimension.RATE, ["1/s", "10/s", "100/s", "1k/s"]),
        ((0.0, 1e15), (1e9,), Dimension.BYTES, ["1 GB", "100 GB", "10 TB", "1 PB"]),
        ((1e-5, 1.5), (0.01,), Dimension.RATE, ["1e-5/s", "0.001/s", "0.1/s", "10/s"]),
    ],
)
def test_ticks_are_round(
    values: tuple[float, ...], limits: tuple[float, ...], dimension: Dimension, labels: list[str]
) -> None:
    axis = value_axis(values, limits, dimension)
    assert [tick.label for tick in axis.ticks] == labels
    assert axis.logarithmic is (labels[0] != "0")


@every_case(
    ("unit", "length", "labels"),
    [
        ("month", 60.0, ["now", "12", "24", "36", "48", "60"]),
        ("month", 24.0, ["now", "6", "12", "18", "24"]),
        ("month", 17.75, ["now", "3", "6", "9", "12", "15"]),
        ("month", 240.0, ["now", "48", "96", "144", "192", "240"]),
        ("day", 20.0, ["now", "7", "14"]),
        ("day", 89.0, ["now", "28", "56", "84"]),
        ("hour", 0.5, ["now"]),
        ("hour", 71.0, ["now", "12", "24", "36", "48", "60"]),
        ("year", 25.0, ["now", "5", "10", "15", "20", "25"]),
        ("year", 1e5, ["now", "20000", "40000", "60000", "80000", "100000"]),
    ],
)
def test_marks_of_time(unit: str, length: float, labels: list[str]) -> None:
    assert [tick.label for tick in time_ticks(unit, length)] == labels


def test_shares_of_a_plain_axis() -> None:
    axis = value_axis((0.0, 100.0), (), Dimension.RATE)
    assert axis.share(0.0) == 0.0
    assert 0.9 < axis.share(100.0) < 1.0
    assert axis.share(50.0) == pytest.approx(axis.share(100.0) / 2)


def test_shares_of_a_logarithmic_axis() -> None:
    axis = value_axis((1.0, 1000.0), (10.0,), Dimension.RATE)
    assert axis.logarithmic
    assert axis.share(0.0) == axis.share(axis.bottom / 2) == 0.0
    assert axis.share(10.0) == pytest.approx(1 / 3)
    assert axis.share(1000.0) == pytest.approx(1.0)


def test_a_logarithmic_axis_has_an_end_below() -> None:
    axis = value_axis((0.0, 1e-30, 1e12), (1e9,), Dimension.BYTES)
    assert axis.bottom == 1.0
    assert axis.top == 1e12


@pytest.mark.slow
@given(
    some.lists(some.one_of(some.just(0.0), some.floats(1e-9, 1e30)), min_size=1, max_size=9),
    some.lists(some.floats(1e-9, 1e30), max_size=2),
    some.sampled_from([Dimension.RATE, Dimension.BYTES]),
)
def test_everything_lies_on_its_axis(
    values: list[float], limits: list[float], dimension: Dimension
) -> None:
    axis = value_axis(values, limits, dimension)
    assert 2 <= len(axis.ticks) <= 6
    assert len({tick.label for tick in axis.ticks}) == len(axis.ticks)
    for value in (*values, *limits, *(tick.value for tick in axis.ticks)):
        assert 0.0 <= axis.share(value) <= 1.0 + 1e-9
