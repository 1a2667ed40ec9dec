"""Messages: who takes them from where, and that nobody waits for them.

``consumes: [q]`` on a worker is the call q -> worker, whichever way round the steps of a journey
write it. Calls out of a queue, stream or topic are asynchronous unless they say otherwise, and so
is a group of them as a whole. What could not be worked off goes to the dead letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from sdgen.base.findings import Severity
from sdgen.base.span import Places, Span
from sdgen.base.subject import Subject
from sdgen.design.calls import calls_from, targets_of
from sdgen.design.records import Call, CallGroup, Component, Design, Journey, Step
from sdgen.design.spelling import KEBAB, python_pattern
from sdgen.kinds import KINDS, Role
from sdgen.model import codes
from sdgen.model.calls import ASYNCHRONOUS
from sdgen.model.fields import Values, read_fields
from sdgen.model.gather import EMPTY, Gather, spans

NOWHERE = ("none", "discarded", "dropped", "deleted")
"""Words for messages that are given up."""


def with_messages(design: Design, gather: Gather) -> Design:
    """The design with the calls and steps by which messages travel."""
    components = dict(design.components)
    journeys = dict(design.journeys)
    for name, component in design.components.items():
        components[name] = _asynchronous(component)
    for component in design.components.values():
        _consume(component, components, gather)
    stepped = {(step.source, step.target) for each in journeys.values() for step in each.steps}
    for component in design.components.values():
        _draw_dead_letters(component, components, stepped, gather)
    for name, journey in design.journeys.items():
        journeys[name] = _turned(journey, components)
    _drop_pulls(components, journeys)
    return replace(design, components=components, journeys=journeys)


def is_broker(component: Component | None) -> bool:
    """Whether it hands messages to whoever takes them."""
    kind = KINDS.get(component.kind) if component is not None else None
    return kind is not None and kind.role is Role.BROKER


def _asynchronous(component: Component) -> Component:
    """Calls out of a broker are not waited for."""
    if not is_broker(component) or not component.calls:
        return component
    return replace(component, calls=tuple(_group_asynchronous(each) for each in component.calls))


def _group_asynchronous(group: CallGroup) -> CallGroup:
    calls = tuple(
        each if "asynchronous" in each.spans else replace(each, asynchronous=True)
        for each in group.calls
    )
    return replace(group, calls=calls)


def _consume(component: Component, components: dict[str, Component], gather: Gather) -> None:
    """The calls of the queues that a component says it consumes."""
    for index, name in enumerate(component.consumes):
        queue = components.get(name)
        if queue is None:
            continue  # an unknown id is found with all others
        span = component.span_of_item("consumes", index)
        if not is_broker(queue):
            gather.report(
                codes.CONTRADICTION,
                f"component '{component.id}' consumes '{name}', which holds no messages: it is a "
                f"{queue.kind}",
                span,
                "name a queue, a stream or a topic, or write what it calls under 'calls'",
                component.id,
            )
        elif name == component.id:
            gather.report(
                codes.CONTRADICTION,
                f"component '{component.id}' consumes itself",
                span,
                "name the queue, stream or topic that its messages come from",
                component.id,
            )
        elif name in targets_of(component):
            gather.report(
                codes.CONTRADICTION,
                f"component '{component.id}' consumes '{name}' and calls it too",
                span,
                f"leave '{name}' out of 'calls' if it takes messages from there, or out of "
                "'consumes' if it only publishes",
                component.id,
            )
        elif name in component.consumes[:index]:
            gather.report(
                codes.CONTRADICTION,
                f"component '{component.id}' consumes '{name}' twice",
                span,
                "name it once; several consumers at the same time are its 'replicas'",
                component.id,
                Severity.WARNING,
            )
        elif component.id not in targets_of(queue):
            components[name] = _with_call(queue, _taking(component, name, span, gather))


def _taking(component: Component, queue: str, span: Span, gather: Gather) -> Call:
    """The call by which a queue's messages reach a component, with what defaults give it."""
    options, places = _default_options(component, f"consumes '{queue}'", gather)
    return Call(
        span=span,
        spans=Places({**places, "target": span}),
        source=queue,
        target=component.id,
        **{"asynchronous": True, **options},
    )


def _default_options(component: Component, what: str, gather: Gather) -> tuple[Values, Places]:
    """What defaults give a call that a component says in other words, and where they say it."""
    given = gather.call_options.get(component.span.file, EMPTY)
    where = Subject("component", component.id).within(what)
    return read_fields(Call, given, where, gather), spans(given, ASYNCHRONOUS)


