"""What callers keep open, and what is accepted: on the leader where one leads."""

from __future__ import annotations

from sdgen.analyses.traffic.connections import Connections, connections
from tests.analyses.designs import design_of
from tests.support.cases import every_case

BODY = """
journeys:
  use: {{actor: web, rate: 1/s, steps: [web -> shop, shop -> db: {shop}, web -> feed, feed -> db: {feed}]}}
components:
  web: {{kind: client, calls: [shop, feed]}}
  shop: {{kind: service, replicas: 2, calls: [db: {{pool: 60}}]}}
  feed: {{kind: service, calls: [db: {{pool: 180}}]}}
  db: {{kind: database, connections: 100, replicas: {replicas}}}
"""


@every_case(
    ("replicas", "shop", "feed", "accepted"),
    [
        ("3", "write", "read", 300),
        ("{count: 3, mode: leader-follower}", "read", "read", 100),
        ("{count: 3, mode: active-standby}", "read", "read", 100),
        ("{count: 3, mode: leader-follower, reads: any}", "read", "read", 300),
        ("{count: 3, mode: leader-follower, reads: any}", "write", "write", 100),
        ("{count: 3, mode: leader-follower, reads: any}", "a label", "write", 100),
        # the leader has 120 of shop, and a third of feed's 180: 180 of 300, of which it takes 100
        ("{count: 3, mode: leader-follower, reads: any}", "write", "read", 166),
    ],
)
def test_connections(replicas: str, shop: str, feed: str, accepted: int) -> None:
    found = connections(design_of(BODY.format(replicas=replicas, shop=shop, feed=feed)))
    pools = {"shop->db": 120, "feed->db": 180}
    assert found == {"db": Connections(300, accepted, pools)}


def test_what_journeys_without_steps_do_is_told_by_their_entities() -> None:
    body = """
journeys: {use: {actor: web, reads: [E]}}
data: {E: {store: db, key: id}}
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, calls: [db: {pool: 60}]}
  db: {kind: database, connections: 100, replicas: {count: 2, mode: leader-follower, reads: any}}
"""
    assert connections(design_of(body)) == {"db": Connections(60, 200, {"shop->db": 60})}


def test_nothing_is_accepted_where_nothing_is_said() -> None:
    body = "components:\n  web: {kind: service, calls: [db: {pool: 6}]}\n  db: {kind: database}\n"
    assert connections(design_of(body)) == {"db": Connections(6, None, {"web->db": 6})}
