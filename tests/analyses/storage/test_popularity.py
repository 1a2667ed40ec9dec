"""Popularity: known values, and sums by brute force."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from sdgen.analyses.storage.popularity import EIGHTY_TWENTY, PowerLaw, Zipf, harmonic

SKEWS = some.one_of(some.sampled_from([0.0, 0.99, 1.0, 1.0 + 1e-9]), some.floats(0.0, 3.0))


def test_the_80_20_rule() -> None:
    assert EIGHTY_TWENTY.reads_of(20, 100) == pytest.approx(0.8)
    assert EIGHTY_TWENTY.keys_for(0.8, 1e9) == pytest.approx(2e8)
    # a fifth of the fifth gets four fifths of the four fifths
    assert EIGHTY_TWENTY.keys_for(0.64, 100) == pytest.approx(4)
    assert EIGHTY_TWENTY.reads_of(200, 100) == 1


def test_a_power_law_through_a_point() -> None:
    law = PowerLaw.through(0.1, 0.9)
    assert law is not None
    assert law.reads_of(10, 100) == pytest.approx(0.9)
    assert law.keys_for(0.9, 100) == pytest.approx(10)
    assert PowerLaw.through(0.0, 0.9) is None
    assert PowerLaw.through(0.2, 1.0) is None
    assert PowerLaw.through(0.5, 0.1) == PowerLaw(1.0)


def test_harmonic_numbers() -> None:
    """H(10 000) and H(1 000 000); pi squared over 6."""
    assert harmonic(1e4, 1.0) == pytest.approx(9.787606036044382, rel=1e-14)
    assert harmonic(1e6, 1.0) == pytest.approx(14.392726722865724, rel=1e-14)
    assert harmonic(1e12, 2.0) == pytest.approx(math.pi**2 / 6, rel=1e-11)
    assert Zipf(1.0).reads_of(1e4, 1e6) == pytest.approx(0.68004, rel=1e-4)


@given(some.integers(0, 5_000), SKEWS)
def test_sums_by_brute_force(count: int, skew: float) -> None:
    assert harmonic(count, skew) == pytest.approx(
        math.fsum(each**-skew for each in range(1, count + 1)), rel=1e-11
    )


@given(some.floats(0.0, 1.0), some.floats(1.0, 1e15), some.floats(0.0, 10.0))
@example(0.9999999999999999, 1425277030.0, 2.0)
def test_keys_and_reads_are_inverse(share: float, rows: float, skew: float) -> None:
    law = Zipf(skew)
    keys = law.keys_for(share, rows)
    assert 0 <= keys <= rows
    assert law.reads_of(keys, rows) == pytest.approx(share, abs=1e-11)


@given(some.floats(1.0, 1e12), some.floats(0.1, 2.0), some.floats(0.0, 1.0), some.floats(0.0, 1.0))
def test_more_keys_get_more_reads(rows: float, skew: float, one: float, other: float) -> None:
    fewer, more = sorted((one, other))
    for law in (Zipf(skew), EIGHTY_TWENTY):
        assert law.keys_for(fewer, rows) <= law.keys_for(more, rows)
        assert law.reads_of(fewer * rows, rows) <= law.reads_of(more * rows, rows) + 1e-12


def test_keys_that_are_all_alike() -> None:
    assert Zipf(0.0).reads_of(25, 100) == pytest.approx(0.25)
    assert Zipf(0.0).keys_for(0.25, 1e6) == pytest.approx(250_000)
