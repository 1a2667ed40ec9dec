"""What helps a journey most: single changes to the design, each computed, ranked by gain.

Only changes that make sense are tried: a call is made optional only where its caller has more to
do in the journey than that call, an alternative is looked for where replicas cannot help (what a
provider runs) or where another place may have the data (stores).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sdgen.analyses.domains import replica_domains
from sdgen.analyses.failure_logic import failure_logic, is_provided, needed
from sdgen.analyses.journey_calls import JourneyCalls, required_calls
from sdgen.analyses.reliability.estimate import exact_or_none
from sdgen.analyses.reliability.failure_model import FailureModel
from sdgen.analyses.reliability.own_part import own_unavailability
from sdgen.kinds import KINDS
from sdgen.model.design import (
    CallGroup,
    Component,
    Design,
    Failover,
    Journey,
    Level,
    ReplicaMode,
)

MOST_CHANGES = 40
MOST_WORK = 30_000
"""At most so many changes are computed for one journey, and at most so many components are gone
through in doing so; of more, those to the components that fail most."""
NODE_BOUND = 20_000
LEAST_GAIN = 1e-10


@dataclass(frozen=True, slots=True)
class Improvement:
    """One change: ``text`` says what to do, ``at`` is the component, ``availability`` what the
    journey has afterwards and ``gain`` how much more that is."""

    text: str
    at: str
    availability: float
    gain: float


@dataclass(frozen=True, slots=True)
class _Change:
    """A changed design; ``twin`` names a component that shares the load of ``at``."""

    text: str
    at: str
    design: Design
    twin: str = ""


def improvements(
    design: Design,
    journey: Journey,
    *,
    peak_loads: Mapping[str, float] | None = None,
    most: int = 5,
    most_changes: int | None = None,
) -> tuple[Improvement, ...]:
    """The ``most`` single changes that raise the availability of ``journey`` most, the best first;
    none where its availability is not known exactly. ``most_changes`` bounds how many are computed
    further: first come those to the components that fail most."""
    loads = dict(peak_loads or {})
    before = _unavailability(design, journey, loads)
    if before is None:
        return ()
    found = []
    for change in _changes(design, journey, loads)[:most_changes]:
        carried, made = loads, journey
        if change.twin:
            made = _with_steps_of(change.twin, change.at, journey)
        if change.twin and change.at in loads:
            carried = {**loads, change.twin: loads[change.at]}
        after = _unavailability(change.design, made, carried)
        if after is not None and before - after > LEAST_GAIN:
            found.append(Improvement(change.text, change.at, 1.0 - after, before - after))
    return tuple(sorted(found, key=lambda i: (-i.gain, i.at, i.text))[:most])


def _with_steps_of(twin: str, original: str, journey: Journey) -> Journey:
    """The journey in which ``twin`` makes the calls that ``original`` does."""
    more = (replace(step, source=twin) for step in journey.steps if step.source == original)
    return replace(journey, steps=(*journey.steps, *more))


def _unavailability(
    design: Design, journey: Journey, peak_loads: Mapping[str, float]
) -> float | None:
    return exact_or_none(failure_logic(design, journey, peak_loads).model, NODE_BOUND)


def _changes(design: Design, journey: Journey, peak_loads: Mapping[str, float]) -> list[_Change]:
    calls = required_calls(design, journey)
    model = failure_logic(design, journey, peak_loads).model
    harm = {name: _harm(model, at) for at, name in enumerate(model.names)}
    changes: list[_Change] = []
    for name in sorted(calls.components, key=lambda name: -harm[name]):
        component = design.components[name]
        changes += _changes_of(design, component, peak_loads)
        changes += _changes_of_calls(design, journey, calls, component)
        if len(changes) >= _most_changes(calls):
            break
    return changes[: _most_changes(calls)]


def _most_changes(calls: JourneyCalls) -> int:
    return max(5, min(MOST_CHANGES, MOST_WORK // len(calls.components)))


def _harm(model: FailureModel, number: int) -> float:
    """About how often the component's own part is down: by itself, or with one failure domain."""
    part = model.own_parts[number]
    harm = own_unavailability(part, frozenset(), model.events)
    for place in {i.domains for i in part.instances if i.domains}:
        harm += model.events[place[0]] * own_unavailability(part, frozenset({place}), model.events)
    return harm


def _changes_of(
    design: Design, component: Component, peak_loads: Mapping[str, float]
) -> Iterator[_Change]:
    """Changes to the component itself, where it is not somebody else's to change."""
    if component.kind == "client" or is_provided(component):
        return
    need = needed(component, peak_loads.get(component.id))
    if component.replicas.copies is not None:
        yield _one_more_copy(design, component, need)
    else:
        yield from _one_more_replica(design, component, need)
    yield from _spread(design, component)
    yield from _fail_over(design, component)


