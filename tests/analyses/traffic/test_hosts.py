"""What is asked of a component is asked of what it runs on: figures by hand."""

from __future__ import annotations

import pytest

from sdgen.analyses.facts import Facts
from tests.analyses.designs import design_of

PODS = """\
scale: {peak: 2x}
topology: {eu: {zones: [a, b, c]}}
journeys:
  order: {actor: web, rate: 60/s, request: 1 KB, response: 10 KB, steps: [web -> api -> db: write]}
components:
  web: {kind: client, calls: [api]}
  nodes: {kind: custom, replicas: 3, zones: [a, b, c], capacity: 100/s}
  api: {kind: service, runs_on: nodes, replicas: 4, calls: [db]}
  db: {kind: database, runs_on: disks, replicas: {copies: 2}}
  disks: {kind: custom, replicas: 4, capacity: 100/s, storage: 1 TB, connections: 10, runs_on: metal}
  metal: {kind: custom, replicas: 2, capacity: 500/s}
data:
  Order: {store: db, rows: 1G, size: 1 KB}
"""


def facts(text: str = PODS) -> Facts:
    return Facts(design_of(text, ""))


def test_operations_and_bytes_add_up() -> None:
    load = facts().traffic.components
    assert [load[name].peak for name in ("api", "nodes", "db", "disks", "metal")] == [120] * 5
    # the journey's bytes run along the whole chain
    assert (load["nodes"].request, load["nodes"].response) == (120e3, 1.2e6)
    assert load["metal"].response == 1.2e6


def test_the_busiest_node_has_two_of_four_pods() -> None:
    used = facts().traffic.utilisation
    assert used["nodes"].share == pytest.approx(120 * 2 / 4 / 100)
    # two copies on four, four on two machines: each machine has half of the disks' work
    assert used["disks"].share == pytest.approx(120 * 2 / 4 / 100)
    assert used["metal"].share == pytest.approx(120 * 2 / 4 * 2 / 500)


def test_what_is_left_carries_all() -> None:
    room = {each.component: each for each in facts().bottlenecks}
    # four pods on the two nodes that are left, two on each
    assert room["nodes"].without_a_replica == pytest.approx(120 * 2 / 4 / 100)
    assert room["disks"].without_a_replica == pytest.approx(120 * 2 / 3 / 100)


def test_bytes_lie_on_the_disks_of_the_host() -> None:
    kept = facts().storage.stores["disks"]
    assert kept.bytes == pytest.approx(2e12)
    assert kept.node_bytes_at_horizon == pytest.approx(2e12 / 4)
    assert kept.share_at_horizon == pytest.approx(0.5)


def test_a_disk_of_its_own_fills_alone() -> None:
    text = PODS.replace("replicas: {copies: 2}", "replicas: {count: 4, copies: 2}, storage: 2 TB")
    stores = facts(text).storage.stores
    assert "disks" not in stores
    assert stores["db"].share_at_horizon == pytest.approx(0.25)


def test_connections_are_the_hosts() -> None:
    found = facts(PODS.replace("calls: [db]}", "calls: [{db: {pool: 20}}]}")).connections
    assert (found["disks"].opened, found["disks"].accepted) == (80, 40)
    assert (found["db"].opened, found["db"].accepted) == (80, None)


def test_waiting_is_where_the_work_is_done() -> None:
    quiet = facts(PODS.replace("60/s", "1/s")).latency("order")
    busy = facts(PODS.replace("60/s", "95/s")).latency("order")
    assert quiet is not None and busy is not None
    assert busy.p99 > 1.5 * quiet.p99


def test_a_leader_on_a_host_does_all() -> None:
    text = PODS.replace("replicas: {copies: 2}", "replicas: {count: 2, mode: leader-follower}")
    assert facts(text).traffic.utilisation["disks"].share == pytest.approx(120 / 100)
