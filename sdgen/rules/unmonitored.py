"""A component of a journey that nothing watches.

Finds: A component that a journey passes through and that is neither in `monitoring.watches`, nor has an
alert, nor is called by or calls a component of kind `monitor`. Clients and external systems do not
count. A design without any monitoring is one finding.

Why: What is not watched is down for as long as it takes until users complain, and nobody can say
afterwards what happened.

Bad:
    journeys:
      buy: {actor: web}
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2, calls: [db]}
      db: {kind: database}
    monitoring:
      watches: [shop]

Good:
    journeys:
      buy: {actor: web}
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2, calls: [db]}
      db: {kind: database}
    monitoring:
      watches: [shop, db]

Can be wrong: Where a platform watches everything and the design does not say so. Then list it.

Source: AWS Well-Architected, REL06-BP01 Monitor all components for the workload (Generation)
<https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_monitor_aws_resources_monitor_resources.html>.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sdgen.base.findings import Severity
from sdgen.base.words import by_number, counted, named
from sdgen.kinds import Role, kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.rules.support.hosts import watched_with
from sdgen.rules.support.needs import JOURNEYS

OUTSIDE = frozenset({Role.ACTOR, Role.MONITOR, Role.PROVIDED})
"""Roles that nobody here watches, or that watch."""


def check(context: LintContext) -> Iterator[Problem]:
    design = context.design
    watched = watched_with(context, _watched(context))
    guests: dict[str, list[str]] = {}
    for component in context.components:
        guests.setdefault(component.runs_on, []).append(component.id)
    unwatched = [
        component
        for component in context.components
        if context.journeys_of[component.id]
        and component.id not in watched
        and kind_of(component).role not in OUTSIDE
        and not component.external
        and not _is_watched_by(guests.get(component.id, ()), watched)
    ]
    if not unwatched:
        return
    if design.monitoring is None and not watched:
        ids = [each.id for each in unwatched]
        yield Problem(
            message=f"the design has no monitoring: nothing watches "
            f"{counted(len(ids), 'component')} of its journeys ({named(ids)})",
            span=design.span_of("name"),
            at=design.name,
            help="add 'monitoring:' with 'watches' and 'alerts'",
            about=tuple(ids),
            journeys=tuple(design.journeys),
        )
        return
    for component in unwatched:
        journeys = context.journeys_of[component.id]
        yield Problem(
            message=f"nothing watches '{component.id}', which {counted(len(journeys), 'journey')} "
            f"({named(journeys)}) {by_number(len(journeys), 'passes', 'pass')} through",
            span=component.span,
            at=component.id,
            help=f"add '{component.id}' to 'watches' of 'monitoring', or an alert on it",
            journeys=journeys,
        )


def _is_watched_by(guests: Collection[str], watched: set[str]) -> bool:
    """Whether all that runs on a host is watched: its loss is seen there."""
    return bool(guests) and watched.issuperset(guests)


def _watched(context: LintContext) -> set[str]:
    monitoring = context.design.monitoring
    watched: set[str] = set()
    if monitoring is not None:
        watched.update(monitoring.watches)
        watched.update(alert.on for alert in monitoring.alerts)
    for call in context.calls:
        if kind_of(context.design.components[call.source]).role is Role.MONITOR:
            watched.add(call.target)
        if kind_of(context.design.components[call.target]).role is Role.MONITOR:
            watched.add(call.source)
    return watched


RULE = Rule(
    code="OBS001",
    name="unmonitored",
    severity=Severity.ERROR,
    kind=RuleKind.ATTRIBUTES,
    doc=__doc__,
    check=check,
    needs=(JOURNEYS,),
    silences=("OBS002",),
)
