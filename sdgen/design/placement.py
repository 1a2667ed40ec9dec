"""Where replicas run: the failure domains that a component names, and the order of its replicas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, cycle, islice, repeat

from sdgen.design.components import Component
from sdgen.design.topology import Domain, Level


def named_places(component: Component) -> tuple[str, ...]:
    """The domains that a component is said to be in, each once: its zones, and where ``place``
    puts at least one replica."""
    placed = (domain for domain, count in component.place.items() if count)
    return tuple(dict.fromkeys((*component.zones, *placed)))


def replica_domains(component: Component) -> tuple[str | None, ...]:
    """The domain of each replica. Replicas are dealt out one per domain in turn, in the order
    written: over the component's zones, or over those of ``place`` until each has its number.

    None for a replica that lies in no domain: of a component without zones, or beyond those that
    ``place`` puts somewhere.
    """
    count = component.replicas.count
    if component.place:
        return tuple(islice(chain(dealt(component.place), repeat(None)), count))
    if not component.zones:
        return (None,) * count
    return tuple(islice(cycle(component.zones), count))


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


def domain_at_levels(domains: Mapping[str, Domain], name: str) -> tuple[str | None, ...]:
    """The domain of each level that a domain is or lies in, from the outermost in; None where it
    lies in none."""
    at_level = {}
    each: str | None = name
    while each is not None:
        at_level[domains[each].level] = each
        each = domains[each].parent
    return tuple(at_level.get(level) for level in Level)


def dealt(place: Mapping[str, int]) -> Iterator[str]:
    """The domain of each replica that ``place`` puts somewhere, in turn."""
    left = {domain: number for domain, number in place.items() if number > 0}
    while left:
        rounds = min(left.values())
        for _ in range(rounds):
            yield from left
        left = {domain: number - rounds for domain, number in left.items() if number > rounds}
