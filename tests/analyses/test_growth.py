"""Growth to the horizon: by hand, equal to the estimate at both ends, and crossings that are ones."""

from __future__ import annotations

from itertools import pairwise
from math import ceil, log

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sdgen.analyses.estimate import components_of, estimate
from sdgen.analyses.facts import Facts
from sdgen.analyses.growth import MOST_POINTS, Course, Growth, Loss, Unit, bearable_growth, growth
from sdgen.analyses.scenario import scaled
from sdgen.analyses.traffic.flow import flow
from sdgen.analyses.traffic.growth import load_factor
from sdgen.design.records import Design, Scale
from tests.model.given import design
from tests.support.cases import every_case

DAY = 86_400
YEAR = 365 * DAY
MONTH = YEAR / 12


def shop(
    scale: str = "horizon: 2y, growth: 100%",
    *,
    app: str = "capacity: 100/s, replicas: 4",
    db: str = "storage: 1 TB",
    entity: str = "created_by: order, size: 1 KB",
) -> Design:
    """Peaks of 200/s at ``app`` and ``db``, 100 rows a second on average."""
    return design(
        f"""scale: {{daily_users: 864k, peak: 2x, {scale}}}
topology: {{r: {{zones: [a, b]}}}}
journeys:
  order: {{actor: web, rate: 10/user/day, steps: [web -> app -> db]}}
components:
  web: {{kind: client, calls: [app]}}
  app: {{kind: service, calls: [db], {app}}}
  db: {{kind: database, {db}}}
data:
  Order: {{store: db, {entity}}}
"""
    )


def grown(found: Design, journeys: tuple[str, ...] = ()) -> Growth:
    facts = Facts(found)
    result = growth(facts, components_of(facts, journeys))
    assert result is not None
    return result


def rate(found: Growth, name: str) -> Course:
    return next(each for each in found.rates if each.component == name)


def only_store(found: Design) -> Course:
    (course,) = grown(found).stores
    return course


def test_points_are_months_and_the_last_is_the_horizon() -> None:
    found = grown(shop())
    assert (found.unit, found.unit_seconds, found.horizon) == (Unit.MONTH, MONTH, 2 * YEAR)
    assert len(found.times) == 25
    assert found.times[1:3] == (MONTH, 2 * MONTH)


@every_case(
    ("scale", "unit", "seconds", "points"),
    [
        ("horizon: 30h", Unit.HOUR, 3600, 31),
        ("horizon: 71h", Unit.HOUR, 3600, 72),
        ("horizon: 3d", Unit.DAY, DAY, 4),
        ("horizon: 10d", Unit.DAY, DAY, 11),
        ("horizon: 100d", Unit.MONTH, MONTH, 5),
        ("horizon: 36 months", Unit.MONTH, 30 * DAY, 37),
        ("horizon: 36 months, month: 2.5e6 s", Unit.MONTH, 2.5e6, 37),
        ("horizon: 6y", Unit.MONTH, MONTH, 73),
        ("horizon: 30y", Unit.YEAR, YEAR, 31),
        ("horizon: 100000y", Unit.YEAR, YEAR, MOST_POINTS + 1),
    ],
)
def test_what_time_is_counted_in(scale: str, unit: Unit, seconds: float, points: int) -> None:
    found = grown(shop(scale))
    assert (found.unit, found.unit_seconds, len(found.times)) == (unit, seconds, points)


def test_a_rate_that_doubles_each_year() -> None:
    course = rate(grown(shop()), "app")
    assert course.values[0] == 200
    assert course.values[12] == pytest.approx(400)
    assert course.values[24] == pytest.approx(800)
    assert course.limit is not None
    # 400/s of 4 replicas are met when the load has doubled
    assert (course.limit.value, course.limit.reached) == (400, pytest.approx(YEAR))
    # 300/s of 3 are met when it is 1.5 times today's
    assert (course.lost, course.share) == (Loss.REPLICA, pytest.approx(2.0))
    assert course.rest is not None
    assert (course.rest.value, course.rest.reached) == (300, pytest.approx(YEAR * log(1.5, 2)))


