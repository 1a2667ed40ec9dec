"""A journey that one provider can end.

Finds: A provider, an external system or a managed component whose loss alone breaks a journey. What
runs inside a provider of the topology counts as that provider.

Why: A vendor's outage, price or end of contract is then the journey's. That is often the right
choice, and should be one that somebody made.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2, calls: [payments]}
      payments: {kind: external, availability: 99.9%}
    journeys:
      order: {actor: web, rate: 10/s}

Good:
    components:
      web: {kind: client, calls: [shop]}
      shop:
        kind: service
        replicas: 2
        calls:
          - any_of: [cards, transfers]
      cards: {kind: external, availability: 99.9%}
      transfers: {kind: external, availability: 99.9%}
    journeys:
      order: {actor: web, rate: 10/s}

Can be wrong: Where two names are one vendor, which it cannot know, or where one vendor is what the
journey is about.

Source: Azure Well-Architected Framework, RE:05 Redundancy
<https://learn.microsoft.com/azure/well-architected/reliability/redundancy>.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.analyses.failure.domains import named_places
from sdgen.base.findings import Severity
from sdgen.base.words import counted, named
from sdgen.design.records import Component, Level
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.rules.support.needs import JOURNEYS
from sdgen.rules.support.placement import held_in


def check(context: LintContext) -> Iterator[Problem]:
    if not context.journeys:
        return
    from sdgen.analyses.failure.events import EventKind
    from sdgen.analyses.reliability.states import first_order_cuts

    design = context.design
    broken: dict[str, list[str]] = {}
    for journey in context.journeys:
        logic = context.failure_logic(journey.id)
        vendors: dict[str, None] = {}
        for name in first_order_cuts(logic.model):
            event = logic.events[name]
            if event.kind is EventKind.PROVIDER:
                vendors[event.name] = None
            elif event.kind is EventKind.MANAGED:
                vendors[_vendor(context, design.components[event.component])] = None
        for vendor in vendors:
            broken.setdefault(vendor, []).append(journey.id)
    for vendor, journeys in broken.items():
        place = design.domains.get(vendor) or design.components[vendor]
        yield Problem(
            message=f"1 provider, '{vendor}', is on every path of "
            f"{counted(len(journeys), 'journey')} ({named(journeys)})",
            span=place.span,
            at=vendor,
            help="name an alternative with 'any_of', or accept the dependence with a reason",
            journeys=tuple(journeys),
        )


def _vendor(context: LintContext, component: Component) -> str:
    """The one provider of the topology that the component is placed in, else the component."""
    places = named_places(component)
    holders = {held_in(context.design, place, Level.PROVIDER) for place in places}
    only = holders.pop() if len(holders) == 1 else None
    return component.id if only is None else only


RULE = Rule(
    code="SPOF007",
    name="single-vendor",
    severity=Severity.INFO,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    needs=(JOURNEYS,),
)
