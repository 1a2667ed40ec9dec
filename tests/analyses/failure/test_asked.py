"""What a journey asks of alternatives: each need by itself, with what it does there.

The right values are worked out beside each design.
"""

from __future__ import annotations

import pytest

from sdgen.analyses.facts import Facts
from sdgen.analyses.improve.plan import _Planning
from tests.analyses.designs import design_of
from tests.support.cases import every_case

PARTS = """
components:
  web: {{kind: client, calls: [api]}}
  api: {{kind: service, availability: 100%, calls: [{calls}]}}
  cache: {{kind: cache, availability: 90%}}
  db: {{kind: database, availability: 80%{db}}}
  db2: {{kind: database, availability: 90%{db2}}}
  mid: {{kind: service, availability: 100%, calls: [db]}}
"""


def facts(steps: str, calls: str, db: str = "", db2: str = "") -> Facts:
    journey = f"journeys: {{use: {{actor: web, rate: 1/s, steps: [web -> api, {steps}]}}}}"
    return Facts(design_of(journey + PARTS.format(calls=calls, db=db, db2=db2)))


def available(steps: str, calls: str, db: str = "", db2: str = "") -> float:
    return facts(steps, calls, db, db2).availability("use").value


TWO_OF_THREE = ", replicas: {count: 3, need: {reads: 1, writes: 2}}"
"""At 90% each up for a write with 0.9^3 + 3 x 0.9^2 x 0.1 = 0.972, for a read with 0.999."""


def test_a_read_changes_over_though_the_same_group_is_written_too() -> None:
    # the read waits while callers change over from the cache: 0.1 x 30 min / 4 h
    group = "{any_of: [cache, db], failover: {time: 30min}}"
    found = available("api -> cache: read, api -> db: write", group)
    assert found == pytest.approx(0.8 * (1 - 0.1 * 0.5 / 4))


def test_reading_and_writing_one_group_is_one_change_over() -> None:
    group = "{any_of: [cache, db], failover: {time: 30min, success: 90%}}"
    found = available("api -> cache: read, api -> cache: write", group)
    assert found == pytest.approx((0.9 + 0.1 * 0.8 * 0.9) * (1 - 0.1 * 0.5 / 4))


def test_what_cannot_do_without_its_first_choice_does_not_change_over() -> None:
    group = "{any_of: [db, cache], failover: {time: 30min, success: 90%}}"
    assert available("api -> db: read, api -> db: write", group) == pytest.approx(0.8)
    assert available("api -> db: read, api -> db: {only: true}", group) == pytest.approx(0.8)


def test_writing_to_a_cache_alone_needs_no_store_that_keeps_the_same_entity() -> None:
    journey = "journeys: {use: {actor: web, steps: [web -> api, api -> cache: write], writes: [E]}}"
    data = "data: {E: {store: db, key: id}}\n"
    parts = PARTS.format(calls="{any_of: [cache, db]}", db="", db2="")
    found = Facts(design_of(journey + parts + data)).availability("use").value
    assert found == pytest.approx(1 - 0.1 * 0.2)


@pytest.mark.parametrize(("op", "second"), [("read", 0.999), ("write", 0.972)])
def test_an_alternative_does_what_the_step_does_that_it_stands_in_for(
    op: str, second: float
) -> None:
    found = available(f"api -> db: {op}", "{any_of: [db, db2]}", db2=TWO_OF_THREE)
    assert found == pytest.approx(1 - 0.2 * (1 - second))


def test_what_is_done_along_an_optional_call_asks_nothing() -> None:
    calls = "db, {mid: {optional: true}}"
    db = ", replicas: {count: 2, need: {reads: 1, writes: 2}}"
    found = available("api -> db: read, api -> mid, mid -> db: write", calls, db=db)
    assert found == pytest.approx(1 - 0.2**2)


