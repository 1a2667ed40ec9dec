"""What if this fails: which journeys break and why, what stays up, and what load moves where."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.failure.domains import ancestors, replica_domains
from sdgen.analyses.failure.events import window_of
from sdgen.analyses.failure.logic import FailureLogic, failure_logic, failure_logic_of
from sdgen.analyses.failure.own_parts import is_provided, needed
from sdgen.analyses.reliability.failure_model import FailureModel, OwnPart
from sdgen.analyses.reliability.states import components_down, own_parts_down
from sdgen.analyses.replication import copies_of_piece, is_sharded_cache
from sdgen.analyses.traffic.capacity import ONE, Mix, busiest, left_at_the_peak
from sdgen.analyses.traffic.flow import Traffic, flow
from sdgen.analyses.traffic.journey_calls import all_calls, journeys_of, made_calls
from sdgen.analyses.traffic.rerouting import Outage, peak_loads
from sdgen.design.records import Component, Design, Journey
from sdgen.kinds import Role, kind_of


class Standing(StrEnum):
    """What a component is left as: whole, with fewer instances, or down."""

    WHOLE = "whole"
    REDUCED = "reduced"
    DOWN = "down"


class ComponentAfter(Struct, frozen=True):
    """A component after the loss: ``left`` of ``count`` instances, of which ``need`` must be
    up; where each piece of data lies on ``copies`` of them, so many of these. ``alone`` are lost by
    themselves, not with a failure domain."""

    component: str
    standing: Standing
    left: int
    count: int
    need: int
    copies: int | None = None
    alone: int = 0


class JourneyAfter(Struct, frozen=True):
    """Whether the journey is up after the loss; ``chain`` leads from its actor to the component
    that takes it down, and ``down`` are all components that do not answer it. Where it is up only
    once somebody has switched over the components ``waits_for``, it is down for ``out`` seconds."""

    journey: str
    is_up: bool
    chain: tuple[str, ...]
    down: tuple[str, ...]
    waits_for: tuple[str, ...] = ()
    out: float = 0.0


class MovedLoad(Struct, frozen=True):
    """Peak operations per second of a component before and after, and the shares of the capacity
    that they take: None where it is unknown, infinite where nothing is left to carry load."""

    component: str
    before: float
    after: float
    share_before: float | None
    share_after: float | None


class WhatIf(Struct, frozen=True):
    """Everything in the order of the design; ``loads`` holds components whose load or utilisation
    changes."""

    failed: tuple[str, ...]
    journeys: tuple[JourneyAfter, ...]
    components: tuple[ComponentAfter, ...]
    loads: tuple[MovedLoad, ...]

    def of_journeys(self, names: Collection[str]) -> WhatIf:
        """The same, of the journeys named alone; of all where none is named."""
        if not names:
            return self
        return replace(
            self, journeys=tuple(each for each in self.journeys if each.journey in names)
        )


def what_can_fail(design: Design) -> dict[str, tuple[str, ...]]:
    """Everything that can be said to fail, and the basic events that it stands for: a failure
    domain, a component (all of its instances), or one event such as ``user-db/1``."""
    names: dict[str, tuple[str, ...]] = {domain: (domain,) for domain in design.domains}
    logic = failure_logic_of(design, all_calls(design))
    for component, part in zip(design.components, logic.model.own_parts, strict=False):
        instances = tuple(i.event for i in part.instances if i.event is not None)
        own = instances or part.common
        if own:
            names.setdefault(component, own)
    for event in logic.events:
        names.setdefault(event, (event,))
    return names


def what_if(design: Design, failed: Sequence[str], traffic: Traffic | None = None) -> WhatIf:
    """The state in which ``failed``, names out of ``what_can_fail``, have happened and nothing
    else; ``traffic`` is that of the design, which is computed unless it is given. Raises
    ``KeyError`` for a name that is unknown."""
    traffic = flow(design) if traffic is None else traffic
    peaks = traffic.steady
    known = what_can_fail(design)
    happened = frozenset(event for name in failed for event in known[name])
    journeys = tuple(
        _journey_after(failure_logic(design, each, peaks, made_calls(design, each)), each, happened)
        for each in journeys_of(design)
    )
    whole = failure_logic_of(design, all_calls(design), (), peaks)
    lost = own_parts_down(whole.model, _masks(whole, happened))[: len(design.components)]
    components = tuple(
        _component_after(design, component, part, bool(is_down), happened, peaks)
        for component, part, is_down in zip(
            design.components.values(), whole.model.own_parts, lost, strict=False
        )
    )
    gone = frozenset(each.component for each in components if each.standing is Standing.DOWN)
    missing = {
        each.component: (each.count - each.left) / each.count
        for each in components
        if each.standing is Standing.REDUCED and is_sharded_cache(design.components[each.component])
    }
    before = peak_loads(design, {})
    after = peak_loads(
        design, {each.journey: Outage(frozenset(each.down), gone, missing) for each in journeys}
    )
    mixed = traffic.operations
    loads = (
        _moved(
            design.components[each.component], each, before, after, mixed.get(each.component, ONE)
        )
        for each in components
    )
    return WhatIf(
        tuple(failed),
        journeys,
        components,
        tuple(load for load in loads if _changes(load)),
    )


def _masks(logic: FailureLogic, happened: frozenset[str]) -> dict[str, int]:
    """One state only: bit 0 of an event's mask says whether it has happened."""
    return {event: int(event in happened) for event in logic.model.events}


