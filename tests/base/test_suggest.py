"""Misspelt words find the word that was meant, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdgen.base.suggest import did_you_mean, near, question, surely
from tests.support.cases import every_case

KEYS = ["replicas", "zones", "capacity", "calls", "kind", "name", "group", "latency", "storage"]


@every_case(
    ("word", "meant"),
    [
        ("replcias", "replicas"),
        ("replica", "replicas"),
        ("Zones", "zones"),
        ("zone", "zones"),
        ("capcity", "capacity"),
        ("call", "calls"),
        ("knid", "kind"),
        ("lat", "latency"),
        ("unrelated", None),
        ("x", None),
        ("", None),
        ("kind", None),
    ],
)
def test_did_you_mean(word, meant):
    assert did_you_mean(word, KEYS) == meant


def test_a_word_more_or_less_does_not_count():
    assert did_you_mean("daily_active_users", ["daily_users", "monthly_users"]) == "daily_users"
    assert did_you_mean("tweet-db", ["tweet-history-db", "user-db-events"]) == "tweet-history-db"
    assert did_you_mean("active", ["daily-active", "users"]) == "daily-active"
    assert did_you_mean("the-users", ["users-of-it"]) is None


def test_separators_and_case_do_not_count():
    assert did_you_mean("Load-Balancer", ["load_balancer", "cache"]) == "load_balancer"


def test_the_nearest_come_first_and_ties_are_alphabetical():
    assert near("cat", ["cart", "bat", "cat5", "dog"]) == ["bat", "cart", "cat5"]
    assert near("cat", ["cart", "bat", "cat5", "dog"], limit=1) == ["bat"]


def test_endless_words_cost_nothing():
    assert near("a" * 1_000_000, ["a" * 999_999]) == []


@pytest.mark.slow
@given(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=5))
def test_only_candidates_are_suggested_and_always_the_same(word, candidates):
    found = near(word, candidates)
    assert set(found) <= set(candidates)
    assert found == near(word, list(reversed(candidates)))
    assert word not in found


@every_case(
    ("word", "candidates", "meant"),
    [
        ("servce", ["service", "server"], None),
        ("servce", ["service", "topic"], "service"),
        ("tweet_store", ["tweet-store", "tweet-stores"], "tweet-store"),
        ("Orders", ["orders"], "orders"),
        ("ordrs", ["orders", "orders-db"], "orders"),
        ("order", ["orders", "order-db"], None),
        ("orders2", ["orders1"], None),
        ("lb", ["db"], None),
        ("api", ["app"], None),
        ("knd", ["kind"], "kind"),
        ("tweet", ["tweet-store"], None),
        ("recomendaton", ["recommendation"], "recommendation"),
        ("", ["a"], None),
    ],
)
def test_what_is_sure(word: str, candidates: list[str], meant: str | None) -> None:
    assert surely(word, candidates) == meant


def test_the_question_that_suggests() -> None:
    assert question("a") == "did you mean 'a'?"
    assert question("a", "b", "c", then="all: d") == "did you mean 'a', 'b' or 'c'? all: d"
    assert question(None, then="all: d") == "all: d"
    assert question() == ""
