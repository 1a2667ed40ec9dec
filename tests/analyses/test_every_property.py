"""The law over every property of every kind and part, each with values made from its type.

A property stands alone, in a design of a client and the component, and with its partners: users,
journeys, zones, entities, alternatives. Another value changes a figure, a finding or an assumption
of ``estimate``, ``analyze`` or ``lint``, or else a line says that no figure counts the property.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest

import sdgen
from sdgen.analyses.stated import DESCRIPTIVE
from sdgen.base.findings import DesignError
from sdgen.design.calls import Call
from sdgen.design.components import Component
from sdgen.design.data import Entity
from sdgen.design.journeys import Journey, Objectives
from sdgen.design.scale import Scale
from sdgen.design.shapes import properties_of
from sdgen.kinds import KINDS, Property, PropertyType, Role
from sdgen.quantity import Dimension
from tests.analyses.test_nothing_is_dropped import differ, loaded
from tests.support.cases import every_case
from tests.support.quick import daily, some_of, spread

ALONE = """\
components:
  web: {kind: client, calls: [x]}
  x: {kind: KIND, PROPERTY}
"""
PARTNERS = """\
scale: {daily_users: 1M, peak: 3x, horizon: 2y, growth: 40%}
topology: {r1: {zones: {a: 99.9%, b: 99.8%}}, r2: {zones: {c: 99.7%}}}
journeys:
  look: {actor: web, rate: 10/user/day, request: 1 KB, response: 9 KB, objectives: {availability: 99.9%, p99: 1s}, reads: [Order], steps: [web -> lb -> x: read, x -> back]}
  save: {actor: web, rate: 1/user/day, request: 2 KB, writes: [Order], steps: [web -> lb -> x: write, x -> q -> worker]}
  all: {actor: web}
components:
  web: {kind: client, calls: [lb]}
  lb: {kind: load_balancer, calls: [x, x2]}
  x: {kind: KIND, PROPERTY, calls: [back, q, {any_of: [back2, back3]}]}
  x2: {kind: KIND, calls: [x]}
  back: {kind: service}
  back2: {kind: service}
  back3: {kind: service}
  q: {kind: queue, calls: [worker]}
  worker: {kind: worker}
  db: {kind: database}
data: {Order: {store: x, rows: 1G, size: 1 KB, key: id, partition_by: id, fields: {id: id}, created_by: save, retention: 1y}}
"""
CACHED = """\
scale: {daily_users: 1M, peak: 3x}
journeys: {look: {actor: web, rate: 10/user/day, reads: [Order], steps: [web -> api -> x: read, api -> db: {on_miss: x, times: 10%}]}}
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, calls: [{any_of: [x, db]}]}
  x: {kind: KIND, PROPERTY}
  db: {kind: database}
