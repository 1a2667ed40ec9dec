"""Where load goes when components are down: what is left carries it, alternatives take over.

A call to a component that does not answer goes to the next member of its group of alternatives
that does, and on from there: along the journey's own steps where it has some from that member, else
along everything that the member calls. Where no member answers, requests still go as far as the
first that has instances left: they are counted up to where they fail.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from sdgen.analyses.traffic.capacity import Mix
from sdgen.analyses.traffic.flow import acts_by_itself, journey_rate
from sdgen.analyses.traffic.misses import look_ups, miss_ratio, misses
from sdgen.analyses.traffic.operations import accesses, stored_by
from sdgen.analyses.traffic.sums import Sum, bearers_of, lay_on_hosts
from sdgen.analyses.traffic.work import Asked, Sizes, sizes_of_steps
from sdgen.design.calls import calls_in_groups
from sdgen.design.records import Access, Call, CallGroup, Design, Journey, Step
from sdgen.kinds import kind_of
from sdgen.model.rates import times_made


class Outage(Struct, frozen=True):
    """Components that do not answer a journey, and those of them that have too few instances left
    themselves; ``missing`` is the share of the look-ups in a cache that its lost shards leave
    without answer."""

    silent: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    missing: Mapping[str, float] = field(default_factory=dict)

    def missing_of(self, name: str) -> float:
        """The share of the look-ups in a component that it does not answer."""
        return 1.0 if name in self.silent else self.missing.get(name, 0.0)


NO_OUTAGE = Outage()


class Made(Struct, frozen=True):
    """A call that is made so often, what it does, and the step that makes it or that it stands in
    for, with its bytes."""

    call: Call
    rate: float
    access: Access | None = None
    step: Step | None = None
    sizes: Sizes = (None, None)


def peak_loads(design: Design, outages: Mapping[str, Outage]) -> dict[str, float]:
    """Peak operations per second by component, over all journeys whose rate is known; the
    outages are by journey."""
    return {name: mix.total for name, mix in peak_mixes(design, outages).items()}


def peak_mixes(design: Design, outages: Mapping[str, Outage]) -> dict[str, Mix]:
    """The same with what the operations do, and what they take of capacities."""
    found: dict[str, Sum] = {}
    groups = _first_groups(design)
    for journey in design.journeys.values():
        start = journey_rate(design, journey)
        if start is None:
            continue
        outage = outages.get(journey.id, NO_OUTAGE)
        if acts_by_itself(design, journey.actor) and journey.actor not in outage.lost:
            own = found.setdefault(journey.actor, Sum())
            own.count(bearers_of(design, journey.actor), Asked(), start.peak, None)
        for made in _made(design, journey, start.peak, outage, groups):
            bearers = bearers_of(design, made.call.target)
            each = found.setdefault(made.call.target, Sum())
            each.count(bearers, Asked(made.step, made.sizes), made.rate, made.access)
    lay_on_hosts(design, found, {})
    return {name: each.mix_on(design.components[name]) for name, each in found.items()}


def reached(design: Design, journey: Journey, outage: Outage) -> frozenset[str]:
    """The components that the journey asks something of during an outage, its actor with them."""
    made = _made(design, journey, 1.0, outage, _first_groups(design))
    return frozenset({journey.actor, *(each.call.target for each in made if each.rate > 0.0)})


def _made(
    design: Design,
    journey: Journey,
    peak: float,
    outage: Outage,
    groups: Mapping[tuple[str, str], CallGroup],
) -> Iterator[Made]:
    if journey.actor in outage.lost:
        return
    if not journey.steps:
        stored = stored_by(design, journey)
        for call, rate in _everything(design, journey.actor, peak, outage):
            yield Made(call, rate, stored.access_to(call.target))
        return
    yield from _Steps(design, journey, outage, groups).made(peak)


class _Steps:
    """The calls that the steps of a journey make during an outage."""

    def __init__(
        self,
        design: Design,
        journey: Journey,
        outage: Outage,
        groups: Mapping[tuple[str, str], CallGroup],
    ) -> None:
        self.design = design
        self.outage = outage
        self.groups = groups
        self.steps = tuple(zip(journey.steps, misses(design, journey), strict=True))
        self.said = tuple(zip(accesses(design, journey), sizes_of_steps(journey), strict=True))
        self.stored = stored_by(design, journey)
        self.sources = {step.source for step in journey.steps}
        self.used = {(step.source, step.target) for step in journey.steps}
        self.missed = {(step.source, cache) for step, cache in self.steps if cache}
        self.reached: dict[str, float] = {}
        self.asked: dict[tuple[str, str], float] = {}
        self.actor = journey.actor

    def made(self, peak: float) -> Iterator[Made]:
        """Each call with its rate, of a journey that runs ``peak`` times a second."""
        self.reached[self.actor] = peak
        previous = 0.0
        for (step, cache), (access, sizes) in zip(self.steps, self.said, strict=True):
            rate = self._rate(step, cache, previous)
            ends = step.source, step.target
            self.asked[ends] = self.asked.get(ends, 0.0) + rate
            group = self.groups.get(ends)
            previous = 0.0
            if group is None or not rate:
                continue
            for call, part in self._shared(group, step.target, rate, ends in self.missed):
                self.reached[call.target] = self.reached.get(call.target, 0.0) + part
                yield Made(call, part, access, step, sizes)
                if call.target == step.target:
                    previous = part
                elif call.target not in self.sources:
                    for each, rest in _everything(self.design, call.target, part, self.outage):
                        yield Made(each, rest, self.stored.access_to(each.target))

    def _rate(self, step: Step, cache: str, previous: float) -> float:
        if not cache:
            at_source = previous if step.chained else self.reached.get(step.source, 0.0)
            return at_source * times_made(step)
        asked = look_ups(step, cache, self.asked, self.reached) / (step.batch or 1)
        if cache == step.source:
            return asked * miss_ratio(self.design, step, cache)
        # each look-up that no shard answers is one miss, once
        missing = self.outage.missing_of(cache)
        return asked * (missing + (1.0 - missing) * min(1.0, miss_ratio(self.design, step, cache)))

    def _shared(
        self, group: CallGroup, target: str, rate: float, is_missed: bool
    ) -> Iterator[tuple[Call, float]]:
        """The target's own part of a rate, and what goes to who answers in its place; nothing of it
        does where a later step serves the misses."""
        missing = self.outage.missing_of(target)
        named = next(call for call in group.calls if call.target == target)
        if missing < 1.0:
            yield named, rate * (1.0 - missing)
        if not missing or is_missed:
            return
        call = _answered(group, target, self.outage, self.used)
        if call is not None and (call is not named or missing == 1.0):
            yield call, rate * missing


def _first_groups(design: Design) -> dict[tuple[str, str], CallGroup]:
    """The group of the first call between each pair: a step names only its ends."""
    groups: dict[tuple[str, str], CallGroup] = {}
    for group, call in calls_in_groups(design):
        if not call.dead_letter:
            groups.setdefault((call.source, call.target), group)
    return groups


def _answered(
    group: CallGroup, target: str, outage: Outage, used: set[tuple[str, str]]
) -> Call | None:
    """The call of ``group`` that answers in the place of ``target``: the next member that is up,
    of a quorum only one that the journey does not call anyway; else the first that has instances
    left."""
    named = next(call for call in group.calls if call.target == target)
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
        for call, share in _chosen(design, name, outage):
            rate = reached[name] * share
            reached[call.target] = reached.get(call.target, 0.0) + rate
            yield call, rate


def _chosen(design: Design, name: str, outage: Outage) -> list[tuple[Call, float]]:
    """The calls that a component makes, each with the share of what arrives that goes along it."""
    chosen: list[tuple[Call, float]] = []
    component = design.components[name]
    groups = [group for group in component.calls if not group.calls[0].dead_letter]
    share = 1.0 / len(groups) if kind_of(component).hands_out_once and groups else 1.0
    for group in groups:
        left = [call for call in group.calls if call.target not in outage.lost]
        # a stable sort: those that answer come first, each kind in the order of the design
        left.sort(key=lambda call: call.target in outage.silent)
        used = left[: group.need]
        for call in used:
            missing = outage.missing.get(call.target, 0.0)
            chosen.append((call, share * (1.0 - missing)))
            others = [each for each in left if each not in used]
            if missing and others:
                chosen.append((others[0], share * missing))
    return chosen


def _callers_first(design: Design, start: str, outage: Outage) -> list[str]:
    """The components that requests reach, each after its callers, but for those that call it in a
    cycle: the reverse of the order in which a depth-first walk leaves them."""
    left: list[str] = []
    seen = {start}
    stack = [(start, iter(_chosen(design, start, outage)))]
    while stack:
        name, calls = stack[-1]
        target = next((call.target for call, _ in calls if call.target not in seen), None)
        if target is None:
            left.append(name)
            stack.pop()
        else:
            seen.add(target)
            stack.append((target, iter(_chosen(design, target, outage))))
    return left[::-1]
