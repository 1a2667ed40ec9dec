"""Nothing that a design states is dropped silently: it counts, or something says that it does not.

Each key of the records below stands in a small design where its partners are given. Changing it
changes a figure, a finding or an assumption of ``estimate``, ``analyze`` or ``lint``. Only what
describes may change a picture or the document alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import zip_longest

import pytest

import sdgen
from sdgen.analyses.stated import DESCRIPTIVE
from sdgen.api import LoadedDesign
from sdgen.base.findings import DesignError, Finding
from sdgen.design.calls import CallGroup
from sdgen.design.components import Capacity
from sdgen.design.journeys import Step
from sdgen.design.maintenance import Maintenance
from sdgen.design.replicas import Failover, NeedByAccess, Replicas
from sdgen.design.shapes import properties_of
from sdgen.report.analysis_json import analysis_data
from sdgen.report.estimate_json import estimate_data
from tests.support.cases import every_case
from tests.support.quick import some_of, spread

STEPS = """\
journeys:
  buy: {actor: web, rate: 100/s, objectives: {p99: 1s}, steps: [web -> api, api -> cache, STEP]}
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, replicas: 2, calls: [{any_of: [cache, db]}, other, gpu, disk]}
  gpu: {kind: service, capacity: 2.5k tokens/s}
  disk: {kind: file_store, capacity: 20 MB/s}
  cache: {kind: cache, hit_ratio: 80%}
  other: {kind: service}
  db: {kind: database, availability: 99%, capacity: {reads: 300/s, writes: 100/s}}
"""
STEP = [
    ("times", "'api -> other': {times: 1}", "'api -> other': {times: 2}"),
    ("work", "'api -> other': {}", "'api -> other': {work: 900 tokens}"),
    ("work", "'api -> gpu': {work: 900 tokens}", "'api -> gpu': {work: 800 tokens}"),
    ("work", "'api -> gpu': {work: 900 tokens}", "'api -> gpu': {}"),
    ("bytes", "'api -> disk': {bytes: 9 KB}", "'api -> disk': {bytes: 8 KB}"),
    ("batch", "'api -> other': {}", "'api -> other': {batch: 2}"),
    ("bytes", "'api -> other': {bytes: 1 KB}", "'api -> other': {bytes: 2 KB}"),
    ("request", "'api -> other': {request: 1 KB}", "'api -> other': {request: 2 KB}"),
    ("response", "'api -> other': {response: 1 KB}", "'api -> other': {response: 2 KB}"),
    (
        "parallel",
        "'api -> other': {parallel: true}, 'api -> db': {op: read, parallel: false}",
        "'api -> other': {parallel: true}, 'api -> db': {op: read, parallel: true}",
    ),
    ("op", "'api -> db': {op: read}", "'api -> db': {op: write}"),
    ("op", "'api -> other': {}", "'api -> other': {op: write}"),
    ("on_miss", "'api -> db': {}", "'api -> db': {on_miss: cache}"),
    (
        "on_miss",
        "'api -> db': {times: 50%, op: write}",
        "'api -> db': {times: 50%, on_miss: cache}",
    ),
    ("only", "'api -> db': {only: false}", "'api -> db': {only: true}"),
    ("only", "'api -> other': {}", "'api -> other': {only: true}"),
]

STORES = """\
scale: {peak: 3x, horizon: 1y}
topology: {r1: {zones: {a: 99.9%, b: 99.8%}}, r2: {zones: {c: 99.7%}}}
journeys:
  look: {actor: web, rate: 100/s, steps: [web -> db: read]}
  save: {actor: web, rate: 10/s, steps: [web -> db: write]}
components:
  web: {kind: client, calls: [db]}
  db: {kind: KIND, availability: 99%, capacity: 200/s, storage: 1 TB, replicas: {REPLICAS}, place: {a: 2, b: 1, c: 1}}
