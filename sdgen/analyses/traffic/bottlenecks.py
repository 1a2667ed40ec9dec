"""What breaks first as load grows: headroom, the growth at which each component saturates, and
the replicas that it takes to get back under a target."""

from __future__ import annotations

import math

from msgspec import Struct

from sdgen.analyses.busy import BUSY_FROM
from sdgen.analyses.traffic.capacity import Mix, replicas_for, without_one
from sdgen.analyses.traffic.flow import Traffic, Utilisation
from sdgen.analyses.traffic.zones import NOTHING, ZoneLoss, ZoneLosses, zone_losses
from sdgen.design.records import Component, Design

TARGET = BUSY_FROM
"""The utilisation that a fix aims at: what it leaves is not busy."""


class Headroom(Struct, frozen=True):
    """One component at the peak. Shares are of its capacity, 1 being full: with all replicas, with
    one lost, and with its worst zone lost and the load that this sends there (infinite where
    nothing is left, None where it lies in no zone). ``zone_leaves`` are the replicas that the loss
    of ``worst_zone`` leaves. ``growth`` is the factor on today's load at which it is full; ``replicas``
    how many it should have to stay at ``TARGET``, at least what it has; None where no number of
    them would do."""

    component: str
    peak: float
    share: float
    without_a_replica: float
    without_a_zone: float | None
    worst_zone: str | None
    zone_leaves: int | None
    growth: float
    replicas: int | None


def bottlenecks(
    design: Design, load: Traffic, losses: ZoneLosses | None = None
) -> tuple[Headroom, ...]:
    """Components whose load and capacity are known, the fullest first; those that only the loss of a
    zone sends load to carry none until then. ``losses`` are those of the zones, which are computed
    unless they are given."""
    zones = zone_losses(design, load) if losses is None else losses
    found = [
        _headroom(design.components[name], each, load.operations[name], zones.worst(name))
        for name, each in load.utilisation.items()
    ]
    waiting = (design.components[name] for name in zones.of if name not in load.utilisation)
    found += [
        _headroom(each, Utilisation(0.0, capacity), NOTHING, zones.worst(each.id))
        for each in waiting
        if (capacity := load.carried(each)) is not None
    ]
    return tuple(sorted(found, key=lambda each: (-each.share, each.component)))


def _headroom(component: Component, used: Utilisation, mix: Mix, lost: ZoneLoss | None) -> Headroom:
    return Headroom(
        component=component.id,
        peak=used.peak,
        share=used.share,
        without_a_replica=_without_one(component, mix),
        without_a_zone=None if lost is None else lost.share,
        worst_zone=None if lost is None else lost.zone,
        zone_leaves=None if lost is None else lost.left,
        growth=_ratio(used.capacity, used.peak),
        replicas=replicas_for(component, mix, TARGET),
    )


def _without_one(component: Component, mix: Mix) -> float:
    share = without_one(component, mix)
    assert share is not None, "its capacity is known"
    return share


def _ratio(part: float, whole: float) -> float:
    if whole > 0.0:
        return part / whole
    return math.inf if part > 0.0 else 0.0
