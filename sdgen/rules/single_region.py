"""One region whose loss breaks a journey that asks for four nines.

Finds: A region that takes a journey down where the journey asks for 99.99% or more, with the components
that it takes along. Where what is left only cannot carry the peak, CAP002 says so.

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

from collections.abc import Iterator, Sequence

from sdgen.analyses.failure.point import PointKind
from sdgen.base.findings import Severity
from sdgen.base.words import by_number, counted, named
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind, RuleOption
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.rules.support.domain_points import DomainPoint, domain_points, strictest
from sdgen.rules.support.needs import AVAILABILITY_OBJECTIVE, JOURNEYS, ZONES

MOST_NAMES = 12
STRICT = RuleOption(
    name="strict-from",
    doc="The availability objective, as a ratio, from which on one region is too few.",
    default=0.9999,
    minimum=0.0,
    maximum=1.0,
)


def check(context: LintContext) -> Iterator[Problem]:
    by_region: dict[str, list[DomainPoint]] = {}
    for point in domain_points(context, PointKind.REGION, context.option(STRICT)):
        by_region.setdefault(point.domain, []).append(point)
    for region in (name for name in context.design.domains if name in by_region):
        points = by_region[region]
        broken = {name for point in points for name in point.journeys}
        journeys = tuple(each.id for each in context.journeys if each.id in broken)
        asks = format_quantity(strictest(context, journeys), Dimension.RATIO)
        yield Problem(
            message=f"region '{region}' alone takes down {counted(len(journeys), 'journey')} "
            f"({named(journeys)}), with an objective of {asks}: {_components(points)}",
            span=context.design.domains[region].span,
            at=region,
            about=tuple(point.component.id for point in points),
            help="run what the journey needs in a second region, or lower the objective",
            journeys=journeys,
        )


def _components(points: Sequence[DomainPoint]) -> str:
    """The components that run there alone, and those that keep too much of their data there."""
    from sdgen.analyses.failure.lost_pieces import in_words, lost_pieces

    pieces = {
        point.component.id: lost
        for point in points
        if (lost := lost_pieces(point.component.id, point.part, _positions(point))) is not None
    }
    whole = tuple(p.component.id for p in points if p.component.id not in pieces)
    parts = [f"{named(whole, MOST_NAMES)} {by_number(len(whole), 'is', 'are')} down"] * bool(whole)
    parts += [f"'{name}' {in_words(lost)}" for name, lost in pieces.items()]
    return "; ".join(parts)


def _positions(point: DomainPoint) -> tuple[int, ...]:
    return tuple(at for at, each in enumerate(point.part.instances) if point.domain in each.domains)


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
