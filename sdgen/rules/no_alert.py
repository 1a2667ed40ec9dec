"""A journey with an objective, and nobody who hears when it is missed.

Finds: Journeys with an objective for availability or latency without an alert on the journey. A design
without any alert is one finding.

Why: An objective that nothing watches is a wish. Alerts on machines do not replace it: all of them can
be well while users wait, and one of them unhealthy while nobody notices.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2}
    journeys:
      order: {actor: web, objectives: {availability: 99.9%}}
    monitoring:
      watches: [shop]
      alerts: [{on: shop, when: CPU > 80%}]

Good:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2}
    journeys:
      order: {actor: web, objectives: {availability: 99.9%}}
    monitoring:
      watches: [shop]
      alerts: [{on: order, when: availability < 99.9% over 30d}]

Can be wrong: Where alerts are kept outside the design, for instance beside the objectives.

Source: AWS Well-Architected Framework, Reliability Pillar, REL11-BP06 Send notifications when
events impact availability
<https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_withstand_component_failures_notifications_sent_system.html>;
B. Beyer et al., The Site Reliability Workbook (2018), chapter 5, Alerting on SLOs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sdgen.base.findings import Finding, Severity
from sdgen.base.words import by_number, counted, named
from sdgen.design.records import Journey
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Line, Problem, Rule, RuleKind
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.rules.support.needs import JOURNEYS
from sdgen.rules.support.not_said import places


def check(context: LintContext) -> Iterator[Problem]:
    design = context.design
    alerts = design.monitoring.alerts if design.monitoring is not None else ()
    heard = {alert.on for alert in alerts}
    silent = [each for each in context.journeys if _objective(each) and each.id not in heard]
    for journey in silent:
        yield Problem(
            message=f"'{journey.id}' has an objective and no alert: nobody hears when "
            f"{_objective(journey)}",
            span=journey.span_of("objectives"),
            at=journey.id,
            help=f"add '{{on: {journey.id}, when: {_objective(journey)}}}' to the alerts"
            if design.monitoring is not None
            else f"add 'monitoring: {{alerts: [{{on: {journey.id}, when: {_objective(journey)}}}]}}'",
            journeys=(journey.id,),
            not_said=True,
            lacks=(journey.id,),
        )


def _line(parts: Sequence[Finding]) -> Line:
    ids = places(parts)
    number = len(ids)
    return Line(
        f"{counted(number, 'journey')} with an objective {by_number(number, 'has', 'have')} no alert: "
        f"{named(ids)}",
        parts[0].help,
    )


def _objective(journey: Journey) -> str:
    """When the journey misses its objective, or an empty text where it has none."""
    given = journey.objectives
    if given is None:
        return ""
    if given.availability is not None:
        wanted = format_quantity(given.availability.value, Dimension.RATIO)
        return f"availability < {wanted}"
    for name, limit in (("p99", given.p99), ("p50", given.p50)):
        if limit is not None:
            return f"{name} > {format_quantity(limit.value, Dimension.DURATION)}"
    return ""


RULE = Rule(
    code="OBS002",
    name="no-alert",
    severity=Severity.WARNING,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    needs=(JOURNEYS,),
    asks=True,
    line=_line,
)
