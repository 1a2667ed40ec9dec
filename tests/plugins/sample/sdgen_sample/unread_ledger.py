"""A ledger that nothing calls.

Finds: components of the kind `ledger` that no component calls.

Why: entries that nobody writes or reads need no ledger.

Bad:
    components:
      books: {kind: ledger}

Good:
    components:
      web: {kind: client, calls: [books]}
      books: {kind: ledger}
"""

from collections.abc import Iterator

from sdgen.base.findings import Severity
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind


def check(context: LintContext) -> Iterator[Problem]:
    """One problem for each ledger without a caller."""
    for each in context.design.components.values():
        if each.kind == "ledger" and not context.calls_to.get(each.id):
            yield Problem(
                message=f"'{each.id}' is a ledger that nothing calls",
                span=each.span,
                at=each.id,
                help="let a component call it, or leave it out",
            )


RULE = Rule(
    code="LEDGER001",
    name="unread-ledger",
    severity=Severity.WARNING,
    kind=RuleKind.ATTRIBUTES,
    doc=__doc__,
    check=check,
)
