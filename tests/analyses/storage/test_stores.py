"""Storage: rows and bytes now and at the horizon, by hand."""

from __future__ import annotations

from math import log

import pytest

from sdgen.analyses.crossing import first_above
from sdgen.analyses.storage.stores import (
    StorageFacts,
    entity_size,
    held_over_time,
    storage,
)
from sdgen.analyses.traffic.flow import flow
from sdgen.design.records import Design
from tests.model.given import design
from tests.support.cases import every_case

DAY = 86_400


def shop(entity: str, *, db: str = "", scale: str = "daily_users: 1M, horizon: 10d") -> Design:
    return design(
        f"""scale: {{{scale}}}
journeys:
  buy: {{actor: web, rate: 10/user/day, steps: [web -> db]}}
components:
  web: {{kind: client, calls: [db]}}
  db: {{kind: database{db}}}
data:
  Order: {{store: db, {entity}}}
  Item: {{store: db, rows: 1k, size: 1 KB, fields: {{id: id}}}}
"""
    )


def kept(found: Design) -> StorageFacts:
    return storage(found, flow(found))


def test_rows_come_from_the_journey_that_creates_them() -> None:
    order = kept(shop("created_by: buy, size: 100 B")).entities["Order"]
    assert (order.rows, order.bytes) == (0, 0)
    assert order.rows_at_horizon == pytest.approx(100e6)
    assert order.bytes_at_horizon == pytest.approx(10e9)


@pytest.mark.parametrize(
    ("growth", "rows"),
    [("growth: 5/s", 5 * 10 * DAY), ("growth: 1 KB/s", 10 * 10 * DAY)],
)
def test_growth_of_its_own(growth: str, rows: float) -> None:
    order = kept(shop(f"rows: 2M, size: 100 B, {growth}")).entities["Order"]
    assert order.rows == 2e6
    assert order.rows_at_horizon == pytest.approx(2e6 + rows)


def test_what_is_kept_for_less_than_the_horizon() -> None:
    order = kept(shop("rows: 3M, growth: 1/s, retention: 2d, size: 1 B")).entities["Order"]
    assert order.rows_at_horizon == pytest.approx(2 * DAY)
    order = kept(shop("rows: 3M, growth: 1/s, retention: 20d, size: 1 B")).entities["Order"]
    assert order.rows_at_horizon == pytest.approx(1.5e6 + 10 * DAY)


def test_what_is_kept_for_no_time_is_not_kept() -> None:
    order = kept(shop("rows: 3M, growth: 1/s, retention: 0s, size: 1 B")).entities["Order"]
    assert order.rows_at_horizon == 0.0


@every_case(
    ("replicas", "copies"),
    [
        ("3", 3),
        ("6", 3),
        ("{count: 6, copies: 1}", 1),
        ("{count: 6, copies: 3}", 3),
        ("{count: 3, mode: leader-follower}", 3),
        ("{count: 2, mode: active-standby}", 2),
        ("{count: 4, copies: 2, mode: leader-follower}", 2),
    ],
)
def test_followers_and_standbys_keep_a_copy_each(replicas: str, copies: int) -> None:
    found = kept(shop("rows: 1M, size: 100 B", db=f", replicas: {replicas}")).stores["db"]
    assert found.copies == copies
    assert found.bytes == pytest.approx(copies * (100e6 + 1e6))


def test_the_time_at_which_disks_are_full() -> None:
    found = shop("growth: 10/s, size: 100 B", db=", storage: 1 GB, fill: 50%")
    facts = kept(found)
    course = held_over_time(found, facts, facts.stores["db"])
    assert course(0.0) == pytest.approx(2e6)
    assert course(DAY) == pytest.approx(2e6 + 2000 * DAY)
    full = first_above(course, 1e9, (0.0, 10.0 * DAY))
    assert full == pytest.approx((1e9 - 2e6) / 2000)
    assert first_above(course, 1e12, (0.0, 10.0 * DAY)) is None
    assert first_above(course, 1e6, (0.0, 10.0 * DAY)) == 0.0


def test_what_is_written_grows_with_the_load() -> None:
    scale = "daily_users: 1M, horizon: 2y, growth: 100%"
    year = 365 * DAY
    order = kept(shop("rows: 3M, growth: 1/s, size: 1 B", scale=scale)).entities["Order"]
    # the integral of 2^t over two years is 3 / ln 2
    assert order.rows_at_horizon == pytest.approx(3e6 + 3 * year / log(2))
    assert order.rows == 3e6
    order = kept(shop("growth: 1/s, retention: 1y, size: 1 B", scale=scale)).entities["Order"]
    # the second year alone
    assert order.rows_at_horizon == pytest.approx(2 * year / log(2))


def test_without_a_horizon_what_is_there_and_what_retention_holds() -> None:
    scale = "daily_users: 1M"
    order = kept(shop("rows: 3k, growth: 1/s, size: 1 B", scale=scale)).entities["Order"]
    assert order.rows_at_horizon == 3e3
    order = kept(shop("growth: 1/s, retention: 1d, size: 1 B", scale=scale)).entities["Order"]
    assert order.rows_at_horizon == DAY


def test_copies_and_fill() -> None:
    db = ", replicas: {count: 3, copies: 2}, fill: 50%, storage: 1 MB"
    store = kept(shop("rows: 1M, size: 1 B", db=db)).stores["db"]
    assert (store.copies, store.fill, store.capacity) == (2, 0.5, 3e6)
    assert store.bytes == pytest.approx((1e6 + 1e6) * 2 / 0.5)
    assert store.share_at_horizon == pytest.approx(8 / 3)
    assert store.complete


def test_what_is_unknown_is_said() -> None:
    facts = kept(shop("size: 1 KB"))
    assert facts.entities["Order"].rows is None
    assert facts.entities["Order"].bytes_at_horizon is None
    assert facts.stores["db"].bytes == pytest.approx(1e6)
    assert not facts.stores["db"].complete
    assert facts.stores["db"].share_at_horizon is None


@every_case(
    ("fields", "size"),
    [
        ("{id: id, at: timestamp, text: 'string(280)'}", 8 + 8 + 280),
        ("{id: uuid, items: 'Item[4]'}", 16 + 4 * 8),
        ("{id: id, text: string}", None),
        ("{id: id, items: 'Item[]'}", None),
    ],
)
def test_the_size_of_a_row_from_its_fields(fields: str, size: float | None) -> None:
    found = shop(f"rows: 1, fields: {fields}")
    assert entity_size(found.data["Order"]) == size
    said = kept(found).assumptions
    assert said == (() if size is None else (f"Order: {size:g} bytes a row, from its fields",))


def test_a_size_that_is_given_counts() -> None:
    assert entity_size(shop("size: 1 KB, fields: {id: id}").data["Order"]) == 1000
