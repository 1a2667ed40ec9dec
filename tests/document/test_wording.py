"""What documents say of designs small and odd: names instead of ids, no column and no sentence about
what is not there, tables that are whole."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

import sdgen
from sdgen import api
from sdgen.blocks import Details, Figure, List, Numbers, Paragraph, Section, Table, Terms
from sdgen.blocks.phrases import plain
from sdgen.document.columns import SAYS_NOTHING, without_empty_columns
from sdgen.document.records import Document, every_block
from sdgen.lint.settings import Settings
from sdgen.quantity.print import format_times

TWO = """
sdgen: 1
name: Two
components:
  api: {kind: service}
  db: {kind: database}
"""
PAYMENTS = """
sdgen: 1
name: Payments
scale: {daily_users: 1M, peak: 2x, growth: 10%, horizon: 2y}
components:
  shop: {kind: client, calls: [pay]}
  pay:
    kind: service
    name: Payments
    replicas: 36
    capacity: 100/s
    price: $70/month
    calls: [cards, {any_of: [stripe, adyen], failover: {time: 30s, success: 99%}}]
  cards: {kind: cache, name: Card cache, replicas: 2, memory: 1 GB, hot_keys: 20%, calls: [ledger]}
  ledger:
    kind: database
    name: The ledger
    replicas: {count: 2, mode: leader-follower, failover: {time: 60s, success: 98%}}
    price: {replica: $700/month, storage: $0.1}
  stripe: {kind: external, name: Stripe, availability: 99.9%}
  adyen: {kind: external, name: Adyen, availability: 99.9%}
journeys:
  charge:
    rate: 3/user/day
    response: 2 KB
    objectives: {availability: 99.99%, p99: 1s}
    steps: [shop -> pay, pay -> cards, cards -> ledger, pay -> stripe]
data:
  Charge: {store: ledger, cached_in: [cards], size: 500 B, created_by: charge, retention: 1y}
