"""Small designs whose right values were computed apart from sdgen, by enumeration in exact fractions.

``probes/expected.json`` has availability, points of failure with their causes, minimal cut sets
and loads of each. What never fails is named there apart, and stands in no cut set.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from sdgen.analyses.facts import Facts
from sdgen.model import read_design
from tests.support.cases import every_case

FOLDER = Path(__file__).parent / "probes"
EXPECTED = {
    Path(name).name: case
    for name, case in json.loads((FOLDER / "expected.json").read_text())["cases"].items()
}
JOURNEYS = [
    (name, journey, right)
    for name, case in EXPECTED.items()
    for journey, right in case.get("journeys", {}).items()
]
INVALID = [(name, case["invalid"]) for name, case in EXPECTED.items() if "invalid" in case]


@cache
def facts_of(name: str) -> Facts:
    reading = read_design(str(FOLDER / f"{name}.yaml"))
    assert reading.design is not None, [each.message for each in reading.findings]
    return Facts(reading.design)


@pytest.mark.slow
@every_case(("name", "journey", "right"), JOURNEYS)
def test_availability(name: str, journey: str, right: dict) -> None:
    found = facts_of(name).reliability(journey)
    assert found.exact
    assert 1.0 - found.availability == pytest.approx(
        float(right["unavailability"]), rel=1e-9, abs=1e-12
    )


@pytest.mark.slow
@every_case(("name", "journey", "right"), JOURNEYS)
def test_points_and_cut_sets(name: str, journey: str, right: dict) -> None:
    facts = facts_of(name)
    found = facts.reliability(journey, order=6)
    points = [[each.event, each.kind.value, each.cause.value] for each in found.points]
    assert sorted(points) == sorted(right["points"])
    assert sorted(each.name for each in found.never) == sorted(right["taken_never_to_fail"])
    if right["cut_sets"] is not None:
        cuts = {frozenset(cut.events) for cut in found.cut_sets}
        assert cuts == {frozenset(cut) for cut in right["cut_sets"]}
        assert sum(found.cut_set_counts.values()) == len(cuts)
        assert {*found.importance} <= {event for cut in cuts for event in cut}


LOADS = [
    (name, component, figure, right)
    for name, case in EXPECTED.items()
    for component, figures in case.get("load", {}).items()
    for figure, right in figures.items()
]


def figure_of(facts: Facts, component: str, figure: str) -> float | str | None:
    """A figure of the estimate of a component."""
    load, store = facts.traffic.components.get(component), facts.storage.stores.get(component)
    used = {each.component: each for each in facts.bottlenecks}.get(component)
    connections = facts.connections.get(component)
    held = facts.in_flight.get(component)
    found = {
        "average": load and load.average,
        "peak": load and load.peak,
        "utilisation": used and used.share,
        "without_a_replica": used and used.without_a_replica,
        "without_a_zone": used and used.without_a_zone,
        "worst_zone": used and used.worst_zone,
        "zone_leaves": used and used.zone_leaves,
        "storage": store and store.bytes_at_horizon,
        "fullest_node": store and store.node_bytes_at_horizon,
        "storage_share": store and store.share_at_horizon,
        "connections": connections and connections.opened,
        "accepted": connections and connections.accepted,
        "in_flight": held and held.number,
    }
    return found[figure]


@every_case(("name", "component", "figure", "right"), LOADS)
def test_load(name: str, component: str, figure: str, right: float) -> None:
    found = figure_of(facts_of(name), component, figure)
    assert found == (right if isinstance(right, str) else pytest.approx(right, rel=1e-9))


@every_case(("name", "why"), INVALID)
def test_what_cannot_be_meant_is_refused(name: str, why: str) -> None:
    reading = read_design(str(FOLDER / f"{name}.yaml"))
    assert reading.design is None
    (finding,) = reading.findings
    assert why == "a member of its own optional or async"
    assert finding.message == (
        "component 'web', 'any_of': 'async' of 'a' says nothing of the others in its group"
    )
