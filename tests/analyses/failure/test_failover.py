"""Leaders and standbys: how often a failover fails, and how long nothing serves."""

from __future__ import annotations

import pytest

import sdgen
from sdgen.analyses.facts import Facts
from sdgen.analyses.failure.failover import Outages, switching
from sdgen.design.replicas import ANY
from tests.analyses.designs import design_of
from tests.support.cases import every_case

HOUR = 3600.0


def facts_of(db: str, body: str = "") -> Facts:
    return Facts(
        design_of(
            f"components:\n  web: {{kind: client, calls: [db]}}\n  db: {{kind: database, {db}}}\n{body}"
        )
    )


def available(db: str) -> float:
    return facts_of(db).availability("web").value


def test_three_members_of_which_a_majority_must_be_up() -> None:
    up = available(
        "availability: 99%, replicas: {count: 3, need: majority, mode: leader-follower, "
        "failover: {time: 0s}}"
    )
    assert up == pytest.approx(0.99**3 + 3 * 0.99**2 * 0.01)


def test_the_first_of_a_standby_serve_while_they_are_up() -> None:
    failover = "failover: {automatic: true, success: 90%, time: 0s}"
    up = available(
        f"availability: 99%, replicas: {{count: 3, need: 2, mode: active-standby, {failover}}}"
    )
    # both first, or two of three and the switch
    assert up == pytest.approx(0.99**2 + 0.9 * (2 * 0.99**2 * 0.01))


def test_a_person_who_switches_over() -> None:
    db = (
        "availability: 99%, mtbf: 30d, replicas: {count: 2, mode: leader-follower, "
        "failover: {automatic: false, time: 4h, success: 50%}}"
    )
    assert available(db) == pytest.approx(0.99495 * (1 - 0.5 * 4 / 724))
    (point,) = facts_of(db).points_of_failure("web")
    assert (point.event, point.kind.value, point.out) == ("db/1", "instance", 4 * HOUR)


def test_the_zone_of_what_a_person_switches_away_from() -> None:
    db = (
        "zones: [b, a], replicas: {count: 2, mode: active-standby, "
        "failover: {automatic: false, time: 1h}}"
    )
    found = {each.event: each.out for each in facts_of(db).points_of_failure("web")}
    assert found == {"db/1": HOUR, "b": HOUR, "r1": None}


@every_case(
    ("db", "window"),
    [
        # MTTR 4 h, MTBF 4 h x 0.99 / 0.01; 30 s of an automatic failover
        ("availability: 99%, replicas: {count: 2, mode: leader-follower}", 30 / (396 * HOUR + 30)),
        (
            "availability: 99%, replicas: {count: 2, mode: leader-follower, failover: manual}",
            HOUR / (396 * HOUR + HOUR),
        ),
        # a repair that is quicker than the failover ends it
        (
            "mtbf: 99h, mttr: 1h, replicas: {count: 2, mode: active-standby, failover: {time: 4h}}",
            HOUR / (99 * HOUR + 4 * HOUR),
        ),
        # of two that serve one fails twice as often
        (
            "mtbf: 99h, mttr: 1h, replicas: {count: 3, need: 2, mode: active-standby, "
            "failover: {time: 1h}}",
            HOUR / (99 * HOUR / 2 + HOUR),
        ),
        # the common cause is a part of the whole unavailability
        (
            "availability: 99%, common_cause: 10%, mtbf: 99h, replicas: {count: 2, "
            "mode: active-standby, failover: {time: 4h}}",
            HOUR / (99 * HOUR + 4 * HOUR),
        ),
    ],
)
def test_the_share_of_time_in_which_it_switches_over(db: str, window: float) -> None:
    events = facts_of(db).failure_logic("web").events
    assert events["db!window"].unavailability == pytest.approx(window)


@every_case(
    "replicas",
    [
        "{count: 3, need: 3, mode: leader-follower}",
        "{count: 1, mode: active-standby}",
        "{count: 3, copies: 3, need: 3, mode: leader-follower}",
    ],
)
def test_where_nothing_can_take_over_nothing_switches(replicas: str) -> None:
    events = facts_of(f"replicas: {replicas}").failure_logic("web").events
    assert not any("!" in name for name in events)


def test_every_node_leads_some_piece() -> None:
    db = facts_of("replicas: {count: 6, copies: 3, mode: leader-follower}").given.components["db"]
    change = switching(db, 1, Outages(0.01))
    assert change is not None
    assert change.serving == 6


