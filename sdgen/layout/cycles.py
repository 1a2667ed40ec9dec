"""What breaks the cycles of calls: a depth-first search; and which card stands for its peers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sdgen.layout.placement import Graph


def representatives(graph: Graph, nodes: Sequence[int]) -> list[int]:
    """The place of the node that stands for each of ``nodes``: the first of its peers, or itself."""
    first: dict[str, int] = {}
    return [
        first.setdefault(graph.nodes[node].peers, place) if graph.nodes[node].peers else place
        for place, node in enumerate(nodes)
    ]


def postorder(below: Sequence[Iterable[int]], starts: Iterable[int]) -> list[int]:
    """All nodes in the postorder of a depth-first search from ``starts``, without recursion: a line
    from a node to a later one closes a cycle."""
    order: list[int] = []
    seen = [False] * len(below)
    for start in starts:
        if seen[start]:
            continue
        seen[start] = True
        stack = [(start, iter(below[start]))]
        while stack:
            node, rest = stack[-1]
            following = next((other for other in rest if not seen[other]), None)
            if following is None:
                order.append(node)
                stack.pop()
            else:
                seen[following] = True
                stack.append((following, iter(below[following])))
    return order
