"""Durable data with too few copies.

Finds: A durable store that the design runs itself with fewer than 3 copies of its data; 2 are enough
with automatic failover and backups. `copies` counts, else the replicas, plus read replicas that
name the store in `copy_of`.

Why: With one copy a broken disk is lost data and a restart is an outage. With two, the time in which
the second is rebuilt is a time with one.

Bad:
    components:
      shop: {kind: service, replicas: 2, calls: [db]}
      db: {kind: database, replicas: 1, backups: {every: 24h}}

Good:
    components:
      shop: {kind: service, replicas: 2, calls: [db]}
      db: {kind: database, replicas: {count: 3, mode: leader-follower}, backups: {every: 24h}}

Can be wrong: Where the disks below the store keep copies that the design does not mention.

Source: Designing Data-Intensive Applications, chapter 5, Replication
<https://dataintensive.net/>.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.analyses.failure.own_parts import is_provided
from sdgen.base.findings import Severity
from sdgen.base.words import counted
from sdgen.design.records import Component
from sdgen.kinds import kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind, RuleOption
from sdgen.rules.support.wording import replicas_span, said_so

FEWEST = RuleOption(name="fewest", doc="Copies of durable data.", default=3, minimum=1)


def check(context: LintContext) -> Iterator[Problem]:
    fewest = context.option(FEWEST)
    followers: dict[str, int] = {}
    for component in context.components:
        source = component.properties.get("copy_of")
        if isinstance(source, str):
            followers[source] = followers.get(source, 0) + component.replicas.count
    for store in context.components:
        if not kind_of(store).durable or is_provided(store):
            continue
        replicas = store.replicas
        copies = replicas.copies if replicas.copies is not None else replicas.count
        copies += followers.get(store.id, 0)
        if copies >= fewest or (copies == fewest - 1 >= 2 and _recovers(store)):
            continue
        if copies > 1 and replicas.copies is None and "partitions" in store.properties:
            continue
        noun = counted(copies, "copy", "copies")
        enough = ""
        if fewest == 3:
            enough = " (2 are enough with automatic failover and backups)"
        yield Problem(
            message=f"'{store.id}' keeps {noun} of its data{said_so(store)}; "
            f"it should keep at least {fewest}{enough}",
            span=replicas.spans.get("copies", replicas_span(store)),
            at=store.id,
            help=f"write 'replicas: {fewest}' (with 'copies: {fewest}' where there are more "
            f"replicas), or 'managed: true' if a provider runs it",
            journeys=context.journeys_of[store.id],
        )


def _recovers(store: Component) -> bool:
    failover = store.replicas.failover
    return failover is not None and bool(failover.automatic) and store.backups is not None


RULE = Rule(
    code="REP001",
    name="too-few-copies",
    severity=Severity.ERROR,
    kind=RuleKind.ATTRIBUTES,
    doc=__doc__,
    check=check,
    options=(FEWEST,),
)
