"""Durable data with too few copies.

Finds: A durable store that the design runs itself with fewer than 3 copies of its data; 2 are enough
with backups and automatic failover, which nodes that say their `copies` or `need` and have no leader do
without. `copies` counts, else every replica where they follow a leader
or are alike, else up to 3 of them, plus read replicas that name the store in `copy_of`. Also a
queue that holds messages on a single instance. Not what is said never to fail.

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

from collections.abc import Iterator, Sequence

from sdgen.analyses.failure.provided import is_provided, never_fails
from sdgen.base.findings import Finding, Severity
from sdgen.base.words import by_number, counted, named
from sdgen.design.hosts import bearer
from sdgen.design.records import Component
from sdgen.design.replicas import ONE_LEADER
from sdgen.kinds import kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Line, Problem, Rule, RuleKind, RuleOption
from sdgen.rules.support.not_said import lacking
from sdgen.rules.support.placement import copies_of
from sdgen.rules.support.wording import count_of, replicas_span, said_so

FEWEST = RuleOption(name="fewest", doc="Copies of durable data.", default=3, minimum=1)


def check(context: LintContext) -> Iterator[Problem]:
    fewest = context.option(FEWEST)
    followers: dict[str, int] = {}
    for component in context.components:
        source = component.properties.get("copy_of")
        if isinstance(source, str):
            followers[source] = followers.get(source, 0) + component.replicas.count
    told: set[str] = set()
    for store in context.components:
        host = bearer(context.design, store)
        told_of = host.id in told and store.replicas.copies is None
        if is_provided(host) or never_fails(host) or never_fails(store) or told_of:
            continue
        copies = copies_of(store) + followers.get(store.id, 0)
        if kind_of(store).durable:
            if copies < fewest and not (copies == fewest - 1 >= 2 and _recovers(store)):
                told.add(host.id)
                yield _few(context, store, copies, fewest)
        elif copies < min(fewest, 2) and _holds_jobs(context, store):
            told.add(host.id)
            yield _few(context, store, copies, min(fewest, 2))


def _few(context: LintContext, store: Component, copies: int, fewest: int) -> Problem:
    noun = counted(copies, "copy")
    kept = "data" if kind_of(store).durable else "messages"
    host = bearer(context.design, store)
    if store.replicas.copies is None and host is not store:
        # its copies are as many as its host has instances
        return Problem(
            message=f"'{store.id}' keeps {noun} of its {kept}, as it runs on "
            f"{counted(host.replicas.count, 'instance')} of '{host.id}'{said_so(host)}; "
            f"it should keep at least {fewest}",
            span=replicas_span(host),
            at=host.id,
            about=(store.id,),
            help=f"write '{count_of(host, fewest)}' at '{host.id}', or 'managed: true' if a provider "
            "runs it",
            journeys=context.journeys_of[store.id],
            not_said=not host.replicas.given,
            lacks=() if host.replicas.given else (store.id,),
        )
    switches = "" if _is_leaderless(store) else "automatic failover and "
    enough = f" (2 are enough with {switches}backups)" if fewest == 3 else ""
    more = (
        f"write 'copies: {fewest}'"
        if store.runs_on
        else f"write 'replicas: {fewest}' (with 'copies: {fewest}' where there are more replicas)"
    )
    return Problem(
        message=f"'{store.id}' keeps {noun} of its {kept}{said_so(store)}; "
        f"it should keep at least {fewest}{enough}",
        span=store.replicas.spans.get("copies", replicas_span(store)),
        at=store.id,
        help=f"{more}, or 'managed: true' if a provider runs it",
        journeys=context.journeys_of[store.id],
        not_said=not store.replicas.given,
        lacks=() if store.replicas.given else (store.id,),
    )


def _line(parts: Sequence[Finding]) -> Line:
    ids = lacking(parts)
    number = len(ids)
    return Line(
        f"{counted(number, 'store')} {by_number(number, 'gives', 'give')} no 'replicas', which counts "
        f"as 1 copy: {named(ids)}",
        "write how many copies each keeps, or 'managed: true' where a provider runs it; 'defaults: "
        "{kinds: {database: {replicas: 3}}}' says it for all of a kind",
    )


def _holds_jobs(context: LintContext, store: Component) -> bool:
    """Whether messages wait in it that somebody has to work off: who sends one would not know that
    it is lost."""
    return kind_of(store).holds_messages and any(
        not call.dead_letter for call in context.calls_from[store.id]
    )


def _recovers(store: Component) -> bool:
    """Whether what has lost one of two copies goes on with the other: by itself, and not for ever
    without a further one."""
    failover = store.replicas.failover
    automatic = failover is not None and bool(failover.automatic)
    return store.backups is not None and (automatic or _is_leaderless(store))


def _is_leaderless(store: Component) -> bool:
    """Whether it says that other nodes answer for a lost one, so that none has to take over."""
    replicas = store.replicas
    said = (replicas.copies, replicas.need, replicas.reads_need) != (None, None, None)
    return said and replicas.mode not in ONE_LEADER


RULE = Rule(
    code="REP001",
    name="too-few-copies",
    severity=Severity.ERROR,
    kind=RuleKind.ATTRIBUTES,
    doc=__doc__,
    check=check,
    options=(FEWEST,),
    asks=True,
    line=_line,
)
