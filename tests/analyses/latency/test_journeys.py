"""Latency: known distributions, the shape of journeys, and a simulation to compare with."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from sdgen.analyses.latency.distribution import fit_log_normal
from sdgen.analyses.latency.grid import Grid
from sdgen.analyses.latency.journeys import JourneyLatency, journey_latency, latency_bound
from sdgen.analyses.traffic.flow import flow
from sdgen.model import read_design
from tests.model.given import design
from tests.support.cases import every_case

COMPONENTS = """
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, latency: {p50: 10ms, p99: 10ms}, calls: [a, b, {mail: {async: true}}]}
  a: {kind: service, latency: {p50: 20ms, p99: 20ms}}
  b: {kind: service, latency: {p50: 50ms, p99: 50ms}}
  mail: {kind: service, latency: {p50: 9s, p99: 9s}, calls: [b]}
"""


def latency(steps: str, components: str = COMPONENTS) -> JourneyLatency:
    shop = design(
        f"{components}journeys:\n  buy:\n    actor: web\n    rate: 1/s\n    steps: {steps}\n"
    )
    found = journey_latency(shop, shop.journeys["buy"], flow(shop).operations)
    assert found is not None
    return found


def near(seconds: float) -> object:
    """Within a few cells of the grid."""
    return pytest.approx(seconds, rel=3e-3)


@pytest.mark.slow
@every_case(
    ("steps", "p50", "p99"),
    [
        ("[web -> app]", 0.01, 0.01),
        ("[web -> app -> a]", 0.03, 0.03),
        ("[web -> app -> a, app -> b]", 0.08, 0.08),
        (
            "[web -> app, {app -> a: {parallel: true}}, {app -> b: {parallel: true}}]",
            0.06,
            0.06,
        ),
        ("[web -> app, {app -> a: {times: 3}}]", 0.07, 0.07),
        ("[web -> app, {app -> a: {times: 3, parallel: true}}]", 0.03, 0.03),
        ("[web -> app, {app -> a: {times: 5%}}]", 0.01, 0.03),
        ("[web -> app, app -> mail -> b]", 0.01, 0.01),
    ],
)
def test_constant_times(steps: str, p50: float, p99: float) -> None:
    found = latency(steps)
    assert (found.p50, found.p99) == (near(p50), near(p99))
    assert (found.overloaded, found.unknown, found.assumptions) == ((), (), ())


CACHED = """
components:
  web: {kind: client, calls: [app, cdn]}
  app: {kind: service, latency: {p50: 10ms, p99: 10ms}, calls: [any_of: [cache, b]]}
  cache: {kind: cache, latency: {p50: 1ms, p99: 1ms}, hit_ratio: HIT}
  cdn: {kind: cdn, latency: {p50: 1ms, p99: 1ms}, hit_ratio: HIT, calls: [b]}
  b: {kind: service, latency: {p50: 50ms, p99: 50ms}}
