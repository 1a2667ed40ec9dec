"""A client that reaches a data store directly.

Finds: A store that a client calls, itself or through nothing more than a load balancer, name service
or CDN. An object store behind a CDN, or one that says `public`, as it does where links are signed, is
fine, and so is what a balancer or CDN only writes asynchronously: its own log.

Why: The store's own rights are then all that stands between users and everybody's data, its version
and its load are the users' to choose, and its address is where attackers begin.

Bad:
    components:
      app: {kind: client, calls: [db]}
      db: {kind: database, replicas: 3}

Good:
    components:
      app: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2, calls: [db]}
      db: {kind: database, replicas: 3}

Can be wrong: Where the store is made for it and checks each user's rights, as some hosted databases for
mobile apps do.

Source: Threagile, risk rule `unguarded-direct-datastore-access`
<https://github.com/Threagile/threagile>.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.analyses.traffic.operations import accesses
from sdgen.base.findings import Severity
from sdgen.base.words import by_number, counted, named
from sdgen.design.records import Access, Call, Component
from sdgen.kinds import Role, kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind


def check(context: LintContext) -> Iterator[Problem]:
    exposed: dict[str, dict[str, None]] = {}
    for client in context.components:
        if kind_of(client).role is Role.ACTOR:
            for store in _stores(context, client):
                exposed.setdefault(store, {})[client.id] = None
    for component in context.components:
        if component.id not in exposed:
            continue
        clients = tuple(exposed[component.id])
        yield Problem(
            message=f"{counted(len(clients), 'client')} ({named(clients)}) "
            f"{by_number(len(clients), 'reaches', 'reach')} the {kind_of(component).title} "
            f"'{component.id}' with no service between",
            span=component.span,
            at=component.id,
            help="let a service or API gateway call it"
            + (
                ", or write 'public: true' where links are signed"
                if kind_of(component).property("public")
                else ""
            ),
            about=clients,
            journeys=context.journeys_of[component.id],
        )


def _stores(context: LintContext, client: Component) -> Iterator[str]:
    seen = {client.id}
    waiting = [client]
    while waiting:
        caller = waiting.pop()
        for call in context.calls_from[caller.id]:
            target = context.design.components[call.target]
            if target.id in seen or (caller is not client and _is_log(context, call)):
                continue
            signed = "signed" in f"{call.label} {call.protocol}".casefold()
            kind = kind_of(target)
            of_copies = kind_of(caller).caches_near_users
            open_store = kind.property("public") is not None and (
                target.properties.get("public") is True or signed or of_copies
            )
            if kind.admits_anyone:
                seen.add(target.id)
                waiting.append(target)
            elif kind.keeps_data and not target.external and not open_store:
                seen.add(target.id)
                yield target.id


def _is_log(context: LintContext, call: Call) -> bool:
    """Whether what passes requests on only notes something of its own there: nobody waits for it,
    and no step reads it."""
    return call.asynchronous and not any(
        access is Access.READ and (step.source, step.target) == (call.source, call.target)
        for journey in context.journeys
        for step, access in zip(journey.steps, accesses(context.design, journey), strict=True)
    )


RULE = Rule(
    code="SEC001",
    name="exposed-store",
    severity=Severity.ERROR,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
)
