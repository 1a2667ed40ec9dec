"""Operations in flight: Little's law by hand, and what counts as held."""

from __future__ import annotations

import math
import random

import pytest

from sdgen.analyses.facts import Facts
from sdgen.analyses.latency.in_flight import InFlight
from tests.model.given import design
from tests.support.cases import every_case
from tests.support.quick import is_quick

DESIGN = """
components:
  web: {kind: client, calls: [api]}
  api:
    kind: service
    replicas: 2
    concurrency: 300
    latency: {p50: 10ms, p99: 10ms}
    calls: [MODEL, db, mail: {async: true}]
  model: {kind: external, latency: {p50: 5s, p99: 10s}}
  db: {kind: service, latency: {p50: 100ms, p99: 100ms}}
  mail: {kind: service, latency: {p50: 30ms, p99: 30ms}, calls: [db]}
journeys:
  ask: {rate: 100/s, steps: [STEPS]}
"""
MEAN = 5.0 * math.exp((math.log(2.0) / 2.3263478740408408) ** 2 / 2)
"""Seconds of a log-normal time with median 5 s and p99 10 s."""


def held(steps: str, model: str = "model", text: str = DESIGN) -> dict[str, InFlight]:
    return Facts(design(text.replace("STEPS", steps).replace("MODEL", model))).in_flight


def test_what_is_awaited_is_held() -> None:
    """The example of REAL_SYSTEMS.md, point 18: 523, with the 10 ms of its own 524."""
    found = held("web -> api -> model")
    assert found["api"].number == pytest.approx(100 * (0.01 + MEAN))
    assert round(found["model"].number) == 523
    assert found["api"].allowed == 600
    assert found["model"].allowed is None
    assert set(found) == {"api", "model"}


@every_case(
    ("steps", "seconds"),
    [
        ("web -> api, api -> db, api -> db", 0.21),
        ("web -> api, api -> db: 3", 0.31),
        ("web -> api, api -> db: 10%", 0.02),
        ("web -> api, 'api -> db': {times: 3, parallel: true}", 0.11),
        ("web -> api -> db, 'api -> model': {parallel: true}", 0.01 + MEAN),
        ("web -> api, api -> mail -> db", 0.01),
        ("web -> api, api -> mail -> db, 'api -> db': {parallel: true}", 0.11),
    ],
)
def test_seconds_that_each_is_held(steps: str, seconds: float) -> None:
    found = held(steps)["api"]
    assert found.seconds == pytest.approx(seconds, rel=4e-3 if is_quick() else 2e-3)
    assert found.number == pytest.approx(100 * seconds, rel=4e-3 if is_quick() else 2e-3)


def test_what_runs_behind_an_asynchronous_call_holds_who_calls_it() -> None:
    found = held("web -> api, api -> mail -> db")
    assert found["mail"].number == pytest.approx(100 * 0.13)
    assert found["db"].number == pytest.approx(100 * 0.1)


def test_attempts_and_timeouts() -> None:
    """A callee that always takes 5 s: three attempts of 1 s, and 0.5 and 1 s between."""
    text = DESIGN.replace("p50: 5s, p99: 10s", "p50: 5s, p99: 5s")
    tried = "model: {timeout: 1s, retries: 2, backoff: 500ms}"
    assert held("web -> api -> model", tried, text)["api"].seconds == pytest.approx(4.51)
    failing = "model: {failures: 50%, retries: 1}"
    assert held("web -> api -> model", failing, text)["api"].seconds == pytest.approx(7.51)


@pytest.mark.slow
def test_times_that_a_timeout_cuts_and_the_longest_of_several_by_chance() -> None:
    chance = random.Random(3)
    spread = math.log(2.0) / 2.3263478740408408
    drawn = [5.0 * math.exp(spread * chance.gauss(0, 1)) for _ in range(200_000)]
    cut = sum(min(each, 6.0) for each in drawn) / len(drawn)
    found = held("web -> api -> model", "model: {timeout: 6s}")["api"].seconds
    assert found == pytest.approx(0.01 + cut, rel=2e-3)
    longest = sum(map(max, zip(drawn[::2], drawn[1::2], strict=True))) / (len(drawn) / 2)
    found = held("web -> api, 'api -> model': {times: 2, parallel: true}")["api"].seconds
    assert found == pytest.approx(0.01 + longest, rel=2e-3)


