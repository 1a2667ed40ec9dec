"""Copies of data on a ring of instances: every way of counting against enumeration."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from sdgen.analyses.reliability import ring
from sdgen.analyses.reliability.failure_model import FailureModel, Instance, OwnPart, Requirement
from sdgen.analyses.reliability.own_part import TooManyPlacesError, own_unavailability
from sdgen.analyses.reliability.states import down_masks
from tests.support.cases import every_case
from tests.support.quick import picked, spread

PATTERNS = {
    "alike": (0.3,),
    "in turn": (0.2, 0.5),
    "one zone dark": (1.0, 0.1, 0.1),
    "all different": (0.0, 0.11, 0.23, 0.31, 0.43, 0.59, 0.61, 0.73, 0.83, 1.0),
    "certain": (0.0, 1.0, 0.0),
}


def enumerated(down: list[float], copies: int, need: int) -> float:
    """The probability that some run of ``copies`` has fewer than ``need`` up."""
    number, lost = len(down), 0.0
    for state in range(1 << number):
        runs = (sum(state >> (at + k) % number & 1 for k in range(copies)) for at in range(number))
        if any(copies - run < need for run in runs):
            lost += math.prod(q if state >> at & 1 else 1.0 - q for at, q in enumerate(down))
    return lost


def part_of(down: list[float], copies: int, need: int) -> tuple[OwnPart, dict[str, float]]:
    events = {f"db/{at}": q for at, q in enumerate(down)}
    return OwnPart(tuple(Instance(name) for name in events), need, copies=copies), events


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("number", [2, 3, 5, *picked([8, 10], quick=[])])
def test_against_every_state(pattern: str, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    given = PATTERNS[pattern]
    down = [given[at % len(given)] for at in range(number)]
    for copies in range(1, min(6, number) + 1):
        for need in range(1, copies + 1):
            part, events = part_of(down, copies, need)
            wanted = pytest.approx(enumerated(down, copies, need), abs=1e-12)
            monkeypatch.setattr(ring, "MOST_WALKED", 1_000_000)
            assert own_unavailability(part, frozenset(), events) == wanted
            monkeypatch.setattr(ring, "MOST_WALKED", 0)
            assert own_unavailability(part, frozenset(), events) == wanted


@pytest.mark.slow
@every_case(("number", "copies", "need"), [(7, 3, 2), (20, 12, 1), (20, 12, 4)])
def test_a_run_is_counted_as_it_moves(number: int, copies: int, need: int) -> None:
    part, events = part_of([0.1] * number, copies, need)
    model = FailureModel(("db",), (part,), ((),), (Requirement(1, (0,)),), events)
    states = [at * 7919 % (1 << number) for at in range(1, 500)]
    masks = {
        name: sum((state >> at & 1) << bit for bit, state in enumerate(states))
        for at, name in enumerate(events)
    }
    mask = down_masks(model, masks)
    for bit, state in enumerate(states):
        runs = (sum(state >> (at + k) % number & 1 for k in range(copies)) for at in range(number))
        assert mask >> bit & 1 == any(copies - run < need for run in runs)


@pytest.mark.slow
def test_many_instances_are_exact() -> None:
    part, events = part_of([0.001] * 2_000, 7, 4)
    lost = own_unavailability(part, frozenset(), events)
    # a first of four down is followed by three more within the next six
    assert lost == pytest.approx(2_000 * math.comb(6, 3) * 0.001**4, rel=0.01)


@pytest.mark.parametrize(
    ("number", "copies", "need"),
    [
        (1_000, 999, 500),
        (1_000, 1_000, 500),
        pytest.param(10_000, 9_999, 5_000, marks=pytest.mark.slow),
        pytest.param(10_000, 10_000, 5_000, marks=pytest.mark.slow),
        (10_000, 9_999, 1),
        (10_000, 300, 1),
    ],
)
def test_wide_rings_with_a_closed_form(number: int, copies: int, need: int) -> None:
    part, events = part_of([0.5] * number, copies, need)
    lost = own_unavailability(part, frozenset(), events)
    if need > 1:
        # more than `copies - need` of so many fair coins
        most = copies - need
        tail = sum(math.comb(number, down) for down in range(most + 1))
        assert lost == pytest.approx(1 - tail / (1 << number), abs=1e-9)
    else:
        assert lost == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(
    ("number", "copies", "need"), spread([(10_000, 300, 299), (100_000, 50_000, 49_950)], quick=1)
)
def test_what_takes_too_many_steps_is_refused(
    number: int, copies: int, need: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def walked(*_: object) -> float:
        raise AssertionError("the work is counted before it is done")

    monkeypatch.setattr(ring, "_walked", walked)
    monkeypatch.setattr(ring, "_by_squaring", walked)
    part, events = part_of([0.001] * number, copies, need)
    with pytest.raises(TooManyPlacesError):
        own_unavailability(part, frozenset(), events)
    certain = dict.fromkeys(events, 0.0)
    assert own_unavailability(part, frozenset(), certain) == 0.0


@pytest.mark.parametrize(
    ("number", "copies", "need"), spread([(10_000, 300, 150), (100_000, 50_000, 25_000)], quick=1)
)
def test_what_cannot_be_seen_beside_one_takes_no_steps(
    number: int, copies: int, need: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def walked(*_: object) -> float:
        raise AssertionError("nothing needs to be counted")

    monkeypatch.setattr(ring, "_walked", walked)
    monkeypatch.setattr(ring, "_by_squaring", walked)
    part, events = part_of([0.001] * number, copies, need)
    assert own_unavailability(part, frozenset(), events) == 0.0
    # A dark zone alone takes too many copies of some run down, whatever the other instances do.
    dark = [1.0] * (copies - need + 1) + [0.001] * (number - copies + need - 1)
    part, events = part_of(dark, copies, need)
    assert own_unavailability(part, frozenset(), events) == 1.0


@pytest.mark.slow
@every_case("copies", [1, 3, 8, 20])
@every_case("q", [1e-6, 1e-3, 0.05])
def test_what_is_negligible_is_below_the_bound(copies: int, q: float) -> None:
    """The sum over all runs of the exact binomial tail, in whole numbers, is below 2**-60."""
    number = 1000
    whole = Fraction(q)
    for spare in range(copies):
        tail = sum(
            math.comb(copies, down) * whole**down * (1 - whole) ** (copies - down)
            for down in range(spare + 1, copies + 1)
        )
        if ring.is_negligible(number, copies, spare, q):
            assert number * tail < Fraction(1, 2**60)
    assert ring.is_negligible(number, copies, copies, q)
    assert not ring.is_negligible(number, copies, 0, 0.05)


@pytest.mark.parametrize(("number", "copies", "need"), [(1000, 4, 2), (900, 7, 5)])
def test_a_walk_and_squarings_say_the_same(
    number: int, copies: int, need: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    part, events = part_of([0.02, 0.03, 0.05] * (number // 3) + [0.02] * (number % 3), copies, need)
    squared = own_unavailability(part, frozenset(), events)
    monkeypatch.setattr(ring, "FEW_WALKED", 10**9)
    assert own_unavailability(part, frozenset(), events) == pytest.approx(squared, rel=1e-9)
