"""How a figure of an estimate came about: its formula, and each input with its place in the file.

Figures are named ``OWNER.figure``: ``home-timeline.peak``, ``tweet-store.storage``, ``Tweet.rows``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from sdgen.analyses.estimate import Estimate
from sdgen.analyses.explain.explanation import Explanation, Input, given
from sdgen.analyses.explain.memory import explain_memory
from sdgen.analyses.latency.service import service_time
from sdgen.analyses.latency.timeline import Timeline
from sdgen.analyses.latency.visits import Calls
from sdgen.analyses.replication import copies_kept, has_leader, most_replicas
from sdgen.analyses.storage.stores import fill_factor
from sdgen.analyses.traffic.capacity import busiest_formula, carried_formula, copies_read, serving
from sdgen.analyses.traffic.flow import passes
from sdgen.design.records import Call, Component, Design, Entity, Journey, Step
from sdgen.model.figures import COMPONENT_FIGURES, ENTITY_FIGURES, JOURNEY_FIGURES
from sdgen.model.rates import counted_users, users_key
from sdgen.model.users import own_users
from sdgen.quantity import Dimension, Quantity


def explainable(found: Estimate) -> tuple[str, ...]:
    """The names of all figures."""
    return figure_names(found.design)


def figure_names(design: Design) -> tuple[str, ...]:
    """The names of all figures of a design; none is computed."""
    owners = (
        (design.journeys, JOURNEY_FIGURES),
        (design.components, COMPONENT_FIGURES),
        (design.data, ENTITY_FIGURES),
    )
    names = [f"{name}.{each}" for held, figures in owners for name in held for each in figures]
    return tuple(dict.fromkeys(names))


def explain(
    found: Estimate, name: str, course_of: Callable[[str], Timeline | None] = lambda _: None
) -> tuple[Explanation, ...]:
    """How the figure came about; two answers where a journey and a component share the name, none
    where there is no such figure. ``course_of`` gives the course of a journey, which explains its
    latency."""
    owner, _, figure = name.rpartition(".")
    design = found.design
    answers = []
    if owner in design.journeys and figure in JOURNEY_FIGURES:
        answer = _journey(found, design.journeys[owner], figure)
        course = course_of(owner) if answer.dimension is Dimension.DURATION else None
        answers.append(replace(answer, course=course))
    if owner in design.components and figure in COMPONENT_FIGURES:
        answers.append(_component(found, design.components[owner], figure))
    if owner in design.data and figure in ENTITY_FIGURES:
        answers.append(_entity(found, design.data[owner], figure))
    # what two steps share is said once
    return tuple(replace(each, inputs=tuple(dict.fromkeys(each.inputs))) for each in answers)


def _journey(found: Estimate, journey: Journey, figure: str) -> Explanation:
    name = f"{journey.id}.{figure}"
    if figure in ("p50", "p99"):
        latency = found.latency.get(journey.id)
        value = None if latency is None else latency.p50 if figure == "p50" else latency.p99
        share = "half" if figure == "p50" else "99%"
        formula = (
            f"the time that {share} of all runs stay within: steps in order, parallel ones at once, "
            "each with its wait (M/G/c) at the peak and its attempts"
        )
        inputs = tuple(_times_of_components(found, journey))
        return Explanation(name, value, Dimension.DURATION, formula, inputs)
    load = found.load.journeys.get(journey.id)
    value = None if load is None else load.average if figure == "average" else load.peak
    per_user = journey.rate is not None and journey.rate.dimension is Dimension.USER_RATE
    formula = "users x actions of a user" if per_user else "the rate that is given"
    inputs = tuple(_rate(found, journey))
    if figure == "peak":
        formula += " x peak factor"
        inputs += _peak_factor(found)
    return Explanation(name, value, Dimension.RATE, formula, inputs)


def _rate(found: Estimate, journey: Journey) -> Iterator[Input]:
    if journey.rate is None:
        return
    users = counted_users(found.design, journey)
    if users is not None:
        key = users_key(journey.rate)
        actor = found.design.components.get(journey.actor)
        own = actor is not None and own_users(actor, key) is not None
        owner = actor if own else found.design.scale
        assert owner is not None, "somebody has said how many users there are"
        whose = f" of {actor.id}" if own and actor is not None else ""
        yield given(f"{key.replace('_', ' ')}{whose}", users, owner.span_of(key))
    yield given(f"rate of {journey.id}", journey.rate, journey.span_of("rate"))


def _peak_factor(found: Estimate) -> tuple[Input, ...]:
    scale = found.design.scale
    if scale is None or scale.peak is None:
        return ()
    return (given("peak factor", scale.peak, scale.span_of("peak")),)


def _times_of_components(found: Estimate, journey: Journey) -> Iterator[Input]:
    """Of each component that a step reaches: its own times, and how busy it is."""
    targets = dict.fromkeys(step.target for step in journey.steps)
    for component in (found.design.components.get(name) for name in targets):
        service = service_time(component) if component is not None else None
        if component is None or service is None:
            continue
        latency = component.latency
        parts = (
            ("p50", latency.p50 if latency is not None else None),
            ("p99", latency.p99 if latency is not None else None),
        )
        for key, quantity in parts:
            place = latency.span_of(key) if latency is not None else component.span
            if quantity is not None:
                yield given(f"{component.id} {key}", quantity, place)
            else:
                value = service.median if key == "p50" else service.high()
                yield Input(f"{component.id} {key}, assumed", value, Dimension.DURATION, place)
        used = found.load.utilisation.get(component.id)
        if used is not None:
            place = component.span_of("capacity")
            yield Input(f"{component.id} utilisation", used.share, Dimension.RATIO, place)
    calls = Calls(found.design)
    for step in journey.steps:
        call, attempts = calls.between(step)
        if call is not None and attempts is not None and not call.asynchronous:
            yield from _attempts(call)
        if step.times is not None:
            yield given(f"times of {step.source} -> {step.target}", step.times, step.span)
        elif step.on_miss:
            yield from _hit_ratio(found, step.on_miss)


def _steps_to(found: Estimate, component: str) -> Iterator[Step]:
    for journey in found.design.journeys.values():
        yield from (step for step in journey.steps if step.target == component)


def _hit_ratio(found: Estimate, cache: str) -> Iterator[Input]:
    """What a cache says of the look-ups that it answers, of which a step serves the others."""
    component = found.design.components[cache]
    ratio = component.properties.get("hit_ratio")
    if isinstance(ratio, Quantity):
        yield given(f"hit ratio of {cache}", ratio, component.span_of("hit_ratio"))


def _attempts(call: Call) -> Iterator[Input]:
    """What a call says of its attempts."""
    for key in ("timeout", "failures", "backoff"):
        quantity: Quantity | None = getattr(call, key)
        if quantity is not None:
            yield given(f"{key} of {call.id}", quantity, call.span_of(key))
    if call.retries:
        place = call.span_of("retries")
        yield Input(f"retries of {call.id}", float(call.retries), Dimension.COUNT, place)


def _component(found: Estimate, component: Component, figure: str) -> Explanation:
    name = f"{component.id}.{figure}"
    load = found.load.components.get(component.id)
    if figure in ("average", "peak"):
        value = None if load is None else load.average if figure == "average" else load.peak
        formula = "sum over the steps to it: rate of the caller x times"
        if any(step.on_miss for step in _steps_to(found, component.id)):
            formula += ", or look-ups in the cache x the share that misses"
        inputs = tuple(_arrivals(found, component.id))
        if figure == "peak":
            formula = f"({formula}) x peak factor"
            inputs += _peak_factor(found)
        return Explanation(name, value, Dimension.RATE, formula, inputs)
    if figure in ("ingress", "egress"):
        value = None if load is None else load.request if figure == "ingress" else load.response
        bytes_of = "request" if figure == "ingress" else "response"
        formula = f"(sum over the steps to it: rate x bytes of the {bytes_of}) x peak factor"
        inputs = (*_arrivals(found, component.id, bytes_of), *_peak_factor(found))
        return Explanation(name, value, Dimension.BYTE_RATE, formula, inputs)
    if figure == "storage":
        store = found.storage.stores.get(component.id)
        value = None if store is None else store.bytes_at_horizon
        formula = "(sum over its entities: rows at the horizon x size) x copies / fill"
        inputs = tuple(_stored(found, component))
        return Explanation(name, value, Dimension.BYTES, formula, inputs)
    if figure == "memory":
        return explain_memory(found, component)
    used = found.load.utilisation.get(component.id)
    if figure == "capacity":
        value = found.load.carried(component)
        formula = carried_formula(component)
        return Explanation(name, value, Dimension.RATE, formula, tuple(_capacity(component)))
    share = None if used is None else used.share
    mix = found.load.operations.get(component.id)
    works = mix is not None and mix.work is not None
    formula = (
        f"peak rate of the steps to it (rate of the caller x times x peak factor)"
        f"{', each with what it takes of the capacity' if works else ''}, on the busiest "
        f"replica: {busiest_formula(component)}"
    )
    inputs = (*_arrivals(found, component.id), *_peak_factor(found), *_capacity(component))
    return Explanation(name, share, Dimension.RATIO, formula, inputs)


def _capacity(component: Component) -> Iterator[Input]:
    place = component.span_of("capacity")
    if component.capacity is not None:
        yield given("capacity of a replica", component.capacity, place)
    if component.capacities is not None:
        for key in ("reads", "writes"):
            quantity: Quantity = getattr(component.capacities, key)
            yield given(f"{key} of a replica", quantity, component.capacities.span_of(key))
    replicas = component.span_of("replicas")
    number = float(most_replicas(component))
    yield Input("replicas", number, Dimension.COUNT, replicas)
    one_leads = has_leader(component) and component.replicas.copies is None
    copies = 1 if one_leads else copies_kept(component)
    if copies > 1:
        yield Input("copies", float(copies), Dimension.COUNT, replicas)
    asked = copies_read(component)
    need = component.replicas.span_of("need")
    if copies > 1 and asked > 1:
        yield Input("copies that a read asks", float(asked), Dimension.COUNT, need)
    work = serving(component, most_replicas(component))
    if one_leads and 1 < work < number:
        yield Input("replicas that serve", float(work), Dimension.COUNT, need)


def _arrivals(found: Estimate, component: str, bytes_of: str = "") -> Iterator[Input]:
    """Each step to a component: its rate, the times that it multiplies by, its bytes if wanted."""
    for journey in found.design.journeys.values():
        for each in passes(found.design, journey):
            if each.call.target != component:
                continue
            step = each.step
            arrow = f"{journey.id}: {each.call.source} -> {each.call.target}"
            place = each.call.span if step is None else step.span
            yield Input(f"{arrow}, rate", each.average, Dimension.RATE, place)
            if step is not None and step.times is not None:
                yield given(f"{arrow}, times", step.times, step.span_of("times"))
            elif step is not None and step.on_miss:
                yield from _hit_ratio(found, step.on_miss)
            if step is not None and step.work is not None:
                yield given(f"{arrow}, work", step.work, step.span_of("work"))
            if step is not None and step.batch is not None:
                place = step.span_of("batch")
                yield Input(f"{arrow}, batch", float(step.batch), Dimension.COUNT, place)
            size = each.request if bytes_of == "request" else each.response
            if bytes_of and size is not None:
                owner = journey if step is None or bytes_of not in step.spans else step
                place = owner.span_of(bytes_of)
                yield Input(f"{arrow}, bytes", size, Dimension.BYTES, place)
        if journey.rate is not None and component in {journey.actor, *_targets(found, journey)}:
            yield from _rate(found, journey)


def _targets(found: Estimate, journey: Journey) -> frozenset[str]:
    return frozenset(each.call.target for each in passes(found.design, journey))


def _stored(found: Estimate, component: Component) -> Iterator[Input]:
    for entity in found.design.data.values():
        if entity.store == component.id:
            yield from _kept(found, entity)
    copies = copies_kept(component)
    if component.replicas.copies is not None or copies > 1:
        yield Input("copies", float(copies), Dimension.COUNT, component.span_of("replicas"))
    if "fill" in component.properties:
        fill = fill_factor(component)
        yield Input("fill", fill, Dimension.RATIO, component.span_of("fill"))


def _entity(found: Estimate, entity: Entity, figure: str) -> Explanation:
    kept = found.storage.entities[entity.id]
    name = f"{entity.id}.{figure}"
    rows = "rows now + rows added a second x the time for which they are kept"
    if _grows(found):
        rows += ", the rate growing with the load"
    inputs = tuple(_kept(found, entity))
    if figure == "rows":
        inputs = tuple(each for each in inputs if not each.name.startswith("size"))
        return Explanation(name, kept.rows_at_horizon, Dimension.COUNT, rows, inputs)
    formula = f"({rows}) x size"
    return Explanation(name, kept.bytes_at_horizon, Dimension.BYTES, formula, inputs)


def _kept(found: Estimate, entity: Entity) -> Iterator[Input]:
    """What the rows and bytes of an entity come from."""
    design = found.design
    kept = found.storage.entities[entity.id]
    if entity.rows is not None:
        yield given(f"rows of {entity.id} now", entity.rows, entity.span_of("rows"))
    if entity.growth is not None:
        yield given(f"growth of {entity.id}", entity.growth, entity.span_of("growth"))
    elif entity.created_by is not None and entity.created_by in design.journeys:
        yield from _rate(found, design.journeys[entity.created_by])
    if kept.added is not None:
        place = entity.span_of("growth" if entity.growth is not None else "created_by")
        yield Input(f"rows of {entity.id} added", kept.added, Dimension.RATE, place)
    if design.scale is not None and design.scale.horizon is not None:
        yield given("horizon", design.scale.horizon, design.scale.span_of("horizon"))
        if design.scale.growth is not None and kept.added is not None:
            place = design.scale.span_of("growth")
            yield given("growth of load a year", design.scale.growth, place)
    if entity.retention is not None:
        place = entity.span_of("retention")
        yield given(f"retention of {entity.id}", entity.retention, place)
    if entity.size is not None:
        yield given(f"size of {entity.id}", entity.size, entity.span_of("size"))
    elif kept.size is not None:
        place = entity.span_of("fields")
        yield Input(f"size of {entity.id}, from its fields", kept.size, Dimension.BYTES, place)


def _grows(found: Estimate) -> bool:
    """Whether what is written by the horizon grows with the load."""
    scale = found.design.scale
    return scale is not None and scale.growth is not None and scale.horizon is not None
