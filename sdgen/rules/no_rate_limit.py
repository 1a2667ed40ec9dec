"""A public API without a rate limit.

Finds: API operations that a client can call and that have no `rate_limit`, where nothing on the way of
their journey (gateway, firewall, service) has one either. Operations behind one gateway are one
finding, at the gateway.

Why: One caller, by mistake or on purpose, can use up what all share. A limit turns that into an error
for one and service for the rest.

Bad:
    components:
      web: {kind: client, calls: [gateway]}
      gateway: {kind: api_gateway, managed: true}
    api:
      post_order: {http: POST /v1/orders}

Good:
    components:
      web: {kind: client, calls: [gateway]}
      gateway: {kind: api_gateway, managed: true, rate_limit: 100/s per user}
    api:
      post_order: {http: POST /v1/orders}

Can be wrong: Where only trusted callers reach the API and the design does not say so.

Source: AWS Well-Architected, REL05-BP02 Throttle requests
<https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_mitigate_interaction_failure_throttle_requests.html>.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sdgen.base.findings import Finding, Severity
from sdgen.base.words import by_number, counted, named
from sdgen.design.records import Operation
from sdgen.kinds import Role, kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Line, Problem, Rule, RuleKind
from sdgen.rules.support.needs import OPERATIONS
from sdgen.rules.support.not_said import lacking, says_none, says_some


def check(context: LintContext) -> Iterator[Problem]:
    open_at: dict[tuple[str, bool], list[Operation]] = {}
    for operation in context.design.api.values():
        parts = [context.design.components[name] for name in _way(context, operation)]
        limits = (operation.rate_limit, *(each.properties.get("rate_limit") for each in parts))
        if not parts or any(map(says_some, limits)):
            continue
        gateway = next((each.id for each in parts if kind_of(each).gateway), "")
        not_said = not any(map(says_none, limits))
        open_at.setdefault((gateway, not_said), []).append(operation)
    for (gateway, not_said), operations in open_at.items():
        ids = tuple(each.id for each in operations)
        if gateway:
            yield Problem(
                message=f"{counted(len(ids), 'operation')} ({named(ids)}) without a rate limit: "
                f"the gateway '{gateway}' sets none either",
                span=context.design.components[gateway].span,
                at=gateway,
                help=f"add 'rate_limit: 100/s per user' to '{gateway}', or one to each operation",
                about=ids,
                not_said=not_said,
                lacks=ids if not_said else (),
            )
            continue
        for operation in operations:
            yield Problem(
                message=f"operation '{operation.id}' has 0 rate limits: neither it nor anything "
                f"on its way sets one",
                span=operation.span_of("rate_limit"),
                at=operation.id,
                help="add 'rate_limit: 300 per 3h per user', or one to the service that serves it",
                not_said=not_said,
                lacks=(operation.id,) if not_said else (),
            )


def _line(parts: Sequence[Finding]) -> Line:
    ids = lacking(parts)
    number = len(ids)
    return Line(
        f"{counted(number, 'operation')} that clients call {by_number(number, 'gives', 'give')} no "
        f"rate limit, and nothing on the way sets one: {named(ids)}",
        "add 'rate_limit: 100/s per user' to the gateway or service that serves them; 'rate_limit: "
        "none' says that there is none",
    )


def _way(context: LintContext, operation: Operation) -> tuple[str, ...]:
    """What a client passes to call the operation; nothing where no client calls it."""
    clients = [each.id for each in context.components if kind_of(each).role is Role.ACTOR]
    if operation.journey is not None and operation.journey in context.visited:
        way = context.visited[operation.journey]
        return way if way and way[0] in clients else ()
    doors = [call.target for name in clients for call in context.calls_from[name]]
    behind = [call.target for name in doors for call in context.calls_from[name]]
    return tuple(dict.fromkeys((*clients, *doors, *behind)))


RULE = Rule(
    code="API003",
    name="no-rate-limit",
    severity=Severity.WARNING,
    kind=RuleKind.ATTRIBUTES,
    doc=__doc__,
    check=check,
    needs=(OPERATIONS,),
    asks=True,
    line=_line,
)
