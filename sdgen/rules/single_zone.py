"""One zone whose loss breaks a journey.

Finds: A component that is down with one zone, where that breaks a journey: all of its replicas are there,
or more than `need`, a majority or `copies` can do without. Where what is left only cannot carry the
peak, CAP002 says so. An error where the journey asks for 99.9% or more, else a warning. Without
journeys every call of each client counts as one, as for `analyze`; that is one note, under "not said".

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

from collections.abc import Iterator, Sequence

from sdgen.analyses.failure.point import PointKind
from sdgen.base.findings import Finding, Severity
from sdgen.base.words import named
from sdgen.design.records import Component, Level
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Line, Problem, Rule, RuleKind, RuleOption
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.rules.support.domain_points import (
    DomainPoint,
    domain_points,
    domains_beside,
    placed_span,
    strictest,
)
from sdgen.rules.support.hosts import down_with, placed_by
from sdgen.rules.support.journeys import WRITE_JOURNEYS, broken, without_journeys
from sdgen.rules.support.needs import JOURNEYS, ZONES
from sdgen.rules.support.not_said import places
from sdgen.rules.support.placement import zone_counts
from sdgen.rules.support.wording import SWITCH_BY_ITSELF, either, until_switched

STRICT = RuleOption(
    name="error-from",
    doc="The availability objective, as a ratio, from which on the finding is an error.",
    default=0.999,
    minimum=0.0,
    maximum=1.0,
)


def check(context: LintContext) -> Iterator[Problem]:
    by_place: dict[str, list[DomainPoint]] = {}
    for point in domain_points(context, PointKind.ZONE):
        # what runs on another component is where that is
        by_place.setdefault(placed_by(context.design, point.component).id, []).append(point)
    for name, points in by_place.items():
        component = context.design.components[name]
        down = tuple(dict.fromkeys(point.component.id for point in points))
        hurt = {name for point in points for name in point.journeys}
        whom = broken(context, tuple(each for each in context.analysed if each in hurt))
        zones = tuple(dict.fromkeys(point.domain for point in points))
        waits = [point.out for point in points if point.out is not None]
        out = max(waits) if len(waits) == len(points) else None
        wanted = strictest(context, whom.journeys)
        strict = wanted >= context.option(STRICT)
        asks = (
            f", with an objective of {format_quantity(wanted, Dimension.RATIO)}" if strict else ""
        )
        yield Problem(
            message=f"{down_with(component, down)} down when zone {either(zones)} is, which breaks "
            f"{whom.words}{until_switched(out)}{asks}",
            span=placed_span(component),
            at=component.id,
            about=(*zones, *(each for each in down if each != component.id)),
            help=_help(context, component, down, zones, out),
            journeys=whom.journeys,
            severity=Severity.ERROR if strict else Severity.WARNING,
            not_said=whom.not_said,
            lacks=(component.id,) if whom.not_said else (),
        )


def _help(
    context: LintContext,
    component: Component,
    down: tuple[str, ...],
    zones: tuple[str, ...],
    out: float | None,
) -> str:
    if out is not None:
        return SWITCH_BY_ITSELF
    if component.id not in down and set(zone_counts(context.design, component)) - set(zones):
        return f"give {named(down)} more replicas, or copies: '{component.id}' has machines in other zones"
    others = tuple(name for name in domains_beside(context.design, zones[0]) if name not in zones)
    if others:
        return f"place replicas in {named(others)} too, enough to do without {either(zones)}"
    if len(zones) > 1:
        return "have so many replicas in more zones that without one as many are left as must be up"
    parent = context.design.domains[zones[0]].parent
    if parent is None or context.design.domains[parent].level is not Level.REGION:
        return "add a second zone to 'topology', and place replicas there too"
    return "give the region a second zone, and place replicas there too"


def _line(parts: Sequence[Finding]) -> Line:
    ids = places(parts)
    return Line(without_journeys("down with one zone", ids), WRITE_JOURNEYS)


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
    line=_line,
)
