"""The inputs that EST001 names, and that it names them once."""

from __future__ import annotations

import json
from datetime import date

import pytest

from sdgen import api
from sdgen.lint.context import LintContext
from sdgen.lint.documentation import whole_design
from sdgen.lint.engine import lint
from sdgen.lint.rule import Need, Rule
from sdgen.lint.settings import Settings
from sdgen.parse import parse_text, to_plain
from sdgen.rules import all_rules
from sdgen.rules.support import needs
from tests.model.given import design
from tests.support.cases import every_case

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


@pytest.mark.slow
@every_case(
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


def test_what_a_provider_runs_needs_no_zones() -> None:
    text = """
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, calls: [db, pay, mail]}
  db: {kind: database, managed: true}
  pay: {kind: external}
  mail: {kind: service, external: true}
"""
    assert list(needs.ZONES.missing(LintContext(design(text)))) == ["shop"]


def missing_input(text: str) -> str:
    """What EST001 says."""
    reading = api.read_text(text, "design.yaml")
    assert reading.design is not None, reading.findings
    linted = lint(reading.design, Settings(select=("EST001",)), today=date(2026, 1, 1))
    return "".join(each.message for each in linted.findings)


def test_a_design_without_journeys_is_told_once() -> None:
    said = missing_input(
        "sdgen: 1\nname: Shop\ncomponents:\n"
        "  web: {kind: client, calls: [shop]}\n  shop: {kind: service, calls: [db, pay]}\n"
        "  db: {kind: database}\n  pay: {kind: external}\n"
    )
    assert said.count("'journeys'") == 1
    assert said.count("'zones' of 'shop' and 'db' (for") == 1
    asking = said.partition("'journeys' (for ")[2].partition(")")[0].split(", ")
    assert {"SPOF001", "SPOF002", "SPOF003", "SPOF005", "SLO001", "SLO003", "CAP001"} <= {*asking}
    assert len(asking) == len({*asking})
    assert "'objectives.availability'" not in said
    assert "'rate'" not in said


def test_journeys_without_an_objective_are_named() -> None:
    said = missing_input(
        "sdgen: 1\nname: Shop\njourneys: {buy: {actor: web, rate: 1/s}}\ncomponents:\n"
        "  web: {kind: client, calls: [shop]}\n  shop: {kind: service}\n"
    )
    assert "'objectives.availability' of 'buy' (for SLO001, SPOF003)" in said
    assert "'journeys'" not in said


@pytest.mark.slow
@every_case("rule", all_rules())
def test_a_rule_that_is_silent_without_journeys_says_so(rule: Rule) -> None:
    document = parse_text(whole_design(rule.documentation.bad), "design.yaml")
    assert document.root is not None
    bad = to_plain(document.root)
    assert isinstance(bad, dict)
    bad.pop("journeys", None)
    for operation in bad.get("api", {}).values():
        operation.pop("journey", None)
    design_without = api.read_text(json.dumps(bad), "design.yaml").design
    if design_without is None:  # it speaks of its journeys elsewhere
        return
    found = lint(design_without, Settings(select=(rule.code,)), today=date(2026, 1, 1)).findings
    needed = {need for each in rule.needs for need in (each, each.part_of)}
    assert found or rule.last or needs.JOURNEYS in needed
