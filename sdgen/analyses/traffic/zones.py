"""What the loss of a zone leaves of each component, and the load that this loss sends there.

Racks and hosts are lost with their zone; what is placed more coarsely, in a region, is lost with
that. What goes down with the zone, or is called by nobody else any more, moves its load as
``rerouting`` says. What has too few instances left for the peak is overloaded, and not down: the
load stays where it is.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.failure.domains import ancestors, replica_counts
from sdgen.analyses.replication import is_sharded_cache
from sdgen.analyses.traffic.capacity import TOLERANCE, Mix, busiest, left_at_the_peak, without
from sdgen.analyses.traffic.flow import Traffic
from sdgen.analyses.traffic.journey_calls import JourneyCalls, made_calls
from sdgen.analyses.traffic.operations import stored_by
from sdgen.analyses.traffic.rerouting import Outage, peak_mixes
from sdgen.design.records import Component, Design, Journey, Level
from sdgen.quantity import Dimension, Quantity

if TYPE_CHECKING:
    from sdgen.analyses.failure.logic import FailureLogic

MOST_WORK = 300_000
"""Zones x journeys x components up to which the load is followed that each loss moves."""


NOTHING = Mix()
"""What arrives where no journey comes."""


class ZoneLoss(Struct, frozen=True):
    """A component after the loss of ``zone``: ``left`` of its replicas, of what scales by itself of
    the most that there are, and the utilisation of the busiest of them, infinite where nothing is
    left; ``mix`` is what arrives then at the peak. A loss that is not its ``is_own`` is that of no
    zone that it is placed in, but sends it load."""

    zone: str
    left: int
    share: float
    mix: Mix
    is_own: bool = True


class ZoneLosses(Struct, frozen=True):
    """By component whose utilisation is known, be it only once a loss has sent it load, what each
    zone's loss does to it that takes replicas along or moves load to it. ``complete`` tells whether the load that moves is followed."""

    of: Mapping[str, tuple[ZoneLoss, ...]]
    complete: bool = True

    def worst(self, component: str) -> ZoneLoss | None:
        """The loss that leaves least of a component: the fewest replicas and, of equally few, the
        busiest. None where it lies in no zone."""
        own = [each for each in self.of.get(component, ()) if each.is_own]
        return min(own, key=lambda each: (each.left, -each.share), default=None)


def zone_of(design: Design, domain: str) -> str:
    """The zone that a domain is or lies in, else the domain itself."""
    holders = (domain, *ancestors(design, domain))
    return next((each for each in holders if design.domains[each].level is Level.ZONE), domain)


def zones_of(design: Design, component: Component) -> tuple[str, ...]:
    """The zones that hold replicas of a component, in the order in which they are filled."""
    places = (place for place in replica_counts(component) if place is not None)
    return tuple(dict.fromkeys(zone_of(design, place) for place in places))


def lost_with(design: Design, component: Component, zone: str) -> int:
    """How many replicas of a component are lost with a domain, or with one that holds it."""
    return sum(_lost_places(design, component, zone).values())


def _lost_places(design: Design, component: Component, zone: str) -> dict[str | None, int]:
    return {
        place: held
        for place, held in replica_counts(component).items()
        if place is not None and zone in (place, *ancestors(design, place))
    }


def zone_losses(design: Design, traffic: Traffic) -> ZoneLosses:
    """What the loss of each zone that holds any replica does to each component."""
    placed = {name: zones_of(design, each) for name, each in design.components.items()}
    zones = tuple(dict.fromkeys(zone for each in placed.values() for zone in each))
    lost = _lost_parts(design, zones, [name for name, each in placed.items() if each])
    moved, complete = _moved_by(design, traffic, lost)
    fallen = {zone: each.gone for zone, each in lost.items()}
    found = {
        name: tuple(_losses(design, traffic, name, (placed[name], zones), moved, fallen))
        for name in (*traffic.utilisation, *_waiting(design, traffic, moved))
    }
    return ZoneLosses(found, complete)


def _waiting(
    design: Design, traffic: Traffic, moved: Mapping[str, Mapping[str, Mix]]
) -> Iterator[str]:
    """Components that only a loss sends load to, such as an alternative that no step names, where
    it is known how much of their capacity that takes."""
    for name, component in design.components.items():
        if name not in traffic.components and any(
            mixes[name].total and busiest(component, mixes[name]) is not None
            for mixes in moved.values()
            if name in mixes
        ):
            yield name


