"""What a component could become so that it fails less often: more replicas or copies, more zones, a
failover that waits for nobody, and last a second provider.

A variant is the component as the design would describe it, so that what is computed of it is what
``analyze`` computes of the changed design. What a provider runs gets no replicas; what only has the
instances of another component gets what these allow.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import product

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.balancing import is_spread
from sdgen.analyses.failure.domains import replica_domains
from sdgen.analyses.failure.provided import is_provided
from sdgen.analyses.improve.assumed import (
    OF_THE_FIRST,
    fails_over_in,
    led,
    of_balancer,
    of_followers,
    of_second_provider,
    second_name,
)
from sdgen.analyses.improve.balancer import Balancer, balancer_of, with_balancers
from sdgen.analyses.improve.capacity_kept import Demand, too_busy
from sdgen.analyses.improve.placing import Placing, placings
from sdgen.analyses.replication import (
    ASSUMED_COPIES,
    copies_of_piece,
    fewest_copies,
    fewest_replicas,
    has_leader,
    needs_the_peak,
    states_need,
)
from sdgen.analyses.storage.stores import StoreStorage
from sdgen.analyses.traffic.capacity import Mix, busiest, replicas_for
from sdgen.base.words import by_number, counted, joined
from sdgen.design.calls import targets_of
from sdgen.design.records import CallGroup, Component, Design, Replicas
from sdgen.design.replicas import MOST_REPLICAS
from sdgen.kinds import Role, kind_of

FURTHER = 3
"""So many more replicas or copies are tried, or as many as carry the peak without the worst zone."""
NEARLY = 0.5
"""Of the nodes that seem to be missing so many are added at once."""
MOST_FURTHER = 40
"""Of more than so many, further ones are tried in larger steps."""


class Change(Struct, frozen=True):
    """One thing to do: ``text`` says it, ``instances`` is how many it adds, ``money`` what these
    cost a month, None where no price is given. ``assumes`` is what it takes for granted, ``balancer``
    what has to stand in front."""

    text: str
    instances: int = 0
    money: float | None = 0.0
    assumes: tuple[str, ...] = ()
    balancer: Balancer | None = None


class Variant(Struct, frozen=True):
    """A component after ``changes``; without any it is as it was. With ``twin`` a second provider of
    that id answers what it is asked, just as it does."""

    component: Component
    changes: tuple[Change, ...] = ()
    twin: str = ""

    @property
    def instances(self) -> int:
        return sum(each.instances for each in self.changes)

    @property
    def balancer(self) -> Balancer | None:
        """The load balancer that stands in front of it then."""
        return next((each.balancer for each in self.changes if each.balancer is not None), None)

    @property
    def money(self) -> float | None:
        """What it adds to the costs of a month; None where that is unknown."""
        known = [each.money for each in self.changes if each.money is not None]
        return sum(known) if len(known) == len(self.changes) else None


class Load(Struct, frozen=True):
    """What is known of how much a component has to do and to keep. ``demands`` are those that it
    meets now and shall still meet; ``objective`` is the highest availability that is asked of it,
    ``callers`` are those that cannot choose among several replicas of it."""

    mix: Mix | None = None
    stored: StoreStorage | None = None
    demands: tuple[Demand, ...] = ()
    objective: float = 0.0
    callers: tuple[str, ...] = ()


def variants_of(design: Design, component: Component, load: Load) -> tuple[Variant, ...]:
    """Every variant of a component, the one that it is first, then by what is added."""
    if kind_of(component).role is Role.ACTOR:
        return (Variant(component),)
    if is_provided(component):
        return (Variant(component), *_second_provider(design, component))
    found = [Variant(component)]
    changed = [(None, component), *_replicas(design, component, load)]
    for (change, each), automatic in product(changed, (False, True)):
        changes = () if change is None else (change,)
        after = each
        if automatic:
            by_itself = _by_itself(each)
            if by_itself is None:
                continue
            after = by_itself
            # alone it has nobody to fail over to: first it gets a second one
            further = (_failing_over(each),)
            changes = (*further, *changes) if _by_itself(component) else (*changes, *further)
        if changes:
            found.append(Variant(after, changes))
    return tuple(found)


def _failing_over(component: Component) -> Change:
    failover = component.replicas.failover
    assert failover is not None, "it is one that waits for a person"
    return Change(f"let {component.id} fail over by itself ({fails_over_in(failover)})")


def _by_itself(component: Component) -> Component | None:
    """With a failover that waits for nobody, where it waits for a person now."""
    failover = component.replicas.failover
    if not has_leader(component) or failover is None or failover.automatic is not False:
        return None
    better = replace(failover, automatic=True, time=None)
    return replace(component, replicas=replace(component.replicas, failover=better))


# --- replicas and copies ----------------------------------------------------------------------


def _replicas(
    design: Design, component: Component, load: Load
) -> Iterator[tuple[Change, Component]]:
    """More replicas or copies, and other places for those there are."""
    if component.hosted and component.replicas.copies is None:
        # it has as many as what it runs on
        return
    if not component.runs_on:
        yield from _elsewhere(design, component)
    if _keeps_copies(component):
        yield from _copies(design, component, load)
    elif not component.hosted:
        yield from _instances(design, component, load)


def _keeps_copies(component: Component) -> bool:
    """Whether more of its replicas are of use only as more copies of each piece."""
    replicas = component.replicas
    if replicas.copies is not None:
        return True
    alone = replicas.count == 1 and replicas.mode is None and kind_of(component).keeps_copies
    return (alone or copies_of_piece(component) is not None) and not states_need(component)


def _elsewhere(design: Design, component: Component) -> Iterator[tuple[Change, Component]]:
    """The same replicas in more zones."""
    for placing in placings(design, component, component.replicas.count):
        if placing.text:
            change = Change(f"spread {component.id} over {joined(placing.domains)}")
            yield change, _placed(component, placing)


def _instances(
    design: Design, component: Component, load: Load
) -> Iterator[tuple[Change, Component]]:
    """More replicas, of which as many must be up as the design says, or as the peak needs."""
    fewest = fewest_copies(design, component, recovers=False)
    found: list[tuple[Change, Component]] = []
    for count in _numbers(component, max(_most(design, component, load), fewest)):
        if count >= fewest:
            found += _so_many(design, component, load, count)
    strict = fewest_replicas(load.objective) if kind_of(component).replicated else 1
    enough = [each for each in found if each[1].replicas.count >= strict]
    # fewer where the machines that there are hold no more
    yield from enough or found


def _so_many(
    design: Design, component: Component, load: Load, count: int
) -> Iterator[tuple[Change, Component]]:
    """So many replicas, in each way that they can be placed."""
    replicas = component.replicas
    grown = _holding(component, count, None)
    if replicas.most is not None:
        grown = replace(grown, fewest=count, most=max(replicas.most, count))
    for placing in placings(design, component, count):
        more = count - replicas.count
        text = (
            f"add {counted(more, 'replica')} to {component.id}{placing.text} "
            f"({_said_count(replicas, grown)}{_said_need(replicas, grown)})"
        )
        after = _placed(replace(component, replicas=grown), placing)
        yield _balanced(design, _costing(component, text, more), component, after, load), after


def _balanced(
    design: Design, change: Change, before: Component, after: Component, load: Load
) -> Change:
    """With a load balancer in front of what has several replicas only after the change."""
    if is_spread(before) or not is_spread(after) or not load.callers:
        return change
    balancer = balancer_of(design, after, load.callers, load.objective)
    if balancer is None:
        them = by_number(len(load.callers), "spreads its requests", "spread their requests")
        return replace(change, assumes=(f"{joined(load.callers)} {them} over them",))
    count = balancer.component.replicas.count
    cost = _costing(balancer.component, "", count).money
    both = None if cost is None or change.money is None else change.money + cost
    return Change(
        f"{change.text} and a load balancer in front of it ({balancer.component.id}, "
        f"{counted(count, 'replica')})",
        change.instances + count,
        both,
        (*change.assumes, *of_balancer(balancer.component)),
        balancer,
    )


def _copies(design: Design, component: Component, load: Load) -> Iterator[tuple[Change, Component]]:
    """More copies of each piece, on more nodes where those there are would be too full or busy."""
    replicas = component.replicas
    now = copies_of_piece(component) or 1
    for copies in _numbers(component, now + FURTHER, now):
        count = max(replicas.count, copies)
        if component.hosted and copies > replicas.count:
            return
        said = replicas.copies is not None or copies > ASSUMED_COPIES or copies < count
        grown = _holding(component, count, copies if said else None)
        if not component.hosted:
            grown = replace(grown, count=_nodes(component, grown, copies, load))
            count = grown.count
        leading = led(component, grown)
        recovers = leading.failover.automatic if leading and leading.failover else None
        if copies < fewest_copies(design, component, recovers=bool(recovers)):
            continue
        if leading is not None:
            grown = replace(leading, count=copies)
            count = copies
        assumes = of_followers(grown) if leading is not None else ()
        for placing in placings(design, component, count):
            wide = replace(component, replicas=grown)
            placed: Placing | None = placing
            if leading is None and not component.hosted:
                wide, placed = _wide_enough(design, component, wide, placing, load)
            if placed is not None:
                change = _more_copies(component, wide, placed, now, copies)
                yield replace(change, assumes=assumes), _placed(wide, placed)


def _more_copies(
    component: Component, after: Component, placing: Placing, now: int, copies: int
) -> Change:
    """So many copies of each piece instead of ``now``, on as many nodes as they take."""
    replicas, grown = component.replicas, after.replicas
    more = grown.count - replicas.count
    need = _said_need(replicas, grown)
    if replicas.count == now and grown.count == copies:
        text = f"add {counted(more, 'replica')} to {component.id}{placing.text} ({now} -> {copies}{need})"
    else:
        number = counted(copies - now, "more copy")
        nodes = f", on {grown.count} nodes instead of {replicas.count}" if more else ""
        text = f"keep {number} of each piece of {component.id}{placing.text} ({now} -> {copies}{need}{nodes})"
    return _costing(component, text, more)


def _wide_enough(
    design: Design, before: Component, grown: Component, placing: Placing, load: Load
) -> tuple[Component, Placing | None]:
    """The component with as many nodes in the same domains as carry what those carried that there
    were; without a placing where so many cannot stand there."""
    found: Placing | None = placing
    while found is not None:
        over = too_busy(design, _placed(grown, found), load.demands)
        if over <= 1.0:
            return grown, found
        count = grown.replicas.count
        # from below, so that none is left out that is enough
        count += max(1, int((min(over, 2.0) - 1.0) * NEARLY * count))
        if count > MOST_REPLICAS or math.isinf(over):
            break
        grown = replace(grown, replicas=replace(grown.replicas, count=count))
        ways = placings(design, before, count)
        found = next((each for each in ways if each.domains == placing.domains), None)
    return grown, None


def _nodes(component: Component, grown: Replicas, copies: int, load: Load) -> int:
    """How many nodes keep so many copies without being fuller or busier than they may be, or than
    they are where they are too full already."""
    before, count = component.replicas, grown.count
    stored = load.stored
    if stored is not None and stored.capacity and stored.share_at_horizon:
        full = max(1.0, stored.share_at_horizon)
        now = copies_of_piece(component) or 1
        count = max(
            count, math.ceil(before.count * copies * stored.share_at_horizon / now / full - 1e-9)
        )
    if load.mix is not None:
        used = busiest(component, load.mix)
        if used is not None and math.isfinite(used):
            after = replace(component, replicas=replace(grown, copies=copies), place={})
            count = replicas_for(after, load.mix, max(1.0, used), count) or count
    return min(count, MOST_REPLICAS)


def _numbers(component: Component, most: int, now: int | None = None) -> Iterator[int]:
    """More than there are now, up to ``most``; where a majority decides, odd numbers alone."""
    first = component.replicas.count if now is None else now
    step = max(1, math.ceil((most - first) / MOST_FURTHER))
    for number in range(first + 1, most + 1, step):
        if number <= MOST_REPLICAS and not (number % 2 == 0 and _votes(component)):
            yield number


def _votes(component: Component) -> bool:
    """Whether its copies decide by majority, so that an even number is no better than one less."""
    replicas = component.replicas
    return replicas.majority or kind_of(component).decides_by_majority or _overlaps(component)


def _overlaps(component: Component) -> bool:
    """Whether a store asks so many of its copies that any two quorums have one in common."""
    replicas = component.replicas
    of = replicas.copies or replicas.count
    return (
        kind_of(component).keeps_data
        and kind_of(component).role is not Role.CACHE
        and replicas.need is not None
        and of // 2 < replicas.need < of
    )


def _most(design: Design, component: Component, load: Load) -> int:
    """Up to how many replicas are tried."""
    count = component.replicas.count
    if load.mix is None or not needs_the_peak(component):
        return count + FURTHER
    needed = replicas_for(component, load.mix, 1.0, 1)
    if needed is None:
        return count + FURTHER
    zones = {place for place in replica_domains(component) if place is not None}
    for placing in placings(design, component, max(count, needed)):
        zones |= set(placing.domains)
    without_one = needed if len(zones) < 2 else math.ceil(needed / (len(zones) - 1)) * len(zones)
    return max(count + FURTHER, without_one + 1)


def _holding(component: Component, count: int, copies: int | None) -> Replicas:
    """So many replicas, and copies where they are said; quorums that have a copy in common keep
    one."""
    replicas = component.replicas
    grown = replace(replicas, count=count, given=True, copies=copies)
    of = copies or count
    if _overlaps(component) and replicas.need is not None:
        return replace(grown, need=max(replicas.need, of // 2 + 1))
    reads, writes = replicas.reads_need, replicas.writes_need
    before = replicas.copies or replicas.count
    if reads is not None and writes is not None and reads + writes > before:
        writes = max(writes, of // 2 + 1)
        return replace(grown, reads_need=max(reads, of + 1 - writes), writes_need=writes)
    return grown


def _said_count(before: Replicas, after: Replicas) -> str:
    """What becomes of the number, or of the two between which it scales."""
    if before.most is None:
        return f"{before.count} -> {after.count}"
    up_to = f", max: {before.most} -> {after.most}" if before.most != after.most else ""
    return f"min: {before.count} -> {after.count}{up_to}"


def _said_need(before: Replicas, after: Replicas) -> str:
    """What is said of how many must answer, where that changes."""
    if after.need != before.need:
        return f", of which {after.need} must answer"
    if (after.reads_need, after.writes_need) != (before.reads_need, before.writes_need):
        return f", of which {after.reads_need} must answer a read and {after.writes_need} a write"
    return ""


def _placed(component: Component, placing: Placing) -> Component:
    return replace(component, zones=placing.zones, place=placing.place)


def _costing(component: Component, text: str, more: int) -> Change:
    price = component.price.replica if component.price is not None else None
    return Change(text, more, price.value * more if price is not None else (None if more else 0.0))


# --- a second provider ------------------------------------------------------------------------


def _second_provider(design: Design, component: Component) -> Iterator[Variant]:
    """A second provider of what stores nothing, where every caller can choose between the two."""
    if kind_of(component).durable is not None and not kind_of(component).caches_near_users:
        return
    twin = f"{component.id}-2"
    groups = [
        group
        for caller in design.components.values()
        for group in caller.calls
        if is_given_a_twin(group, component.id)
    ]
    if twin in design.components or any(group.need > 1 for group in groups):
        return
    change = _costing(component, f"have a second provider beside {component.id}", 1)
    change = replace(change, assumes=(of_second_provider(component),))
    yield Variant(component, (change,), twin)


def is_given_a_twin(group: CallGroup, name: str) -> bool:
    """Whether callers choose between a component and its second provider there: what nobody waits
    for, or can be left out, needs none."""
    return any(
        call.target == name and not (call.optional or call.asynchronous or call.dead_letter)
        for call in group.calls
    )


def balancers_of(chosen: Mapping[str, Variant]) -> list[Balancer]:
    """The load balancers that the variants bring."""
    return [each.balancer for each in chosen.values() if each.balancer is not None]


def after(design: Design, chosen: Mapping[str, Variant]) -> Design:
    """The design with the variants chosen; second providers are called wherever the first is, and
    load balancers stand between what they balance and its callers."""
    from sdgen.model.hosts import laid_on_hosts

    if balancers := balancers_of(chosen):
        design = with_balancers(design, balancers)
    components = dict(design.components)
    for name, variant in chosen.items():
        # its calls may go through a balancer of another
        components[name] = replace(variant.component, calls=components[name].calls)
    for name, variant in chosen.items():
        if variant.twin:
            _add_twin(components, name, variant.twin)
    return laid_on_hosts(replace(design, components=components))


def _add_twin(components: dict[str, Component], name: str, twin: str) -> None:
    original = components[name]
    calls = tuple(
        replace(group, calls=tuple(replace(call, source=twin) for call in group.calls))
        for group in original.calls
    )
    for caller in (*components.values(),):
        if name in targets_of(caller):
            groups = []
            for group in caller.calls:
                own = [call for call in group.calls if call.target == name]
                if not is_given_a_twin(group, name):
                    own = []
                further = tuple(replace(call, target=twin) for call in own)
                groups.append(replace(group, calls=(*group.calls, *further)))
            components[caller.id] = replace(caller, calls=tuple(groups))
    components[twin] = replace(
        original,
        id=twin,
        name=second_name(original),
        calls=calls,
        **dict.fromkeys(OF_THE_FIRST, ""),
    )
