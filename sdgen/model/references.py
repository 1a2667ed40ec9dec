"""Every id that a design uses is the id of something: who calls whom, where things run, what is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sdgen.base.span import Span
from sdgen.base.subject import Subject
from sdgen.base.words import listed
from sdgen.design.calls import calls_from, calls_of, targets_of
from sdgen.design.groups import members_of
from sdgen.design.records import Component, Design, Entity, Journey, Record
from sdgen.design.shapes import Element, ids_of
from sdgen.kinds import KINDS, Role
from sdgen.model import codes
from sdgen.model.gather import MOST_LISTED, Gather, shorten
from sdgen.model.messaging import is_broker


def check_references(design: Design, gather: Gather) -> None:
    """Report every id that names nothing, and every step that no call allows."""
    elements = _elements(design)
    gather.groups = members_of(design)
    gather.defined = frozenset(_everything(design)) if gather.incomplete else frozenset()
    for component in design.components.values():
        _check_component(component, elements, gather)
    for journey in design.journeys.values():
        _check_journey(journey, design, elements, gather)
    _check_estimates(design, gather)
    for operation in design.api.values():
        check_one(
            operation.journey,
            operation.span_of("journey"),
            Subject("operation", operation.id),
            ("journey", codes.UNKNOWN_JOURNEY, design.journeys),
            gather,
        )
    for entity in design.data.values():
        _check_entity(entity, elements, gather)
    for decision in design.decisions.values():
        _check_ids(decision, Subject("decision", decision.id), elements, gather)
    _check_monitoring(design, gather)
    everything = _everything(design)
    for risk in design.accepted:
        if risk.at == design.name:
            continue  # what is found about the design as a whole
        known: Known = ("component, journey or other part", codes.UNKNOWN_ELEMENT, everything)
        check_one(
            risk.at.replace(" ", ""), risk.span_of("at"), Subject("accepted risk"), known, gather
        )
    if design.views:
        from sdgen.model.view_references import check_view

        for view in design.views.values():
            check_view(view, design, gather)
    if gather.unknown:
        from sdgen.model.odd_ones import find_odd_ones

        find_odd_ones(design, gather)


Known = tuple[str, str, Iterable[str]]
"""What an id should name, the code where it names none, and the ids that there are."""


def _elements(design: Design) -> dict[Element, Known]:
    """What an id can be of: the word, the code where there is none such, and the ids."""
    kinds = {each.id: KINDS.get(each.kind) for each in design.components.values()}
    caches = {name for name, kind in kinds.items() if kind and kind.role is Role.CACHE}
    requirements = design.requirements
    required = {
        **(requirements.functional if requirements else {}),
        **(requirements.non_functional if requirements else {}),
    }
    found: dict[Element, tuple[str, Iterable[str]]] = {
        "cache": (codes.UNKNOWN_COMPONENT, caches),
        "component": (codes.UNKNOWN_COMPONENT, design.components),
        "domain": (codes.UNKNOWN_DOMAIN, design.domains),
        "entity": (codes.UNKNOWN_ENTITY, design.data),
        "group": (codes.UNKNOWN_GROUP, design.groups),
        "journey": (codes.UNKNOWN_JOURNEY, design.journeys),
        "requirement": (codes.UNKNOWN_REQUIREMENT, required),
    }
    return {each: (str(each), code, ids) for each, (code, ids) in found.items()}


def _check_ids(
    record: Record, where: Subject, elements: Mapping[Element, Known], gather: Gather
) -> None:
    """Every id that the user wrote under a key whose shape says what it is the id of."""
    for field, key, of in ids_of(type(record)):
        value = getattr(record, field)
        place = where.key(key)
        if isinstance(value, tuple):
            _check_many(value, key, record, place, elements[of], gather)
        elif isinstance(value, Mapping):
            for each in value:
                span = record.spans.get(f"{key}.{each}", record.span_of(key))
                check_one(each, span, place, elements[of], gather)
        elif key in record.spans:
            check_one(value, record.span_of(key), place, elements[of], gather)


def check_one(
    identifier: str | None, span: Span, where: Subject, known: Known, gather: Gather
) -> None:
    """Report an id that names nothing of what is known."""
    what, code, ids = known
    if not identifier:
        return
    if identifier in (ids if isinstance(ids, Mapping | set) else set(ids)):
        gather.uses[identifier] += 1
        return
    if gather.may_be_defined(identifier):
        return
    if code == codes.UNKNOWN_COMPONENT and identifier in gather.groups:
        _report_group(identifier, span, where, gather)
        return
    gather.report(
        code,
        f"{where}: there is no {what} '{shorten(identifier)}'",
        span,
        gather.suggest(identifier, ids, _plural(what)),
        where.id or identifier,
        fix=gather.mend(span, identifier, ids),
    )
    gather.unknown.setdefault((code, identifier), []).append(gather.findings[-1])


def _report_group(identifier: str, span: Span, where: Subject, gather: Gather) -> None:
    inside = gather.groups[identifier]
    gather.report(
        codes.UNKNOWN_COMPONENT,
        f"{where}: '{shorten(identifier)}' is a group, and only components can stand here",
        span,
        f"name those of its components that are meant: {listed(inside, MOST_LISTED)}"
        if inside
        else "name a component; the group has none",
        where.id or identifier,
    )


def _check_many(
    identifiers: Iterable[str],
    key: str,
    record: Record,
    where: Subject,
    known: Known,
    gather: Gather,
) -> None:
    for index, identifier in enumerate(identifiers):
        span = record.span_of_item(key, index)
        check_one(identifier, span, where, known, gather)


def _plural(what: str) -> str:
    last = {
        "entity": "entities",
        "property": "properties",
        "component, journey or other part": "ids",
        "journey, component or entity": "journeys, components and entities",
    }
    return last.get(what, f"{what}s")


# --- components -------------------------------------------------------------------------------


def _check_component(
    component: Component, elements: Mapping[Element, Known], gather: Gather
) -> None:
    where = Subject("component", component.id)
    components = elements["component"]
    for group in component.calls:
        _check_ids(group, where.within("calls"), elements, gather)
    for call in calls_from(component):
        check_one(call.target, call.span, where.within("calls"), components, gather)
        _check_ids(call, where.within(f"call to '{call.target}'"), elements, gather)
    _check_ids(component, where, elements, gather)
    _check_ids(component.replicas, where.key("replicas"), elements, gather)
    groups = elements["group"]
    check_one(component.group, component.span_of("group"), where, groups, gather)
    copied = component.properties.get("copy_of")
    if isinstance(copied, str):
        span = component.span_of("copy_of")
        check_one(copied, span, where.key("copy_of"), components, gather)


# --- journeys ---------------------------------------------------------------------------------


def _check_journey(
    journey: Journey, design: Design, elements: Mapping[Element, Known], gather: Gather
) -> None:
    where = Subject("journey", journey.id)
    _check_ids(journey, where, elements, gather)
    for step in journey.steps:
        _check_ids(step, where.within("steps"), elements, gather)
    _check_steps(journey, design, gather)


def _check_steps(journey: Journey, design: Design, gather: Gather) -> None:
    """Each arrow is a declared call, and starts where the journey has already been."""
    where = Subject("journey", journey.id).within("steps")
    components = ("component", codes.UNKNOWN_COMPONENT, design.components)
    reached = {journey.actor}
    unreached: set[str] = set()
    for step in journey.steps:
        check_one(step.source, step.span_of("source"), where, components, gather)
        check_one(step.target, step.span_of("target"), where, components, gather)
        source = design.components.get(step.source)
        if source is None or step.target not in design.components:
            reached.add(step.target)
            continue
        if step.target not in targets_of(source):
            _undeclared(journey, source, step.target, step.span, design, gather)
        if step.source not in reached and step.source not in unreached:
            unreached.add(step.source)
            gather.report(
                codes.UNREACHED_STEP,
                f"{where}: a step starts at '{step.source}', which the journey has not reached",
                step.span_of("source"),
                f"add a step that leads from '{journey.actor}' to '{step.source}' before it",
                journey.id,
            )
        reached.add(step.target)


def _undeclared(
    journey: Journey,
    source: Component,
    target: str,
    span: Span,
    design: Design,
    gather: Gather,
) -> None:
    turned = source.id in targets_of(design.components[target])
    turn = f"; or turn the arrow, since '{target}' calls '{source.id}'" if turned else ""
    says, owner = f"'{source.id}' does not call '{target}'", source
    if "calls" in source.spans:
        add = f"add '- {target}' to the 'calls' of '{source.id}'"
    elif is_broker(source):
        # who takes from a queue says so
        owner = design.components[target]
        says = f"'{target}' does not take from '{source.id}'"
        add = (
            f"add '- {source.id}' to the 'consumes' of '{target}'"
            if owner.consumes
            else f"add 'consumes: [{source.id}]' to '{target}'"
        )
    else:
        add = f"add 'calls: [{target}]' to '{source.id}'"
    gather.report(
        codes.UNDECLARED_CALL,
        f"journey '{journey.id}', steps: {says}",
        span,
        f"{add} ({owner.span}){turn}",
        journey.id,
    )


# --- estimates --------------------------------------------------------------------------------


def _check_estimates(design: Design, gather: Gather) -> None:
    """A stated figure is one that its journey, component or entity has."""
    if not design.estimates:
        return
    from sdgen.model.figures import COMPONENT_FIGURES, ENTITY_FIGURES, JOURNEY_FIGURES

    for name, stated in design.estimates.items():
        owners = (
            ("journey", design.journeys, JOURNEY_FIGURES),
            ("component", design.components, COMPONENT_FIGURES),
            ("entity", design.data, ENTITY_FIGURES),
        )
        held = [(what, figures) for what, ids, figures in owners if stated.owner in ids]
        if not held:
            everything = {**design.journeys, **design.components, **design.data}
            known: Known = ("journey, component or entity", codes.UNKNOWN_ELEMENT, everything)
            check_one(stated.owner, stated.span, Subject("estimate", name), known, gather)
        elif not any(stated.figure in figures for _, figures in held):
            what, figures = held[0]
            gather.report(
                codes.UNKNOWN_ELEMENT,
                f"estimate '{name}': the {what} '{stated.owner}' has no figure '{stated.figure}'",
                stated.span,
                gather.suggest(stated.figure, figures, "figures"),
                stated.owner,
                fix=gather.mend(stated.span, stated.figure, figures),
            )


# --- data -------------------------------------------------------------------------------------


def _check_entity(entity: Entity, elements: Mapping[Element, Known], gather: Gather) -> None:
    where = Subject("entity", entity.id)
    journeys = elements["journey"]
    entities = elements["entity"]
    _check_ids(entity, where, elements, gather)
    for field in entity.fields.values():
        place = field.span_of("type")
        check_one(field.reference, place, where.within(f"field '{field.name}'"), entities, gather)
    for query in entity.queries:
        place = query.span_of("journey")
        check_one(query.journey, place, where.within("query"), journeys, gather)
    if not entity.fields:
        return
    fields = ("field", codes.UNKNOWN_FIELD, entity.fields)
    _check_many(entity.key, "key", entity, where.key("key"), fields, gather)
    partition = where.key("partition_by")
    _check_many(entity.partition_by, "partition_by", entity, partition, fields, gather)
    for query in entity.queries:
        _check_many(query.by, "by", query, where.within("query"), fields, gather)


# --- monitoring, accepted, views --------------------------------------------------------------


def _check_monitoring(design: Design, gather: Gather) -> None:
    monitoring = design.monitoring
    if monitoring is None:
        return
    watchable = {**design.components, **design.journeys, **design.domains}
    known = ("component or journey", codes.UNKNOWN_ELEMENT, watchable)
    _check_many(
        monitoring.watches,
        "watches",
        monitoring,
        Subject("monitoring").within("watches"),
        known,
        gather,
    )
    for alert in monitoring.alerts:
        check_one(
            alert.on, alert.span_of("on"), Subject("monitoring").within("an alert"), known, gather
        )


def _everything(design: Design) -> set[str]:
    """Every id at which a risk can be accepted; calls too, as ``a->b``."""
    requirements = design.requirements
    return {
        *design.components,
        *design.journeys,
        *design.domains,
        *design.groups,
        *design.api,
        *design.data,
        *design.decisions,
        *(requirements.functional if requirements else ()),
        *(requirements.non_functional if requirements else ()),
        *(call.id for call in calls_of(design)),
    }
