"""Small designs whose right values were computed apart from sdgen, by enumeration in exact fractions.

``probes/expected.json`` has availability, points of failure with their causes, minimal cut sets
and loads of each. What never fails is named there apart, and stands in no cut set.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sdgen.analyses.facts import Facts
from sdgen.model import read_design

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
LATER = {
    "23-maintenance": "maintenance is not in the language yet",
}
"""What the designs say that the language has no words for yet."""


def facts_of(name: str) -> Facts:
    reading = read_design(str(FOLDER / f"{name}.yaml"))
    assert reading.design is not None, [each.message for each in reading.findings]
    return Facts(reading.design)


@pytest.mark.parametrize(("name", "journey", "right"), JOURNEYS)
def test_availability(name: str, journey: str, right: dict) -> None:
    if name in LATER:
        pytest.skip(LATER[name])
    found = facts_of(name).reliability(journey)
    assert found.exact
    assert 1.0 - found.availability == pytest.approx(
        float(right["unavailability"]), rel=1e-9, abs=1e-12
    )


@pytest.mark.parametrize(("name", "journey", "right"), JOURNEYS)
def test_points_and_cut_sets(name: str, journey: str, right: dict) -> None:
    if name in LATER:
        pytest.skip(LATER[name])
    facts = facts_of(name)
    events = facts.failure_logic(journey).events
    found = facts.reliability(journey, order=6)
    never = {name for name, event in events.items() if event.unavailability == 0.0}
    points = [[each.event, each.kind.value] for each in found.points if each.event not in never]
    assert sorted(points) == sorted(point[:2] for point in right["points"])
    if right["cut_sets"] is not None:
        cuts = {frozenset(cut.events) for cut in found.cut_sets if not never & {*cut.events}}
        assert cuts == {frozenset(cut) for cut in right["cut_sets"]}
