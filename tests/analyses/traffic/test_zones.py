"""The worst zone: the one whose loss leaves least, with the load that this loss sends there."""

from __future__ import annotations

import math
import random

import pytest

from sdgen.analyses.estimate import estimate
from sdgen.analyses.facts import Facts
from sdgen.analyses.traffic.zones import ZoneLoss
from sdgen.report.estimate_json import estimate_data
from tests.model.given import design
from tests.support.cases import every_case

TOPOLOGY = """
topology:
  r1: {zones: {za: {racks: [k1, k2]}, zb: {racks: [k3]}}}
  r2: {zones: {zc: {racks: [k4]}}}
"""


def worst(text: str, component: str = "a") -> ZoneLoss | None:
    return Facts(design(TOPOLOGY + text)).zone_losses.worst(component)


def one(body: str, rate: str = "1000/s") -> ZoneLoss:
    """The worst zone of one service that a client asks."""
    found = worst(
        f"journeys: {{w: {{rate: {rate}, steps: [web -> a]}}}}\n"
        "components:\n  web: {kind: client, calls: [a]}\n"
        f"  a: {{kind: service, {body}}}\n"
    )
    assert found is not None
    return found


def test_racks_are_lost_with_their_zone() -> None:
    """shared/cases/probes/racks.yaml: two of six are left in zb, and carry 500/s of 1,000/s."""
    found = one("replicas: 6, capacity: 250/s, zones: [k1, k2, k3]")
    assert (found.zone, found.left, found.share) == ("za", 2, pytest.approx(2.0))


def test_the_figures_stand_in_json() -> None:
    text = (
        f"{TOPOLOGY}journeys: {{w: {{rate: 1000/s, steps: [web -> a]}}}}\n"
        "components:\n  web: {kind: client, calls: [a]}\n"
        "  a: {kind: service, replicas: 6, capacity: 250/s, zones: [k1, k2, k3]}\n"
    )
    [found] = estimate_data(estimate(design(text)))["bottlenecks"]  # type: ignore[misc]
    assert found["without_a_zone"] == 2.0
    assert (found["worst_zone"], found["zone_leaves"]) == ("za", 2)
    assert found["without_a_replica"] == 0.8


def test_what_is_placed_in_regions_is_lost_with_one() -> None:
    found = one("replicas: 5, capacity: 500/s, place: {r1: 2, r2: 3}")
    assert (found.zone, found.left, found.share) == ("r2", 2, pytest.approx(1.0))
    mixed = one("replicas: 6, capacity: 500/s, place: {r1: 2, za: 2, r2: 2}")
    assert (mixed.zone, mixed.left, mixed.share) == ("r1", 2, pytest.approx(1.0))


def test_where_all_is_lost_nothing_is_left() -> None:
    found = one("replicas: 3, capacity: 500/s, zones: [k1, k2]")
    assert (found.zone, found.left, found.share) == ("za", 0, math.inf)


def test_without_a_place_there_is_no_worst_zone() -> None:
    assert worst("components:\n  a: {kind: service}\n") is None


PAIR = """
journeys: {{w: {{rate: 1000/s, steps: [web -> a]}}}}
components:
  web: {{kind: client, calls: [{{any_of: [a, b]}}]}}
  a: {{kind: service, {a}, capacity: 500/s}}
  b: {{kind: service, {b}, capacity: 500/s}}
"""


def test_the_load_that_a_zone_sends_elsewhere_counts_there() -> None:
    """With zc, a is gone, and its 1,000/s come to b, of which two of four are left."""
    text = PAIR.format(a="replicas: 2, zones: [zc]", b="replicas: 4, zones: [zb, zc]")
    found = worst(text.replace("steps: [web -> a]", "steps: [web -> a, web -> b: 1%]"), "b")
    assert found is not None
    assert (found.zone, found.left) == ("zc", 2)
    assert found.share == pytest.approx((1000 + 10) / 1000)


