"""Bottlenecks: headroom, what is left after a loss, growth and replicas, by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sdgen.analyses.traffic.bottlenecks import TARGET, Headroom, bottlenecks
from sdgen.analyses.traffic.flow import flow
from tests.model.given import design
from tests.support.quick import examples


def ranked(rate: str = "100/s") -> dict[str, Headroom]:
    found = design(
        f"""topology: {{r: {{zones: {{a: , b: , c: }}}}}}
scale: {{peak: 2x}}
journeys:
  buy: {{actor: web, rate: {rate}, steps: [web -> app -> db]}}
components:
  web: {{kind: client, calls: [app]}}
  app: {{kind: service, replicas: 5, zones: [a, b], capacity: 100/s, calls: [db, cache]}}
  db: {{kind: database, capacity: 250/s}}
  cache: {{kind: cache, capacity: 1/s}}
"""
    )
    return {each.component: each for each in bottlenecks(found, flow(found))}


def test_the_fullest_first() -> None:
    assert list(ranked()) == ["db", "app"]


def test_with_all_replicas_and_after_a_loss() -> None:
    app = ranked()["app"]
    assert (app.peak, app.share) == (200, 0.4)
    assert app.without_a_replica == 0.5
    assert app.without_a_zone == 1.0
    assert app.growth == 2.5
    assert app.replicas == 5


def test_a_single_replica_in_no_zone() -> None:
    db = ranked()["db"]
    assert db.share == 0.8
    assert db.without_a_replica == math.inf
    assert db.without_a_zone is None
    assert db.growth == 1.25
    assert db.replicas == 2


def test_replicas_are_whole_and_keep_the_target() -> None:
    """350/s at the peak are 3.5 busy replicas: exactly five at 70%."""
    assert ranked("175/s")["app"].replicas == 5
    assert ranked("176/s")["app"].replicas == 6


def test_no_load() -> None:
    app = ranked("0/s")["app"]
    assert (app.share, app.growth, app.replicas) == (0, math.inf, 5)
    assert app.without_a_replica == pytest.approx(0)


def test_what_only_a_loss_sends_load_to_is_known_too() -> None:
    """Without za q is asked for 100/s, and has one replica of 60/s left; r is never asked."""
    text = """
topology: {za: {level: zone}, zb: {level: zone}}
components:
  web: {kind: client, calls: [{any_of: [p, q, r]}]}
  p: {kind: service, capacity: 60/s, replicas: 4, zones: [za]}
  q: {kind: service, capacity: 60/s, replicas: 2, zones: [zb, za]}
  r: {kind: service, capacity: 60/s}
journeys:
  j: {rate: 100/s, steps: [web -> p]}
"""
    shop = design(text)
    first, second = bottlenecks(shop, flow(shop))
    assert (first.component, second.component) == ("p", "q")
    assert (second.peak, second.share, second.growth) == (0.0, 0.0, math.inf)
    assert second.without_a_zone == pytest.approx(100 / 60)
    assert (second.worst_zone, second.zone_leaves) == ("za", 1)
    unknown = design(text.replace("q: {kind: service, capacity: 60/s,", "q: {kind: service,"))
    assert [each.component for each in bottlenecks(unknown, flow(unknown))] == ["p"]


@pytest.mark.slow
@examples(200)
@given(st.one_of(st.just(0.0), st.floats(1e-6, 1e6)), st.floats(0.001, 1e4), st.integers(1, 1000))
def test_the_replicas_that_it_takes_are_enough_and_no_more(
    rate: float, capacity: float, count: int
) -> None:
    """The design with as many replicas as advised, computed anew; and with one less."""
    one = design(
        "components:\n  web: {kind: client, calls: [app]}\n"
        f"  app: {{kind: service, replicas: {count}, capacity: {capacity!r}/s}}\n"
        f"journeys:\n  buy: {{actor: web, rate: {rate!r}/s, steps: [web -> app]}}\n"
    )
    (before,) = bottlenecks(one, flow(one))
    assert before.replicas is not None

    def used(replicas: int) -> float:
        app = one.components["app"]
        more = replace(app, replicas=replace(app.replicas, count=replicas))
        grown = replace(one, components={**one.components, "app": more})
        return bottlenecks(grown, flow(grown))[0].share

    assert before.replicas >= count
    assert used(before.replicas) <= TARGET * (1 + 1e-8)
    if before.replicas > count:
        assert used(before.replicas - 1) > TARGET * (1 - 1e-8)
