"""What runs on a cluster fails with it, and what maintenance takes, with figures by hand."""

from __future__ import annotations

import pytest

from sdgen.analyses.facts import Facts, Scenario
from tests.analyses.designs import design_of

KAFKA = """\
journeys:
  order: {actor: web, rate: 100/s, steps: [web -> orders]}
  pay: {actor: web, rate: 100/s, steps: [web -> payments]}
  both: {actor: web, rate: 1/s, steps: [web -> orders, web -> payments]}
components:
  web: {kind: client, calls: [orders, payments]}
  kafka: {kind: stream, replicas: 3, availability: 99%, HOST}
  orders: {kind: topic, runs_on: kafka, replicas: {copies: 3, need: 2}}
  payments: {kind: topic, runs_on: kafka, replicas: {copies: 1}, MORE}
"""


def facts(text: str, host: str = "", more: str = "") -> Facts:
    text = text.replace(", HOST", f", {host}" if host else "")
    return Facts(design_of(text.replace(", MORE", f", {more}" if more else ""), ""))


def available(found: Facts, journey: str) -> float:
    answer = found.availability(journey)
    assert answer.exact
    return answer.value


UP = 0.99
TWO_OF_THREE = UP**3 + 3 * UP**2 * (1 - UP)


def test_copies_are_laid_over_the_instances_of_the_host() -> None:
    found = facts(KAFKA)
    assert available(found, "order") == pytest.approx(TWO_OF_THREE)
    assert available(found, "pay") == pytest.approx(UP**3)
    # both lie on the same three: with all of them up both are
    assert available(found, "both") == pytest.approx(UP**3)


def test_an_instance_of_the_cluster_is_the_clusters_own_point() -> None:
    [*points] = facts(KAFKA).points_of_failure("pay")
    assert [(p.event, p.component, p.kind.value) for p in points] == [
        (f"kafka/{at}", "kafka", "partial") for at in (1, 2, 3)
    ]
    assert points[0].share == pytest.approx(1 / 3)
    assert not facts(KAFKA).points_of_failure("order")


def test_the_hosts_need_and_switch_do_not_take_what_runs_on_it() -> None:
    host = "availability: 99%, replicas: {count: 3, mode: leader-follower, need: 3}"
    text = KAFKA.replace("replicas: 3, availability: 99%, HOST", host)
    assert available(facts(text), "order") == pytest.approx(TWO_OF_THREE)


def test_its_deploy_common_cause_and_maintenance_do() -> None:
    assert available(facts(KAFKA, "deploy_availability: 99.9%"), "order") == pytest.approx(
        TWO_OF_THREE * 0.999
    )
    assert available(facts(KAFKA, "maintenance: 2h/week"), "order") == pytest.approx(
        TWO_OF_THREE * (1 - 2 / 168)
    )
    q = 0.01 * 0.9
    apart = (1 - q) ** 3 + 3 * (1 - q) ** 2 * q
    assert available(facts(KAFKA, "common_cause: 10%"), "order") == pytest.approx(
        apart * (1 - 0.01 * 0.1)
    )


def test_a_managed_host_is_one_event() -> None:
    text = KAFKA.replace("replicas: 3, availability: 99%, HOST", "managed: true, replicas: 3")
    found = facts(text)
    assert [available(found, name) for name in ("order", "pay", "both")] == [0.999] * 3
    said = {str(each) for each in found.failure_logic("order").assumptions}
    assert (
        "orders: 'replicas' and 'need' do not change its availability: its provider runs it" in said
    )


PODS = """\
topology: {r1: {zones: {a: 99.9%, b: 99.9%}, availability: 100%}}
journeys: {use: {actor: web, steps: [web -> api]}}
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, runs_on: nodes, replicas: {count: 3, need: 2}, availability: 99.9%}
  nodes: {kind: custom, replicas: 2, availability: 99%, zones: [a, b]}
"""


def test_instance_i_is_down_with_host_instance_i_mod_n() -> None:
    # instances 1 and 3 stand on node 1, instance 2 on node 2
    up, first, second = 0.999, 0.99 * 0.999, 0.99 * 0.999
    both = first * second * (up**3 + 3 * up**2 * (1 - up))
    assert available(facts(PODS), "use") == pytest.approx(both + first * (1 - second) * up**2)
    points = {(p.event, p.kind.value) for p in facts(PODS).points_of_failure("use")}
    assert points == {("nodes/1", "instance"), ("a", "zone")}


