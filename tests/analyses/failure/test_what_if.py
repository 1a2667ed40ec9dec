"""What breaks, what stays up and what load moves where."""

from __future__ import annotations

import math

import pytest

from sdgen.analyses.failure.after import JourneyState, Standing, WhatIf
from sdgen.analyses.failure.said_to_fail import what_can_fail
from sdgen.analyses.failure.what_if import what_if
from sdgen.model import read_design
from tests.analyses.designs import design_of
from tests.support.cases import every_case

BODY = """\
journeys:
  read:
    actor: web
    rate: 100/s
    steps: [web -> lb -> app -> cache, app -> db: {times: 10%}]
  write:
    actor: web
    rate: 10/s
    steps: [web -> lb -> app -> db, app -> events, events -> worker -> mail]
components:
  web: {kind: client, calls: [lb]}
  lb: {kind: load_balancer, replicas: 2, zones: [a, b], capacity: 200/s, calls: [app]}
  app:
    kind: service
    replicas: {count: 4, need: 2}
    zones: [a, b]
    capacity: 100/s
    calls:
      - any_of: [cache, db]
      - events: {async: true}
  cache: {kind: cache, zones: [a], capacity: 1k/s}
  db: {kind: database, replicas: 2, zones: [b], capacity: 50/s}
  events: {kind: queue, replicas: 2, calls: [worker: {async: true}]}
  worker: {kind: worker, replicas: 2, calls: [mail]}
  mail: {kind: external}
"""


def after(*failed: str, body: str = BODY) -> WhatIf:
    design = design_of(body)
    return what_if(design, failed)


def test_a_zone_takes_its_instances_and_alternatives_take_over() -> None:
    facts = after("a")
    assert [(j.journey, j.is_up, j.down) for j in facts.journeys] == [
        ("read", True, ("cache",)),
        ("write", True, ("cache",)),
    ]
    states = {each.component: each for each in facts.components}
    assert (states["cache"].standing, states["cache"].left) == (Standing.DOWN, 0)
    assert (states["app"].standing, states["app"].left, states["app"].need) == (
        Standing.REDUCED,
        2,
        2,
    )
    assert states["db"].standing is Standing.OVER
    (over,) = facts.over
    assert (over.component, over.arriving, over.carried, over.missing) == (
        "db",
        pytest.approx(110),
        pytest.approx(100),
        pytest.approx(10),
    )
    assert [(j.state.value, j.over) for j in facts.journeys] == [("over", ("db",))] * 2
    loads = {load.component: load for load in facts.loads}
    assert loads["db"].before == pytest.approx(20)
    assert loads["db"].after == pytest.approx(110), "each look-up goes to the database once"
    assert loads["db"].share_after == pytest.approx(1.1)
    assert loads["lb"].share_before == pytest.approx(0.275)
    assert loads["lb"].share_after == pytest.approx(0.55)
    assert loads["cache"].after == 0


def test_the_chain_leads_from_the_actor_to_what_is_down() -> None:
    facts = after("cache", "db")
    assert [(j.is_up, j.chain) for j in facts.journeys] == [
        (False, ("web", "lb", "app", "cache")),
        (False, ("web", "lb", "app", "cache")),
    ]


def test_one_replica_moves_no_load_elsewhere() -> None:
    facts = after("app/1")
    assert all(j.is_up and not j.down for j in facts.journeys)
    (load,) = facts.loads
    assert (load.component, load.before, load.after) == ("app", 110, 110)
    assert load.share_after == pytest.approx(110 / 300)


def test_what_a_journey_leaves_to_asynchronous_calls_does_not_break_it() -> None:
    facts = after("mail")
    assert [(j.is_up, j.down) for j in facts.journeys] == [(True, ()), (True, ("worker", "mail"))]
    assert {load.component: load.after for load in facts.loads} == {"mail": 0.0}


def test_requests_are_counted_up_to_where_they_fail() -> None:
    facts = after("app")
    assert not any(j.is_up for j in facts.journeys)
    loads = {load.component: load for load in facts.loads}
    assert "lb" not in loads
    assert loads["app"].after == 0.0


def test_an_alternative_without_steps_calls_on() -> None:
    body = """\
journeys: {read: {actor: web, rate: 10/s, steps: [web -> one -> db-1]}}
components:
  web: {kind: client, calls: [any_of: [one, two]]}
  one: {kind: service, calls: [db-1]}
  two: {kind: service, calls: [db-2]}
  db-1: {kind: database}
  db-2: {kind: database}
"""
    facts = after("one", body=body)
    assert {load.component: load.after for load in facts.loads} == {
        "one": 0.0,
        "db-1": 0.0,
        "two": 10.0,
        "db-2": 10.0,
    }
    # a failure behind the first alternative sends requests to the second as well
    behind = {load.component: load.after for load in after("db-1", body=body).loads}
    assert behind == {"one": 0.0, "db-1": 0.0, "two": 10.0, "db-2": 10.0}