"""


@every_case(
    ("hit_ratio", "steps", "p50", "p99"),
    [
        ("95%", "[web -> app -> cache, {app -> b: {on_miss: cache}}]", 0.011, 0.061),
        ("40%", "[web -> app -> cache, {app -> b: {on_miss: cache}}]", 0.061, 0.061),
        ("99.5%", "[web -> app -> cache, {app -> b: {on_miss: cache}}]", 0.011, 0.011),
        # what the step says comes before what the cache says
        ("40%", "[web -> app -> cache, {app -> b: {on_miss: cache, times: 5%}}]", 0.011, 0.061),
        # six look-ups, each of which misses one time in ten: 0.6 reads
        ("90%", "[web -> app, app -> cache: 6, {app -> b: {on_miss: cache}}]", 0.066, 0.066),
        ("95%", "[web -> cdn, {cdn -> b: {on_miss: cdn}}]", 0.001, 0.051),
    ],
)
def test_what_misses_in_a_cache(hit_ratio: str, steps: str, p50: float, p99: float) -> None:
    found = latency(steps, CACHED.replace("HIT", hit_ratio))
    # the cells of the grid are wider where parts are few and constant
    assert (found.p50, found.p99) == pytest.approx((p50, p99), rel=1e-2)


@every_case(("journey", "seconds"), [("w", 0.035), ("x", 0.035), ("y", 0.235)])
def test_a_parallel_step_runs_beside_the_one_before_it(journey: str, seconds: float) -> None:
    """The values of REAL_SYSTEMS.md, point 28: 5 + max(10, 30), and 5 + 100 + 30 + 100 ms."""
    probe = Path(__file__).parents[1] / "probes" / "par.yaml"
    shop = read_design(str(probe)).design
    assert shop is not None
    found = journey_latency(shop, shop.journeys[journey], flow(shop).operations)
    assert found is not None
    assert (found.p50, found.p99) == (near(seconds), near(seconds))


@every_case(
    ("steps", "seconds"),
    [
        # with all that hangs on the step before: 20 + 50 beside 50
        ("[web -> app -> a -> b, {app -> b: {parallel: true}}]", 0.01 + 0.07),
        ("[web -> app -> b, {app -> a: {parallel: true}}, a -> b]", 0.01 + 0.07),
        # beside what nobody waits for, and so after what comes before that
        ("[web -> app -> a, app -> mail, {app -> b: {parallel: true}}]", 0.01 + 0.02 + 0.05),
        # two groups
        ("[web -> app -> a, {app -> b: {parallel: true}}, app -> a]", 0.01 + 0.05 + 0.02),
        # the repetitions of the step before are in order, its own at once
        ("[web -> app, app -> a: 3, {app -> b: {parallel: true, times: 2}}]", 0.01 + 0.06),
    ],
)
def test_what_runs_beside_what(steps: str, seconds: float) -> None:
    text = COMPONENTS.replace("p50: 20ms, p99: 20ms}", "p50: 20ms, p99: 20ms}, calls: [b]")
    assert latency(steps, text).p50 == near(seconds)


@pytest.mark.slow
def test_a_long_chain_of_steps() -> None:
    steps = ", ".join(["web -> app", *["app -> a"] * 60])
    assert latency(f"[{steps}]").p50 == near(0.01 + 60 * 0.02)
    deep = COMPONENTS.replace("p99: 20ms}}\n  b", "p99: 20ms}, calls: [app]}\n  b")
    chain = ["web" + " -> app -> a" * 99, *["a" + " -> app -> a" * 99] * 4]
    assert latency(f"[{', '.join(chain)}]", deep).p50 == near(5 * 99 * 0.03)


def test_one_log_normal_is_what_was_given() -> None:
    shape = fit_log_normal(0.01, 0.1)
    grid = Grid(shape.highest())
    masses = grid.log_normal(shape)
    assert grid.quantile(masses, 0.5) == pytest.approx(0.01, rel=0.01)
    assert grid.quantile(masses, 0.99) == pytest.approx(0.1, rel=0.005)
    assert float(masses.shares.sum()) == pytest.approx(1)


def test_the_slowest_of_many_and_a_sum_of_many() -> None:
    shape = fit_log_normal(0.01, 0.05)
    grid = Grid(2.0)
    masses = grid.log_normal(shape)
    slowest = grid.quantile(grid.slowest(masses, 100), 0.5)
    assert shape.below(slowest) ** 100 == pytest.approx(0.5, abs=0.02)
    mean = 50 * shape.mean
    assert grid.quantile(grid.power(masses, 50), 0.5) == pytest.approx(mean, rel=0.05)


def test_defaults_and_halves_are_said() -> None:
    parts = COMPONENTS.replace(", latency: {p50: 20ms, p99: 20ms}", "").replace("p50: 50ms, ", "")
    found = latency("[web -> app -> a, app -> b]", parts)
    assert len(found.assumptions) == 2
    assert found.assumptions[0].startswith("a: ")
    assert found.assumptions[0].endswith("p99, as a service")
    assert found.assumptions[1].startswith("b: the median is 1/")


def test_overload_has_no_end() -> None:
    parts = COMPONENTS.replace("latency: {p50: 20ms, p99: 20ms}", "capacity: 0.5/s")
    found = latency("[web -> app -> a]", parts)
    assert (found.p50, found.p99, found.overloaded) == (math.inf, math.inf, ("a",))


def test_a_journey_without_steps_has_no_order() -> None:
    shop = design(f"{COMPONENTS}journeys:\n  buy: {{actor: web}}\n")
    assert journey_latency(shop, shop.journeys["buy"], {}) is None


ATTEMPTS = """
components:
  web: {{kind: client, calls: [a: {{{options}}}]}}
  a: {{kind: service, latency: {{p50: {time}, p99: {time}}}}}
