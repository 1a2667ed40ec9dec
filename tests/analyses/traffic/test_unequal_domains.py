"""The busiest replica where copies lie in domains of unequal size: the fullest node's.

Worked out by hand: a zone that keeps m copies of each piece on z nodes gives each m / z of the work.
"""

from __future__ import annotations

import pytest

from sdgen.analyses.facts import Facts
from sdgen.analyses.storage.stores import share_of_node
from tests.model.given import design
from tests.support.cases import every_case

TEXT = """
topology: {{r1: {{zones: [za, zb, zc]}}}}
journeys:
  get: {{actor: web, rate: {reads}/s, steps: [web -> db: read]}}
  put: {{actor: web, rate: {writes}/s, steps: [web -> db: write]}}
components:
  web: {{kind: client, calls: [db]}}
  db: {{kind: database, capacity: 1k/s, replicas: {{{replicas}}}, {place}}}
"""


def facts(replicas: str, place: str, writes: int = 300, reads: int = 0) -> Facts:
    return Facts(design(TEXT.format(replicas=replicas, place=place, writes=writes, reads=reads)))


@every_case(
    ("replicas", "place", "share"),
    [
        ("count: 6, copies: 3", "zones: [za, zb, zc]", 3 / 6),
        # zb and zc have one node for a copy of every piece
        ("count: 4, copies: 3", "zones: [za, zb, zc]", 1.0),
        ("count: 5, copies: 3", "zones: [za, zb, zc]", 1.0),
        ("count: 8, copies: 2", "place: {za: 6, zb: 2}", 1 / 2),
        # one copy alone is a shard: each node has its own part
        ("count: 4, copies: 1", "place: {za: 3, zb: 1}", 1 / 4),
        ("count: 4, copies: 3", "zones: [za]", 3 / 4),
    ],
)
def test_writes_go_to_the_fullest_node_as_data_does(
    replicas: str, place: str, share: float
) -> None:
    found = facts(replicas, place)
    assert found.traffic.utilisation["db"].share == pytest.approx(300 * share / 1000)
    assert share_of_node(found.design, found.design.components["db"]) == pytest.approx(share)


def test_reads_ask_their_part_of_the_copies() -> None:
    """Of 2 of 3 copies each node is asked for two thirds of its pieces."""
    found = facts("count: 4, copies: 3, need: {reads: 2, writes: 2}", "zones: [za, zb, zc]", 0, 600)
    assert found.traffic.utilisation["db"].share == pytest.approx(600 * 2 / 3 / 1000)


def test_after_a_loss() -> None:
    """Of 2, 1 and 1 one more is lost in zb: za's 2 and zc's 1 hold all three copies. Without zc
    three nodes hold three copies; without za two hold all there is."""
    [room] = facts("count: 4, copies: 3", "zones: [za, zb, zc]").bottlenecks
    assert room.without_a_replica == pytest.approx(0.3)
    assert (room.worst_zone, room.zone_leaves) == ("za", 2)
    assert room.without_a_zone == pytest.approx(0.3)


def test_two_copies_without_one_of_the_small_zone() -> None:
    """6 and 2: without one in zb the other holds a copy of everything."""
    [room] = facts("count: 8, copies: 2", "place: {za: 6, zb: 2}").bottlenecks
    assert room.without_a_replica == pytest.approx(0.3)


def test_as_many_replicas_as_are_advised_are_enough() -> None:
    """At 1,500/s with three copies: 5 and 5 nodes in zones of 2, 2, 1 are no better than 4, nine are
    three in each, and 500/s on each of them."""
    found = facts("count: 4, copies: 3", "zones: [za, zb, zc]", 1500)
    assert found.bottlenecks[0].replicas == 9
    less = facts("count: 8, copies: 3", "zones: [za, zb, zc]", 1500)
    assert less.traffic.utilisation["db"].share == pytest.approx(0.75)