MACHINES = """\
topology: {r1: {zones: {a: {availability: 100%, hosts: [h1, h2]}}, availability: 100%}}
journeys: {use: {actor: web, steps: [web -> db]}}
components:
  web: {kind: client, calls: [db]}
  db: {kind: database, zones: [HOSTS], replicas: {count: 2, need: NEED}, availability: 99.9%}
"""


def test_a_machine_has_no_second_instance_event() -> None:
    text = MACHINES.replace("HOSTS", "h1, h2")
    assert available(facts(text.replace("NEED", "1")), "use") == pytest.approx(1 - 0.005**2)
    found = facts(text.replace("NEED", "2"))
    assert available(found, "use") == pytest.approx(0.995**2)
    points = {p.event: p.kind.value for p in found.points_of_failure("use")}
    assert points == {"h1": "host", "h2": "host"}
    said = {str(each) for each in found.failure_logic("use").assumptions}
    assert (
        "db: 'availability' does not count: it fails with the machines that it is placed on alone"
        in said
    )


def test_two_on_one_machine_are_one() -> None:
    text = MACHINES.replace("HOSTS", "h1").replace("NEED", "1")
    assert available(facts(text), "use") == pytest.approx(0.995)


def test_a_failover_on_a_host_takes_its_times() -> None:
    # 1 h of a failover, once in 90 d + 1 h
    text = """\
journeys: {use: {actor: web, steps: [web -> db]}}
components:
  web: {kind: client, calls: [db]}
  db:
    kind: database
    runs_on: nodes
    replicas: {mode: leader-follower, failover: {automatic: true, time: 1h, success: 100%}}
  nodes: {kind: custom, replicas: 2, mtbf: 90d, mttr: 1d}
"""
    q = 1 / 91
    late = 1 / (90 * 24 + 1)
    assert available(facts(text), "use") == pytest.approx((1 - q**2) * (1 - late))


# --- maintenance ------------------------------------------------------------------------------

# /work/shared/cases/inputs/23-maintenance.yaml
SUNDAY = """\
journeys:
  read: {actor: web, rate: 1/s, steps: [web -> db], objectives: {EXCLUDES}}
components:
  web: {kind: client, calls: [db]}
  db: {kind: database, availability: 99.9%, maintenance: 2h/week}
"""


def test_maintenance_is_a_transition_of_the_whole_component() -> None:
    text = SUNDAY.replace("EXCLUDES", "availability: 99%")
    assert available(facts(text), "read") == pytest.approx(0.987107, abs=5e-7)
    assert available(facts(text), "read") == pytest.approx(0.999 * (1 - 2 / 168))
    assert [p.event for p in facts(text).points_of_failure("read")] == ["db/1"]


def test_an_objective_may_leave_maintenance_out() -> None:
    found = facts(SUNDAY.replace("EXCLUDES", "excludes_maintenance: true"))
    assert available(found, "read") == pytest.approx(0.999)
    said = {str(each) for each in found.failure_logic("read").assumptions}
    assert "db: its maintenance is left out, as the objective says" in said


TWO = """\
journeys:
  read: {actor: web, steps: [web -> api -> db]}
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, availability: 100%, maintenance: {time: 2h/week, window: sunday}, calls: [db]}
  db: {kind: database, availability: 100%, maintenance: {time: 2h/week, window: WINDOW}}
"""


def test_one_window_is_one_event() -> None:
    one = facts(TWO.replace("WINDOW", "sunday"))
    assert available(one, "read") == pytest.approx(1 - 2 / 168)
    assert "sunday!maintenance" in one.failure_logic("read").events
    two = facts(TWO.replace("WINDOW", "monday"))
    assert available(two, "read") == pytest.approx((1 - 2 / 168) ** 2)


ROLLING = """\
journeys:
  use: {actor: web, steps: [web -> api]}
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, replicas: {count: 3, need: 2}, availability: 99%, maintenance: {time: 2h/week, rolling: true}}
"""


def test_rolling_takes_one_instance_after_the_other() -> None:
    # for 6 of 168 h one of the three is out, and both others are needed
    out = 6 / 168
    assert available(facts(ROLLING), "use") == pytest.approx((1 - out) * TWO_OF_THREE + out * UP**2)
    events = facts(ROLLING).failure_logic("use").events
    assert not [name for name in events if "maintenance" in name or "turn" in name]


def test_rolling_of_a_host_takes_the_same_instance_of_all_that_run_on_it() -> None:
    found = facts(KAFKA, "maintenance: {time: 2h/week, rolling: true}")
    out = 6 / 168
    assert available(found, "order") == pytest.approx((1 - out) * TWO_OF_THREE + out * UP**2)
    assert available(found, "both") == pytest.approx((1 - out) * UP**3)


# --- what if ----------------------------------------------------------------------------------


