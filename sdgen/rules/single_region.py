"""One region whose loss breaks a journey that asks for four nines.

Finds: A region that takes a journey down where the journey asks for 99.99% or more.

Why: Regions are lost seldom, and for hours. One such loss uses up the 52 minutes that four nines leave a
year, many times over.

Bad:
    topology:
      eu-west: {zones: [eu-a, eu-b]}
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2, zones: [eu-a, eu-b]}
    journeys:
      order: {actor: web, rate: 10/s, objectives: {availability: 99.99%}}

Good:
    topology:
      eu-west: {zones: [eu-a, eu-b]}
      us-east: {zones: [us-a, us-b]}
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 4, zones: [eu-a, us-a, eu-b, us-b]}
    journeys:
      order: {actor: web, rate: 10/s, objectives: {availability: 99.99%}}

Can be wrong: Where the objective leaves out disasters, as some agreements do.

Source: AWS Well-Architected Framework, Reliability Pillar, REL 13
<https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/plan-for-disaster-recovery-dr.html>.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.analyses.failure.journeys import PointKind
from sdgen.base.findings import Severity
from sdgen.base.words import counted, named
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind, RuleOption
from sdgen.quantity import Dimension, format_quantity
from sdgen.rules.support.domain_points import objective
from sdgen.rules.support.needs import AVAILABILITY_OBJECTIVE, JOURNEYS, ZONES

STRICT = RuleOption(
    name="strict-from",
    doc="The availability objective, as a ratio, from which on one region is too few.",
    default=0.9999,
    minimum=0.0,
    maximum=1.0,
)


def check(context: LintContext) -> Iterator[Problem]:
    broken: dict[str, list[str]] = {}
    for journey in context.journeys:
        if objective(journey) >= context.option(STRICT):
            for point in context.points_of_failure(journey.id):
                if point.kind is PointKind.REGION:
                    broken.setdefault(point.event, []).append(journey.id)
    for region, journeys in broken.items():
        wanted = max(objective(context.design.journeys[name]) for name in journeys)
        asks = format_quantity(wanted, Dimension.RATIO)
        yield Problem(
            message=f"region '{region}' alone takes down {counted(len(journeys), 'journey')} "
            f"({named(journeys)}), with an objective of {asks}",
            span=context.design.domains[region].span,
            at=region,
            help="run what the journey needs in a second region, or lower the objective",
            journeys=tuple(journeys),
        )


RULE = Rule(
    code="SPOF003",
    name="single-region",
    severity=Severity.WARNING,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    options=(STRICT,),
    needs=(JOURNEYS, AVAILABILITY_OBJECTIVE, ZONES),
)
