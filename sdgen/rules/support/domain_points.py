"""What rules about failure domains share: which components a domain takes along, and whom that
breaks."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from sdgen.analyses.failure.journeys import PointKind
from sdgen.analyses.reliability.own_part import own_unavailability
from sdgen.base.span import Span
from sdgen.design.records import Component, Design, Journey
from sdgen.lint.context import LintContext


class DomainPoint(Struct, frozen=True):
    """A component that is down with a domain, and the journeys that go down with it; ``out`` are the
    seconds until a person has switched over, where that brings it back."""

    component: Component
    domain: str
    journeys: tuple[str, ...]
    out: float | None = None


def domain_points(context: LintContext, kind: PointKind) -> Iterator[DomainPoint]:
    """For each component the domains of this kind that take its own part along and a journey with
    it, in the order of the design."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    waiting: dict[tuple[str, str], float] = {}
    for journey in context.journeys:
        logic = context.failure_logic(journey.id)
        model = logic.model
        domains = {p.event for p in context.points_of_failure(journey.id) if p.kind is kind}
        all_well = dict.fromkeys(model.events, 0.0)
        for name, part in zip(model.names, model.own_parts, strict=True):
            for domain in sorted({d for i in part.instances for d in i.domains} & domains):
                dark = frozenset(i.domains for i in part.instances if domain in i.domains)
                switch = logic.manual.get(name)
                if own_unavailability(part, dark, all_well) >= 1.0:
                    found.setdefault((name, domain), {})[journey.id] = None
                elif switch is not None and any(
                    domain in each.domains for each in part.instances[: switch.serving]
                ):
                    found.setdefault((name, domain), {})[journey.id] = None
                    waiting[name, domain] = switch.seconds
    number = {component.id: at for at, component in enumerate(context.components)}
    for (name, domain), journeys in sorted(found.items(), key=lambda each: number[each[0][0]]):
        component = context.design.components[name]
        yield DomainPoint(component, domain, tuple(journeys), waiting.get((name, domain)))


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
