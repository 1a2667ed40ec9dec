"""Numbers that cannot be, tried through the command line: each is a finding at its line and column,
and nothing is computed with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Sdgen
from tests.support.cases import every_case

DESIGN = """\
sdgen: 1
name: Shop
scale: {daily_users: 1M, peak: 2x, horizon: 3y, growth: 20%}
journeys:
  order:
    actor: web
    rate: 10/user/day
    request: 1 KB
    objectives: {availability: 99%, p99: 1s}
    steps: [web -> app -> db, app -> cache: {times: 2}]
components:
  web: {kind: client, calls: [app]}
  app:
    kind: service
    replicas: 4
    capacity: 100/s
    price: {replica: $50, storage: $0.02}
    calls: [db: {pool: 5}, cache: {timeout: 1s, retries: 1, backoff: 9ms, failures: 1%}]
  cache: {kind: cache, hit_ratio: 90%, memory: 4 GB, overhead: 1.5x}
  db: {kind: database, replicas: 2, storage: 1 TB, latency: {p50: 2ms, p99: 9ms}, connections: 99}
data:
  Order: {store: db, cached_in: cache, created_by: order, size: 100 B, rows: 5, retention: 90d}
"""
NEGATIVE = "is negative, and a quantity is zero or more"
BEYOND = "is larger than in any real system"

WRONG = [
    ("1M", "-1M", f"'-1M' {NEGATIVE}"),
    ("1M", "1e30", f"'1e+30' {BEYOND}"),
    ("1M", "1e15", "'daily_users': there are no '1000000000000000' users"),
    ("1M", "10^30", "'^30' in '10^30' is not a unit"),
    ("1M", "inf", "'inf' is not a number to compute with"),
    ("1M", ".inf", "'.inf' is not a number to compute with"),
    ("1M", "nan", "'nan' is not a number to compute with"),
    ("1M", "1e400", "'1e400' is too large to compute with"),
    ("1M", "5 GB", "'5 GB' is a size, and a count is due here"),
    ("2x", "-2x", f"'-2x' {NEGATIVE}"),
    ("2x", "0.5x", "the peak ('0.5x') is below the average"),
    ("2x", "1e7x", "the peak ('1e7x') is larger than in any real system"),
    ("2x", "1e300x", f"'1e300x' {BEYOND}"),
    ("3y", "-3y", f"'-3y' {NEGATIVE}"),
    ("3y", "1e9y", f"'1e9y' {BEYOND}"),
    ("3y", "3/s", "'3/s' is a rate, and a duration is due here"),
    ("20%", "-20%", f"'-20%' {NEGATIVE}"),
    ("20%", "1e5%", "'1e5%' a year over '3y' is more than a billion times the load"),
    ("20%", "1e9%", f"'1e9%' {BEYOND}"),
    ("10/user/day", "-10/user/day", f"'-10/user/day' {NEGATIVE}"),
    ("10/user/day", "1e30/s", f"'1e30/s' {BEYOND}"),
    ("10/user/day", "1e14/user/day", f"'1e14/user/day' {BEYOND}"),
    (
        "10/user/day",
        "9e14/s",
        "journey 'order' runs 1.8e15/s at the peak, larger than in any real system",
    ),
    ("10/user/day", "5 GB", "'5 GB' is a size, and a rate per user or a rate is due here"),
    ("1 KB", "-1 KB", f"'-1 KB' {NEGATIVE}"),
    ("1 KB", "1e40 KB", f"'1e40 KB' {BEYOND}"),
    ("1 KB", "3/s", "'3/s' is a rate, and a size is due here"),
    ("99%", "150%", "'150%' is over 100%"),
    ("99%", "1.5", "1.5 has no unit: as a share it would be 1.5 times everything"),
    ("p99: 1s", "p99: -1s", f"'-1s' {NEGATIVE}"),
    ("p99: 1s", "p99: 1e30s", f"'1e30s' {BEYOND}"),
    ("times: 2", "times: -2", f"'-2' {NEGATIVE}"),
    ("times: 2", "times: .inf", "'.inf' is not a number to compute with"),
    ("times: 2", "times: 3/s", "'3/s' is a rate, and a factor is due here"),
    ("times: 2", "times: 1e16", f"'10000000000000000' {BEYOND}"),
    ("times: 2", "times: 1e13", f"'10000000000000' {BEYOND}"),
    (
        "100/s",
        "3 GB",
        "'3 GB' is a size, and a rate, a byte rate or a rate of work is due here",
    ),
    ("100/s", "-100/s", f"'-100/s' {NEGATIVE}"),
    ("100/s", "1e20/s", f"'1e20/s' {BEYOND}"),
    ("100/s", "1e400/s", "'1e400/s' is too large to compute with"),
    ("100/s", "inf", "'inf' is not a number to compute with"),
    ("100/s", "0/s", "component 'app', 'capacity': '0/s' is zero"),
    ("1 TB", "0 TB", "component 'db', 'storage': '0 TB' is zero"),
    ("4 GB", "0 GB", "component 'cache', 'memory': '0 GB' is zero"),
    ("$50", "$-50", f"'$-50' {NEGATIVE}"),
    ("$50", "$1e30", f"'$1e30' {BEYOND}"),
    ("$50", "3 GB", "'3 GB' is a size, and a sum of money is due here"),
    ("$0.02", ".nan", "'.nan' is not a number to compute with"),
    ("replicas: 4", "replicas: 0", "'replicas': is 0, must be at least 1"),
    ("replicas: 4", "replicas: -4", "'replicas': is -4, must be at least 1"),
    ("replicas: 4", "replicas: 2.5", "must be a whole number or a mapping"),
    ("replicas: 4", "replicas: .nan", "'.nan' is not written as it must be"),
    ("replicas: 4", "replicas: 200000", "is 200000, must be at most 100000"),
    ("pool: 5", "pool: -5", "'pool': is -5, must be at least 1"),
    ("timeout: 1s", "timeout: -1s", f"'-1s' {NEGATIVE}"),
    ("timeout: 1s", "timeout: 1 KB", "'1 KB' is a size, and a duration is due here"),
    ("retries: 1", "retries: -1", "'retries': is -1, must be at least 0"),
    ("retries: 1", "retries: 1e9", "'retries': is 1e9, must be at most 1000"),
    ("9ms", "-9ms", f"'-9ms' {NEGATIVE}"),
    ("failures: 1%", "failures: 120%", "'failures': '120%' is over 100%"),
    ("90%", "190%", "'hit_ratio': '190%' is over 100%"),
    ("4 GB", "-4 GB", f"'-4 GB' {NEGATIVE}"),
    ("4 GB", "4/s", "'4/s' is a rate, and a size is due here"),
    ("1.5x", "0x", "'overhead': '0x' would keep rows in no memory at all"),
    ("1 TB", "5 ms", "'5 ms' is a duration, and a size is due here"),
    ("p50: 2ms", "p50: -2ms", f"'-2ms' {NEGATIVE}"),
    ("p50: 2ms", "p50: 20ms", "the median p50 ('20ms') is over the 99th percentile p99 ('9ms')"),
    ("connections: 99", "connections: 1e400", "'1e400' is not written as it must be"),
    ("100 B", "3/s", "'3/s' is a rate, and a size is due here"),
    ("100 B", "-1 B", f"'-1 B' {NEGATIVE}"),
    ("100 B", "1e300 B", f"'1e300 B' {BEYOND}"),
    ("rows: 5", "rows: -5", f"'-5' {NEGATIVE}"),
    ("rows: 5", "rows: 1e300", f"'1e+300' {BEYOND}"),
    ("90d", "-90d", f"'-90d' {NEGATIVE}"),
    ("90d", "1e9y", f"'1e9y' {BEYOND}"),
    ("hit_ratio: 90%", "hot_keys: 130%", "'hot_keys': '130%' is over 100%"),
    ("hit_ratio: 90%", "skew: 99", "'skew': with '99' nearly every read would be of the same key"),
    (
        "hit_ratio: 90%",
        "hot_keys: 20%, hot_reads: 20%",
        "'hot_reads' and 'hot_keys' both say what fits into memory",
    ),
    ("cached_in: cache", "cached_in: db", "'cached_in': there is no cache 'db'"),
    (
        "[web -> app -> db, app -> cache: {times: 2}]",
        "[web -> app: {times: 1e9}, app -> cache: {times: 1e9}]",
        "journey 'order' makes this step 2.31e20/s at the peak, larger than in any real system",
    ),
    (
        "web -> app -> db,",
        "web -> app -> db, db -> app,",
        "'db' does not call 'app'",
    ),
    ("name: Shop", "name: Shop\ninclude: shop.yaml", "files include each other: shop.yaml"),
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@every_case(("right", "wrong", "message"), WRONG, quick=3)
def test_a_finding_at_its_place(sdgen: Sdgen, right: str, wrong: str, message: str) -> None:
    assert right in DESIGN
    Path("shop.yaml").write_text(DESIGN.replace(right, wrong, 1), encoding="utf-8")
    done = sdgen("validate", "shop.yaml")
    assert done.status == 1
    first = next(line for line in done.err.splitlines() if message in line)
    place = re.match(r"shop\.yaml:(\d+):(\d+): error: ", first)
    assert place, done.err
    before = DESIGN[: DESIGN.index(right)].count("\n") + 1
    assert int(place[1]) in (before, before + 1)


@every_case(("right", "wrong", "message"), WRONG, quick=5)
def test_no_figure_is_computed_of_it(sdgen: Sdgen, right: str, wrong: str, message: str) -> None:
    Path("shop.yaml").write_text(DESIGN.replace(right, wrong, 1), encoding="utf-8")
    done = sdgen("estimate", "shop.yaml")
    assert (done.status, done.out) == (2, "")
    assert message in done.err


def test_the_design_is_right(sdgen: Sdgen) -> None:
    Path("shop.yaml").write_text(DESIGN, encoding="utf-8")
    assert sdgen("validate", "shop.yaml").status == 0


@pytest.mark.slow
@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_neither_infinity_nor_nan_is_printed(sdgen: Sdgen, form: str) -> None:
    """The most that may be written, and a billion times that."""
    text = DESIGN.replace("10/user/day", "2e14/s").replace("100 B", "1e24 B")
    text = text.replace("$50", "$1e15").replace("1 KB", "1e24 B").replace("rows: 5", "rows: 1e18")
    Path("shop.yaml").write_text(text, encoding="utf-8")
    for scale in ("1x", "1e9x"):
        done = sdgen("estimate", "shop.yaml", "-f", form, "--scale", scale)
        assert (done.status, done.err) == (0, "")
        assert not re.search(r"\b(inf|infinity|nan)\b", done.out, re.IGNORECASE)
        for name in ("app.utilisation", "db.storage", "order.p99", "cache.memory"):
            shown = sdgen("estimate", "shop.yaml", "-f", form, "--explain", name).out
            assert not re.search(r"\b(inf|infinity|nan)\b", shown, re.IGNORECASE)


def test_calls_that_multiply_on_their_way(sdgen: Sdgen) -> None:
    layers = "".join(
        f"  n{at}: {{kind: service, calls: [n{at + 1}, n{at + 2}]}}\n" for at in range(90)
    )
    Path("deep.yaml").write_text(
        "sdgen: 1\nname: Deep\njourneys:\n  all: {actor: web, rate: 1/s}\ncomponents:\n"
        "  web: {kind: client, calls: [n0]}\n"
        f"{layers}  n90: {{kind: service}}\n  n91: {{kind: service}}\n",
        encoding="utf-8",
    )
    done = sdgen("estimate", "deep.yaml")
    assert (done.status, done.out) == (2, "")
    assert "deep.yaml:80:3: error: component 'n73' gets 1.3e15/s at the peak" in done.err
    assert "help: journeys without 'steps' make every call each time" in done.err
