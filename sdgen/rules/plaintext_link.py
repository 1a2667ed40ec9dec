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

from collections.abc import Iterator

from sdgen.analyses.failure.domains import named_places
from sdgen.analyses.failure.provided import is_provided
from sdgen.base.findings import Severity
from sdgen.base.words import counted, named
from sdgen.design.records import Call, Component
from sdgen.kinds import Role, kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind

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
        if not calls:
            continue
        targets = tuple(dict.fromkeys(call.target for call in calls))
        way = "from a client" if kind_of(component).role is Role.ACTOR else "across zones"
        yield Problem(
            message=f"'{component.id}' makes {counted(len(calls), 'call')} {way} without "
            f"encryption, to {named(targets)}",
            span=calls[0].spans.get("encrypted", calls[0].span),
            at=component.id,
            help=f"write '- {targets[0]}: {{encrypted: true}}', or an encrypted protocol such as "
            f"HTTPS",
            about=tuple(call.id for call in calls),
            journeys=context.journeys_of[component.id],
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
)
