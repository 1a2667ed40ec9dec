"""What if this fails: which journeys break and why, what stays up, and what load moves where."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec.structs import replace

from sdgen.analyses.failure.after import (
    ComponentAfter,
    JourneyAfter,
    JourneyState,
    Reason,
    Standing,
    WhatIf,
)
from sdgen.analyses.failure.domains import replica_domains
from sdgen.analyses.failure.events import window_of
from sdgen.analyses.failure.load_after import Loads
from sdgen.analyses.failure.logic import FailureLogic, failure_logic, failure_logic_of
from sdgen.analyses.failure.lost_pieces import lost_pieces
from sdgen.analyses.failure.own_parts import needed
from sdgen.analyses.failure.provided import is_at_provider
from sdgen.analyses.failure.said_to_fail import what_can_fail, with_losses
from sdgen.analyses.reliability.bounds import Unavailability, unavailability
from sdgen.analyses.reliability.failure_model import FailureModel, OwnPart
from sdgen.analyses.reliability.states import components_down, own_parts_down, spread
from sdgen.analyses.replication import copies_of_piece, is_sharded_cache, stated_need
from sdgen.analyses.traffic.flow import Traffic, flow
from sdgen.analyses.traffic.journey_calls import (
    JourneyCalls,
    all_calls,
    journeys_of,
    made_calls,
    required_calls,
)
from sdgen.analyses.traffic.rerouting import Outage, reached
from sdgen.design.records import Access, Component, Design, Journey
from sdgen.kinds import Role, kind_of


def what_if(design: Design, failed: Sequence[str], traffic: Traffic | None = None) -> WhatIf:
    """The state in which ``failed``, names out of ``what_can_fail``, have happened and nothing
    else; ``traffic`` is that of the design, which is computed unless it is given. Raises
    ``KeyError`` for a name that is unknown."""
    traffic = flow(design) if traffic is None else traffic
    known = what_can_fail(design)
    failed = tuple(dict.fromkeys(failed))
    happened = frozenset(event for name in failed for event in known[name])
    journeys = [_Journey(design, each, traffic.steady, happened) for each in journeys_of(design)]
    whole = failure_logic_of(design, all_calls(design), (), traffic.steady)
    whole = with_losses(design, whole, happened)
    model = whole.without_peak
    lost = own_parts_down(model, _masks(model, happened))[: len(design.components)]
    components = tuple(
        _component_after(design, component, part, bool(is_down), happened, traffic)
        for component, part, is_down in zip(
            design.components.values(), model.own_parts, lost, strict=False
        )
    )
    gone = frozenset(each.component for each in components if each.standing is Standing.DOWN)
    missing = {
        each.component: (each.count - each.left) / each.count
        for each in components
        if each.standing is Standing.REDUCED and is_sharded_cache(design.components[each.component])
    }
    outages = {each.name: Outage(frozenset(each.down), gone, missing) for each in journeys}
    loads = Loads(design, traffic, outages, {each.component: each for each in components})
    over = tuple(loads.over())
    short = {each.component for each in over}
    grown = {each.component for each in over if not each.as_before}
    return WhatIf(
        failed,
        tuple(each.after(short, outages[each.name]) for each in journeys),
        tuple(
            replace(each, standing=Standing.OVER) if each.component in grown else each
            for each in components
        ),
        tuple(loads.moved()),
        over,
        tuple(
            loads.queues(
                {
                    name: why
                    for each in journeys
                    for name, why in each.silent(loads.taken_from).items()
                }
            )
        ),
    )


def _masks(model: FailureModel, happened: frozenset[str]) -> dict[str, int]:
    """One state only: bit 0 of an event's mask says whether it has happened."""
    return {event: int(event in happened) for event in model.events}


