"""Unavailability and importance by patterns of dark places, against the exact one."""

from __future__ import annotations

from math import fsum

import pytest
from hypothesis import given
from msgspec.structs import replace

from sdgen.analyses.reliability.conditional import (
    ByPattern,
    Structure,
    conditional_unavailability,
    importance_by_pattern,
    own_by_pattern,
    patterns_of,
    structure_of,
    unavailability_by_pattern,
)
from sdgen.analyses.reliability.decision_diagram import TooLargeError
from sdgen.analyses.reliability.exact import exact_unavailability
from sdgen.analyses.reliability.failure_model import FailureModel, Instance, OwnPart, Requirement
from sdgen.analyses.reliability.own_part import TooManyPlacesError, places_of
from tests.analyses.reliability.test_brute_force import models
from tests.support.quick import examples


@pytest.mark.slow
@examples(500, derandomize=True)
@given(models())
def test_against_the_exact_unavailability(model: FailureModel) -> None:
    patterns = patterns_of(places_of(model.own_parts), model.events)
    assert fsum(patterns.weights) == pytest.approx(1)
    own = tuple(own_by_pattern(part, patterns, model.events) for part in model.own_parts)
    structure = structure_of(model, 1000)

    def total(values: ByPattern) -> float:
        return fsum(map(float.__mul__, patterns.weights, values))

    assert total(unavailability_by_pattern(structure, own)) == pytest.approx(
        exact_unavailability(model), abs=1e-12
    )
    assert conditional_unavailability(model, structure) == pytest.approx(
        exact_unavailability(model), abs=1e-12
    )
    for number, importance in enumerate(importance_by_pattern(structure, own)):
        for part, values in ((OwnPart(), 0.0), (OwnPart(common=("down",)), 1.0)):
            parts = (*model.own_parts[:number], part, *model.own_parts[number + 1 :])
            changed = replace(model, own_parts=parts, events={**model.events, "down": 1.0})
            gain = total(
                tuple(i * (q - values) for i, q in zip(importance, own[number], strict=True))
            )
            assert gain == pytest.approx(
                exact_unavailability(model) - exact_unavailability(changed), abs=1e-12
            )


def test_a_region_is_dark_with_all_its_zones() -> None:
    patterns = patterns_of([("a", "region"), ("b", "region")], {"a": 0.1, "b": 0.2, "region": 0.01})
    assert sorted(patterns.masks) == [0b00, 0b01, 0b10, 0b11]
    both = dict(zip(patterns.masks, patterns.weights, strict=True))[0b11]
    assert both == pytest.approx(0.01 + 0.99 * 0.1 * 0.2)


@pytest.mark.slow
def test_what_is_too_much_is_said_to_be() -> None:
    zones = [(f"z{n}",) for n in range(11)]
    with pytest.raises(TooManyPlacesError):
        patterns_of(zones, {name: 0.1 for (name,) in zones})
    nowhere = patterns_of(zones, {name: 0.0 for (name,) in zones})
    assert nowhere.weights == (1.0,)
    ring = OwnPart(tuple(Instance(f"i{n}") for n in range(40)), 4, copies=9)
    with pytest.raises(TooManyPlacesError):
        own_by_pattern(ring, nowhere, {f"i{n}": 0.1 for n in range(40)})
    names = tuple(f"c{n}" for n in range(40))
    parts = tuple(OwnPart((Instance(name),)) for name in names)
    tangle = FailureModel(
        names,
        parts,
        ((),) * 40,
        tuple(Requirement(2, (n, n * 7 % 40, n * 11 % 40)) for n in range(1, 40) if n % 4),
        dict.fromkeys(names, 0.1),
    )
    with pytest.raises(TooLargeError):
        structure_of(tangle, 20)


def test_of_two_parts_that_are_certainly_down_neither_matters() -> None:
    structure = Structure((0, 1, 2), None)
    both = ((1.0,), (1.0,), (0.5,))
    assert importance_by_pattern(structure, both) == ((0.0,), (0.0,), (0.0,))
    one = ((1.0,), (0.5,), (0.5,))
    assert importance_by_pattern(structure, one) == ((0.25,), (0.0,), (0.0,))


def test_small_probabilities_keep_their_digits() -> None:
    names = tuple(f"c{n}" for n in range(1000))
    model = FailureModel(
        names,
        tuple(OwnPart((Instance(name),)) for name in names),
        ((),) * 1000,
        tuple(Requirement(1, (n,)) for n in range(1000)),
        dict.fromkeys(names, 1e-15),
    )
    assert conditional_unavailability(model, structure_of(model, 10)) == pytest.approx(
        1e-12, rel=1e-9
    )
