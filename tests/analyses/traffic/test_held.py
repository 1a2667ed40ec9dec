"""Connections that are held: how many, and what the worst zone leaves of them."""

from __future__ import annotations

from sdgen.analyses.estimate import estimate
from sdgen.analyses.facts import Facts
from sdgen.analyses.scenario import Scenario
from sdgen.analyses.traffic.connections import Connections, ConnectionsLeft
from tests.model.given import design
from tests.support.cases import every_case

CHAT = """
scale: {SCALE}
topology: {r1: {zones: {za: {racks: [k1, k2]}, zb: {}, zc: {}}}, r2: {zones: {zd: {}}}}
components:
  phone: {kind: client, PHONE calls: [gate: {held: 1/user}]}
  desk: {kind: client, DESK calls: [gate: {held: 0.5/user}]}
  gate: {kind: service, replicas: 12, connections: 1_000_000, zones: [k1, k2, zb, zc], calls: [bus: {held: 600}, db: {pool: 5}]}
  bus: {kind: service, connections: 400, replicas: 2, zones: [za, zb]}
  db: {kind: database, connections: 100}
"""


def facts(scale: str = "", phone: str = "", desk: str = "") -> Facts:
    text = CHAT.replace("SCALE", scale)
    for name, own in (("PHONE", phone), ("DESK", desk)):
        text = text.replace(name, f"{own}," if own else "")
    return Facts(design(text))


def opened(found: Facts) -> int:
    return found.connections["gate"].opened


def test_who_holds() -> None:
    scale = "daily_users: 9M, concurrent_users: 2M"
    assert opened(facts(scale)) == 2_000_000 + 1_000_000
    assert opened(facts(scale, "concurrent_users: 300k")) == 300_000 + 1_000_000
    assert opened(facts(scale, "daily_users: 40k")) == 40_000 + 1_000_000
    assert opened(facts(scale, "daily_users: 5M")) == 2_000_000 + 1_000_000
    assert opened(facts("daily_users: 9M")) == 9_000_000 + 4_500_000
    assert "gate" not in facts().connections


def test_what_is_taken_for_users_is_said() -> None:
    said = estimate(facts("daily_users: 9M", "concurrent_users: 3")).assumptions
    assert [each for each in said if "held" in each] == [
        "desk->gate: 0.5/user is held for each of 9M daily users, since nobody says how many are "
        "connected at once: write 'concurrent_users'"
    ]
    unknown = estimate(facts("", "concurrent_users: 3")).assumptions
    assert [each for each in unknown if "not counted, since nobody" in each] == [
        "desk->gate: what is held is not counted, since nobody says how many users there are: write "
        "'concurrent_users' in 'scale'"
    ]


def test_users_grow_with_the_scenario() -> None:
    found = facts("concurrent_users: 2M").under(Scenario(users=3))
    assert opened(found) == 9_000_000
    # a number that is held for nobody in particular grows too, a pool with no users
    assert found.connections["bus"].opened == 1800
    assert found.connections["db"].opened == 60


def test_the_worst_zone_takes_accepted_ones_and_the_pools_of_callers() -> None:
    """12 on k1, k2, zb, zc: three each, so that za takes six."""
    found = facts("concurrent_users: 2M").connections
    assert found["gate"].accepted == 12_000_000
    assert found["gate"].worst == ConnectionsLeft("za", 6, 3_000_000, 6_000_000)
    assert found["bus"] == Connections(
        600, 800, {"gate->bus": 600}, ConnectionsLeft("za", 1, 600, 400)
    )
    assert found["db"].worst is None


REGIONS = """
topology: {eu: {zones: [eu-a]}, us: {zones: [us-a]}}
scale: {concurrent_users: 900}
components:
  app: {kind: client, calls: [{any_of: [gate-eu: {held: HELD}, gate-us: {held: OTHER}]}]}
  gate-eu: {kind: service, connections: 1000, zones: [eu-a]}
  gate-us: {kind: service, connections: 500, replicas: 2, zones: [us-a]}
"""


@every_case(
    ("held", "other", "eu", "us"),
    [("1/user", "1/user", 900, 0), ("600", "300", 600, 300), ("1/user", "300", 900, 300)],
)
def test_alternatives(held: str, other: str, eu: int, us: int) -> None:
    found = Facts(design(REGIONS.replace("HELD", held).replace("OTHER", other))).connections
    assert (found["gate-eu"].opened, found["gate-us"].opened) == (eu, us)


def test_what_a_lost_alternative_held_goes_to_the_next() -> None:
    text = REGIONS.replace("HELD", "600").replace("OTHER", "300")
    text = text.replace("2, zones: [us-a]", "2, zones: [us-a, eu-a]").replace("500", "800")
    worst = Facts(design(text)).connections["gate-us"].worst
    assert worst == ConnectionsLeft("eu-a", 1, 900, 800)


def test_callers_between_count_the_clients_that_reach_them() -> None:
    text = """
scale: {concurrent_users: 100}
components:
  web: {kind: client, calls: [lb]}
  ios: {kind: client, concurrent_users: 7, calls: [lb]}
  tv: {kind: client, calls: [lb]}
  lb: {kind: load_balancer, calls: [gate: {held: 2/user}]}
  gate: {kind: service, connections: 1000}
"""
    assert Facts(design(text)).connections["gate"].opened == 2 * (100 + 7)
