"""From a design in YAML to events, needs, single points of failure and availability."""

from __future__ import annotations

import pytest

from sdgen.analyses.failure.events import EventKind
from sdgen.analyses.failure.journeys import reliability
from sdgen.analyses.failure.logic import failure_logic
from sdgen.analyses.failure.points import points_of_failure
from sdgen.analyses.reliability.failure_model import never_start
from sdgen.analyses.traffic.flow import flow
from sdgen.analyses.traffic.journey_calls import journeys_of
from sdgen.design.records import Design
from tests.analyses.designs import design_of
from tests.support.cases import every_case


def points(design: Design, journey: int = 0) -> list[tuple[str, str]]:
    """Event and kind of every single point of failure of a journey."""
    chosen = journeys_of(design)[journey]
    logic = failure_logic(design, chosen, flow(design).peaks)
    return sorted((p.event, p.kind.value) for p in points_of_failure(design, logic))


def availability(design: Design) -> float:
    found = reliability(design, journeys_of(design)[0], peak_loads=flow(design).peaks)
    assert found.exact
    return found.availability


def test_two_balancers_and_services_over_one_database_are_one_point() -> None:
    design = design_of("""\
components:
  web: {kind: client, calls: [{any_of: [lb-1, lb-2]}]}
  lb-1: {kind: load_balancer, calls: [{any_of: [app-1, app-2]}]}
  lb-2: {kind: load_balancer, calls: [{any_of: [app-1, app-2]}]}
  app-1: {kind: service, calls: [db]}
  app-2: {kind: service, calls: [db]}
  db: {kind: database}
""")
    assert points(design) == [("db/1", "instance")]


def test_a_database_behind_a_cache_that_can_answer_is_no_point() -> None:
    design = design_of("""\
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, replicas: 2, calls: [{any_of: [cache, db]}]}
  cache: {kind: cache}
  db: {kind: database}
""")
    assert points(design) == []


def test_three_replicas_in_one_zone_fail_with_it() -> None:
    design = design_of("""\
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, replicas: 3, zones: [a]}
""")
    assert points(design) == [("a", "zone"), ("r1", "region")]


def test_three_brokers_with_one_copy_of_each_topic_are_partial_points() -> None:
    design = design_of("""\
components:
  web: {kind: client, calls: [events]}
  events: {kind: queue, replicas: {count: 3, copies: 1}}
""")
    assert points(design) == [(f"events/{n}", "partial") for n in (1, 2, 3)]
    logic = failure_logic(design, journeys_of(design)[0])
    assert {point.share for point in points_of_failure(design, logic)} == {1 / 3}


def test_nested_domains_each_take_down_what_they_hold() -> None:
    design = design_of(
        "components: {web: {kind: client, calls: [db]}, db: {kind: database, replicas: 2, zones: [rack-1]}}\n",
        "topology: {cloud: {level: provider, regions: {r1: {zones: {a: {racks: [rack-1]}}}}}}\n",
    )
    assert points(design) == [
        ("a", "zone"),
        ("r1", "region"),
        ("rack-1", "rack"),
    ]
    said = {str(each) for each in failure_logic(design, journeys_of(design)[0]).assumptions}
    assert (
        "a: 99.95% available as a zone (chosen by sdgen between one instance's and a region's; "
        "write yours)" in said
    )
    assert (
        "cloud: 100% available as a provider (the loss of a whole provider is not counted)" in said
    )


def test_a_common_cause_takes_its_share_of_every_instance() -> None:
    design = design_of(
        "components: {web: {kind: client, calls: [app]}, app: {kind: service, replicas: 2, "
        "availability: 99%, common_cause: 10%}}\n"
    )
    logic = failure_logic(design, journeys_of(design)[0])
    assert {name: event.unavailability for name, event in logic.events.items()} == {
        "app!common": pytest.approx(0.001),
        "app/1": pytest.approx(0.009),
        "app/2": pytest.approx(0.009),
    }
    assert points(design) == [("app!common", "common_cause")]
    assert availability(design) == pytest.approx((1 - 0.001) * (1 - 0.009**2), abs=1e-12)


def test_a_deployment_takes_down_all_instances() -> None:
    design = design_of(
        "components: {web: {kind: client, calls: [app]}, app: {kind: service, replicas: 2, "
        "availability: 99%, deploy_availability: 99.9%}}\n"
    )
    assert points(design) == [("app!deploy", "common_cause")]
    assert availability(design) == pytest.approx(0.999 * (1 - 0.01**2), abs=1e-12)


STANDBY = """\
components:
  web: {{kind: client, calls: [db]}}
  db: {{kind: database, mtbf: 999h, mttr: 1h, replicas: {{count: 2, mode: active-standby{failover}}}}}
"""


def test_a_standby_takes_over_if_the_switch_works_in_its_time() -> None:
    design = design_of(STANDBY.format(failover=", failover: {time: 1h, success: 90%}"))
    logic = failure_logic(design, journeys_of(design)[0])
    assert logic.events["db!switch"].unavailability == pytest.approx(0.1)
    assert logic.events["db!window"].unavailability == pytest.approx(0.9 * 1 / 1000)
    assert logic.events["db!window"].kind is EventKind.TRANSITION
    down = 0.001 * (1 - 0.999 * 0.9)
    assert availability(design) == pytest.approx((1 - 0.0009) * (1 - down), abs=1e-12)
    assert points(design) == [], "transitions are counted, and no points of failure"


def test_what_is_not_known_of_a_switch_is_said() -> None:
    design = design_of(STANDBY.format(failover=""))
    assumed = {str(each) for each in failure_logic(design, journeys_of(design)[0]).assumptions}
    assert assumed == {
        "db: switches over by itself: whether it does is not given",
        "db: a failover takes 30 s, since its 'time' is not given",
        "db: every failover succeeds, since 'success' is not given",
    }


