"""Unavailability is carried as itself: exact to the last digits also where next to nothing is left of it,
never below nothing, and never more with more replicas."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise, product

import pytest

from sdgen import api
from sdgen.analyses.facts import Facts
from sdgen.analyses.reliability import counting, ring
from sdgen.analyses.reliability.counting import any_down, more_down
from sdgen.analyses.reliability.exact import exact_unavailability
from sdgen.analyses.reliability.failure_model import (
    FailureModel,
    Instance,
    OwnPart,
    Requirement,
    holders_of,
)
from sdgen.analyses.reliability.own_part import own_unavailability
from tests.support.cases import every_case

CHANCES = (1e-7, 3e-6, 1e-4, 0.2)


def facts(component: str, topology: str = "") -> Facts:
    reading = api.read_text(
        "sdgen: 1\nname: Negative downtime\n"
        f"{topology}journeys: {{a: {{actor: web, rate: 1/s}}}}\n"
        f"components:\n  web: {{kind: client, calls: [api]}}\n  api: {{{component}}}\n",
        "design.yaml",
    )
    assert reading.facts is not None, reading.findings
    return reading.facts


def down(component: str, topology: str = "") -> float:
    return facts(component, topology).reliability("a").unavailability


def lost(part: OwnPart, chances: dict[str, float]) -> Fraction:
    """The unavailability by enumeration of every state, in exact fractions."""
    names = [*chances]
    total = Fraction(0)
    for states in product((False, True), repeat=len(names)):
        happened = dict(zip(names, states, strict=True))
        if is_down(part, happened):
            total += math.prod(
                Fraction(chances[name]) if state else 1 - Fraction(chances[name])
                for name, state in happened.items()
            )
    return total


def is_down(part: OwnPart, happened: dict[str, bool]) -> bool:
    gone = [happened[instance.event or ""] for instance in part.instances]
    if any(happened[name] for name in part.common):
        return True
    if part.copies is not None:
        return any(sum(not gone[at] for at in piece) < part.need for piece in holders_of(part))
    if sum(not each for each in gone) < part.need:
        return True
    return part.switch is not None and any(gone[: part.serving]) and happened[part.switch]


@every_case("number", [1, 2, 5, 8], quick=2)
@every_case(
    "others",
    [{}, {"common": ("common",)}, {"switch": "switch"}, {"copies": 2}, {"copies": 3}],
)
def test_every_digit_is_right(number: int, others: dict[str, object]) -> None:
    for need in range(1, number + 1):
        if others.get("copies", need) < need or others.get("copies", 1) > number:  # type: ignore[operator]
            continue
        part = OwnPart(tuple(Instance(f"api/{at}") for at in range(number)), need, **others)  # type: ignore[arg-type]
        chances = {f"api/{at}": CHANCES[at % 3] for at in range(number)}
        chances |= dict.fromkeys([name for name in (*part.common, part.switch or "") if name], 1e-9)
        found = own_unavailability(part, frozenset(), chances)
        assert found == pytest.approx(float(lost(part, chances)), rel=1e-12, abs=0.0)


@pytest.mark.slow
@every_case("copies", [2, 3])
@every_case("q", [1e-9, 1e-4, 0.3])
def test_every_digit_is_right_of_copies_on_chosen_nodes(copies: int, q: float) -> None:
    pieces = tuple(tuple(sorted((at * 2 + k) % 7 for k in range(copies))) for at in range(7))
    chances = {f"api/{at}": q for at in range(7)}
    for need in range(1, copies + 1):
        part = OwnPart(
            tuple(Instance(name) for name in chances), need, copies=copies, holders=pieces
        )
        found = own_unavailability(part, frozenset(), chances)
        assert found == pytest.approx(float(lost(part, chances)), rel=1e-12, abs=0.0)


@pytest.mark.parametrize("spare", range(-1, 7))
@pytest.mark.parametrize("counted", [True, False])
def test_more_than_so_many_down(spare: int, counted: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """One by one, and term by term."""
    monkeypatch.setattr(counting, "MOST_STEPS", 10**6 if counted else 0)
    for q in (1e-5, 0.01, 0.7):
        whole = Fraction(q)
        for certain in range(3):
            wanted = sum(
                math.comb(6, n) * whole**n * (1 - whole) ** (6 - n)
                for n in range(max(0, spare - certain + 1), 7)
            )
            found = more_down([*([q] * 6), *([1.0] * certain), 0.0], spare)
            assert found == pytest.approx(float(wanted), rel=1e-11, abs=0.0)


@every_case("number", range(1, 40))
def test_what_is_certain_is_exactly_so(number: int) -> None:
    """Nothing is nearly down for certain: whoever asks whether it is looks at 1.0."""
    certain = [*([1.0] * number), *([0.005] * 17), 0.0]
    assert more_down(certain, number - 1) == 1.0
    assert more_down(certain, number) < 1.0
    assert more_down(certain, number + 17) == 0.0
    ring_of = OwnPart(tuple(Instance(f"api/{at}") for at in range(number + 18)), 1, copies=3)
    chances = {f"api/{at}": q for at, q in enumerate([*certain, 0.0])}
    lost_for_certain = number >= 3
    assert (own_unavailability(ring_of, frozenset(), chances) == 1.0) == lost_for_certain
    chosen = tuple(holders_of(ring_of))
    part = OwnPart(ring_of.instances, 1, copies=3, holders=chosen, common=("c",))
    assert (own_unavailability(part, frozenset(), chances | {"c": 0.3}) == 1.0) == lost_for_certain


def test_any_down() -> None:
    assert any_down([]) == 0.0
    assert any_down([1e-20, 1e-20]) == 2e-20
    assert any_down([0.5, 1.0]) == 1.0


@pytest.mark.slow
def test_rings_of_many_are_squared_only_where_that_keeps_the_digits() -> None:
    # two neighbours of 40,000 on average down every 40,000 q^2 of the time
    found = ring.some_run_down([1e-9, 1e-9, 2e-9] * 13_000, 3, 1)
    pairs = 13_000 * (1e-18 * (1 + 2 + 2) * 2)
    assert found == pytest.approx(pairs, rel=1e-6)


@pytest.mark.slow
@every_case("reliability", ["mtbf: 3min, mttr: 5min", "availability: 99.5%", "availability: 50%"])
def test_more_replicas_are_never_down_more(reliability: str) -> None:
    counts = (*range(1, 21), 60, 100, 300, 500, 1000)
    found = [down(f"kind: service, {reliability}, replicas: {count}") for count in counts]
    assert all(fewer > more or more == fewer == 0.0 for fewer, more in pairwise(found))
    assert min(found) >= 0.0 < found[len(found) // 2]


@pytest.mark.slow
@every_case("replicas", ["{count: %d, need: 2}", "{count: %d, mode: leader-follower}"])
@every_case("zones", ["", ", zones: [x, y, z]"])
def test_more_replicas_of_any_kind_are_never_down_more(replicas: str, zones: str) -> None:
    topology = "topology: {r: {availability: 100%, zones: {x: 99.9%, y: 99.9%, z: 99.9%}}}\n"
    found = [
        down(f"kind: service, availability: 99%, replicas: {replicas % count}{zones}", topology)
        for count in range(3, 40, 3)
    ]
    assert all(fewer >= more for fewer, more in pairwise(found))
    assert found[-1] > 0.0


@pytest.mark.slow
def test_known_figures() -> None:
    assert down("kind: service, replicas: 8, availability: 99.5%") == pytest.approx(
        3.90625e-19, rel=1e-9
    )
    assert down("kind: service, replicas: 1000, mtbf: 3min, mttr: 5min") == pytest.approx(
        0.625**1000, rel=1e-9
    )


def test_what_is_left_of_rounding_is_not_below_nothing() -> None:
    """By inclusion and exclusion over the places of six domains, where they say next to nothing."""
    events = {f"z{at}": 1e-9 for at in range(6)} | {f"api/{at}": 1e-9 for at in range(12)}
    instances = tuple(Instance(f"api/{at}", (f"z{at % 6}",)) for at in range(12))
    model = FailureModel(("api",), (OwnPart(instances),), ((),), (Requirement(1, (0,)),), events)
    assert 0.0 <= exact_unavailability(model) < 1e-15