def _losses(
    design: Design,
    traffic: Traffic,
    name: str,
    zones: tuple[Collection[str], Iterable[str]],
    moved: Mapping[str, Mapping[str, Mix]],
    fallen: Mapping[str, Collection[str]],
) -> Iterator[ZoneLoss]:
    """What each zone's loss does to a component; ``zones`` are its own, and all."""
    component = design.components[name]
    before = traffic.operations.get(name, NOTHING)
    own, every = zones
    for zone in every:
        lost = lost_with(design, component, zone)
        after = moved.get(zone, {}).get(component.id, before)
        more = after.total > before.total * (1.0 + TOLERANCE)
        is_own = zone in own
        if is_own or more:
            left = left_at_the_peak(component, lost)
            # of what must answer with more than are left, callers ask until they change over
            mix = before if component.id in fallen[zone] and not more else after
            share = share_without(design, component, zone, mix)
            if share is None:
                # what it is asked instead is not known in what its capacity counts
                mix = before
                share = share_without(design, component, zone, before)
            yield ZoneLoss(zone, left, math.inf if share is None else share, mix, is_own)


def share_without(design: Design, component: Component, zone: str, mix: Mix) -> float | None:
    """The utilisation of the busiest replica that a zone's loss leaves, infinite where it leaves
    none; None where it is not known."""
    lost = _lost_places(design, component, zone)
    left = left_at_the_peak(component, sum(lost.values()))
    if not left:
        return math.inf
    if not component.lies_in:
        return busiest(component, mix, left)
    return busiest(without(component, lost), mix)


def _moved_by(
    design: Design, traffic: Traffic, lost: Mapping[str, _Lost]
) -> tuple[dict[str, dict[str, Mix]], bool]:
    """What arrives at each component after the loss of each zone that moves any load, and whether
    all of that could be followed."""
    design = _merged(design, traffic)
    counted = list(design.journeys.values())
    moving = [zone for zone, each in lost.items() if each.gone or each.missing]
    if len(moving) * len(counted) * len(design.components) > MOST_WORK:
        return {}, False
    affected = {name for zone in moving for name in (*lost[zone].gone, *lost[zone].missing)}
    silent = {each.id: _silent(design, each, moving, affected) for each in counted if moving}
    found = {}
    for at, zone in enumerate(moving):
        outages = {
            name: Outage(each[at], lost[zone].gone, lost[zone].missing)
            for name, each in silent.items()
        }
        found[zone] = peak_mixes(design, outages)
    return found, True


def _merged(design: Design, traffic: Traffic) -> Design:
    """The design with the journeys whose rate is known, those in one that make every call of the
    same actor and do the same to stores: their loads move alike."""
    merged: dict[object, Journey] = {}
    rates: dict[object, float] = {}
    for journey in design.journeys.values():
        load = traffic.journeys.get(journey.id)
        if load is None:
            continue
        key = journey.id if journey.steps else (journey.actor, stored_by(design, journey))
        rates[key] = rates.get(key, 0.0) + load.average
        rate = Quantity(rates[key], Dimension.RATE, "")
        merged[key] = replace(merged.get(key, journey), rate=rate)
    return replace(design, journeys={each.id: each for each in merged.values()})


class _Lost(Struct, frozen=True):
    """The components that a zone takes down by itself, and by sharded cache the share of its
    look-ups that the shards in the zone leave without answer."""

    gone: frozenset[str]
    missing: Mapping[str, float]


def _lost_parts(design: Design, zones: Sequence[str], placed: Sequence[str]) -> dict[str, _Lost]:
    if not zones:
        return {}
    from sdgen.analyses.failure.logic import failure_logic_of
    from sdgen.analyses.reliability.states import own_parts_down

    logic = failure_logic_of(design, JourneyCalls(tuple(placed), dict.fromkeys(placed, ())))
    down = own_parts_down(logic.model, _masks(logic, zones))
    masks = dict(zip(placed, down, strict=False))
    found = {}
    for at, zone in enumerate(zones):
        gone = frozenset(name for name, mask in masks.items() if mask >> at & 1)
        missing = {
            each.id: lost_with(design, each, zone) / each.replicas.count
            for each in design.components.values()
            if is_sharded_cache(each) and each.id not in gone
        }
        found[zone] = _Lost(gone, {name: share for name, share in missing.items() if share})
    return found


def _silent(
    design: Design, journey: Journey, zones: Sequence[str], affected: set[str]
) -> tuple[frozenset[str], ...]:
    """For each zone the components that do not answer the journey without it."""
    calls = made_calls(design, journey)
    if affected.isdisjoint(calls.components):
        return (frozenset(),) * len(zones)
    from sdgen.analyses.failure.logic import failure_logic
    from sdgen.analyses.reliability.states import components_down

    # without a peak: what has too few instances left for it is overloaded, and answers
    logic = failure_logic(design, journey, None, calls)
    masks = components_down(logic.model, _masks(logic, zones))
    down = list(zip(dict.fromkeys(logic.owners), masks, strict=False))
    return tuple(
        frozenset(name for name, mask in down if mask >> at & 1) for at in range(len(zones))
    )


def _masks(logic: FailureLogic, zones: Sequence[str]) -> dict[str, int]:
    """State i of all is that in which zone i is lost."""
    bits = {zone: 1 << at for at, zone in enumerate(zones)}
    return {event: bits.get(event, 0) for event in logic.model.events}
