"""An entity of which is not said where it is kept or how it is found.

Finds: An entity without `store` or without `key`.

Why: The data model is what storage, partitions and hot spots are computed from. An entity without a
store is kept nowhere, and one without a key cannot be found or partitioned.

Bad:
    components:
      db: {kind: database}
    data:
      Order: {fields: {order_id: id}}

Good:
    components:
      db: {kind: database}
    data:
      Order: {store: db, key: order_id, fields: {order_id: id}}

Can be wrong: For a part that only ever stands inside another entity. Then make it fields of that one.

Source: Grokking the System Design Interview, step 4, Defining data model
<https://www.designgurus.io/course/grokking-the-system-design-interview>.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.findings import Severity
from sdgen.base.words import joined
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind


def check(context: LintContext) -> Iterator[Problem]:
    for entity in context.design.data.values():
        missing = {}
        if entity.store is None:
            missing["store"] = "'store:' with the component that keeps it"
        if not entity.key:
            missing["key"] = "'key:' with the field or fields that name one"
        if not missing:
            continue
        yield Problem(
            message=f"entity '{entity.id}' has no {' and no '.join(missing)} "
            f"({len(missing)} of the 2 that every entity has)",
            span=entity.span,
            at=entity.id,
            help=f"add {joined(missing.values())}",
        )


RULE = Rule(
    code="DATA007",
    name="entity-incomplete",
    severity=Severity.ERROR,
    kind=RuleKind.ATTRIBUTES,
    doc=__doc__,
    check=check,
)
