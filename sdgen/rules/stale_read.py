"""A strong read that is answered by something stale.

Finds: A journey that asks for strong consistency and is served by a cache, a search index, a read
replica, a store that says it is eventual, or a copy that answers by itself and is asynchronous, or
a follower (`reads: any`). A cache that every write goes through, and copies behind a leader that
answers alone, do not count.

Why: Whoever has just paid and sees an unpaid order pays again. What is behind by seconds most of the
time is behind by minutes on the day of the incident.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2, calls: [cache]}
      cache: {kind: cache, replicas: 2, calls: [db]}
      db: {kind: database, replicas: 3}
    journeys:
      balance:
        actor: web
        objectives: {consistency: strong}
        steps: ["web -> shop -> cache -> db: look up"]

Good:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2, calls: [db]}
      db: {kind: database, replicas: 3}
    journeys:
      balance:
        actor: web
        objectives: {consistency: strong}
        steps: ["web -> shop -> db: look up"]

Can be wrong: Where only another part of the journey must be strong. Then make it a journey of its own.

Source: M. Kleppmann, Designing Data-Intensive Applications (2017), chapter 5, Problems with replication
lag.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.analyses.replication import has_leader
from sdgen.base.findings import Severity
from sdgen.base.words import by_number, counted, named
from sdgen.design.records import Component
from sdgen.kinds import Role, kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.rules.support.consistency import asks_strong
from sdgen.rules.support.needs import JOURNEYS


def check(context: LintContext) -> Iterator[Problem]:
    strong = {
        each.id
        for each in context.journeys
        if asks_strong(each) and not (each.writes and not each.reads)
    }
    for component in context.components:
        journeys = tuple(name for name in context.journeys_of[component.id] if name in strong)
        stale = _stale(component)
        if not journeys or stale is None:
            continue
        why, change = stale
        asks = by_number(len(journeys), "asks", "ask")
        yield Problem(
            message=f"{counted(len(journeys), 'journey')} ({named(journeys)}) {asks} for strong "
            f"reads and {by_number(len(journeys), 'is', 'are')} served by '{component.id}', {why}",
            span=component.span,
            at=component.id,
            help=f"{change}, or ask for 'consistency: eventual'",
            about=journeys,
            journeys=journeys,
        )


_ELSEWHERE = "read from the store that takes the writes"


def _stale(component: Component) -> tuple[str, str] | None:
    """Why what the component answers may be old, and what helps; None where it is not."""
    promised = component.properties.get("consistency")
    if promised == "strong" or component.properties.get("writes") == "through":
        return None
    kind, replication = kind_of(component), component.properties.get("replication")
    if kind.forgetful:
        named_kind = component.kind.replace("_", " ")
        return f"a {named_kind} that may be behind its source", _ELSEWHERE
    if kind.role is Role.REPLICA:
        if replication == "synchronous":
            return None
        return "a read replica that lags behind what was written", _ELSEWHERE
    if promised is not None:
        return f"which promises '{promised}' reads only", _ELSEWHERE
    replicas = component.replicas
    if has_leader(component) and replicas.reads_any:
        if replication == "synchronous":
            return None
        followers = counted(replicas.count - 1, "follower")
        return f"whose {followers} answer reads and may be behind", "leave out 'reads: any'"
    if replication == "asynchronous" and not has_leader(component):
        return f"whose {replicas.count} replicas copy each other asynchronously", _ELSEWHERE
    return None


RULE = Rule(
    code="REP007",
    name="stale-read",
    severity=Severity.WARNING,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    needs=(JOURNEYS,),
)
