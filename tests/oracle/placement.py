"""Where copies lie: point 7 of what real systems need said."""

from __future__ import annotations

from tests.oracle.reading import Component, Design


def pieces(component: Component, design: Design) -> list[list[int]]:
    """The nodes that keep each piece, the one that it starts at first."""

    def domain(node: int, level: str) -> str | None:
        name = component.nodes[node]
        while name is not None and design.domains[name].level != level:
            name = design.domains[name].parent
        return name

    levels = ["provider", "region", "zone", "rack", "host"]
    if component.spread_zone:
        levels = ["zone", "rack", "host"]
    found = []
    for start in range(component.count):
        chosen = [start]
        others = [(start + step) % component.count for step in range(1, component.count)]
        while len(chosen) < (component.copies or 1):

            def shared(node: int, chosen: list[int] = chosen) -> list[int]:
                return [
                    sum(domain(node, level) == domain(each, level) for each in chosen)
                    if domain(node, level) is not None
                    else 0
                    for level in levels
                ]

            best = min(others, key=shared)
            others.remove(best)
            chosen.append(best)
        found.append(chosen)
    return found