def left_after(text: str, *failed: str) -> dict[str, tuple[str, int, int]]:
    found = facts(text).under(Scenario(failed=failed)).what_if
    assert found is not None
    return {
        each.component: (each.standing.value, each.left, each.count) for each in found.components
    }


def test_an_instance_of_a_cluster_takes_what_runs_on_it() -> None:
    after = left_after(KAFKA, "kafka/1")
    assert after["kafka"] == ("reduced", 2, 3)
    assert after["orders"] == ("reduced", 2, 3)
    assert after["payments"] == ("down", 2, 3)


def left_to(text: str, journey: str, *failed: str) -> float:
    """The availability that is left to a journey."""
    found = facts(text).under(Scenario(failed=failed)).what_if
    assert found is not None
    (after,) = (each for each in found.journeys if each.journey == journey)
    assert after.exact
    return after.availability


def test_what_has_no_instances_fails_alone() -> None:
    after = left_after(KAFKA, "orders")
    assert after["orders"] == ("down", 0, 3)
    assert after["kafka"] == after["payments"] == ("whole", 3, 3)
    assert left_to(KAFKA, "order", "orders") == 0.0
    assert left_to(KAFKA, "pay", "orders") == pytest.approx(UP**3)


def test_so_does_what_runs_on_a_managed_host() -> None:
    text = KAFKA.replace("replicas: 3, availability: 99%, HOST", "managed: true, replicas: 3")
    after = left_after(text, "orders")
    assert after["orders"] == ("down", 0, 3)
    assert after["kafka"] == after["payments"] == ("whole", 3, 3)
    assert left_to(text, "pay", "orders") == pytest.approx(0.999)
    after = left_after(text, "kafka")
    assert {after[name] for name in ("kafka", "orders", "payments")} == {("down", 0, 3)}


def test_one_copy_is_lost_without_the_instance_that_holds_it() -> None:
    after = left_after(KAFKA, "orders/1")
    assert after["orders"] == ("reduced", 2, 3)
    assert after["kafka"] == after["payments"] == ("whole", 3, 3)
    # the other two copies must both be up
    assert left_to(KAFKA, "order", "orders/1") == pytest.approx(UP**2)
    assert left_to(KAFKA, "pay", "orders/1") == pytest.approx(UP**3)


def test_maintenance_takes_all_at_once() -> None:
    text = KAFKA.replace("availability: 99%, HOST", "maintenance: 2h/week")
    assert left_after(text, "kafka!maintenance")["orders"] == ("down", 0, 3)


SHARED = """\
topology: {eu: {availability: 100%, zones: {a: {availability: 100%, hosts: {m1: 99%, m2: 99%}}, b: 100%}}}
journeys:
  use: {actor: web, steps: [web -> app -> db]}
  look: {actor: web, steps: [web -> page]}
components:
  web: {kind: client, calls: [app, page]}
  app: {kind: service, availability: 99.9%, place: {m1: 1, a: 1, b: 1}, replicas: {count: 3, need: 2}, calls: [db]}
  db: {kind: database, replicas: {count: 2, mode: leader-follower, failover: {automatic: true, time: 30s}}, zones: [m1, m2]}
  page: {kind: service, zones: [m1, m2], replicas: 2}
"""


@pytest.mark.slow
def test_a_component_fails_with_all_that_stands_on_machines_and_nothing_else_does() -> None:
    after = left_after(SHARED, "db")
    assert after["db"] == ("down", 0, 2)
    assert after["app"] == ("whole", 3, 3)
    assert after["page"] == ("whole", 2, 2)
    assert left_to(SHARED, "use", "db") == 0.0
    assert left_to(SHARED, "look", "db") == pytest.approx(1 - 0.01**2)
    without = SHARED.replace("mode: leader-follower, failover: {automatic: true, time: 30s}", "")
    assert left_after(without, "db") == after
    # one of its three is on a machine
    assert left_after(SHARED, "app")["app"] == ("down", 0, 3)
    assert left_after(SHARED, "app")["db"] == ("whole", 2, 2)


@pytest.mark.slow
def test_a_replica_that_is_a_machine_fails_without_it() -> None:
    after = left_after(SHARED, "page/1")
    assert after["page"] == ("reduced", 1, 2)
    assert after["db"] == ("whole", 2, 2)
    assert after["app"] == ("whole", 3, 3)
    assert left_to(SHARED, "look", "page/1") == pytest.approx(0.99)
    # the machine takes one of each
    after = left_after(SHARED, "m1")
    assert [after[name] for name in ("page", "db", "app")] == [
        ("reduced", 1, 2),
        ("reduced", 1, 2),
        ("reduced", 2, 3),
    ]
    # both machines may fail: the second page is on the other
    assert left_to(SHARED, "look", "m1") == pytest.approx(0.99)
    assert left_to(SHARED, "look", "page/1", "page/2") == 0.0


