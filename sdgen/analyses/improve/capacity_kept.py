"""Whether a changed component still carries its peak wherever it did before: with all that there is,
once a zone or one replica is lost, and without a cache that keeps load from it.

More copies of each piece are more work for each write, so that the nodes that there are may no
longer carry what they carried.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.analyses.replication import most_replicas
from sdgen.analyses.traffic.capacity import TOLERANCE, Mix, busiest
from sdgen.analyses.traffic.zones import share_without, zones_of
from sdgen.design.records import Component, Design


class Demand(Struct, frozen=True):
    """What a component gets at the peak: ``mix`` in operations a second; without its ``zone``, or
    with ``fewer`` of its replicas, where something of itself is lost. Its busiest replica may be used
    up to ``most``, 1 being full, which is more where it is busier already."""

    mix: Mix
    most: float
    zone: str = ""
    fewer: int = 0

    def share(self, design: Design, component: Component) -> float | None:
        """The utilisation of the busiest replica that is left, infinite where none is; None where it
        is not known."""
        if self.zone:
            return share_without(design, component, self.zone, self.mix)
        return busiest(component, self.mix, most_replicas(component) - self.fewer)


def demands_on(facts: Facts, name: str) -> Iterator[Demand]:
    """All that a component gets: now, without a cache, one replica less, without each zone."""
    mix, component = facts.traffic.operations.get(name), facts.design.components[name]
    now = busiest(component, mix) if mix is not None else None
    if mix is not None and mix.total and now is not None:
        yield Demand(mix, max(facts.scenario.busy_from, now))
        caches = facts.lost_caches.items()
        surge = max((more.get(name, 0.0) for cache, more in caches if cache != name), default=0.0)
        if surge > 0.0:
            times = 1.0 + surge / mix.total
            yield Demand(mix.scaled(times), max(1.0, now * times))
        one_less = busiest(component, mix, most_replicas(component) - 1)
        yield Demand(mix, max(1.0, one_less or 0.0), fewer=1)
    for loss in facts.zone_losses.of.get(name, ()):
        yield Demand(loss.mix, max(1.0, loss.share), loss.zone)


def too_busy(design: Design, component: Component, demands: Sequence[Demand]) -> float:
    """How many times as busy a changed component is as it may be, by the first demand of which it
    is; 1 where it meets all."""
    # the nodes of one domain may be fuller than those of others, and never less full than all evenly
    even = replace(component, lies_in={})
    for each in (even, component) if component.lies_in else (component,):
        for demand in (*demands, *_in_further_zones(design, component, demands)):
            share = demand.share(design, each)
            if share is not None and share > demand.most * (1.0 + TOLERANCE):
                return share / demand.most
    return 1.0


def _in_further_zones(
    design: Design, component: Component, demands: Sequence[Demand]
) -> Iterator[Demand]:
    """The loss of zones that it did not lie in takes what it now has there."""
    known = {demand.zone for demand in demands}
    plain = next((each for each in demands if not each.zone and not each.fewer), None)
    if plain is not None:
        for zone in zones_of(design, component):
            if zone not in known:
                yield Demand(plain.mix, max(1.0, plain.most), zone)