@every_case(
    ("app", "left", "reached"),
    [
        ("replicas: 4, zones: [a, b]", 200, 0.0),  # full now is over with the next user
        ("replicas: 5, zones: [a, b]", 200, 0.0),
        ("replicas: 8, place: {a: 2, b: 6}", 200, 0.0),
        ("replicas: 8, place: {a: 3, b: 5}", 300, YEAR * log(1.5, 2)),
        ("replicas: 3, zones: [a]", 0, 0.0),
    ],
)
def test_the_worst_zone(app: str, left: float, reached: float) -> None:
    course = rate(grown(shop(app=f"capacity: 100/s, {app}")), "app")
    assert course.lost is Loss.ZONE
    assert course.rest is not None
    assert (course.rest.value, course.rest.reached) == (left, pytest.approx(reached, abs=1e-6))


def test_what_is_over_now_and_what_is_never() -> None:
    full = rate(grown(shop(app="capacity: 100/s")), "app")
    assert full.limit is not None
    assert full.limit.reached == 0.0
    assert full.rest is not None
    assert (full.rest.value, full.lost) == (0, Loss.REPLICA)
    for scale in ("horizon: 11 months, growth: 100%", "horizon: 2y", "horizon: 2y, growth: 0%"):
        last = rate(grown(shop(scale)), "app")
        assert last.limit is not None
        assert last.limit.reached is None


def test_full_just_at_the_horizon_is_not_over_before_it() -> None:
    course = rate(grown(shop("horizon: 1y, growth: 100%")), "app")
    assert course.limit is not None
    assert course.limit.reached is None
    assert course.share == pytest.approx(1.0)


def test_without_a_capacity_there_is_only_the_rate() -> None:
    course = rate(grown(shop()), "db")
    assert (course.limit, course.rest, course.lost, course.share) == (None, None, None, 0.0)
    assert course.values[24] == pytest.approx(800)


def test_storage_without_growth_is_a_straight_line() -> None:
    course = only_store(shop("horizon: 1y"))
    added = 100 * 1000.0
    assert course.values[0] == 0
    assert course.values[6] == pytest.approx(added * YEAR / 2)
    assert course.limit is not None
    assert (course.limit.value, course.limit.reached) == (1e12, pytest.approx(1e12 / added))


def test_storage_grows_with_the_load() -> None:
    course = only_store(shop(db="storage: 10 TB, replicas: {count: 3, copies: 2}, fill: 50%"))
    # 100 KB/s doubling each year, two copies on disks half full: 400 KB/s, times the integral
    assert course.values[12] == pytest.approx(400e3 * YEAR / log(2))
    assert course.values[24] == pytest.approx(400e3 * 3 * YEAR / log(2))
    assert course.limit is not None
    assert course.limit.value == 30e12
    # 400 KB/s x (2^t - 1) x year / ln 2 = 30 TB
    reached = YEAR * log(1 + 30e12 * log(2) / (400e3 * YEAR), 2)
    assert course.limit.reached == pytest.approx(reached)


def test_what_is_kept_for_a_time_goes_down_and_stays() -> None:
    entity = "rows: 100M, growth: 1/s, retention: 73d, size: 1 KB"
    course = only_store(shop("horizon: 1y", entity=entity))
    assert course.values[0] == 100e9
    half = 36.5 * DAY
    index = 1
    rows = 100e6 * (1 - MONTH / (2 * half)) + MONTH
    assert course.values[index] == pytest.approx(rows * 1000)
    assert course.values[-1] == pytest.approx(73 * DAY * 1000)


def test_a_store_that_is_full_now_and_empties() -> None:
    scale = "horizon: 2y"
    entity = "rows: 1B, growth: 1/s, retention: 1y, size: 1 KB"
    course = only_store(shop(scale, entity=entity, db="storage: 1.1 TB"))
    assert course.limit is not None
    assert course.limit.reached is None
    course = only_store(shop(scale, entity=entity, db="storage: 900 GB"))
    assert course.limit is not None
    assert course.limit.reached == 0.0
    assert course.values[-1] < 900e9
    assert course.share == pytest.approx(1000 / 900)


def test_stores_of_which_nothing_is_known_are_left_out() -> None:
    assert grown(shop(db="storage: 1 TB", entity="fields: {text: string}")).stores != ()
    found = grown(shop(db="replicas: 1", entity="fields: {text: string}"))
    assert found.stores == ()


def test_without_a_horizon_there_is_no_growth() -> None:
    assert growth(Facts(shop("growth: 20%"))) is None
    assert growth(Facts(shop("horizon: 0d"))) is None
    bare = design("components:\n  web: {kind: client}\n")
    assert growth(Facts(bare)) is None


