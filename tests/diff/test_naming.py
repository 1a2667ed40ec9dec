"""A design with other ids is the design that is read where they are written: nothing keeps an old one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from sdgen.analyses.facts import Facts
from sdgen.design.calls import calls_of
from sdgen.design.records import Component
from sdgen.diff.changes import changes_between
from sdgen.diff.naming import with_ids
from tests.diff.given import design
from tests.support.cases import every_case

WHOLE = """\
sdgen: 1
name: Naming
requirements: {functional: {need-buy: Text}, non_functional: {need-fast: Text}}
scale: {daily_users: 1M}
topology: {pro: {level: provider, regions: {reg: {zones: {zon: {racks: {rac: {hosts: [hos, host2]}}}, zon2: 99%}}}}}
groups: {outer: {}, inner: {parent: outer}}
components:
  user: {kind: client, calls: [{any_of: [serv, other], failover: {time: 1s}}, que, fan]}
  serv: {kind: service, group: inner, place: {zon: 2, hos: 1}, calls: [memo, stor]}
  other: {kind: service, group: outer, runs_on: clus, calls: [memo]}
  clus: {kind: custom, replicas: 3, zones: [rac, zon2]}
  memo: {kind: cache, technology: Redis}
  stor: {kind: database, replicas: {count: 3, copies: 2}, zones: [zon, zon2]}
  copy: {kind: replica, copy_of: stor}
  que: {kind: queue, dead_letter: dead, calls: [work]}
  dead: {kind: queue}
  work: {kind: worker, calls: [stor]}
  late: {kind: worker, consumes: [que]}
  fan: {kind: queue}
  puller: {kind: worker, calls: [fan]}
journeys:
  trip: {actor: user, serves: [need-buy], reads: [Thing], writes: [Thing], steps: [user -> serv -> memo, 'serv -> stor': {on_miss: memo, times: 10%}]}
  tour: {actor: user, rate: 1/s, steps: [user -> que -> work, user -> fan, puller -> fan]}
data:
  Thing: {store: stor, cached_in: memo, created_by: trip, fields: {id: id, parts: 'Part[]'}, queries: [{by: id, journey: trip}]}
  Part: {store: stor, fields: {of: Thing}}
api:
  do_it: {http: POST /it, journey: trip, params: {part: 'Part?'}, returns: 'Thing[]'}
views: {pict: {include: [serv, 'group:inner'], leave_out: [memo], collapse: [outer]}}
decisions: {deci: {question: Text, affects: [serv]}}
monitoring: {watches: [serv, trip], alerts: [{on: stor, when: full}]}
accepted: [{rule: single-zone, at: zon, because: text}, {rule: single-zone, at: serv, because: text}]
estimates: {trip.peak: 3/s, stor.storage: 1 TB, Thing.rows: 1M}
"""
IDS = {
    "component": [
        *("user", "serv", "other", "clus", "memo", "stor", "copy", "que", "dead", "work", "late"),
        *("fan", "puller"),
    ],
    "domain": ["pro", "reg", "zon", "rac", "hos", "zon2"],
    "group": ["outer", "inner"],
    "journey": ["trip", "tour"],
    "entity": ["Thing", "Part"],
    "operation": ["do_it"],
    "view": ["pict"],
    "decision": ["deci"],
    "requirement": ["need-buy", "need-fast"],
}


def renamed(old: str) -> str:
    return f"{old}x"


def plain(value: object) -> object:
    """A record without its places, and without the names that are made from ids."""
    if isinstance(value, Struct):
        left_out = {"span", "spans", "title", "name"}
        kept = [name for name in value.__struct_fields__ if name not in left_out]
        return (type(value).__name__, [(name, plain(getattr(value, name))) for name in kept])
    if isinstance(value, Mapping):
        return [(plain(key), plain(each)) for key, each in value.items()]
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return value


@every_case(("noun", "id"), [(noun, id) for noun, ids in IDS.items() for id in ids], quick=1)
def test_one_id(noun: str, id: str) -> None:
    check({noun: {id: renamed(id)}})


def test_all_ids_at_once() -> None:
    check({noun: {id: renamed(id) for id in ids} for noun, ids in IDS.items()})


def check(ids: Mapping[str, Mapping[str, str]]) -> None:
    text = WHOLE
    for noun in ids.values():
        for old, new in noun.items():
            text = re.sub(rf"(?<![\w-]){old}(?![\w-])", new, text)
    assert text != WHOLE
    made, read = with_ids(design(WHOLE), ids), design(text)
    assert plain(made) == plain(read)
    assert changes_between(made, read).changes == ()
    one, other = Facts(made), Facts(read)
    assert [one.availability(name).value for name in one.analysed] == [
        other.availability(name).value for name in other.analysed
    ]
    assert one.traffic == other.traffic


def test_every_id_of_the_design_is_tried() -> None:
    read = design(WHOLE)
    tables = (read.components, read.groups, read.journeys, read.data, read.api, read.views)
    named = {id for ids in IDS.values() for id in ids}
    assert {id for table in tables for id in table} <= named
    assert any(isinstance(each, Component) and each.pulls for each in read.components.values())
    assert any(each.lies_in for each in read.components.values())


def test_an_id_that_something_else_keeps_still_names_that() -> None:
    text = """\
sdgen: 1
name: Twice
components: {web: {kind: client, calls: [order]}, order: {kind: service}}
journeys: {order: {actor: web, rate: 1/s}}
monitoring: {watches: [order]}
estimates: {order.peak: 1/s}
"""
    made = with_ids(design(text), {"component": {"order": "checkout"}})
    assert list(made.estimates) == ["order.peak"] and list(made.journeys) == ["order"]
    assert made.monitoring is not None and made.monitoring.watches == ("order",)
    assert {call.target for call in calls_of(made)} == {"checkout"}
    both = with_ids(made, {"journey": {"order": "buy"}})
    assert both.monitoring is not None and both.monitoring.watches == ("buy",)
    assert list(both.estimates) == ["buy.peak"]
