"""The headline figures of eight designs of real systems, worked out by hand from their files.

One line of arithmetic a figure, from what the file says and from REAL_SYSTEMS' rules alone: the
rate of each journey at the peak, the fullest component, the largest store at the horizon with all
its copies, the availability of each journey. No figure was taken from sdgen.
"""

from __future__ import annotations

from functools import cache
from itertools import product
from math import comb, log
from pathlib import Path

import pytest

import sdgen
from sdgen.analyses.facts import Facts
from tests.support.cases import every_case

FOLDER = Path(__file__).parents[1] / "schema" / "corpus" / "real"
DAY, YEAR = 86_400, 365 * 86_400
UP, DOWN = 0.995, 0.005
"""One instance, unless the design says more."""
ZONE, REGION = 0.9995, 0.9999


@cache
def facts(name: str) -> Facts:
    return sdgen.load(FOLDER / f"{name}.yaml").facts


def any_of(n: int) -> float:
    return 1 - DOWN**n


def at_least(k: int, n: int) -> float:
    return sum(comb(n, up) * UP**up * DOWN ** (n - up) for up in range(k, n + 1))


def window(seconds: float) -> float:
    """A failure of 4 h with q = 0.5% comes every 4 h x 0.995 / 0.005 = 796 h."""
    return seconds / (796 * 3600 + seconds)


def zones(*names: str) -> list[tuple[float, dict[str, int]]]:
    """Each state of these zones, 1 being up, with its chance."""
    states = []
    for state in product((1, 0), repeat=len(names)):
        chance = 1.0
        for up in state:
            chance *= ZONE if up else 1 - ZONE
        states.append((chance, dict(zip(names, state, strict=True))))
    return states


def years(growth: float, span: float, kept: float | None = None) -> float:
    """Years of today's rate that are there after ``span`` years, growing, ``kept`` years each."""
    first = 0.0 if kept is None else max(0.0, span - kept)
    return ((1 + growth) ** span - (1 + growth) ** first) / log(1 + growth)


# --- availability -----------------------------------------------------------------------------


def boutique_browse() -> float:
    # redis (one, zone a), recommendation (both of two, a and b: 347/s on 300/s each): a and b up;
    # ads any of two; frontend 2 and catalogue, cart, currency 1 in each zone
    return REGION * sum(
        chance * UP * UP**2 * any_of(2) * any_of(4 + 2 * up["c"]) * any_of(2 + up["c"]) ** 3
        for chance, up in zones("a", "b", "c")
        if up["a"] and up["b"]
    )


def boutique_checkout() -> float:
    # redis and email (one each, zone a); checkout, shipping, payment in a and b
    return REGION * sum(
        chance
        * UP**2
        * any_of(1 + up["b"]) ** 3
        * any_of(2 * sum(up.values()))
        * any_of(sum(up.values())) ** 3
        for chance, up in zones("a", "b", "c")
        if up["a"]
    )


def events_order() -> float:
    # api alone: what it publishes nobody waits for; 2 of the 4 are in zone a
    return REGION * sum(
        chance * any_of(2 * up["a"] + up["b"] + up["c"]) for chance, up in zones("a", "b", "c")
    )


def events_click() -> float:
    return REGION * sum(chance * any_of(sum(up.values())) for chance, up in zones("a", "b", "c"))


def gitlab(journey: str) -> float:
    # two balancers and, of pull and push, Praefect's database: one instance each; both Redis
    # clusters, in no zone, and PostgreSQL fail over within 30 s
    redis = any_of(3) * (1 - window(30))
    single, outside, inside = {
        "web": (2, redis**2, ("postgres", "gitaly")),
        "api": (2, redis**2, ("postgres",)),
        "pull": (3, 1.0, ("gitaly",)),
        "push": (3, redis, ("gitaly",)),
    }[journey]
    found = 0.0
    for chance, up in zones("b", "c", "d"):
        n = sum(up.values())
        if n < 2:
            continue  # rails: 2 of 3
        here = at_least(2, n)
        if "postgres" in inside:
            here *= any_of(n) * any_of(n) * (1 - window(30))  # PgBouncer, PostgreSQL
        if "gitaly" in inside:
            here *= any_of(n) * at_least(2, n)  # Praefect, Gitaly: 2 of 3
        found += chance * here
    return REGION * UP**single * outside * found


def llm_ask() -> float:
    # managed: WAF 99.95%, history 99.95%. In three zones: gateway (1 each), chat-api (4 each, 5
    # for 139/s), model gateway (1 each). In a and b: SSO (1 each), both guards (2 and 1, of which
    # 111/s take 2), vLLM (12 each, of which 111/s take all), else OpenAI 99.9%
    found = 0.0
    for chance, up in zones("a", "b", "c"):
        n = sum(up.values())
        vllm = UP**24 if up["a"] and up["b"] else 0.0
        found += (
            chance
            * any_of(n) ** 2
            * (at_least(5, 4 * n) if n > 1 else 0.0)
            * any_of(up["a"] + up["b"])
            * at_least(2, 2 * up["a"] + up["b"]) ** 2
            * (vllm + (1 - vllm) * 0.999)
        )
    return REGION * 0.9995 * 0.9995 * found


