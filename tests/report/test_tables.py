"""Tables for other documents, worked out by hand."""

from __future__ import annotations

import pytest

import sdgen
from sdgen.blocks import Paragraph, Table
from sdgen.report.tables import TABLES
from tests.support.cases import every_case

SHOP = """\
sdgen: 1
name: Shop
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, replicas: 2, availability: 90%, capacity: 40/s, calls: [db]}
  db: {kind: database, availability: 99%}
"""
JOURNEYS = """\
journeys:
  look: {actor: web, rate: 20/s, steps: [web -> shop]}
  buy:
    actor: web
    rate: 10/s
    steps: [web -> shop -> db]
    objectives: {availability: 99%}
"""


def table(name: str, text: str) -> Table:
    made = TABLES[name].make(sdgen.loads(text).facts)
    assert isinstance(made, Table)
    assert all(len(row) == len(made.header) for row in made.rows)
    return made


def test_there_are_these_tables_and_each_says_what_it_shows() -> None:
    assert tuple(TABLES) == ("availability", "decisions", "estimate", "spof")
    assert all(each.doc.endswith(".") for each in TABLES.values())


def test_availability() -> None:
    """Two of 90% are 1 - 0.1², with one of 99% that is 0.99 x 0.99; a year has 365 days."""
    made = table("availability", SHOP + JOURNEYS)
    assert made.header == ("journey", "available", "down a year", "objective", "verdict")
    assert made.rows == (
        ("look", "99%", "3.65 d", "none", ""),
        ("buy", "98%", "7.26 d", "99%", "missed"),
    )


def test_availability_where_nothing_is_promised() -> None:
    made = table("availability", SHOP)
    assert made.header == ("journey", "available", "down a year")
    assert made.rows == (("web", "98%", "7.26 d"),)


DECISIONS = """\
decisions:
  store:
    question: Which store?
    options: {PostgreSQL: {}, MongoDB: {}, files: {}}
    choice: PostgreSQL
    because: We know it.
  later: {question: Which queue?, options: {Kafka: {}, SQS: {}}}
  never: {question: Why?}
"""


def test_decisions() -> None:
    assert table("decisions", SHOP + DECISIONS).rows == (
        ("Which store?", "PostgreSQL", "We know it.", "MongoDB and files"),
        ("Which queue?", "open", "", "to choose from: Kafka and SQS"),
        ("Why?", "open", "", ""),
    )
    lack = TABLES["decisions"].lack(sdgen.loads(SHOP).facts)
    assert lack is not None
    assert lack.message == "the design has no decisions"


def test_single_points_of_failure() -> None:
    """The zone takes both journeys down, the longest downtime stands first."""
    zones = "topology: {eu: {zones: {za: {availability: 99.9%}}}}\n"
    placed = SHOP.replace("availability", "zones: [za], availability")
    made = table("spof", zones + placed + JOURNEYS)
    assert made.header == ("what fails", "kind", "down a year", "and takes down")
    assert [row for row in made.rows if row[0] != "eu"] == [
        ("db/1", "instance", "3.65 d", "buy"),
        ("za", "zone", "8.76 h", "look and buy"),
    ]


def test_single_points_of_failure_that_are_alike_have_one_row() -> None:
    """Each of four nodes that keep one copy loses a quarter of the data."""
    text = SHOP.replace("availability: 99%", "replicas: {count: 4, copies: 1}, availability: 99%")
    [row] = table("spof", text).rows
    assert row == ("each of 4 db", "partial", "14.6 d", "web")


def test_no_single_point_of_failure() -> None:
    text = SHOP.replace("availability: 99%", "replicas: 2, availability: 99%")
    made = TABLES["spof"].make(sdgen.loads(text).facts)
    assert made == Paragraph("No single point of failure.")


def test_many_journeys_are_counted() -> None:
    names = [f"j{number}" for number in range(9)]
    some = "".join(
        f"  {each}: {{actor: web, rate: 1/s, steps: [web -> shop -> db]}}\n" for each in names
    )
    [row] = table("spof", f"{SHOP}journeys:\n{some}").rows
    assert row[3] == "all 9 journeys"
    other = "  other: {actor: web, rate: 1/s, steps: [web -> shop]}\n"
    [row] = table("spof", f"{SHOP}journeys:\n{some}{other}").rows
    assert row[3] == "j0, j1, j2, j3, j4 and 4 more"


SCALE = "scale: {daily_users: 1M, peak: 4x, horizon: 2y}\n"
DATA = "data:\n  Order: {store: db, size: 1 KB, rows: 1M, growth: 10/s}\n"


def test_estimate() -> None:
    """30/s and four times that; 1 GB, and 10/s for two years of 365 days more."""
    made = table("estimate", SCALE + SHOP + JOURNEYS + DATA)
    assert made.rows == (
        ("users a day", "1M"),
        ("requests, on average", "30/s"),
        ("requests at the peak", "120/s"),
        ("stored now, all copies", "1 GB"),
        ("stored in 2y, all copies", "632 GB"),
        ("first to run out", "shop, full now"),
    )


def test_an_estimate_of_a_part() -> None:
    """What has no size is not counted, and what is counted is the least that there is."""
    more = DATA + "  Note: {store: db}\n"
    rows = dict(table("estimate", SHOP + more).rows)
    assert rows == {"stored now, all copies": "at least 1 GB"}
    rows = dict(table("estimate", SHOP + JOURNEYS.replace("0/s", "/s")).rows)
    assert rows["first to run out"] == "shop, full at 26.7x the load"


@every_case(
    ("scale", "row"),
    [
        ("{daily_users: 1M, total_users: 5M}", ("users a day", "1M")),
        ("{monthly_users: 3M}", ("users a month", "3M")),
        ("{total_users: 5M}", ("users", "5M")),
    ],
)
def test_an_estimate_of_users(scale: str, row: tuple[str, str]) -> None:
    assert table("estimate", f"scale: {scale}\n{SHOP}").rows == (row,)


def test_an_estimate_of_costs() -> None:
    text = SHOP.replace("99%}", "99%, price: {replica: $70/month}}")
    assert table("estimate", text).rows == (("cost a month", "$70"),)


def test_an_estimate_of_nothing() -> None:
    lack = TABLES["estimate"].lack(sdgen.loads(SHOP).facts)
    assert lack is not None
    assert lack.message == "nothing is said that a figure could be computed from"


@pytest.mark.slow
@pytest.mark.parametrize("design", ["twitter", "gitlab", "mastodon", "boutique", "payments"])
def test_every_table_of_the_gallery_can_be_made(design: str) -> None:
    facts = sdgen.load(f"designs/{design}.yaml").facts
    for each in TABLES.values():
        assert each.lack(facts) is not None or each.make(facts)
