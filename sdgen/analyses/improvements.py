"""What helps a journey most: single changes to the design, each computed, ranked by gain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sdgen.analyses.domains import replica_domains
from sdgen.analyses.failure_logic import needed
from sdgen.analyses.journey_calls import required_calls
from sdgen.analyses.journey_reliability import availability
from sdgen.model.design import (
    CallGroup,
    Component,
    Design,
    Failover,
    Journey,
    Level,
    ReplicaMode,
)

MOST_CANDIDATES = 400
"""Changes that are computed for one journey; a larger design tries the components that are needed
first, from the actor on."""


@dataclass(frozen=True, slots=True)
class Improvement:
    """One change: ``text`` says what to do, ``at`` is the component, ``availability`` what the
    journey has afterwards and ``gain`` how much more that is."""

    text: str
    at: str
    availability: float
    gain: float


def improvements(
    design: Design,
    journey: Journey,
    before: float,
    *,
    peak_loads: Mapping[str, float] | None = None,
    most: int = 5,
) -> tuple[Improvement, ...]:
    """The ``most`` single changes that raise the availability of ``journey`` above ``before``
    most, the best first; only changes whose effect is exact are ranked."""
    found = []
    for _, (text, at, changed) in zip(
        range(MOST_CANDIDATES), _candidates(design, journey, peak_loads or {}), strict=False
    ):
        after = availability(changed, changed.journeys[journey.id], peak_loads)
        gain = (1.0 - after.value) - before
        if after.exact and gain > 1e-12:
            found.append(Improvement(text, at, 1.0 - after.value, gain))
    return tuple(sorted(found, key=lambda i: (-i.gain, i.at, i.text))[:most])


Candidate = tuple[str, str, Design]


def _candidates(
    design: Design, journey: Journey, peak_loads: Mapping[str, float]
) -> Iterator[Candidate]:
    calls = required_calls(design, journey)
    for name in calls.components:
        component = design.components[name]
        if component.kind == "client":
            continue
        if not component.managed and not component.external:
            yield from _replicate(design, component, peak_loads)
            yield from _spread(design, component)
            yield from _fail_over(design, component)
    for name in calls.components:
        for group in calls.required[name]:
            yield from _loosen(design, design.components[name], group)


def _replicate(
    design: Design, component: Component, peak_loads: Mapping[str, float]
) -> Iterator[Candidate]:
    """One more replica, with what must be up held where it was."""
    replicas = component.replicas
    need = needed(component, peak_loads.get(component.id))
    if replicas.copies is not None and replicas.copies >= replicas.count:
        changed = replace(
            replicas,
            count=replicas.count + 1,
            copies=replicas.copies + 1,
            need=need,
            majority=False,
        )
    else:
        changed = replace(replicas, count=replicas.count + 1, need=need, majority=False)
    place = dict(component.place)
    if place:
        emptiest = min(place, key=lambda domain: (place[domain], domain))
        place[emptiest] += 1
    text = f"add 1 replica to {component.id} ({replicas.count} -> {changed.count})"
    yield text, component.id, _with(design, replace(component, replicas=changed, place=place))


def _spread(design: Design, component: Component) -> Iterator[Candidate]:
    """The same replicas over all zones of the region, where some of them are unused."""
    used = {place for place in replica_domains(design, component) if place is not None}
    parents = {design.domains[place].parent for place in used}
    zones = tuple(
        domain.id
        for domain in design.domains.values()
        if domain.level is Level.ZONE and domain.parent in parents
    )
    if not used or len(zones) <= len(used) or component.replicas.count <= len(used):
        return
    text = f"spread {component.id} over {', '.join(zones)}"
    yield text, component.id, _with(design, replace(component, zones=zones, place={}))


def _fail_over(design: Design, component: Component) -> Iterator[Candidate]:
    """A switch-over that works on its own, where instances stand by."""
    replicas = component.replicas
    failover = replicas.failover
    if replicas.mode is not ReplicaMode.ACTIVE_STANDBY or failover is None:
        return
    if failover.success is None and failover.automatic:
        return
    certain = Failover(span=failover.span, automatic=True, time=failover.time)
    changed = replace(replicas, failover=certain)
    text = f"make the failover of {component.id} automatic and tested"
    yield text, component.id, _with(design, replace(component, replicas=changed))


def _loosen(design: Design, component: Component, group: CallGroup) -> Iterator[Candidate]:
    """The journey survives without this call, or has a second component to turn to."""
    if len(group.calls) > 1:
        return
    call = group.calls[0]
    optional = replace(group, calls=(replace(call, optional=True),))
    text = f"make the call {component.id} -> {call.target} optional"
    yield text, component.id, _with(design, _exchange(component, group, optional))
    target = design.components[call.target]
    twin_name = f"{target.id}-alternative"
    if target.kind == "client" or twin_name in design.components:
        return
    alternative = replace(group, need=1, calls=(call, replace(call, target=twin_name)))
    changed = _with(design, _exchange(component, group, alternative))
    text = f"give {component.id} an alternative to {target.id}"
    yield text, component.id, _with(changed, replace(target, id=twin_name))


def _exchange(component: Component, old: CallGroup, new: CallGroup) -> Component:
    return replace(
        component, calls=tuple(new if group is old else group for group in component.calls)
    )


def _with(design: Design, component: Component) -> Design:
    return replace(design, components={**design.components, component.id: component})
