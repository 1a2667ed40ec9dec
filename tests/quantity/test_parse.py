"""Every literal of the language reads as the right number; every other text says what is wrong."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdgen.quantity import Calendar, Dimension, Quantity, QuantityError
from sdgen.quantity.parse import parse_quantity
from sdgen.quantity.print import format_quantity
from tests.support.cases import every_case

DAY = 86_400
D = Dimension
CAPACITY = (D.RATE, D.BYTE_RATE)


@every_case(
    ("text", "expected", "dimension", "value"),
    [
        ("200M", D.COUNT, D.COUNT, 200e6),
        ("1B", D.COUNT, D.COUNT, 1e9),
        ("200B", D.COUNT, D.COUNT, 200e9),
        ("2G", D.COUNT, D.COUNT, 2e9),
        ("1.5T", D.COUNT, D.COUNT, 1.5e12),
        ("3k", D.COUNT, D.COUNT, 3000),
        ("3 million", D.COUNT, D.COUNT, 3e6),
        ("200M users", D.COUNT, D.COUNT, 200e6),
        ("1,000,000", D.COUNT, D.COUNT, 1e6),
        ("1_000", D.COUNT, D.COUNT, 1000),
        ("1e9", D.COUNT, D.COUNT, 1e9),
        (".5", D.COUNT, D.COUNT, 0.5),
        (1500, D.COUNT, D.COUNT, 1500),
        (1e9, D.COUNT, D.COUNT, 1e9),
        ("3x", D.FACTOR, D.FACTOR, 3),
        ("2.5 ×", D.FACTOR, D.FACTOR, 2.5),
        (200, D.FACTOR, D.FACTOR, 200),
        ("1%", D.FACTOR, D.FACTOR, 0.01),
        ("25%", D.FACTOR, D.FACTOR, 0.25),
        ("99.99%", D.RATIO, D.RATIO, 0.9999),
        ("99.95%", D.RATIO, D.RATIO, 0.9995),
        ("100%", D.RATIO, D.RATIO, 1),
        ("150 %", D.RATIO, D.RATIO, 1.5),
        (0.9995, D.RATIO, D.RATIO, 0.9995),
        ("10/user/day", D.USER_RATE, D.USER_RATE, 10 / DAY),
        ("0.5/user/day", (D.USER_RATE, D.RATE), D.USER_RATE, 0.5 / DAY),
        ("10 per user per day", D.USER_RATE, D.USER_RATE, 10 / DAY),
        ("300 per 3h per user", D.USER_RATE, D.USER_RATE, 300 / (3 * 3600)),
        ("300/s", D.RATE, D.RATE, 300),
        ("80k/s", CAPACITY, D.RATE, 80e3),
        ("300k/s", CAPACITY, D.RATE, 300e3),
        ("6k/min", D.RATE, D.RATE, 100),
        ("500M/month", D.RATE, D.RATE, 500e6 / (30 * DAY)),
        ("3.75B/week", D.RATE, D.RATE, 3.75e9 / (7 * DAY)),
        ("365/year", D.RATE, D.RATE, 1 / DAY),
        ("300 requests/s", D.RATE, D.RATE, 300),
        ("300 rps", D.RATE, D.RATE, 300),
        ("3krps", D.RATE, D.RATE, 3000),
        ("3k rps", D.RATE, D.RATE, 3000),
        ("10 MB/s", CAPACITY, D.BYTE_RATE, 10e6),
        ("1 Gbps", CAPACITY, D.BYTE_RATE, 125e6),
        ("100 Mbit/s", D.BYTE_RATE, D.BYTE_RATE, 12.5e6),
        ("2 TB/day", D.BYTE_RATE, D.BYTE_RATE, 2e12 / DAY),
        ("1 KB", D.BYTES, D.BYTES, 1000),
        ("1 KiB", D.BYTES, D.BYTES, 1024),
        ("300 B", D.BYTES, D.BYTES, 300),
        ("300 bytes", D.BYTES, D.BYTES, 300),
        ("64 GiB", D.BYTES, D.BYTES, 64 * 1024**3),
        ("8 TB", D.BYTES, D.BYTES, 8e12),
        ("8 bit", D.BYTES, D.BYTES, 1),
        ("8 Mbit", D.BYTES, D.BYTES, 1e6),
        ("300ms", D.DURATION, D.DURATION, 0.3),
        ("0.3ms", D.DURATION, D.DURATION, 0.0003),
        ("150 ms", D.DURATION, D.DURATION, 0.15),
        ("20us", D.DURATION, D.DURATION, 20e-6),
        ("20 µs", D.DURATION, D.DURATION, 20e-6),
        ("24h", D.DURATION, D.DURATION, DAY),
        ("30d", D.DURATION, D.DURATION, 30 * DAY),
        ("5y", D.DURATION, D.DURATION, 5 * 365 * DAY),
        ("2 months", D.DURATION, D.DURATION, 60 * DAY),
        ("1h30m", D.DURATION, D.DURATION, 5400),
        ("1h 30min 5s", D.DURATION, D.DURATION, 5405),
        ("0", D.DURATION, D.DURATION, 0),
        (0, D.RATE, D.RATE, 0),
        ("$300", D.MONEY, D.MONEY, 300),
        ("300 USD", D.MONEY, D.MONEY, 300),
        ("$1.5M", D.MONEY, D.MONEY, 1.5e6),
        (20, D.MONEY, D.MONEY, 20),
        ("$365/year", D.MONEY, D.MONEY, 30),
    ],
)
def test_reads(text, expected, dimension, value):
    quantity = parse_quantity(text, expected)
    assert quantity.dimension is dimension
    assert quantity.value == pytest.approx(value, rel=1e-15)
    assert quantity.text == str(text)


@every_case("nines", ["99.95", "99.99", "99.999", "0.1", "33.3"])
def test_percentages_are_exact(nines):
    shifted = float(f"{nines}e-2")
    assert parse_quantity(f"{nines}%", D.RATIO).value == shifted


def test_the_same_letter_is_read_as_what_is_due():
    assert parse_quantity("3B", D.COUNT).value == 3e9
    assert parse_quantity("3B", D.BYTES).value == 3
    assert parse_quantity("3B/s", (D.RATE, D.BYTE_RATE)) == Quantity(3e9, D.RATE, "3B/s")
    assert parse_quantity("3B/s", (D.BYTE_RATE, D.RATE)) == Quantity(3, D.BYTE_RATE, "3B/s")


def test_a_calendar_says_how_long_a_month_is():
    calendar = Calendar(month_seconds=31 * DAY, year_seconds=366 * DAY)
    assert parse_quantity("1mo", D.DURATION, calendar).value == 31 * DAY
    assert parse_quantity("1y", D.DURATION, calendar).value == 366 * DAY
    assert parse_quantity("31/month", D.RATE, calendar).value == pytest.approx(1 / DAY)


A_RATE = "write a rate such as 300/s, 80k/s or 500M/month"
A_COUNT = "write a count such as 200M or 1500"


@every_case(
    ("text", "expected", "message", "suggestion"),
    [
        ("3 GB", D.RATE, "'3 GB' is a size, and a rate is due here", A_RATE),
        (
            "3 GB",
            CAPACITY,
            "'3 GB' is a size, and a rate or a byte rate is due here",
            f"{A_RATE}, or a byte rate such as 10 MB/s or 1 Gbps",
        ),
        ("3h", D.RATE, "'3h' is a duration, and a rate is due here", A_RATE),
        ("5k", D.RATE, "'5k' is a count, and a rate is due here", "write 5k/s or 5k/day"),
        (300, D.RATE, "300 has no unit, and a rate is due here", "write 300/s"),
        (5, D.DURATION, "5 has no unit, and a duration is due here", "write 5ms or 5s"),
        (5, D.BYTES, "5 has no unit, and a size is due here", "write 5 KB or 5 MiB"),
        (
            99.95,
            D.RATIO,
            "99.95 has no unit: as a share it would be 99.95 times everything",
            "write 99.95% (or a share between 0 and 1)",
        ),
        (-1, D.COUNT, "'-1' is negative, and a quantity is zero or more", "write zero or more"),
        ("-5%", D.RATIO, "'-5%' is negative, and a quantity is zero or more", "write zero or more"),
        ("nan", D.COUNT, "'nan' is not a number to compute with", "write a finite number"),
        (math.inf, D.COUNT, "'inf' is not a number to compute with", "write a finite number"),
        ("-.inf", D.COUNT, "'-.inf' is not a number to compute with", "write a finite number"),
        (1e301, D.COUNT, "'1e+301' is too large to compute with", "write at most 1e300"),
        (
            "1e999999999",
            D.COUNT,
            "'1e999999999' is too large to compute with",
            "write a number between 1e-300 and 1e300",
        ),
        (
            "1e-999999999",
            D.COUNT,
            "'1e-999999999' is too small to compute with",
            "write a number between 1e-300 and 1e300",
        ),
        (
            1e-301,
            D.COUNT,
            "'1e-301' is too small to compute with",
            "write 0 or at least 1e-300",
        ),
        (10**6000, D.COUNT, "this number is too large to compute with", "write at most 1e300"),
        ("64G", D.BYTES, "'64G' is a count, and a size is due here", "write 64 GB or 64 GiB"),
        ("64 Gi", D.BYTES, "'Gi' in '64 Gi' is not a unit", "write 64 GiB"),
        (
            "4 Mb",
            D.BYTES,
            "'Mb' in '4 Mb' could be bits or bytes",
            "write 4 MB for bytes or 4 Mbit for bits",
        ),
        ("5m", D.COUNT, "'5m' is a duration, and a count is due here", "write 5M for millions"),
        ("5M", D.DURATION, "'5M' is a count, and a duration is due here", "write 5min or 5mo"),
        ("5 apples", D.COUNT, "'apples' in '5 apples' is not a unit", A_COUNT),
        ("abc", D.RATE, "'abc' is not a rate", A_RATE),
        (True, D.COUNT, "'true' is not a count", A_COUNT),
        ("", D.COUNT, "there is no value here, and a count is due", A_COUNT),
        ("x" * 500, D.COUNT, f"'{'x' * 30}'... is too long for a quantity", A_COUNT),
        (
            "10/m",
            D.RATE,
            "'/m' in '10/m' could be a minute or a month",
            "write /min or /month",
        ),
        (
            "10/fortnight",
            D.RATE,
            "'fortnight' in '10/fortnight' is not a time or 'user'",
            "write /s, /min, /hour, /day, /week, /month, /year or /user/day",
        ),
        ("10/3x", D.RATE, "'3x' in '10/3x' is not a time", A_RATE),
        ("10/0s", D.RATE, "'0s' in '10/0s' is not a time", A_RATE),
        ("10/", D.RATE, "'10/' ends where a unit is due", A_RATE),
        (
            "10/user",
            D.USER_RATE,
            "'10/user' is a count per user without a time, and a rate per user is due here",
            "write a rate per user such as 10/user/day",
        ),
        (
            "1,5",
            D.COUNT,
            "the comma in '1,5' separates no group of three digits",
            "write 1.5 for a decimal fraction",
        ),
    ],
)
def test_refuses_with_a_way_out(text, expected, message, suggestion):
    with pytest.raises(QuantityError) as caught:
        parse_quantity(text, expected)
    assert caught.value.message == message
    assert caught.value.suggestion == suggestion


dimensions = st.sampled_from(list(Dimension))


@given(st.text(max_size=100) | st.integers() | st.floats() | st.booleans(), dimensions)
def test_any_value_is_read_or_refused(value, dimension):
    try:
        quantity = parse_quantity(value, dimension)
    except QuantityError as error:
        assert error.message
        assert error.suggestion
    else:
        assert math.isfinite(quantity.value)
        assert quantity.value >= 0


@pytest.mark.slow
@given(
    st.from_regex(r"[0-9.,_]{1,9}(e[0-9]{1,4})? ?[a-zA-Z%/$ ]{0,12}", fullmatch=True), dimensions
)
def test_anything_like_a_quantity_is_read_or_refused(text, dimension):
    test_any_value_is_read_or_refused.hypothesis.inner_test(text, dimension)


values = st.floats(min_value=1e-12, max_value=1e280) | st.integers(0, 10**15).map(float)


@pytest.mark.slow
@given(values, dimensions)
def test_what_is_printed_reads_back(value, dimension):
    noun = "tokens" if dimension in (D.WORK, D.WORK_RATE) else ""
    text = format_quantity(value, dimension, noun=noun)
    again = parse_quantity(text, dimension)
    assert again.value == pytest.approx(value, rel=0.0051)
    assert format_quantity(again.value, dimension, noun=again.noun) == text


@given(st.floats(min_value=0.9, max_value=1, exclude_max=True))
def test_nines_are_never_rounded_away(share):
    text = format_quantity(share, D.RATIO)
    again = parse_quantity(text, D.RATIO).value
    assert again < 1
    assert 1 - again == pytest.approx(1 - share, rel=0.051)
