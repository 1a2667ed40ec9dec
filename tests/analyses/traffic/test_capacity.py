"""What a component carries: the busiest of its replicas, with reads and writes told apart.

The values are those of the formula w x (c / n) / W + r x (k / n) / R, worked out by hand.
"""

from __future__ import annotations

import math
from functools import cache

import pytest
from msgspec.structs import replace

from sdgen.analyses.traffic.capacity import Mix, busiest, carried, left_at_the_peak, replicas_for
from sdgen.design.records import Capacity, Component
from sdgen.design.replicas import ANY
from sdgen.quantity import Dimension, Quantity
from tests.analyses.designs import design_of
from tests.support.cases import every_case
from tests.support.quick import crossed


def store(replicas: str, kind: str = "database", capacity: str = "600/s") -> Component:
    return design_of(
        f"components: {{db: {{kind: {kind}, capacity: {capacity}, replicas: {replicas}}}}}"
    ).components["db"]


def reads_anywhere(component: Component) -> Component:
    return replace(component, replicas=replace(component.replicas, reads=ANY))


def split(component: Component, reads: float, writes: float) -> Component:
    pair = Capacity(
        span=component.span,
        reads=Quantity(reads, Dimension.RATE, ""),
        writes=Quantity(writes, Dimension.RATE, ""),
    )
    return replace(component, capacity=None, capacities=pair)


WRITES = Mix(writes=700.0)


@every_case(
    ("replicas", "mix", "share"),
    [
        ("{count: 2, mode: active-standby, failover: automatic}", Mix(unknown=700.0), 700 / 600),
        ("{count: 3, copies: 3}", WRITES, 700 / 600),
        ("3", WRITES, 700 / 600),
        ("6", WRITES, 700 * 3 / 6 / 600),
        ("{count: 6, copies: 1}", WRITES, 700 / 6 / 600),
        ("{count: 6, copies: 3, need: 2}", Mix(reads=600.0), 600 * 2 / 6 / 600),
        ("{count: 6, copies: 3, need: majority}", Mix(reads=600.0), 600 * 2 / 6 / 600),
        ("{count: 6, copies: 3}", Mix(unknown=600.0), 600 / 6 / 600),
        ("{count: 3, mode: leader-follower}", Mix(reads=300.0, writes=300.0), 1.0),
        ("{count: 4, mode: active-standby, need: 2}", Mix(unknown=600.0), 0.5),
        ("{count: 6, copies: 3, mode: leader-follower}", Mix(600.0, 600.0), (300 + 100) / 600),
    ],
)
def test_the_busiest_replica(replicas: str, mix: Mix, share: float) -> None:
    assert busiest(store(replicas), mix) == pytest.approx(share)


def test_a_leader_that_reads_and_writes() -> None:
    # 1k writes of 2k, and 4k reads of 10k: 50% + 40%; of three that answer reads 50% + 13.3%
    db = split(store("{count: 3, mode: leader-follower}"), 10_000.0, 2_000.0)
    mix = Mix(reads=4_000.0, writes=1_000.0)
    assert busiest(db, mix) == pytest.approx(0.9)
    assert busiest(reads_anywhere(db), mix) == pytest.approx(0.5 + 4 / 30)
    assert carried(db, mix) == pytest.approx(5_000 / 0.9)


def test_what_is_not_told_counts_as_a_write_where_reads_and_writes_are() -> None:
    db = split(store("1"), 10_000.0, 2_000.0)
    assert busiest(db, Mix(unknown=1_000.0)) == pytest.approx(0.5)


def test_after_a_loss_what_is_left_carries_it() -> None:
    three = store("3", capacity="400/s")
    assert busiest(three, Mix(unknown=500.0)) == pytest.approx(500 / 3 / 400)
    assert busiest(three, Mix(unknown=500.0), 2) == pytest.approx(500 / 2 / 400)
    # both that are left keep a copy of everything
    assert busiest(three, Mix(writes=300.0), 2) == pytest.approx(300 / 400)
    standby = store("{count: 3, need: 2, mode: active-standby}")
    assert busiest(standby, Mix(unknown=600.0), 2) == pytest.approx(0.5)
    assert busiest(standby, Mix(unknown=600.0), 1) == pytest.approx(1.0)
    assert busiest(three, Mix(unknown=1.0), 0) == math.inf
    assert busiest(three, Mix(), 0) == 0.0


def test_stateless_replicas_share_everything_exactly() -> None:
    api = store("3", kind="service", capacity="100/s")
    assert carried(api) == 300.0
    assert carried(api, Mix(1.0, 2.0, 3.0), 2) == 200.0
    assert carried(store("3", capacity="10 MB/s")) is None


@every_case(
    ("replicas", "mix", "wanted"),
    [
        ("{count: 3, copies: 3}", WRITES, 5),
        ("{count: 2, copies: 1}", WRITES, 2),
        ("{count: 2, mode: active-standby}", WRITES, None),
        ("2", Mix(unknown=math.inf), None),
    ],
)
def test_the_replicas_that_are_enough(replicas: str, mix: Mix, wanted: int | None) -> None:
    assert replicas_for(store(replicas), mix, 0.7) == wanted


FORMS = (
    "COUNT",
    "{count: COUNT, copies: 1}",
    "{count: COUNT, copies: 2, need: 2}",
    "{count: COUNT, mode: active-active}",
    "{count: COUNT, mode: leader-follower}",
    "{count: COUNT, mode: leader-follower, reads: any}",
    "{count: COUNT, need: majority, mode: active-standby}",
)


@pytest.mark.parametrize(
    ("form", "mix"),
    crossed(FORMS, [WRITES, Mix(reads=300.0), Mix(reads=150.0, writes=40.0)], quick=2),
)
def test_the_replicas_that_are_enough_are_the_first_of_all(form: str, mix: Mix) -> None:
    # 100 writes a second on one replica of 90/s: of two and three each write goes to all of them
    @cache
    def used(count: int) -> float:
        found = busiest(store(form.replace("COUNT", str(count)), capacity="90/s"), mix)
        assert found is not None
        return found

    for count in (2, 3, 4, 7):
        for share in (0.7, 0.3):
            fits = (each for each in range(count, 120) if used(each) <= share + 1e-9)
            db = store(form.replace("COUNT", str(count)), capacity="90/s")
            assert replicas_for(db, mix, share) == next(fits, None)


@every_case(
    ("replicas", "lost", "left"),
    [
        ("4", 1, 3),
        ("{min: 2, max: 10}", 1, 5),
        ("{min: 3, max: 10}", 1, 7),
        ("{min: 2, max: 3}", 2, 0),
    ],
)
def test_what_is_left_of_the_most_is_rounded_up(replicas: str, lost: int, left: int) -> None:
    assert left_at_the_peak(store(replicas, "service"), lost) == left
