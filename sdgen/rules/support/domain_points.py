"""What rules about failure domains share: which components a domain takes along, and whom that
breaks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.failure.point import PointKind
from sdgen.base.span import Span
from sdgen.design.records import Component, Design, Journey
from sdgen.lint.context import LintContext
from sdgen.rules.support.journeys import journeys_asked

if TYPE_CHECKING:
    from sdgen.analyses.failure.logic import FailureLogic
    from sdgen.analyses.reliability.failure_model import OwnPart


class DomainPoint(Struct, frozen=True):
    """A component that is down with a domain, and the journeys that go down with it; ``out`` are the
    seconds until a person has switched over, where that brings it back. ``part`` is the component
    as one of the journeys needs it."""

    component: Component
    domain: str
    journeys: tuple[str, ...]
    out: float | None
    part: OwnPart


def domain_points(
    context: LintContext, kind: PointKind, strict_from: float = 0.0
) -> Iterator[DomainPoint]:
    """For each component the domains of this kind that take its own part along and a journey with
    it, in the order of the design; of journeys that ask for at least ``strict_from``, or where that is
    nothing, of those that are analysed. What is left and does not carry the peak is no part of it:
    CAP002 tells."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    waiting: dict[tuple[str, str], float] = {}
    parts: dict[tuple[str, str], OwnPart] = {}
    for journey in context.journeys if strict_from else journeys_asked(context):
        if objective(journey) < strict_from:
            continue
        domains = {
            point.event
            for point in context.points_of_failure(journey.id)
            if point.kind is kind and not point.only_overloads
        }
        logic = context.failure_logic(journey.id)
        for name, part, domain, seconds in _lost_with(logic, domains):
            found.setdefault((name, domain), {})[journey.id] = None
            parts[name, domain] = part
            if seconds is not None:
                waiting[name, domain] = seconds
    number = {component.id: at for at, component in enumerate(context.components)}
    for key, journeys in sorted(found.items(), key=lambda each: number[each[0][0]]):
        name, domain = key
        component = context.design.components[name]
        yield DomainPoint(component, domain, tuple(journeys), waiting.get(key), parts[key])


def _lost_with(
    logic: FailureLogic, domains: set[str]
) -> Iterator[tuple[str, OwnPart, str, float | None]]:
    """The components that a domain takes along, each with its part, the domain, and the seconds
    until a person has switched over where that brings it back."""
    from sdgen.analyses.reliability.own_part import own_unavailability

    all_well = dict.fromkeys(logic.model.events, 0.0)
    for name, given in zip(logic.owners, logic.model.own_parts, strict=False):
        part = replace(given, need=1) if name in logic.peak_needs else given
        switch = logic.manual.get(name)
        serving = part.instances[: switch.serving] if switch is not None else ()
        for domain in sorted({d for i in part.instances for d in i.domains} & domains):
            dark = frozenset(i.domains for i in part.instances if domain in i.domains)
            # maintenance that rolls is no loss of a domain
            still = replace(part, rolling=())
            if own_unavailability(still, dark, all_well) >= 1.0:
                yield name, part, domain, None
            elif switch is not None and any(domain in each.domains for each in serving):
                yield name, part, domain, switch.seconds


def strictest(context: LintContext, journeys: tuple[str, ...]) -> float:
    """The highest availability objective among the journeys; 0 where none has one."""
    return max((objective(context.design.journeys[name]) for name in journeys), default=0.0)


def objective(journey: Journey) -> float:
    """The availability that a journey asks for; 0 where it asks for none."""
    wanted = journey.objectives.availability if journey.objectives is not None else None
    return wanted.value if wanted is not None else 0.0


def placed_span(component: Component) -> Span:
    """Where a component says in which domains it lies."""
    return component.spans.get("zones", component.span_of("place"))


def domains_beside(design: Design, domain: str) -> tuple[str, ...]:
    """The domains of the same level under the same parent."""
    here = design.domains[domain]
    return tuple(
        each.id
        for each in design.domains.values()
        if each.id != domain and each.parent == here.parent and each.level is here.level
    )
