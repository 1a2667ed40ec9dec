"""Whatever a design says is compared: another value of any key is one change, which names the key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

import pytest
from msgspec import Struct
from msgspec.structs import fields

from sdgen import api
from sdgen.design import records
from sdgen.design.records import (
    Acceptance,
    Alert,
    Backups,
    Call,
    CallGroup,
    Capacity,
    Component,
    Decision,
    Design,
    Domain,
    Entity,
    Failover,
    Field,
    Group,
    Journey,
    Latency,
    Maintenance,
    Monitoring,
    Objectives,
    Operation,
    Option,
    Parameter,
    Price,
    Query,
    Question,
    Record,
    Replicas,
    Requirement,
    Requirements,
    Scale,
    StatedFigure,
    Step,
    View,
)
from sdgen.design.replicas import NeedByAccess
from sdgen.design.shapes import properties_of
from sdgen.diff.changes import Change, changes_between
from sdgen.diff.elements import keys_of
from tests.analyses.test_every_property import PARTNERS, walked
from tests.support.cases import every_case
from tests.support.quick import daily

PLACE = "where it stands in a file"
ITS_ID = "what it is compared by"
FOLLOWS: Mapping[type[Struct], Mapping[str, str]] = {
    Call: {
        "source": ITS_ID,
        "target": ITS_ID,
        "number": "what it is compared by, of several between one pair",
    },
    CallGroup: {
        "calls": "elements of their own, each with the others of its group",
        "optional": "said of each of its calls",
        "asynchronous": "said of each of its calls",
    },
    Component: {
        "id": ITS_ID,
        "hosted": "follows from 'runs_on' and 'replicas'",
        "calls": "elements of their own",
        "consumes": "calls of the queue, which are elements of their own",
        "pulls": "follows from the steps of journeys",
        "lies_in": "follows from the topology, and 'zones' or 'place'",
    },
    Decision: {"id": ITS_ID},
    Design: {
        "path": PLACE,
        "includes": PLACE,
        **dict.fromkeys(
            ("estimates", "domains", "journeys", "components", "groups", "views"), "own"
        ),
        **dict.fromkeys(("api", "data", "decisions", "accepted", "requirements"), "own"),
    },
    Domain: {"id": ITS_ID},
    Entity: {"id": ITS_ID},
    Field: {
        "name": "its key in the table of fields",
        **dict.fromkeys(("type", "optional", "many", "length"), "the type, as the design has it"),
        "reference": "follows from the type",
    },
    Group: {"id": ITS_ID},
    Journey: {"id": ITS_ID},
    Operation: {
        "id": ITS_ID,
        "method": "what 'http' says, a fact of its own",
        "path": "what 'http' says, a fact of its own",
    },
    Option: {"name": "its key in the table of options"},
    Parameter: {
        "name": "its key in the table of parameters",
        **dict.fromkeys(("type", "optional"), "the type, as the design has it"),
    },
    Replicas: {"given": "follows from what else is said"},
    Requirement: {"id": ITS_ID},
    StatedFigure: {"owner": ITS_ID, "figure": ITS_ID},
    Step: {
        **dict.fromkeys(("source", "target", "chained"), "the arrow that the line begins with"),
    },
    View: {"id": ITS_ID},
}
"""The fields that say no fact under a key of their own, each with the reason."""
RECORDS = [
    each
    for each in (*(getattr(records, name) for name in records.__all__), NeedByAccess)
    if isinstance(each, type) and issubclass(each, Record) and each is not Record
]


@every_case("record", RECORDS)
def test_each_field_is_compared_or_follows_from_others(record: type[Struct]) -> None:
    others = FOLLOWS.get(record, {})
    every = {each.name for each in fields(record)} - {"span", "spans"}
    assert set(keys_of(record)) | set(others) == every
    if record is not Replicas and record is not NeedByAccess:
        assert set(keys_of(record)).isdisjoint(others)


BASE = """\
sdgen: 1
name: Law
<DESIGN>
requirements: {functional: {order: {text: Buy, <Requirement>}}, <Requirements>, questions: [{ask: Why?, <Question>}]}
scale: {daily_users: 1M, peak: 2x, horizon: 2y, <Scale>}
topology:
  r1: {zones: {a: {<Domain>}, b: 99.8%, c: 99.7%}}
