"""Which steps serve the misses of a cache, and how many look-ups miss.

A step says so with ``on_miss``. A plain ``times`` below 1 beside a look-up is read the same way: in
one ``any_of`` with the cache towards any member that is no cache, and beside an optional cache
towards a store. Where all shares of an ``any_of`` make up every run (70% and 30%), it is shared out
and no misses are served.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from sdgen.design.records import Access, CallGroup, Component, Design, Journey, Step
from sdgen.kinds import kind_of
from sdgen.quantity import Quantity


def misses(design: Design, journey: Journey) -> tuple[str, ...]:
    """For each step the cache whose misses it serves, or nothing."""
    found: list[str] = []
    asked: dict[str, list[str]] = {}
    for step in journey.steps:
        before = asked.get(step.source, ())
        found.append(step.on_miss or _implied(design, journey, step, before))
        if is_cache(design.components.get(step.target)):
            asked.setdefault(step.source, []).append(step.target)
    return tuple(found)


def implied(design: Design, journey: Journey) -> Iterator[tuple[Step, str]]:
    """The steps that are read as serving misses though they do not say so, each with its cache."""
    for step, cache in zip(journey.steps, misses(design, journey), strict=True):
        if cache and not step.on_miss:
            yield step, cache


def is_cache(component: Component | None) -> bool:
    """Whether a component answers from copies of what lies behind it."""
    return component is not None and kind_of(component).caches


def _implied(
    design: Design, journey: Journey, step: Step, asked: list[str] | tuple[str, ...]
) -> str:
    """The cache that was asked before by the same caller, beside which the step stands."""
    rarely = step.times is not None and step.times.value < 1.0
    target = design.components.get(step.target)
    if not asked or not rarely or step.access is Access.WRITE or is_cache(target):
        return ""
    groups = design.components[step.source].calls if step.source in design.components else ()
    for cache in reversed(asked):
        if any(_holds(group, cache) and _holds(group, step.target) for group in groups):
            return "" if _shared_out(journey, step, groups) else cache
        keeps = target is not None and kind_of(target).keeps_data
        if keeps and any(_is_optional(group, cache) for group in groups):
            return cache
    return ""


def _shared_out(journey: Journey, step: Step, groups: tuple[CallGroup, ...]) -> bool:
    """Whether the steps to the members of an ``any_of`` are shares that make up every run."""
    shares = [
        each.times.value if each.times is not None else 1.0
        for each in journey.steps
        if each.source == step.source
        and not each.on_miss
        and any(_holds(group, each.target) and _holds(group, step.target) for group in groups)
    ]
    return math.isclose(math.fsum(shares), 1.0)


def _holds(group: CallGroup, name: str) -> bool:
    return any(call.target == name for call in group.calls)


def _is_optional(group: CallGroup, name: str) -> bool:
    return any(call.target == name and call.optional for call in group.calls)


def miss_ratio(design: Design, step: Step, cache: str) -> float:
    """The share of the look-ups in ``cache`` that a step serves: what it says, else the misses
    that the cache's ``hit_ratio`` leaves."""
    if step.times is not None:
        return step.times.value
    given = design.components[cache].properties.get("hit_ratio")
    return 1.0 - given.value if isinstance(given, Quantity) else 1.0


def look_ups(
    step: Step, cache: str, made: Mapping[tuple[str, str], float], reached: Mapping[str, float]
) -> float:
    """The look-ups a second of which a step serves the misses: those that its caller has ``made``
    so far by pair of ends, or what has ``reached`` the caller where that is the cache itself."""
    if cache == step.source:
        return reached.get(cache, 0.0)
    return made.get((step.source, cache), 0.0)