def test_a_read_that_any_follower_answers() -> None:
    from msgspec.structs import replace

    body = (
        "journeys:\n  look: {actor: web, reads: [Item]}\n  order: {actor: web, writes: [Item]}\n"
        "data: {Item: {store: db}}\n"
    )
    given = facts_of(
        "availability: 99%, replicas: {count: 3, need: 2, mode: leader-follower, "
        "failover: {time: 0s, success: 50%}}",
        body,
    ).given
    db = given.components["db"]
    anywhere = replace(db, replicas=replace(db.replicas, reads=ANY))
    facts = Facts(replace(given, components={**given.components, "db": anywhere}))
    assert facts.availability("look").value == pytest.approx(1 - 0.01**3)
    two_of_three = 0.99**3 + 3 * 0.99**2 * 0.01
    # with the leader up, or half of the times when it is not
    assert facts.availability("order").value == pytest.approx(two_of_three - 0.5 * 0.01 * 0.99**2)


@every_case(
    ("db", "down"),
    [
        ("managed: true, mtbf: 90d, mttr: 10d", 0.1),
        ("managed: true, availability: 99.99%, replicas: 3, common_cause: 50%", 0.0001),
        (
            "managed: true, availability: 99.99%, deploy_availability: 99%",
            1 - 0.9999 * 0.99,
        ),
    ],
)
def test_a_managed_store_is_one_event(db: str, down: float) -> None:
    assert 1 - available(db) == pytest.approx(down)


def test_what_a_provider_takes_care_of_is_said_to_change_nothing() -> None:
    logic = facts_of(
        "managed: true, availability: 99.99%, common_cause: 50%, replicas: {count: 3, need: 2}"
    ).failure_logic("web")
    said = [str(each) for each in logic.assumptions]
    assert (
        "db: 'common_cause', 'replicas' and 'need' do not change its availability: "
        "its provider runs it" in said
    )


@pytest.mark.parametrize(
    ("db", "said"),
    [
        (
            "managed: true, availability: 99.95%, mtbf: 90d, mttr: 1h",
            "db: 'mtbf' and 'mttr' do not change its availability, which is given too",
        ),
        (
            "availability: 99%, mttr: 1h",
            "db: 'mttr' does not change its availability, which is given too",
        ),
    ],
)
def test_times_beside_an_availability_are_said_not_to_count(db: str, said: str) -> None:
    assert said in map(str, facts_of(db).reliability("web").assumptions)


def test_the_repair_of_a_domain_is_said_not_to_count() -> None:
    design = sdgen.loads(
        "sdgen: 1\nname: A\ntopology: {r: {availability: 99.9%, mttr: 2h}}\n"
        "components: {web: {kind: client, calls: [db]}, db: {kind: database, zones: [r]}}\n"
    ).design
    said = "r: 'mttr' does not count: its availability says how long it is down"
    assert said in map(str, Facts(design).reliability("web").assumptions)


def test_times_beside_an_availability_count_in_a_failover() -> None:
    db = (
        "availability: 99%, replicas: {count: 2, mode: leader-follower, failover: "
        "{automatic: true, time: 1h, success: 100%}}"
    )
    plain, timed = facts_of(db), facts_of(f"{db}, mtbf: 30d")
    assert timed.availability("web").value > plain.availability("web").value
    said = " ".join(map(str, timed.reliability("web").assumptions))
    assert "does not change its availability" not in said


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "db: {kind: database, zones: [m1, m2], mtbf: 60d, mttr: 2h, replicas: {count: 2, "
            "mode: leader-follower}}",
            "db: a repair takes 4 h, since the machines that it is placed on give no 'mttr'",
        ),
        (
            "n: {kind: custom, replicas: 2}, db: {kind: database, runs_on: n, replicas: {mode: "
            "leader-follower}}",
            "db: a repair takes 4 h, since n, on which it runs, gives neither 'mtbf' nor 'mttr'",
        ),
    ],
)
def test_who_does_not_say_how_long_a_repair_takes(body: str, said: str) -> None:
    design = sdgen.loads(
        "sdgen: 1\nname: A\ntopology: {r: {zones: {a: {hosts: [m1]}, b: {hosts: [m2]}}}}\n"
        f"components: {{web: {{kind: client, calls: [db]}}, {body}}}\n"
    ).design
    assert said in map(str, Facts(design).reliability("web").assumptions)