data: {Order: {store: db, rows: 1G, size: 1 KB}}
"""
REPLICAS = [
    ("count", "count: 5", "count: 6"),
    ("need", "count: 4, need: 1", "count: 4, need: 2"),
    ("need", "count: 4, copies: 3, need: 1", "count: 4, copies: 3, need: majority"),
    ("copies", "count: 4, copies: 1", "count: 4, copies: 2"),
    (
        "reads",
        "count: 4, mode: leader-follower",
        "count: 4, mode: leader-follower, reads: any",
    ),
    ("reads", "count: 4", "count: 4, reads: any"),
    ("spread", "count: 4, copies: 2", "count: 4, copies: 2, spread: zone"),
    ("spread", "count: 4", "count: 4, spread: zone"),
    ("min", "min: 4, max: 9", "min: 5, max: 9"),
    ("max", "min: 4, max: 8", "min: 4, max: 9"),
    ("mode", "count: 4, mode: leader-follower", "count: 4, mode: active-standby"),
    ("mode", "count: 4", "count: 4, mode: active-active"),
    (
        "failover",
        "count: 4, mode: active-standby",
        "count: 4, mode: active-standby, failover: automatic",
    ),
    ("failover", "count: 4", "count: 4, failover: automatic"),
]
NEED_BY_ACCESS = [
    ("reads", "count: 4, need: {reads: 1, writes: 2}", "count: 4, need: {reads: 2, writes: 2}"),
    ("writes", "count: 4, need: {reads: 1, writes: 2}", "count: 4, need: {reads: 1, writes: 3}"),
]
STANDBY = "count: 4, mode: active-standby, failover: {automatic: true, time: 1h, success: 90%}"
FAILOVER = [
    ("automatic", STANDBY, STANDBY.replace("true", "false")),
    ("time", STANDBY, STANDBY.replace("1h", "2h")),
    ("success", STANDBY, STANDBY.replace("90%", "91%")),
]
CAPACITY = [
    ("reads", "{reads: 300/s, writes: 200/s}", "{reads: 400/s, writes: 200/s}"),
    ("writes", "{reads: 300/s, writes: 200/s}", "{reads: 300/s, writes: 300/s}"),
]

GROUPS = """\
journeys: {look: {actor: web, rate: 100/s, objectives: {p99: 1s}}}
components:
  web: {kind: client, calls: [CALL]}
  a: {kind: database, availability: 99%, mttr: 2h}
  b: {kind: database, availability: 98%}
  c: {kind: database, availability: 97%}
"""
CHANGING = "{any_of: [a, b], failover: {time: 1h, success: 90%}}"
CALL_GROUP = [
    ("any_of", "{any_of: [a, b]}", "{any_of: [a, c]}"),
    ("need", "{need: 1, of: [a, b, c]}", "{need: 2, of: [a, b, c]}"),
    ("of", "{need: 2, of: [a, b]}", "{need: 2, of: [a, c]}"),
    ("failover", "{any_of: [a, b]}", CHANGING),
    ("failover", CHANGING, CHANGING.replace("1h", "2h")),
    ("failover", CHANGING, CHANGING.replace("90%", "91%")),
    ("failover", "{any_of: [a, b]}", "{any_of: [a, b], failover: manual}"),
    ("failover", "{need: 1, of: [a, b]}", "{need: 1, of: [a, b], failover: {time: 1h}}"),
    ("optional", "{any_of: [a, b]}", "{any_of: [a, b], optional: true}"),
    ("async", "{any_of: [a, b]}", "{any_of: [a, b], async: true}"),
    ("optional", "{need: 2, of: [a, b]}", "{need: 2, of: [a, b], optional: true}"),
    ("async", "{need: 2, of: [a, b]}", "{need: 2, of: [a, b], async: true}"),
]

ONE = """\
scale: {peak: 3x, horizon: 1y}
topology: {r1: {zones: {a: 99.9%, b: {DOMAIN}}}}
journeys:
  look: {actor: web, rate: 100/s, objectives: {p99: 1s}, steps: [web -> api -> db: read]}
  work: {actor: web, rate: 10/s, objectives: {includes_async: true}}
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, replicas: 3, calls: [{any_of: [{db: {pool: 9}}, other], failover: {time: 1h}}, q]}
  q: {kind: queue}
  worker: {kind: worker, capacity: 2/s, WORKER}
  other: {kind: database}
  db: {kind: database, COMPONENT}
