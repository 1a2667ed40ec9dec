"""A decision that shows no alternative.

Finds: A decision with fewer than two options, or with an option that has neither pros nor cons.

Why: A decision is worth writing down because something else was possible. Without the alternative and
its price, the next reader cannot tell whether the reasons still hold.

Bad:
    components:
      db: {kind: database}
    decisions:
      store:
        question: Where are orders kept?
        options: {PostgreSQL: {pros: [transactions]}}
        choice: PostgreSQL

Good:
    components:
      db: {kind: database}
    decisions:
      store:
        question: Where are orders kept?
        options:
          PostgreSQL: {pros: [transactions], cons: [one writer]}
          DynamoDB: {pros: [scales out], cons: [no joins]}
        choice: PostgreSQL

Can be wrong: Where a rule of the house left no choice. Then say so in `because`, and accept it.

Source: Markdown Any Decision Records (MADR), section Pros and Cons of the Options
<https://adr.github.io/madr/>.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.findings import Severity
from sdgen.base.words import counted, named
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind


def check(context: LintContext) -> Iterator[Problem]:
    for decision in context.design.decisions.values():
        bare = [each.name for each in decision.options.values() if not each.pros and not each.cons]
        if len(decision.options) < 2:
            message = f"has {counted(len(decision.options), 'option')}; it should show at least 2"
            advice = "add under 'options' what else was possible, with its pros and cons"
        elif bare:
            message = f"gives no pros or cons for {counted(len(bare), 'option')}: {named(bare)}"
            advice = "add 'pros' and 'cons' to each option"
        else:
            continue
        yield Problem(
            message=f"decision '{decision.id}' {message}",
            span=decision.span,
            at=decision.id,
            help=advice,
        )


RULE = Rule(
    code="DOC003",
    name="decision-without-alternatives",
    severity=Severity.INFO,
    kind=RuleKind.ATTRIBUTES,
    doc=__doc__,
    check=check,
)
