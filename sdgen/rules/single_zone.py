"""One zone whose loss breaks a journey.

Finds: A component that is down with one zone (too few of its replicas are elsewhere), where that breaks
a journey. An error where the journey asks for 99.9% or more, else a warning.

Why: Zones fail whole: power, network, a bad change to the zone itself. Replicas in one zone protect from
the loss of a machine and from nothing larger.

Bad:
    topology:
      eu-west: {zones: [eu-a, eu-b]}
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2, zones: [eu-a]}
    journeys:
      order: {actor: web, rate: 10/s}

Good:
    topology:
      eu-west: {zones: [eu-a, eu-b]}
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2, zones: [eu-a, eu-b]}
    journeys:
      order: {actor: web, rate: 10/s}

Can be wrong: Where what runs in the zone can be moved within the time that the objective allows.

Source: Azure Well-Architected Framework, RE:05
<https://learn.microsoft.com/azure/well-architected/reliability/redundancy>; checkov, CKV_AWS_157.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.analyses.failure.journeys import PointKind
from sdgen.base.findings import Severity
from sdgen.base.words import counted, named
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind, RuleOption
from sdgen.quantity import Dimension, format_quantity
from sdgen.rules.support.domain_points import (
    DomainPoint,
    domain_points,
    domains_beside,
    placed_span,
    strictest,
)
from sdgen.rules.support.needs import JOURNEYS, ZONES
from sdgen.rules.support.wording import SWITCH_BY_ITSELF, until_switched

STRICT = RuleOption(
    name="error-from",
    doc="The availability objective, as a ratio, from which on the finding is an error.",
    default=0.999,
    minimum=0.0,
    maximum=1.0,
)


def check(context: LintContext) -> Iterator[Problem]:
    for point in domain_points(context, PointKind.ZONE):
        component = point.component
        wanted = strictest(context, point.journeys)
        strict = wanted >= context.option(STRICT)
        asks = (
            f", with an objective of {format_quantity(wanted, Dimension.RATIO)}" if strict else ""
        )
        others = domains_beside(context.design, point.domain)
        yield Problem(
            message=f"'{component.id}' is down when zone '{point.domain}' is, which breaks "
            f"{counted(len(point.journeys), 'journey')} ({named(point.journeys)})"
            f"{until_switched(point.out)}{asks}",
            span=placed_span(component),
            at=component.id,
            about=(point.domain,),
            help=_help(point, others),
            journeys=point.journeys,
            severity=Severity.ERROR if strict else Severity.WARNING,
        )


def _help(point: DomainPoint, others: tuple[str, ...]) -> str:
    if point.out is not None:
        return SWITCH_BY_ITSELF
    if others:
        return f"place replicas in {named(others)} too, enough to do without '{point.domain}'"
    return "give the region a second zone, and place replicas there too"


RULE = Rule(
    code="SPOF002",
    name="single-zone",
    severity=Severity.WARNING,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    options=(STRICT,),
    needs=(JOURNEYS, ZONES),
    silences=("CAP002", "REP002", "SPOF004"),
)