data: {Order: {store: db, rows: 1G, size: 1 KB}}
"""
LEADER = "replicas: {count: 2, mode: leader-follower, failover: automatic}, availability: 99%"
COMPONENT = [
    ("replicas", "replicas: 2", "replicas: 3"),
    ("availability", "availability: 99%", "availability: 98%"),
    ("mtbf", "mtbf: 90d, mttr: 1h", "mtbf: 80d, mttr: 1h"),
    ("mtbf", LEADER, f"{LEADER}, mtbf: 30d"),
    ("mtbf", "availability: 99%", "availability: 99%, mtbf: 30d"),
    ("mtbf", "managed: true, availability: 99%", "managed: true, availability: 99%, mtbf: 30d"),
    ("mttr", "mtbf: 90d, mttr: 1h", "mtbf: 90d, mttr: 2h"),
    ("mttr", LEADER, f"{LEADER}, mttr: 1min"),
    ("mttr", "availability: 99%, mttr: 2h", "availability: 99%, mttr: 3h"),
    (
        "mttr",
        "managed: true, availability: 99%, mttr: 2h",
        "managed: true, availability: 99%, mttr: 3h",
    ),
    ("common_cause", "replicas: 2", "replicas: 2, common_cause: 5%"),
    ("common_cause", "managed: true", "managed: true, common_cause: 5%"),
    ("deploy_availability", "replicas: 2", "replicas: 2, deploy_availability: 99%"),
    ("deploy_availability", "managed: true", "managed: true, deploy_availability: 99%"),
    ("capacity", "capacity: 500/s", "capacity: 600/s"),
    ("capacity", "capacity: 500/s", "capacity: 5 MB/s"),
    ("capacity", "capacity: 500 rows/s", "capacity: 500 tokens/s"),
    ("connections", "connections: 100", "connections: 200"),
    ("managed", "managed: false", "managed: true"),
    ("external", "external: false", "external: true"),
    ("replicas", "managed: true", "managed: true, replicas: {count: 3, need: 2}"),
    ("replicas", "managed: true", "managed: true, replicas: {count: 3, failover: manual}"),
    ("partitions", "partitions: 2, partition_limit: 60/s", "partitions: 9, partition_limit: 60/s"),
]
WORKER = [
    ("consumes", "replicas: 1", "consumes: [q]"),
    ("autoscaling", "consumes: [q], autoscaling: 2 to 8", "consumes: [q], autoscaling: 2 to 9"),
    ("autoscaling", "consumes: [q], autoscaling: 2 to 8", "consumes: [q], autoscaling: 3 to 8"),
    ("autoscaling", "replicas: 2", "replicas: 2, autoscaling: 3 to 8"),
    ("autoscaling", "replicas: 2", "autoscaling: by load"),
    ("dead_letter", "replicas: 1", "dead_letter: q"),
]
DOMAIN = [
    ("availability", "availability: 99%", "availability: 98%"),
    ("mttr", "availability: 99%", "availability: 99%, mttr: 1h"),
]

HOSTED = """\
scale: {peak: 3x, horizon: 1y}
topology: {r1: {zones: {a: 99.9%, b: {hosts: [h1, h2]}}}}
journeys: {look: {actor: web, rate: 100/s, steps: [web -> orders, web -> db: read]}}
components:
  web: {kind: client, calls: [orders, db]}
  kafka: {kind: stream, replicas: 4, zones: [a, h1], capacity: 100/s, storage: 1 TB}
  orders: {kind: stream, GUEST}
  db: {kind: database, maintenance: {time: 1h/week, window: sunday}}
data: {Order: {store: orders, rows: 1G, size: 1 KB}}
"""
GUEST = [
    ("runs_on", "replicas: 1", "runs_on: kafka"),
    ("copies", "runs_on: kafka", "runs_on: kafka, replicas: {copies: 1}"),
    ("need", "runs_on: kafka", "runs_on: kafka, replicas: {need: 2}"),
    ("count", "runs_on: kafka", "runs_on: kafka, replicas: 4"),
    ("availability", "runs_on: kafka", "runs_on: kafka, availability: 99%"),
    ("mode", "runs_on: kafka", "runs_on: kafka, replicas: {mode: leader-follower}"),
    ("common_cause", "runs_on: kafka", "runs_on: kafka, common_cause: 5%"),
    ("deploy_availability", "runs_on: kafka", "runs_on: kafka, deploy_availability: 99%"),
    ("mttr", "runs_on: kafka", "runs_on: kafka, mttr: 2h, availability: 99%"),
    ("maintenance", "runs_on: kafka", "runs_on: kafka, maintenance: 1h/week"),
    ("availability", "zones: [h1]", "zones: [h1], availability: 98%"),
    ("zones", "runs_on: kafka", "runs_on: kafka, zones: [a]"),
    ("zones", "zones: [h1]", "zones: [h2, h1]"),
]
MAINTENANCE = [
    ("time", "maintenance: {time: 1h/week}", "maintenance: {time: 2h/week}"),
    ("rolling", "maintenance: {time: 1h/week}", "maintenance: {time: 1h/week, rolling: true}"),
    (
        "window",
        "maintenance: {time: 1h/week, window: monday}",
        "maintenance: {time: 1h/week, window: sunday}",
    ),
    (
        "window",
        "maintenance: {time: 1h/week, rolling: true}",
        "maintenance: {time: 1h/week, rolling: true, window: sunday}",
    ),
    ("rolling", "managed: true", "managed: true, maintenance: {time: 1h/week, rolling: true}"),
]

EDGE = """\
journeys: {look: {actor: web, rate: 100/s, steps: [web -> name -> cdn, cdn -> db: {on_miss: cdn}]}}
components:
  web: {kind: client, calls: [name]}
  name: {kind: dns, NAME, calls: [{any_of: [cdn, other]}]}
  cdn: {kind: cdn, hit_ratio: RATIO, calls: [db]}
  other: {kind: cdn, calls: [db]}
  db: {kind: database, capacity: 200/s}
