"""No rule stumbles over a design, however odd, and each finding points at what is written there."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.random_designs import random_design
from sdgen import api
from sdgen.base.findings import Finding
from sdgen.lint.engine import lint
from sdgen.lint.settings import Settings
from sdgen.rules import all_rules
from tests.support.quick import daily, examples

TODAY = date(2026, 1, 1)
Choices = dict[str, tuple[str, ...]]
CODES = frozenset(rule.code for rule in all_rules())

REPLICAS = (
    "1",
    "3",
    "{count: 3, need: 2}",
    "{count: 6, copies: 3, need: 2 of 3}",
    "{count: 2, mode: active-standby, failover: {automatic: true, time: 30s}}",
    "{count: 3, mode: leader-follower}",
)
NUMBERS: Choices = {
    "capacity": ("0/s", "10/s", "5k/s", "1e6/s", "3 MB/s"),
    "storage": ("0 B", "1 GB", "8 TB"),
    "bandwidth": ("0 bit/s", "1 Mbit/s", "10 Gbit/s"),
    "memory": ("0 B", "64 GiB"),
    "connections": ("1", "500"),
    "latency": ("0s", "5ms", "{p50: 1ms, p99: 900ms}", "{p99: 20ms}"),
    "zones": ("[]", "[a]", "[a, b, c]"),
    "managed": ("true",),
    "availability": ("0%", "99.9%", "100%"),
    "price": ("$70/month",),
}
OWN: dict[str, Choices] = {
    "cache": {"hit_ratio": ("0%", "95%"), "hot_set": ("0 B", "1 TB"), "ttl": ("5min",)},
    "database": {
        "partitions": ("1", "64"),
        "partition_limit": ("0/s", "1k/s"),
        "hottest_key": ("0%", "3%", "100%"),
        "fill": ("0%", "70%"),
    },
    "queue": {"max_age": ("0s", "15min"), "partitions": ("4",), "hottest_key": ("50%",)},
    "service": {"sessions": ("local",)},
    "worker": {},
    "object_store": {"public": ("true",)},
}
CALLS = ("", "", "async: true", "optional: true", "retries: 3, timeout: 1s", "pool: 100")
STEPS = ("", "", "times: 200", "times: 1%", "times: 0", "parallel: true", "bytes: 1 MB")
JOURNEY: Choices = {
    "rate": ("0/s", "10/user/day", "500/s", "1e13/s"),
    "request": ("1 KB",),
    "response": ("0 B", "2 MB"),
    "objectives": (
        "{availability: 99.95%, p99: 50ms}",
        "{p50: 0s, p99: 0s, rpo: 1min, consistency: strong}",
        "{availability: 100%, includes_async: true}",
    ),
    "reads": ("[Order]", "[Order, Item]"),
    "writes": ("[Order]",),
}
ENTITY: Choices = {
    "key": ("order_id",),
    "partition_by": ("order_id", "created_at"),
    "rows": ("0", "1B"),
    "size": ("0 B", "1 KB", "3 MB"),
    "created_by": ("first",),
    "growth": ("0/s", "100M/day", "1/user/day", "1 TB/month"),
    "retention": ("0s", "90d", "forever"),
    "hottest_key": ("0%", "40%"),
}
SCALE: Choices = {
    "daily_users": ("0", "10M"),
    "peak": ("1x", "3x"),
    "horizon": ("0s", "1d", "5y"),
    "growth": ("0%", "50%"),
}


def draw_some(draw: st.DrawFn, choices: Choices) -> list[str]:
    """Some of the keys, each with one of its values."""
    keys = draw(st.lists(st.sampled_from(sorted(choices)), unique=True)) if choices else []
    return [f"{key}: {draw(st.sampled_from(choices[key]))}" for key in keys]


@st.composite
def designs(draw: st.DrawFn) -> str:
    """A small design that may say anything, nothing and nonsense, as long as it is valid."""
    names = [f"c{number}" for number in range(draw(st.integers(1, 6)))]
    kinds = [draw(st.sampled_from(sorted(OWN))) for _ in names]
    lines = ["sdgen: 1", "name: Any", "topology: {r: {zones: [a, b, c]}}"]
    if draw(st.booleans()):
        lines.append(f"scale: {{{', '.join(draw_some(draw, SCALE))}}}")
    made: list[tuple[str, str]] = [("web", names[0])]
    lines += ["components:", f"  web: {{kind: client, calls: [{names[0]}]}}"]
    for name, kind in zip(names, kinds, strict=True):
        targets = draw(st.lists(st.sampled_from(names), unique=True, max_size=3))
        made += [(name, target) for target in targets]
        calls = [f"{target}: {{{draw(st.sampled_from(CALLS))}}}" for target in targets]
        if len(calls) > 1 and draw(st.booleans()):
            calls = [f"any_of: [{', '.join(targets)}]"]
        parts = [f"kind: {kind}", *draw_some(draw, NUMBERS | OWN[kind])]
        if draw(st.booleans()):
            parts.append(f"replicas: {draw(st.sampled_from(REPLICAS))}")
        listed = "".join(f"\n      - {{{call}}}" for call in calls)
        lines.append(f"  {name}:\n    " + "\n    ".join(parts))
        lines.append(f"    calls:{listed}" if calls else "    calls: []")
    lines.append("journeys:")
    for journey in ("first", "second"):
        lines.append(f"  {journey}:\n    actor: web")
        lines += [f"    {part}" for part in draw_some(draw, JOURNEY)]
        reached, steps = {"web"}, []
        for source, target in draw(st.lists(st.sampled_from(made), max_size=6)):
            if source in reached:
                reached.add(target)
                options = draw(st.sampled_from(STEPS))
                steps.append(f"      - {source} -> {target}: {{{options}}}")
        if steps:
            lines += ["    steps:", *steps]
    lines.append("data:")
    for entity in ("Order", "Item"):
        parts = [f"store: {draw(st.sampled_from(names))}", *draw_some(draw, ENTITY)]
        lines.append(f"  {entity}: {{{', '.join(parts)}}}")
    figures = ("first.peak: 3/s", "c0.storage: 5 TB", "c0.utilisation: 0%", "Order.rows: 1B")
    stated = draw(st.lists(st.sampled_from((*figures, "first.p99: 20ms")), unique=True))
    lines.append(f"estimates: {{{', '.join(stated)}}}")
    return "\n".join(lines) + "\n"


def findings_of(text: str) -> tuple[Finding, ...]:
    reading = api.read_text(text, "any.yaml")
    if reading.design is None:  # values that cannot all be true
        return ()
    return lint(
        reading.design, Settings(select=("ALL",)), today=TODAY, texts=reading.texts
    ).findings


def check(text: str) -> None:
    lines = text.splitlines()
    for finding in findings_of(text):
        span = finding.span
        assert finding.code in CODES
        assert span.file == "any.yaml"
        assert 1 <= span.line <= len(lines), finding
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1, finding
        assert finding.at, finding
        for said in (finding.message, finding.help):
            words = said.replace("'", " ").replace(",", " ").replace(":", " ").split()
            assert not {"nan", "inf", "nan%", "inf%", "None", "-0"} & set(words), finding
            assert said.strip() == said, finding


@pytest.mark.slow
@examples(200, derandomize=True)
@given(designs())
def test_any_design(text: str) -> None:
    check(text)


@pytest.mark.slow
@pytest.mark.parametrize("seed", daily(range(2000, 2030), 10))
def test_random_pictures(seed: int) -> None:
    check(random_design(seed).yaml())
