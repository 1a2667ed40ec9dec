"""Which calls a journey makes, and which of them it cannot do without."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from sdgen.analyses.replication import UNKNOWN, Accesses, tells_accesses_apart
from sdgen.analyses.traffic.operations import Stored, accesses, keeps_data, stored_by
from sdgen.design.calls import calls_of
from sdgen.design.records import Access, Call, CallGroup, Component, Design, Journey
from sdgen.kinds import Role, kind_of


class JourneyCalls(Struct, frozen=True):
    """``components`` are those that count, the actor first; ``required`` maps each to the groups
    of calls that it needs there, and ``asked``, where it is known, to what it does to the targets
    of each of these groups."""

    components: tuple[str, ...]
    required: dict[str, tuple[CallGroup, ...]]
    asked: dict[str, tuple[Accesses, ...]] = field(default_factory=dict)

    def needs_of(self, name: str) -> Iterator[tuple[CallGroup, Accesses]]:
        """What a component needs, and what it does there."""
        groups = self.required[name]
        yield from zip(groups, self.asked.get(name, (UNKNOWN,) * len(groups)), strict=True)


def required_calls(design: Design, journey: Journey) -> JourneyCalls:
    """The calls that must be answered for the journey to be up, and the components they reach.

    A write has no alternative in what only keeps copies, such as a cache or a read replica, and
    needs no cache that is written beside its store.

    Steps say which calls a component makes, and a group of alternatives counts whole once one of
    its members is used. A component that no step names, such as the alternative to one that a step
    does name, makes every call, and so does a journey without steps. Optional calls never count,
    asynchronous ones only where the journey's objectives include them.
    """
    return _reached(design, journey, beyond=False)


def made_calls(design: Design, journey: Journey) -> JourneyCalls:
    """As ``required_calls``, with the components that the journey reaches by optional and
    asynchronous calls too; ``required`` holds only what each of them needs."""
    return _reached(design, journey, beyond=True)


def needed_to_start(calls: JourneyCalls) -> JourneyCalls:
    """Of the same components, what each needs before it can do its work: nobody waits for an
    asynchronous call, whatever the journey's objectives include."""
    kept = {
        name: [need for need in calls.needs_of(name) if _counts(need[0], False)]
        for name in calls.components
    }
    return JourneyCalls(
        calls.components,
        {name: tuple(group for group, _ in needs) for name, needs in kept.items()},
        {name: tuple(asked for _, asked in needs) for name, needs in kept.items()},
    )


def all_calls(design: Design) -> JourneyCalls:
    """Every component of the design with everything that it needs, whoever asks."""
    required = {
        component.id: tuple(group for group in component.calls if _counts(group, False))
        for component in design.components.values()
    }
    return JourneyCalls(tuple(required), required)


NO_JOURNEYS = "no journeys are given: every call of each client counts as one"
"""What is said where :func:`journeys_of` puts others in their place."""


def journeys_of(design: Design) -> tuple[Journey, ...]:
    """The journeys of the design; where it has none, one for each client that makes every call.
    Without clients, the components that nobody calls stand for them; in a design that is one
    cycle, every component."""
    if design.journeys:
        return tuple(design.journeys.values())
    components = tuple(design.components.values())
    called = {call.target for call in calls_of(design)}
    actors = (
        tuple(each for each in components if kind_of(each).role is Role.ACTOR and each.calls)
        or tuple(each for each in components if each.id not in called)
        or components
    )
    return tuple(_every_call(actor) for actor in actors)


def _every_call(actor: Component) -> Journey:
    return Journey(span=actor.span, id=actor.id, actor=actor.id, name=f"every call of {actor.name}")


class _Done(Struct, frozen=True):
    """What a journey does along its steps, by caller and target: where its alternatives will do
    too, and where a step says ``only``."""

    named: frozenset[str]
    accesses: Mapping[tuple[str, str], frozenset[Access | None]]
    only: Mapping[tuple[str, str], frozenset[Access | None]]
    stored: Stored

    def to(self, call: Call) -> frozenset[Access | None]:
        """What a caller does to a target; what no step names of its caller does what its entities
        tell. Nothing where the caller's steps leave the target out."""
        if call.source in self.named:
            return self.accesses.get((call.source, call.target), frozenset())
        return frozenset({self.stored.access_to(call.target)})


