"""The cheap bound of a journey's latency, and which components make it long."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdgen.analyses.latency.distribution import deviations_above
from sdgen.analyses.latency.journeys import journey_latency, latency_bound, slowest_parts
from sdgen.analyses.traffic.flow import flow
from sdgen.design.records import Design
from tests.model.given import design
from tests.support.cases import every_case
from tests.support.quick import examples

TIMES = ("1ms", "8ms", "{p50: 2ms, p99: 90ms}", "{p50: 20ms, p99: 25ms}", "{p99: 300ms}", "0s")
STEPS = ("", "", "times: 5", "times: 1%", "times: 2.5", "times: 0", "parallel: true")


@st.composite
def shops(draw: st.DrawFn) -> Design:
    """Five components that may all call each other, and a journey through them."""
    names = ["a", "b", "c", "d"]
    lines = ["components:", f"  web: {{kind: client, calls: [{', '.join(names)}]}}"]
    for name in names:
        others = ", ".join(other for other in names if other != name)
        busy = draw(st.sampled_from(("", "capacity: 60/s, ", "capacity: 110/s, ")))
        lines.append(
            f"  {name}: {{kind: service, {busy}latency: {draw(st.sampled_from(TIMES))}, "
            f"calls: [{others}]}}"
        )
    reached, steps = ["web"], []
    for _ in range(draw(st.integers(1, 6))):
        source = draw(st.sampled_from(reached))
        target = draw(st.sampled_from([name for name in names if name != source]))
        reached.append(target)
        steps.append(f"{{{source} -> {target}: {{{draw(st.sampled_from(STEPS))}}}}}")
    lines.append(f"journeys: {{j: {{actor: web, rate: 20/s, steps: [{', '.join(steps)}]}}}}")
    return design("\n".join(lines) + "\n")


@pytest.mark.slow
@examples(150, derandomize=True)
@given(shops())
def test_the_bound_is_not_below_what_is_computed(shop: Design) -> None:
    peaks = flow(shop).operations
    found = journey_latency(shop, shop.journeys["j"], peaks)
    assert found is not None
    for share, computed in ((0.5, found.p50), (0.99, found.p99)):
        bound = latency_bound(shop, shop.journeys["j"], peaks, share)
        assert bound is not None
        assert math.isinf(bound) is bool(found.overloaded)
        assert computed <= bound * 1.005 + 1e-3  # the width of a few cells


CHAIN = """
components:
  web: {kind: client, calls: [a]}
  a: {kind: service, latency: {p50: 1ms, p99: 5ms}, calls: [b]}
  b: {kind: service, latency: {p50: 2ms, p99: 200ms}, calls: [c]}
  c: {kind: service, latency: {p50: 10ms, p99: 20ms}}
journeys: {j: {actor: web, rate: 1/s, steps: [web -> a -> b -> c]}, k: {actor: web, rate: 1/s}}
"""


def test_the_slowest_parts_come_first() -> None:
    shop = design(CHAIN)
    journey, peaks = shop.journeys["j"], flow(shop).operations
    names = [name for name, _ in slowest_parts(shop, journey, peaks, most=2)]
    assert names == ["b", "c"]
    halves = slowest_parts(shop, journey, peaks, most=3, median=True)
    assert [name for name, _ in halves] == ["c", "b", "a"]
    without = journey_latency(shop, journey, peaks, frozenset({"c"}))
    assert without is not None
    assert halves[0][1] == pytest.approx(without.p50)


def test_a_journey_without_steps_has_no_bound() -> None:
    shop = design(CHAIN)
    assert latency_bound(shop, shop.journeys["k"], {}, 0.99) is None


@every_case(("probability", "deviations"), [(0.5, 0.0), (0.01, 2.3263478740), (1e-6, 4.7534243088)])
def test_deviations_of_the_normal_distribution(probability: float, deviations: float) -> None:
    assert deviations_above(probability) == pytest.approx(deviations, abs=1e-9)