def test_the_wait_is_held_and_messages_are_not() -> None:
    """M/M/1-like numbers by the formula: at 80% of one server, 10 ms each without spread, the wait
    is 0.8 / 0.4 x 10 ms = 20 ms."""
    text = """
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, capacity: 100/s, latency: {p50: 10ms, p99: 10ms}, calls: [jobs]}
  jobs: {kind: queue}
  worker: {kind: worker, capacity: 100/s, latency: {p50: 10ms, p99: 10ms}, consumes: [jobs]}
journeys:
  ask: {rate: 80/s, steps: [web -> api -> jobs -> worker]}
"""
    found = held("", text=text)
    jobs = found["jobs"].seconds
    assert found["api"].seconds == pytest.approx(0.01 + 0.02 + jobs, rel=1e-3)
    assert found["worker"].seconds == pytest.approx(0.01)


def test_behind_what_is_overloaded_it_is_unbounded_but_for_a_timeout() -> None:
    text = DESIGN.replace("model: {kind: external,", "model: {kind: service, capacity: 50/s,")
    assert math.isinf(held("web -> api -> model", text=text)["api"].number)
    cut = held("web -> api -> model", "model: {timeout: 2s}", text)["api"]
    assert cut.seconds == pytest.approx(2.01)


def test_calls_of_a_journey_without_steps_hold_for_their_own_time() -> None:
    text = DESIGN.replace("{rate: 100/s, steps: [STEPS]}", "{actor: web, rate: 100/s}")
    found = held("", text=text)
    assert found["api"].number == pytest.approx(1.0)
    assert found["model"].number == pytest.approx(100 * MEAN)


BATCHES = """
components:
  app: {kind: worker, latency: {p50: 0s, p99: 0s}, calls: [mid]}
  mid: {kind: service, latency: {p50: 0s, p99: 0s}, calls: [st, shelf]}
  st: {kind: service, latency: {p50: 10ms, p99: 10ms}, calls: [db]}
  shelf: {kind: cache, latency: {p50: 1ms, p99: 1ms}, hit_ratio: 75%}
  db: {kind: service, latency: {p50: 20ms, p99: 20ms}}
journeys:
  idx: {actor: app, rate: 100/s, steps: [STEPS]}
"""


@every_case(
    ("steps", "number"),
    [
        # 100/s in tens: 10/s x 30 ms, and 10/s x 20 ms; each of 100/s waits 30 ms for its ten
        ("app -> mid, 'mid -> st': {batch: 10}, st -> db", {"mid": 3.0, "st": 0.3, "db": 0.2}),
        # 30 in tens are 3 calls: 300/s, for 90 ms
        (
            "app -> mid, 'mid -> st': {times: 30, batch: 10}, st -> db",
            {"mid": 9.0, "st": 9.0, "db": 6.0},
        ),
        # batches of batches: 10/s, and of these 1/s
        (
            "app -> mid, 'mid -> st': {batch: 10}, 'st -> db': {batch: 10}",
            {"mid": 3.0, "st": 0.3, "db": 0.02},
        ),
        # of 10 look-ups a second a quarter, in pairs: 1.25/s
        (
            "app -> mid, 'mid -> shelf': {batch: 10}, 'mid -> st': {on_miss: shelf, batch: 2}",
            {"shelf": 0.01, "st": 0.0125},
        ),
    ],
)
def test_what_goes_in_batches_is_held_once_a_batch(steps: str, number: dict[str, float]) -> None:
    found = held(steps, text=BATCHES)
    assert {name: found[name].number for name in number} == pytest.approx(number)


def test_a_batch_holds_as_many_as_there_are_calls() -> None:
    """10/s x 100 ms of a thousand a second in hundreds: one at a time."""
    text = """
components:
  app: {kind: worker, calls: [st]}
  st: {kind: service, latency: {p50: 100ms, p99: 100ms}, concurrency: 5}
journeys:
  idx: {actor: app, rate: 1k/s, steps: [app -> st: {batch: 100}]}
"""
    found = held("", text=text)["st"]
    assert (found.number, found.allowed) == (pytest.approx(1.0), 5)
