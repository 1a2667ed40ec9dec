"""Interchangeable events, and what is left of a model without what practically never happens."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

import pytest
from msgspec.structs import replace

from sdgen import api
from sdgen.analyses.facts import Facts
from sdgen.analyses.reliability.bounds import exact_or_none
from sdgen.analyses.reliability.cut_sets import minimal_cut_sets
from sdgen.analyses.reliability.decision_diagram import TooLargeError, compile_tree
from sdgen.analyses.reliability.essential import essential
from sdgen.analyses.reliability.failure_model import (
    FailureModel,
    Instance,
    OwnPart,
    Requirement,
    possible,
)
from sdgen.analyses.reliability.failure_tree import failure_tree
from sdgen.analyses.reliability.functions import OutOfStepsError
from sdgen.analyses.reliability.importance import Importance, importance_of_events
from sdgen.analyses.reliability.symmetry import twins
from tests.oracle.designs import design_of
from tests.support.cases import every_case


def model_of(*parts: OwnPart, q: float = 0.01) -> FailureModel:
    names = tuple(f"c{at}" for at in range(len(parts)))
    events: dict[str, float] = {}
    for part in parts:
        for each in part.instances:
            for name in each.lost_with:
                events[name] = q
        for name in (*part.common, *filter(None, [part.switch])):
            events[name] = q
    top = tuple(Requirement(1, (at,)) for at in range(len(parts)))
    return FailureModel(names, parts, ((),) * len(parts), top, events)


def part(zones: str, *, name: str = "api", **others: object) -> OwnPart:
    """Instances in these zones, one letter each, ``-`` for none."""
    instances = tuple(
        Instance(f"{name}/{at}", () if zone == "-" else (zone,))
        for at, zone in enumerate(zones, start=1)
    )
    return OwnPart(instances, **others)  # type: ignore[arg-type]


@every_case(
    ("own", "wanted"),
    [
        (part("---"), {"api/2": "api/1", "api/3": "api/1"}),
        (part("abab"), {"api/3": "api/1", "api/4": "api/2"}),
        (part("aab", copies=3, need=2), {"api/2": "api/1"}),
        (part("----", copies=2), {f"api/{at}": "api/1" for at in (2, 3, 4)}),
        (part("abab", copies=2), {"api/3": "api/1", "api/4": "api/2"}),
        (part("abcabc", copies=3, need=2), {f"api/{at + 3}": f"api/{at}" for at in (1, 2, 3)}),
        (part("abb-", copies=2), {}),
        (part("---", switch="sw"), {}),
        (part("----", copies=2, holders=((0, 1), (2, 3))), {"api/3": "api/1", "api/4": "api/2"}),
        (part("----", copies=2, holders=((0, 1), (1, 2))), {}),
    ],
)
def test_what_is_interchangeable(own: OwnPart, wanted: dict[str, str]) -> None:
    assert twins(model_of(own)) == wanted


def test_what_is_not_as_likely_is_not_interchangeable() -> None:
    model = model_of(part("---"))
    assert twins(replace(model, events={**model.events, "api/2": 0.5})) == {"api/3": "api/1"}


def test_what_several_parts_stand_on_is_not_interchangeable() -> None:
    assert twins(model_of(part("--"), part("--"))) == {}


def computed(model: FailureModel, alike: bool) -> dict[str, Importance]:
    tree = failure_tree(model)
    if tree is None:
        return {}
    diagram = compile_tree(tree, 20_000)
    number = {name: at for at, name in enumerate(tree.events)}
    same = {number[name]: number[first] for name, first in twins(model).items()} if alike else {}
    found = importance_of_events(diagram, minimal_cut_sets(diagram), tree.probabilities, same)
    return {tree.events[event]: measure for event, measure in found.items()}


@lru_cache(maxsize=1)
def models(seeds: range) -> tuple[FailureModel, ...]:
    return tuple(_models(seeds))


def _models(seeds: range) -> Iterator[FailureModel]:
    for seed in seeds:
        facts: Facts | None = api.read_text(design_of(seed), "random.yaml").facts
        if facts is not None:
            yield from (possible(facts.failure_logic(name).model) for name in facts.analysed)


def twins_agree(seeds: range) -> int:
    """Every event computed by itself, and through the one that it is like."""
    seen = 0
    for model in models(seeds):
        try:
            alone, together = computed(model, alike=False), computed(model, alike=True)
        except (TooLargeError, OutOfStepsError):
            continue
        seen += sum(name in alone for name in twins(model))
        assert alone.keys() == together.keys()
        for name, measure in alone.items():
            for one in ("birnbaum", "criticality", "fussell_vesely"):
                wanted = pytest.approx(getattr(measure, one), rel=1e-9, abs=1e-18)
                assert getattr(together[name], one) == wanted, (name, one)
    return seen


@pytest.mark.slow
def test_twins_matter_the_same() -> None:
    assert twins_agree(range(15)) > 20


@pytest.mark.slow
def test_twins_matter_the_same_in_many_designs() -> None:
    assert twins_agree(range(15, 300)) > 500


def test_rings_of_the_same_data_in_each_zone_matter_the_same() -> None:
    for copies, need in ((2, 1), (3, 2), (3, 1)):
        model = model_of(part("abcabcabc", copies=copies, need=need), part("ab", name="lb"))
        alone, together = computed(model, alike=False), computed(model, alike=True)
        assert len({each.fussell_vesely for each in together.values()}) < len(together)
        for name, measure in alone.items():
            assert together[name].fussell_vesely == pytest.approx(measure.fussell_vesely, rel=1e-12)


@pytest.mark.slow
@every_case("least", [1e-9, 1e-6, 1e-4, 1e-2, 1.0])
def test_no_more_is_left_out_than_was_allowed(least: float) -> None:
    for model in models(range(20)):
        less = essential(model, least)
        left_out = sum(a != b for a, b in zip(model.own_parts, less.own_parts, strict=True))
        before, after = exact_or_none(model), exact_or_none(less)
        if before is not None and after is not None:
            assert 0.0 <= before - after + 1e-15 <= left_out * least + 2e-15


def test_only_what_is_rare_is_left_out() -> None:
    many, few = part("abc" * 8, need=4), part("abab", need=3, name="few")
    model = model_of(many, few)
    left = essential(model, 1e-9).own_parts
    assert [each.event for each in left[0].instances] == [None] * 24
    assert [each.domains for each in left[0].instances] == [each.domains for each in many.instances]
    assert left[1] == few
    # three zones together still take it down
    assert exact_or_none(essential(model_of(many), 1e-9)) == pytest.approx(1e-6, rel=1e-6)
    assert not list(chain.from_iterable(each.common for each in left))
