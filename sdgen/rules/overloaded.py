"""A component that its peak load fills.

Finds: A component whose load at the peak takes more than 70% of what all its replicas carry together: an
error from 100% on, a warning before.

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

from sdgen.base.findings import Severity
from sdgen.base.words import named
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind, RuleOption
from sdgen.quantity import Dimension, format_quantity
from sdgen.rules.support.needs import CAPACITY, RATES
from sdgen.rules.support.wording import replicas_span, said_so

BUSY = RuleOption(
    name="busy-from",
    doc="The share of the capacity over which a component is too busy.",
    default=0.7,
    minimum=0.01,
    maximum=1.0,
)


def check(context: LintContext) -> Iterator[Problem]:
    busy = context.option(BUSY)
    for component in context.components:
        used = context.traffic.utilisation.get(component.id)
        if used is None or used.capacity <= 0 or used.peak <= busy * used.capacity:
            continue
        full = used.peak >= used.capacity
        one = used.capacity / component.replicas.count
        limit = "100%" if full else format_quantity(busy, Dimension.RATIO)
        change = "lower the load"
        if math.isfinite(used.peak):
            wanted = math.ceil(used.peak / one / busy - 1e-9)
            after = format_quantity(round(used.peak / one / wanted, 3), Dimension.RATIO)
            change = f"have {wanted} replicas instead of {component.replicas.count}: {after}"
        journeys = context.journeys_of[component.id]
        yield Problem(
            message=f"'{component.id}' gets {format_quantity(used.peak, Dimension.RATE)} at the peak "
            f"and carries {format_quantity(used.capacity, Dimension.RATE)}: "
            f"{used.share:.0%}, {'at or over' if full else 'over'} {limit}{said_so(component)}, in "
            f"{named(journeys)}",
            span=replicas_span(component),
            at=component.id,
            help=change,
            journeys=journeys,
            severity=Severity.ERROR if full else Severity.WARNING,
        )


RULE = Rule(
    code="CAP001",
    name="overloaded",
    severity=Severity.ERROR,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    options=(BUSY,),
    needs=(RATES, CAPACITY),
    silences=("CAP002",),
)
