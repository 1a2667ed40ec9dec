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


def test_what_has_no_instances_fails_with_those_of_its_host() -> None:
    assert left_after(KAFKA, "orders")["kafka"] == ("down", 0, 3)
    text = KAFKA.replace("replicas: 3, availability: 99%, HOST", "managed: true, replicas: 3")
    assert left_after(text, "orders")["payments"] == ("down", 0, 3)


def test_maintenance_takes_all_at_once() -> None:
    text = KAFKA.replace("availability: 99%, HOST", "maintenance: 2h/week")
    assert left_after(text, "kafka!maintenance")["orders"] == ("down", 0, 3)


def test_a_replica_may_be_named_that_is_a_machine_or_one_of_its_host() -> None:
    assert left_after(KAFKA, "orders/1") == left_after(KAFKA, "kafka/1")
    machines = """\
topology: {r1: {zones: {a: {hosts: [h1, h2]}}}}
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, runs_on: nodes, replicas: 2}
  nodes: {kind: custom, replicas: 2, zones: [h1, h2]}
"""
    assert left_after(machines, "nodes/2") == left_after(machines, "h2")
    assert left_after(machines, "nodes/2")["shop"] == ("reduced", 1, 2)


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