journeys:
  ask: {{actor: web, rate: 1/s, steps: [web -> a]}}
"""


def attempts(options: str, time: str = "30ms") -> JourneyLatency:
    shop = design(ATTEMPTS.format(options=options, time=time))
    found = journey_latency(shop, shop.journeys["ask"], {})
    assert found is not None
    return found


@every_case(
    ("options", "p50", "p99", "unanswered"),
    [
        # in time: nothing is tried again
        ("timeout: 1s, retries: 3", 0.03, 0.03, 0.0),
        ("retries: 3, backoff: 1s", 0.03, 0.03, 0.0),
        # every attempt runs out of time: 10 ms, a wait of 5, 10, a wait of 10, 10
        ("timeout: 10ms", 0.01, 0.01, 1.0),
        ("timeout: 10ms, retries: 2, backoff: 5ms", 0.045, 0.045, 1.0),
        # 60% succeed at once, 84% with the second attempt, 98.98% with the fifth
        ("retries: 1, failures: 40%", 0.03, 0.06, 0.16),
        ("retries: 5, failures: 40%", 0.03, 0.18, 0.4**6),
        ("failures: 40%", 0.03, 0.03, 0.4),
        ("retries: 1, failures: 100%, backoff: 40ms", 0.1, 0.1, 1.0),
        ("retries: 1000, failures: 50%", 0.03, 0.21, 0.0),
    ],
)
def test_attempts_of_a_call(options: str, p50: float, p99: float, unanswered: float) -> None:
    found = attempts(options)
    # of several times that never vary each may lie between two cells
    assert found.p50 == pytest.approx(p50, rel=0.012)
    assert found.p99 == pytest.approx(p99, rel=0.012)
    assert found.unanswered == pytest.approx(unanswered, abs=1e-6)


def test_attempts_that_load_does_not_count_are_said() -> None:
    assert attempts("retries: 1, failures: 40%").assumptions == (
        "web->a: 1.4 attempts a call on average, load counts one",
    )
    assert attempts("timeout: 1s, retries: 3").assumptions == ()


def test_attempts_that_run_out_of_time_now_and_then() -> None:
    """Against the distribution function of the log-normal time itself."""
    text = ATTEMPTS.replace("p50: {time}, p99: {time}", "p50: 10ms, p99: 100ms")
    shop = design(text.format(options="timeout: 40ms, retries: 1", time=""))
    found = journey_latency(shop, shop.journeys["ask"], {})
    assert found is not None
    shape = fit_log_normal(0.01, 0.1)
    late = 1.0 - shape.below(0.04)
    # 99% end by the time at which the second attempt has brought what the first has left
    rest = (0.99 - (1.0 - late)) / late
    low, high = 0.0, 0.04
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if shape.below(middle) < rest else (low, middle)
    assert found.p99 == pytest.approx(0.04 + low, rel=0.005)
    assert found.unanswered == pytest.approx(late**2, rel=1e-3)


def test_a_needed_call_without_an_answer_fails_its_caller() -> None:
    text = """
components:
  web: {kind: client, calls: [a: {retries: 1}]}
  a: {kind: service, latency: {p50: 10ms, p99: 10ms}, calls: [b: {failures: 50%, OPTION}]}
  b: {kind: service, latency: {p50: 20ms, p99: 20ms}}
journeys:
  ask: {actor: web, rate: 1/s, steps: [web -> a -> b]}