def test_a_journey_without_steps_goes_the_next_way() -> None:
    body = """\
journeys: {read: {actor: web, rate: 10/s}}
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, calls: [{need: 2, of: [n1, n2, n3]}]}
  n1: {kind: database, capacity: 100/s}
  n2: {kind: database}
  n3: {kind: database}
"""
    facts = after("n1", body=body)
    assert {load.component: load.after for load in facts.loads} == {"n1": 0.0, "n3": 10.0}


def test_of_a_quorum_one_that_is_called_anyway_does_not_answer_twice() -> None:
    body = """\
journeys: {read: {actor: web, rate: 10/s, steps: [web -> app, app -> n1, app -> n2]}}
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, calls: [{need: 2, of: [n1, n2, n3]}]}
  n1: {kind: database}
  n2: {kind: database}
  n3: {kind: database}
"""
    facts = after("n1", body=body)
    assert {load.component: load.after for load in facts.loads} == {"n1": 0.0, "n3": 10.0}


def test_the_chain_passes_by_what_has_an_alternative_left() -> None:
    body = """\
journeys: {read: {actor: web, rate: 10/s, steps: [web -> app, app -> one, app -> db]}}
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, calls: [any_of: [one, two], db]}
  one: {kind: cache}
  two: {kind: cache}
  db: {kind: database}
"""
    (journey,) = after("one", "db", body=body).journeys
    assert (journey.is_up, journey.chain) == (False, ("web", "app", "db"))


def test_what_has_nothing_left_is_used_without_bound() -> None:
    body = """\
journeys: {read: {actor: web, rate: 10/s, steps: [web -> db]}}
components:
  web: {kind: client, calls: [db]}
  db: {kind: database, capacity: 100/s, replicas: {count: 3, need: 3}}
"""
    (load,) = after("db/1", body=body).loads
    assert (load.after, load.share_after) == (0.0, 0.0)
    assert not math.isinf(load.share_after)


def test_what_is_down_for_reads_alone_goes_on_with_writes() -> None:
    # a read asks both copies of a piece; 100 writes x 2 of 3 that are left = 67 on one of 100
    body = """\
journeys:
  get: {actor: web, rate: 100/s, steps: [web -> db: read]}
  put: {actor: web, rate: 100/s, steps: [web -> db: write]}
components:
  web: {kind: client, calls: [db]}
  db: {kind: database, capacity: {reads: 100/s, writes: 100/s},
       replicas: {count: 4, copies: 2, need: {reads: 2, writes: 1}}}
"""
    found = after("db/1", body=body)
    assert {each.journey: each.is_up for each in found.journeys} == {"get": False, "put": True}
    (state,) = (each for each in found.components if each.component == "db")
    assert (state.left, state.count, state.copies) == (3, 4, 2)
    (load,) = found.loads
    assert load.after == 100.0
    assert load.share_after == pytest.approx(100 * 2 / 3 / 100)


def test_what_a_common_cause_takes_down_has_nothing_left() -> None:
    body = """\
journeys: {read: {actor: web, rate: 10/s, steps: [web -> db]}}
components:
  web: {kind: client, calls: [db]}
  db: {kind: database, capacity: 100/s, replicas: 3, common_cause: 10%}
"""
    (state,) = (each for each in after("db!common", body=body).components if each.component == "db")
    assert (state.left, state.count) == (0, 3)


@every_case(
    ("failed", "waits_for", "out"),
    [("db/1", ("db",), 36_000.0), ("b", ("db",), 36_000.0), ("db/2", (), 0.0), ("a", (), 0.0)],
)
def test_what_a_person_switches_over_is_out_until_then(
    failed: str, waits_for: tuple[str, ...], out: float
) -> None:
    body = """\
journeys: {put: {actor: web, rate: 10/s, steps: [web -> db: write]}}
components:
  web: {kind: client, calls: [db]}
  db: {kind: database, zones: [b, a], replicas: {count: 2, mode: leader-follower,
       failover: {automatic: false, time: 10h, success: 50%}}}
"""
    (journey,) = after(failed, body=body).journeys
    assert (journey.is_up, journey.waits_for, journey.out) == (True, waits_for, out)


