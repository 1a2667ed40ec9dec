"""Where replicas of a component can stand: in the zones that it has, or in all that there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct

from sdgen.analyses.failure.domains import replica_domains
from sdgen.base.words import joined
from sdgen.design.records import Component, Design, Level


class Placing(Struct, frozen=True):
    """Zones or numbers by place for the replicas of a component. ``domains`` are those that hold
    one then; ``text`` says which of them are new, and is empty where none is."""

    zones: tuple[str, ...]
    place: Mapping[str, int]
    domains: tuple[str, ...]
    text: str = ""


def placings(design: Design, component: Component, count: int) -> Iterator[Placing]:
    """The ways to place ``count`` replicas, those in further zones first. None where the machines
    that there are do not hold so many."""
    used = Counter(place for place in replica_domains(component) if place is not None)
    levels = {design.domains[place].level for place in used}
    if component.runs_on:
        yield Placing(component.zones, {}, (*used,))
        return
    if Level.HOST in levels and count > len({*component.zones, *component.place}):
        return
    free = _free_zones(design, tuple(used)) if levels == {Level.ZONE} else ()
    zones = (*dict.fromkeys(component.zones), *free) if component.zones else (*used, *free)
    further = zones[len(used) : count]
    if used and further and not (component.place and component.replicas.count > sum(used.values())):
        spread = zones[:count]
        place: Mapping[str, int] = {}
        if component.place:
            place = _filled(dict.fromkeys(spread, 0), used, count)
            yield Placing(component.zones, place, spread, f" in {joined(further)}")
        else:
            each = Counter(spread[at % len(spread)] for at in range(count))
            stays = all(each[zone] >= held for zone, held in used.items())
            how = f" in {joined(further)}" if stays else f", spread over {joined(spread)}"
            yield Placing(spread, {}, spread, how)
    if component.place:
        place = _filled(dict(component.place), used, count) if used else component.place
        yield Placing(component.zones, place, tuple(used))
    else:
        yield Placing(component.zones, {}, tuple(used))


def _filled(places: dict[str, int], used: Counter[str], count: int) -> dict[str, int]:
    """So many replicas where they are, the further ones where fewest are."""
    places = {**places, **used}
    for _ in range(count - sum(places.values())):
        emptiest = min(places, key=lambda name: places[name])
        places[emptiest] += 1
    if sum(places.values()) > count:
        # the same number in more places: evenly
        rounds, rest = divmod(count, len(places))
        return {name: rounds + (at < rest) for at, name in enumerate(places)}
    empty = [name for name, held in places.items() if not held]
    for name in empty:
        fullest = max(places, key=lambda each: places[each])
        if places[fullest] > 1:
            places[fullest] -= 1
            places[name] += 1
    return places


def _free_zones(design: Design, used: tuple[str, ...]) -> tuple[str, ...]:
    """Zones of the regions of those used that hold no replica yet."""
    regions = {design.domains[place].parent for place in used}
    return tuple(
        domain.id
        for domain in design.domains.values()
        if domain.level is Level.ZONE and domain.parent in regions and domain.id not in used
    )