def _journey_after(logic: FailureLogic, journey: Journey, happened: frozenset[str]) -> JourneyAfter:
    model = logic.model
    masks = _masks(logic, happened)
    down = components_down(model, masks)
    own = own_parts_down(model, masks)
    is_up = not down[0]
    numbers = [] if is_up else _chain(model, down, own)
    # what stands for a group of alternatives is no component
    chain = tuple(logic.owners[number] for number in numbers if number < len(logic.owners))
    components = dict.fromkeys(logic.owners)
    unavailable = tuple(name for name, is_down in zip(components, down, strict=False) if is_down)
    waits_for = _waits_for(logic, masks, happened) if is_up else {}
    out = max(waits_for.values(), default=0.0)
    return JourneyAfter(journey.id, is_up, chain, unavailable, tuple(waits_for), out)


def _waits_for(
    logic: FailureLogic, masks: dict[str, int], happened: frozenset[str]
) -> dict[str, float]:
    """The components that a person has to switch over before the journey is up again, and the
    seconds that this takes."""
    return {
        each.component: each.seconds
        for each in logic.by_hand()
        if any(happened.intersection(instance.lost_with) for instance in each.serving)
        and components_down(logic.model, {**masks, each.window: 1})[0]
    }


def _chain(model: FailureModel, down: Sequence[int], own: Sequence[int]) -> list[int]:
    """The shortest way from the actor, which is down, over components that are, to one whose own
    part is."""
    ways: dict[int, list[int]] = {0: [0]}
    queue = [0]
    for number in queue:
        if own[number]:
            return ways[number]
        for requirement in model.requirements[number]:
            up = sum(not down[target] for target in requirement.targets)
            if up >= requirement.need:
                continue
            for target in requirement.targets:
                if down[target] and target not in ways:
                    ways[target] = [*ways[number], target]
                    queue.append(target)
    raise AssertionError("nothing is down without a cause")


def _component_after(
    design: Design,
    component: Component,
    part: OwnPart,
    is_down: bool,
    happened: frozenset[str],
    peaks: Mapping[str, float],
) -> ComponentAfter:
    places = replica_domains(component)
    single = is_provided(component) or kind_of(component).role is Role.ACTOR
    stand = [
        number
        for number, place in enumerate(places, start=1)
        if place is None or not happened & {place, *ancestors(design, place)}
    ]
    left = sum(single or f"{component.id}/{number}" not in happened for number in stand)
    alone = len(stand) - left
    # those that others are taking over from are there: what each answers by itself goes on
    taken = happened.intersection(part.common) - {window_of(component.id)}
    if (is_down and single) or taken:
        left = alone = 0
    standing = (
        Standing.DOWN if is_down else Standing.REDUCED if left < len(places) else Standing.WHOLE
    )
    need = needed(component, peaks.get(component.id))
    return ComponentAfter(
        component.id, standing, left, len(places), need, copies_of_piece(component), alone
    )


def _moved(
    component: Component,
    state: ComponentAfter,
    before: Mapping[str, float],
    after: Mapping[str, float],
    mix: Mix,
) -> MovedLoad:
    was, now = before.get(component.id, 0.0), after.get(component.id, 0.0)
    # what moves is mixed as what was there
    one = mix.scaled(1.0 / mix.total) if 0.0 < mix.total < math.inf else ONE
    # what is down for some of what it is asked may go on with the rest
    left = left_at_the_peak(component, state.count - state.left - state.alone) - state.alone
    return MovedLoad(
        component.id,
        was,
        now,
        busiest(component, one.scaled(was)),
        busiest(component, one.scaled(now), left),
    )


def _changes(load: MovedLoad) -> bool:
    tolerance = 1e-9 * max(load.before, load.after)
    if abs(load.after - load.before) > tolerance:
        return True
    if load.share_before is None or load.share_after is None:
        return False
    return abs(load.share_after - load.share_before) > 1e-9
