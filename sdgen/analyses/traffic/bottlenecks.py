"""What breaks first as load grows: headroom, the growth at which each component saturates, and
the replicas that it takes to get back under a target."""

from __future__ import annotations

import math

from msgspec import Struct

from sdgen.analyses.failure.domains import replica_counts
from sdgen.analyses.traffic.flow import Traffic
from sdgen.design.records import Component, Design

TARGET = 0.7
"""The utilisation that a fix aims at; above it waiting times grow quickly."""


class Headroom(Struct, frozen=True):
    """One component at the peak. Shares are of its capacity, 1 being full: with all replicas, with
    one lost, and with its fullest failure domain lost (infinite where nothing is left, None where
    it has no domains). ``growth`` is the factor on today's load at which it is full; ``replicas``
    how many it should have to stay at ``TARGET``, at least what it has; None where the load
    is beyond all numbers."""

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
        _headroom(design, design.components[name], each.peak, each.capacity)
        for name, each in load.utilisation.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.share, each.component)))


def _headroom(design: Design, component: Component, peak: float, capacity: float) -> Headroom:
    count = component.replicas.count
    one = capacity / count
    left = replicas_left(design, component)
    return Headroom(
        component=component.id,
        peak=peak,
        share=peak / capacity,
        without_a_replica=_share(peak, one * (count - 1)),
        without_a_zone=None if left is None else _share(peak, one * left),
        growth=_share(capacity, peak),
        replicas=_replicas(peak / one, count),
    )


def replicas_left(design: Design, component: Component) -> int | None:
    """The replicas that are left when the fullest failure domain is lost; None where the component
    has no domains."""
    counts = replica_counts(design, component)
    held = [number for domain, number in counts.items() if domain is not None]
    return component.replicas.count - max(held) if held else None


def _replicas(busy: float, count: int) -> int | None:
    """The replicas that keep at ``TARGET`` what would keep ``busy`` of them fully busy."""
    if math.isinf(busy):
        return None
    # a quotient that is a whole number but for rounding is that number
    return max(count, math.ceil(busy / TARGET - 1e-9))


def _share(part: float, whole: float) -> float:
    if whole > 0.0:
        return part / whole
    return math.inf if part > 0.0 else 0.0
