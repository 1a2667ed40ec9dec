"""The inputs that EST001 names for the rules about load, data and latency."""

from __future__ import annotations

import pytest

from sdgen.rules import needs
from sdgen.rules.context import LintContext
from sdgen.rules.rule import Need
from tests.model.given import design

SHOP = """
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, replicas: 2, calls: [db, tool]}
  db: {kind: database, DB}
  tool: {kind: function}
journeys:
  buy: {actor: web, rate: 5/s, JOURNEY steps: [web -> shop -> db, shop -> tool]}
  look: {actor: web, rate: 5/s, objectives: {p99: 1s}}
data:
  Order: {store: db, key: order_id, ENTITY}
"""


def missing(need: Need, db: str = "", journey: str = "", entity: str = "") -> list[str]:
    text = SHOP.replace("DB", db).replace("JOURNEY", journey and f"{journey},")
    context = LintContext(design(text.replace("ENTITY", entity)))
    return list(need.missing(context))


@pytest.mark.parametrize(
    ("need", "given", "lacking"),
    [
        (needs.BANDWIDTH, {}, []),
        (needs.BANDWIDTH, {"journey": "request: 1 KB"}, ["shop", "db"]),
        (needs.SIZES, {}, []),
        (needs.SIZES, {"db": "bandwidth: 1 Gbit/s", "journey": "request: 1 KB"}, ["db"]),
        (
            needs.SIZES,
            {"db": "bandwidth: 1 Gbit/s", "journey": "request: 1 KB, response: 1 KB"},
            ["db"],
        ),
        (needs.DISK, {"entity": "rows: 5, size: 1 KB"}, ["db"]),
        (needs.DISK, {"entity": "rows: 5, size: 1 KB", "db": "storage: 1 TB"}, []),
        (needs.DISK, {"entity": "rows: 5, size: 1 KB", "db": "managed: true"}, []),
        (needs.ROWS, {"entity": "size: 1 KB"}, ["Order"]),
        (needs.ROWS, {"entity": "rows: 5, size: 1 KB"}, []),
        (
            needs.HORIZON,
            {"entity": "growth: 5/s, size: 1 B", "db": "storage: 1 TB"},
            ["the design"],
        ),
        (needs.HORIZON, {"entity": "rows: 5, size: 1 B", "db": "storage: 1 TB"}, []),
        (needs.LATENCY_OBJECTIVE, {}, ["buy"]),
        (needs.LATENCY_OBJECTIVE, {"journey": "objectives: {p50: 1s}"}, []),
        (needs.STEPS, {}, ["look"]),
        (needs.HOTTEST_KEY, {"entity": "partition_by: order_id"}, []),
        (needs.HOTTEST_KEY, {"entity": "partition_by: order_id", "db": "partitions: 4"}, ["Order"]),
        (
            needs.HOTTEST_KEY,
            {"entity": "partition_by: order_id", "db": "partitions: 4, hottest_key: 3%"},
            [],
        ),
        (needs.PARTITION_LIMIT, {"entity": "hottest_key: 3%"}, ["db"]),
        (needs.PARTITION_LIMIT, {"db": "hottest_key: 3%, partition_limit: 1k/s"}, []),
        (needs.PARTITION_LIMIT, {"db": "hottest_key: 3%, partitions: 4, capacity: 1k/s"}, []),
    ],
)
def test_what_lacks_an_input(need: Need, given: dict[str, str], lacking: list[str]) -> None:
    assert missing(need, **given) == lacking
