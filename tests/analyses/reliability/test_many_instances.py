"""Components of very many instances: counted in another way, with the same answers."""

from __future__ import annotations

import math
import random
from fractions import Fraction

import pytest

from sdgen.analyses.reliability import counting, low_orders, states
from sdgen.analyses.reliability.bounds import SAMPLES, how_many_samples
from sdgen.analyses.reliability.decision_diagram import TooLargeError
from sdgen.analyses.reliability.exact import TooManyPlacesError, exact_unavailability
from sdgen.analyses.reliability.failure_model import (
    FailureModel,
    Instance,
    OwnPart,
    Requirement,
)
from sdgen.analyses.reliability.failure_tree import failure_tree
from sdgen.analyses.reliability.states import down_masks, first_order_cuts
from tests.support.cases import every_case


def model_of(part: OwnPart) -> FailureModel:
    events = {i.event: 0.01 for i in part.instances if i.event is not None}
    events |= {domain: 0.001 for i in part.instances for domain in i.domains}
    return FailureModel(("app",), (part,), ((),), (Requirement(1, (0,)),), events)


def spread(count: int, need: int, copies: int | None = None) -> OwnPart:
    instances = tuple(Instance(f"app/{at}", ("abc"[at % 3],)) for at in range(count))
    return OwnPart(instances, need, copies=copies)


@pytest.mark.parametrize("need", [1, 20, 33, 60])
def test_counting_in_binary_agrees(need: int, monkeypatch: pytest.MonkeyPatch) -> None:
    model = model_of(spread(60, need))
    source = random.Random(5)
    masks = {event: source.getrandbits(500) & source.getrandbits(500) for event in model.events}
    masks |= {domain: source.getrandbits(500) & source.getrandbits(500) for domain in "abc"}
    binary = down_masks(model, masks)
    monkeypatch.setattr(states, "FEW", 100)
    assert down_masks(model, masks) == binary


@pytest.mark.parametrize("need", [1, 20, 41, 60])
def test_the_binomial_distribution_agrees(need: int, monkeypatch: pytest.MonkeyPatch) -> None:
    model = model_of(spread(60, need))
    usual = exact_unavailability(model)
    monkeypatch.setattr(counting, "MOST_STEPS", 0)
    assert exact_unavailability(model) == pytest.approx(usual, abs=1e-12)


def test_every_instance_of_a_component_is_a_point_or_none_is() -> None:
    assert first_order_cuts(model_of(spread(5, 5))) == (
        *(f"app/{at}" for at in range(5)),
        "a",
        "b",
        "c",
    )
    assert first_order_cuts(model_of(spread(5, 4))) == ("a", "b")


@pytest.mark.parametrize(
    "count",
    [
        10_000,
        pytest.param(99_999, marks=pytest.mark.slow),
        pytest.param(100_000, marks=pytest.mark.slow),
    ],
)
def test_very_many_instances(count: int) -> None:
    model = model_of(spread(count, count * 6 // 10))
    assert first_order_cuts(model) == ()
    two_zones = 3 * 0.001**2 * 0.999 + 0.001**3
    assert math.isclose(exact_unavailability(model), two_zones, rel_tol=1e-9)


def test_many_copies_on_a_ring_are_refused() -> None:
    with pytest.raises(TooManyPlacesError):
        exact_unavailability(model_of(spread(40, 10, copies=20)))


@pytest.mark.parametrize(
    ("count", "q", "spare"), [(300, 0.01, 5), (300, 0.5, 140), (300, 0.5, 160), (300, 0.2, 0)]
)
def test_the_terms_that_vanish_are_left_out_of_nothing_that_is_seen(
    count: int, q: float, spare: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Against the sum of all terms in whole numbers."""
    part, of = q.as_integer_ratio()
    terms = (
        math.comb(count, down) * part**down * (of - part) ** (count - down)
        for down in range(spare + 1, count + 1)
    )
    expected = Fraction(sum(terms), of**count)
    monkeypatch.setattr(counting, "MOST_STEPS", 0)
    assert counting.more_down([q] * count, spare) == pytest.approx(float(expected), rel=1e-10)


@pytest.mark.slow
def test_few_terms_of_many_are_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    computed: list[float] = []
    gamma = math.lgamma

    def counted(value: float) -> float:
        computed.append(value)
        return gamma(value)

    monkeypatch.setattr(counting.math, "lgamma", counted)
    # A mean of 1,000 down and a deviation of 31: of 40,000 terms, some deviations' worth count.
    assert counting.more_down([0.01] * 100_000, 40_000) == 0.0
    assert counting.more_down([0.01] * 100_000, 900) == pytest.approx(0.9993391586664, rel=1e-10)
    assert len(computed) < 2 * 40 * 32


def test_fewer_states_are_drawn_where_events_are_many() -> None:
    assert how_many_samples(0.0, 10) == SAMPLES
    assert how_many_samples(1.0, 10) == SAMPLES
    assert how_many_samples(3000.0, 10) == 1001
    assert how_many_samples(3000.0, 19_999) == 1001
    assert how_many_samples(3000.0, 100_000) == 1 + 500_000 // 3000


def test_so_many_of_many_instances_is_no_diagram_that_is_begun() -> None:
    with pytest.raises(TooLargeError, match="more than 1000000 nodes to count instances"):
        failure_tree(model_of(spread(2_001, 1_000)))
    assert failure_tree(model_of(spread(2_001, 2_000))) is not None


@pytest.mark.slow
@every_case("instances", [1, 2, 5, 9])
@every_case("copies", [1, 2, 4])
def test_no_ring_is_given_up_whose_cuts_could_be_listed(instances: int, copies: int) -> None:
    """What is asked for beforehand is no more than what listing really takes."""
    for need in range(1, min(copies, instances) + 1):
        part = spread(instances, need, copies)
        numbers = {name: at for at, name in enumerate(model_of(part).events)}
        for order in (1, 2, 3):
            effort = low_orders._Effort()
            before = effort.left
            cuts = low_orders._own_cuts(part, numbers, order, effort)
            spent = before - effort.left
            effort.left = spent
            assert low_orders._own_cuts(part, numbers, order, effort) == cuts


@pytest.mark.slow
def test_a_large_ring_is_given_up_before_anything_is_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def compared(*_: object) -> set[tuple[int, ...]]:
        raise AssertionError("the work is counted before it is done")

    monkeypatch.setattr(low_orders, "_at_least", compared)
    assert low_orders.cuts_or_none(model_of(spread(50_000, 2, 3)), 2) is None