def _done(design: Design, journey: Journey) -> _Done:
    found: dict[tuple[str, str], set[Access | None]] = {}
    only: dict[tuple[str, str], set[Access | None]] = {}
    for step, access in zip(journey.steps, accesses(design, journey), strict=True):
        kept = only if step.only else found
        kept.setdefault((step.source, step.target), set()).add(access)
    return _Done(
        frozenset(name for step in journey.steps for name in (step.source, step.target)),
        {ends: frozenset(each) for ends, each in found.items()},
        {ends: frozenset(each) for ends, each in only.items()},
        stored_by(design, journey),
    )


def _reached(design: Design, journey: Journey, *, beyond: bool) -> JourneyCalls:
    steps = {(step.source, step.target) for step in journey.steps}
    includes_async = journey.objectives is not None and journey.objectives.includes_async
    done = _done(design, journey)
    required: dict[str, tuple[CallGroup, ...]] = {}
    asked: dict[str, tuple[Accesses, ...]] = {}
    queue = deque([journey.actor])
    while queue:
        name = queue.popleft()
        component = design.components.get(name)
        if component is None or name in required:
            continue
        made = tuple(
            group
            for group in component.calls
            if name not in done.named or any((name, call.target) in steps for call in group.calls)
        )
        needs = [
            need
            for group in made
            if _counts(group, includes_async)
            for need in _needed(design, component, group, done)
        ]
        required[name] = tuple(group for group, _ in needs)
        asked[name] = tuple(each for _, each in needs)
        followed = made if beyond else required[name]
        queue.extend(call.target for group in followed for call in group.calls)
    return JourneyCalls(tuple(required), required, asked)


def _counts(group: CallGroup, includes_async: bool) -> bool:
    """A group with a member that may be left out is met without it, and so never counts."""
    return not any(
        call.optional or call.dead_letter or (call.asynchronous and not includes_async)
        for call in group.calls
    )


def _needed(
    design: Design, caller: Component, group: CallGroup, done: _Done
) -> Iterator[tuple[CallGroup, Accesses]]:
    """What a journey needs of a group of calls, and what it does there: where a step says
    ``only``, that target itself; where it writes, one of the stores that take the write; where it
    does anything else, any of all."""
    for call in group.calls:
        only = done.only.get((call.source, call.target))
        if only is not None:
            yield replace(group, calls=(call,), need=1), only
    does = {call.target: done.to(call) for call in group.calls}
    every = frozenset().union(*does.values())
    if not every:
        return
    if len(group.calls) == group.need:
        if not _only_fills(design, caller, group, done):
            yield group, every
        return
    if caller.id not in done.named:
        # one call to one of them, which is a write where any of them keeps what is written
        every = _strongest(every)
    taking = _taking_writes(design, group, does) if Access.WRITE in every else group
    if Access.WRITE in every:
        yield taking, frozenset({Access.WRITE})
    rest = every - {Access.WRITE}
    if rest and (Access.WRITE not in every or _asks_more(design, caller, group, taking)):
        yield group, rest


def _strongest(every: frozenset[Access | None]) -> frozenset[Access | None]:
    order = (Access.WRITE, Access.READ, None)
    return frozenset({next(each for each in order if each in every)})


def _taking_writes(
    design: Design, group: CallGroup, does: Mapping[str, frozenset[Access | None]]
) -> CallGroup:
    """Those of a group that take a write: the stores, unless only copies of them are written."""
    written = [name for name, each in does.items() if Access.WRITE in each]
    stores = tuple(call for call in group.calls if not answers_from_copies(design, call.target))
    if any(not answers_from_copies(design, each) for each in written):
        return replace(group, calls=stores, need=min(group.need, len(stores)))
    return group


def _asks_more(design: Design, caller: Component, group: CallGroup, taking: CallGroup) -> bool:
    """Whether reading from any of a group can fail although what takes its writes is up."""
    return (
        group.failover is not None
        or kind_of(caller).resolves_names
        or any(
            tells_accesses_apart(design.components[call.target])
            for call in taking.calls
            if call.target in design.components
        )
    )


def _only_fills(design: Design, caller: Component, group: CallGroup, done: _Done) -> bool:
    """Whether the calls do no more than write to caches what the caller writes to a store too."""
    fills = all(
        answers_from_copies(design, call.target)
        and done.accesses.get((call.source, call.target)) == frozenset((Access.WRITE,))
        for call in group.calls
    )
    return fills and any(
        source == caller.id
        and Access.WRITE in done.accesses[source, target]
        and keeps_data(design, target)
        and not answers_from_copies(design, target)
        for source, target in done.accesses
    )


def answers_from_copies(design: Design, name: str) -> bool:
    """Whether a component answers from copies of what another store keeps."""
    component = design.components.get(name)
    return component is not None and kind_of(component).answers_from_copies
