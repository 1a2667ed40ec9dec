"""What breaks first as load grows: headroom, the growth at which each component saturates, and
the replicas that it takes to get back under a target."""

from __future__ import annotations

import math

from msgspec import Struct

from sdgen.analyses.failure.domains import replica_counts
from sdgen.analyses.replication import most_replicas
from sdgen.analyses.traffic.capacity import Mix, busiest, left_at_the_peak, replicas_for
from sdgen.analyses.traffic.flow import Traffic, Utilisation
from sdgen.design.records import Component, Design

TARGET = 0.7
"""The utilisation that a fix aims at; above it waiting times grow quickly."""


class Headroom(Struct, frozen=True):
    """One component at the peak. Shares are of its capacity, 1 being full: with all replicas, with
    one lost, and with its fullest failure domain lost (infinite where nothing is left, None where
    it has no domains). ``growth`` is the factor on today's load at which it is full; ``replicas``
    how many it should have to stay at ``TARGET``, at least what it has; None where no number of
    them would do."""

    component: str
    peak: float
    share: float
    without_a_replica: float
    without_a_zone: float | None
    growth: float
    replicas: int | None


def bottlenecks(design: Design, load: Traffic) -> tuple[Headroom, ...]:
    """Components whose load and capacity are known, the fullest first."""
    found = [
        _headroom(design.components[name], each, load.operations[name])
        for name, each in load.utilisation.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.share, each.component)))


def _headroom(component: Component, used: Utilisation, mix: Mix) -> Headroom:
    left = replicas_left(component)
    return Headroom(
        component=component.id,
        peak=used.peak,
        share=used.share,
        without_a_replica=_share(component, mix, most_replicas(component) - 1),
        without_a_zone=None if left is None else _share(component, mix, left),
        growth=_ratio(used.capacity, used.peak),
        replicas=replicas_for(component, mix, TARGET),
    )


def _share(component: Component, mix: Mix, left: int) -> float:
    share = busiest(component, mix, left)
    assert share is not None, "its capacity is known"
    return share


def replicas_left(component: Component) -> int | None:
    """The replicas that are left when the fullest failure domain is lost; None where the component
    has no domains. Of what scales by itself the same share is lost of the most that there are."""
    counts = replica_counts(component)
    held = [number for domain, number in counts.items() if domain is not None]
    if not held:
        return None
    return left_at_the_peak(component, max(held))


def _ratio(part: float, whole: float) -> float:
    if whole > 0.0:
        return part / whole
    return math.inf if part > 0.0 else 0.0