@pytest.mark.parametrize(
    "steps", ["api -> db: read, api -> batch -> db", "api -> batch -> db, api -> db: read"]
)
def test_the_chain_ends_at_a_store_that_is_asked_in_several_ways(steps: str) -> None:
    body = f"""\
journeys: {{put: {{actor: web, steps: [web -> api, {steps}, api -> x]}}}}
components:
  web: {{kind: client, calls: [api]}}
  api: {{kind: service, calls: [db, batch, {{any_of: [x, y], failover: {{time: 1min}}}}]}}
  batch: {{kind: service, calls: [db]}}
  x: {{kind: external}}
  y: {{kind: external}}
  db: {{kind: database, replicas: {{count: 3, copies: 3, need: {{reads: 1, writes: 3}}}}}}
"""
    body = body.replace("batch -> db", "batch, batch -> db: write")
    (journey,) = after("db/1", body=body).journeys
    assert not journey.is_up
    assert journey.chain == ("web", "api", "batch", "db")


def test_what_followers_answer_goes_on_while_a_leader_is_taken_over_from() -> None:
    body = """\
journeys:
  get: {actor: web, rate: 100/s, steps: [web -> db: read]}
  put: {actor: web, rate: 10/s, steps: [web -> db: write]}
components:
  web: {kind: client, calls: [db]}
  db: {kind: database, capacity: 100/s, zones: [a], replicas: {count: 3, mode: leader-follower, reads: any,
       failover: {automatic: true, time: 30s}}}
"""
    found = after("db!window", body=body)
    assert {each.journey: each.is_up for each in found.journeys} == {"get": True, "put": False}
    (state,) = (each for each in found.components if each.component == "db")
    assert (state.left, state.count) == (3, 3)
    (load,) = found.loads
    # what goes on are 100 reads a second, which three share
    assert (load.after, load.share_after) == (100.0, pytest.approx(100 / 300))


@pytest.mark.parametrize(("failed", "left"), [("s/1", 9), ("a", 5)])
def test_of_what_scales_one_is_one_and_a_zone_its_share(failed: str, left: int) -> None:
    body = """\
journeys: {j: {actor: web, rate: 100/s, steps: [web -> s]}}
components:
  web: {kind: client, calls: [s]}
  s: {kind: service, replicas: {min: 2, max: 10}, zones: [a, b], capacity: 20/s}
"""
    (load,) = after(failed, body=body).loads
    assert (load.after, load.share_after) == (100.0, pytest.approx(100 / left / 20))


def test_everything_that_can_fail_has_a_name() -> None:
    design = design_of(
        "components: {web: {kind: client, calls: [app]}, app: {kind: service, replicas: 2, zones: [a], "
        "common_cause: 10%}, dns: {kind: dns, managed: true}}\n"
    )
    assert what_can_fail(design) == {
        "r1": ("r1",),
        "a": ("a",),
        "b": ("b",),
        "c": ("c",),
        "app": ("app/1", "app/2"),
        "dns": ("dns",),
        "app!common": ("app!common",),
        "app/1": ("app/1",),
        "app/2": ("app/2",),
    }
    with pytest.raises(KeyError):
        what_if(design, ["nobody"])


@pytest.mark.slow
def test_the_availability_that_is_left_without_a_zone() -> None:
    reading = read_design("tests/support/designs/twitter-with-risks.yaml")
    assert reading.design is not None
    left = {each.journey: each for each in what_if(reading.design, ["use1-a"]).journeys}
    assert left["post-tweet"].availability == pytest.approx(0.8298052016)
    assert left["search"].availability == pytest.approx(0.9453139210)
    assert (left["follow"].availability, left["follow"].state) == (0.0, JourneyState.DOWN)


def test_what_acts_by_itself_is_over_without_one_of_the_instances_that_it_needs() -> None:
    body = """\
journeys: {nightly: {actor: cron, rate: 35/s}}
components:
  cron: {kind: scheduler, replicas: 4, capacity: 10/s, calls: [db]}
  db: {kind: database, replicas: 3}
"""
    found = after("cron/1", body=body)
    (over,) = found.over
    assert (over.component, over.arriving, over.carried) == ("cron", 35.0, pytest.approx(30.0))
    assert [(each.state, each.over) for each in found.journeys] == [(JourneyState.OVER, ("cron",))]


def test_what_a_journey_does_not_wait_for_does_not_put_it_over() -> None:
    body = """\
journeys: {look: {actor: web, rate: 35/s}}
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, replicas: 2, calls: [audit: {optional: true}, log: {async: true}]}
  audit: {kind: service, replicas: 4, capacity: 10/s}
  log: {kind: service, replicas: 4, capacity: 10/s}
"""
    found = after("audit/1", "log/1", body=body)
    assert [each.component for each in found.over] == ["audit", "log"]
    assert [(each.state, each.over) for each in found.journeys] == [(JourneyState.UP, ())]
