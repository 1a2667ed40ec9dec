"""Data that a loss takes further back than a journey allows.

Finds: A store that a journey with a recovery point objective (`objectives.rpo`) writes, whose copies
may be further behind (`replication_lag`, with asynchronous replication) or whose backups are further
apart (`backups.every`, where nothing faster is declared) than the objective. Which stores those are
is said by the journey's `writes`, else they are all durable stores that it passes.

Why: The objective says how many minutes of work may be lost. What was written since the last copy that
survives is lost.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2, calls: [db]}
      db: {kind: database, replicas: 3, backups: {every: 24h}}
    journeys:
      order:
        actor: web
        objectives: {rpo: 5min}
        steps: ["web -> shop -> db: write"]

Good:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2, calls: [db]}
      db: {kind: database, replicas: 3, replication: asynchronous, replication_lag: 30s, backups: {every: 24h}}
    journeys:
      order:
        actor: web
        objectives: {rpo: 5min}
        steps: ["web -> shop -> db: write"]

Can be wrong: Where a log of changes is kept elsewhere and the design does not say so: write the
interval at which it is shipped as `backups.every`. A wrong delete reaches every copy at once; where
the objective covers that too, only the backups count.

Source: AWS Well-Architected Framework, Reliability Pillar, REL 13
<https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/plan-for-disaster-recovery-dr.html>.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.analyses.failure.provided import is_provided
from sdgen.base.findings import Severity
from sdgen.base.span import Span
from sdgen.base.words import by_number, named
from sdgen.design.records import Component, Journey
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.quantity import Dimension, Quantity
from sdgen.quantity.print import format_quantity
from sdgen.rules.support.needs import JOURNEYS
from sdgen.rules.support.placement import copies_of, written_stores

AT_ONCE = ("synchronous", "semi-synchronous")


def check(context: LintContext) -> Iterator[Problem]:
    strictest: dict[str, float] = {}
    missed: dict[str, list[str]] = {}
    behind = {each.id: _behind(context, each) for each in context.components}
    for journey in context.journeys:
        rpo = _rpo(journey)
        for name in written_stores(context, journey) if rpo is not None else ():
            loss = behind[name]
            if rpo is not None and loss is not None and loss[0] > rpo:
                strictest[name] = min(rpo, strictest.get(name, rpo))
                missed.setdefault(name, []).append(journey.id)
    for component in context.components:
        loss = behind[component.id]
        if component.id not in missed or loss is None:
            continue
        journeys = tuple(missed[component.id])
        seconds, what, span = loss
        allowed = format_quantity(strictest[component.id], Dimension.DURATION)
        lost = format_quantity(seconds, Dimension.DURATION)
        yield Problem(
            message=f"'{component.id}' may lose {lost} of writes ({what}), and {named(journeys)} "
            f"{by_number(len(journeys), 'allows', 'allow')} {allowed}",
            span=span,
            at=component.id,
            help=f"keep a copy that each write waits for ('replication: synchronous'), or bring it "
            f"down to {allowed}",
            about=journeys,
            journeys=journeys,
        )


def _rpo(journey: Journey) -> float | None:
    wanted = journey.objectives.rpo if journey.objectives is not None else None
    return wanted.value if wanted is not None else None


def _behind(context: LintContext, store: Component) -> tuple[float, str, Span] | None:
    """Seconds of writes that may be lost, what says so, and where; None where it is unknown."""
    replication = store.properties.get("replication")
    lag = store.properties.get("replication_lag")
    followers = context.followers[store.id]
    copied = is_provided(store) or copies_of(store) > 1 or bool(followers)
    if copied and replication in AT_ONCE:
        return None
    if copied and isinstance(lag, Quantity):
        return lag.value, "the lag of its copies", store.span_of("replication_lag")
    if copied and (is_provided(store) or _waits(store)):
        return None
    lags = [each.properties.get("replication_lag") for each in followers]
    known = [each.value for each in lags if isinstance(each, Quantity)]
    if known:
        return min(known), "the lag of its read replicas", store.span
    backups = store.backups
    if backups is None or backups.every is None:
        return None
    return backups.every.value, "the time between backups", store.span_of("backups")


def _waits(store: Component) -> bool:
    """Whether a write waits until several copies have it."""
    replicas = store.replicas
    of_pieces = replicas.copies is not None and (replicas.need or 0) > 1
    return replicas.majority or of_pieces or (replicas.writes_need or 0) > 1


RULE = Rule(
    code="REP005",
    name="replication-misses-rpo",
    severity=Severity.ERROR,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    needs=(JOURNEYS,),
)
