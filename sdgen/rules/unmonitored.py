"""A component of a journey that nothing watches.

Finds: A component that a journey passes through and that is neither in `monitoring.watches`, nor has an
alert, nor is called by or calls a component of kind `monitor`. Clients and external systems do not
count. Where `watches` (or the calls of a monitor) says what is watched, what it leaves out is one
warning; of a design that says nothing of it, all are one note.

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

from collections.abc import Collection, Iterator, Sequence

from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span
from sdgen.base.words import by_number, counted, named
from sdgen.kinds import Role, kind_of
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Line, Problem, Rule, RuleKind
from sdgen.rules.support.hosts import watched_with
from sdgen.rules.support.needs import JOURNEYS
from sdgen.rules.support.not_said import places

OUTSIDE = frozenset({Role.ACTOR, Role.MONITOR, Role.PROVIDED})
"""Roles that nobody here watches, or that watch."""


def check(context: LintContext) -> Iterator[Problem]:
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
    listed = _says_what_is_watched(context)
    nothing_said = context.design.monitoring is None and not watched
    explained = tuple(context.design.journeys) if nothing_said else ()
    what = "nothing watches" if listed else "nothing is known to watch"
    for component in unwatched:
        journeys = context.journeys_of[component.id]
        yield Problem(
            message=f"{what} '{component.id}', which {counted(len(journeys), 'journey')} "
            f"({named(journeys)}) {by_number(len(journeys), 'passes', 'pass')} through",
            span=component.span,
            at=component.id,
            help=f"add '{component.id}' to 'watches' of 'monitoring', or an alert on it"
            if listed
            else _question(context),
            # what nothing watches has no alert either
            explains=explained,
            journeys=journeys,
            severity=Severity.WARNING if listed else None,
            not_said=not listed,
            lacks=(component.id,),
            listed_at=_list_of_watched(context) if listed else None,
        )


def _says_what_is_watched(context: LintContext) -> bool:
    """Whether there is a list of what is watched, so that what it leaves out is left out."""
    monitoring = context.design.monitoring
    return bool(monitoring and monitoring.watches) or any(
        kind_of(context.design.components[call.source]).role is Role.MONITOR
        for call in context.calls
    )


def _list_of_watched(context: LintContext) -> Span | None:
    monitoring = context.design.monitoring
    return monitoring.span_of("watches") if monitoring is not None else None


def _question(context: LintContext) -> str:
    """What to say where nothing is said of what is watched: of the monitors that there are."""
    monitors = [each.id for each in context.components if kind_of(each).role is Role.MONITOR]
    if context.design.monitoring is not None:
        monitors.insert(0, "monitoring")
    if not monitors:
        return "add 'monitoring' with 'watches' and 'alerts'"
    are = by_number(
        len(monitors), "is there: say what it watches", "are there: say what they watch"
    )
    return f"{named(monitors)} {are}"


def _line(parts: Sequence[Finding]) -> Line:
    ids = places(parts)
    number = len(ids)
    journeys = tuple(dict.fromkeys(each for part in parts for each in part.journeys))
    if parts[0].not_said:
        return Line(
            f"{parts[0].help}; nothing is known to watch {counted(number, 'component')} of "
            f"{counted(len(journeys), 'journey')} ({named(ids)})",
            f"list under 'watches' of 'monitoring' what is watched of {named(ids)}",
        )
    them = by_number(number, "it", "them")
    return Line(
        f"nothing watches {named(ids, 8)}, which {counted(len(journeys), 'journey')} "
        f"({named(journeys)}) {by_number(len(journeys), 'passes', 'pass')} through",
        f"add {them} to 'watches' of 'monitoring', or alerts on {them}",
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
    asks=True,
    line=_line,
)
