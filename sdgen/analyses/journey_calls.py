"""Which calls a journey makes, and which of them it cannot do without."""

from __future__ import annotations

from dataclasses import dataclass

from sdgen.model.design import CallGroup, Design, Journey


@dataclass(frozen=True, slots=True)
class JourneyCalls:
    """``components`` are those that the journey reaches by calls that count for its availability,
    the actor first; ``required`` maps each to the groups of calls that it needs there."""

    components: tuple[str, ...]
    required: dict[str, tuple[CallGroup, ...]]


def required_calls(design: Design, journey: Journey) -> JourneyCalls:
    """The calls that must be answered for the journey to be up.

    Steps say which calls a component makes, and a group of alternatives counts whole once one of
    its members is used; a journey without steps makes every call. Optional calls never count,
    asynchronous ones only where the journey's objectives include them.
    """
    steps = {(step.source, step.target) for step in journey.steps}
    includes_async = journey.objectives is not None and journey.objectives.includes_async
    required: dict[str, tuple[CallGroup, ...]] = {}
    queue = [journey.actor]
    while queue:
        name = queue.pop(0)
        component = design.components.get(name)
        if component is None or name in required:
            continue
        groups = tuple(
            group
            for group in component.calls
            if _counts(group, includes_async)
            and (not steps or any((name, call.target) in steps for call in group.calls))
        )
        required[name] = groups
        queue.extend(call.target for group in groups for call in group.calls)
    return JourneyCalls(tuple(required), required)


def _counts(group: CallGroup, includes_async: bool) -> bool:
    """A group with a member that may be left out is met without it, and so never counts."""
    return not any(
        call.optional or (call.asynchronous and not includes_async) for call in group.calls
    )
