"""Where load goes when components are down: what is left carries it, alternatives take over.

A call to a component that does not answer goes to the next member of its group of alternatives
that does, and on from there: along the journey's own steps where it has some from that member, else
along everything that the member calls. Where no member answers, requests still go as far as the
first that has instances left: they are counted up to where they fail.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from sdgen.analyses.traffic.flow import journey_rate
from sdgen.design.calls import calls_in_groups
from sdgen.design.records import Call, CallGroup, Design, Journey


class Outage(Struct, frozen=True):
    """Components that do not answer a journey, and those of them that have too few instances left
    themselves."""

    silent: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()


NO_OUTAGE = Outage()


def peak_loads(design: Design, outages: Mapping[str, Outage]) -> dict[str, float]:
    """Peak operations per second by component, over all journeys whose rate is known; the
    outages are by journey."""
    loads: dict[str, float] = {}
    groups = _first_groups(design)
    for journey in design.journeys.values():
        start = journey_rate(design, journey)
        if start is None:
            continue
        outage = outages.get(journey.id, NO_OUTAGE)
        for call, rate in _made(design, journey, start.peak, outage, groups):
            loads[call.target] = loads.get(call.target, 0.0) + rate
    return loads


def _made(
    design: Design,
    journey: Journey,
    peak: float,
    outage: Outage,
    groups: Mapping[tuple[str, str], CallGroup],
) -> Iterator[tuple[Call, float]]:
    if journey.actor in outage.lost:
        return
    if not journey.steps:
        yield from _everything(design, journey.actor, peak, outage)
        return
    sources = {step.source for step in journey.steps}
    used = {(step.source, step.target) for step in journey.steps}
    reached = {journey.actor: peak}
    previous = 0.0
    for step in journey.steps:
        at_source = previous if step.chained else reached.get(step.source, 0.0)
        rate = at_source * (step.times.value if step.times is not None else 1.0)
        previous = 0.0
        group = groups.get((step.source, step.target))
        if group is None or not rate:
            continue
        call = _answered(group, step.target, outage, used)
        if call is None:
            continue
        reached[call.target] = reached.get(call.target, 0.0) + rate
        yield call, rate
        if call.target == step.target:
            previous = rate
        elif call.target not in sources:
            yield from _everything(design, call.target, rate, outage)


def _first_groups(design: Design) -> dict[tuple[str, str], CallGroup]:
    """The group of the first call between each pair: a step names only its ends."""
    groups: dict[tuple[str, str], CallGroup] = {}
    for group, call in calls_in_groups(design):
        groups.setdefault((call.source, call.target), group)
    return groups


def _answered(
    group: CallGroup, target: str, outage: Outage, used: set[tuple[str, str]]
) -> Call | None:
    """The call of ``group`` that answers for ``target``: itself while it is up, else the next
    member that is up; of a quorum only one that the journey does not call anyway."""
    named = next(call for call in group.calls if call.target == target)
    if target not in outage.silent:
        return named
    others = [call for call in group.calls if call.target != target]
    if group.need > 1:
        others = [call for call in others if (call.source, call.target) not in used]
    answering = next((call for call in others if call.target not in outage.silent), None)
    if answering is not None:
        return answering
    return next((call for call in (named, *others) if call.target not in outage.lost), None)


def _everything(
    design: Design, start: str, peak: float, outage: Outage
) -> Iterator[tuple[Call, float]]:
    """Every call that can be reached from ``start``, each once for each time that its caller is:
    of alternatives the first that is up. A call back to where requests have been is made, and
    goes no further."""
    reached = {start: peak}
    for name in _callers_first(design, start, outage):
        for call in _chosen(design, name, outage):
            reached[call.target] = reached.get(call.target, 0.0) + reached[name]
            yield call, reached[name]


def _chosen(design: Design, name: str, outage: Outage) -> list[Call]:
    chosen: list[Call] = []
    for group in design.components[name].calls:
        left = [call for call in group.calls if call.target not in outage.lost]
        # a stable sort: those that answer come first, each kind in the order of the design
        left.sort(key=lambda call: call.target in outage.silent)
        chosen += left[: group.need]
    return chosen


def _callers_first(design: Design, start: str, outage: Outage) -> list[str]:
    """The components that requests reach, each after its callers, but for those that call it in a
    cycle: the reverse of the order in which a depth-first walk leaves them."""
    left: list[str] = []
    seen = {start}
    stack = [(start, iter(_chosen(design, start, outage)))]
    while stack:
        name, calls = stack[-1]
        target = next((call.target for call in calls if call.target not in seen), None)
        if target is None:
            left.append(name)
            stack.pop()
        else:
            seen.add(target)
            stack.append((target, iter(_chosen(design, target, outage))))
    return left[::-1]
