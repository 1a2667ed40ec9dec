"""The figures of two designs beside each other, measure by measure, and which of the two is better."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Sequence

from sdgen.analyses.analysis import Availability
from sdgen.analyses.cost import currency
from sdgen.analyses.facts import Facts
from sdgen.analyses.failure.after import JourneyState
from sdgen.analyses.failure.provided import is_provided
from sdgen.design.records import Component, Level
from sdgen.diff.figures import Figure, Measured, Verdict
from sdgen.kinds import Role, kind_of
from sdgen.quantity import Dimension
from sdgen.quantity.money import format_money, is_same_currency
from sdgen.quantity.print import format_quantity, format_ratios, format_times

BUSY = 0.7
"""From this utilisation on, more is worse; below, it is only used better."""
ENOUGH = 1.5
"""A journey that meets its objective is as good where it is down for less than so many times as long."""
MUCH = 0.2
"""A p99 that differs by less than this share, and keeps its objective, is neither better nor worse."""
UNBOUNDED = "unbounded"


def figures_of(before: Facts, after: Facts, points: Figure) -> Iterator[Figure]:
    """All figures that both designs or one of them has, in the order in which they are told; ``points`` is
    that of the single points of failure."""
    names = tuple(dict.fromkeys((*before.analysed, *after.analysed)))
    for name in names:
        yield _availability(before, after, name)
    yield from _without_a_zone(before, after)
    yield points
    yield from _saturation(before, after)
    for name in names:
        yield from _latency(before, after, name)
    yield from _utilisation(before, after)
    yield from _storage(before, after)
    yield from _cost(before, after)
    yield _replicas(before, after)


# --- journeys -----------------------------------------------------------------------------------


def _availability(before: Facts, after: Facts, name: str) -> Figure:
    one = before.availability(name) if name in before.analysed else None
    other = after.availability(name) if name in after.analysed else None
    values = [each.value for each in (one, other) if each is not None]
    goals = [None if each is None else each.objective for each in (one, other)]
    goal = goals[0] if other is None else goals[1]
    told = [value for value in (*values, *goals) if value is not None]
    texts = dict(zip(told, format_ratios(*told), strict=True))
    about = ["" if each is None or each.exact else "about " for each in (one, other)]
    return Figure(
        measured=Measured.AVAILABILITY,
        before=None if one is None else one.value,
        after=None if other is None else other.value,
        before_text="" if one is None else f"{about[0]}{texts[one.value]}",
        after_text="" if other is None else f"{about[1]}{texts[other.value]}",
        verdict=_judged(one, other),
        subject=name,
        goal=goal,
        goal_text="" if goal is None else texts[goal],
        goal_before=goals[0],
        goal_before_text="" if goals[0] is None else texts[goals[0]],
        met=None if one is None else one.meets_objective,
        meets=None if other is None else other.meets_objective,
    )


def _judged(before: Availability | None, after: Availability | None) -> Verdict:
    """Whether a journey is more or less available; where its objective is met before and after, only once
    the time that it is down is half as long again, or less by as much."""
    if before is None or after is None:
        return Verdict.SAME
    found = verdict_of(before.unavailability, after.unavailability, lower=True)
    longer = max(before.unavailability, after.unavailability)
    shorter = min(before.unavailability, after.unavailability)
    if before.meets_objective and after.meets_objective and longer < ENOUGH * shorter:
        return Verdict.SAME
    return found


def _latency(before: Facts, after: Facts, name: str) -> Iterator[Figure]:
    times = [_p99(facts, name) for facts in (before, after)]
    if times == [None, None]:
        return
    goals = [_p99_goal(facts, name) for facts in (before, after)]
    goal = goals[1] if name in after.given.journeys else goals[0]
    met = [
        None if time is None or each is None else time <= each
        for time, each in zip(times, goals, strict=True)
    ]
    one, other = times
    verdict = verdict_of(one, other, lower=True)
    if met[0] == met[1] and one and other and abs(other - one) < MUCH * one:
        verdict = Verdict.SAME
    yield Figure(
        measured=Measured.LATENCY,
        before=one,
        after=other,
        before_text=_time(one),
        after_text=_time(other),
        verdict=verdict,
        subject=name,
        goal=goal,
        goal_text=_time(goal),
        goal_before=goals[0],
        goal_before_text=_time(goals[0]),
        met=met[0],
        meets=met[1],
    )


def _p99(facts: Facts, name: str) -> float | None:
    found = facts.latency(name) if name in facts.given.journeys else None
    return None if found is None or math.isnan(found.p99) else found.p99


def _p99_goal(facts: Facts, name: str) -> float | None:
    journey = facts.given.journeys.get(name)
    asked = journey.objectives.p99 if journey is not None and journey.objectives else None
    return None if asked is None else asked.value


def _time(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return UNBOUNDED if math.isinf(seconds) else format_quantity(seconds, Dimension.DURATION)


# --- failures -----------------------------------------------------------------------------------


def _without_a_zone(before: Facts, after: Facts) -> Iterator[Figure]:
    """How many journeys the loss of the worst zone takes down."""
    found = [_worst_zones(facts) for facts in (before, after)]
    if not any(zones for _, zones in found):
        return
    every = [len(facts.analysed) for facts in (before, after)]
    numbers = [float(down) if zones else None for down, zones in found]
    texts = [
        "" if number is None else f"{number:.0f} of {total}" if number else "none"
        for number, total in zip(numbers, every, strict=True)
    ]
    yield Figure(
        measured=Measured.DOWN_WITHOUT_A_ZONE,
        before=numbers[0],
        after=numbers[1],
        before_text=texts[0],
        after_text=texts[1],
        verdict=verdict_of(*_down_of_both(before, after), lower=True),
        who_before=found[0][1] if numbers[0] else (),
        who_after=found[1][1] if numbers[1] else (),
        of=(every[0], every[1]),
    )


def _down_of_both(before: Facts, after: Facts) -> tuple[float | None, float | None]:
    """How many of the journeys that both have the worst zone takes down: a journey that is gone is none that
    is safe. None where one has no zones."""
    both = before.analysed.keys() & after.analysed.keys()
    (one, zones), (other, others) = (_worst_zones(facts, both) for facts in (before, after))
    return (float(one), float(other)) if zones and others else (None, None)


def _worst_zones(
    facts: Facts, journeys: Collection[str] | None = None
) -> tuple[int, tuple[str, ...]]:
    """How many journeys the loss of one zone takes down at most, and the zones that do."""
    losses = {
        name: sum(
            each.state is JourneyState.DOWN and (journeys is None or each.journey in journeys)
            for each in loss.journeys
        )
        for name, loss in facts.domain_losses.items()
        if facts.given.domains[name].level is Level.ZONE
    }
    worst = max(losses.values(), default=0)
    return worst, tuple(name for name, down in losses.items() if down == worst)


# --- load ---------------------------------------------------------------------------------------


def _saturation(before: Facts, after: Facts) -> Iterator[Figure]:
    """The factor on the load at which the first component is full."""
    found = [
        min(
            (each for each in facts.bottlenecks if each.share > 0.0),
            key=lambda each: (each.growth, each.component),
            default=None,
        )
        for facts in (before, after)
    ]
    if found == [None, None]:
        return
    grows = [None if each is None else each.growth for each in found]
    who: list[tuple[str, ...]] = [() if each is None else (each.component,) for each in found]
    texts = ["" if growth is None else _growth(growth) for growth in grows]
    yield Figure(
        measured=Measured.SATURATION,
        before=grows[0],
        after=grows[1],
        before_text=texts[0],
        after_text=texts[1],
        verdict=verdict_of(*grows, lower=False),
        who_before=who[0],
        who_after=who[1],
    )


def _growth(growth: float) -> str:
    """``1.3x`` the load; of what is over its capacity already, how much that is."""
    if growth >= 1.0 or growth <= 0.0:
        return format_times(growth)
    return f"at {format_quantity(1.0 / growth, Dimension.RATIO)} already"


def _utilisation(before: Facts, after: Facts) -> Iterator[Figure]:
    """The share of its capacity that each component is asked for at the peak."""
    olds, news = before.traffic.utilisation, after.traffic.utilisation
    for name in dict.fromkeys((*olds, *news)):
        one = olds[name].share if name in olds else None
        other = news[name].share if name in news else None
        busy = max(one or 0.0, other or 0.0) > BUSY
        yield Figure(
            measured=Measured.UTILISATION,
            before=one,
            after=other,
            before_text=_share(one),
            after_text=_share(other),
            verdict=verdict_of(one, other, lower=True) if busy else Verdict.SAME,
            subject=name,
        )


def _share(share: float | None) -> str:
    if share is None:
        return ""
    return format_quantity(round(share, 2) if share >= 0.1 else share, Dimension.RATIO)


# --- what it takes ------------------------------------------------------------------------------


def _storage(before: Facts, after: Facts) -> Iterator[Figure]:
    """What all stores keep at the horizon, copies counted."""
    sums = [
        math.fsum(each.bytes_at_horizon for each in facts.storage.stores.values())
        for facts in (before, after)
    ]
    if any(sums):
        yield _sum(Measured.STORAGE, sums, lambda value: format_quantity(value, Dimension.BYTES))


def _cost(before: Facts, after: Facts) -> Iterator[Figure]:
    """Money a month."""
    if not before.costs and not after.costs:
        return
    sums = [math.fsum(each.total for each in facts.costs) for facts in (before, after)]
    named = [currency(facts.given) for facts in (before, after)]
    texts = [
        format_money(value, name or named[1] or named[0])
        for value, name in zip(sums, named, strict=True)
    ]
    verdict = Verdict.SAME
    one_currency = not all(named) or is_same_currency(*named)
    if one_currency and texts[0] != texts[1] and not math.isclose(*sums, rel_tol=1e-9):
        verdict = Verdict.DEARER if sums[1] > sums[0] else Verdict.CHEAPER
    yield Figure(Measured.COST, sums[0], sums[1], texts[0], texts[1], verdict)


def _replicas(before: Facts, after: Facts) -> Figure:
    sums = [
        sum(each.replicas.count for each in facts.components if _has_instances(each))
        for facts in (before, after)
    ]
    return _sum(Measured.REPLICAS, sums, lambda value: f"{value:,.0f}")


def _has_instances(component: Component) -> bool:
    """Whether somebody who owns the design runs instances of it."""
    provided = is_provided(component) or component.managed or component.external
    return not provided and not component.hosted and kind_of(component).role is not Role.ACTOR


def _sum(measured: Measured, sums: Sequence[float], text: Callable[[float], str]) -> Figure:
    return Figure(measured, sums[0], sums[1], text(sums[0]), text(sums[1]))


def verdict_of(before: float | None, after: float | None, *, lower: bool) -> Verdict:
    """Which of two is better, where ``lower`` is; the same where one is not known."""
    if before is None or after is None or math.isclose(before, after, rel_tol=1e-9):
        return Verdict.SAME
    return Verdict.BETTER if (after < before) is lower else Verdict.WORSE