data: {Order: {store: db, rows: 1G, size: 1 KB, key: id, cached_in: x}}
"""
QUANTITIES = {
    Dimension.RATE: ("3/s", "20k/s"),
    Dimension.RATIO: ("91%", "93%"),
    Dimension.DURATION: ("30min", "1h"),
    Dimension.BYTES: ("900 GB", "2 TB"),
    Dimension.BYTE_RATE: ("1 kB/s", "2 GB/s"),
    Dimension.MONEY: ("$10/month", "$20/month"),
    Dimension.FACTOR: ("2x", "3x"),
    Dimension.COUNT: ("2M", "3M"),
}
COMMON = {
    "replicas": ("2", "4"),
    "zones": ("[a]", "[a, c]"),
    "place": ("{a: 1}", "{c: 1}"),
    "availability": ("99%", "98%"),
    "mtbf": ("90d", "80d, mttr: 1h"),
    "mttr": ("1h", "2h, mtbf: 90d"),
    "common_cause": ("5%, replicas: 2", "6%, replicas: 2"),
    "deploy_availability": ("99.9%", "99.8%"),
    "backups": ("24h", "{every: 12h, keep: 9d}"),
    "capacity": ("100/s", "200/s"),
    "latency": ("5ms", "6ms"),
    "storage": ("1 TB", "2 TB"),
    "memory": ("16 GiB", "32 GiB"),
    "connections": ("5", "10"),
    "bandwidth": ("1 kB/s", "1 GB/s"),
    "price": ("$10/month", "$20/month"),
    "managed": ("true", "false"),
    "external": ("true", "false"),
    "maintenance": ("2h/week", "4h/week"),
    "runs_on": ("back", "back2"),
}
WRITTEN_ELSEWHERE = {"kind", "shape", "calls", "consumes"}
"""What a component is, its look, and what ``test_nothing_is_dropped`` tries."""

FIXED = {"dead_letter": ("q", "thrown away"), "copy_of": ("back", "db")}
"""Values of properties whose text has a meaning."""


def values_of(own: Property) -> tuple[str, ...]:
    if own.name in FIXED:
        return FIXED[own.name]
    if own.type is PropertyType.QUANTITY:
        assert own.dimension is not None
        return QUANTITIES[own.dimension]
    return {
        PropertyType.TEXT: ("3 times 30 s", "3 times 60 s"),
        PropertyType.FLAG: ("true", "false"),
        PropertyType.COUNT: ("3", "5"),
        PropertyType.CHOICE: own.choices,
    }[own.type]


def walked() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each kind with each key that a component of it may have, and values to write there."""
    for kind in KINDS.values():
        for key, values in COMMON.items():
            yield kind.name, key, values
        for own in [each for each in kind.properties if each.name not in DESCRIPTIVE]:
            yield kind.name, own.name, values_of(own)


def first_of_each() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each key with the first kind that has it."""
    seen = set()
    for kind, key, values in walked():
        if key not in seen:
            seen.add(key)
            yield ("database" if key in COMMON else kind), key, values


def says_not_counted(body: str, key: str, element: str) -> bool:
    """Whether a line says so of this key of this element."""
    found = loaded(body)
    if isinstance(found, DesignError):
        return False
    if any(
        each.subject == element and f"'{key}'" in each.statement and "not change" in each.statement
        for each in found.analyze().assumptions
    ):
        return True
    told = [
        line
        for line in found.estimate().assumptions
        if "no figure" in line or "clients are taken" in line
    ]
    parts = [part for line in told for part in line.split(": ", 1)[1].split("; ")]
    of = [part.removeprefix(f"{key} of ") for part in parts if part.startswith(f"{key} of ")]
    return any(
        element in re.split(r", | and ", each) or re.fullmatch(r"\d+ (components|calls)", each)
        for each in of
    )


def dropped(
    tried: Iterable[tuple[str, str, tuple[str, ...]]], most: int = 3
) -> Iterator[tuple[str, str, str]]:
    """What is silent in one of the first ``most`` frames of its kind."""
    for kind, key, values in tried:
        for frame in list(frames_of(kind))[:most]:
            if silent(kind, key, values, frame):
                yield kind, key, frame.partition(":")[0]


def frames_of(kind: str) -> Iterator[str]:
    yield ALONE
    yield PARTNERS
    if KINDS[kind].role is Role.CACHE:
        yield CACHED


def silent(kind: str, key: str, values: tuple[str, ...], frame: str) -> bool:
    texts = [frame.replace("KIND", kind).replace("PROPERTY", f"{key}: {each}") for each in values]
    return not differ(*texts) and not says_not_counted(texts[0], key, "x")


@pytest.mark.slow
def test_each_property_shows() -> None:
    assert list(dropped(first_of_each(), most=1)) == []


@pytest.mark.slow
def test_each_property_of_every_kind_shows() -> None:
    assert list(dropped(daily(walked(), 220))) == []


def test_every_key_of_components_is_walked() -> None:
    assert (
        set(properties_of(Component))
        == set(COMMON) | DESCRIPTIVE & set(properties_of(Component)) | WRITTEN_ELSEWHERE
    )


PARTS = """\
scale: {SCALE}
topology: {r1: {zones: {a: {availability: 99.9%}, b: 99.8%}}}
journeys:
  look: {JOURNEY, objectives: {OBJECTIVES}, steps: [web -> lb -> x: read, x -> db: read]}
  save: {actor: web, rate: 1/user/day, steps: [web -> lb -> x -> db, x -> q -> worker]}
