"""Bounds for models that are too large to be exact, against models that are not."""

from __future__ import annotations

import random
from functools import partial

import pytest

from sdgen.analyses.reliability import bounds
from sdgen.analyses.reliability.exact import exact_unavailability
from sdgen.analyses.reliability.failure_model import (
    FailureModel,
    Instance,
    OwnPart,
    Requirement,
)
from sdgen.analyses.reliability.low_orders import cuts_or_none
from tests.support.cases import every_case


def layered(components: int, alternatives: float, layers: int, seed: int) -> FailureModel:
    """Layers of components, each calling two of the next, some calls with an alternative."""
    source = random.Random(seed)
    events = {"a": 5e-4, "b": 5e-4, "c": 5e-4}
    parts, requirements = [], []
    width = components // layers
    for number in range(components):
        replicas = source.choice((1, 2, 3))
        names = [f"c{number}/{at}" for at in range(replicas)]
        events.update(dict.fromkeys(names, 0.005))
        parts.append(OwnPart(tuple(Instance(n, ("abc"[at],)) for at, n in enumerate(names))))
        below = range((number // width + 1) * width, min(components, (number // width + 2) * width))
        mine = []
        for _ in range(2 if below else 0):
            pair = source.sample(below, 2)
            chosen = pair if source.random() < alternatives else pair[:1]
            mine.append(Requirement(1, tuple(chosen)))
        requirements.append(tuple(mine))
    names = tuple(f"c{number}" for number in range(components))
    top = tuple(Requirement(1, (number,)) for number in range(width))
    return FailureModel(names, tuple(parts), tuple(requirements), top, events)


def test_a_small_design_is_exact() -> None:
    model = layered(60, 0.2, 6, seed=3)
    result = bounds.unavailability(model)
    assert result.exact
    assert result.value == result.lower == pytest.approx(exact_unavailability(model), rel=1e-12)


@every_case("seed", range(6), quick=2)
def test_bounds_hold_the_exact_value(seed: int) -> None:
    model = layered(48, 0.4, 6, seed)
    exact = exact_unavailability(model)
    cuts = partial(cuts_or_none, model)
    lower = [bounds.union_lower_bound(model, cuts, orders) for orders in ((1,), (2,), (3, 2))]
    assert lower == sorted(lower)
    assert lower[-1] <= exact * (1 + 1e-9)
    low, high = bounds.simulated_interval(model)
    assert low <= exact <= high


@pytest.mark.slow
def test_a_tangle_returns_labelled_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "NODE_BOUND", 2_000)
    monkeypatch.setattr(bounds, "SAMPLES", 2_000)
    result = bounds.unavailability(layered(400, 0.5, 8, seed=1))
    assert not result.exact
    assert 0 < result.lower <= result.interval[0] <= result.value <= result.interval[1] < 1
