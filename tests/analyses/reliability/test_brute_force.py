"""Random failure models against enumeration of all states: cuts, probability, cold start."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdgen.analyses.reliability.cut_sets import minimal_cut_sets
from sdgen.analyses.reliability.decision_diagram import compile_tree
from sdgen.analyses.reliability.exact import exact_unavailability
from sdgen.analyses.reliability.failure_model import (
    FailureModel,
    Instance,
    OwnPart,
    Requirement,
    holders_of,
    never_start,
)
from sdgen.analyses.reliability.failure_tree import failure_tree
from sdgen.analyses.reliability.low_orders import cuts_up_to
from sdgen.analyses.reliability.probability import top_probability
from sdgen.analyses.reliability.states import first_order_cuts
from tests.support.quick import examples, is_weekly


@st.composite
def models(draw: st.DrawFn) -> FailureModel:
    events: dict[str, float] = {}
    unavailability = st.sampled_from([0.0, 0.01, 0.1, 0.5])
    domains = {"region": (), "a": ("region",), "b": ("region",)}
    for domain in domains:
        events[domain] = draw(unavailability)
    count = draw(st.integers(1, 5))
    parts, requirements = [], []
    for number in range(count):
        replicas = draw(st.integers(1, 3)) if len(events) <= 10 else 1
        instances = []
        for at in range(replicas):
            event = f"c{number}/{at}"
            events[event] = draw(unavailability)
            place = draw(st.sampled_from(["", "a", "b"]))
            instances.append(Instance(event, (place, *domains[place]) if place else ()))
        common: tuple[str, ...] = ()
        if len(events) < 13 and draw(st.booleans()):
            common = (f"c{number}!common",)
            events[common[0]] = draw(unavailability)
        switch = None
        if replicas > 1 and len(events) < 13 and draw(st.booleans()):
            switch = f"c{number}!switch"
            events[switch] = draw(unavailability)
        copies = draw(st.none() | st.integers(1, replicas))
        need = draw(st.integers(1, copies or replicas))
        serving = draw(st.integers(1, replicas))
        holders = draw(_holders(replicas, copies)) if copies is not None else ()
        parts.append(OwnPart(tuple(instances), need, common, switch, copies, serving, holders))
        requirements.append(tuple(draw(st.lists(_requirement(count), max_size=2))))
    top = tuple(draw(st.lists(_requirement(count), min_size=1, max_size=2)))
    names = tuple(f"c{number}" for number in range(count))
    return FailureModel(names, tuple(parts), tuple(requirements), top, events)


@st.composite
def _holders(draw: st.DrawFn, replicas: int, copies: int) -> tuple[tuple[int, ...], ...]:
    """Where the pieces lie: on neighbours, which is not written down, or wherever they were put."""
    if draw(st.booleans()):
        return ()
    one = st.lists(st.integers(0, replicas - 1), min_size=copies, max_size=copies, unique=True).map(
        lambda chosen: tuple(sorted(chosen))
    )
    return tuple(draw(st.lists(one, min_size=1, max_size=4)))


@st.composite
def _requirement(draw: st.DrawFn, count: int) -> Requirement:
    targets = draw(st.lists(st.integers(0, count - 1), min_size=1, max_size=3, unique=True))
    return Requirement(draw(st.integers(1, len(targets))), tuple(targets))


def _own_up(part: OwnPart, failed: frozenset[str]) -> bool:
    if any(event in failed for event in part.common):
        return False
    up = [i.event not in failed and not failed & set(i.domains) for i in part.instances]
    if part.switch in failed and len(up) > 1 and not all(up[: part.serving]):
        return False
    if part.copies is not None:
        return all(sum(up[at] for at in held) >= part.need for held in holders_of(part))
    return sum(up) >= part.need


def _journey_up(model: FailureModel, failed: frozenset[str]) -> bool:
    own = [_own_up(part, failed) for part in model.own_parts]
    up = [True] * len(own)
    for _ in own:
        up = [
            mine and all(_met(r, up) for r in requirements)
            for mine, requirements in zip(own, model.requirements, strict=True)
        ]
    return all(_met(requirement, up) for requirement in model.top)


def _met(requirement: Requirement, up: list[bool]) -> bool:
    return sum(up[target] for target in requirement.targets) >= requirement.need


def _starts(model: FailureModel) -> set[int]:
    up = [False] * len(model.names)
    for _ in up:
        up = [all(_met(r, up) for r in requirements) for requirements in model.requirements]
    return {number for number, started in enumerate(up) if not started}


@pytest.mark.slow
@examples(600 if is_weekly() else 200, derandomize=True)
@given(models())
def test_against_every_state(model: FailureModel) -> None:
    names = list(model.events)
    unavailability, cuts = 0.0, []
    for size in range(len(names) + 1):
        for chosen in combinations(names, size):
            failed = frozenset(chosen)
            if any(cut <= failed for cut in cuts):
                is_down = True
            else:
                is_down = not _journey_up(model, failed)
                if is_down:
                    cuts.append(failed)
            if is_down:
                weight = 1.0
                for name, q in model.events.items():
                    weight *= q if name in failed else 1 - q
                unavailability += weight
    assert {c for cut in cuts if len(cut) == 1 for c in cut} == set(first_order_cuts(model))
    assert set(never_start(model)) == _starts(model)
    for order in (1, 2, 3):
        assert {frozenset(cut) for cut in cuts_up_to(model, order)} == {
            cut for cut in cuts if len(cut) <= order
        }
    assert abs(exact_unavailability(model) - unavailability) < 1e-12
    tree = failure_tree(model)
    if tree is None:
        assert not cuts
        return
    diagram = compile_tree(tree)
    found = {
        frozenset(tree.events[event] for event in cut)
        for cut in minimal_cut_sets(diagram).listed(len(names))
    }
    assert found == set(cuts)
    assert abs(top_probability(diagram, tree.probabilities) - unavailability) < 1e-12