@every_case(
    ("replicas", "need"),
    [
        ("{count: 3, copies: 3, need: 2 of 3}", 2),
        ("{count: 5, copies: 3, need: majority}", 2),
        ("{count: 5, need: majority}", 3),
        ("{count: 4, need: majority}", 3),
        ("{count: 4, need: 2}", 2),
        ("4", 1),
    ],
)
def test_need_is_what_the_design_says(replicas: str, need: int) -> None:
    design = design_of(
        f"components: {{web: {{kind: client, calls: [db]}}, db: {{kind: database, replicas: {replicas}}}}}\n"
    )
    logic = failure_logic(design, journeys_of(design)[0])
    assert logic.model.own_parts[1].need == need


@every_case(
    ("capacity", "need"),
    [("100/s", 3), ("150/s", 2), ("300/s", 1), ("10/s", 4), ("1 MB/s", 1)],
)
def test_need_follows_from_the_peak_and_the_capacity(capacity: str, need: int) -> None:
    design = design_of(f"""\
scale: {{peak: 3x}}
journeys:
  read: {{actor: web, rate: 100/s, steps: [web -> app]}}
components:
  web: {{kind: client, calls: [app]}}
  app: {{kind: service, replicas: 4, capacity: {capacity}}}
""")
    logic = failure_logic(design, design.journeys["read"], flow(design).peaks)
    assert logic.model.own_parts[1].need == need


QUORUM = """\
journeys:
  write:
    actor: web
    objectives: {{includes_async: {includes_async}}}
components:
  web: {{kind: client, calls: [app]}}
  app:
    kind: service
    replicas: 2
    calls:
      - need: 2
        of: [n1, n2, n3]
      - mail: {{async: true}}
      - ads: {{optional: true}}
  n1: {{kind: database}}
  n2: {{kind: database}}
  n3: {{kind: database}}
  mail: {{kind: queue}}
  ads: {{kind: service}}
"""


def test_optional_and_asynchronous_calls_do_not_count() -> None:
    assert points(design_of(QUORUM.format(includes_async="false"))) == []


def test_asynchronous_calls_count_where_the_journey_includes_them() -> None:
    assert points(design_of(QUORUM.format(includes_async="true"))) == [("mail/1", "instance")]


def test_a_quorum_over_components_survives_one_loss() -> None:
    found = reliability(
        (design := design_of(QUORUM.format(includes_async="false"))), design.journeys["write"]
    )
    pairs = {cut.events for cut in found.cut_sets if len(cut.events) == 2}
    assert {("n1/1", "n2/1"), ("n1/1", "n3/1"), ("n2/1", "n3/1")} <= pairs


def test_a_cycle_stands_until_something_fails_and_cannot_start() -> None:
    design = design_of("""\
components:
  web: {kind: client, calls: [one]}
  one: {kind: service, calls: [two]}
  two: {kind: service, calls: [one]}
""")
    assert points(design) == [("one/1", "instance"), ("two/1", "instance")]
    model = failure_logic(design, journeys_of(design)[0]).model
    assert [model.names[n] for n in never_start(model)] == ["web", "one", "two"]


def test_an_alternative_that_names_its_caller_changes_nothing() -> None:
    design = design_of("""\
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, replicas: 2, calls: [{any_of: [app, db]}]}
  db: {kind: database}
""")
    assert points(design) == []


def test_what_a_provider_runs_is_one_event_and_no_point() -> None:
    design = design_of("""\
components:
  web: {kind: client, calls: [store, mail]}
  store: {kind: object_store, managed: true, availability: 99.9%, zones: [a]}
  mail: {kind: external}
""")
    logic = failure_logic(design, journeys_of(design)[0])
    assert logic.events["store"].kind is EventKind.MANAGED
    assert logic.events["mail"].unavailability == pytest.approx(0.001)
    assert points(design) == [("a", "zone"), ("r1", "region")]
    assert "mail: 99.9% available (chosen by sdgen, write what its provider promises)" in {
        str(each) for each in logic.assumptions
    }


def test_a_domain_and_a_managed_component_may_share_a_name() -> None:
    design = design_of(
        "components: {web: {kind: client, calls: [a]}, a: {kind: cache, managed: true, zones: [b], "
        "availability: 99%}}\n"
    )
    logic = failure_logic(design, journeys_of(design)[0])
    assert logic.events["a!provider"].unavailability == pytest.approx(0.01)
    assert set(logic.events) == {"a!provider", "b", "r1"}


def test_a_component_without_replicas_is_said_to_be_one() -> None:
    design = design_of("components: {web: {kind: client, calls: [app]}, app: {kind: service}}\n")
    assert {str(each) for each in failure_logic(design, journeys_of(design)[0]).assumptions} == {
        "app: each instance is 99.5% available (what Amazon EC2's service level agreement "
        "promises of a single instance)",
        "app: one replica, since the design gives no number",
    }


def test_an_actor_that_reaches_nothing_is_never_down() -> None:
    design = design_of("journeys: {idle: {actor: web}}\ncomponents: {web: {kind: client}}\n")
    found = reliability(design, design.journeys["idle"])
    assert (found.availability, found.exact, found.points) == (1.0, True, ())


def test_places_and_missing_places() -> None:
    design = design_of("""\
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, replicas: 3, place: {a: 2}, availability: 99%}
""")
    logic = failure_logic(design, journeys_of(design)[0])
    assert [i.domains for i in logic.model.own_parts[1].instances] == [
        ("a", "r1"),
        ("a", "r1"),
        (),
    ]
    assert points(design) == []
