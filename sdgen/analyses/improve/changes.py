"""Single changes to a design that could help a journey: what is tried, and what it says.

Only changes that make sense are tried: a call is made optional only where its caller has more to
do in the journey than that call, an alternative is looked for where replicas cannot help (what a
provider runs) or where another place may have the data (stores).
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.failure.domains import replica_domains
from sdgen.analyses.failure.own_parts import needed
from sdgen.analyses.failure.provided import is_provided
from sdgen.analyses.replication import copies_of_piece, has_leader
from sdgen.analyses.traffic.journey_calls import JourneyCalls
from sdgen.design.records import (
    CallGroup,
    Component,
    Design,
    Failover,
    Journey,
    Level,
    Replicas,
)
from sdgen.kinds import Role, kind_of
from sdgen.model.hosts import laid_on_hosts


class PartChange(Struct, frozen=True):
    """The component ``at`` is replaced by ``component``, which makes the same calls."""

    text: str
    at: str
    component: Component


class CallChange(Struct, frozen=True):
    """The group of calls ``group`` of ``caller``, one call to ``at``, is done without; or with a
    ``twin``, which runs beside ``at`` just as that does and shares its load, it has two ways."""

    text: str
    at: str
    caller: Component
    group: CallGroup
    twin: Component | None = None


Change = PartChange | CallChange


def changed(design: Design, journey: Journey, change: Change) -> tuple[Design, Journey]:
    """The design after a change, and the journey through it: a twin makes the calls that the
    original does."""
    if isinstance(change, PartChange):
        return _with(design, change.component), journey
    call = change.group.calls[0]
    twin = change.twin
    if twin is None:
        optional = replace(change.group, calls=(replace(call, optional=True),))
        return _with(design, _exchange(change, optional)), journey
    group = replace(change.group, calls=(call, replace(call, target=twin.id)))
    steps = [replace(each, source=twin.id) for each in journey.steps if each.source == change.at]
    steps += [replace(each, target=twin.id) for each in journey.steps if each.target == change.at]
    return (
        _with(_with(design, _exchange(change, group)), twin),
        replace(journey, steps=(*journey.steps, *steps)),
    )


def changes_of(
    design: Design, journey: Journey, calls: JourneyCalls, name: str, peak_load: float | None
) -> Iterator[Change]:
    """The changes to a component, and to the calls that it makes in the journey."""
    component = design.components[name]
    yield from changes_of_part(design, component, peak_load)
    yield from _changes_of_calls(design, journey, calls, component)


def changes_of_part(
    design: Design, component: Component, peak_load: float | None
) -> Iterator[PartChange]:
    """Changes to the component itself, where it is not somebody else's to change."""
    if kind_of(component).role is Role.ACTOR or is_provided(component):
        return
    need = needed(component, peak_load)
    copies = copies_of_piece(component)
    kept = copies is not None and (component.replicas.copies or copies < component.replicas.count)
    if copies is not None and kept:
        # what has no instances of its own has no more copies than its host has
        if not component.hosted or copies < component.replicas.count:
            yield _one_more_copy(component, copies, need)
    elif not component.hosted:
        yield from _one_more_replica(design, component, need)
    if not component.runs_on:
        yield from _spread(design, component)
    yield from _fail_over(component)


def _one_more_copy(component: Component, kept: int, need: int) -> PartChange:
    replicas = component.replicas
    copies = kept + 1
    after = replace(_holding(replicas, need), count=max(replicas.count, copies), copies=copies)
    more = f", on {after.count} replicas" if after.count > replicas.count else ""
    return PartChange(
        f"keep 1 more copy of each piece of {component.id} ({kept} -> {copies}{more})",
        component.id,
        replace(component, replicas=after),
    )


def _holding(replicas: Replicas, need: int) -> Replicas:
    """With what must be up held where it is; what reads and writes need is a number already."""
    if replicas.reads_need is not None or replicas.writes_need is not None:
        return replicas
    return replace(replicas, need=need, majority=False)


