"""A component that its peak load fills.

Finds: A component whose load at the peak takes more than 70% of what all its replicas carry together: an
error from 100% on, a warning before. What takes messages from a queue is held to its average load, since
the queue keeps what comes at the peak (CAP008 says for how long); what it calls, to what it passes on at most.

Why: At 100% the queue in front of a component only grows. Well before that waiting times rise, and
nothing is left for a lost replica, a retry or a busier day.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 4, capacity: 200/s}
    journeys:
      order: {actor: web, rate: 1k/s}

Good:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 8, capacity: 200/s}
    journeys:
      order: {actor: web, rate: 1k/s}

Can be wrong: Where replicas are added as load grows. Write the most that there will be.

Source: B. Beyer et al., Site Reliability Engineering (2016), chapter 21, Handling Overload
<https://sre.google/sre-book/handling-overload/>.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from sdgen.analyses.busy import BUSY_FROM, how_busy
from sdgen.analyses.replication import most_replicas
from sdgen.analyses.traffic.capacity import busiest, replicas_for, with_replicas
from sdgen.analyses.traffic.passed_on import passed_on
from sdgen.base.findings import Severity
from sdgen.base.words import by_number, named
from sdgen.design.hosts import bearer
from sdgen.design.records import Component
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind, RuleOption
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.rules.support.capacity_help import in_its_unit, no_number_helps
from sdgen.rules.support.needs import CAPACITY, RATES
from sdgen.rules.support.wording import replicas_span, said_so

BUSY = RuleOption(
    name="busy-from",
    doc="The share of the capacity over which a component is too busy.",
    default=BUSY_FROM,
    minimum=0.01,
    maximum=1.0,
    sets="busy_from",
)


MOST_DIGITS = 6
CLOSE = 1e-9
"""What is nearer to a threshold than this is the threshold."""


def check(context: LintContext) -> Iterator[Problem]:
    busy = context.option(BUSY)
    limited = passed_on(context.design, context.traffic)
    for component in context.components:
        used = context.traffic.utilisation.get(component.id)
        if used is None or used.capacity <= 0:
            continue
        waits = component.id in context.traffic.consumers
        arriving = context.traffic.arriving(component.id)
        if not waits:
            arriving = min(arriving, limited.get(component.id, arriving))
        load = how_busy(arriving / used.capacity, busy)
        if load == "free":
            continue
        full = load == "full"
        limit = "100%" if full else format_quantity(busy, Dimension.RATIO)
        journeys = context.journeys_of[component.id]
        when = "on average" if waits else "at the peak"
        yield Problem(
            message=f"'{component.id}' gets {in_its_unit(context, component, arriving)} {when} "
            f"and carries {in_its_unit(context, component, used.capacity)}: "
            f"{_share(arriving / used.capacity, busy)}, {'at or over' if full else 'over'} {limit}"
            f"{said_so(component)}, in {named(journeys)}{_never_drains(context, component) if full and waits else ''}",
            span=replicas_span(component),
            at=component.id,
            help=_change(context, component, busy, arriving),
            journeys=journeys,
            severity=Severity.ERROR if full else Severity.WARNING,
        )


def _share(share: float, busy: float) -> str:
    """The share in whole per cent; a digit more as long as it reads like a threshold that it is not."""
    digits = 0
    while digits < MOST_DIGITS and any(
        f"{share:.{digits}%}" == f"{limit:.{digits}%}" and abs(share - limit) > CLOSE
        for limit in (busy, 1.0)
    ):
        digits += 1
    return f"{share:.{digits}%}"


def _never_drains(context: LintContext, component: Component) -> str:
    """Where its messages wait, which then only grows."""
    queues = tuple(dict.fromkeys(call.source for call in context.calls_to[component.id]))
    return f", so {named(queues)} never {by_number(len(queues), 'drains', 'drain')}"


def _change(context: LintContext, component: Component, busy: float, arriving: float) -> str:
    """The replicas with which it is not too busy, or what else helps."""
    mix = context.traffic.operations[component.id]
    if math.isinf(mix.total):
        return "lower the load"
    mix = mix.scaled(arriving / mix.total) if mix.total else mix
    wanted = replicas_for(component, mix, busy)
    if wanted is None:
        return no_number_helps(component, mix, busy)
    after = busiest(with_replicas(component, wanted), mix) or 0.0
    used = format_quantity(round(after, 3), Dimension.RATIO)
    host = bearer(context.design, component)
    of = "" if host.id == component.id else f" of '{host.id}', on which it runs,"
    return f"have {wanted} replicas{of} instead of {most_replicas(component)}: {used}"


RULE = Rule(
    code="CAP001",
    name="overloaded",
    severity=Severity.ERROR,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    options=(BUSY,),
    needs=(RATES, CAPACITY),
)