def mastodon(journey: str) -> float:
    # Puma: 4 of 6, 3 in each zone (146/s on 40/s each), so both zones; a person fails PostgreSQL
    # over in 20 min, Redis does it itself
    both = REGION * ZONE**2
    puma, nginx = at_least(4, 6), any_of(2)
    redis = any_of(2) * (1 - window(30))
    postgres = any_of(2) * any_of(2) * (1 - window(1200))  # with PgBouncer
    if journey == "stream":
        # nginx, streaming, Redis in both zones or in one
        one = 2 * ZONE * (1 - ZONE) * UP**3
        return REGION * (ZONE**2 * any_of(2) ** 3 + one) * (1 - window(30))
    return (
        both
        * {
            "read-home": nginx * puma * redis * postgres * 0.999 * 0.999,  # CDN and S3
            "post": nginx * puma * postgres,
            "federate-in": 0.999 * nginx * puma,  # the other server
            "search": nginx * puma,
        }[journey]
    )


def nested() -> float:
    # portal, gateway, three databases, scoring, features; accounts and cards; ledger
    return UP**7 * any_of(3) ** 2 * any_of(2)


PIECES = (  # of the ledger: nodes 1, 6 in use1-a, 2, 7 in use1-b, 3, 8 usw2-a, 4, 9 usw2-b, 5 use2-a
    (1, 3, 5, 2, 4),
    (2, 3, 5, 4, 6),
    (3, 5, 6, 4, 7),
    (4, 5, 6, 7, 8),
    (5, 6, 8, 7, 9),
    (6, 8, 5, 7, 9),
    (7, 8, 5, 9, 1),
    (8, 1, 5, 9, 2),
    (9, 1, 5, 2, 3),
)
LEDGER = {1: "e1a", 2: "e1b", 3: "wa", 4: "wb", 5: "e2a", 6: "e1a", 7: "e1b", 8: "wa", 9: "wb"}


@cache
def ledger(up: frozenset[str]) -> float:
    """Three of the five copies of each piece, with these zones up."""
    nodes = [node for node, zone in LEDGER.items() if zone in up]
    found = 0.0
    for state in product((True, False), repeat=len(nodes)):
        alive = {node for node, is_up in zip(nodes, state, strict=True) if is_up}
        if all(len(alive & {*piece}) >= 3 for piece in PIECES):
            found += UP ** len(alive) * DOWN ** (len(nodes) - len(alive))
    return found


def payments(journey: str) -> float:
    names = ("e1a", "e1b", "e1c", "wa", "wb", "wc", "e2a")
    found = 0.0
    for east, west, east2 in product((1, 0), repeat=3):
        regions = 1.0
        for up in (east, west, east2):
            regions *= REGION if up else 1 - REGION
        is_up = {"e1": east, "w": west, "e2": east2}
        for chance, state in zones(*names):
            alive = frozenset(name for name in names if state[name] and is_up[name.rstrip("abc")])
            served = len(alive - {"e2a"})
            here = ledger(alive)
            if journey == "charge":
                # gateway 6 of 12, 6 in each region; payments 18 of 36, 6 in each zone; vault 1 of 6
                gateways, pods = 6 * (east + west), 6 * served
                here *= at_least(6, gateways) * at_least(18, pods) * any_of(served)
            found += regions * chance * here
    if journey == "charge":
        return 1.0 * 0.9995 * (1 - 0.0001 * 0.0005) * found  # DNS, DynamoDB, Stripe or Adyen
    return UP * any_of(4) * 0.999 * found  # clock, payout workers, bank


AVAILABILITY = {
    ("boutique", "browse"): boutique_browse,
    ("boutique", "checkout"): boutique_checkout,
    ("data-platform", "mobile"): lambda: UP,  # the event gateway; nobody waits for the hub
    ("data-platform", "partners"): lambda: UP**4,  # api, dwh, olap, graph
    ("events", "order"): events_order,
    ("events", "pay"): events_order,
    ("events", "click"): events_click,
    ("gitlab-10k", "web"): lambda: gitlab("web"),
    ("gitlab-10k", "api"): lambda: gitlab("api"),
    ("gitlab-10k", "pull"): lambda: gitlab("pull"),
    ("gitlab-10k", "push"): lambda: gitlab("push"),
    ("llm-chat", "ask"): llm_ask,
    ("llm-chat", "ingest"): lambda: 0.999 * 0.999,  # SharePoint and S3; the queue is asynchronous
    ("mastodon", "read-home"): lambda: mastodon("read-home"),
    ("mastodon", "post"): lambda: mastodon("post"),
    ("mastodon", "federate-in"): lambda: mastodon("federate-in"),
    ("mastodon", "stream"): lambda: mastodon("stream"),
    ("mastodon", "search"): lambda: mastodon("search"),
    ("nested", "customer"): nested,
    ("payments", "charge"): lambda: payments("charge"),
    ("payments", "payout"): lambda: payments("payout"),
}


