"""One instance whose loss breaks a journey.

Finds: A replica that is a minimal cut set of order one: with it down and everything else up, a journey
fails. Also the partial kind, a node whose loss makes some of the data unavailable, with its share
(`copies: 1`, or a cache that nobody else answers for), a machine (a `host` of `topology`), an instance
of a cluster that takes along what runs on it (one finding, at the cluster), and the leader or active
instance where `failover` is manual: the journey waits for a person. Where what is left only cannot
carry the peak, CAP002 says so. Without journeys every call of each client counts as one, as for
`analyze`; that is one note, under "not said". With hundreds of clients and thousands of components it
would take too long.

Why: However available the rest is, the journey is down whenever that one machine is. Redundancy that
stands in front of a single database does not help: the journey needs both.

Bad:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2, calls: [db]}
      db: {kind: database, replicas: 1}
    journeys:
      order: {actor: web, rate: 10/s}

Good:
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: 2, calls: [db]}
      db: {kind: database, replicas: 2}
    journeys:
      order: {actor: web, rate: 10/s}

Can be wrong: Where the journey survives the loss in a way that the design does not say: make the call
`optional`, or name the alternative with `any_of`.

Source: AWS Well-Architected Framework, Reliability Pillar, REL 10
<https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/use-fault-isolation-to-protect-your-workload.html>;
W. E. Vesely et al., Fault Tree Handbook, NUREG-0492 (1981), on minimal cut sets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from sdgen.analyses.failure.point import Cause, PointKind, PointOfFailure
from sdgen.analyses.replication import fewest_copies, is_sharded_cache
from sdgen.base.findings import Finding, Severity
from sdgen.base.words import by_number, counted, named
from sdgen.design.hosts import hosts_of
from sdgen.design.records import Component
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Line, Problem, Rule, RuleKind
from sdgen.rules.support.hosts import running_on
from sdgen.rules.support.journeys import (
    WRITE_JOURNEYS,
    broken,
    journeys_asked,
    without_journeys,
)
from sdgen.rules.support.needs import JOURNEYS
from sdgen.rules.support.not_said import places
from sdgen.rules.support.wording import (
    SWITCH_BY_ITSELF,
    count_of,
    replicas_span,
    said_so,
    until_switched,
)


def check(context: LintContext) -> Iterator[Problem]:
    points: dict[str, dict[str, PointOfFailure]] = {}
    journeys: dict[str, dict[str, None]] = {}
    for journey in journeys_asked(context):
        for point in context.points_of_failure(journey.id):
            own = point.kind in (PointKind.INSTANCE, PointKind.PARTIAL, PointKind.HOST)
            if own and not point.only_overloads:
                if point.cause is Cause.CAPACITY:
                    point = replace(point, out=point.waits)
                at = point.component or point.event
                points.setdefault(at, {})[point.event] = point
                journeys.setdefault(at, {})[journey.id] = None
    for component in context.components:
        if component.id in points:
            names = tuple(journeys[component.id])
            worst = max(points[component.id].values(), key=lambda point: point.share)
            guests = _taken_along(context, worst, names)
            whom = broken(context, names)
            yield Problem(
                message=_message(context, worst, len(points[component.id]), guests)
                + f" {whom.words}"
                + until_switched(worst.out)
                + said_so(component),
                span=replicas_span(component),
                at=component.id,
                help=_help(context, worst, guests),
                about=guests,
                journeys=whom.journeys,
                not_said=whom.not_said,
                lacks=(component.id,) if whom.not_said else (),
            )
    for domain in context.design.domains.values():
        if domain.id in points:
            whom = broken(context, tuple(journeys[domain.id]))
            worst = points[domain.id][domain.id]
            down = _down_with(context, worst, tuple(journeys[domain.id]))
            alone = [each.id for each in context.components if each.id in down]
            what = f"takes {named(alone)} along, and breaks" if alone else "breaks"
            needs_place = f"place {named(alone)} on a further host, with a replica for it"
            yield Problem(
                message=f"host '{domain.id}' is 1 machine, and its loss {what} {whom.words}"
                f"{until_switched(worst.out)}",
                span=domain.span,
                at=domain.id,
                help=SWITCH_BY_ITSELF if worst.out is not None else needs_place,
                about=tuple(alone),
                journeys=whom.journeys,
                not_said=whom.not_said,
                lacks=(domain.id,) if whom.not_said else (),
            )


def _down_with(context: LintContext, point: PointOfFailure, journeys: tuple[str, ...]) -> set[str]:
    """The components of these journeys whose own part the event takes down."""
    from sdgen.analyses.reliability.states import own_parts_down

    down: set[str] = set()
    for journey in journeys:
        logic = context.failure_logic(journey)
        masks = {event: int(event == point.event) for event in logic.model.events}
        lost = own_parts_down(logic.model, masks)
        down.update(name for name, is_down in zip(logic.owners, lost, strict=False) if is_down)
    return down


def _taken_along(
    context: LintContext, point: PointOfFailure, journeys: tuple[str, ...]
) -> tuple[str, ...]:
    """What goes down with an instance of the component because it runs there, or loses a part of its
    data; nothing where the component itself is what the journeys miss."""
    down = _down_with(context, point, journeys)
    for journey in journeys:
        logic = context.failure_logic(journey)
        if point.kind is PointKind.PARTIAL:
            down.update(n for n in logic.owners if is_sharded_cache(context.design.components[n]))
    if point.component in down:
        return ()
    return tuple(
        each.id
        for each in context.components
        if each.id in down
        and any(host.id == point.component for host in hosts_of(context.design, each))
    )


def _message(
    context: LintContext, point: PointOfFailure, lost: int, guests: tuple[str, ...]
) -> str:
    host = context.design.components[point.component]
    count = host.replicas.count
    on_it = running_on(host, guests)
    if point.out is not None:
        return f"'{point.event}' serves alone{on_it and f', also{on_it},'}, and its loss breaks"
    if point.kind is PointKind.PARTIAL:
        data = f"the data{on_it}," if guests else "its data"
        return f"losing 1 of the {count} replicas of '{host.id}' takes {point.share:.0%} of {data} from"
    if count == 1:
        named_too = f", under {named(guests)}" if guests else ""
        return f"'{host.id}' is 1 instance{named_too}, and its loss breaks"
    if guests:
        return f"losing 1 of the {count} replicas of '{host.id}' takes too many{on_it}, and breaks"
    return f"'{host.id}' needs {lost} of its {count} replicas, so losing 1 breaks"


def _help(context: LintContext, point: PointOfFailure, guests: tuple[str, ...]) -> str:
    design = context.design
    component = design.components[point.component]
    replicas = component.replicas
    if point.out is not None:
        return SWITCH_BY_ITSELF
    # of what runs on it, the copies of each piece are for it to say
    sharded = [design.components[name] for name in guests if _keeps_few(design.components[name])]
    for each in sharded or [component]:
        if point.kind is PointKind.PARTIAL and is_sharded_cache(each):
            return "let the callers ask what lies behind it: 'any_of: [cache, store]'"
        if point.kind is PointKind.PARTIAL:
            copies = each.replicas.copies or 1
            where = f" at '{each.id}'" if each is not component else ""
            return f"keep {copies + 1} copies of each piece: 'copies: {copies + 1}'{where}"
    if replicas.count > 1 and guests:
        return f"let {named(guests)} need fewer, or add 1 replica: " + (
            f"'{count_of(component, replicas.count + 1)}'"
        )
    # as many as keep data safe too (REP001), as 'improve' would add
    recovers = replicas.failover is not None and bool(replicas.failover.automatic)
    count = max(replicas.count + 1, fewest_copies(design, component, recovers=recovers))
    return f"add {counted(count - replicas.count, 'replica')}: '{count_of(component, count)}'"


def _keeps_few(component: Component) -> bool:
    return component.replicas.copies is not None or is_sharded_cache(component)


def _line(parts: Sequence[Finding]) -> Line:
    ids = places(parts)
    what = by_number(len(ids), "a single point of failure", "single points of failure")
    return Line(without_journeys(what, ids), WRITE_JOURNEYS)


RULE = Rule(
    code="SPOF001",
    name="single-point-of-failure",
    severity=Severity.ERROR,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    needs=(JOURNEYS,),
    silences=("COPY001", "REP001", "REP003", "REP004"),
    line=_line,
)
