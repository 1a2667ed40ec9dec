"""A durable store without backups.

Finds: A database, object store, file store, warehouse or secret store without `backups`. Managed
ones have those of their provider unless they say `backups: none`. An object store that keeps older
versions (`versioned: true`) has them. Streams are passed on rather than kept, external systems are
somebody else's.

Why: Copies do not help against a wrong DELETE, a bad release or ransom: all copies follow at once.

Bad:
    components:
      shop: {kind: service, replicas: 2, calls: [db]}
      db: {kind: database, replicas: 3}

Good:
    components:
      shop: {kind: service, replicas: 2, calls: [db]}
      db: {kind: database, replicas: 3, backups: {every: 24h, keep: 30d}}

Can be wrong: Where the data can be made again from another store. Accept it there and name that store.

Source: AWS Well-Architected, REL09-BP01 Identify and back up all data that needs to be backed
up, or reproduce the data from sources
<https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_backing_up_data_identified_backups_data.html>.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sdgen.analyses.failure.provided import is_provided
from sdgen.analyses.replication import most_replicas
from sdgen.base.findings import Finding, Severity
from sdgen.base.words import by_number, counted, named
from sdgen.design.hosts import hosts_of
from sdgen.kinds import Role, kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Line, Problem, Rule, RuleKind
from sdgen.rules.support.not_said import places


def check(context: LintContext) -> Iterator[Problem]:
    for store in context.components:
        kind = kind_of(store)
        if kind.role is not Role.STORE or not kind.durable or store.external:
            continue
        kept_by = (store, *hosts_of(context.design, store))
        if any(each.backups is not None for each in kept_by):
            continue
        stated = any(each.no_backups for each in kept_by)
        if store.properties.get("versioned") is True or (is_provided(store) and not stated):
            continue
        kept = sorted(each.id for each in context.design.data.values() if each.store == store.id)
        entities = counted(len(kept), "entity")
        what = f" of its {entities} ({', '.join(kept)})" if kept else ""
        why = "copies follow a wrong delete at once"
        if most_replicas(store) < 2:
            why = "what is deleted by mistake, or lost with its only copy, is gone"
        advice = "add 'backups: {every: 24h, keep: 30d}'"
        if kind.property("versioned"):
            advice += ", or 'versioned: true'"
        yield Problem(
            message=f"'{store.id}' has no backups{what}: {why}",
            span=store.span_of("backups"),
            at=store.id,
            help=advice,
            about=tuple(kept),
            not_said=not stated,
            lacks=() if stated else (store.id,),
        )


def _line(parts: Sequence[Finding]) -> Line:
    ids = places(parts)
    return Line(
        f"{counted(len(ids), 'store')} {by_number(len(ids), 'gives', 'give')} no backups: {named(ids)}",
        "write 'backups: {every: 24h, keep: 30d}'; 'backups: none' says that there are none",
    )


RULE = Rule(
    code="REP006",
    name="no-backup",
    severity=Severity.ERROR,
    kind=RuleKind.ATTRIBUTES,
    doc=__doc__,
    check=check,
    asks=True,
    line=_line,
)
