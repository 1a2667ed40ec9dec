"""Which calls a journey makes, and which of them it cannot do without."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.traffic.operations import Stored, accesses, keeps_data, stored_by
from sdgen.design.calls import calls_of
from sdgen.design.records import Access, CallGroup, Component, Design, Journey
from sdgen.kinds import Role, kind_of


class JourneyCalls(Struct, frozen=True):
    """``components`` are those that count, the actor first; ``required`` maps each to the groups
    of calls that it needs there."""

    components: tuple[str, ...]
    required: dict[str, tuple[CallGroup, ...]]


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


def all_calls(design: Design) -> JourneyCalls:
    """Every component of the design with everything that it needs, whoever asks."""
    required = {
        component.id: tuple(group for group in component.calls if _counts(group, False))
        for component in design.components.values()
    }
    return JourneyCalls(tuple(required), required)


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
    """What a journey does along its steps: by caller and target, and whether ``only`` there."""

    accesses: Mapping[tuple[str, str], frozenset[Access | None]]
    only: frozenset[tuple[str, str]]
    stored: Stored

    def to(self, source: str, target: str) -> frozenset[Access | None]:
        """What the caller does to a target; of one that no step names what its entities tell."""
        found = self.accesses.get((source, target))
        return frozenset({self.stored.access_to(target)}) if found is None else found


def _done(design: Design, journey: Journey) -> _Done:
    found: dict[tuple[str, str], set[Access | None]] = {}
    for step, access in zip(journey.steps, accesses(design, journey), strict=True):
        found.setdefault((step.source, step.target), set()).add(access)
    return _Done(
        {ends: frozenset(each) for ends, each in found.items()},
        frozenset((step.source, step.target) for step in journey.steps if step.only),
        stored_by(design, journey),
    )


def _reached(design: Design, journey: Journey, *, beyond: bool) -> JourneyCalls:
    steps = {(step.source, step.target) for step in journey.steps}
    named = {name for step in steps for name in step}
    includes_async = journey.objectives is not None and journey.objectives.includes_async
    done = _done(design, journey)
    required: dict[str, tuple[CallGroup, ...]] = {}
    queue = deque([journey.actor])
    while queue:
        name = queue.popleft()
        component = design.components.get(name)
        if component is None or name in required:
            continue
        made = tuple(
            group
            for group in component.calls
            if name not in named or any((name, call.target) in steps for call in group.calls)
        )
        required[name] = tuple(
            needed
            for group in made
            if _counts(group, includes_async)
            for needed in _needed(design, component, group, done)
        )
        followed = made if beyond else required[name]
        queue.extend(call.target for group in followed for call in group.calls)
    return JourneyCalls(tuple(required), required)


def _counts(group: CallGroup, includes_async: bool) -> bool:
    """A group with a member that may be left out is met without it, and so never counts."""
    return not any(
        call.optional or call.dead_letter or (call.asynchronous and not includes_async)
        for call in group.calls
    )


def _needed(
    design: Design, caller: Component, group: CallGroup, done: _Done
) -> Iterator[CallGroup]:
    """What a journey needs of a group of calls: where it writes, one of the stores that take the
    write; where a step says ``only``, that target itself."""
    if len(group.calls) == group.need:
        if not _only_fills(design, caller, group, done):
            yield group
        return
    alone = [call for call in group.calls if (call.source, call.target) in done.only]
    yield from (replace(group, calls=(call,), need=1) for call in alone)
    if alone:
        return
    written = [
        call.target for call in group.calls if Access.WRITE in done.to(call.source, call.target)
    ]
    stores = tuple(call for call in group.calls if not answers_from_copies(design, call.target))
    if stores and any(not answers_from_copies(design, each) for each in written):
        yield replace(group, calls=stores, need=min(group.need, len(stores)))
    else:
        yield group


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
