"""A retried write that may be done twice.

Finds: A call with `retries` on the way of a journey to a store that it writes, where an operation of
that journey is not idempotent: it says `idempotent: false`, or it is a `POST` or `PATCH` and does not
say that it is. A component that says `idempotent: true` may be called again.

Why: A call that timed out may have been done. Sent again, it is done twice: two orders, two payments.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2, calls: [payments: {timeout: 1s, retries: 2}]}
      payments: {kind: service, replicas: 2, calls: [db]}
      db: {kind: database, replicas: 3}
    journeys:
      pay: {actor: web, steps: ["web -> shop -> payments -> db: write"]}
    api:
      post_payment: {http: POST /v1/payments, journey: pay, idempotent: false}

Good:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2, calls: [payments: {timeout: 1s, retries: 2}]}
      payments: {kind: service, replicas: 2, calls: [db]}
      db: {kind: database, replicas: 3}
    journeys:
      pay: {actor: web, steps: ["web -> shop -> payments -> db: write"]}
    api:
      post_payment: {http: POST /v1/payments, journey: pay, idempotent: true}

Can be wrong: Where only that one call is idempotent and the operation as a whole is not.

Source: AWS Well-Architected Framework, Reliability Pillar, REL04-BP04 Make mutating operations
idempotent
<https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_prevent_interaction_failure_idempotent.html>;
RFC 9110, section 9.2.2, Idempotent Methods.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.findings import Severity
from sdgen.base.words import by_number, counted, named
from sdgen.design.records import Journey, Operation
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.rules.support.needs import JOURNEYS, OPERATIONS
from sdgen.rules.support.placement import written_stores


def check(context: LintContext) -> Iterator[Problem]:
    broken: dict[str, dict[str, tuple[str, ...]]] = {}
    for journey in context.journeys:
        unsafe = tuple(
            each.id
            for each in context.design.api.values()
            if each.journey == journey.id and not _is_idempotent(each)
        )
        for name in _on_the_way(context, journey) if unsafe else ():
            broken.setdefault(name, {})[journey.id] = unsafe
    for call in context.calls:
        target = context.design.components[call.target]
        if call.id not in broken or not call.retries or target.properties.get("idempotent") is True:
            continue
        journeys = tuple(broken[call.id])
        operations = tuple(dict.fromkeys(o for names in broken[call.id].values() for o in names))
        yield Problem(
            message=f"'{call.source}' sends a call to '{call.target}' up to "
            f"{counted(call.retries + 1, 'time')}, and {named(operations)} "
            f"{by_number(len(operations), 'is', 'are')} not idempotent",
            span=call.span_of("retries"),
            at=call.source,
            help="give each request a key by which it is done once and write 'idempotent: true', or "
            "write 'retries: 0'",
            about=(call.id, *operations),
            journeys=journeys,
        )


def _is_idempotent(operation: Operation) -> bool:
    if operation.idempotent is not None:
        return operation.idempotent
    return operation.method.upper() not in ("POST", "PATCH")


def _on_the_way(context: LintContext, journey: Journey) -> set[str]:
    """The calls of the journey that lead to a store which it writes."""
    visited = set(context.visited[journey.id])
    steps = {(step.source, step.target) for step in journey.steps}
    found: set[str] = set()
    waiting = list(written_stores(context, journey))
    seen = set(waiting)
    while waiting:
        for call in context.calls_to[waiting.pop()]:
            made = (call.source, call.target) in steps if steps else call.source in visited
            if made:
                found.add(call.id)
                if call.source not in seen:
                    seen.add(call.source)
                    waiting.append(call.source)
    return found


RULE = Rule(
    code="API002",
    name="unsafe-retry",
    severity=Severity.ERROR,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    needs=(JOURNEYS, OPERATIONS),
)