components:
  web: {kind: client, calls: [lb]}
  lb: {kind: load_balancer, calls: [x]}
  x: {kind: service, replicas: 3, calls: [{db: {CALL}}, q]}
  db: {kind: database, replicas: 3, zones: [a, b], maintenance: 1h/week}
  q: {kind: queue, calls: [worker]}
  worker: {kind: worker}
data: {Order: {ENTITY}}
"""
WITHOUT = {
    "SCALE": {"daily_users": "1M", "peak": "3x", "horizon": "2y"},
    "JOURNEY": {"actor": "web", "rate": "10/user/day"},
    "OBJECTIVES": {"availability": "99.9%"},
    "CALL": {},
    "ENTITY": {"store": "db", "size": "1 KB", "created_by": "save", "fields": "{at: timestamp}"},
}
"""What stands in each hole beside the key that is tried."""

SCALE = {
    "total_users": ("10M", "20M"),
    "daily_users": ("10M", "20M"),
    "monthly_users": ("10M", "20M"),
    "concurrent_users": ("1M", "2M"),
    "peak": ("2x", "4x"),
    "horizon": ("1y", "3y"),
    "growth": ("40%", "50%"),
    "month": ("30d", "31d"),
    "year": ("365d", "366d"),
}
OBJECTIVES = {
    "availability": ("99%", "99.99%"),
    "p50": ("1s", "1ms"),
    "p99": ("1s", "1ms"),
    "rpo": ("1s", "1h"),
    "rto": ("1s", "1h"),
    "includes_async": ("true", "false"),
    "excludes_maintenance": ("true", "false"),
    "consistency": ("strong", "eventual"),
}
JOURNEY = {"reads": ("[Order]", "[]"), "writes": ("[Order]", "[]"), "request": ("1 KB", "2 KB")}
CALL = {
    "optional": ("true", "false"),
    "async": ("true", "false"),
    "protocol": ("gRPC", "HTTPS"),
    "same_zone": ("true", "false"),
    "timeout": ("1ms", "9s"),
    "retries": ("1", "3"),
    "backoff": ("50ms", "1s"),
    "failures": ("1%", "2%"),
    "encrypted": ("true", "false"),
    "pool": ("9", "19"),
    "held": ("9", "1/user"),
}
ENTITY = {
    "hottest_key": ("5%", "9%"),
    "rows": ("1G", "2G"),
    "growth": ("1M/day", "2M/day"),
    "retention": ("90d", "forever"),
    "queries": ("[at]", "[{by: at, index: true}]"),
}
TABLES = {
    "SCALE": SCALE,
    "OBJECTIVES": OBJECTIVES,
    "JOURNEY": JOURNEY,
    "CALL": CALL,
    "ENTITY": ENTITY,
}
ELEMENTS = {
    "SCALE": "scale",
    "OBJECTIVES": "look",
    "JOURNEY": "look",
    "CALL": "x->db",
    "ENTITY": "Order",
}


def with_part(hole: str, key: str, value: str) -> str:
    """The design with this value under this key of the part."""
    text = PARTS
    for each, keys in WITHOUT.items():
        stated = keys | ({key: value} if each == hole else {})
        written = ", ".join(f"{name}: {what}" for name, what in stated.items())
        text = text.replace(each, written)
    return text


@pytest.mark.parametrize("hole", spread(TABLES, quick=2))
def test_each_key_of_the_parts_shows(hole: str) -> None:
    def shows(key: str, values: tuple[str, ...]) -> bool:
        texts = [with_part(hole, key, each) for each in values]
        return differ(*texts) or says_not_counted(texts[0], key, ELEMENTS[hole])

    tried = some_of(TABLES[hole].items(), quick=3)
    assert [key for key, values in tried if not shows(key, values)] == []


@every_case(
    ("record", "tried", "elsewhere"),
    [
        (Scale, SCALE, set()),
        (Objectives, OBJECTIVES, set()),
        (Call, CALL, set()),
        (
            Journey,
            JOURNEY,
            {"actor", "rate", "response", "objectives", "steps", "serves"},
        ),
        (
            Entity,
            ENTITY,
            {"store", "cached_in", "key", "partition_by", "fields", "size", "created_by"},
        ),
    ],
)
def test_every_key_of_the_parts_is_walked(
    record: type, tried: dict[str, object], elsewhere: set[str]
) -> None:
    assert set(properties_of(record)) - DESCRIPTIVE == set(tried) | elsewhere


@pytest.mark.slow
def test_what_says_nothing_is_seen() -> None:
    """The walk can fail: notes change nothing, and no line speaks of them."""
    assert silent("database", "notes", ("one", "other"), PARTNERS)


def test_the_lines() -> None:
    found = sdgen.loads(
        "sdgen: 1\nname: Law\n"
        "topology: {a: {level: zone}, b: {level: zone}}\n"
        "components:\n"
        "  web: {kind: client, availability: 99%, calls: [x: {protocol: gRPC}]}\n"
        "  x: {kind: database, zones: [a, b], consistency: strong, memory: 2 GB, calls: [s]}\n"
        "  s: {kind: service, capacity: 5/s, memory: 2 GB}\n"
    )
    assert found.estimate().assumptions[-3:] == (
        "x has 1 replica, and none of them in b",
        "clients are taken to be up, and to take no time: availability of web",
        "stated for readers and rules, no figure depends on it: memory of x and s; consistency of x; "
        "capacity of s; protocol of web->x",
    )


def _uncounted(components: str, rest: str) -> str:
    """The line of what no figure depends on."""
    text = f"sdgen: 1\nname: Law\ncomponents: {{{components}}}\n{rest}"
    lines = sdgen.loads(text).estimate().assumptions
    return next((line for line in lines if "no figure depends on it" in line), "")


def test_memory_counts_for_the_cache_that_runs_there() -> None:
    components = (
        "w: {kind: client, calls: [c, d]}, redis: {kind: custom, replicas: 2, memory: 4 GB}, "
        "c: {kind: cache, runs_on: redis, hot_set: 1 GB}, d: {kind: database}"
    )
    rest = (
        "data: {E: {store: d, CACHED rows: 1M, fields: {id: int64}}}\n"
        "journeys: {j: {actor: w, rate: 100/s, reads: [E], steps: [w -> c, w -> d]}}\n"
    )
    assert "memory" not in _uncounted(components, rest.replace("CACHED", "cached_in: c,"))
    components = components.replace(
        "cache, runs_on: redis, hot_set: 1 GB", "service, runs_on: redis"
    )
    assert "memory of redis" in _uncounted(components, rest.replace("CACHED", ""))


def test_capacity_counts_that_is_asked_once_another_fails() -> None:
    components = (
        "web: {kind: client, calls: [gw]}, gw: {kind: api_gateway, calls: [CALLED]}, "
        "eu: {kind: service}, us: {kind: service, capacity: 5/s, calls: [db]}, "
        "db: {kind: database, capacity: 5/s}"
    )
    rest = "journeys: {j: {actor: web, rate: 10/s, steps: [web -> gw -> eu]}}\n"
    either = components.replace("CALLED", "{any_of: [eu, us]}")
    assert "capacity" not in _uncounted(either, rest)
    assert "capacity of us and db" in _uncounted(components.replace("CALLED", "eu, us"), rest)
    assert "capacity of us and db" in _uncounted(either, rest.replace("rate: 10/s, ", ""))
