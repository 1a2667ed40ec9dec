"""Data that grows and has no retention period.

Finds: An entity that grows (`growth`, or `created_by` a journey) without a `retention`. `retention:
forever` is an answer.

Why: What nobody deletes fills the disks one day, makes every index and backup slower until then, and
personal data must not be kept longer than it is needed.

Bad:
    components:
      db: {kind: database}
    data:
      Click: {store: db, key: click_id, growth: 50M/day}

Good:
    components:
      db: {kind: database}
    data:
      Click: {store: db, key: click_id, growth: 50M/day, retention: 90d}

Can be wrong: Where rows are replaced rather than added.

Source: General Data Protection Regulation, article 5(1)(e), storage limitation
<https://eur-lex.europa.eu/eli/reg/2016/679/oj>.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sdgen.base.findings import Finding, Severity
from sdgen.base.words import by_number, counted, named
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Line, Problem, Rule, RuleKind
from sdgen.rules.support.not_said import places


def check(context: LintContext) -> Iterator[Problem]:
    for entity in context.design.data.values():
        if entity.retention is not None or entity.forever:
            continue
        if entity.growth is not None:
            grows, key = f"grows by {entity.growth.text}", "growth"
        elif entity.created_by:
            grows, key = f"grows with each '{entity.created_by}'", "created_by"
        else:
            continue
        yield Problem(
            message=f"entity '{entity.id}' {grows} and has no retention",
            span=entity.span_of(key),
            at=entity.id,
            help="add 'retention: 2y', or 'retention: forever' where that is meant",
            about=(entity.store,) if entity.store else (),
            not_said=True,
            lacks=(entity.id,),
        )


def _line(parts: Sequence[Finding]) -> Line:
    ids = places(parts)
    number = len(ids)
    grows, gives = by_number(number, "grows", "grow"), by_number(number, "gives", "give")
    return Line(
        f"{counted(number, 'entity', 'entities')} that {grows} {gives} no retention: {named(ids)}",
        "add 'retention: 2y', or 'retention: forever' where that is meant",
    )


RULE = Rule(
    code="DATA008",
    name="no-retention",
    severity=Severity.WARNING,
    kind=RuleKind.ATTRIBUTES,
    doc=__doc__,
    check=check,
    asks=True,
    line=_line,
)
