"""Which calls a journey makes, and which of them it cannot do without."""

from __future__ import annotations

from collections import deque

from msgspec import Struct

from sdgen.design.calls import calls_of
from sdgen.design.records import CallGroup, Component, Design, Journey
from sdgen.kinds import Role, kind_of


class JourneyCalls(Struct, frozen=True):
    """``components`` are those that count, the actor first; ``required`` maps each to the groups
    of calls that it needs there."""

    components: tuple[str, ...]
    required: dict[str, tuple[CallGroup, ...]]


def required_calls(design: Design, journey: Journey) -> JourneyCalls:
    """The calls that must be answered for the journey to be up, and the components they reach.

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


def _reached(design: Design, journey: Journey, *, beyond: bool) -> JourneyCalls:
    steps = {(step.source, step.target) for step in journey.steps}
    named = {name for step in steps for name in step}
    includes_async = journey.objectives is not None and journey.objectives.includes_async
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
        required[name] = tuple(group for group in made if _counts(group, includes_async))
        followed = made if beyond else required[name]
        queue.extend(call.target for group in followed for call in group.calls)
    return JourneyCalls(tuple(required), required)


def _counts(group: CallGroup, includes_async: bool) -> bool:
    """A group with a member that may be left out is met without it, and so never counts."""
    return not any(
        call.optional or (call.asynchronous and not includes_async) for call in group.calls
    )
