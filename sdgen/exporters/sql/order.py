"""The order in which tables are made: each after those that it refers to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from heapq import heapify, heappop, heappush


def order_of(needs: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """The names in an order in which each comes after all that it needs, else as they are given.
    Where they need each other in a circle, the first of the circle comes before what it needs."""
    place = {name: number for number, name in enumerate(needs)}
    names = list(needs)
    left = {name: {each for each in needs[name] if each != name} for name in names}
    needed_by: dict[str, list[str]] = {name: [] for name in names}
    for name in names:
        for each in left[name]:
            needed_by[each].append(name)
    ready = [place[name] for name in names if not left[name]]
    heapify(ready)
    made: dict[str, None] = {}
    start = 0
    while len(made) < len(names):
        if not ready:
            while names[start] in made:
                start += 1
            heappush(ready, place[_in_a_circle(names[start], left, place)])
        name = names[heappop(ready)]
        made[name] = None
        left[name] = set()
        for each in needed_by[name]:
            if name in left[each]:
                left[each].discard(name)
                if not left[each] and each not in made:
                    heappush(ready, place[each])
    return tuple(made)


def _in_a_circle(name: str, left: Mapping[str, Collection[str]], place: Mapping[str, int]) -> str:
    """The first name of a circle that ``name`` leads to; each still needs something."""
    way: dict[str, int] = {}
    while name not in way:
        way[name] = len(way)
        name = min(left[name], key=place.__getitem__)
    circle = [each for each, number in way.items() if number >= way[name]]
    return min(circle, key=place.__getitem__)
