"""Designs exactly at the threshold of a rule, and just beside it.

A threshold in words ("from 10 on", "over 70%", "fewer than 3") says on which side its own value
lies; each here stands at it, and one step to either side where there are whole steps.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from sdgen.rules import all_rules
from tests.rules.test_load_rules import findings
from tests.support.cases import every_case


class Boundary(Struct, frozen=True):
    """A design with a place for a ``VALUE``, and what the rule says of each value: nothing, or the
    severity."""

    code: str
    text: str
    said: Mapping[str, str]


NOTHING, INFO, WARNING, ERROR = "", "info", "warning", "error"
ZONES = "topology: {eu: {zones: [a, b, c, d]}}\n"
WEB = "  web: {kind: client, calls: [shop]}\n"

SHARED = (
    "components:\n  web: {kind: client, calls: [lb: {timeout: 500ms}]}\n"
    "  boss: {kind: client, calls: [lb: {timeout: 5s}]}\n"
    "  lb: {kind: load_balancer, calls: [quick: {timeout: 100ms}, slow: {timeout: 3s}]}\n"
    "  quick: {kind: service}\n  slow: {kind: service}\n"
)

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
    "copies: partitions alone do not change how many there are": Boundary(
        "REP001",
        "components: {db: {kind: database, partitions: 4, replicas: VALUE}}",
        {"1": ERROR, "2": ERROR, "3": NOTHING},
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
    "load without a zone: what is proposed is enough, whatever a sum of rates is as a float": Boundary(
        "CAP002",
        f"scale: {{daily_users: 1M, peak: 3x}}\n{ZONES}components:\n{WEB}"
        "  shop: {kind: service, replicas: {count: VALUE, need: 1}, zones: [a, b], capacity: 60k/s}\n"
        "journeys: {pass: {actor: web, rate: 8200/user/day}, turned: {actor: web, rate: 440/user/day}}",
        {"8": WARNING, "9": WARNING, "10": NOTHING},
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
        "scale: {peak: 2x}\ncomponents:\n  web: {kind: client, calls: [events: {async: true}]}\n"
        "  events: {kind: queue, calls: [worker: {async: true}]}\n"
        "  worker: {kind: worker, capacity: 100/s}\njourneys: {order: {actor: web, rate: VALUE/s}}",
        {"50": NOTHING, "51": WARNING, "99": WARNING, "100": NOTHING},
    ),
    "consumer: on average just as much as it works off": Boundary(
        "CAP001",
        "scale: {peak: 2x}\ncomponents:\n  web: {kind: client, calls: [events: {async: true}]}\n"
        "  events: {kind: queue, calls: [worker: {async: true}]}\n"
        "  worker: {kind: worker, capacity: 100/s}\njourneys: {order: {actor: web, rate: VALUE/s}}",
        {"70": NOTHING, "71": WARNING, "99": WARNING, "100": ERROR},
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
        {"99": NOTHING, "100": WARNING, "999": WARNING, "1000": NOTHING},
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
    "bandwidth: over in the only zone": Boundary(
        "CAP005",
        f"{ZONES}components:\n{WEB}  shop: {{kind: service, zones: [a], bandwidth: 80 Mbit/s}}\n"
        "journeys: {look: {actor: web, rate: VALUE/s, response: 100 KB, steps: [web -> shop]}}",
        {"100": NOTHING, "101": WARNING},
    ),
    "fan-out: an error where work arrives as fast all day": Boundary(
        "CAP011",
        "scale: {peak: 2x}\ncomponents:\n  web: {kind: client, calls: [posts]}\n"
        "  posts: {kind: service, calls: [feeds: {async: true}]}\n"
        "  feeds: {kind: worker, capacity: VALUE/s}\n"
        "journeys: {post: {actor: web, rate: 10/s, "
        "steps: [web -> posts, {posts -> feeds: {times: 20}}]}}",
        {"200": ERROR, "201": WARNING, "401": NOTHING},
    ),
    "partition: the whole store is full": Boundary(
        "DATA001",
        "components:\n  web: {kind: client, calls: [db]}\n"
        "  db: {kind: database, capacity: 1k/s, partitions: 10, partition_limit: 99/s}\n"
        "journeys: {read: {actor: web, rate: VALUE/s}}",
        {"990": NOTHING, "991": ERROR, "999": ERROR, "1000": NOTHING},
    ),
    "cache to be: all methods that read": Boundary(
        "CAP012",
        "components:\n  web: {kind: client, calls: [db]}\n  db: {kind: database, capacity: 100/s}\n"
        "journeys: {look: {actor: web, rate: 90/s}}\n"
        "api: {one: {http: GET /a, journey: look}, other: {http: VALUE /b, journey: look}}",
        {"GET": WARNING, "HEAD": WARNING, "PUT": NOTHING},
    ),
    "cache that carries: nothing in its place": Boundary(
        "CAP003",
        "components:\n  web: {kind: client, calls: [shop]}\n"
        "  shop: {kind: service, calls: [VALUE]}\n  cache: {kind: cache}\n"
        "  db: {kind: database, capacity: 500/s}\n"
        "journeys: {look: {actor: web, rate: 1k/s, "
        "steps: [web -> shop -> cache: look up, shop -> db: {times: 10%}]}}",
        {"{any_of: [cache, db]}": WARNING, "cache, db": NOTHING},
    ),
    "zone of voters: half is no majority": Boundary(
        "REP004",
        f"{ZONES}components: {{db: {{kind: database, place: {{a: 2, b: 1, c: 1}}, "
        "replicas: {count: 4, copies: 4, need: VALUE}}}",
        {"2": NOTHING, "3": ERROR},
    ),
    "lost writes: one copy has none to wait for": Boundary(
        "REP005",
        f"components:\n{WEB}  shop: {{kind: service, calls: [db]}}\n"
        "  db: {kind: database, replicas: VALUE, replication: synchronous, backups: {every: 2h}}\n"
        "journeys: {order: {actor: web, objectives: {rpo: 60min}, "
        "steps: ['web -> shop -> db: write']}}",
        {"1": ERROR, "2": NOTHING},
    ),
    "query: the whole partition key": Boundary(
        "DATA003",
        "components:\n  web: {kind: client, calls: [db]}\n  db: {kind: database}\n"
        "journeys: {look: {actor: web, rate: 100/s, reads: [Order]}}\n"
        "data: {Order: {store: db, partition_by: [shop_id, day], queries: [{by: VALUE}]}}",
        {"shop_id": WARNING, "[shop_id, day]": NOTHING, "[shop_id, day, hour]": NOTHING},
    ),
    "writes: the first store passes them on": Boundary(
        "DATA006",
        "components:\n  web: {kind: client, calls: [shop]}\n  shop: {kind: service, calls: [a, b]}\n"
        "  a: {kind: database, calls: [VALUE]}\n  b: {kind: database}\n  c: {kind: database}\n"
        "journeys: {order: {actor: web, writes: [A, B]}}\ndata: {A: {store: a}, B: {store: b}}",
        {"c": WARNING, "b": NOTHING, "b, c": NOTHING},
    ),
    # what others do
    "exposed store: nobody waits for what a balancer notes": Boundary(
        "SEC001",
        "components:\n  web: {kind: client, calls: [lb]}\n"
        "  lb: {kind: load_balancer, calls: [shop, logs: {async: VALUE}]}\n"
        "  shop: {kind: service}\n  logs: {kind: object_store}",
        {"true": NOTHING, "false": ERROR},
    ),
    "exposed store: what is read comes to whoever asks": Boundary(
        "SEC001",
        "components:\n  web: {kind: client, calls: [edge]}\n"
        "  edge: {kind: cdn, calls: [db: {async: true}]}\n  db: {kind: database}\n"
        "journeys: {look: {actor: web, steps: [web -> edge, edge -> db: {op: VALUE}]}}",
        {"write": NOTHING, "read": ERROR},
    ),
    "exposed store: a client's own asynchronous write is a way in": Boundary(
        "SEC001",
        "components:\n  web: {kind: client, calls: [logs: {async: VALUE}]}\n"
        "  logs: {kind: object_store}",
        {"true": ERROR, "false": ERROR},
    ),
    "start: nobody waits for an asynchronous call, whatever counts": Boundary(
        "SPOF005",
        "components:\n  web: {kind: client, calls: [docs]}\n"
        "  docs: {kind: service, calls: [reader: {async: VALUE}]}\n"
        "  reader: {kind: service, calls: [docs]}\n"
        "journeys: {put: {actor: web, objectives: {availability: 99%, includes_async: true}}}",
        {"true": NOTHING, "false": ERROR},
    ),
    "start: what an asynchronous call asks has to start too, where that counts": Boundary(
        "SPOF005",
        "components:\n  web: {kind: client, calls: [docs]}\n"
        "  docs: {kind: service, calls: [a: {async: true}]}\n"
        "  a: {kind: service, calls: [b]}\n  b: {kind: service, calls: [a]}\n"
        "journeys: {put: {actor: web, objectives: {availability: 99%, includes_async: VALUE}}}",
        {"true": ERROR, "false": NOTHING},
    ),
    "timeout: what follows in the steps of a journey": Boundary(
        "CAP010",
        f"{SHARED}journeys: {{ask: {{actor: web, steps: [web -> lb -> VALUE]}}}}",
        {"quick": NOTHING, "slow": WARNING, "quick, web -> lb -> slow": WARNING},
    ),
    "timeout: a journey without steps makes every call": Boundary(
        "CAP010",
        f"{SHARED}journeys: {{ask: {{actor: web, steps: [web -> lb -> quick]}}, other: {{VALUE}}}}",
        {"actor: boss": NOTHING, "actor: web": WARNING},
    ),
    "timeout: of alternatives one that no step names makes every call": Boundary(
        "CAP010",
        "components:\n  web: {kind: client, calls: [{any_of: [lb: {timeout: 1s}, lb2: {timeout: 1s}]}]}\n"
        "  lb: {kind: load_balancer, calls: [quick]}\n"
        "  lb2: {kind: load_balancer, calls: [quick, slow: {timeout: VALUE}]}\n"
        "  quick: {kind: service}\n  slow: {kind: service}\n"
        "journeys: {ask: {actor: web, steps: [web -> lb -> quick]}}",
        {"1s": NOTHING, "3s": WARNING},
    ),
    "timeout: a call that no journey makes may be followed by any": Boundary(
        "CAP010",
        f"{SHARED}journeys: {{ask: {{actor: VALUE, steps: [VALUE -> lb -> quick]}}}}",
        {"web": NOTHING, "boss": WARNING},
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


@every_case(("name", "value"), EACH)
def test_a_rule_at_its_threshold(name: str, value: str) -> None:
    boundary = BOUNDARIES[name]
    found = findings(boundary.text.replace("VALUE", value), boundary.code)
    assert {each.severity.value for each in found} == ({boundary.said[value]} - {NOTHING})


STATED = (
    "components: {web: {kind: client}}\njourneys: {count: {actor: web, rate: VALUE/s}}\n"
    "estimates: {count.peak: 200/s}"
)
FED = (
    "components:\n  web: {kind: client, calls: [posts]}\n"
    "  posts: {kind: service, calls: [feeds]}\n  feeds: {kind: cache, capacity: 100/s}\n"
    "journeys: {post: {actor: web, rate: VALUE/s, "
    "steps: [web -> posts, {posts -> feeds: {times: 20}}]}}"
)
HOT = (
    "components:\n  web: {kind: client, calls: [db]}\n"
    "  db: {kind: database, partitions: 1000, partition_limit: VALUE/s}\n"
    "journeys: {read: {actor: web, rate: 1k/s, reads: [Post]}}\n"
    "data: {Post: {store: db, hottest_key: 10%}}"
)
FULL = (
    "scale: {horizon: VALUE}\ncomponents: {db: {kind: database, storage: 1 MB, fill: 100%}}\n"
    "data: {Order: {store: db, growth: 1/s, size: 1 KB}}"
)
KEPT = (
    "scale: {horizon: 1y}\ncomponents: {db: {kind: database, storage: VALUE KB, fill: 100%}}\n"
    "data: {Order: {store: db, growth: 1/s, size: 1 KB}}"
)
BUSY = (
    f"components:\n{WEB}  shop: {{kind: service, capacity: VALUE/s, latency: {{p50: 1s, p99: 2s}}}}\n"
    "journeys: {look: {actor: web, rate: 70/s, objectives: {p99: 1s}, steps: [web -> shop]}}"
)
HELD = (
    "scale: {horizon: 1y}\ncomponents: {cache: {kind: cache, memory: VALUE MB, fill: 100%}}\n"
    "data: {Item: {store: cache, rows: 1M, growth: 1/s, size: 1 KB}}"
)
SAID = [
    ("CAP007", HELD, "999", "of memory for what it keeps, and"),
    ("CAP007", HELD, "1000", "of memory for what it keeps by the horizon, and"),
    ("EST002", STATED, "100", "2 times as high"),
    ("EST002", STATED, "101", "98% too high"),
    ("EST002", STATED, "0", "too high"),
    ("CAP011", FED, "35", "or call at most 2 times"),
    ("DATA001", HOT, "99", "the hottest key of 'Post' gets 100/s at the peak"),
    ("DATA001", HOT, "100", "with 1000 partitions, one of 'db' gets"),
    ("DATA001", HOT, "100", "split the hottest key (a suffix)"),
    ("CAP004", FULL, "91d", "full after 16.7 min of 91 d"),
    ("CAP004", FULL, "2190h", "full in month 1 of 3"),
    ("CAP004", KEPT, "86400", "; so would a 'retention' of 'Order' of 1d"),
    ("SLO002", BUSY, "99", "(71% busy)"),
]


@every_case(("code", "text", "value", "said"), SAID)
def test_what_a_rule_says_at_a_threshold(code: str, text: str, value: str, said: str) -> None:
    (found,) = findings(text.replace("VALUE", value), code)
    assert said in f"{found.message}; {found.help}"


def test_what_is_just_as_busy_as_it_should_be_is_not_called_busy() -> None:
    (found,) = findings(BUSY.replace("VALUE", "100"), "SLO002")
    assert "busy" not in found.help


def test_a_fan_out_that_would_be_none_is_not_proposed() -> None:
    (found,) = findings(FED.replace("VALUE", "36"), "CAP011")
    assert "call at most" not in found.help


def test_of_two_paths_with_as_many_attempts_the_first_is_named() -> None:
    text = (
        "components:\n  web: {kind: client, calls: [a: {retries: 3}, b: {retries: 3}]}\n"
        "  a: {kind: service, calls: [db: {retries: 2}]}\n"
        "  b: {kind: service, calls: [db: {retries: 2}]}\n  db: {kind: database}"
    )
    (found,) = findings(text, "CAP009")
    assert found.message.endswith("over 9: web -> b -> db")


def test_the_slowest_parts_of_twenty_journeys_are_looked_for() -> None:
    journeys = "\n".join(
        f"  j{number}: {{actor: web, objectives: {{p99: 1ms}}, steps: [web -> shop]}}"
        for number in range(21)
    )
    text = f"components:\n{WEB}  shop: {{kind: service}}\njourneys:\n{journeys}"
    found = findings(text, "SLO002")
    assert [each.help.startswith("make the slowest parts") for each in found] == [
        *[True] * 20,
        False,
    ]


def test_every_threshold_has_a_boundary() -> None:
    """Each rule with an option that is a number, and so a threshold, stands here."""
    wanted = {
        rule.code
        for rule in all_rules()
        for option in rule.options
        if isinstance(option.default, (int, float)) and not isinstance(option.default, bool)
    }
    assert wanted <= {boundary.code for boundary in BOUNDARIES.values()}
