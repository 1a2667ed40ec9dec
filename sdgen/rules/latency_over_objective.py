"""A journey that takes longer than its objective.

Finds: A journey with steps whose computed 99th percentile at the peak is over `objectives: {p99: ...}`,
or whose median is over `p50`: the times of the components on the way, in the order of its steps, with the
wait at each. It is silent where a component is overloaded, since CAP001 speaks of that.

Why: An objective that the design cannot meet is missed on every busy day. What is slow for one in a
hundred at a single component is slow far more often where a request passes many.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, latency: {p50: 5ms, p99: 40ms}, calls: [db]}
      db: {kind: database, latency: {p50: 20ms, p99: 400ms}}
    journeys:
      look:
        actor: web
        rate: 10/s
        objectives: {p99: 200ms}
        steps: [web -> shop -> db: read]

Good:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, latency: {p50: 5ms, p99: 40ms}, calls: [db]}
      db: {kind: database, latency: {p50: 20ms, p99: 100ms}}
    journeys:
      look:
        actor: web
        rate: 10/s
        objectives: {p99: 200ms}
        steps: [web -> shop -> db: read]

Can be wrong: It is an approximation: components are taken as independent, and where the design gives no
latency that of the kind is assumed; `sdgen estimate` lists what was.

Source: J. Dean and L. A. Barroso, The Tail at Scale, Communications of the ACM 56 (2013)
<https://doi.org/10.1145/2408776.2408794>.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from sdgen.analyses.busy import how_busy
from sdgen.base.findings import Severity
from sdgen.design.records import Journey
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.quantity import Dimension, Quantity
from sdgen.quantity.print import format_quantity
from sdgen.rules.support.needs import LATENCY_OBJECTIVE, RATES, STEPS

MOST_SEARCHED = 20
"""Journeys of a design whose slowest parts are looked for: lint has to be quick."""
MOST_TRIED = 4
MOST_NAMED = 2
RUNS = {"p99": "99 of 100", "p50": "half"}


def check(context: LintContext) -> Iterator[Problem]:
    searched = 0
    for journey in context.journeys:
        goals = journey.objectives
        if goals is None or not journey.steps:
            continue
        asked = (("p99", goals.p99, 0.99), ("p50", goals.p50, 0.5))
        missed = [
            (key, goal, seconds)
            for key, goal, share in asked
            if goal is not None
            and (seconds := _seconds(context, journey, share, goal)) > goal.value
        ]
        if not missed:
            continue
        searched += 1
        said = [
            f"{_time(seconds)} for {RUNS[key]}, {_ratio(seconds, goal)} its objective of {goal.text}"
            for key, goal, seconds in missed
        ]
        yield Problem(
            message=f"at the peak '{journey.id}' takes {'; '.join(said)}",
            span=goals.span_of(missed[0][0]),
            at=journey.id,
            help=_change(context, journey, missed[0][0], searched <= MOST_SEARCHED),
            journeys=(journey.id,),
        )


def _seconds(context: LintContext, journey: Journey, share: float, goal: Quantity) -> float:
    """The percentile; none where it is proven to be in time, and where it is not known since a
    component is overloaded."""
    from sdgen.analyses.latency.journeys import latency_bound

    bound = latency_bound(context.design, journey, context.traffic.operations, share)
    if bound is None or bound <= goal.value or math.isinf(bound):
        return 0.0
    found = context.latency(journey.id)
    if found is None or found.overloaded:
        return 0.0
    seconds = found.p99 if share == 0.99 else found.p50
    return seconds if math.isfinite(seconds) else 0.0


def _change(context: LintContext, journey: Journey, key: str, search: bool) -> str:
    parts: tuple[tuple[str, float], ...] = ()
    if search:
        from sdgen.analyses.latency.journeys import slowest_parts

        parts = slowest_parts(
            context.design,
            journey,
            context.traffic.operations,
            most=MOST_TRIED,
            median=key == "p50",
        )
    if not parts:
        return "make its calls quicker or fewer, or run them at once ('parallel: true')"
    without = ", ".join(
        f"{_time(seconds)} without the time in {_described(context, name)}"
        for name, seconds in parts[:MOST_NAMED]
    )
    return f"make the slowest parts quicker: {RUNS[key]} would take {without}"


def _described(context: LintContext, name: str) -> str:
    used = context.traffic.utilisation.get(name)
    latency = context.design.components[name].latency
    notes = [] if latency is not None else ["its latency is assumed"]
    if used is not None and how_busy(used.share, context.scenario.busy_from) != "free":
        notes.append(f"{used.share:.0%} busy")
    return f"'{name}'" + (f" ({', '.join(notes)})" if notes else "")


def _time(seconds: float) -> str:
    return format_quantity(seconds, Dimension.DURATION)


def _ratio(seconds: float, goal: Quantity) -> str:
    if goal.value <= 0:
        return "over"
    return f"{seconds / goal.value:.3g} times"


RULE = Rule(
    code="SLO002",
    name="latency-over-objective",
    severity=Severity.WARNING,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    needs=(RATES, LATENCY_OBJECTIVE, STEPS),
)
