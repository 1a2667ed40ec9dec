"""How many replicas accept the connections that are open, and what helps where no number does."""

from __future__ import annotations

from msgspec.structs import replace

from sdgen.analyses.replication import has_leader, most_replicas
from sdgen.analyses.traffic.capacity import scaled_to
from sdgen.analyses.traffic.connections import connections
from sdgen.analyses.traffic.zones import zones_of
from sdgen.base.words import counted
from sdgen.design.hosts import bearer
from sdgen.design.records import Component, Design
from sdgen.kinds import kind_of
from sdgen.lint.context import LintContext
from sdgen.quantity.print import format_number

_MOST = 1 << 40
"""Replicas with which everything is accepted that any number of them accepts."""


def accept_more(context: LintContext, component: Component, opened: int, *, zone_lost: bool) -> str:
    """What helps where ``opened`` connections are more than all replicas accept, or those that the
    worst zone leaves."""
    placed = bearer(context.design, component)
    of = "" if placed.id == component.id else f" of '{placed.id}'"
    there = most_replicas(placed)
    needed = _fewest(context, component, placed, zone_lost=zone_lost)
    if needed is None:
        return _no_number_accepts(component, opened)
    written = f"{number_in_full(needed)} replicas{of} instead of {there}"
    if placed.replicas.most is not None:
        written = f"up to {written}"
    even = _placed_evenly(context, component, opened) if zone_lost and not placed.runs_on else None
    if even is not None and (placed.place or even[0] < needed) and placed.replicas.most is None:
        number, place = even
        by_zone = f"'place: {place}'"
        if placed.place or number >= needed:
            written = f"{counted(number, 'replica')}{of} placed evenly: {by_zone}"
        else:
            written += f", or {number} placed evenly ({by_zone})"
    return f"have {written}, or let each accept more"


def _fewest(
    context: LintContext, component: Component, placed: Component, *, zone_lost: bool
) -> int | None:
    """The fewest replicas of ``placed``, which has the instances of ``component``, with which all
    is accepted; None where no number of them does."""
    too_few, enough = most_replicas(placed), 2 * most_replicas(placed)

    def accepts(number: int) -> bool:
        grown = _grown(context.design, placed, number)
        kept = connections(grown, lambda: context.made)
        found = kept[component.id]
        if found.accepted is None or found.opened > found.accepted:
            return False
        worst = found.worst
        return not zone_lost or worst is None or worst.opened <= worst.accepted

    if not accepts(_MOST):
        return None
    while not accepts(enough):
        too_few, enough = enough, 2 * enough
    while enough - too_few > 1:
        between = (too_few + enough) // 2
        if accepts(between):
            enough = between
        else:
            too_few = between
    return enough


def _grown(design: Design, placed: Component, number: int) -> Design:
    """The design with so many replicas of a component, and of what has no others than these."""
    components = dict(design.components)
    for each in design.components.values():
        if bearer(design, each).id != placed.id:
            continue
        # what is placed by numbers is dealt out over the same places
        zones = each.zones or tuple(each.place)
        components[each.id] = replace(scaled_to(each, number), zones=zones, place={})
    return replace(design, components=components)


def _placed_evenly(
    context: LintContext, component: Component, opened: int
) -> tuple[int, str] | None:
    """As many replicas in each zone as leave enough without any one, and how that is written."""
    kept = context.connections[component.id]
    zones = sorted(zones_of(context.design, component))
    if kept.accepted is None or len(zones) < 2 or has_leader(component):
        return None
    each = kept.accepted / most_replicas(component)
    share = -int(-opened // (each * (len(zones) - 1)))
    place = ", ".join(f"{zone}: {share}" for zone in zones)
    return share * len(zones), f"{{{place}}}"


def _no_number_accepts(component: Component, opened: int) -> str:
    mode = component.replicas.mode
    if not has_leader(component) or mode is None:
        return "more replicas do not help: let each accept more"
    other = (
        ""
        if kind_of(component).keeps_data
        else f", or leave out 'mode: {mode.value}', so that all of them accept"
    )
    return (
        "more replicas do not help, since one of them accepts: let it accept "
        f"{number_in_full(opened)}{other}"
    )


def number_in_full(number: int) -> str:
    """A number of connections or replicas, exactly where anyone would count them."""
    return str(number) if number < 100_000 else format_number(number)
