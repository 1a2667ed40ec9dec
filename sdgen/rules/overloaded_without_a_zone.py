"""What is left after the loss of a zone, or of one replica, cannot carry the peak.

Finds: A component that carries its peak, but not with the replicas that its fullest zone leaves, or not
without one of them. As many as carry the peak count as needed in the availability, as if the peak
lasted all day; that it is so is said here alone. So is a component to which the loss of a zone, its own or
another's, sends more load than is left of it carries, or whose connections (`pool`, `held`) what is left does
not accept. Where the loss is an outage whatever the peak (nothing
is left, or fewer than a stated `need`), SPOF001 and SPOF002 say so instead.

Why: Replicas in several zones are there for the day on which one zone is gone. If the others are then
overloaded, they go too, one after the other.

Bad:
    topology:
      eu-west: {zones: [eu-a, eu-b, eu-c]}
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: {count: 3, need: 1}, zones: [eu-a, eu-b, eu-c], capacity: 500/s}
    journeys:
      order: {actor: web, rate: 1.2k/s}

Good:
    topology:
      eu-west: {zones: [eu-a, eu-b, eu-c]}
    components:
      web: {kind: client, calls: [shop]}
      shop: {kind: service, replicas: {count: 6, need: 3}, zones: [eu-a, eu-b, eu-c], capacity: 500/s}
    journeys:
      order: {actor: web, rate: 1.2k/s}

Can be wrong: Where replicas are started elsewhere within the time that users wait.

Source: AWS Well-Architected Framework, Reliability Pillar, REL11-BP05 Use static stability to
prevent bimodal behavior
<https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_withstand_component_failures_static_stability.html>.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.failure.point import Cause, PointKind
from sdgen.analyses.failure.provided import is_provided
from sdgen.analyses.replication import is_sharded_cache, most_replicas
from sdgen.analyses.traffic.capacity import exceeds, left_at_the_peak, replicas_for, with_replicas
from sdgen.base.findings import Severity
from sdgen.base.words import by_number, counted
from sdgen.design.hosts import bearer
from sdgen.design.records import Component, Design, Level
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem, Rule, RuleKind
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.rules.support.capacity_help import no_number_helps
from sdgen.rules.support.domain_points import placed_span
from sdgen.rules.support.needs import CAPACITY, RATES, ZONES
from sdgen.rules.support.placement import domain_counts
from sdgen.rules.support.wording import replicas_span
from sdgen.rules.support.zone_lost import refused_connections, sent_load


def check(context: LintContext) -> Iterator[Problem]:
    points = [p for journey in context.journeys for p in context.points_of_failure(journey.id)]
    # where the loss of one is an outage whatever the peak, another rule says so
    breaks = {
        point.component
        for point in points
        if point.kind in (PointKind.INSTANCE, PointKind.PARTIAL) and not point.only_overloads
    }
    short = {point.event for point in points if point.cause is Cause.CAPACITY}
    for component in context.components:
        yield from refused_connections(context, component)
        used = context.traffic.utilisation.get(component.id)
        if used is None:
            # what no step names may still be what takes over
            yield from sent_load(context, component)
            continue
        if used.capacity <= 0:
            continue
        if exceeds(context.traffic.arriving(component.id), used.capacity):
            continue
        losses = [*_domains(context, component, short)]
        if component.id not in breaks and not is_provided(component):
            losses += _one_replica(context, component)
        if losses:
            yield _problem(context, component, losses)
        else:
            yield from sent_load(context, component)


MOST_TRIED = 200
"""So many numbers of replicas below what is enough are tried."""


class Loss(Struct, frozen=True):
    """What is lost in words, and the replicas that are left, which do not carry the load. ``domains``
    are those of its level that hold replicas, the lost one first; none for a single replica."""

    level: str
    left: int
    carried: float
    domains: tuple[str, ...] = ()

    @property
    def what(self) -> str:
        return f"{self.level} '{self.domains[0]}'" if self.domains else "one replica"


def _domains(context: LintContext, component: Component, short: set[str]) -> Iterator[Loss]:
    """The zone that takes most replicas along; and where none is too many, of the regions and
    providers that are points of failure for that alone the one that does."""
    for level in (Level.ZONE, Level.REGION, Level.PROVIDER):
        counts = domain_counts(context.design, component, level)
        if len(counts) < 2:
            continue
        worst = max(counts, key=lambda name: counts[name])
        left = left_at_the_peak(component, counts[worst])
        carried = context.traffic.carried(component, left) or 0.0
        if not exceeds(context.traffic.arriving(component.id), carried):
            continue
        if level is Level.ZONE or worst in short:
            others = (name for name in counts if name != worst)
            yield Loss(level.value, left, carried, (worst, *others))
            return


def _one_replica(context: LintContext, component: Component) -> Iterator[Loss]:
    """One replica, of those that share the work: a shard of a cache takes its own part along."""
    left = most_replicas(component) - 1
    if left < 1 or is_sharded_cache(component):
        return
    carried = context.traffic.carried(component, left) or 0.0
    if exceeds(context.traffic.arriving(component.id), carried):
        yield Loss("replica", left, carried)


def _problem(context: LintContext, component: Component, losses: Sequence[Loss]) -> Problem:
    waits = component.id in context.traffic.consumers
    arriving = context.traffic.arriving(component.id)
    mix = context.traffic.operations[component.id]
    first, *more = losses
    remaining = component
    if first.domains and component.lies_in:
        # what is left fills the other domains evenly, and its copies lie there
        remaining = replace(component, zones=first.domains[1:], place={})
    needed = replicas_for(remaining, mix.scaled(arriving / mix.total), 1.0, 1)
    placed = bearer(context.design, component)
    number, enough, fills = None, "", True
    if needed is not None:
        number, fills = _enough(context, placed, needed, first, own=placed.id == component.id)
        enough = f"; {number} would do" if fills else f"; {number} placed evenly would do"
    what = first.what
    if more and more[0].left == first.left:
        what, more = f"{what} or any one replica", []
    when = "on average" if waits else "at the peak"
    rest = "".join(
        f", and without {each.what} {each.left}, which carry "
        f"{format_quantity(each.carried, Dimension.RATE)}: {_percent(arriving, each.carried)}"
        for each in more
    )
    return Problem(
        message=f"without {what}, '{component.id}' has {first.left} of "
        f"{most_replicas(component)} left, which {by_number(first.left, 'carries', 'carry')} "
        f"{format_quantity(first.carried, Dimension.RATE)} of "
        f"{format_quantity(arriving, Dimension.RATE)} {when}: "
        f"{_percent(arriving, first.carried)}{rest}{enough}",
        span=placed_span(component) if first.domains else replicas_span(component),
        at=component.id,
        about=first.domains[:1],
        help=no_number_helps(component, mix, 1.0)
        if number is None
        else _change(context.design, component, number, first, fills),
        journeys=context.journeys_of[component.id],
    )


def _percent(arriving: float, carried: float) -> str:
    return f"{arriving / carried:.0%}" if carried else "nothing is left"


def _enough(
    context: LintContext, component: Component, needed: int, lost: Loss, *, own: bool
) -> tuple[int, bool]:
    """The fewest replicas that leave ``needed`` without what is lost, and whether its places leave
    enough of so many. ``own`` says that the load is that of the component itself, and not of what runs
    on it: fewer are enough then as soon as nothing is found any more."""
    if lost.domains and component.replicas.most is not None:
        return _scaled_to(context, component, needed, lost), True
    number = _evenly(context, component, needed, lost) if lost.domains else needed + 1
    if own and not (component.place or component.replicas.most):
        first = max(most_replicas(component) + 1, number - MOST_TRIED)
        for fewer in range(first, number):
            if _is_enough(context, with_replicas(component, fewer), lost):
                return fewer, True
    return number, _fills_evenly(context, component, number, needed, lost)


def _is_enough(context: LintContext, component: Component, lost: Loss) -> bool:
    """Whether the component, grown, carries the load, and is no longer found here: for its domains,
    or for one replica."""
    numbers = [most_replicas(component)]
    if lost.domains:
        counts = domain_counts(context.design, component, Level(lost.level))
        numbers.append(left_at_the_peak(component, max(counts.values(), default=0)))
    arriving = context.traffic.arriving(component.id)
    if any(exceeds(arriving, context.traffic.carried(component, left) or 0.0) for left in numbers):
        return False
    found = (*_domains(context, component, set()), *_one_replica(context, component))
    return not found


def _evenly(context: LintContext, component: Component, needed: int, lost: Loss) -> int:
    """As many in each domain as leave ``needed`` without one of them."""
    number = math.ceil(needed / (len(lost.domains) - 1)) * len(lost.domains)
    # with zones below the level some number of rounds may be needed until all have enough
    for more in range(number, number + len(component.zones) + 1):
        if _fills_evenly(context, component, more, needed, lost):
            return more
    return number


def _scaled_to(context: LintContext, component: Component, needed: int, lost: Loss) -> int:
    """The most replicas of what scales by itself of which ``needed`` are left without a domain, which
    takes the same share of them as of those that are always there."""
    count = component.replicas.count
    held = domain_counts(context.design, component, Level(lost.level))[lost.domains[0]]
    return math.ceil(needed * count / (count - held))


def _fills_evenly(
    context: LintContext, component: Component, number: int, needed: int, lost: Loss
) -> bool:
    """Whether so many replicas, filled in as the design fills its places, leave ``needed`` without
    the domain that then holds most."""
    if not lost.domains or component.replicas.most is not None:
        return True
    if component.place or number <= most_replicas(component):
        return False  # so many there are, and they leave too few
    counts = domain_counts(context.design, with_replicas(component, number), Level(lost.level))
    return number - max(counts.values(), default=0) >= needed


def _change(design: Design, component: Component, number: int, lost: Loss, fills: bool) -> str:
    """So many replicas, written at the component that has them: itself, or what it runs on.
    ``fills`` tells whether its places leave enough of so many."""
    placed = bearer(design, component)
    replicas, domains = placed.replicas, lost.domains
    at_host = "" if placed.id == component.id else f" at '{placed.id}'"
    if replicas.most is not None:
        return (
            f"let it scale further: 'replicas: {{min: {replicas.count}, max: {number}}}'{at_host}"
        )
    written = f"'replicas: {number}'"
    if not domains:
        return f"have one replica more than carry it: {written}{at_host}"
    share, over = divmod(number, len(domains))
    if placed.runs_on:
        # they lie on machines that another component has, which may be anywhere
        if fills:
            return f"have {number} replicas instead of {replicas.count}: {written}{at_host}"
        return f"spread '{placed.runs_on}' evenly over the {len(domains)} {lost.level}s: {written}{at_host}"
    if number == replicas.count:
        written = f"the {number} that there are"
    if lost.level == Level.ZONE and (placed.place or {*placed.zones} != {*domains}):
        # racks and numbers of their own are not filled evenly by more replicas
        names = enumerate(sorted(domains))
        placed_so = ", ".join(f"{name}: {share + (at < over)}" for at, name in names)
        written += f" with 'place: {{{placed_so}}}'"
    if over:
        return (
            f"have {number} replicas, {share} or {share + 1} in each of the {len(domains)} "
            f"{lost.level}s: {written}{at_host}"
        )
    return (
        f"have {counted(share, 'replica')} in each of the {len(domains)} {lost.level}s: "
        f"{written}{at_host}"
    )


RULE = Rule(
    code="CAP002",
    name="overloaded-without-a-zone",
    severity=Severity.WARNING,
    kind=RuleKind.COMPUTED,
    doc=__doc__,
    check=check,
    needs=(RATES, CAPACITY, ZONES),
)