class _Journey:
    """One journey in the state. Where only the peak needs more instances than are left it is up,
    with too little capacity."""

    def __init__(
        self,
        design: Design,
        journey: Journey,
        peaks: Mapping[str, float],
        happened: frozenset[str],
    ) -> None:
        self.design, self.journey, self.name = design, journey, journey.id
        self.peaks, self.happened = peaks, happened
        logic = failure_logic(design, journey, peaks, made_calls(design, journey))
        self.logic = with_losses(design, logic, happened)
        self.model = self.logic.without_peak
        self.masks = _masks(self.model, happened)
        self._own = own_parts_down(self.model, self.masks)
        self._is_down = spread(self.model, list(self._own))
        names = dict.fromkeys(self.logic.owners)
        self.down = tuple(
            name for name, is_down in zip(names, self._is_down, strict=False) if is_down
        )

    def silent(self, asked: Collection[str]) -> dict[str, str]:
        """Those of ``asked`` that do not answer it, each with the nearest one that is why."""
        found: dict[str, str] = {}
        for number, name in enumerate(self.logic.owners):
            if self._is_down[number] and name in asked:
                ways = _ways_down(self.model, self._is_down, number)
                found[name] = self._cause(next(each for each in ways if self._own[each]))
        return found

    def after(self, over: Collection[str], outage: Outage) -> JourneyAfter:
        """What is left of it, ``over`` being the components that get more than they carry."""
        if self._is_down[0]:
            own = self._own
            ways = _ways_down(self.model, self._is_down, 0)
            numbers = next(way for number, way in ways.items() if own[number])
            chain = self._names(numbers)
            reason = _reason(self.model.own_parts[numbers[-1]], chain[-1], self.happened)
            others = [self._cause(n) for n in ways if own[n] and n != numbers[-1]]
            return JourneyAfter(
                self.name,
                JourneyState.DOWN,
                0.0,
                1.0,
                chain,
                self.down,
                reason=reason,
                besides=tuple(name for name in dict.fromkeys(others) if name != chain[-1]),
            )
        needs = required_calls(self.design, self.journey)
        asked = reached(self.design, self.journey, outage) - {*self.down}
        short = tuple(
            each for each in self.design.components if each in {*needs.components} & asked & {*over}
        )
        waits_for = _waits_for(self.logic, self.model, self.masks, self.happened)
        left = self._left(needs, off_peak=bool(short))
        return JourneyAfter(
            self.name,
            JourneyState.OVER if short else JourneyState.UP,
            1.0 - left.value,
            left.value,
            (),
            self.down,
            tuple(waits_for),
            max(waits_for.values(), default=0.0),
            exact=left.exact,
            over=short,
        )

    def _names(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """The components of parts; what stands for a group of alternatives is none."""
        owners = self.logic.owners
        return tuple(owners[number] for number in numbers if number < len(owners))

    def _cause(self, number: int) -> str:
        """The component of a part that is down by itself; of what stands for a group of alternatives
        the event."""
        owners, events = self.logic.owners, self.model.own_parts[number].common
        return owners[number] if number < len(owners) else events[0]

    def _left(self, needs: JourneyCalls, *, off_peak: bool) -> Unavailability:
        """How unavailable it is while the failure lasts: with whatever else may fail."""
        logic = failure_logic(self.design, self.journey, None if off_peak else self.peaks, needs)
        logic = with_losses(self.design, logic, self.happened)
        happened = {event: 1.0 for event in self.happened if event in logic.model.events}
        return unavailability(replace(logic.model, events={**logic.model.events, **happened}))


def _reason(part: OwnPart, component: str, happened: frozenset[str]) -> Reason:
    """Why a part is down by itself."""
    lost = _lost(part, happened)
    count = len(part.instances)
    common = next((event for event in part.common if event in happened), "")
    pieces = None if common else lost_pieces(component, part, lost)
    left = count - len(lost)
    if part.switch in happened and not pieces and left >= part.need:
        common = common or part.switch
    return Reason(component, left, count, part.need, pieces, common)


def _lost(part: OwnPart, happened: frozenset[str]) -> tuple[int, ...]:
    """The positions of the instances that are lost."""
    return tuple(
        at for at, each in enumerate(part.instances) if not happened.isdisjoint(each.lost_with)
    )


def _waits_for(
    logic: FailureLogic,
    model: FailureModel,
    masks: dict[str, int],
    happened: frozenset[str],
) -> dict[str, float]:
    """The components that a person has to switch over before the journey is up again, and the
    seconds that this takes."""
    return {
        each.component: each.seconds
        for each in logic.by_hand()
        if any(happened.intersection(instance.lost_with) for instance in each.serving)
        and components_down(model, {**masks, each.window: 1})[0]
    }


def _ways_down(model: FailureModel, down: Sequence[int], start: int) -> dict[int, list[int]]:
    """By component that takes down ``start``, which is down, or leads to one that does, the
    shortest way there; the nearest first."""
    ways: dict[int, list[int]] = {start: [start]}
    queue = [start]
    for number in queue:
        for requirement in model.requirements[number]:
            up = sum(not down[target] for target in requirement.targets)
            if up >= requirement.need:
                continue
            for target in requirement.targets:
                if down[target] and target not in ways:
                    ways[target] = [*ways[number], target]
                    queue.append(target)
    return ways


def _component_after(
    design: Design,
    component: Component,
    part: OwnPart,
    is_down: bool,
    happened: frozenset[str],
    traffic: Traffic,
) -> ComponentAfter:
    single = is_at_provider(design, component) or kind_of(component).role is Role.ACTOR
    count = component.replicas.count if single else len(part.instances)
    lost = _lost(part, happened)
    # what an instance runs on is no domain of its own
    dark = happened.intersection(design.domains)
    with_domains = [at for at in lost if not dark.isdisjoint(part.instances[at].domains)]
    left, alone = count - len(lost), len(lost) - len(with_domains)
    if single:
        left = sum(
            happened.isdisjoint(_holding(design, part, place))
            for place in replica_domains(component)
        )
        alone = 0
    # those that others are taking over from are there: what each answers by itself goes on
    taken = _taking_all(design, part, happened) - {window_of(component.id)}
    if (is_down and single) or taken:
        left = alone = 0
    standing = Standing.DOWN if is_down else Standing.REDUCED if left < count else Standing.WHOLE
    need = needed(component, traffic.steady.get(component.id))
    used = traffic.utilisation.get(component.id)
    writes = stated_need(component, (Access.WRITE,))
    return ComponentAfter(
        component.id,
        standing,
        left,
        count,
        need,
        copies_of_piece(component),
        alone,
        need > part.need,
        None if taken else lost_pieces(component.id, part, lost),
        None if writes == need else writes,
        used is not None and used.peak > used.capacity,
        component.id in traffic.consumers,
        used is not None and traffic.arriving(component.id) > used.capacity,
    )


def _taking_all(design: Design, part: OwnPart, happened: frozenset[str]) -> frozenset[str]:
    """What has happened that takes all instances at once, and is no domain that all lie in: a common
    cause, a provider's event, maintenance, also of what it runs on."""
    everywhere = [{*each.lost_with} for each in part.instances]
    shared = set[str].intersection(*everywhere) if len(everywhere) > 1 else set[str]()
    several = {name for name in shared if name not in design.domains}
    return happened & {*part.common, *several}


def _holding(design: Design, part: OwnPart, place: str | None) -> tuple[str, ...]:
    """The domains that hold a replica of what a provider runs."""
    for each in part.instances:
        # the provider's own event comes first where others depend on it too
        holders = tuple(name for name in each.domains if name in design.domains)
        if holders[:1] == (place,):
            return holders
    return ()
