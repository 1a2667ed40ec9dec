"""Strongly connected components of a directed graph, by R. E. Tarjan's algorithm (1972)."""

from __future__ import annotations

from collections.abc import Sequence


def strong_components(successors: Sequence[Sequence[int]]) -> list[list[int]]:
    """The strongly connected components, those that are pointed to first; no recursion, since a
    chain of calls may be as long as the design."""
    count = len(successors)
    index = [-1] * count
    low = [0] * count
    on_stack = [False] * count
    stack: list[int] = []
    found: list[list[int]] = []
    visited = 0
    for root in range(count):
        if index[root] >= 0:
            continue
        work = [(root, 0)]
        while work:
            node, position = work.pop()
            if position == 0:
                index[node] = low[node] = visited
                visited += 1
                stack.append(node)
                on_stack[node] = True
            descend = False
            for at in range(position, len(successors[node])):
                target = successors[node][at]
                if index[target] < 0:
                    work.append((node, at + 1))
                    work.append((target, 0))
                    descend = True
                    break
                if on_stack[target]:
                    low[node] = min(low[node], index[target])
            if descend:
                continue
            if low[node] == index[node]:
                component: list[int] = []
                while not component or component[-1] != node:
                    member = stack.pop()
                    on_stack[member] = False
                    component.append(member)
                found.append(sorted(component))
            if work:
                parent = work[-1][0]
                low[parent] = min(low[parent], low[node])
    return found