"""

    def asked(option: str) -> JourneyLatency:
        shop = design(text.replace("OPTION", option))
        found = journey_latency(shop, shop.journeys["ask"], {})
        assert found is not None
        return found

    needed, spared = asked("optional: false"), asked("optional: true")
    assert (needed.p99, needed.unanswered) == (near(0.06), pytest.approx(0.25))
    assert (spared.p99, spared.unanswered) == (near(0.03), 0)


def test_runs_that_repeat_a_call_fail_more_often() -> None:
    text = ATTEMPTS.replace("steps: [web -> a]", "steps: [web -> a: {{times: 2.5}}]")
    shop = design(text.format(options="failures: 10%", time="30ms"))
    found = journey_latency(shop, shop.journeys["ask"], {})
    assert found is not None
    assert found.unanswered == pytest.approx(1 - 0.9 * 0.9 * 0.95)


def test_the_bound_holds_with_attempts() -> None:
    text = ATTEMPTS.replace("p50: {time}, p99: {time}", "p50: 10ms, p99: 100ms")
    for options in ("timeout: 40ms, retries: 3, backoff: 10ms", "retries: 2, failures: 30%"):
        shop = design(text.format(options=options, time=""))
        found = journey_latency(shop, shop.journeys["ask"], {})
        bound = latency_bound(shop, shop.journeys["ask"], {}, 0.99)
        assert found is not None
        assert bound is not None
        assert found.p99 <= bound


SELDOM = """
components:
  web: {kind: client, calls: [a, b]}
  a: {kind: service, latency: {p50: 100ms, p99: 100ms}}
  b: {kind: service, latency: {p50: 10ms, p99: 20ms}, calls: [a]}
"""


@pytest.mark.slow
@every_case(
    ("steps", "p50", "p99"),
    [
        # 99 of 100 runs make no call at all
        ("[{web -> a: 1%}]", 0.0, 0.0),
        ("[{web -> a: 0}]", 0.0, 0.0),
        ("[{web -> a: 2%}]", 0.0, 0.1),
        ("[{web -> a: 50%}]", 0.0, 0.1),
        ("[{web -> a: 60%}]", 0.1, 0.1),
        ("[{web -> b: 1%}, b -> a]", 0.0, 0.0),
        # the 97.5th percentile of b, whose 99th is 20 ms: 10 ms x 2^(1.95996 / 2.32635)
        ("[{web -> b: 40%}]", 0.0, 0.01793),
        ("[{web -> b: 0.5%}, {web -> a: 0.5%}]", 0.0, 0.0),
        ("[web -> a, {web -> b: 1%}]", 0.1, 0.1),
    ],
)
def test_runs_that_take_no_time(steps: str, p50: float, p99: float) -> None:
    found = latency(steps, SELDOM)
    assert (found.p50, found.p99) == (
        pytest.approx(p50, rel=1.5e-2),
        pytest.approx(p99, rel=1.5e-2),
    )
    assert found.p50 == 0.0 or found.p50 > 1e-3


def test_a_call_that_is_seldom_made_and_tried_again() -> None:
    text = SELDOM.replace("calls: [a, b]", "calls: [a: {timeout: 50ms, retries: 1}, b]")
    assert latency("[{web -> a: 1%}]", text).p99 == 0.0
    assert latency("[{web -> a: 2%}]", text).p99 == near(0.1)


def test_each_run_waits_for_its_whole_batch() -> None:
    """However few items one run adds: it waits for the call that they go in, and for all of several."""
    assert latency("[{web -> a: {batch: 100}}]", SELDOM).p50 == near(0.1)
    assert latency("[{web -> a: {times: 300, batch: 100}}]", SELDOM).p50 == near(0.3)
    cached = SELDOM.replace("[a, b]", "[a, c]") + "  c: {kind: cache, hit_ratio: 25%}\n"
    missed = latency("[web -> c, {web -> a: {on_miss: c, batch: 100}}]", cached)
    assert missed.p99 == latency("[web -> c, {web -> a: 75%}]", cached).p99
