"""Changing over from one alternative to another, and writes that have none."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.analyses.failure.events import EventKind
from sdgen.design.records import Design, Failover
from sdgen.quantity import Dimension, Quantity
from tests.analyses.designs import design_of
from tests.support.cases import every_case

BODY = """\
journeys: {j: {actor: web, steps: [web -> FIRST]}}
components:
  web: {kind: client, calls: [{any_of: [a, b]}]}
  a: {kind: service, availability: 99%, calls: [x]}
  b: {kind: service, availability: 90%}
  x: {kind: service, availability: 98%}
"""


def changing(first: str, seconds: float, success: float) -> Facts:
    design = design_of(BODY.replace("FIRST", "a -> x" if first == "a" else first))
    web = design.components["web"]
    failover = Failover(
        span=web.span,
        time=Quantity(seconds, Dimension.DURATION, ""),
        success=Quantity(success, Dimension.RATIO, ""),
    )
    groups = tuple(replace(group, failover=failover) for group in web.calls)
    return Facts(_with(design, replace(web, calls=groups)))


def _with(design: Design, component) -> Design:  # type: ignore[no-untyped-def]
    return replace(design, components={**design.components, component.id: component})


@every_case(
    ("first", "seconds", "success"), [("a", 1440.0, 0.9), ("b", 1440.0, 0.9), ("a", 1e9, 1.0)]
)
def test_changing_over_takes_time_and_can_fail(first: str, seconds: float, success: float) -> None:
    facts = changing(first, seconds, success)
    up = {"a": 0.99 * 0.98, "b": 0.9}
    other = "b" if first == "a" else "a"
    window = (1 - up[first]) * min(1.0, seconds / (4 * 3600))
    whole = (1 - window) * (up[first] + (1 - up[first]) * up[other] * success)
    assert facts.availability("j").value == pytest.approx(whole)
    events = facts.failure_logic("j").events
    assert events["web!group.window"].unavailability == pytest.approx(window)
    assert events["web!group.switch"].unavailability == pytest.approx(1 - success)
    assert events["web!group.window"].kind is EventKind.TRANSITION
    assert not [each.event for each in facts.points_of_failure("j")]


def test_without_a_word_changing_over_is_assumed_to_work() -> None:
    facts = Facts(design_of(BODY.replace("FIRST", "a -> x")))
    said = {str(each) for each in facts.failure_logic("j").assumptions}
    assert "web: changing over between a and b takes no time and always works" in said
    assert facts.availability("j").value == pytest.approx(1 - (1 - 0.99 * 0.98) * 0.1)


NAMES = """\
components:
  web: {kind: client, calls: [dns]}
  dns: {kind: dns, managed: true, availability: 100%, calls: [{any_of: [east, west]}]GIVEN}
  east: {kind: service, availability: 99%}
  west: {kind: service, availability: 99%}
"""


@every_case(
    ("given", "seconds", "said"),
    [
        ("", 60 + 90, 2),
        (", ttl: 30s", 30 + 90, 1),
        (", ttl: 30s, health_check: 3 times 10 s", 30 + 30, 0),
        (", ttl: 5min, routing: failover", 300 + 90, 1),
        (", ttl: 5min, routing: simple", 0, 0),
    ],
)
def test_a_name_server_changes_over_once_answers_are_forgotten(
    given: str, seconds: float, said: int
) -> None:
    facts = Facts(design_of(NAMES.replace("GIVEN", given)))
    window = 0.01 * timedelta(seconds=seconds) / timedelta(hours=4)
    assert facts.availability("web").value == pytest.approx((1 - window) * (1 - 0.01**2))
    assumed = [each.statement for each in facts.failure_logic("web").assumptions]
    assert sum("answers are kept" in each or "is noticed" in each for each in assumed) == said


def test_what_an_alternative_needs_can_change_over_itself() -> None:
    inner = """\
components:
  web: {kind: client, calls: [{any_of: [a, b]}]}
  a: {kind: service, availability: 99%, calls: [{any_of: [x, y]}]}
  b: {kind: service, availability: 90%}
  x: {kind: service, availability: 98%}
  y: {kind: service, availability: 97%}
"""
    design = design_of(inner)
    span = design.span
    failover = Failover(span=span, time=Quantity(144.0, Dimension.DURATION, ""))
    for name in ("web", "a"):
        component = design.components[name]
        groups = tuple(replace(group, failover=failover) for group in component.calls)
        design = _with(design, replace(component, calls=groups))
    facts = Facts(design)
    below = 1 - (1 - 0.02 * 0.01) * (1 - 0.02 * 0.03)
    first_down = 1 - 0.99 * (1 - below)
    expected = (1 - 0.01 * first_down) * (1 - first_down * 0.1)
    assert facts.availability("web").value == pytest.approx(expected)


SHOP = """\
journeys:
  read: {actor: app, reads: [Item], steps: [app -> cache, app -> db: {times: 10%}]}
  write: {actor: app, writes: [Item], steps: [app -> db]}
  both: {actor: app, writes: [Item], steps: [app -> db, app -> cache]}
components:
  app: {kind: service, availability: 100%, calls: [CALLS]}
  cache: {kind: cache, availability: 95%}
  db: {kind: database, availability: 99%}
data: {Item: {store: db}}
"""


def test_a_write_has_no_alternative_in_a_cache() -> None:
    facts = Facts(design_of(SHOP.replace("CALLS", "{any_of: [cache, db]}")))
    assert facts.availability("read").value == pytest.approx(1 - 0.05 * 0.01)
    said = {str(each) for each in facts.failure_logic("read").assumptions}
    assert "cache: up while it answers: 10% of the look-ups miss, and fail while db is down" in said
    assert facts.availability("write").value == pytest.approx(0.99)
    assert facts.availability("both").value == pytest.approx(0.99)


@every_case(
    ("group", "down"),
    [
        ("{any_of: [a, b]}", 0.1 * (1.0 - 0.99 * 0.98)),
        ("{any_of: [a, b], optional: true}", 0.0),
        ("{any_of: [a, b], async: true}", 0.0),
        ("{need: 2, of: [a, b]}", 1.0 - 0.9 * 0.99 * 0.98),
        ("{need: 2, of: [a, b], optional: true}", 0.0),
    ],
)
def test_what_a_group_says_holds_for_all_its_members(group: str, down: float) -> None:
    text = BODY.replace("{any_of: [a, b]}", group).replace(", steps: [web -> FIRST]", "")
    found = Facts(design_of(text)).reliability("j")
    assert 1.0 - found.availability == pytest.approx(down, abs=1e-12)
