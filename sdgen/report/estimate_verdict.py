"""What an estimate comes to, in a few sentences: what is missed, what is over, what fills first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from sdgen.analyses.estimate import Estimate
from sdgen.analyses.traffic.bottlenecks import Headroom
from sdgen.base.words import by_number, joined, listed
from sdgen.design.records import Journey
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_number, format_quantity, format_times

MOST_NAMES = 5
JUST_OVER = 1.005
"""A share that rounds to 100%."""


def verdict(found: Estimate) -> tuple[str, ...]:
    """The sentences, the worst first; none where nothing is known that they could be about."""
    return (*_latency(found), *_load(found), *_zones(found), *_disks(found))


# --- latency ------------------------------------------------------------------------------------


def _latency(found: Estimate) -> Iterator[str]:
    """Which objectives of latency are missed, or that none is."""
    missed, met = [], 0
    for name in found.journeys:
        for percentile, seconds, allowed in _wanted(found, found.design.journeys[name]):
            if seconds <= allowed:
                met += 1
                continue
            time = "unbounded" if math.isinf(seconds) else _time(seconds)
            missed.append(f"{percentile} of {name} is {time} (objective {_time(allowed)})")
    if missed:
        yield f"too slow: {listed(missed, MOST_NAMES)}"
    elif met:
        yield by_number(met, "the latency objective is met", "every latency objective is met")


def _wanted(found: Estimate, journey: Journey) -> Iterator[tuple[str, float, float]]:
    goals, latency = journey.objectives, found.latency.get(journey.id)
    if goals is None or latency is None:
        return
    pairs = (("p50", latency.p50, goals.p50), ("p99", latency.p99, goals.p99))
    for name, seconds, allowed in pairs:
        if allowed is not None and not math.isnan(seconds):
            yield name, seconds, allowed.value


def _time(seconds: float) -> str:
    return format_quantity(seconds, Dimension.DURATION)


# --- load ---------------------------------------------------------------------------------------


def _load(found: Estimate) -> Iterator[str]:
    """What is over its capacity at the peak; else what is full first, and when."""
    used = [each for each in found.bottlenecks if each.share > 0.0]
    over = [each for each in used if each.share > 1.0]
    if over:
        named = _named([(each, each.share) for each in over])
        yield f"over capacity at the peak: {named}"
    elif used:
        first = min(used, key=lambda each: (each.growth, each.component))
        yield f"{first.component} is full first, {_growth(found, first)}"


def _growth(found: Estimate, each: Headroom) -> str:
    factor = format_times(each.growth)
    scale = found.design.scale
    if scale is None or scale.daily_users is None:
        return f"at {factor} the load"
    return (
        f"at {factor} the load, {format_number(each.growth * scale.daily_users.value)} daily users"
    )


def _zones(found: Estimate) -> Iterator[str]:
    """What is down, or has too little left, without its worst zone."""
    known = [(e, e.without_a_zone) for e in found.bottlenecks if e.without_a_zone is not None]
    down = [each.component for each, share in known if math.isinf(share)]
    short = [(each, share) for each, share in known if share > 1.0 and not math.isinf(share)]
    if short:
        yield f"a lost zone leaves too little of {_named(short)}"
    if down:
        yield f"a lost zone leaves nothing of {_some(down)}"
    if known and not short and not down:
        yield "a lost zone leaves enough for the peak of all whose capacity is known"


def _named(shares: Sequence[tuple[Headroom, float]]) -> str:
    return _some([f"{each.component} ({_percent(share)})" for each, share in shares])


def _percent(share: float) -> str:
    """``116%``; what is over looks over."""
    if 1.0 < share < JUST_OVER:
        return "just over 100%"
    return f"{format_number(share * 100)}%" if share >= 100.0 else f"{share:.0%}"


# --- disks and memory ---------------------------------------------------------------------------


def _disks(found: Estimate) -> Iterator[str]:
    """Whose disks or memory do not hold what is in it at the end."""
    spoken_of = set(found.components)
    full = [
        (what, name, share)
        for what, all_of in (("disk", found.storage.stores), ("memory", found.caches))
        for name, each in all_of.items()
        if name in spoken_of and (share := each.share_at_horizon) is not None and share > 1.0
    ]
    scale = found.design.scale
    horizon = scale.horizon if scale is not None else None
    when = "" if horizon is None else f" in {horizon.text}"
    for what in ("disk", "memory"):
        names = [f"{name} ({_percent(share)})" for of, name, share in full if of == what]
        if names:
            yield f"too little {what}{when}: {_some(names)}"


def _some(names: Sequence[str]) -> str:
    return joined(names) if len(names) <= MOST_NAMES else listed(names, MOST_NAMES)