MANY = """scale: {horizon: 3y, growth: 50%}
journeys:
  go: {actor: web, rate: 100/s, steps: [web -> b, web -> a, web -> d, web -> c, web -> e, web -> f]}
components:
  web: {kind: client, calls: [a, b, c, d, e, f]}
  a: {kind: service, capacity: 1k/s}
  b: {kind: service, capacity: 50/s}
  c: {kind: service, capacity: 120/s}
  d: {kind: service}
  e: {kind: service, capacity: 120/s}
  f: {kind: service, capacity: 20/s}
"""


def test_what_runs_out_first_is_in_front() -> None:
    found = grown(design(MANY))
    assert [each.component for each in found.rates] == ["f", "b", "c", "e", "a", "d"]


def test_only_what_the_journey_reaches() -> None:
    more = MANY.replace(
        "components:", "  see: {actor: web, rate: 1/s, steps: [web -> a]}\ncomponents:"
    )
    found = grown(design(more), ("see",))
    assert [(each.component, each.values[0]) for each in found.rates] == [("a", 101)]


def test_the_growth_that_can_be_borne() -> None:
    found = shop("horizon: 2y", app="capacity: 100/s, replicas: 8")
    assert found.scale is not None
    bearable = bearable_growth(rate(grown(found), "app"), found.scale)
    assert bearable == pytest.approx(1.0)  # 800/s of 200/s is doubling twice
    there = rate(grown(shop(f"horizon: 2y, growth: {bearable:%}", app="capacity: 800/s")), "app")
    assert there.share == pytest.approx(1.0)


def test_no_growth_can_be_borne_where_there_is_no_limit_or_it_is_passed() -> None:
    scale: Scale | None = shop("horizon: 2y").scale
    assert scale is not None
    assert bearable_growth(Course("a", (5.0,)), scale) is None
    over = rate(grown(shop("horizon: 2y", app="capacity: 1/s")), "app")
    assert bearable_growth(over, scale) is None
    idle = rate(grown(shop("horizon: 2d", app="capacity: 1e9/s")), "app")
    assert bearable_growth(idle, shop("horizon: 2d").scale or scale) == float("inf")


DESIGNS = some.builds(
    shop,
    some.builds(
        lambda years, share: f"horizon: {years}y, growth: {share}%",
        some.integers(1, 15),
        some.integers(0, 200),
    ),
    app=some.builds(
        lambda capacity, count: f"capacity: {capacity}/s, replicas: {count}",
        some.integers(1, 500),
        some.integers(1, 20),
    ),
    db=some.builds(lambda size: f"storage: {size} GB", some.integers(1, 100_000)),
    entity=some.builds(
        lambda rows, size: f"rows: {rows}k, created_by: order, size: {size} B",
        some.integers(0, 100_000),
        some.integers(1, 100_000),
    ),
)


@pytest.mark.slow
@given(DESIGNS)
def test_the_ends_are_those_of_the_estimate(found: Design) -> None:
    """Also: nothing shrinks, and the rates at a time are those of the design scaled by the growth
    until then."""
    now = estimate(found)
    result = grown(found)
    store = now.storage.stores["db"]
    (stored,) = result.stores
    assert stored.values[0] == pytest.approx(store.bytes)
    assert stored.values[-1] == pytest.approx(store.bytes_at_horizon)
    for course in (*result.rates, *result.stores):
        assert all(one <= other for one, other in pairwise(course.values))
    for index in (0, len(result.times) // 2, -1):
        factor = load_factor(found.scale, result.times[index])
        peaks = flow(scaled(found, factor)).peaks
        for course in result.rates:
            assert course.values[index] == pytest.approx(peaks[course.component])


@pytest.mark.slow
@given(DESIGNS)
def test_a_crossing_lies_between_the_points_around_it(found: Design) -> None:
    result = grown(found)
    for course in (*result.rates, *result.stores):
        for limit in (course.limit, course.rest):
            if limit is None:
                continue
            above = [value > limit.value * (1 + 1e-9) for value in course.values]
            if limit.reached is None:
                assert not any(above[:-1])
            elif limit.reached == 0.0:
                assert all(above[1:]) or limit.value >= course.values[0]
            else:
                after = ceil(limit.reached / result.times[1] - 1e-6)
                assert not any(above[:after])
                assert after >= len(above) or above[after] or above[min(after + 1, len(above) - 1)]
