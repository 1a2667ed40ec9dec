"""Where replicas run: the failure domain of each, and the domains that hold a domain."""

from __future__ import annotations

from itertools import chain, islice, repeat

from sdgen.design.records import Component, Design


def ancestors(design: Design, domain: str) -> tuple[str, ...]:
    """The domains that hold ``domain``, from its parent out."""
    found = []
    parent = design.domains[domain].parent
    while parent is not None:
        found.append(parent)
        parent = design.domains[parent].parent
    return tuple(found)


def named_places(component: Component) -> tuple[str, ...]:
    """The domains that a component is said to be in, each once: its zones, and where ``place``
    puts at least one replica."""
    placed = (domain for domain, count in component.place.items() if count)
    return tuple(dict.fromkeys((*component.zones, *placed)))


def replica_domains(design: Design, component: Component) -> tuple[str | None, ...]:
    """The domain of each replica: as ``place`` says, in the order of the topology, else the
    component's zones in turn.

    None for a replica that lies in no domain: of a component without zones, or beyond those that
    ``place`` puts somewhere.
    """
    count = component.replicas.count
    if component.place:
        places = component.place
        placed = chain.from_iterable(repeat(each, places.get(each, 0)) for each in design.domains)
        return tuple(islice(chain(placed, repeat(None)), count))
    if not component.zones:
        return (None,) * count
    return tuple(component.zones[at % len(component.zones)] for at in range(count))


def replica_counts(design: Design, component: Component) -> dict[str | None, int]:
    """How many replicas lie in each domain that holds any, in the order of `replica_domains`."""
    count = component.replicas.count
    counts: dict[str | None, int] = {}
    if component.place:
        left = count
        for domain in design.domains:
            placed = min(component.place.get(domain, 0), left)
            counts[domain] = placed
            left -= placed
        counts[None] = left
    elif component.zones:
        rounds, rest = divmod(count, len(component.zones))
        for at, zone in enumerate(component.zones):
            counts[zone] = counts.get(zone, 0) + rounds + (at < rest)
    else:
        counts[None] = count
    return {domain: held for domain, held in counts.items() if held > 0}