"""


@cache
def document_of(text: str) -> Document:
    design = sdgen.loads(text)
    return api.make_document(design.facts, api.lint_design(design, Settings(), date.min))


def blocks_of(text: str) -> list[object]:
    document = document_of(text)
    return list(every_block((*document.head, *document.sections)))


def section(text: str, anchor: str) -> Section:
    return next(
        each for each in blocks_of(text) if isinstance(each, Section) and each.anchor == anchor
    )


def tables(text: str, anchor: str) -> list[list[tuple[str, ...]]]:
    return [
        [tuple(map(plain, row)) for row in each.rows]
        for each in every_block((section(text, anchor),))
        if isinstance(each, Table)
    ]


def captions(text: str) -> list[str]:
    return [plain(each.caption) for each in blocks_of(text) if isinstance(each, Figure)]


@pytest.mark.parametrize("text", [TWO, PAYMENTS], ids=["two", "payments"])
def test_no_column_says_nothing(text: str) -> None:
    for table in (each for each in blocks_of(text) if isinstance(each, Table)):
        for at, name in enumerate(table.header):
            cells = {plain(row[at]).strip() for row in table.rows}
            assert at == 0 or not cells <= SAYS_NOTHING, name


def test_a_column_that_says_something_keeps_its_kind() -> None:
    table = Table(("a", "b", "c", "d"), (("x", "–", "1", ""), ("y", "", "–", "z")), 0, True, (0, 3))
    found = without_empty_columns(table)
    assert found == Table(
        ("a", "c", "d"), (("x", "1", ""), ("y", "–", "z")), plain=True, text_columns=(0, 2)
    )
    assert without_empty_columns(Table(("a", "b"), (("x", "–"),))) is None


def test_captions_say_nothing_of_calls_that_are_not_there() -> None:
    assert captions(TWO) == [
        "Figure 1 High-level design.",
        "Figure 2 High-level design.",
        "Figure 3 Detailed design.",
        "Figure 4 What fails alone.",
    ]
    timed = TWO.replace("service}", "service, calls: [db: {timeout: 1s}]}")
    assert captions(timed)[0] == "Figure 1 High-level design: solid lines wait for an answer."
    assert captions(timed)[2] == "Figure 3 Detailed design: every call with its timeout."
    spoken = timed.replace("timeout: 1s", "timeout: 1s, protocol: SQL, async: true")
    assert captions(spoken)[0] == "Figure 1 High-level design: dashed lines wait for no answer."
    assert captions(spoken)[2].endswith("every call with its protocol and timeout.")


def test_what_fails_has_its_name() -> None:
    assert [row[0] for row in tables(TWO, "single-points")[0]] == ["API", "Database"]
    points, others = tables(PAYMENTS, "single-points")
    assert [row[0] for row in points] == ["each of the 2 replicas of Card cache"]
    assert [row[:2] for row in others] == [
        ("The ledger", "others are taking over"),
        ("Payments", "callers are changing over"),
    ]


def test_what_fails_together_is_said_in_words() -> None:
    (terms,) = (
        each for each in every_block((section(PAYMENTS, "together"),)) if isinstance(each, Terms)
    )
    said = plain(terms.pairs[0][1])
    first, second, *_ = said.split("; ")
    assert first.startswith("replica 1 of The ledger + The ledger (taking over does not work)")
    assert second.startswith("both replicas of Card cache")


@pytest.mark.slow
def test_the_factor_of_much_room_is_a_number_of_times() -> None:
    assert format_times(1.296) == "1.3x"
    assert format_times(86_400.0) == "86.4k times"
    assert format_times(0.864) == "86.4%"
    roomy = PAYMENTS.replace("capacity: 100/s", "capacity: 1M/s")
    (numbers,) = (each for each in blocks_of(roomy) if isinstance(each, Numbers))
    value = next(each.value for each in numbers.items if each.label == "First to saturate")
    assert value == "518k times"


def test_every_figure_of_a_table_has_its_formula() -> None:
    (fold,) = (
        each
        for each in blocks_of(PAYMENTS)
        if isinstance(each, Details) and each.summary == "How each figure came about"
    )
    (table,) = (each for each in fold.blocks if isinstance(each, Table))
    rows = {plain(row[0]): tuple(map(plain, row[1:])) for row in table.rows}
    assert list(rows) == [
        "charge.peak",
        "charge.out",
        "Charge.storage",
        "ledger.storage",
        "cards.memory",
        "pay.cost",
        "ledger.cost",
    ]
    assert rows["charge.out"][:2] == ("139 KB/s", "peak × response")
    assert (
        rows["charge.out"][2] == "charge.peak 69.4/s (line 24); response of charge 2 KB (line 25)"
    )
    assert rows["pay.cost"][:2] == ("$2.52k", "replicas × price of a replica")
    assert rows["pay.cost"][2] == "replicas 36 (line 10); price of a replica $70/month (line 12)"
    assert rows["ledger.cost"][1].endswith("+ GB stored now × price of a GB")


@pytest.mark.slow
def test_tables_are_whole() -> None:
    names = [f"s{number}" for number in range(31)]
    calls = "".join(f"  {each}: {{kind: service, capacity: 1k/s}}\n" for each in names)
    text = (
        "sdgen: 1\nname: Many\nscale: {growth: 100%, horizon: 9y}\ncomponents:\n"
        f"  app: {{kind: client, calls: [{', '.join(names)}]}}\n{calls}"
        "journeys:\n  use:\n    rate: 10/s\n    steps:\n"
        + "".join(f"      - app -> {each}\n" for each in names)
    )
    assert [len(rows) for rows in tables(text, "load")] == [31]
    assert [len(rows) for rows in tables(text, "single-points")] == [31]
    assert [len(rows) for rows in tables(text, "growth")] == [31]
    assert not any(each.more for each in blocks_of(text) if isinstance(each, Table))


MONITORED = """
sdgen: 1
name: Monitored
components:
  shop: {kind: client, calls: [pay]}
  pay: {kind: service, name: Payments, calls: [cards]}
  cards: {kind: cache, name: Card cache, calls: [ledger]}
  ledger: {kind: database}
  adyen: {kind: external, name: Adyen}
