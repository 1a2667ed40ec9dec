"""Where replicas of a component can stand: in the zones that it has, or in all that there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations

from msgspec import Struct

from sdgen.analyses.failure.domains import replica_domains
from sdgen.base.words import joined
from sdgen.design.records import Component, Design, Level

FEW_ZONES = 2
"""Of so many free zones every choice is tried, of more the first ones."""


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
    listed = tuple(dict.fromkeys(component.zones)) or tuple(used)
    free = _free_zones(design, (*listed, *used)) if levels == {Level.ZONE} else ()
    if used and not (component.place and component.replicas.count > sum(used.values())):
        for zones in _ways(component, listed, free, count):
            yield _spread(component, zones, used, count)
    if component.place:
        place = _filled(dict(component.place), used, count) if used else component.place
        yield Placing(component.zones, place, tuple(used))
    else:
        dealt = _dealt(component.zones or tuple(used), count) if used else used
        yield Placing(component.zones, {}, tuple(dealt), _said(used, dealt))


def _ways(
    component: Component, listed: tuple[str, ...], free: tuple[str, ...], count: int
) -> Iterator[tuple[str, ...]]:
    """Further zones beside those listed, the most first: where few are free each of them alone, as
    it can be better to stand where others do."""
    for number in range(min(count - len(listed), len(free)), 0, -1):
        chosen = combinations(free, number) if len(free) <= FEW_ZONES else (free[:number],)
        for further in chosen:
            yield (*listed, *further)
    if len(listed) < len(component.zones) and len(listed) <= count:
        # a zone listed twice holds more than its share: evenly is another way
        yield listed


def _spread(
    component: Component, zones: tuple[str, ...], used: Counter[str], count: int
) -> Placing:
    """The replicas in all of these zones."""
    if component.place:
        place = _filled(dict.fromkeys(zones, 0), used, count)
        return Placing(component.zones, place, zones, _said(used, Counter(place)))
    return Placing(zones, {}, zones, _said(used, _dealt(zones, count)))


def _dealt(zones: tuple[str, ...], count: int) -> Counter[str]:
    """How many replicas each zone gets where they are dealt out in turn."""
    return Counter(zones[at % len(zones)] for at in range(count))


def _said(used: Counter[str], after: Counter[str]) -> str:
    """Where the new replicas are, if all stay that there are, and those in new zones are all that
    come; else where all of them are. Nothing where no zone is new."""
    new = [zone for zone in after if zone not in used]
    moved = any(after[zone] < held for zone, held in used.items())
    if not new:
        return f", spread over {joined(after)}" if moved else ""
    come = sum(after.values()) - sum(used.values())
    if moved or come != sum(after[zone] for zone in new):
        return f", spread over {joined(after)}"
    return f" in {joined(new)}"


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