def _one_more_copy(design: Design, component: Component, need: int) -> _Change:
    replicas = component.replicas
    copies = (replicas.copies or 1) + 1
    changed = replace(
        replicas, count=max(replicas.count, copies), copies=copies, need=need, majority=False
    )
    more = f", on {changed.count} replicas" if changed.count > replicas.count else ""
    return _Change(
        f"keep 1 more copy of each piece of {component.id} ({replicas.copies} -> {copies}{more})",
        component.id,
        _with(design, replace(component, replicas=changed)),
    )


def _one_more_replica(design: Design, component: Component, need: int) -> Iterator[_Change]:
    """One more, with what must be up held where it was; also in a zone that has none yet."""
    replicas = component.replicas
    changed = replace(replicas, count=replicas.count + 1, need=need, majority=False)
    counts: dict[str, int] = {}
    for domain in replica_domains(design, component):
        if domain is not None:
            counts[domain] = counts.get(domain, 0) + 1
    numbers = f"({replicas.count} -> {changed.count})"
    free = _free_zones(design, component)
    if free:
        text = f"add 1 replica to {component.id} in {free[0]} {numbers}"
        place = {**counts, free[0]: 1}
    else:
        text = f"add 1 replica to {component.id} {numbers}"
        place = {}
        if component.place:
            emptiest = min(counts, key=lambda domain: (counts[domain], domain))
            place = {**counts, emptiest: counts[emptiest] + 1}
    yield _Change(
        text,
        component.id,
        _with(design, replace(component, replicas=changed, place=place)),
    )


def _free_zones(design: Design, component: Component) -> tuple[str, ...]:
    """Zones beside those of the component, in the same region, that hold no replica of it."""
    used = {place for place in replica_domains(design, component) if place is not None}
    regions = {
        design.domains[place].parent for place in used if design.domains[place].level is Level.ZONE
    }
    return tuple(
        domain.id
        for domain in design.domains.values()
        if domain.level is Level.ZONE and domain.parent in regions and domain.id not in used
    )


def _spread(design: Design, component: Component) -> Iterator[_Change]:
    """The same replicas over more zones of the region."""
    used = tuple(
        dict.fromkeys(place for place in replica_domains(design, component) if place is not None)
    )
    zones = (*used, *_free_zones(design, component))[: component.replicas.count]
    if len(zones) > len(used):
        yield _Change(
            f"spread {component.id} over {', '.join(zones)}",
            component.id,
            _with(design, replace(component, zones=zones, place={})),
        )


def _fail_over(design: Design, component: Component) -> Iterator[_Change]:
    """A switch-over that works on its own, where instances stand by."""
    replicas = component.replicas
    failover = replicas.failover
    if replicas.mode is not ReplicaMode.ACTIVE_STANDBY or failover is None:
        return
    if failover.success is None or failover.success.value >= 1.0:
        return
    certain = Failover(span=failover.span, automatic=True, time=failover.time)
    changed = replace(replicas, failover=certain)
    how = "test the failover" if failover.automatic else "automate and test the failover"
    yield _Change(
        f"{how} of {component.id} until it never fails",
        component.id,
        _with(design, replace(component, replicas=changed)),
    )


def _changes_of_calls(
    design: Design, journey: Journey, calls: JourneyCalls, component: Component
) -> Iterator[_Change]:
    """The journey survives without one of the component's calls, or has a second way."""
    groups = calls.required[component.id]
    for group in groups:
        call = group.calls[0]
        target = design.components[call.target]
        if len(group.calls) > 1 or target.id == component.id:
            continue
        if len(groups) > 1 and component.id != journey.actor:
            optional = replace(group, calls=(replace(call, optional=True),))
            text = f"make the call {component.id} -> {target.id} optional"
            yield _Change(text, target.id, _with(design, _exchange(component, group, optional)))
        is_replaceable = is_provided(target) or KINDS[target.kind].store
        twin = f"{target.id}-alternative"
        if not is_replaceable or twin in design.components:
            continue
        alternative = replace(group, calls=(call, replace(call, target=twin)))
        changed = _with(design, _exchange(component, group, alternative))
        text = f"give {component.id} an alternative to {target.id}"
        yield _Change(text, target.id, _with(changed, replace(target, id=twin)), twin)


def _exchange(component: Component, old: CallGroup, new: CallGroup) -> Component:
    return replace(
        component, calls=tuple(new if group is old else group for group in component.calls)
    )


def _with(design: Design, component: Component) -> Design:
    return replace(design, components={**design.components, component.id: component})