def test_of_equally_few_left_the_busier_counts() -> None:
    """zb and zc both leave two of b; with zc also the load of a comes."""
    text = PAIR.format(a="replicas: 2, zones: [zc]", b="replicas: 4, zones: [zb, zc]")
    losses = Facts(
        design(TOPOLOGY + text.replace("[web -> a]", "[web -> a, web -> b: 1%]"))
    ).zone_losses.of["b"]
    assert [(each.zone, each.left) for each in losses] == [("zc", 2), ("zb", 2)]
    assert [each.share for each in losses] == [pytest.approx(1.01), pytest.approx(0.01)]


def test_a_loss_elsewhere_that_sends_load_is_known() -> None:
    """Two regions: each takes the other's load; without its own it is gone."""
    text = PAIR.format(a="replicas: 3, zones: [zc]", b="replicas: 3, zones: [za]").replace(
        "steps: [web -> a]", "steps: [web -> a: 60%, web -> b: 40%]"
    )
    [zc, za] = Facts(design(TOPOLOGY + text)).zone_losses.of["b"]
    assert (zc.zone, zc.left, zc.is_own) == ("zc", 3, False)
    assert zc.share == pytest.approx(1000 / 1500)
    assert (za.zone, za.left, za.share) == ("za", 0, math.inf)


def test_shards_that_are_lost_send_their_look_ups_on() -> None:
    """Of 4 shards the 2 in zb are lost: half of 800 look-ups miss, and 10% of the rest."""
    text = """
journeys: {w: {rate: 800/s, steps: [web -> c, web -> db: {on_miss: c}]}}
components:
  web: {kind: client, calls: [{any_of: [c, db]}]}
  c: {kind: cache, replicas: 4, hit_ratio: 90%, capacity: 1k/s, zones: [za, zb]}
  db: {kind: database, replicas: {count: 3, copies: 3}, capacity: 200/s, zones: [za, zc, zb]}
"""
    found = worst(text, "db")
    assert found is not None
    assert found.left == 2
    assert found.mix.total == pytest.approx(400 + 0.1 * 400)
    assert found.share == pytest.approx(440 / 400)
    cache = worst(text, "c")
    assert cache is not None
    assert (cache.left, cache.mix.total) == (2, pytest.approx(400))
    assert cache.share == pytest.approx(400 / 2000)


@every_case(
    ("replicas", "zones", "left", "share"),
    [
        # the follower in the other zone leads
        ("{count: 3, mode: leader-follower}", "[za, zb]", 1, 300 / 600),
        ("{count: 3, mode: leader-follower}", "[za]", 0, math.inf),
        # of 2 that serve and 2 that stand by, 2 are left, and serve
        ("{count: 4, need: 2, mode: active-standby}", "[za, zb]", 2, 300 / 1200),
        ("{count: 4, need: 2, mode: active-standby}", "[za, zb, za, za]", 1, 300 / 600),
    ],
)
def test_leaders_and_standbys(replicas: str, zones: str, left: int, share: float) -> None:
    text = f"""
journeys: {{w: {{rate: 300/s, steps: [web -> a]}}}}
components:
  web: {{kind: client, calls: [a]}}
  a: {{kind: database, replicas: {replicas}, capacity: 600/s, zones: {zones}}}
"""
    found = worst(text)
    assert found is not None
    assert (found.left, found.share) == (left, pytest.approx(share))


def test_what_acts_by_itself_keeps_its_own_rate() -> None:
    """Two workers in each of two zones, 10/s each, at 30/s."""
    found = worst(
        "journeys: {n: {actor: a, rate: 30/s, steps: [a -> b]}}\n"
        "components:\n  a: {kind: worker, replicas: 4, capacity: 10/s, zones: [za, zb], calls: [b]}\n"
        "  b: {kind: service}\n"
    )
    assert found is not None
    assert (found.left, found.share) == (2, pytest.approx(1.5))


def test_what_is_overloaded_is_not_down() -> None:
    """a needs three for the peak and has two left: its load stays, and does not go to b."""
    text = PAIR.format(a="replicas: 4, zones: [za, zb]", b="replicas: 2, zones: [zc]")
    found = worst(text.replace("1000/s", "1500/s"))
    assert found is not None
    assert (found.left, found.share) == (2, pytest.approx(1.5))


