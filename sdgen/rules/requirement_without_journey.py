"""A functional requirement that nothing serves.

Finds: Functional requirements that no journey names in `serves`, and that no journey or API operation
has as its id. Silent in a design without journeys.

Why: What no journey shows was not designed: its load is not in the numbers, and its components may be
missing.

Bad:
    requirements:
      functional: {order: Users order books., return: Users send books back.}
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2}
    journeys:
      buy: {actor: web, serves: [order]}

Good:
    requirements:
      functional: {order: Users order books., return: Users send books back.}
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2}
    journeys:
      buy: {actor: web, serves: [order]}
      send-back: {actor: web, serves: [return]}

Can be wrong: Where the requirement is of a kind that nobody triggers, such as a rule about content.

Source: ISO/IEC/IEEE 29148:2018, Requirements engineering, on traceability.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.findings import Severity
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.rules.support.needs import JOURNEYS


def check(context: LintContext) -> Iterator[Problem]:
    design = context.design
    if not context.journeys or design.requirements is None:
        return
    served = {name for journey in context.journeys for name in (journey.id, *journey.serves)}
    served |= set(design.api)
    for requirement in design.requirements.functional.values():
        if {requirement.id, requirement.id.replace("-", "_")} & served:
            continue
        yield Problem(
            message=f"requirement '{requirement.id}' ({requirement.priority}) is served by "
            f"0 of {len(context.journeys)} journeys",
            span=requirement.span,
            at=requirement.id,
            help=f"add 'serves: [{requirement.id}]' to the journey that does, or move it to "
            f"'out_of_scope'",
        )


RULE = Rule(
    code="API001",
    name="requirement-without-journey",
    severity=Severity.WARNING,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    needs=(JOURNEYS,),
)
