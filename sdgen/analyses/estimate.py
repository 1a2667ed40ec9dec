"""Everything that is computed of a design's size, together: load, storage, latency, what breaks
first, cost; of the design as it is, or with so many times its users."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.cost import ComponentCost
from sdgen.analyses.facts import Facts
from sdgen.analyses.latency.balancing import balancing_assumptions
from sdgen.analyses.latency.in_flight import InFlight
from sdgen.analyses.latency.journeys import JourneyLatency
from sdgen.analyses.stated import uncounted_properties
from sdgen.analyses.storage.cache_memory import CacheMemory
from sdgen.analyses.storage.stores import StorageFacts
from sdgen.analyses.traffic.bottlenecks import Headroom
from sdgen.analyses.traffic.connections import Connections
from sdgen.analyses.traffic.flow import Traffic
from sdgen.analyses.traffic.held import assumed_of_held
from sdgen.base.brief import briefly, page_of
from sdgen.base.words import joined
from sdgen.design.records import Design

STANDING_ASSUMPTIONS = (
    "Latency is an approximation: log-normal service times, M/G/c waiting, components and attempts "
    "independent of each other.",
    "Load counts each call once: attempts that retries add are not in it.",
    "Bytes in and out are those of the calls to a component, at the peak.",
)


class Estimate(Struct, frozen=True):
    """``design`` is scaled by ``factor``. ``journeys`` and ``components`` are the ids to speak of;
    every figure counts all journeys. ``in_flight`` is operations at the same time at the peak, by
    component."""

    design: Design
    factor: float
    journeys: tuple[str, ...]
    components: tuple[str, ...]
    load: Traffic
    storage: StorageFacts
    caches: Mapping[str, CacheMemory]
    latency: Mapping[str, JourneyLatency]
    bottlenecks: tuple[Headroom, ...]
    costs: tuple[ComponentCost, ...]
    in_flight: Mapping[str, InFlight]
    connections: Mapping[str, Connections]
    assumptions: tuple[str, ...]

    __repr__ = briefly

    def _repr_html_(self) -> str | None:
        return page_of(self)

    @property
    def entities(self) -> tuple[str, ...]:
        """The entities to speak of: those in the components, and without a store."""
        shown = set(self.components)
        return tuple(
            name
            for name, each in self.storage.entities.items()
            if each.store in shown or each.store not in self.design.components
        )


NOT_FOLLOWED = (
    "worst zone: the load that a lost zone moves is not counted, as there are too many zones, "
    "journeys and components"
)


def estimate(
    design: Design | Facts, journeys: tuple[str, ...] = (), factor: float | None = None
) -> Estimate:
    """The figures of a design with ``factor`` times its users and rates (by default those of the
    facts, or of the design), about ``journeys`` and what they reach; about all where none is
    named."""
    facts = Facts.of(design)
    if factor is not None:
        facts = facts.under(replace(facts.scenario, users=factor))
    design, load, kept, caches = facts.design, facts.traffic, facts.storage, facts.cache_memory
    # the waits of all components together take less time than those of each journey
    held = facts.in_flight
    shown = [each for each in facts.journeys if not journeys or each.id in journeys]
    found = {each.id: facts.latency(each.id) for each in shown}
    latency = {name: each for name, each in found.items() if each is not None}
    said = [text for each in latency.values() for text in each.assumptions]
    said += [
        f"{name}: its latency is unknown and counted as none"
        for each in latency.values()
        for name in each.unknown
    ]
    components = components_of(facts, journeys)
    spoken_of = set(components)
    return Estimate(
        design=design,
        factor=facts.scenario.users,
        journeys=tuple(each.id for each in shown),
        components=components,
        load=load,
        storage=kept,
        caches=caches.caches,
        latency=latency,
        bottlenecks=tuple(e for e in facts.bottlenecks if e.component in spoken_of),
        costs=tuple(e for e in facts.costs if e.component in spoken_of),
        in_flight=held,
        connections=facts.connections,
        assumptions=(
            *STANDING_ASSUMPTIONS,
            *load.assumptions,
            *kept.assumptions,
            *caches.assumptions,
            *_autoscaled(facts, components),
            *balancing_assumptions(design, facts.stays.spreads, _waits(facts, components)),
            *assumed_of_held(design),
            *([] if facts.zone_losses.complete else [NOT_FOLLOWED]),
            *dict.fromkeys(said),
            *uncounted_properties(facts),
        ),
    )


def components_of(facts: Facts, journeys: tuple[str, ...]) -> tuple[str, ...]:
    """What these journeys reach, in the order of the file; every component where none is named."""
    if not journeys:
        return tuple(facts.design.components)
    reached = {name for each in journeys for name in facts.made[each].components}
    return tuple(name for name in facts.design.components if name in reached)


def _waits(facts: Facts, components: Iterable[str]) -> dict[str, bool]:
    """Whether requests wait for one of several replicas, of what is reached."""
    reached = [name for name in components if name in facts.traffic.operations]
    return {name: facts.stays.of(name).spread is not None for name in reached}


def _autoscaled(facts: Facts, components: Iterable[str]) -> Iterator[str]:
    """How many instances of what autoscales were counted."""
    keeping = {call.source for call in facts.calls if call.pool is not None}
    for name in components:
        component = facts.design.components[name]
        counted = {
            "connections": component.connections is not None or name in keeping,
            "costs": component.price is not None and component.price.replica is not None,
        }
        said = [what for what, counts in counted.items() if counts]
        if component.replicas.most is not None and said:
            yield f"{name}: {joined(said)} are those of {component.replicas.most} replicas, its most"