@pytest.mark.slow
@every_case(("name", "journey"), AVAILABILITY)
def test_availability(name: str, journey: str) -> None:
    found = facts(name).availability(journey)
    assert found.exact
    assert found.value == pytest.approx(AVAILABILITY[name, journey](), rel=1e-9)


# --- load -------------------------------------------------------------------------------------

PEAKS = {
    "boutique": {"browse": 500e3 * 15 / DAY * 4, "checkout": 500e3 * 0.2 / DAY * 4},
    "data-platform": {},
    "events": {
        "order": 1e6 * 2 / DAY * 5,
        "pay": 1e6 * 1 / DAY * 5,
        "click": 1e6 * 60 / DAY * 5,
    },
    "gitlab-10k": {"web": 20, "api": 200, "pull": 20, "push": 4},
    "llm-chat": {"ask": 200e3 * 12 / DAY * 5, "ingest": 50e3 / DAY * 5},
    "mastodon": {
        "read-home": 12e3 * 60 / DAY * 3,
        "post": 12e3 * 2 / DAY * 3,
        "federate-in": 40 * 3,
        "stream": 12e3 * 5 / DAY * 3,
        "search": 12e3 * 1 / DAY * 3,
    },
    "nested": {},
    "payments": {"charge": 100 * 10, "payout": 20e3 / DAY * 10},
}


@pytest.mark.slow
@every_case("name", PEAKS)
def test_rates_at_the_peak(name: str) -> None:
    found = {journey: load.peak for journey, load in facts(name).traffic.journeys.items()}
    assert found == pytest.approx(PEAKS[name])


FULLEST = {
    # every look at a page asks recommendation once, two of 300/s
    "boutique": ("recommendation", PEAKS["boutique"]["browse"] / (2 * 300)),
    # reports take payments and clicks, three of 2k/s
    "events": ("reports", (1e6 * 61 / DAY * 5) / (3 * 2000)),
    # everything passes Rails, three of 100/s
    "gitlab-10k": ("rails", 244 / 300),
    # vLLM gets the 80% that the cache misses, 24 of 4/s
    "llm-chat": ("vllm", PEAKS["llm-chat"]["ask"] * 0.8 / (24 * 4)),
    # Puma takes all but streams, six of 40/s
    "mastodon": ("puma", (12e3 * 63 / DAY * 3 + 120) / (6 * 40)),
    # a charge writes twice to 5 copies, a payout asks 3 of them three times; the node in us-east-2
    # has a copy of every piece
    "payments": (
        "ledger",
        2000 / 2000 + 3 * PEAKS["payments"]["payout"] * 3 / 5 / 2000,
    ),
}


@pytest.mark.slow
@every_case("name", PEAKS)
def test_the_fullest_component(name: str) -> None:
    found = {at: each.share for at, each in facts(name).traffic.utilisation.items()}
    if name not in FULLEST:
        assert not found
        return
    fullest, share = FULLEST[name]
    assert max(found, key=found.__getitem__) == fullest
    assert found[fullest] == pytest.approx(share)


# --- storage ----------------------------------------------------------------------------------

STORED = {
    # 3 KB a message for a year that doubles, on leader and follower
    "llm-chat": ("history", 200e3 * 12 * 365 * years(1.0, 1) * 3e3 * 2, None),
    # 300 KB a post, never deleted; one bucket of 20 TB
    "mastodon": (
        "s3",
        12e3 * 2 * 365 * years(0.4, 2) * 300e3,
        12e3 * 2 * 365 * years(0.4, 2) * 300e3 / 20e12,
    ),
    # 400 B a charge for five years, five copies; the node in us-east-2 has one of every piece
    "payments": (
        "ledger",
        100 * YEAR * years(0.3, 5) * 400 * 5,
        100 * YEAR * years(0.3, 5) * 400 / 4e12,
    ),
}


@pytest.mark.slow
@every_case("name", PEAKS)
def test_the_largest_store_at_the_horizon(name: str) -> None:
    found = facts(name).storage.stores
    if name not in STORED:
        assert not found
        return
    largest, stored, share = STORED[name]
    assert max(found, key=lambda each: found[each].bytes_at_horizon) == largest
    assert found[largest].bytes_at_horizon == pytest.approx(stored)
    if share is not None:
        assert found[largest].share_at_horizon == pytest.approx(share)


def test_the_smaller_store_of_mastodon() -> None:
    # posts for ever, those of other servers for 90 days, on two nodes of 2 TB each
    posts = 12e3 * 2 * 365 * years(0.4, 2)
    others = 40 * YEAR * years(0.4, 2, 90 / 365)
    found = facts("mastodon").storage.stores["postgres"]
    assert found.node_bytes_at_horizon == pytest.approx((posts + others) * 2e3)
    assert found.share_at_horizon == pytest.approx((posts + others) * 2e3 / 2e12)
