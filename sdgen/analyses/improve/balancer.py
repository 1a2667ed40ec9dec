"""A load balancer in front of what gets a second replica, where its callers cannot choose between
the two: clients, and what they reach past anything that balances.

It is one of the design's own, in the zones of what it stands before, and calls that alone. Calls
and steps of those callers go through it; all others stay.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.replication import fewest_replicas
from sdgen.analyses.traffic.zones import zones_of
from sdgen.design.calls import Call, CallGroup, calls_from
from sdgen.design.journeys import Journey, Step
from sdgen.design.records import Component, Design, Level, Replicas
from sdgen.kinds import KINDS, Role

PASSED_ON = ("protocol", "timeout", "waits_for_ever", "encrypted")
"""What is true of the call behind it as well."""


class Balancer(Struct, frozen=True):
    """The balancer, and those of whose calls and steps it stands in the way."""

    component: Component
    callers: tuple[str, ...]

    @property
    def before(self) -> str:
        """The component that it stands in front of."""
        return self.component.calls[0].calls[0].target


def balancer_of(
    design: Design, component: Component, callers: tuple[str, ...], objective: float
) -> Balancer | None:
    """A balancer in front of the replicas that a component then has, for these callers; None where
    it cannot be put between them."""
    called = f"{component.id}-lb"
    calls = [
        call
        for name in callers
        for call in calls_from(design.components[name])
        if call.target == component.id
    ]
    if called in design.components or not _can_stand_between(design, component.id, callers, calls):
        return None
    count = fewest_replicas(objective)
    zones = [
        zone for zone in zones_of(design, component) if design.domains[zone].level is Level.ZONE
    ]
    onward = Call(
        span=component.span,
        source=called,
        target=component.id,
        **{each: getattr(calls[0], each) for each in PASSED_ON},
    )
    return Balancer(
        Component(
            span=component.span,
            id=called,
            kind=next(name for name, kind in KINDS.items() if kind.role is Role.BALANCER),
            name=f"{component.name} LB",
            group=component.group,
            replicas=Replicas(span=component.span, count=count, given=True),
            zones=tuple(zones[:count]),
            lies_in=component.lies_in,
            price=component.price,
            calls=(CallGroup(span=component.span, calls=(onward,)),),
        ),
        callers,
    )


def _can_stand_between(
    design: Design, name: str, callers: tuple[str, ...], calls: list[Call]
) -> bool:
    """Whether each caller has one plain call to it, and every step is one that can go through."""
    alone = all(
        len(group.calls) == 1
        for caller in callers
        for group in design.components[caller].calls
        if any(call.target == name for call in group.calls)
    )
    return (
        alone
        and len(calls) == len(callers)
        and not any(
            step.on_miss or step.only or step.parallel
            for journey in design.journeys.values()
            for step in journey.steps
            if step.target == name and step.source in callers
        )
    )


def with_balancers(design: Design, balancers: list[Balancer]) -> Design:
    """The design with calls and steps that go through the balancers."""
    components = dict(design.components)
    for each in balancers:
        for name in each.callers:
            caller = components[name]
            groups = (_through(group, each) for group in caller.calls)
            components[name] = replace(caller, calls=tuple(groups))
        components[each.component.id] = each.component
    journeys = {
        name: journey_through(journey, balancers) for name, journey in design.journeys.items()
    }
    return replace(design, components=components, journeys=journeys)


def _through(group: CallGroup, balancer: Balancer) -> CallGroup:
    to = balancer.component.id
    return replace(
        group,
        calls=tuple(
            replace(call, target=to, number=1) if call.target == balancer.before else call
            for call in group.calls
        ),
    )


def journey_through(journey: Journey, balancers: list[Balancer]) -> Journey:
    """The journey with steps that go through the balancers."""
    between = {
        (name, each.before): each.component.id for each in balancers for name in each.callers
    }
    if not any((step.source, step.target) in between for step in journey.steps):
        return journey
    steps: list[Step] = []
    for step in journey.steps:
        balancer = between.get((step.source, step.target))
        if balancer is None:
            steps.append(step)
            continue
        steps += [
            # what a step says is about its last arrow, but for sizes
            Step(
                span=step.span,
                source=step.source,
                target=balancer,
                request=step.request,
                response=step.response,
                chained=step.chained,
            ),
            replace(step, source=balancer, chained=True),
        ]
    return replace(journey, steps=tuple(steps))