def _random_topology(dice: random.Random) -> tuple[str, dict[str, tuple[str, ...]]]:
    """A topology, and for each domain the domains that go with its loss: itself and all within."""
    within: dict[str, tuple[str, ...]] = {}
    regions = []
    for region in range(dice.randint(1, 3)):
        zones = []
        for zone in range(dice.randint(1, 3)):
            name = f"r{region}z{zone}"
            racks = [f"{name}k{rack}" for rack in range(dice.randint(0, 2))]
            within.update({rack: (rack,) for rack in racks})
            within[name] = (name, *racks)
            zones.append(f"{name}: {{racks: [{', '.join(racks)}]}}")
        inside = [n for n in within if n.startswith(f"r{region}z")]
        within[f"r{region}"] = (f"r{region}", *inside)
        regions.append(f"r{region}: {{zones: {{{', '.join(zones)}}}}}")
    return f"topology: {{{', '.join(regions)}}}\n", within


@every_case("seed", range(60), quick=9)
def test_the_worst_zone_is_that_of_brute_force_over_every_domain(seed: int) -> None:
    """Each domain is lost in turn, and the instances that are left are counted one by one."""
    dice = random.Random(seed)
    topology, within = _random_topology(dice)
    placed = {
        name: (dice.randint(1, 9), [dice.choice(list(within)) for _ in range(dice.randint(1, 4))])
        for name in ("a", "b")
    }
    rates = {"a": dice.randint(1, 900), "b": dice.randint(1, 900)}
    text = topology + "journeys:\n"
    for name, rate in rates.items():
        text += f"  j{name}: {{rate: {rate}/s, steps: [web -> {name}]}}\n"
    text += "components:\n  web: {kind: client, calls: [{any_of: [a, b]}]}\n"
    for name, (count, zones) in placed.items():
        text += (
            f"  {name}: {{kind: service, capacity: 100/s, replicas: {{count: {count}, need: 1}}, "
            f"zones: [{', '.join(zones)}]}}\n"
        )
    found = Facts(design(text)).zone_losses
    for name in placed:
        assert _seen(found.worst(name)) == _brute_force(name, placed, rates, within)


def _seen(loss: ZoneLoss | None) -> tuple[int, float] | None:
    return None if loss is None else (loss.left, round(loss.share, 9))


def _brute_force(
    name: str,
    placed: dict[str, tuple[int, list[str]]],
    rates: dict[str, int],
    within: dict[str, tuple[str, ...]],
) -> tuple[int, float] | None:
    """How many are left at worst, and how busy they are then."""
    instances = {
        each: [zones[number % len(zones)] for number in range(count)]
        for each, (count, zones) in placed.items()
    }
    units = {_unit(place) for place in instances[name]}
    outcomes = []
    for domain in units:
        left = {
            each: sum(place not in within[domain] for place in places)
            for each, places in instances.items()
        }
        other = "b" if name == "a" else "a"
        load = rates[name] + (rates[other] if not left[other] else 0)
        share = load / (100 * left[name]) if left[name] else math.inf
        outcomes.append((left[name], -round(share, 9)))
    fewest, share = min(outcomes)
    return fewest, -share


def _unit(place: str) -> str:
    """The zone of a rack, which is a zone's name with a letter and a number behind it."""
    return place.partition("k")[0]


def test_journeys_without_steps_move_their_load_together() -> None:
    """600/s and 400/s of the same client: with zc all of it comes to b."""
    text = PAIR.format(a="replicas: 2, zones: [zc]", b="replicas: 4, zones: [zb, zc]").replace(
        "w: {rate: 1000/s, steps: [web -> a]}",
        "v: {actor: web, rate: 600/s}, w: {actor: web, rate: 400/s}, x: {rate: 1/s, steps: [web -> b]}",
    )
    found = worst(text, "b")
    assert found is not None
    assert (found.zone, found.left, found.share) == ("zc", 2, pytest.approx(1.001))
