"""Estimates together: what so many times the users change, and what they leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdgen.analyses.estimate import estimate
from sdgen.analyses.explain.figures import explain, explainable
from sdgen.analyses.latency.in_flight import InFlight
from sdgen.analyses.scenario import scaled
from sdgen.analyses.traffic.connections import Connections
from sdgen.design.records import Design
from sdgen.model import read_design
from tests.model.given import design
from tests.support.cases import every_case
from tests.support.quick import examples, picked, some_of

DESIGNS = Path(__file__).parents[2] / "designs"
MIXED = """scale: {daily_users: 1M, monthly_users: 2M, peak: 3x, horizon: 1y}
journeys:
  buy: {actor: web, rate: 3/user/day, steps: [web -> app -> db]}
  bill: {actor: web, rate: 1/user/month, steps: [web -> app]}
  crawl: {actor: web, rate: 7/s}
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, replicas: 3, capacity: 100/s, calls: [{db: {pool: 10}}, cache]}
  db: {kind: database, replicas: 2, connections: 50, capacity: 1k/s}
  cache: {kind: cache}
data:
  Order: {store: db, created_by: buy, size: 1 KB}
  Log: {store: db, rows: 5M, growth: 1 KB/s, size: 10 B}
"""


def published(name: str) -> Design:
    found = read_design(DESIGNS / f"{name}.yaml").design
    assert found is not None
    return found


DESIGNS_TO_SCALE = (design(MIXED), published("url-shortener"), published("twitter"))


@examples(30, quick=2)
@given(
    st.deferred(lambda: st.sampled_from(some_of(DESIGNS_TO_SCALE, quick=1))), st.floats(1e-3, 1e4)
)
def test_rates_grow_as_the_users_do(small: Design, factor: float) -> None:
    one, many = estimate(small), estimate(small, factor=factor)

    def times(value: float | None) -> object:
        return None if value is None else pytest.approx(factor * value, rel=1e-9)

    for before, after in (
        (one.load.journeys, many.load.journeys),
        (one.load.calls, many.load.calls),
        (one.load.components, many.load.components),
    ):
        assert before.keys() == after.keys()
        for name, load in before.items():
            assert after[name].average == times(load.average)
            assert after[name].peak == times(load.peak)
            assert after[name].request == times(load.request)
            assert after[name].response == times(load.response)
    for name, used in one.load.utilisation.items():
        assert many.load.utilisation[name].capacity == pytest.approx(used.capacity, rel=1e-12)
        assert many.load.utilisation[name].share == times(used.share)
    for name, entity in one.storage.entities.items():
        assert many.storage.entities[name].rows == entity.rows
        assert many.storage.entities[name].added == times(entity.added)
    growth = {each.component: each.growth for each in many.bottlenecks}
    for each in one.bottlenecks:
        assert growth[each.component] == pytest.approx(each.growth / factor, rel=1e-9)


def test_once_the_users_is_the_design_itself() -> None:
    found = design(MIXED)
    assert scaled(found, 1.0) is found


def test_connections_of_every_replica() -> None:
    assert estimate(design(MIXED)).connections == {"db": Connections(30, 100, {"app->db": 30})}


FOLLOWERS = """
journeys:
  read: {actor: web, rate: 30/s, steps: [web -> front, 'front -> db': read]}
  write: {actor: web, rate: 1/s, steps: [web -> back, 'back -> db': STEP]}
components:
  web: {kind: client, calls: [front, back]}
  front: {kind: service, replicas: 6, calls: [db: {pool: 50}]}
  back: {kind: service, replicas: 1, calls: [db: {pool: 50}]}
  db: {kind: database, connections: 300, replicas: {count: 3, mode: leader-follower READS}}
"""


@every_case(
    ("reads", "step", "accepted"),
    [
        ("", "write", 300),
        # 300 of readers on three, 50 on the leader: full when 350 have become 350 x 300 / 150
        (", reads: any", "write", 700),
        (", reads: any", "read", 900),
        (", reads: any", "whatever", 700),
    ],
)
def test_who_only_reads_connects_to_followers_too(reads: str, step: str, accepted: int) -> None:
    text = FOLLOWERS.replace(" READS", reads).replace("STEP", step)
    kept = estimate(design(text)).connections["db"]
    assert (kept.opened, kept.accepted) == (350, accepted)


EXPLAINED = """
journeys:
  read: {actor: web, rate: 30/s, steps: [web -> cache, 'web -> db': {on_miss: cache}]}
components:
  web: {kind: client, calls: [cache, db]}
  cache: {kind: cache, hit_ratio: 80%}
  db: {kind: database, capacity: 100/s, replicas: {REPLICAS}}
"""


@every_case(
    ("replicas", "names"),
    [
        ("count: 3, mode: leader-follower", ["replicas"]),
        ("count: 3, mode: active-standby, need: 2", ["replicas", "replicas that serve"]),
        ("count: 5", ["replicas", "copies"]),
        ("count: 5, copies: 3, need: 2", ["replicas", "copies", "copies that a read asks"]),
        ("min: 2, max: 9", ["replicas", "copies"]),
    ],
)
def test_an_explanation_names_what_its_formula_takes(replicas: str, names: list[str]) -> None:
    found = estimate(design(EXPLAINED.replace("REPLICAS", replicas)))
    (explained,) = explain(found, "db.utilisation")
    shown = [each.name for each in explained.inputs]
    assert shown[-len(names) - 1 :] == ["capacity of a replica", *names]
    assert "hit ratio of cache" in shown


AUTOSCALED = """
journeys: {read: {actor: web, rate: 30/s}}
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, replicas: {min: 2, max: 10}, price: $70/month, calls: [db: {pool: 50}]}
  db: {kind: database, connections: 300}
"""


def test_what_autoscales_keeps_connections_and_costs_as_its_most_replicas_do() -> None:
    found = estimate(design(AUTOSCALED))
    assert found.connections["db"].opened == 500
    (cost,) = found.costs
    assert cost.replicas == pytest.approx(700.0)
    assert "api: connections and costs are those of 10 replicas, its most" in found.assumptions


def test_only_what_a_journey_reaches_under_the_load_of_all() -> None:
    found = estimate(design(MIXED), ("bill",))
    assert found.journeys == ("bill",)
    assert found.components == ("web", "app")
    assert found.entities == ()
    assert found.load == estimate(design(MIXED)).load


def test_in_flight_by_littles_law() -> None:
    found = estimate(
        design(
            "journeys:\n  buy: {actor: web, rate: 200/s, steps: [web -> app]}\n"
            "components:\n  web: {kind: client, calls: [app]}\n"
            "  app: {kind: service, latency: {p50: 20ms, p99: 20ms}}\n"
        )
    )
    assert found.in_flight == {"app": InFlight(pytest.approx(4.0), pytest.approx(0.02), None)}


@pytest.mark.parametrize("name", picked(["twitter", "url-shortener"], quick=["url-shortener"]))
def test_every_figure_can_be_explained(name: str) -> None:
    found = estimate(published(name))
    for figure in explainable(found):
        answers = explain(found, figure)
        assert answers, figure
        assert all(each.formula for each in answers)
        assert all(each.inputs for each in answers if each.value), figure
