"""Where replicas run: the failure domain of each, and the domains that hold a domain."""

from __future__ import annotations

from sdgen.design.placement import named_places, replica_domains
from sdgen.design.records import Component, Design

__all__ = ["ancestors", "named_places", "replica_counts", "replica_domains"]


def ancestors(design: Design, domain: str) -> tuple[str, ...]:
    """The domains that hold ``domain``, from its parent out."""
    found = []
    parent = design.domains[domain].parent
    while parent is not None:
        found.append(parent)
        parent = design.domains[parent].parent
    return tuple(found)


def replica_counts(component: Component) -> dict[str | None, int]:
    """How many replicas lie in each domain that holds any, in the order of `replica_domains`."""
    count = component.replicas.count
    counts: dict[str | None, int] = {}
    if component.place:
        counts.update(component.place)
        counts[None] = count - sum(component.place.values())
    elif component.zones:
        rounds, rest = divmod(count, len(component.zones))
        for at, zone in enumerate(component.zones):
            counts[zone] = counts.get(zone, 0) + rounds + (at < rest)
    else:
        counts[None] = count
    return {domain: held for domain, held in counts.items() if held > 0}
