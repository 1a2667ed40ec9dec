"""Inputs that rules need: each with the elements of a design that lack it."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.rules.context import LintContext
from sdgen.rules.rule import Need


def _no_journeys(context: LintContext) -> Iterator[str]:
    if not context.journeys:
        yield "the design"


def _no_availability_objective(context: LintContext) -> Iterator[str]:
    for journey in context.journeys:
        if journey.objectives is None or journey.objectives.availability is None:
            yield journey.id


def _no_zones(context: LintContext) -> Iterator[str]:
    for component in context.components:
        own = not (component.managed or component.external or component.kind == "client")
        if own and not component.zones and not component.place:
            yield component.id


def _no_store(context: LintContext) -> Iterator[str]:
    if not context.design.data:
        yield "the design"


def _no_api(context: LintContext) -> Iterator[str]:
    if not context.design.api:
        yield "the design"


def _no_rate(context: LintContext) -> Iterator[str]:
    for journey in context.journeys:
        if journey.id not in context.load.journeys:
            yield journey.id


def _no_capacity(context: LintContext) -> Iterator[str]:
    for component in context.components:
        own = not (component.managed or component.external or component.kind == "client")
        if own and component.capacity is None and context.journeys_of[component.id]:
            yield component.id


JOURNEYS = Need(name="journeys", doc="what users do", missing=_no_journeys)
AVAILABILITY_OBJECTIVE = Need(
    name="objectives.availability",
    doc="how available a journey should be",
    missing=_no_availability_objective,
)
ZONES = Need(name="zones", doc="where a component runs", missing=_no_zones)
ENTITIES = Need(name="data", doc="what is kept, and where", missing=_no_store)
OPERATIONS = Need(name="api", doc="the operations of the interface", missing=_no_api)
RATES = Need(name="rate", doc="how often a journey runs", missing=_no_rate)
CAPACITY = Need(name="capacity", doc="what one replica carries", missing=_no_capacity)
