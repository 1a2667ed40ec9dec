"""Where entities can be found besides their store: caches, CDNs and search indexes.

The design says it of caches (``cached_in``). Of what it does not say, a journey that reads an entity
tells it: what answers from copies on the journey's way can hold that entity, but of what has its misses
served somewhere only what is stored there. A cache that some entity names holds those that name it,
and no others.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from sdgen.analyses.traffic.operations import accesses
from sdgen.design.records import Access, Component, Design, Entity, Journey
from sdgen.kinds import Role, kind_of


class Keeping(Struct, frozen=True):
    """A component that keeps copies of an entity, whether for search (``indexes``); ``journeys`` tell
    it, none where the design says it."""

    component: str
    indexes: bool
    journeys: tuple[str, ...] = ()


def kept_in(
    design: Design, visited: Mapping[str, tuple[str, ...]]
) -> Mapping[str, tuple[Keeping, ...]]:
    """By entity, what keeps copies of it, in the order of the design's components; ``visited`` are
    the components that each journey passes through."""
    stated = {name for entity in design.data.values() for name in entity.cached_in}
    told: dict[str, dict[str, list[str]]] = {name: {} for name in design.data}
    readers = _readers(design)
    for journey in design.journeys.values():
        if journey.id not in readers:
            continue
        on_the_way = _answering(design, journey, visited[journey.id])
        behind = {name: _behind(journey, name) for name in on_the_way}
        for entity in readers[journey.id]:
            for name in on_the_way:
                if behind[name] and entity.store and entity.store not in behind[name]:
                    continue
                if name != entity.store and name not in stated:
                    told[entity.id].setdefault(name, []).append(journey.id)
    return {
        entity.id: tuple(
            Keeping(name, _indexes(component), tuple(told[entity.id].get(name, ())))
            for name, component in design.components.items()
            if name in entity.cached_in or name in told[entity.id]
        )
        for entity in design.data.values()
    }


def _readers(design: Design) -> dict[str, list[Entity]]:
    """By journey, the entities that it reads or queries."""
    found: dict[str, dict[str, None]] = {}
    for journey in design.journeys.values():
        for name in journey.reads:
            found.setdefault(journey.id, {})[name] = None
    for entity in design.data.values():
        for query in entity.queries:
            if query.journey is not None:
                found.setdefault(query.journey, {})[entity.id] = None
    return {
        journey: [design.data[name] for name in names if name in design.data]
        for journey, names in found.items()
    }


def _answering(design: Design, journey: Journey, visited: tuple[str, ...]) -> list[str]:
    """What answers from copies on the way of a journey, apart from what it only writes to."""
    found = [name for name in visited if _answers(design.components[name])]
    if not found or not journey.steps:
        return found
    written = dict.fromkeys(found, True)
    for step, access in zip(journey.steps, accesses(design, journey), strict=True):
        if step.target in written and access is not Access.WRITE:
            written[step.target] = False
    return [name for name in found if not written[name]]


def _behind(journey: Journey, name: str) -> set[str]:
    """What a journey reaches in the place of a component that has no answer; empty where it does not
    tell."""
    found = {
        step.target
        for step in journey.steps
        if step.on_miss == name or (step.source == name and step.target != name)
    }
    left = list(found)
    while left:
        at = left.pop()
        for step in journey.steps:
            if step.source == at and step.target not in found:
                found.add(step.target)
                left.append(step.target)
    return found


def _answers(component: Component) -> bool:
    kind = kind_of(component)
    return kind.caches or _indexes(component)


def _indexes(component: Component) -> bool:
    """Whether it is filled from a store that keeps the truth, and is searched."""
    kind = kind_of(component)
    return kind.role is Role.STORE and kind.forgetful