def test_only_beside_a_write_leaves_the_write_its_store() -> None:
    steps = "api -> cache: {only: true, op: read}, api -> db: write"
    assert available(steps, "{any_of: [cache, db]}") == pytest.approx(0.9 * 0.8)


def test_a_store_that_is_written_here_and_read_there_counts_for_each() -> None:
    # mid's read needs one of two, and the write that api may do instead of the cache's both:
    # both up, or one up and the cache
    db = ", replicas: {count: 2, need: {reads: 1, writes: 2}}"
    found = facts(
        "api -> cache: write, api -> mid, mid -> db: read", "{any_of: [cache, db]}, mid", db
    )
    assert found.availability("use").value == pytest.approx(0.8**2 + 2 * 0.8 * 0.2 * 0.9)
    listed = (frozenset(cut.events) for cut in found.reliability("use", order=2).cut_sets)
    cuts = {each for each in listed if not each & {"api/1", "mid/1"}}
    assert cuts == {
        frozenset(each) for each in (("db/1", "db/2"), ("cache/1", "db/1"), ("cache/1", "db/2"))
    }


def test_a_window_is_that_of_what_its_first_choice_is_asked() -> None:
    # two of db for mid's write; api changes over when both are down, which its read needs
    db = ", replicas: {count: 2, need: {reads: 1, writes: 2}}"
    group = "{any_of: [db, cache], failover: {time: 2h}}, mid"
    found = available("api -> db: read, api -> mid, mid -> db: write", group, db)
    assert found == pytest.approx(0.8**2 * (1 - 0.2**2 * 0.5))


def test_what_helps_is_computed_for_what_is_done() -> None:
    # three for two writes: 0.8^3 + 3 x 0.8^2 x 0.2 = 0.896
    db = ", replicas: {count: 2, need: {reads: 1, writes: 2}}"
    known = facts("api -> db: write", "db", db)
    work = _Planning(known, ("use",), 1.0, include_accepted=False)
    evaluation = work._evaluation("use")
    assert evaluation is not None
    three = next(at for at, v in enumerate(work.own["db"]) if v.component.replicas.count == 3)
    assert evaluation.down({"db": three}) == pytest.approx(1 - 0.896)


def test_an_instance_that_takes_every_piece_of_data_is_no_partial_point() -> None:
    # b and c keep a copy of every piece, the two nodes in a share the third
    design = design_of(
        "components:\n"
        "  web: {kind: client, calls: [db]}\n"
        "  db: {kind: database, replicas: {count: 4, copies: 3, need: 3}, zones: [a, b, c]}\n"
    )
    points = {each.event: each for each in Facts(design).points_of_failure("web")}
    found = {name: (points[name].kind.value, points[name].share) for name in points if "/" in name}
    assert found["db/2"] == found["db/3"] == ("instance", 1.0)
    assert found["db/1"][0] == found["db/4"][0] == "partial"
    assert found["db/1"][1] + found["db/4"][1] == pytest.approx(1.0)


@every_case(
    ("second", "down"),
    [
        # 100 reads of 200/s, and 100 reads of 200/s or 100 writes of 60/s
        ("read", {("pool/1", "pool/2", "pool/3")}),
        ("write", {("pool/1",), ("pool/2",), ("pool/3",)}),
        ("a label", {("pool/1",), ("pool/2",), ("pool/3",)}),
    ],
)
def test_a_capacity_for_reads_and_writes_tells_how_many_must_be_up(
    second: str, down: set[tuple[str, ...]]
) -> None:
    body = f"""
journeys:
  use:
    actor: web
    rate: 100/s
    steps: [web -> pool -> db: read, {{web -> pool -> db: {second}}}]
components:
  web: {{kind: client, calls: [pool]}}
  pool: {{kind: service, replicas: 3, capacity: {{reads: 200/s, writes: 60/s}}, calls: [db]}}
  db: {{kind: database, managed: true}}
"""
    found = Facts(design_of(body)).reliability("use").cut_sets
    assert {cut.events for cut in found} == {*down, ("db",)}
