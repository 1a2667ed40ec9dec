"""Availability, cut sets, counts and importance of a journey, and what happens at the bounds."""

from __future__ import annotations

import pytest

from sdgen.analyses.failure import journeys as journey_reliability
from sdgen.analyses.failure.journeys import JourneyReliability, reliability
from sdgen.analyses.reliability import low_orders
from sdgen.analyses.traffic.journey_calls import journeys_of
from tests.analyses.designs import design_of

SHOP = """\
journeys:
  order:
    actor: web
    objectives: {availability: 99%}
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, replicas: 2, availability: 90%, calls: [db]}
  db: {kind: database, replicas: 1, availability: 99%}
"""


def shop(order: int | None = None) -> JourneyReliability:
    design = design_of(SHOP)
    return reliability(design, design.journeys["order"], order=order)


def test_availability_cut_sets_and_importance() -> None:
    found = shop()
    assert found.availability == pytest.approx(0.99 * 0.99, abs=1e-12)
    assert (found.exact, found.order, found.objective) == (True, 3, pytest.approx(0.99))
    assert found.meets_objective is False
    assert [(cut.events, cut.probability) for cut in found.cut_sets] == [
        (("db/1",), pytest.approx(0.01)),
        (("app/1", "app/2"), pytest.approx(0.01)),
    ]
    assert found.cut_set_counts == {1: 1, 2: 1}
    assert found.importance["db/1"].birnbaum == pytest.approx(0.99)
    assert found.importance["app/1"].birnbaum == pytest.approx(0.1 * 0.99)


def test_only_cut_sets_up_to_the_order_are_listed() -> None:
    found = shop(order=1)
    assert [cut.events for cut in found.cut_sets] == [("db/1",)]
    assert found.cut_set_counts == {1: 1, 2: 1}


def test_an_order_with_too_many_cut_sets_gives_way_to_a_lower_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(low_orders, "MOST_PAIRS", 4_000)
    design = design_of(
        "components: {web: {kind: client, calls: [app]}, app: {kind: service, replicas: "
        "{count: 30, need: 28}}}\n"
    )
    found = reliability(design, journeys_of(design)[0])
    assert (found.order, found.cut_sets) == (2, ())
    assert found.cut_set_counts == {3: 4060}


@pytest.mark.slow
def test_without_a_diagram_of_instances_there_is_no_importance(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(journey_reliability, "DIAGRAM_BOUND", 1)
    design = design_of(
        "components: {web: {kind: client, calls: [app]}, app: {kind: service, replicas: "
        "{count: 60, need: 30}}}\n"
    )
    found = reliability(design, journeys_of(design)[0])
    assert found.exact
    assert (found.cut_set_counts, found.importance) == ({}, {})


def test_no_objective_is_neither_met_nor_missed() -> None:
    design = design_of("components: {web: {kind: client, calls: [app]}, app: {kind: service}}\n")
    assert reliability(design, journeys_of(design)[0]).meets_objective is None
