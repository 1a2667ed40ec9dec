"""Quantities are printed with about three digits and the unit that reads best."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from sdgen.quantity import Calendar, Dimension
from sdgen.quantity.print import format_number, format_quantity, format_ratios, format_shares
from tests.support.cases import every_case

D = Dimension


@every_case(
    ("value", "text"),
    [
        (0, "0"),
        (0.5, "0.5"),
        (12.345, "12.3"),
        (999.6, "1k"),
        (290_000, "290k"),
        (289_351, "289k"),
        (1_900_000, "1.9M"),
        (1e9, "1B"),
        (2.5e12, "2.5T"),
        (1e15, "1e15"),
        (1.234e20, "1.23e20"),
        (0.00001234, "1.23e-5"),
    ],
)
def test_numbers(value, text):
    assert format_number(value) == text


@every_case(
    ("value", "dimension", "text"),
    [
        (290_000, D.RATE, "290k/s"),
        (0.001, D.RATE, "86.4/day"),
        (10 / 86_400, D.USER_RATE, "10/user/day"),
        (200e6, D.COUNT, "200M"),
        (300, D.BYTES, "300 B"),
        (1000, D.BYTES, "1 KB"),
        (1024, D.BYTES, "1 KiB"),
        (500 * 1024**2, D.BYTES, "500 MiB"),
        (1.5 * 1024**3, D.BYTES, "1.5 GiB"),
        (64 * 1024**3, D.BYTES, "64 GiB"),
        (8e12, D.BYTES, "8 TB"),
        (123_456_789, D.BYTES, "123 MB"),
        (0, D.BYTES, "0 B"),
        (5e21, D.BYTES, "5e3 EB"),
        (10e6, D.BYTE_RATE, "10 MB/s"),
        (0, D.DURATION, "0 s"),
        (2e-9, D.DURATION, "2 ns"),
        (20e-6, D.DURATION, "20 us"),
        (0.0003, D.DURATION, "0.3 ms"),
        (0.15, D.DURATION, "150 ms"),
        (1.5, D.DURATION, "1.5 s"),
        (90, D.DURATION, "90 s"),
        (60, D.DURATION, "1 min"),
        (5400, D.DURATION, "90 min"),
        (3600, D.DURATION, "1 h"),
        (86_400, D.DURATION, "24 h"),
        (30 * 86_400, D.DURATION, "30 d"),
        (5 * 365 * 86_400, D.DURATION, "5 y"),
        (0, D.RATIO, "0%"),
        (0.25, D.RATIO, "25%"),
        (0.9995, D.RATIO, "99.95%"),
        (0.99987, D.RATIO, "99.987%"),
        (0.9984321, D.RATIO, "99.84%"),
        (1, D.RATIO, "100%"),
        (1 - 1e-12, D.RATIO, "99.9999999999%"),
        (1.5, D.RATIO, "150%"),
        (3, D.FACTOR, "3x"),
        (200, D.FACTOR, "200x"),
        (0.01, D.FACTOR, "1%"),
        (0, D.FACTOR, "0x"),
        (2500, D.FACTOR, "2.5k"),
        (1_500_000, D.MONEY, "1.5M"),
    ],
)
def test_quantities(value, dimension, text):
    assert format_quantity(value, dimension) == text


def test_years_of_another_calendar():
    calendar = Calendar(year_seconds=366 * 86_400)
    assert format_quantity(366 * 86_400, D.DURATION, calendar) == "1 y"


def test_what_has_no_end_is_infinite() -> None:
    assert format_number(math.inf) == "infinite"
    assert {format_quantity(math.inf, dimension) for dimension in Dimension} == {"infinite"}


@every_case(
    ("ratios", "texts"),
    [
        ((0.99987, 0.9999), ("99.987%", "99.99%")),
        ((0.9999, 0.9999), ("99.99%", "99.99%")),
        ((0.999898, 0.9999), ("99.9898%", "99.99%")),
        ((0.99999, 0.99999 - 1e-12), ("99.999%", "99.9989999999%")),
        ((0.5, 0.5001), ("50%", "50.01%")),
        ((0.12345678, 0.12345679), ("12.345678%", "12.345679%")),
        ((1.0, 1 - 2**-53), ("100%", "99.99999999999999%")),
        ((0.0, 1e-300), ("0%", "1e-298%")),
    ],
)
def test_ratios_are_told_apart(ratios: tuple[float, ...], texts: tuple[str, ...]) -> None:
    assert format_ratios(*ratios) == texts


@given(st.lists(st.floats(0, 1), max_size=4))
def test_ratios_that_differ_look_different(ratios: list[float]) -> None:
    assert len(set(format_ratios(*ratios))) == len(set(ratios))


@every_case(
    ("shares", "texts"),
    [
        ((0.0125, 0.0226, 0.0856, 0.8449, 0.0344), ("1%", "2%", "9%", "85%", "3%")),
        ((1 / 3, 1 / 3, 1 / 3), ("34%", "33%", "33%")),
        ((0.001, 0.005, 0.994), ("<1%", "1%", "99%")),
        ((0.0, 1.0), ("0%", "100%")),
        ((0.125, 0.125), ("13%", "12%")),
        ((), ()),
    ],
)
def test_shares_of_one_whole_add_up(shares: tuple[float, ...], texts: tuple[str, ...]) -> None:
    assert format_shares(shares) == texts
