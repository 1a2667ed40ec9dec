"""Inputs that would let more rules speak.

Finds: What the design does not say and other rules need. One note lists all of it.

Why: Unknown is not wrong, so rules that lack a number say nothing. A design without findings may be
good, or may just not say enough.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2}

Good:
    topology: {eu: {zones: [eu-a, eu-b]}}
    journeys:
      buy: {actor: web, rate: 100/s, objectives: {availability: 99.9%, p99: 300ms}}
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2, zones: [eu-a, eu-b], capacity: 500/s}
    api:
      post_order: {http: POST /v1/orders, journey: buy, rate_limit: 10/s per user}
    data:
      Order: {store: shop, key: order_id}

Can be wrong: It does not know which of the missing inputs matter to you.

Source: sdgen's own: what a linter could not look at belongs into its report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sdgen.base.findings import Finding, Severity
from sdgen.base.words import counted, named
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Line, Need, Problem, Rule, RuleKind
from sdgen.rules.support.not_said import lacking


def check(context: LintContext) -> Iterator[Problem]:
    asking: dict[str, dict[str, None]] = {}
    needs: dict[str, Need] = {}
    for code, need in context.needs:
        for each in (need, need.part_of):
            if each is not None:
                needs.setdefault(each.name, each)
                asking.setdefault(each.name, {})[code] = None
    parts, names = [], []
    for name in sorted(needs):
        lacking = tuple(needs[name].missing(context))
        if lacking:
            where = "" if lacking == ("the design",) else f" of {named(lacking, 3)}"
            names.append(name)
            parts.append(f"'{name}'{where} (for {', '.join(asking[name])})")
    if parts:
        yield Problem(
            message=f"{counted(len(parts), 'input')} would let more rules speak: {'; '.join(parts)}",
            span=context.design.span_of("name"),
            at=context.design.name,
            help="add those that matter; 'sdgen rule CODE' says what a rule does with them",
            not_said=True,
            lacks=tuple(names),
        )


def _line(parts: Sequence[Finding]) -> Line:
    inputs = lacking(parts)
    return Line(
        f"{counted(len(inputs), 'input')} would let more rules speak: {named(inputs, 9)}",
        "add those that matter; '--extend-select EST001' says of what, and for which rules",
    )


RULE = Rule(
    code="EST001",
    name="missing-input",
    severity=Severity.INFO,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    asks=True,
    line=_line,
)
