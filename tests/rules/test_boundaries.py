"""Designs exactly at the threshold of a rule, and just beside it.

A threshold in words ("from 10 on", "over 70%", "fewer than 3") says on which side its own value
lies; each here stands at it, and one step to either side where there are whole steps.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from msgspec import Struct

from sdgen.rules import all_rules
from tests.rules.test_load_rules import findings


class Boundary(Struct, frozen=True):
    """A design with a place for a ``VALUE``, and what the rule says of each value: nothing, or the
    severity."""

    code: str
    text: str
    said: Mapping[str, str]


NOTHING, INFO, WARNING, ERROR = "", "info", "warning", "error"
ZONES = "topology: {eu: {zones: [a, b, c, d]}}\n"
WEB = "  web: {kind: client, calls: [shop]}\n"

BOUNDARIES = {
    # objectives
    "availability: at the objective it is reached": Boundary(
        "SLO001",
        f"components:\n{WEB}  shop: {{kind: service, availability: 99.9%}}\n"
        "journeys: {order: {actor: web, objectives: {availability: VALUE}}}",
        {"99.89%": NOTHING, "99.9%": NOTHING, "99.91%": ERROR},
    ),
    "one zone: an error from 99.9% on": Boundary(
        "SPOF002",
        f"{ZONES}components:\n{WEB}  shop: {{kind: service, replicas: 2, zones: [a]}}\n"
        "journeys: {order: {actor: web, objectives: {availability: VALUE}}}",
        {"99.89%": WARNING, "99.9%": ERROR, "99.91%": ERROR},
    ),
    "one region: from 99.99% on": Boundary(
        "SPOF003",
        f"{ZONES}components:\n{WEB}  shop: {{kind: service, replicas: 2, zones: [a, b]}}\n"
        "journeys: {order: {actor: web, objectives: {availability: VALUE}}}",
        {"99.98%": NOTHING, "99.99%": WARNING},
    ),
    "replicas: two are too few from 99.99% on": Boundary(
        "COPY001",
        f"components:\n{WEB}  shop: {{kind: service, replicas: 2}}\n"
        "journeys: {order: {actor: web, objectives: {availability: VALUE}}}",
        {"99.98%": NOTHING, "99.99%": ERROR},
    ),
    # numbers of replicas and copies
    "replicas: two are enough": Boundary(
        "COPY001",
        f"components:\n{WEB}  shop: {{kind: service, replicas: VALUE}}\n",
        {"1": ERROR, "2": NOTHING},
    ),
    "replicas: three are enough where the objective is strict": Boundary(
        "COPY001",
        f"components:\n{WEB}  shop: {{kind: service, replicas: VALUE}}\n"
        "journeys: {order: {actor: web, objectives: {availability: 99.99%}}}",
        {"2": ERROR, "3": NOTHING},
    ),
    "copies: three are enough": Boundary(
        "REP001",
        "components: {db: {kind: database, replicas: VALUE}}",
        {"1": ERROR, "2": ERROR, "3": NOTHING},
    ),
    "copies: two are enough with failover and backups": Boundary(
        "REP001",
        "components: {db: {kind: database, backups: {every: 1h}, "
        "replicas: {count: VALUE, mode: leader-follower, failover: {automatic: true, time: 30s}}}}",
        {"1": ERROR, "2": NOTHING},
    ),
    "copies: more than one of partitions, unknown how many": Boundary(
        "REP001",
        "components: {db: {kind: database, partitions: 4, replicas: VALUE}}",
        {"1": ERROR, "2": NOTHING},
    ),
    "copies: three zones are enough for any number": Boundary(
        "REP002",
        f"{ZONES}components: {{db: {{kind: database, replicas: 4, zones: [VALUE]}}}}",
        {"a, b": ERROR, "a, b, c": NOTHING, "a, b, c, d": NOTHING},
    ),
    "copies: as many zones as copies": Boundary(
        "REP002",
        f"{ZONES}components: {{db: {{kind: database, replicas: VALUE, zones: [a, b]}}}}",
        {"2": NOTHING, "3": ERROR},
    ),
    "voters: an even number from two on": Boundary(
        "REP003",
        "components: {db: {kind: database, replicas: {count: VALUE, need: majority}}}",
        {"1": NOTHING, "2": ERROR, "3": NOTHING, "4": ERROR},
    ),
    "voters: a majority is more than half": Boundary(
        "REP003",
        "components: {db: {kind: database, consistency: strong, "
        "replicas: {count: 5, copies: 5, need: VALUE of 5}}}",
        {"2": ERROR, "3": NOTHING},
    ),
    "voters: twice those that answer is just as many": Boundary(
        "REP003",
        "components: {db: {kind: cache, consistency: strong, "
        "replicas: {count: 4, copies: 4, need: VALUE of 4}}}",
        {"2": ERROR, "3": NOTHING},
    ),
    "voters: one copy cannot miss a write": Boundary(
        "REP003",
        "components: {db: {kind: cache, consistency: strong, "
        "replicas: {count: 2, copies: VALUE, need: 1 of VALUE}}}",
        {"1": NOTHING, "2": ERROR},
    ),
    "zone of voters: a majority is left": Boundary(
        "REP004",
        f"{ZONES}components: {{db: {{kind: database, replicas: {{count: 5, need: majority}}, "
        "place: {VALUE}}}",
        {"a: 2, b: 2, c: 1": NOTHING, "a: 3, b: 1, c: 1": ERROR},
    ),
    "zone of voters: two voters are a quorum": Boundary(
        "REP004",
        f"{ZONES}components: {{db: {{kind: database, replicas: {{count: VALUE, need: majority}}, "
        "zones: [a, b]}}",
        {"1": NOTHING, "2": ERROR},
    ),
    "zone of voters: fewer zones than three are said by another rule": Boundary(
        "REP004",
        f"{ZONES}components: {{db: {{kind: database, replicas: {{count: 5, need: majority}}, "
        "place: {VALUE}}}",
        {"a: 3, b: 2": NOTHING, "a: 3, b: 1, c: 1": ERROR},
    ),
    "sessions: one replica has them all": Boundary(
        "COPY004",
        f"components:\n{WEB}  shop: {{kind: service, replicas: VALUE, sessions: local}}",
        {"1": NOTHING, "2": WARNING},
    ),
    "balancer: from two replicas on": Boundary(
        "COPY002",
        f"components:\n{WEB}  shop: {{kind: service, replicas: VALUE}}",
        {"1": NOTHING, "2": ERROR},
    ),
    "health check: from two replicas on": Boundary(
        "COPY005",
        "components:\n  web: {kind: client, calls: [lb]}\n"
        "  lb: {kind: load_balancer, calls: [shop]}\n  shop: {kind: service, replicas: VALUE}",
        {"1": NOTHING, "2": WARNING},
    ),
    "standby: from two replicas on": Boundary(
        "SPOF006",
        f"components:\n{WEB}  shop: {{kind: service, replicas: {{count: VALUE, mode: active-standby}}}}",
        {"1": NOTHING, "2": WARNING},
    ),
    "decision: two options": Boundary(
        "DOC003",
        "components: {db: {kind: database}}\n"
        "decisions: {store: {question: Where?, choice: A, options: {VALUE}}}",
        {"A: {pros: [a]}": INFO, "A: {pros: [a]}, B: {cons: [b]}": NOTHING},
    ),
    # load
    "load: over 70%, and an error from 100% on": Boundary(
        "CAP001",
        f"components:\n{WEB}  shop: {{kind: service, capacity: 100/s}}\n"
        "journeys: {order: {actor: web, rate: VALUE/s}}",
        {"70": NOTHING, "71": WARNING, "99": WARNING, "100": ERROR},
    ),
    "load without a zone: the rest carries just the peak": Boundary(
        "CAP002",
        f"{ZONES}components:\n{WEB}  shop: {{kind: service, replicas: {{count: 3, need: 1}}, "
        "zones: [a, b, c], capacity: 100/s}\njourneys: {order: {actor: web, rate: VALUE/s}}",
        {"200": NOTHING, "201": WARNING, "300": WARNING, "301": NOTHING},
    ),
    "load without a zone: of two zones": Boundary(
        "CAP002",
        f"{ZONES}components:\n{WEB}  shop: {{kind: service, replicas: {{count: 4, need: 1}}, "
        "zones: [VALUE], capacity: 100/s}\njourneys: {order: {actor: web, rate: 300/s}}",
        {"a": NOTHING, "a, b": WARNING},
    ),
    "fan-out: from 10 times on": Boundary(
        "CAP011",
        "components:\n  web: {kind: client, calls: [posts]}\n"
        "  posts: {kind: service, calls: [feeds]}\n  feeds: {kind: cache, capacity: 50/s}\n"
        "journeys: {post: {actor: web, rate: 10/s, "
        "steps: [web -> posts, {posts -> feeds: {times: VALUE}}]}}",
        {"9": NOTHING, "9.99": NOTHING, "10": ERROR},
    ),
    "fan-out: just as much as is carried": Boundary(
        "CAP011",
        "components:\n  web: {kind: client, calls: [posts]}\n"
        "  posts: {kind: service, calls: [feeds]}\n  feeds: {kind: cache, capacity: VALUE/s}\n"
        "journeys: {post: {actor: web, rate: 10/s, "
        "steps: [web -> posts, {posts -> feeds: {times: 20}}]}}",
        {"200": ERROR, "201": NOTHING},
    ),
    "fan-out: full without it too": Boundary(
        "CAP011",
        "components:\n  web: {kind: client, calls: [posts]}\n"
        "  posts: {kind: service, calls: [feeds]}\n  feeds: {kind: cache, capacity: VALUE/s}\n"
        "journeys: {post: {actor: web, rate: 10/s, "
        "steps: [web -> posts, {posts -> feeds: {times: 20}}]}}",
        {"10": NOTHING, "11": ERROR},
    ),
    "bandwidth: over what the link takes": Boundary(
        "CAP005",
        f"components:\n{WEB}  shop: {{kind: service, bandwidth: 80 Mbit/s}}\n"
        "journeys: {look: {actor: web, rate: VALUE/s, response: 100 KB, steps: [web -> shop]}}",
        {"100": NOTHING, "101": WARNING},
    ),
    "bandwidth: over what the other zones take": Boundary(
        "CAP005",
        f"{ZONES}components:\n{WEB}  shop: {{kind: service, replicas: 2, zones: [a, b], "
        "bandwidth: 80 Mbit/s}\n"
        "journeys: {look: {actor: web, rate: VALUE/s, response: 100 KB, steps: [web -> shop]}}",
        {"100": NOTHING, "101": WARNING, "200": WARNING, "201": WARNING},
    ),
    "bandwidth: one zone is not counted as lost": Boundary(
        "CAP005",
        f"{ZONES}components:\n{WEB}  shop: {{kind: service, replicas: 2, zones: [VALUE], "
        "bandwidth: 80 Mbit/s}\n"
        "journeys: {look: {actor: web, rate: 150/s, response: 100 KB, steps: [web -> shop]}}",
        {"a": NOTHING, "a, b": WARNING},
    ),
    "connections: just as many as are accepted": Boundary(
        "CAP006",
        "components:\n  shop: {kind: service, replicas: 5, calls: [db: {pool: VALUE}]}\n"
        "  db: {kind: database, connections: 100}",
        {"20": NOTHING, "21": ERROR},
    ),
    "cache: just as large as what it holds": Boundary(
        "CAP007",
        "components: {cache: {kind: cache, memory: VALUE GB, fill: 100%}}\n"
        "data: {Item: {store: cache, rows: 1M, size: 1 KB}}",
        {"0.999": WARNING, "1": NOTHING},
    ),
    "queue: just as much as is worked off": Boundary(
        "CAP008",
        "components:\n  web: {kind: client, calls: [events: {async: true}]}\n"
        "  events: {kind: queue, calls: [worker: {async: true}]}\n"
        "  worker: {kind: worker, capacity: 100/s}\njourneys: {order: {actor: web, rate: VALUE/s}}",
        {"99": NOTHING, "100": ERROR},
    ),
    "queue: just as old as messages may be": Boundary(
        "CAP008",
        "scale: {peak: 2x}\ncomponents:\n  web: {kind: client, calls: [events: {async: true}]}\n"
        "  events: {kind: queue, max_age: VALUEs, calls: [worker: {async: true}]}\n"
        "  worker: {kind: worker, capacity: 100/s}\njourneys: {order: {actor: web, rate: 75/s}}",
        {"1799": ERROR, "1800": NOTHING},
    ),
    "retries: over 9 attempts": Boundary(
        "CAP009",
        "components:\n  web: {kind: client, calls: [shop: {retries: 2}]}\n"
        "  shop: {kind: service, calls: [db: {retries: VALUE}]}\n  db: {kind: database}",
        {"2": NOTHING, "3": WARNING},
    ),
    "retries: said once, of the call that goes over": Boundary(
        "CAP009",
        "components:\n  web: {kind: client, calls: [shop: {retries: 8}]}\n"
        "  shop: {kind: service, calls: [db: {retries: VALUE}]}\n  db: {kind: database}",
        {"0": NOTHING, "1": WARNING},
    ),
    "timeout: just as long as the callee may take": Boundary(
        "CAP010",
        "components:\n  web: {kind: client, calls: [shop: {timeout: VALUEms}]}\n"
        "  shop: {kind: service, calls: [db: {timeout: 500ms, retries: 2}]}\n  db: {kind: database}",
        {"1499": WARNING, "1500": NOTHING},
    ),
    "cache to be: over half busy": Boundary(
        "CAP012",
        "components:\n  web: {kind: client, calls: [db]}\n  db: {kind: database, capacity: 100/s}\n"
        "journeys: {look: {actor: web, rate: VALUE/s, reads: [Item]}}\ndata: {Item: {store: db}}",
        {"50": NOTHING, "51": WARNING},
    ),
    "cache to be: from 10 reads a write on": Boundary(
        "CAP012",
        "components:\n  web: {kind: client, calls: [db]}\n  db: {kind: database, capacity: 100/s}\n"
        "journeys: {look: {actor: web, rate: VALUE/s, reads: [Item]}, "
        "change: {actor: web, rate: 8/s, writes: [Item]}}\ndata: {Item: {store: db}}",
        {"79": NOTHING, "80": WARNING},
    ),
    "CDN: from 100 KB on": Boundary(
        "CAP013",
        f"components:\n{WEB}  shop: {{kind: service, calls: [media]}}\n  media: {{kind: object_store}}\n"
        "journeys: {look: {actor: web, rate: 1/s, response: VALUE}}",
        {"99.999 KB": NOTHING, "100 KB": INFO},
    ),
    "cache that carries: the store just carries the rest": Boundary(
        "CAP003",
        "components:\n  web: {kind: client, calls: [shop]}\n"
        "  shop: {kind: service, calls: [{any_of: [cache, db]}]}\n  cache: {kind: cache}\n"
        "  db: {kind: database, capacity: VALUE/s}\n"
        "journeys: {look: {actor: web, rate: 1k/s, "
        "steps: [web -> shop -> cache: look up, shop -> db: {times: 10%}]}}",
        {"99": NOTHING, "100": WARNING, "1099": WARNING, "1100": NOTHING},
    ),
    "latency: just as long as the objective": Boundary(
        "SLO002",
        f"components:\n{WEB}  shop: {{kind: service, latency: {{p50: 20ms, p99: 50ms}}}}\n"
        "journeys: {look: {actor: web, objectives: {VALUE}, steps: [web -> shop]}}",
        {
            "p99: 49ms": WARNING,
            "p99: 50ms": NOTHING,
            "p50: 19ms": WARNING,
            "p50: 20ms": NOTHING,
        },
    ),
    # data
    "partition: what the hottest key gets": Boundary(
        "DATA001",
        "components:\n  web: {kind: client, calls: [db]}\n"
        "  db: {kind: database, partitions: 1000, partition_limit: VALUE/s}\n"
        "journeys: {read: {actor: web, rate: 1k/s, reads: [Post]}}\n"
        "data: {Post: {store: db, hottest_key: 10%}}",
        {"99": ERROR, "101": NOTHING},
    ),
    "partition: its part of all": Boundary(
        "DATA001",
        "components:\n  web: {kind: client, calls: [db]}\n"
        "  db: {kind: database, partitions: 10, partition_limit: VALUE/s}\n"
        "journeys: {read: {actor: web, rate: 1k/s}}",
        {"99": ERROR, "100": NOTHING},
    ),
    "query: from 100 a second on": Boundary(
        "DATA003",
        "components:\n  web: {kind: client, calls: [db]}\n  db: {kind: database, partitions: 2}\n"
        "journeys: {look: {actor: web, rate: VALUE/s, reads: [Order]}}\n"
        "data: {Order: {store: db, key: order_id, queries: [{by: customer_id}]}}",
        {"99": NOTHING, "100": WARNING},
    ),
    "query: one partition answers all": Boundary(
        "DATA003",
        "components:\n  web: {kind: client, calls: [db]}\n  db: {kind: database, partitions: VALUE}\n"
        "journeys: {look: {actor: web, rate: 100/s, reads: [Order]}}\n"
        "data: {Order: {store: db, key: order_id, queries: [{by: customer_id}]}}",
        {"1": NOTHING, "2": WARNING},
    ),
    "blob: from 1 MiB on": Boundary(
        "DATA004",
        "components: {db: {kind: database}}\n"
        "data: {Photo: {store: db, fields: {content: bytes(VALUE)}}}",
        {"1048575": NOTHING, "1048576": WARNING},
    ),
    "entity in a cache: a day may be lost": Boundary(
        "DATA005",
        "components: {cache: {kind: cache}}\ndata: {Basket: {store: cache, retention: VALUE}}",
        {"24h": NOTHING, "25h": ERROR},
    ),
    "writes: two durable stores": Boundary(
        "DATA006",
        "components:\n  web: {kind: client, calls: [shop]}\n  shop: {kind: service, calls: [a, b]}\n"
        "  a: {kind: database}\n  b: {kind: database}\n"
        "journeys: {order: {actor: web, writes: [VALUE]}}\ndata: {A: {store: a}, B: {store: b}}",
        {"A": NOTHING, "A, B": WARNING},
    ),
    "lost writes: just as many as are allowed": Boundary(
        "REP005",
        f"components:\n{WEB}  shop: {{kind: service, calls: [db]}}\n"
        "  db: {kind: database, backups: {every: VALUE}}\n"
        "journeys: {order: {actor: web, objectives: {rpo: 60min}, "
        "steps: ['web -> shop -> db: write']}}",
        {"60min": NOTHING, "61min": ERROR},
    ),
    "disks: just full at the horizon": Boundary(
        "CAP004",
        "components: {db: {kind: database, storage: VALUE GB, fill: 100%}}\n"
        "data: {Order: {store: db, rows: 1M, size: 1 KB}}",
        {"0.999": WARNING, "1": NOTHING},
    ),
    # figures
    "estimate: a quarter too high": Boundary(
        "EST002",
        "components: {web: {kind: client}}\njourneys: {count: {actor: web, rate: 100/s}}\n"
        "estimates: {count.peak: VALUE/s}",
        {"75": NOTHING, "74.9": WARNING, "125": NOTHING, "125.1": WARNING},
    ),
}
EACH = [(name, value) for name, boundary in BOUNDARIES.items() for value in boundary.said]


@pytest.mark.parametrize(("name", "value"), EACH, ids=[f"{name}: {value}" for name, value in EACH])
def test_a_rule_at_its_threshold(name: str, value: str) -> None:
    boundary = BOUNDARIES[name]
    found = findings(boundary.text.replace("VALUE", value), boundary.code)
    assert {each.severity.value for each in found} == ({boundary.said[value]} - {NOTHING})


def test_every_threshold_has_a_boundary() -> None:
    """Each rule with an option that is a number, and so a threshold, stands here."""
    wanted = {
        rule.code
        for rule in all_rules()
        for option in rule.options
        if isinstance(option.default, (int, float)) and not isinstance(option.default, bool)
    }
    assert wanted <= {boundary.code for boundary in BOUNDARIES.values()}
