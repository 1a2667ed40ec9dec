"""sdgen against an oracle of its own reading, which tries every state of every basic event.

The oracle works from YAML, in exact fractions, and shares no analysis with sdgen. Both must agree
on availability, on single points of failure, their kinds and causes, on loads, on how full the busiest
replica is and on what the fullest node keeps.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

import sdgen
from sdgen.analyses.facts import Facts
from sdgen.analyses.failure.after import JourneyState
from sdgen.analyses.failure.events import EventKind
from sdgen.analyses.failure.what_if import what_if
from tests.oracle.designs import design_of
from tests.oracle.failure import TooManyEventsError, answer, left_after
from tests.oracle.load import Loads
from tests.oracle.reading import Component, Design
from tests.support.quick import daily

DESIGNS = 2000
QUICK = 8
BLOCK = 100
"""So many designs are one test."""


def near(found: float, right: Fraction | float) -> bool:
    return found == pytest.approx(float(right), rel=1e-9, abs=1e-12)


def differences(text: str) -> list[str] | None:
    """What sdgen and the oracle say differently of a design; None where it has too many events."""
    design = Design(text)
    loads = Loads(design)
    try:
        answers = {name: answer(design, name, loads) for name in design.journeys}
    except TooManyEventsError:
        return None
    facts = sdgen.loads(text).facts
    found = []
    for name, right in answers.items():
        value = facts.availability(name).value
        if abs(value - float(right.availability)) > 1e-9:
            found.append(f"{name}: available {value}, not {float(right.availability)}")
        if (points := points_of(facts, name)) != right.points:
            found.append(f"{name}: points {sorted(points ^ right.points)}")
    for component in design.components.values():
        if component.kind != "client":
            found += sizes_that_differ(facts, loads, component)
    return found


def points_of(facts: Facts, journey: str) -> set[tuple[str, str, str]]:
    """Points of failure with their kinds and causes."""
    return {
        (point.event, point.kind.value, point.cause.value)
        for point in facts.points_of_failure(journey)
    }


def sizes_that_differ(facts: Facts, loads: Loads, component: Component) -> list[str]:
    name, found = component.name, []
    traffic = facts.traffic
    load, share = traffic.components.get(name), traffic.utilisation.get(name)
    average, peak = (load.average, load.peak) if load else (0.0, 0.0)
    if not near(average, loads.average.get(name, 0)) or not near(peak, loads.peak.get(name, 0)):
        found.append(f"{name}: load {average}, {peak}")
    right = loads.utilisation(component)
    if (share is None) != (right is None):
        found.append(f"{name}: utilisation {share}, not {right}")
    elif share is not None and right is not None and not near(share.share, right):
        found.append(f"{name}: utilisation {share.share}, not {float(right)}")
    fullest = loads.fullest(component)
    if fullest is not None and not component.provided:
        kept = facts.storage.stores[name].node_bytes_at_horizon
        if not near(kept, fullest):
            found.append(f"{name}: storage of the fullest node {kept}")
    return found


def differences_after(text: str) -> list[str] | None:
    """What the two say differently of what is left after each event that may happen; None where a
    journey has too many events."""
    design = Design(text)
    loads = Loads(design)
    facts = sdgen.loads(text).facts
    found = []
    for name, journey in facts.analysed.items():
        for event in facts.failure_logic(name).events.values():
            if event.unavailability <= 0.0 or event.kind is EventKind.TRANSITION:
                continue
            after = what_if(facts.design, [event.name], facts.traffic)
            (left,) = (each for each in after.journeys if each.journey == journey.id)
            over = left.state is JourneyState.OVER
            try:
                stands, _ = left_after(design, name, loads, event.name, True)
                _, right = left_after(design, name, loads, event.name, over)
            except TooManyEventsError:
                return None
            if left.is_up != stands:
                found.append(f"{name} after {event.name}: {left.state}")
            if left.is_up and not near(left.availability, right):
                found.append(f"{name} after {event.name}: {left.availability}, not {float(right)}")
    return found


def compare_after(seeds: range) -> int:
    """How many of the designs of ``seeds`` were compared after each event."""
    compared = 0
    for seed in seeds:
        text = design_of(seed)
        found = differences_after(text)
        assert not found, f"design {seed}: {found}\n{text}"
        compared += found is not None
    return compared


def test_what_is_left_after_each_event_agrees_with_the_oracle() -> None:
    assert compare_after(range(3)) >= 2


@pytest.mark.slow
@pytest.mark.parametrize("first", daily(range(5, 205, 20), 4))
def test_what_is_left_agrees_with_the_oracle_on_many(first: int) -> None:
    assert compare_after(range(first, first + 20)) >= 12


def compare(seeds: range) -> int:
    """How many of the designs of ``seeds`` were compared, all of which must agree."""
    compared = 0
    for seed in seeds:
        text = design_of(seed)
        found = differences(text)
        assert not found, f"design {seed}: {found}\n{text}"
        compared += found is not None
    return compared


@pytest.mark.slow
def test_sdgen_agrees_with_the_oracle() -> None:
    assert compare(range(QUICK)) > 0.8 * QUICK


@pytest.mark.slow
@pytest.mark.parametrize("first", daily(range(0, DESIGNS, BLOCK), 7))
def test_sdgen_agrees_with_the_oracle_on_many(first: int) -> None:
    assert compare(range(first, first + BLOCK)) > 0.8 * BLOCK


@pytest.mark.slow
def test_the_designs_hold_what_they_are_to_test() -> None:
    wanted = {
        "any_of",
        "of:",
        "optional: true",
        "async: true",
        "mode: leader-follower",
        "mode: active-standby",
        "reads: any",
        "need: majority",
        "need: {reads",
        "spread: zone",
        "copies: 1",
        "copies: 4",
        "place:",
        "racks:",
        "failover: {automatic",
        "managed: true",
        "deploy_availability",
        "common_cause",
        "mtbf",
        "max:",
        "op: write",
        "on_miss",
        "hit_ratio",
        "only: true",
        "consumes",
        "created_by",
        "queries",
        "includes_async",
        "kind: dns",
        "kind: cdn",
        "kind: topic",
        "kind: replica",
        "capacity: {reads",
        "nightly",
        "runs_on: node",
        "runs_on: metal",
        "runs_on: db",
        "hosts: [ha, hb]",
        "2h/week",
        "window: sunday",
        "rolling: true",
        "excludes_maintenance",
    }
    for seed in range(300):
        text = design_of(seed)
        wanted = {each for each in wanted if each not in text}
        if not wanted:
            break
    assert wanted == set()