journeys: {charge: {steps: [shop -> pay]}}
"""


def watched(who: str) -> str:
    found = section(f"{MONITORED}monitoring: {{watches: [{who}]}}\n", "monitoring")
    return next(plain(each.text) for each in found.blocks if isinstance(each, Paragraph))


@pytest.mark.slow
def test_of_what_is_watched_the_shorter_list_is_said() -> None:
    assert watched("pay, cards") == "Payments and Card cache are watched."
    most = "shop, pay, cards, ledger"
    assert watched(most) == "Every component but Adyen is watched."
    assert watched(f"{most}, adyen, charge") == "Every component is watched; so is charge."


def test_a_component_that_is_called_like_a_journey_is_watched_by_its_name() -> None:
    text = TWO + "journeys: {db: {steps: [api -> db]}}\nmonitoring: {watches: [db]}\n"
    text = text.replace("service}", "service, calls: [db]}").replace(
        "database}", "database, name: B}"
    )
    paragraph = next(e for e in section(text, "monitoring").blocks if isinstance(e, Paragraph))
    assert plain(paragraph.text) in ("B is watched.", "Every component but API is watched.")


RISKS = """
sdgen: 1
name: Risks
components:
  app: {kind: client, calls: [web]}
  web: {kind: service, name: Web tier, calls: [db]}
  db: {kind: database, name: Orders DB, replicas: 1}
journeys:
  buy: {rate: 2/s, objectives: {availability: 99.99%, rpo: 5min}, steps: [app -> web, web -> db]}
  sell: {objectives: {availability: 99.99%, rto: 1h}, steps: [app -> web, web -> db]}
accepted:
  - {rule: SPOF001, at: db, because: It is a sketch., until: 2099-01-01}
  - {rule: SPOF002, at: db, because: It is a sketch., until: 2099-01-01}
  - {rule: SPOF001, at: web, because: It is a sketch., until: 2099-01-01}
  - {rule: SPOF002, at: web, because: It is a sketch., until: 2099-01-01}
"""


def test_what_is_the_same_of_several_is_said_once() -> None:
    assert [row[:2] for row in tables(RISKS, "accepted")[0]] == [
        ("SPOF001, SPOF002", "Orders DB"),
        ("SPOF001, SPOF002", "Web tier"),
    ]
    (limits,) = (e for e in section(RISKS, "improvements").blocks if isinstance(e, List))
    (said,) = map(plain, limits.items)
    assert said.startswith("buy, sell: no change here meets it, at most 99%: ")
    assert "Orders DB 99.5%" in said and "Web tier 99.5%" in said
    assert said.endswith(".")
    fold = next(
        e
        for e in blocks_of(RISKS)
        if isinstance(e, Details) and e.summary == "What to do about them"
    )
    (helps,) = (e for e in fold.blocks if isinstance(e, List))
    assert plain(helps.items[0]).startswith("SLO001, lines 9 and 10: no change here meets it")


def test_recovery_has_what_a_journey_may_lose_and_when_it_is_back() -> None:
    assert tables(RISKS, "recovery") == [[("buy", "5min", "–"), ("sell", "–", "1h")]]


def test_a_rate_that_is_the_same_at_the_peak_is_said_once() -> None:
    text = next(
        plain(e.text) for e in section(RISKS, "journey-buy").blocks if isinstance(e, Paragraph)
    )
    assert text.startswith("Started by App: 2/s on average and at the peak.")


def test_what_is_taken_for_granted_begins_as_a_sentence_or_with_its_subject() -> None:
    fold = next(
        e
        for e in blocks_of(PAYMENTS)
        if isinstance(e, Details) and e.summary == "What the figures take for granted"
    )
    (items,) = (e for e in fold.blocks if isinstance(e, List))
    for text in map(plain, items.items):
        assert text[0].isupper() or text.split(" ")[0].endswith(":"), text


@pytest.mark.parametrize("text", [TWO, PAYMENTS, RISKS], ids=["two", "payments", "risks"])
def test_a_question_stands_under_the_heading_that_it_is_about(text: str) -> None:
    """What stands behind a section reads as a part of it."""
    for each in (*document_of(text).sections, *blocks_of(text)):
        if isinstance(each, Section):
            kinds = [isinstance(block, Section) for block in each.blocks]
            assert kinds == sorted(kinds), each.title
    headings = [
        each.heading for each in document_of(TWO).sections[5].blocks if isinstance(each, Section)
    ]
    assert headings == ["Where it runs", "Decisions"]


def test_what_helps_is_one_list_of_what_is_promised_and_of_what_is_not() -> None:
    some = "\n".join(line for line in RISKS.split("\n") if "at: web" not in line)
    mixed = some.replace("sell: {objectives: {availability: 99.99%, rto: 1h}, ", "sell: {")
    (items,) = (e for e in section(mixed, "improvements").blocks if isinstance(e, List))
    assert {plain(each).partition(":")[0] for each in items.items} == {"buy", "sell"}