journeys:
  buy: {actor: web, rate: 5/s, <Journey>, objectives: {<Objectives>}, steps: [web -> api, api -> cache, 'api -> db': {<Step>}]}
  see: {actor: web}
components:
  web: {kind: client, calls: [api]}
  mobile: {kind: client, calls: [api]}
  api: {kind: service, calls: [db: {<Call>}, cache, {<CallGroup>}, q]}
  cache: {kind: cache}
  disk: {kind: file_store}
  one: {kind: service, <Component>, price: {<Price>}, latency: {<Latency>}, backups: {<Backups>}, maintenance: {<Maintenance>}, capacity: {<Capacity>}}
  two: {kind: service}
  host: {kind: custom, replicas: 3}
  q: {kind: queue}
  worker: {kind: worker, consumes: [q]}
  db: {kind: database, replicas: {<Replicas>}}
  standby: {kind: database, replicas: {count: 2, mode: active-standby, failover: {<Failover>}}}
  quorum: {kind: database, replicas: {count: 4, need: {<NeedByAccess>}}}
groups: {back: {<Group>}, front: {}, outer: {}}
views: {mine: {<View>}}
api: {buy_it: {<Operation>, params: {n: <Parameter>}}}
data: {Order: {store: db, created_by: buy, <Entity>, fields: {at: timestamp, by: string, n: <Field>}, queries: [at, {by: by, <Query>}]}}
decisions: {which: {<Decision>, options: {This: {<Option>}, That: {}}}}
monitoring: {<Monitoring>, alerts: [{on: api, when: slow, <Alert>}]}
accepted: [{rule: single-zone, at: db, because: cheap, <Acceptance>}]
estimates: {buy.peak: <StatedFigure>}
"""
ARROW = "steps"
VALUES: dict[type[Struct], tuple[tuple[str, str], str, dict[str, tuple[str, ...]]]] = {
    Design: (
        ("design", ""),
        "",
        {
            "summary": ("One", "Two"),
            "owners": ("[Us]", "[Us, Them]"),
            "status": ("draft", "approved"),
            "date": ("2026-01-01", "2026-01-02"),
            "icons": ("false",),
        },
    ),
    Requirement: (("requirement", "order"), "", {"priority": ("should", "could")}),
    Requirements: (("design", ""), "requirements", {"out_of_scope": ("[a]", "[b]")}),
    Question: (("design", ""), "requirements.questions", {"answer": ("So.", "No.")}),
    Scale: (
        ("design", ""),
        "scale",
        {
            "total_users": ("10M", "20M"),
            "monthly_users": ("10M", "20M"),
            "concurrent_users": ("0.1M", "0.2M"),
            "growth": ("40%", "50%"),
            "month": ("30d", "31d"),
            "year": ("365d", "366d"),
        },
    ),
    Domain: (
        ("domain", "a"),
        "",
        {
            "availability": ("99.9%", "99.95%"),
            "mttr": ("1h", "2h"),
            "name": ("A", "B"),
        },
    ),
    Journey: (
        ("journey", "buy"),
        "",
        {
            "name": ("A", "B"),
            "request": ("1 KB", "2 KB"),
            "response": ("1 KB", "2 KB"),
            "serves": ("[order]", "[]"),
            "reads": ("[Order]", "[]"),
            "writes": ("[Order]", "[]"),
        },
    ),
    Objectives: (
        ("journey", "buy"),
        "objectives",
        {
            "availability": ("99%", "99.9%"),
            "p50": ("1s", "2s"),
            "p99": ("1s", "2s"),
            "rpo": ("1s", "2s"),
            "rto": ("1s", "2s"),
            "includes_async": ("true",),
            "excludes_maintenance": ("true",),
            "consistency": ("strong", "eventual"),
        },
    ),
    Step: (
        ("journey", "buy"),
        ARROW,
        {
            "times": ("2", "3"),
            "work": ("1 KB", "2 KB"),
            "batch": ("2", "3"),
            "bytes": ("1 KB", "2 KB"),
            "request": ("1 KB", "2 KB"),
            "response": ("1 KB", "2 KB"),
            "label": ("a", "b"),
            "parallel": ("true",),
            "op": ("read", "write"),
            "on_miss": ("cache, times: 2",),
            "only": ("true",),
        },
    ),
    Call: (
        ("call", "api->db"),
        "",
        {
            "optional": ("true",),
            "async": ("true",),
            "same_zone": ("true",),
            "protocol": ("gRPC", "HTTPS"),
            "timeout": ("1s", "2s", "none"),
            "retries": ("1", "2"),
            "backoff": ("1s", "2s"),
            "failures": ("1%", "2%"),
            "encrypted": ("true", "false"),
            "pool": ("2", "3"),
            "held": ("9", "1/user"),
            "label": ("a", "b"),
        },
    ),
    Component: (
        ("component", "one"),
        "",
        {
            "name": ("A", "B"),
            "technology": ("Go", "Rust"),
            "group": ("back", "front"),
            "row": ("a", "b"),
            "zones": ("[a, b]", "[b, a]"),
            "place": ("{a: 1}", "{b: 1}"),
            "replicas": ("2", "3"),
            "runs_on": ("host", "two"),
            "availability": ("99%", "98%"),
            "mtbf": ("90d, mttr: 1h", "80d, mttr: 1h"),
            "mttr": ("1h, mtbf: 90d", "2h, mtbf: 90d"),
            "common_cause": ("1%", "2%"),
            "deploy_availability": ("99%", "98%"),
            "storage": ("1 TB", "2 TB"),
            "memory": ("1 GB", "2 GB"),
            "connections": ("1", "2"),
            "bandwidth": ("1 kB/s", "2 kB/s"),
            "managed": ("true",),
            "external": ("true",),
            "link": ("https://a.example", "https://b.example"),
            "icon": ("none", "aws.storage.S3"),
            "shape": ("custom", "card"),
            "notes": ("a", "b"),
            "tags": ("[a]", "[a, b]"),
            "properties": ("{team: red}", "{team: blue}", "{crew: blue}"),
        },
    ),
    Price: (
        ("component", "one"),
        "price",
        {"replica": ("$1", "$2", "€2"), "storage": ("$1", "$2"), "egress": ("$1", "$2")},
    ),
    Latency: (("component", "one"), "latency", {"p50": ("1ms", "2ms"), "p99": ("9ms", "8ms")}),
    Backups: (("component", "one"), "backups", {"every": ("1h", "2h"), "keep": ("9d", "8d")}),
    Maintenance: (
        ("component", "one"),
        "maintenance",
        {"time": ("1h/week", "2h/week"), "rolling": ("true",), "window": ("sunday", "monday")},
    ),
    Capacity: (
        ("component", "one"),
        "capacity",
        {"reads": ("1/s", "2/s"), "writes": ("1/s", "2/s")},
    ),
    Replicas: (
        ("component", "db"),
        "replicas",
        {
            "count": ("4", "5"),
            "need": ("1, count: 3", "2, count: 3", "majority, count: 3"),
            "copies": ("2", "3"),
            "reads": ("any, mode: leader-follower",),
            "spread": ("zone, copies: 2",),
            "min": ("2, max: 9", "3, max: 9"),
            "max": ("8, min: 2", "9, min: 2"),
            "mode": ("leader-follower", "active-active"),
            "failover": ("automatic", "manual"),
        },
    ),
    Failover: (
        ("component", "standby"),
        "replicas.failover",
        {"automatic": ("true", "false"), "time": ("1s", "2s"), "success": ("99%", "98%")},
    ),
    NeedByAccess: (
        ("component", "quorum"),
        "replicas.need",
        {"reads": ("2", "3"), "writes": ("2", "3")},
    ),
    Group: (("group", "back"), "", {"name": ("A", "B"), "parent": ("front", "outer")}),
    View: (
        ("view", "mine"),
        "",
        {
            "title": ("A", "B"),
            "base": ("detailed", "deployment"),
            "include": ("[api]", "[db]"),
            "leave_out": ("[api]", "[db]"),
            "neighbours": ("false",),
            "collapse": ("[back]", "[front]"),
            "direction": ("right", "down"),
        },
    ),
    Operation: (
        ("operation", "buy_it"),
        "",
        {
            "http": ("GET /a", "POST /a"),
            "journey": ("buy", "see"),
            "summary": ("A", "B"),
            "returns": ("Order", "'Order[]'"),
            "errors": ("{404: none}", "{404: no}", "{405: no}"),
            "rate_limit": ("1 per 1s", "2 per 1s"),
            "idempotent": ("true", "false"),
        },
    ),
    Entity: (
        ("entity", "Order"),
        "",
        {
            "cached_in": ("cache",),
            "key": ("at", "n", "[at, n]", "[n, at]"),
            "partition_by": ("at", "n"),
            "hottest_key": ("1%", "2%"),
            "rows": ("1M", "2M"),
            "size": ("1 KB", "2 KB"),
            "growth": ("1/s", "2/s"),
            "retention": ("9d", "8d", "forever"),
        },
    ),
    Query: (
        ("entity", "Order"),
        "queries",
        {"index": ("true",), "journey": ("buy", "see")},
    ),
    Decision: (
        ("decision", "which"),
        "",
        {
            "choice": ("This", "That"),
            "because": ("a", "b"),
            "affects": ("[api]", "[db]"),
        },
    ),
    Option: (
        ("decision", "which"),
        "options.This",
        {"pros": ("[a]", "[b]"), "cons": ("[a]", "[b]")},
    ),
    Monitoring: (
        ("design", ""),
        "monitoring",
        {"watches": ("[api]", "[db]"), "dashboards": ("{a: b}", "{a: c}", "{d: c}")},
    ),
    Alert: (("design", ""), "monitoring.alerts", {"who": ("me", "you"), "page": ("true",)}),
    Acceptance: (
        ("accepted risk", "single-zone at db"),
        "",
        {"until": ("2030-01-01", "2031-01-01")},
    ),
}
"""By record, whose element it is, the key that it stands under, and values for each of its keys."""
WHOLE: dict[type[Struct], tuple[tuple[str, str], str, tuple[str, ...]]] = {
    Parameter: (("operation", "buy_it"), "params.n", ("int", "'int?'", "string")),
    Field: (
        ("entity", "Order"),
        "fields.n",
        ("id", "'id?'", "'id[4]'", "'id[]'", "string(4)", "Order"),
    ),
    StatedFigure: (("estimate", "buy.peak"), "", ("1/s", "2/s")),
}
ALWAYS = {"DESIGN": "", "Decision": "question: Which?", "Maintenance": "time: 3h/week"} | {
    "Capacity": "reads: 7/s, writes: 7/s",
    "Parameter": "int",
    "Field": "int",
    "StatedFigure": "7/s",
    "NeedByAccess": "reads: 1, writes: 1",
}
"""What stands where a key is required, and no other value is tried."""
ELSEWHERE: dict[type[Struct], set[str]] = {
    Acceptance: {"rule", "at", "because"},
    Alert: {"on", "when"},
    CallGroup: set(properties_of(CallGroup)),
    Component: {
        "kind",
        "calls",
        "consumes",
        "price",
        "latency",
        "backups",
        "maintenance",
        "capacity",
    },
    Decision: {"question", "options"},
    Design: {"name", "include", "requirements", "scale", "estimates", "topology", "journeys"}
    | {"components", "groups", "views", "api", "data", "decisions", "monitoring", "accepted"}
    | {"sdgen", "defaults", "override"},
    Domain: {"level", "regions", "zones", "racks", "hosts"},
    Entity: {"store", "created_by", "fields", "queries"},
    Journey: {"actor", "rate", "objectives", "steps"},
    Monitoring: {"alerts"},
    Operation: {"params"},
    Query: {"by"},
    Question: {"ask"},
    Requirement: {"text"},
    Requirements: {"functional", "non_functional", "questions"},
    Scale: {"daily_users", "peak", "horizon"},
}
"""Keys that stand in the design above, and are changed in the table below, or hold further records."""
OTHERS = [
    ("because: cheap", "because: small", ("accepted risk", "single-zone at db"), "because"),
    ("on: api, when", "on: db, when", ("design", ""), "monitoring.alerts"),
    ("when: slow", "when: down", ("design", ""), "monitoring.alerts"),
    ("question: Which?", "question: What?", ("decision", "which"), "question"),
    ("That: {}", "Other: {}", ("decision", "which"), "options"),
    ("name: Law", "name: Order", ("design", ""), "name"),
    ("daily_users: 1M", "daily_users: 2M", ("design", ""), "scale.daily_users"),
    ("peak: 2x", "peak: 3x", ("design", ""), "scale.peak"),
    ("horizon: 2y", "horizon: 3y", ("design", ""), "scale.horizon"),
    ("r1: {zones", "r1: {level: provider, zones", ("domain", "r1"), "level"),
    ("store: db", "store: standby", ("entity", "Order"), "store"),
    ("created_by: buy", "created_by: see", ("entity", "Order"), "created_by"),
    ("by: string,", "by: string, more: string,", ("entity", "Order"), "fields.more"),
    ("queries: [at", "queries: [n", ("entity", "Order"), "queries"),
    ("rate: 5/s", "rate: 6/s", ("journey", "buy"), "rate"),
    ("web -> api, ", "web -> api, web -> api, ", ("journey", "buy"), "steps"),
    ("ask: Why?", "ask: How?", ("design", ""), "requirements.questions"),
    ("text: Buy", "text: Sell", ("requirement", "order"), "text"),
    ("two: {kind: service", "two: {kind: worker", ("component", "two"), "kind"),
    ("see: {actor: web", "see: {actor: mobile", ("journey", "see"), "actor"),
]


def unreadable(text: str) -> bool:
    return api.read_text(text, "law.yaml").design is None


def told(before: str, after: str) -> list[Change]:
    """The changes; nothing where one of the two cannot be read."""
    read = [api.read_text(each, "law.yaml").design for each in (before, after)]
    assert None not in read, [api.read_text(each, "law.yaml").errors for each in (before, after)]
    return list(changes_between(*read).changes)  # type: ignore[arg-type]


def filled(hole: str = "", value: str = "") -> str:
    text = BASE
    names = ["DESIGN", *(each.__name__ for each in (*VALUES, *WHOLE) if each is not Design)]
    for name in (*names, "CallGroup"):
        stands = value if name == hole else "any_of: [one, two]" if name == "CallGroup" else ""
        always = ALWAYS.get(name, "")
        if always and stands.split(":")[0] in always:
            rest = [
                each for each in always.split(", ") if each.split(":")[0] != stands.split(":")[0]
            ]
            always = ", ".join(rest)
        if name in ("Parameter", "Field", "StatedFigure"):
            whole = stands or always
        elif name == "DESIGN":
            whole = stands
        else:
            whole = ", ".join(each for each in (always, stands) if each)
        text = text.replace(f"<{name}>", whole)
    return text.replace("{, ", "{").replace(", }", "}").replace(", ,", ",")


def cases() -> Iterator[tuple[str, str, tuple[str, str], str]]:
    """A design before and after, and the element and key that have changed."""
    for record, (element, prefix, keys) in VALUES.items():
        hole = "DESIGN" if record is Design else record.__name__
        for key, values in keys.items():
            said = [filled(hole, f"{key}: {each}") for each in values]
            partners = "" if values[0][0] in "[{" else values[0].partition(", ")[2]
            without = filled(hole, partners)
            if key not in ALWAYS.get(hole, "") and not (partners and unreadable(without)):
                said.insert(0, without)
            name = (
                {"count": "", "request": "bytes"}.get(key, key)
                if record in (Replicas, Step)
                else key
            )
            short = record in (Price, Latency, Backups, Maintenance, Failover)
            name = "" if short and key == record.form.short else name  # type: ignore[attr-defined]
            wanted = prefix if prefix == ARROW or record in (Query, Question, Alert) else None
            whole = wanted or ".".join(filter(None, (prefix, name)))
            for before, after in pairwise(said):
                yield before, after, element, whole
    for record, (element, prefix, values) in WHOLE.items():
        for before, after in pairwise(values):
            one, other = (filled(record.__name__, each) for each in (before, after))
            yield one, other, element, prefix
    for before, after, element, key in OTHERS:
        assert before in filled(), before
        yield filled(), filled().replace(before, after, 1), element, key


@every_case(("before", "after", "element", "key"), cases, quick=1)
def test_another_value_of_a_key_is_one_change_that_names_it(
    before: str, after: str, element: tuple[str, str], key: str
) -> None:
    (found,) = told(before, after)
    assert (found.noun, found.id) == element
    assert found.facts
    for each in found.facts:
        assert each.key == key or each.key.startswith(f"{key}." if key[-1:] != "." else key)
        assert (each.before, each.after) != ("", "") and each.before != each.after


@every_case("record", [*VALUES, *WHOLE])
def test_every_key_is_tried(record: type[Struct]) -> None:
    tried = set(VALUES[record][2]) if record in VALUES else set()
    assert set(properties_of(record)) == tried | ELSEWHERE.get(record, set())


def test_each_record_is_tried() -> None:
    assert {*VALUES, *WHOLE, CallGroup} == set(RECORDS)


GROUPS = [
    ("any_of: [one, two]", "any_of: [one, host]", {"any_of"}, 3),
    ("any_of: [one, two]", "need: 2, of: [one, two]", {"any_of", "of", "need"}, 2),
    ("need: 1, of: [one, two, host]", "need: 2, of: [one, two, host]", {"any_of", "of", "need"}, 3),
    ("any_of: [one, two]", "any_of: [one, two], failover: {time: 1s}", {"failover.time"}, 2),
    ("any_of: [one, two]", "any_of: [one, two], optional: true", {"optional"}, 2),
    ("any_of: [one, two]", "any_of: [one, two], async: true", {"async"}, 2),
]


@pytest.mark.slow
@every_case(("before", "after", "keys", "count"), GROUPS)
def test_what_is_said_of_several_calls_is_a_change_of_each(
    before: str, after: str, keys: set[str], count: int
) -> None:
    found = told(filled("CallGroup", before), filled("CallGroup", after))
    assert [each.noun for each in found] == ["call"] * count
    assert {fact.key for each in found for fact in each.facts} == keys


def kinds() -> Iterator[tuple[str, str, str, str]]:
    for kind, key, values in walked():
        for before, after in zip((None, *values), values, strict=False):
            yield kind, key, "" if before is None else f"{key}: {before}", f"{key}: {after}"


@pytest.mark.slow
@every_case(("kind", "key", "before", "after"), lambda: daily(kinds(), 400))
def test_each_property_of_every_kind_is_compared(
    kind: str, key: str, before: str, after: str
) -> None:
    _compare(kind, key, before, after)


@pytest.mark.slow
def test_properties_of_some_kinds_are_compared() -> None:
    every = list(kinds())
    for each in every[:: len(every) // 12]:
        _compare(*each)


def _compare(kind: str, key: str, before: str, after: str) -> None:
    texts = [
        "sdgen: 1\nname: Law\n"
        + PARTNERS.replace("KIND, PROPERTY", f"KIND, {each}").replace("KIND", kind)
        for each in (before, after)
    ]
    texts[0] = texts[0].replace("KIND, ,", "KIND,")
    if any(map(unreadable, texts)):
        return
    found = [
        each for each in told(*texts) if key in {fact.key.split(".")[0] for fact in each.facts}
    ]
    assert len(found) == 1, (texts, told(*texts))
