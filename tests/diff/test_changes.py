"""What has changed between two designs."""

from __future__ import annotations

import pytest

from sdgen.diff.changes import Change, Sign, changes_between
from tests.diff.given import design
from tests.support.cases import every_case

SHOP = """\
sdgen: 1
name: Shop
components:
  web: {kind: client, calls: [orders]}
  orders: {kind: service, group: backend, calls: [orders-db: {timeout: 100ms}], latency: 5ms}
  orders-db: {kind: database, technology: PostgreSQL, zones: [euw1-a]}
groups: {backend: Back end}
topology: {eu-west-1: {zones: {euw1-a: 99.9%, euw1-b: 99.9%}}}
journeys:
  order: {actor: web, rate: 1/s, steps: [web -> orders -> orders-db]}
"""


def said(change: Change) -> tuple[str, str, str, list[tuple[str, str, str]]]:
    facts = [(each.key, each.before, each.after) for each in change.facts]
    return (change.sign.value, change.noun, change.id, facts)


CHANGED = [
    ("kind: service,", "kind: service, replicas: 3,", "component", "orders", [("replicas", "1", "3")]),
    ("latency: 5ms", "latency: {p50: 5ms, p99: 20ms}", "component", "orders", [("latency.p99", "", "20ms")]),
    ("timeout: 100ms", "timeout: none", "call", "orders->orders-db", [("timeout", "100ms", "none")]),
    ("group: backend, ", "", "component", "orders", [("group", "backend", "")]),
    ("zones: [euw1-a]", "zones: [euw1-a, euw1-b]", "component", "orders-db", [("zones", "euw1-a", "euw1-a, euw1-b")]),
    ("rate: 1/s", "rate: 2/s", "journey", "order", [("rate", "1/s", "2/s")]),
    ("backend: Back end", "backend: Behind", "group", "backend", [("name", "Back end", "Behind")]),
    ("euw1-b: 99.9%", "euw1-b: 99.95%", "domain", "euw1-b", [("availability", "99.9%", "99.95%")]),
    ("name: Shop", "name: Store", "design", "", [("name", "Shop", "Store")]),
]  # fmt: skip


@pytest.mark.slow
@every_case(("before", "after", "noun", "id", "facts"), CHANGED)
def test_a_change_is_one_fact_of_one_element(
    before: str, after: str, noun: str, id: str, facts: list[tuple[str, str, str]]
) -> None:
    assert before in SHOP
    found = changes_between(design(SHOP), design(SHOP.replace(before, after, 1)))
    assert [said(each) for each in found.changes] == [("changed", noun, id, facts)]


SAME = [
    ("latency: 5ms", "latency: 0.005s"),
    ("latency: 5ms", "latency: {p50: 5 ms}"),
    ("kind: service,", "kind: service, replicas: 1,"),
    ("calls: [orders]", "calls: [orders: {async: false}]"),
    ("steps: [web -> orders -> orders-db]", 'steps: [{"web -> orders -> orders-db": {}}]'),
    ("{kind: client, calls: [orders]}", "{calls: [orders], kind: client}"),
]


@every_case(("before", "after"), SAME)
def test_what_is_written_in_another_way_is_no_change(before: str, after: str) -> None:
    assert before in SHOP
    assert changes_between(design(SHOP), design(SHOP.replace(before, after, 1))).changes == ()


def test_the_order_of_a_file_is_no_change() -> None:
    head, rest = SHOP.split("components:\n")
    lines = rest.split("groups:")[0].splitlines(keepends=True)
    turned = (
        head + "components:\n" + "".join(reversed(lines)) + "groups:" + rest.split("groups:")[1]
    )
    assert turned != SHOP
    assert changes_between(design(SHOP), design(turned)).changes == ()


def test_what_is_added_and_removed_is_told_whole_and_in_its_place() -> None:
    cache = "  orders-cache: {kind: cache, replicas: 2}\n"
    grown = SHOP.replace("  orders-db:", cache + "  orders-db:").replace(
        "calls: [orders-db: {timeout: 100ms}]",
        "calls: [any_of: [orders-cache, orders-db: {timeout: 100ms}]]",
    )
    old, new = design(SHOP), design(grown)
    found = changes_between(old, new)
    assert [said(each) for each in found.changes] == [
        ("added", "component", "orders-cache", [("kind", "", "cache"), ("replicas", "", "2")]),
        ("added", "call", "orders->orders-cache", [("any_of", "", "orders-db")]),
        ("changed", "call", "orders->orders-db", [("any_of", "", "orders-cache")]),
    ]
    back = changes_between(new, old)
    assert [each.sign for each in back.changes] == [Sign.REMOVED, Sign.REMOVED, Sign.CHANGED]
    first = found.changes[0]
    assert first.span_before is None and first.span_after is not None
    assert (first.span_after.file, first.span_after.line) == ("shop.yaml", 6)
