"""What a zone's loss sends to components: load that others carried, and connections."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sdgen.analyses.replication import most_replicas
from sdgen.analyses.traffic.capacity import left_at_the_peak, replicas_for, scaled_to
from sdgen.analyses.traffic.flow import peak_factor
from sdgen.analyses.traffic.zones import ZoneLoss, lost_with, zones_of
from sdgen.base.words import by_number, counted
from sdgen.design.hosts import bearer
from sdgen.design.records import Component
from sdgen.lint.context import LintContext
from sdgen.lint.rule import Problem
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.rules.support.capacity_help import no_number_helps
from sdgen.rules.support.connections_help import accept_more, number_in_full
from sdgen.rules.support.domain_points import placed_span


def sent_load(context: LintContext, component: Component) -> Iterator[Problem]:
    """A zone whose loss sends a component more than what is left of it carries."""
    before = context.traffic.arriving(component.id)
    factor = 1.0
    if component.id in context.traffic.consumers:
        factor = 1.0 / peak_factor(context.design)
    over = [
        each
        for each in context.zone_losses.of.get(component.id, ())
        if each.left > 0 and 1.0 + 1e-9 < each.share * factor < math.inf
        if each.mix.total * factor > before * (1.0 + 1e-9)
    ]
    if not over:
        return
    worst = min(over, key=lambda each: (each.left, -each.share))
    arriving, share = worst.mix.total * factor, worst.share * factor
    level = context.design.domains[worst.zone].level.value
    yield Problem(
        message=f"without {level} '{worst.zone}', '{component.id}' gets "
        f"{format_quantity(arriving, Dimension.RATE)} instead of "
        f"{format_quantity(before, Dimension.RATE)}, and {_left(component, worst)} "
        f"{format_quantity(arriving / share, Dimension.RATE)}: {share:.0%}",
        span=placed_span(component),
        at=component.id,
        about=(worst.zone,),
        help=_enough(context, component, worst, factor),
        journeys=context.journeys_of[component.id],
    )


def _left(component: Component, loss: ZoneLoss) -> str:
    most = most_replicas(component)
    carries = by_number(loss.left, "carries", "carry")
    if loss.left == most:
        return f"its {counted(most, 'replica')} {carries}"
    return f"has {loss.left} of {most} left, which {carries}"


def _enough(context: LintContext, component: Component, loss: ZoneLoss, factor: float) -> str:
    """How many replicas carry what comes without the zone."""
    mix = loss.mix.scaled(factor)
    needed = replicas_for(component, mix, 1.0, 1)
    if needed is None:
        return no_number_helps(component, mix, 1.0)
    placed = bearer(context.design, component)
    of = "" if placed.id == component.id else f" of '{placed.id}'"
    most = most_replicas(placed)
    zones = len(zones_of(context.design, component))
    if not loss.is_own or zones < 2:
        return f"have {needed} replicas{of} instead of {most}, or shed load that comes"
    evenly = math.ceil(needed / (zones - 1)) * zones
    # with racks, or machines of others, the zones may not be filled alike: some rounds more
    too_few, enough = max(evenly, most + 1) - 1, zones * evenly + most + len(placed.zones)
    if not placed.place and _left_of(context, placed, enough, loss.zone) >= needed:
        while enough - too_few > 1:
            between = (too_few + enough) // 2
            if _left_of(context, placed, between, loss.zone) >= needed:
                enough = between
            else:
                too_few = between
        return f"have {enough} replicas{of} instead of {most}, or shed load that comes"
    return f"have {evenly} replicas{of}, placed evenly over {zones} zones, or shed load that comes"


def _left_of(context: LintContext, component: Component, number: int, zone: str) -> int:
    """How many of so many replicas are left without a zone."""
    grown = scaled_to(component, number)
    return left_at_the_peak(grown, lost_with(context.design, grown, zone))


def refused_connections(context: LintContext, component: Component) -> Iterator[Problem]:
    """A zone whose loss leaves fewer connections accepted than are then open."""
    kept = context.connections.get(component.id)
    worst = kept.worst if kept is not None else None
    if kept is None or worst is None or kept.accepted is None or kept.opened > kept.accepted:
        return
    if not worst.accepted or worst.opened <= worst.accepted:
        return
    level = context.design.domains[worst.zone].level.value
    yield Problem(
        message=f"without {level} '{worst.zone}', '{component.id}' has {worst.left} of "
        f"{most_replicas(component)} left, which accept {number_in_full(worst.accepted)} of the "
        f"{number_in_full(worst.opened)} connections that are then open",
        span=placed_span(component),
        at=component.id,
        about=(worst.zone,),
        help=accept_more(context, component, worst.opened, zone_lost=True),
        journeys=context.journeys_of[component.id],
    )
