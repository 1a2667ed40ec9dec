"""Counts and names as people write them, and money."""

from __future__ import annotations

from pathlib import Path

from sdgen.base.findings import Severity
from sdgen.model import read_design_text
from tests.model.given import HEAD, component, design, one
from tests.support.cases import every_case

CASES = Path(__file__).parents[1] / "schema/corpus/cases"
TRAPS = (CASES / "14-yaml-traps.yaml").read_text(encoding="utf-8")
"""All but the empty name is valid, and kept as it is written."""


def test_text_keeps_its_spelling() -> None:
    reading = read_design_text(TRAPS, "traps.yaml")
    read = reading.design
    assert read is not None
    assert [each.code for each in reading.findings] == ["OVERRIDE003"]  # 'name: ~' says nothing
    assert read.name == "2024-01-01"
    said = {name: (each.name, each.technology) for name, each in read.components.items()}
    assert said == {
        "no": ("NO", "3.10"),
        "on": ("off", "1.20"),
        "y": ("12:30", "010"),
        "null-db": ("Null DB", "1e3"),
    }
    assert read.components["null-db"].tags == ("yes", "007", "0x1F")


@every_case(
    ("written", "value"),
    [("10k", 10_000), ("1.5M", 1_500_000), ("250_000", 250_000), ("'7'", 7), ("2 K", 2_000)],
)
def test_counts_take_units_and_separators(written: str, value: int) -> None:
    read = component(f"connections: {written}")
    assert read.connections == value


def test_counts_take_units_wherever_they_are() -> None:
    text = (
        "topology: {eu: {zones: [za]}}\n"
        "components:\n"
        "  web: {kind: client, calls: [db: {pool: 1k, retries: '2'}]}\n"
        "  db: {kind: database, replicas: {count: 1_000, copies: 1k, need: 1k}, partitions: 2k}\n"
        "  a: {kind: service, replicas: 2k, place: {za: 2K}}\n"
        "  b: {kind: service, replicas: {min: 1k, max: 10_000}}\n"
    )
    read = design(text).components
    assert read["web"].calls[0].calls[0].pool == 1_000
    assert (
        read["db"].replicas.count == read["db"].replicas.copies == read["db"].replicas.need == 1_000
    )
    assert read["db"].properties["partitions"] == 2_000
    assert read["a"].replicas.count == 2_000
    assert read["a"].place == {"za": 2_000}
    assert (read["b"].replicas.fewest, read["b"].replicas.most) == (1_000, 10_000)


@every_case(
    ("body", "message", "help_text"),
    [
        (
            "replicas: 1M",
            "component 'db', 'replicas': '1M' must be at most 100,000",
            "write a whole number from 1 to 100,000",
        ),
        (
            "connections: 1_00",
            "component 'db', 'connections': '1_00' is no whole number",
            "write a whole number from 1 to 100,000,000",
        ),
        (
            "connections: 2.0005k",
            "component 'db', 'connections': '2.0005k' is no whole number",
            "write a whole number from 1 to 100,000,000",
        ),
        (
            "connections: '0'",
            "component 'db', 'connections': '0' must be at least 1",
            "write a whole number from 1 to 100,000,000",
        ),
        (
            "connections: many",
            "component 'db', 'connections': 'many' is not written as it must be",
            "allowed: a whole number, such as '3', '250_000' or '10k'",
        ),
    ],
)
def test_what_is_no_count_is_found(body: str, message: str, help_text: str) -> None:
    found = one(f"components:\n  db: {{kind: database, {body}}}\n")
    assert (found.message, found.help) == (message, help_text)


def test_a_call_to_a_group_says_that_it_is_one() -> None:
    """As in ../shared/cases/inputs/09-edge-to-group.yaml."""
    text = (
        "groups: {backend: Back end, inner: {parent: backend}}\n"
        "components:\n"
        "  web: {kind: client, calls: [backend]}\n"
        "  orders: {kind: service, group: backend}\n"
        "  stock: {kind: service, group: inner}\n"
    )
    found = one(text)
    assert found.message == (
        "component 'web', calls: 'backend' is a group, and only components can stand here"
    )
    assert found.help == "name those of its components that are meant: orders, stock"
    assert str(found.span) == "shop.yaml:5:31"


PRICED = (
    "components:\n"
    "  a: {kind: service, price: $70/month}\n"
    "  b: {kind: object_store, price: {storage: PRICE, replica: 0}}\n"
)


@every_case(
    ("price", "message"),
    [
        ("$0.02", ""),
        ("0.02 USD", ""),
        ("0", ""),
        (
            "0.02 €",
            "component 'b', price 'storage': '0.02 €' is of another currency than '$70/month' "
            "(shop.yaml:4:29)",
        ),
        (
            "0.02",
            "component 'b', price 'storage': '0.02' names no currency, unlike '$70/month' "
            "(shop.yaml:4:29)",
        ),
    ],
)
def test_a_design_has_one_currency(price: str, message: str) -> None:
    text = PRICED.replace("PRICE", price)
    if not message:
        design(text)
        return
    found = one(text)
    assert (found.message, found.help) == (message, "write all sums in $")


def test_money_without_a_currency_anywhere_is_a_number() -> None:
    design(PRICED.replace("$70/month", "70").replace("PRICE", "0.02"))


def test_a_lone_m_is_said_to_be_minutes() -> None:
    reading = read_design_text(
        HEAD + "components: {db: {kind: database, mttr: 5m, mtbf: 1d30m}}\n", "shop.yaml"
    )
    assert reading.design is not None
    (found,) = reading.findings
    assert found.severity is Severity.INFO
    assert found.message == "component 'db', 'mttr': '5m' is read as minutes"
    assert found.help == "write 5min, or mo for months"
