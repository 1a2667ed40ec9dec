"""Latency of whole journeys against a discrete-event simulation: steps, misses, waiting, retries.

In the simulation an attempt that runs out of time is called off, as it is where deadlines travel with
requests; else what nobody waits for any more keeps a busy callee busy, and above some load retries
bring it down. Such storms are no steady state, and no percentile describes them. Each component is one
replica with several servers.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import pytest

from sdgen.analyses.latency.distribution import LogNormal, fit_log_normal
from sdgen.analyses.latency.journeys import journey_latency
from sdgen.analyses.traffic.capacity import Mix
from tests.model.given import design

if TYPE_CHECKING:
    from simpy import Environment, Event, Resource

APP = fit_log_normal(0.005, 0.025)
DB = fit_log_normal(0.0094, 0.047)
SERVERS = 4
DESIGN = f"""
components:
  web: {{kind: client, calls: [app: {{timeout: 600ms, retries: 1}}]}}
  app:
    kind: service
    capacity: {SERVERS / APP.mean}/s
    latency: {{p50: 5ms, p99: 25ms}}
    calls: [db: {{timeout: 120ms, retries: 2, failures: 5%, backoff: 5ms}}]
  db: {{kind: database, capacity: {SERVERS / DB.mean}/s, latency: {{p50: 9.4ms, p99: 47ms}}}}
journeys:
  look: {{actor: web, rate: 1/s, steps: [web -> app, app -> db: {{times: 50%}}]}}
"""


@dataclass
class Simulation:
    """The design above at a load: app gets one request a run, and half of them ask db."""

    environment: Environment
    app: Resource
    db: Resource
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    attempts: dict[str, int] = field(default_factory=lambda: {"app": 0, "db": 0})
    times: list[float] = field(default_factory=list)

    def work(
        self, name: str, station: Resource, shape: LogNormal
    ) -> Generator[Event, object, None]:
        self.attempts[name] += 1
        with station.request() as turn:
            yield turn
            seconds = self.chance.lognormvariate(math.log(shape.median), shape.spread)
            yield self.environment.timeout(seconds)

    def call(
        self,
        callee: Callable[[], Generator[Event, object, bool]],
        timeout: float,
        retries: int,
        failures: float,
        backoff: float,
    ) -> Generator[Event, object, bool]:
        for attempt in range(retries + 1):
            answer = self.environment.process(callee())
            yield answer | self.environment.timeout(timeout)
            if not answer.triggered:
                answer.interrupt()
            elif answer.value and self.chance.random() >= failures:
                return True
            if attempt < retries and backoff:
                yield self.environment.timeout(backoff * 2**attempt)
        return False

    def ask_db(self) -> Generator[Event, object, bool]:
        import simpy

        try:
            yield from self.work("db", self.db, DB)
        except simpy.Interrupt:
            return False
        return True

    def ask_app(self) -> Generator[Event, object, bool]:
        import simpy

        try:
            yield from self.work("app", self.app, APP)
            if self.chance.random() < 0.5:
                return (yield from self.call(self.ask_db, 0.12, 2, 0.05, 0.005))
        except simpy.Interrupt:
            return False
        return True

    def run(self) -> Generator[Event, object, None]:
        start = self.environment.now
        yield from self.call(self.ask_app, 0.6, 1, 0.0, 0.0)
        self.times.append(self.environment.now - start)

    def arrivals(self, rate: float, runs: int) -> Generator[Event, object, None]:
        for _ in range(runs):
            yield self.environment.timeout(self.chance.expovariate(rate))
            self.environment.process(self.run())


def simulated(utilisation: float, runs: int) -> Simulation:
    import simpy

    environment = simpy.Environment()
    stations = [simpy.Resource(environment, SERVERS) for _ in range(2)]
    simulation = Simulation(environment, *stations)
    environment.process(simulation.arrivals(utilisation * SERVERS / APP.mean, runs))
    environment.run()
    return simulation


@pytest.mark.slow
@pytest.mark.parametrize("utilisation", [0.5, 0.7, 0.85])
def test_misses_timeouts_failures_and_retries(utilisation: float) -> None:
    simulation = simulated(utilisation, 50_000)
    seconds = simulation.environment.now
    peaks = {name: count / seconds for name, count in simulation.attempts.items()}
    assert peaks["app"] * APP.mean / SERVERS == pytest.approx(utilisation, abs=0.02)
    assert peaks["db"] * DB.mean / SERVERS == pytest.approx(utilisation, abs=0.02)
    found = design(DESIGN)
    arriving = {name: Mix(unknown=peak) for name, peak in peaks.items()}
    latency = journey_latency(found, found.journeys["look"], arriving)
    assert latency is not None
    times = sorted(simulation.times[len(simulation.times) // 20 :])
    assert latency.p50 == pytest.approx(times[len(times) // 2], rel=0.05)
    assert latency.p99 == pytest.approx(times[len(times) * 99 // 100], rel=0.05)
    tried = simulation.attempts["db"] / (simulation.attempts["app"] / 2)
    said = next(each for each in latency.assumptions if each.startswith("app->db: "))
    assert float(said.split()[1]) == pytest.approx(tried, rel=0.02)


def test_the_check_would_notice_retries_that_are_left_out() -> None:
    """Without them the 99th percentile is off by more than the check allows."""
    found = design(DESIGN)
    bare = design(DESIGN.replace(", retries: 2, failures: 5%, backoff: 5ms", ""))
    peaks = {"app": 0.7 * SERVERS / APP.mean, "db": 0.7 * SERVERS / DB.mean}
    latency = partial(
        journey_latency, operations={name: Mix(unknown=peak) for name, peak in peaks.items()}
    )
    full, without = (latency(each, each.journeys["look"]) for each in (found, bare))
    assert full is not None
    assert without is not None
    assert full.p99 > 1.05 * without.p99
