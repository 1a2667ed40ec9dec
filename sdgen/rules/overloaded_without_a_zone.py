"""What is left after the loss of a zone cannot carry the peak.

Finds: A component in two or more zones that carries its peak, but not with the replicas that its fullest
zone leaves. Where the loss is an outage by the failure logic, SPOF002 says so instead.

Why: Replicas in several zones are there for the day on which one zone is gone. If the others are then
overloaded, they go too, one after the other.

Bad:
    topology:
      eu-west: {zones: [eu-a, eu-b, eu-c]}
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: {count: 3, need: 1}, zones: [eu-a, eu-b, eu-c], capacity: 500/s}
    journeys:
      order: {actor: web, rate: 1.2k/s}

Good:
    topology:
      eu-west: {zones: [eu-a, eu-b, eu-c]}
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: {count: 6, need: 3}, zones: [eu-a, eu-b, eu-c], capacity: 500/s}
    journeys:
      order: {actor: web, rate: 1.2k/s}

Can be wrong: Where replicas are started elsewhere within the time that users wait.

Source: AWS Well-Architected Framework, Reliability Pillar, REL11-BP05 Use static stability to
prevent bimodal behavior
<https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_withstand_component_failures_static_stability.html>.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from sdgen.analyses.replication import most_replicas
from sdgen.analyses.traffic.capacity import left_at_the_peak, replicas_for
from sdgen.base.findings import Severity
from sdgen.base.words import counted
from sdgen.design.records import Component
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.quantity import Dimension, format_quantity
from sdgen.rules.support.domain_points import placed_span
from sdgen.rules.support.needs import CAPACITY, RATES, ZONES
from sdgen.rules.support.placement import zone_counts


def check(context: LintContext) -> Iterator[Problem]:
    for component in context.components:
        used = context.traffic.utilisation.get(component.id)
        counts = zone_counts(context.design, component)
        if used is None or used.capacity <= 0 or len(counts) < 2:
            continue
        waits = component.id in context.traffic.consumers
        arriving = context.traffic.arriving(component.id)
        if arriving > used.capacity:
            continue
        count = most_replicas(component)
        zone = max(counts, key=lambda name: counts[name])
        left = left_at_the_peak(component, counts[zone])
        carried = context.traffic.carried(component, left) or 0.0
        if arriving <= carried:
            continue
        mix = context.traffic.operations[component.id]
        needed = replicas_for(component, mix.scaled(arriving / mix.total), 1.0, 1)
        each = math.ceil((needed or count) / (len(counts) - 1))
        yield Problem(
            message=f"without zone '{zone}', '{component.id}' has {left} of {count} replicas left, "
            f"which carry {format_quantity(carried, Dimension.RATE)} of "
            f"{format_quantity(arriving, Dimension.RATE)} {'on average' if waits else 'at the peak'}: "
            f"{arriving / carried:.0%}",
            span=placed_span(component),
            at=component.id,
            about=(zone,),
            help=_change(component, each, tuple(counts)),
            journeys=context.journeys_of[component.id],
        )


def _change(component: Component, each: int, zones: Sequence[str]) -> str:
    replicas, number = component.replicas, each * len(zones)
    if replicas.most is not None:
        return f"let it scale further: 'replicas: {{min: {replicas.count}, max: {number}}}'"
    written = f"'replicas: {number}'"
    if component.place or set(component.zones) != set(zones):
        # racks and numbers of their own are not filled evenly by more replicas
        written += f" with 'place: {{{', '.join(f'{zone}: {each}' for zone in zones)}}}'"
    return f"have {counted(each, 'replica')} in each of the {len(zones)} zones: {written}"


RULE = Rule(
    code="CAP002",
    name="overloaded-without-a-zone",
    severity=Severity.WARNING,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    needs=(RATES, CAPACITY, ZONES),
)
