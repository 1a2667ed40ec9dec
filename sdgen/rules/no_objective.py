"""A journey without an objective.

Finds: A journey that says neither how available nor how fast it should be.

Why: Without an objective nobody can say whether the design is good enough: three replicas may be
too many or too few. Objectives are also what other rules and `sdgen analyze` compare with.

Bad:
    journeys:
      checkout: {actor: web}
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service}

Good:
    journeys:
      checkout:
        actor: web
        objectives: {availability: 99.9%, p99: 300ms}
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service}

Can be wrong: For a journey of which nothing is promised, such as an internal report. Accept it there
with a reason.

Source: Site Reliability Engineering, chapter 4, Service Level Objectives
<https://sre.google/sre-book/service-level-objectives/>.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sdgen.base.findings import Finding, Severity
from sdgen.base.words import by_number, counted, named
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Line, Problem, Rule, RuleKind
from sdgen.rules.support.needs import JOURNEYS
from sdgen.rules.support.not_said import places


def check(context: LintContext) -> Iterator[Problem]:
    for journey in context.journeys:
        given = journey.objectives
        if given is not None and (given.availability or given.p50 or given.p99):
            continue
        yield Problem(
            message=f"journey '{journey.id}' has no objective for availability or latency",
            span=journey.span,
            at=journey.id,
            help="add 'objectives: {availability: 99.9%, p99: 300ms}' with what users need",
            journeys=(journey.id,),
            not_said=True,
            lacks=(journey.id,),
        )


def _line(parts: Sequence[Finding]) -> Line:
    ids = places(parts)
    number = len(ids)
    return Line(
        f"{counted(number, 'journey')} {by_number(number, 'has', 'have')} no objective for "
        f"availability or latency: {named(ids)}",
        "add 'objectives: {availability: 99.9%, p99: 300ms}' with what users need",
    )


RULE = Rule(
    code="SLO003",
    name="no-objective",
    severity=Severity.WARNING,
    kind=RuleKind.ATTRIBUTES,
    doc=__doc__,
    check=check,
    needs=(JOURNEYS,),
    asks=True,
    line=_line,
)
