"""What stores get more once a cache is down, or starts empty.

What is counted is the load that goes to an alternative (``any_of``), or along a step that serves the
misses (``on_miss``), once the cache is down, and the misses of a cache that starts empty, where a
step from the cache has ``times`` below 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from sdgen.analyses.traffic.flow import Traffic, passes, peak_factor
from sdgen.analyses.traffic.misses import misses
from sdgen.analyses.traffic.rerouting import Outage, peak_loads
from sdgen.design.calls import calls_in_groups, calls_of
from sdgen.design.records import Component, Design, Journey
from sdgen.kinds import Role, kind_of
from sdgen.quantity import Dimension, Quantity

MOST_WORK = 300_000
"""Caches x calls x journeys up to which the loss of each cache is computed."""


def lost_caches(design: Design, traffic: Traffic) -> Mapping[str, Mapping[str, float]]:
    """By cache that keeps load from others, the peak operations a second that each component gets
    more without it: the higher of what a cache that is down and an empty one let through. Nothing
    where that would take too long."""
    caches = [each for each in design.components.values() if kind_of(each).role is Role.CACHE]
    if (
        not caches
        or len(caches) * sum(1 for _ in calls_of(design)) * len(design.journeys) > MOST_WORK
    ):
        return {}
    bearing = {*_bearing(design)}
    merged = _merged(design, traffic)
    return {
        each.id: _more_without(merged, each) for each in caches if each.id in bearing or each.calls
    }


def _bearing(design: Design) -> Iterator[str]:
    """What has an alternative, and the caches whose misses are served."""
    for group, call in calls_in_groups(design):
        if len(group.calls) > group.need:
            yield call.target
    for journey in design.journeys.values():
        yield from filter(None, misses(design, journey))


def _merged(design: Design, traffic: Traffic) -> Design:
    """The design with one journey for all that make every call of the same actor: their loads move
    alike, so their rates can be added."""
    merged: dict[str, Journey] = {}
    rates: dict[str, float] = {}
    for journey in design.journeys.values():
        if journey.id in traffic.journeys:
            key = journey.id if journey.steps else f"every call of {journey.actor}"
            rates[key] = rates.get(key, 0.0) + traffic.journeys[journey.id].average
            rate = Quantity(rates[key], Dimension.RATE, "")
            merged[key] = replace(journey, id=key, rate=rate)
    return replace(design, journeys=merged)


def _more_without(design: Design, cache: Component) -> dict[str, float]:
    gone = frozenset({cache.id})
    more = peak_loads(design, dict.fromkeys(design.journeys, Outage(silent=gone, lost=gone)))
    for name, peak in peak_loads(design, {}).items():
        more[name] = more.get(name, 0.0) - peak
    cold: dict[str, float] = {}
    factor = peak_factor(design)
    for journey in design.journeys.values() if cache.calls else ():
        arriving = 0.0
        for each in passes(design, journey) if journey.steps else ():
            if each.call.target == cache.id:
                arriving += each.average
            elif each.call.source == cache.id and each.average < arriving:
                missing = (arriving - each.average) * factor
                cold[each.call.target] = cold.get(each.call.target, 0.0) + missing
    return {name: max(more.get(name, 0.0), cold.get(name, 0.0)) for name in {**more, **cold}}