def _draw_dead_letters(
    component: Component,
    components: dict[str, Component],
    stepped: set[tuple[str, str]],
    gather: Gather,
) -> None:
    """The line from a queue, or from a consumer that sorts them out, to where dead letters wait, if
    that is a component: a call of its own, or one that there is and no step goes along."""
    target = component.properties.get("dead_letter")
    if not isinstance(target, str):
        return
    span = component.span_of("dead_letter")
    if target == component.id:
        gather.report(
            codes.CONTRADICTION,
            f"component '{component.id}', 'dead_letter': what it cannot hand over would come back "
            "to it",
            span,
            "name another queue, or say in words what happens to such messages",
            component.id,
        )
    if target in components and target != component.id:
        _check_dead_letter_target(component, target, span, components, gather)
    if target not in components:
        _check_dead_letter(component, target, span, components, gather)
    if target not in components or target == component.id:
        return
    queue = components[component.id]
    if target not in targets_of(queue):
        options, places = _default_options(component, f"dead letters to '{target}'", gather)
        options |= {"asynchronous": True, "optional": False, "label": "dead letters"}
        call = Call(
            span=span,
            spans=Places({**places, "target": span}),
            source=component.id,
            target=target,
            dead_letter=True,
            **options,
        )
        components[component.id] = _with_call(queue, call)
    elif (component.id, target) not in stepped:
        calls = tuple(_for_dead_letters(group, target) for group in queue.calls)
        components[component.id] = replace(queue, calls=calls)


def _for_dead_letters(group: CallGroup, target: str) -> CallGroup:
    if len(group.calls) > 1 or group.calls[0].target != target:
        return group
    (call,) = group.calls
    label = call.label or "dead letters"
    return replace(group, calls=(replace(call, asynchronous=True, label=label, dead_letter=True),))


def _check_dead_letter(
    component: Component, said: str, span: Span, components: Iterable[str], gather: Gather
) -> None:
    """One word is no sentence: the id of a component that there is not."""
    if gather.may_be_defined(said) or said in NOWHERE:
        return
    if python_pattern(KEBAB).search(said):
        gather.report(
            codes.UNKNOWN_COMPONENT,
            f"component '{component.id}', 'dead_letter': there is no component '{said}'",
            span,
            f"{gather.suggest(said, components, 'components')}; or say in a few words what happens to "
            "such messages",
            component.id,
            Severity.WARNING,
            gather.mend(span, said, components),
        )


def _check_dead_letter_target(
    component: Component,
    target: str,
    span: Span,
    components: Mapping[str, Component],
    gather: Gather,
) -> None:
    """Dead letters wait somewhere until somebody looks: with no user, and not in a circle."""
    kind = KINDS.get(components[target].kind)
    if kind is not None and kind.role is Role.ACTOR:
        gather.report(
            codes.CONTRADICTION,
            f"component '{component.id}', 'dead_letter': '{target}' is a {kind.name}, which keeps no "
            "messages",
            span,
            "name a queue or a store, or say in words what happens to such messages",
            component.id,
        )
    way, here = [component.id], target
    while here in components and here not in way:
        way.append(here)
        here = str(components[here].properties.get("dead_letter", ""))
    if here == component.id and component.id == min(way):
        gather.report(
            codes.CONTRADICTION,
            f"component '{component.id}', 'dead_letter': messages that nobody can work off go round in "
            f"a circle: {' -> '.join((*way, here))}",
            span,
            "let one of them keep its dead letters, and say in words what happens to them",
            component.id,
        )


def _turned(journey: Journey, components: dict[str, Component]) -> Journey:
    """The journey with each step from a consumer to its queue as the message goes: from the queue.
    A worker that the journey has not reached cannot be publishing there."""
    reached = {journey.actor}
    steps: list[Step] = []
    for step in journey.steps:
        consumer, queue = components.get(step.source), components.get(step.target)
        if consumer is not None and queue is not None and is_broker(queue):
            pulls = step.source not in reached and step.target in reached
            if step.target in consumer.consumes or (
                pulls and _pull(consumer.id, queue.id, components)
            ):
                step = _turn(step)
        reached.add(step.target)
        steps.append(step)
    return replace(journey, steps=tuple(steps)) if steps else journey


def _pull(consumer: str, queue: str, components: dict[str, Component]) -> bool:
    """Gives the queue the call that its consumer has to it, the other way round, if there is one."""
    calls = calls_from(components[consumer])
    call = next((each for each in calls if each.target == queue), None)
    if call is None:
        return False
    if consumer not in targets_of(components[queue]):
        turned = replace(
            call, source=queue, target=consumer, number=1, asynchronous=True, pool=None
        )
        components[queue] = _with_call(components[queue], turned)
    if queue not in components[consumer].pulls:
        pulls = (*components[consumer].pulls, queue)
        components[consumer] = replace(components[consumer], pulls=pulls)
    return True


def _drop_pulls(components: dict[str, Component], journeys: dict[str, Journey]) -> None:
    """Leaves out the calls of consumers to their queues, unless some journey publishes by them."""
    used = {(step.source, step.target) for each in journeys.values() for step in each.steps}
    for name, component in components.items():
        gone = {queue for queue in component.pulls if (name, queue) not in used}
        if gone:
            calls = tuple(
                group
                for group in component.calls
                if len(group.calls) > 1 or group.calls[0].target not in gone
            )
            components[name] = replace(component, calls=calls)


def _turn(step: Step) -> Step:
    places = Places(
        {**step.spans, "source": step.span_of("target"), "target": step.span_of("source")}
    )
    return replace(step, source=step.target, target=step.source, spans=places, chained=False)


def _with_call(component: Component, call: Call) -> Component:
    return replace(component, calls=(*component.calls, CallGroup(span=call.span, calls=(call,))))