def _one_more_replica(design: Design, component: Component, need: int) -> Iterator[PartChange]:
    """One more, with what must be up held where it was; also in a zone that has none yet."""
    replicas = component.replicas
    after = replace(_holding(replicas, need), count=replicas.count + 1)
    counts: dict[str, int] = {}
    for domain in replica_domains(component):
        if domain is not None:
            counts[domain] = counts.get(domain, 0) + 1
    numbers = f"({replicas.count} -> {after.count})"
    free = () if component.runs_on else _free_zones(design, component)
    if free:
        text = f"add 1 replica to {component.id} in {free[0]} {numbers}"
        place = {**counts, free[0]: 1}
    else:
        text = f"add 1 replica to {component.id} {numbers}"
        place = {}
        if component.place and counts:
            emptiest = min(counts, key=lambda domain: (counts[domain], domain))
            place = {**counts, emptiest: counts[emptiest] + 1}
    yield PartChange(
        text,
        component.id,
        replace(component, replicas=after, place=place),
    )


def _free_zones(design: Design, component: Component) -> tuple[str, ...]:
    """Zones beside those of the component, in the same region, that hold no replica of it."""
    used = {place for place in replica_domains(component) if place is not None}
    regions = {
        design.domains[place].parent for place in used if design.domains[place].level is Level.ZONE
    }
    return tuple(
        domain.id
        for domain in design.domains.values()
        if domain.level is Level.ZONE and domain.parent in regions and domain.id not in used
    )


def _spread(design: Design, component: Component) -> Iterator[PartChange]:
    """The same replicas over more zones of the region."""
    used = tuple(dict.fromkeys(place for place in replica_domains(component) if place is not None))
    zones = (*used, *_free_zones(design, component))[: component.replicas.count]
    if len(zones) > len(used):
        yield PartChange(
            f"spread {component.id} over {', '.join(zones)}",
            component.id,
            replace(component, zones=zones, place={}),
        )


def _fail_over(component: Component) -> Iterator[PartChange]:
    """A failover that works, and on its own, where instances follow or stand by."""
    replicas = component.replicas
    failover = replicas.failover
    if not has_leader(component) or failover is None:
        return
    if failover.automatic is False:
        text = f"let {component.id} fail over by itself"
        better = replace(failover, automatic=True, time=None)
        yield PartChange(text, component.id, _failing_over(component, better))
    if failover.success is not None and failover.success.value < 1.0:
        how = "test the failover"
        certain = Failover(span=failover.span, automatic=True, time=failover.time)
        if failover.automatic is False:
            how, certain = "automate and test the failover", replace(certain, time=None)
        text = f"{how} of {component.id} until it never fails"
        yield PartChange(text, component.id, _failing_over(component, certain))


def _failing_over(component: Component, failover: Failover) -> Component:
    return replace(component, replicas=replace(component.replicas, failover=failover))


def _changes_of_calls(
    design: Design, journey: Journey, calls: JourneyCalls, component: Component
) -> Iterator[CallChange]:
    """The journey survives without one of the component's calls, or has a second way."""
    groups = calls.required[component.id]
    for group in groups:
        target = design.components[group.calls[0].target]
        whole = any(group is each for each in component.calls)
        if len(group.calls) > 1 or target.id == component.id or not whole:
            continue
        if len(groups) > 1 and component.id != journey.actor:
            text = f"make the call {component.id} -> {target.id} optional"
            yield CallChange(text, target.id, component, group)
        is_replaceable = is_provided(target) or kind_of(target).keeps_data
        twin = f"{target.id}-alternative"
        if is_replaceable and twin not in design.components:
            text = f"give {component.id} an alternative to {target.id}"
            yield CallChange(text, target.id, component, group, replace(target, id=twin))


def _exchange(change: CallChange, group: CallGroup) -> Component:
    calls = (group if each is change.group else each for each in change.caller.calls)
    return replace(change.caller, calls=tuple(calls))


def _with(design: Design, component: Component) -> Design:
    components = {**design.components, component.id: component}
    return laid_on_hosts(replace(design, components=components))
