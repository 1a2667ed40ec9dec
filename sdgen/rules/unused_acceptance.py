"""An accepted risk that is none, or no longer accepted.

Finds: An entry of `accepted` or a comment `# sdgen: ignore[...]` that matches no finding, names no rule,
or gives no reason; and, as an error, an entry whose `until` has passed. Rules that did not run are
not judged.

Why: A list of accepted risks is read as the list of risks. Entries that no longer match hide the next
finding at the same place, and a day that passed unseen was no promise.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2}
    accepted:
      - {rule: too-few-replicas, at: shop, because: One is enough in the pilot.}

Good:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 1}
    accepted:
      - {rule: too-few-replicas, at: shop, because: One is enough in the pilot.}

Can be wrong: Where a design is linted with fewer rules than usual by a configuration that still
selects the rule of the entry.

Source: Ruff, rule RUF100 unused-noqa <https://docs.astral.sh/ruff/rules/unused-noqa/>.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.findings import Severity
from sdgen.base.suggest import question
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.lint.suppression import Fate, Judged


def check(context: LintContext) -> Iterator[Problem]:
    for judged in context.judged:
        given = judged.suppression
        said = _said(judged)
        if said is None:
            continue
        message, advice = said
        expired = judged.fate is Fate.EXPIRED
        yield Problem(
            message=message,
            span=(given.until_span or given.span) if expired else given.span,
            at=given.at or given.rule,
            help=advice,
            severity=Severity.ERROR if expired else None,
        )


def _said(judged: Judged) -> tuple[str, str] | None:
    """What is wrong, and what to write instead."""
    given = judged.suppression
    form = f"ignore[{given.rule}]" if given.comment else f"accepted risk '{given.rule}'"
    where = f" at '{given.at}'" if given.at else ""
    if judged.fate is Fate.UNUSED:
        place = "on this line" if given.comment else "there"
        return f"{form}{where} matches 0 findings", f"remove it: the rule finds nothing {place}"
    if judged.fate is Fate.EXPIRED:
        return (
            f"{form}{where} was accepted until {given.until}, which has passed",
            "fix it, or accept it again with a later day and the reason for that",
        )
    if judged.fate is Fate.UNKNOWN_RULE:
        advice = question(judged.meant, then="'sdgen rule --all' lists them")
        return f"{form}{where}: there is no such rule", advice
    if judged.fate is Fate.NO_REASON:
        return (
            f"{form}{where} gives no reason, and so ignores nothing",
            "write why behind the bracket" if given.comment else "add 'because:'",
        )
    return None


RULE = Rule(
    code="DOC002",
    name="unused-acceptance",
    severity=Severity.WARNING,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    last=True,
)
