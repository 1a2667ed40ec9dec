"""Components of very many instances: counted in another way, with the same answers."""

from __future__ import annotations

import math
import random

import pytest

from sdgen.analyses.reliability import own_part, states
from sdgen.analyses.reliability.exact import TooManyPlacesError, exact_unavailability
from sdgen.analyses.reliability.failure_model import (
    FailureModel,
    Instance,
    OwnPart,
    Requirement,
)
from sdgen.analyses.reliability.states import down_masks, first_order_cuts


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
    monkeypatch.setattr(own_part, "MOST_STEPS", 0)
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