def test_a_leader_on_a_machine_that_fails_is_taken_over_from() -> None:
    by_hand = SHARED.replace("automatic: true, time: 30s", "automatic: false, time: 1h")
    found = facts(by_hand).under(Scenario(failed=("db/1",))).what_if
    assert found is not None
    (use, _) = found.journeys
    assert (use.waits_for, use.out) == (("db",), 3600.0)
    found = facts(by_hand).under(Scenario(failed=("db/2",))).what_if
    assert found is not None
    assert not found.journeys[0].waits_for


def test_what_runs_on_a_replica_fails_with_it() -> None:
    machines = """\
topology: {r1: {zones: {a: {hosts: [h1, h2]}}}}
components:
  web: {kind: client, calls: [shop, log]}
  shop: {kind: service, runs_on: nodes, replicas: 3}
  nodes: {kind: custom, replicas: 2, zones: [h1, h2]}
  log: {kind: service, replicas: 2, zones: [h1, h2]}
"""
    after = left_after(machines, "nodes/1")
    assert [after[name] for name in ("nodes", "shop", "log")] == [
        ("reduced", 1, 2),
        ("reduced", 1, 3),
        ("whole", 2, 2),
    ]
    after = left_after(machines, "nodes")
    assert [after[name] for name in ("nodes", "shop", "log")] == [
        ("down", 0, 2),
        ("down", 0, 3),
        ("whole", 2, 2),
    ]
    after = left_after(machines, "h1")
    assert [after[name] for name in ("nodes", "shop", "log")] == [
        ("reduced", 1, 2),
        ("reduced", 1, 3),
        ("reduced", 1, 2),
    ]


def test_a_shared_window_is_not_the_loss_of_what_is_maintained_in_it() -> None:
    text = """\
journeys: {read: {actor: web, steps: [web -> mail, web -> sms]}}
components:
  web: {kind: client, calls: [mail, sms]}
  mail: {kind: external, maintenance: {time: 2h/week, window: sunday}}
  sms: {kind: external, maintenance: {time: 2h/week, window: sunday}}
"""
    after = left_after(text, "mail")
    assert (after["mail"], after["sms"]) == (("down", 0, 1), ("whole", 1, 1))


def test_what_is_said_to_fail_is_no_event_of_the_design() -> None:
    found = facts(SHARED)
    assert {"db/1", "db/2", "app/1", "page/1"} <= set(found.what_can_fail)
    for journey in ("use", "look"):
        events = found.failure_logic(journey).events
        assert not {"db/1", "db/2", "app/1", "page/1"} & set(events)
        assert "app/2" in events or journey == "look"


def test_a_lost_replica_is_named_by_itself_and_not_by_its_machine() -> None:
    found = facts(KAFKA).under(Scenario(failed=("payments/1",))).what_if
    assert found is not None
    (pieces,) = (each.pieces for each in found.components if each.component == "payments")
    assert pieces is not None
    assert pieces.nodes == ("payments/1",)


def test_a_zone_takes_the_replicas_of_a_managed_cluster_with_guests() -> None:
    zones = "topology: {eu: {availability: 100%, zones: {a: 99.9%, b: 99.9%, c: 99.9%}}}\n"
    managed = "managed: true, replicas: 3, zones: [a, b, c]"
    text = zones + KAFKA.replace("replicas: 3, availability: 99%, HOST", managed)
    assert left_after(text, "a")["kafka"] == ("reduced", 2, 3)
    after = left_after(text, "orders")
    assert (after["orders"], after["kafka"]) == (("down", 0, 3), ("whole", 3, 3))


def test_what_runs_beside_a_sharded_guest_does_not_make_its_share_larger() -> None:
    text = """\
topology: {a: {level: zone}, b: {level: zone}, c: {level: zone}}
components:
  web: {kind: client, calls: [audits: {async: false}, orders: {async: false}]}
  kafka: {kind: stream, replicas: 4, zones: [a, b, c]}
  audits: {kind: stream, runs_on: kafka, replicas: {copies: 1}}
  orders: {kind: stream, runs_on: kafka, replicas: {copies: 3, need: 2}}
"""
    (journey,) = facts(text).analysed
    found = facts(text).points_of_failure(journey)
    shares = {each.event: each.share for each in found if each.kind.value == "partial"}
    assert shares == {f"kafka/{at}": 0.25 for at in (1, 2, 3, 4)}
