"""A call that others may be able to read.

Finds: Calls from a client, or between components in different failure domains, that are not encrypted:
neither does the call say `encrypted: true`, nor does its protocol imply it (HTTPS, WSS, gRPC over
TLS, SFTP, ...). Managed edge services, object stores and external systems are taken to use
TLS unless the call says `encrypted: false`. One finding for each caller.

Why: Traffic between zones leaves the building, and traffic from clients crosses networks of others.
Whoever can listen there reads passwords and personal data.

Bad:
    topology: {eu: {zones: [eu-a, eu-b]}}
    components:
      shop: {kind: service, replicas: 2, zones: [eu-a, eu-b], calls: [db]}
      db: {kind: database, zones: [eu-a]}

Good:
    topology: {eu: {zones: [eu-a, eu-b]}}
    components:
      shop: {kind: service, replicas: 2, zones: [eu-a, eu-b], calls: [db: {encrypted: true}]}
      db: {kind: database, zones: [eu-a]}

Can be wrong: Where a service mesh or the network itself encrypts and the design does not say so.

Source: Threagile, risk rule `unencrypted-communication`
<https://github.com/Threagile/threagile>.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sdgen.analyses.failure.domains import named_places
from sdgen.analyses.failure.provided import is_provided
from sdgen.base.findings import Finding, Severity
from sdgen.base.words import by_number, counted, named
from sdgen.design.records import Call, Component
from sdgen.kinds import Role, kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Line, Problem, Rule, RuleKind
from sdgen.rules.support.not_said import lacking, places

ENCRYPTED_PROTOCOLS = frozenset(
    {
        "amqps",
        "ftps",
        "grpcs",
        "https",
        "ldaps",
        "mqtts",
        "mtls",
        "quic",
        "rediss",
        "sftp",
        "ssh",
        "ssl",
        "tls",
        "wss",
    }
)


def check(context: LintContext) -> Iterator[Problem]:
    for component in context.components:
        calls = [
            call
            for call in context.calls_from[component.id]
            if _is_plain(call, context) and _is_exposed(component, call, context)
        ]
        for not_said in (False, True):
            found = [call for call in calls if (call.encrypted is None) is not_said]
            if found:
                yield _problem(context, component, found, not_said=not_said)


def _problem(
    context: LintContext, component: Component, calls: Sequence[Call], *, not_said: bool
) -> Problem:
    """What one component calls in plain text, or so that nobody knows."""
    targets = tuple(dict.fromkeys(call.target for call in calls))
    ids = tuple(call.id for call in calls)
    way = "from a client" if kind_of(component).role is Role.ACTOR else "across zones"
    return Problem(
        message=f"'{component.id}' makes {counted(len(calls), 'call')} {way} without "
        f"encryption, to {named(targets)}",
        span=calls[0].spans.get("encrypted", calls[0].span),
        at=component.id,
        help=f"write '- {targets[0]}: {{encrypted: true}}', or an encrypted protocol such as HTTPS",
        about=ids,
        journeys=context.journeys_of[component.id],
        not_said=not_said,
        lacks=ids if not_said else (),
    )


def _line(parts: Sequence[Finding]) -> Line:
    calls, callers = len(lacking(parts)), places(parts)
    return Line(
        f"{counted(calls, 'call')} from clients or across zones, of "
        f"{counted(len(callers), 'component')}, {by_number(calls, 'does', 'do')} not say whether "
        f"{by_number(calls, 'it is', 'they are')} encrypted: {named(callers)}",
        "write 'defaults: {calls: {encrypted: true}}' for all calls, or a protocol such as HTTPS at "
        "each; 'encrypted: false' says that one is not",
    )


def _is_plain(call: Call, context: LintContext) -> bool:
    if call.encrypted is not None:
        return not call.encrypted
    words = call.protocol.lower().replace("/", " ").replace("+", " ").split()
    if any(word in ENCRYPTED_PROTOCOLS for word in words):
        return False
    target = context.design.components[call.target]
    kind = kind_of(target)
    return not (kind.resolves_names or (kind.encrypted_if_managed and is_provided(target)))


def _is_exposed(caller: Component, call: Call, context: LintContext) -> bool:
    if kind_of(caller).role is Role.ACTOR:
        return True
    here = set(named_places(caller))
    target = context.design.components[call.target]
    there = set(named_places(target))
    return bool(here and there) and len(here | there) > 1


RULE = Rule(
    code="SEC002",
    name="plaintext-link",
    severity=Severity.WARNING,
    kind=RuleKind.ATTRIBUTES,
    doc=__doc__,
    check=check,
    asks=True,
    line=_line,
)
