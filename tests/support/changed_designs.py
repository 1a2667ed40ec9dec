"""Designs changed at random, as a pull request changes them: what two designs are compared by."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from msgspec.structs import replace

from sdgen.design.records import Call, CallGroup, Component, Design, Group
from sdgen.quantity import Dimension, Quantity


def changed(design: Design, seed: int, steps: int = 5) -> Design:
    """The design after so many changes, the same ones for the same seed."""
    random = Random(seed)
    for _ in range(steps):
        design = random.choice(CHANGES)(design, random)
    return design


def _some(design: Design, random: Random) -> Component:
    return design.components[random.choice(list(design.components))]


def _with(design: Design, component: Component) -> Design:
    return replace(design, components={**design.components, component.id: component})


def _without_component(design: Design, random: Random) -> Design:
    if len(design.components) < 3:
        return design
    gone = _some(design, random).id
    components = {
        name: _without_calls(each, gone) for name, each in design.components.items() if name != gone
    }
    journeys = {
        name: each
        for name, each in design.journeys.items()
        if all(gone not in (step.source, step.target) for step in each.steps)
    }
    return replace(design, components=components, journeys=journeys)


def _without_calls(component: Component, target: str) -> Component:
    left = [
        replace(group, calls=tuple(call for call in group.calls if call.target != target), need=1)
        for group in component.calls
    ]
    return replace(component, calls=tuple(group for group in left if group.calls))


def _another(design: Design, random: Random) -> Design:
    model, caller = _some(design, random), _some(design, random)
    name = f"new-{len(design.components)}-{random.randrange(1000)}"
    made = replace(model, id=name, name=f"New {model.name}", calls=(), runs_on="")
    made = replace(made, replicas=replace(made.replicas, count=random.randrange(1, 9)))
    made = replace(made, calls=(_call(made.id, model.id, made),))
    grown = _with(design, made)
    return _with(grown, _calling(grown.components[caller.id], made.id))


def _call(source: str, target: str, of: Component, number: int = 1) -> CallGroup:
    call = Call(source=source, target=target, number=number, span=of.span)
    return CallGroup(calls=(call,), span=of.span)


def _calling(component: Component, target: str) -> Component:
    number = 1 + sum(call.target == target for group in component.calls for call in group.calls)
    call = _call(component.id, target, component, number)
    return replace(component, calls=(*component.calls, call))


def _another_call(design: Design, random: Random) -> Design:
    caller, called = _some(design, random), _some(design, random)
    return _with(design, _calling(caller, called.id))


def _one_call_less(design: Design, random: Random) -> Design:
    callers = [each for each in design.components.values() if each.calls]
    if not callers:
        return design
    caller = random.choice(callers)
    left = list(caller.calls)
    left.pop(random.randrange(len(left)))
    return _with(design, replace(caller, calls=tuple(left)))


def _other_call(design: Design, random: Random) -> Design:
    callers = [each for each in design.components.values() if each.calls]
    if not callers:
        return design
    caller = random.choice(callers)
    place = random.randrange(len(caller.calls))
    group = caller.calls[place]
    first, *others = group.calls
    wait = random.choice((20, 50, 200, 500))
    other = replace(
        first,
        timeout=Quantity(wait / 1000, Dimension.DURATION, f"{wait} ms"),
        retries=random.randrange(4),
    )
    calls = list(caller.calls)
    calls[place] = replace(group, calls=(other, *others))
    return _with(design, replace(caller, calls=tuple(calls)))


def _more_replicas(design: Design, random: Random) -> Design:
    one = _some(design, random)
    count = one.replicas.count + random.randrange(1, 20)
    return _with(design, replace(one, replicas=replace(one.replicas, count=count, given=True)))


def _other_zones(design: Design, random: Random) -> Design:
    one = _some(design, random)
    zones = [name for name, each in design.domains.items() if each.level == "zone"]
    picked = tuple(each for each in zones if random.random() < 0.6)
    return _with(design, replace(one, zones=picked, place={}))


def _other_properties(design: Design, random: Random) -> Design:
    one = _some(design, random)
    notes = random.choice(
        ("", "seen", "moves to another team next quarter, with all that it keeps")
    )
    return _with(design, replace(one, technology=random.choice(("Go", "Rust 1.80")), notes=notes))


def _moved(design: Design, random: Random) -> Design:
    one = _some(design, random)
    groups = [None, *design.groups]
    return _with(design, replace(one, group=random.choice(groups)))


def _another_group(design: Design, random: Random) -> Design:
    name = f"group-{len(design.groups)}-{random.randrange(1000)}"
    one = _some(design, random)
    grown = replace(
        design, groups={**design.groups, name: Group(id=name, name="A new group", span=design.span)}
    )
    return _with(grown, replace(one, group=name))


CHANGES: tuple[Callable[[Design, Random], Design], ...] = (
    _without_component,
    _another,
    _another,
    _another_call,
    _one_call_less,
    _other_call,
    _more_replicas,
    _other_zones,
    _other_properties,
    _moved,
    _another_group,
)