"""
NAME = [
    ("ttl", "ttl: 1min", "ttl: 2min"),
    ("routing", "routing: latency", "routing: simple"),
    ("health_check", "health_check: 3 times 10 s", "health_check: 3 times 30 s"),
]
RATIO = [("hit_ratio", "90%", "80%"), ("hit_ratio", "90%", "90%, replicas: 2")]
TIMES = [("hit_ratio", "90%", "80%")]

COVERED = {
    Step: STEP,
    Replicas: REPLICAS,
    NeedByAccess: NEED_BY_ACCESS,
    Failover: FAILOVER,
    CallGroup: CALL_GROUP,
    Capacity: CAPACITY,
    Maintenance: MAINTENANCE,
}


def differ(*bodies: str) -> bool:
    """Whether anything that is computed or found of these designs is not the same."""
    parts = zip_longest(*map(_said, bodies))
    return any(len(set(part)) > 1 for part in parts)


def _said(body: str) -> Iterator[str]:
    """All that is computed and found of a design, without its places; what takes long comes last,
    so that it is only computed where all else is the same."""
    found = loaded(body)
    if isinstance(found, DesignError):
        yield _told(found.findings)
        return
    yield _told(found.findings)
    yield json.dumps(estimate_data(found.estimate()), sort_keys=True)
    ways = [found.facts.reliability(name) for name in found.facts.analysed]
    yield repr([each.unavailability for each in ways])
    yield repr([(of.subject, of.statement) for each in ways for of in each.assumptions])
    yield _told(found.lint())
    yield json.dumps(analysis_data(found.analyze()), sort_keys=True)


def _told(findings: Iterable[Finding]) -> str:
    return repr([(each.code, each.message) for each in findings])


@lru_cache(maxsize=16)
def loaded(body: str) -> LoadedDesign | DesignError:
    try:
        return sdgen.loads(f"sdgen: 1\nname: Law\n{body}")
    except DesignError as error:
        return error


def frames() -> Iterator[tuple[str, str, str, list[tuple[str, str, str]]]]:
    """A name, a design with a hole, what the hole is called, and what stands there."""
    one = ONE.replace("DOMAIN", "WHERE")
    stores = STORES.replace("KIND", "database")
    yield "step", STEPS, "STEP", STEP
    yield "replicas", stores, "REPLICAS", REPLICAS
    cache = [("need", "count: 4", "count: 4, need: 3")]
    yield "shards", STORES.replace("KIND", "cache"), "REPLICAS", cache
    yield "need", stores, "REPLICAS", NEED_BY_ACCESS
    yield "failover", stores, "REPLICAS", FAILOVER
    yield "capacity", stores.replace("REPLICAS", "count: 4"), "200/s", CAPACITY
    yield "group", GROUPS, "CALL", CALL_GROUP
    yield "component", _filled(one, WORKER="replicas: 1", WHERE=""), "COMPONENT", COMPONENT
    yield "worker", _filled(one, COMPONENT="replicas: 1", WHERE=""), "WORKER", WORKER
    held = _filled(one, COMPONENT="zones: [b]", WORKER="replicas: 1")
    yield "domain", held, "WHERE", DOMAIN
    yield "guest", HOSTED, "GUEST", GUEST
    yield "maintenance", HOSTED, "GUEST", MAINTENANCE
    yield "dns", _filled(EDGE, RATIO="90%"), "NAME", NAME
    cdn = _filled(EDGE, NAME="ttl: 1min")
    yield "cdn", cdn, "RATIO", RATIO
    yield "times", cdn.replace("on_miss: cdn", "on_miss: cdn, times: 10%"), "RATIO", TIMES


def _filled(text: str, **holes: str) -> str:
    for hole, value in holes.items():
        text = text.replace(hole, value)
    return text


FRAMES = {name: (frame, hole, cases) for name, frame, hole, cases in frames()}


@pytest.mark.parametrize("name", spread(FRAMES, quick=5))
def test_what_changes_shows(name: str) -> None:
    frame, hole, cases = FRAMES[name]
    silent = [
        (key, after)
        for key, before, after in some_of(cases, quick=4)
        if not differ(frame.replace(hole, before), frame.replace(hole, after))
    ]
    assert cases and silent == []


@every_case("record", COVERED)
def test_every_key_is_tried(record: type) -> None:
    tried = {key for key, _, _ in COVERED[record]}
    assert tried == set(properties_of(record)) - DESCRIPTIVE


@pytest.mark.slow
def test_what_says_nothing_shows_nothing() -> None:
    """The check can fail: a note changes no figure."""
    worker = _filled(ONE, COMPONENT="replicas: 1", DOMAIN="")
    assert not differ(worker.replace("WORKER", "notes: one"), worker.replace("WORKER", "notes: b"))
