"""Ranks of least total edge length: the network simplex of E. R. Gansner, E. Koutsofios, S. C. North
and K.-P. Vo, "A Technique for Drawing Directed Graphs", IEEE Transactions on Software Engineering 19
(1993), section 2.

A spanning tree of tight edges fixes all ranks. The cut value of a tree edge says what the total
length would gain if the two parts of the tree without it moved apart by one; an edge of a negative
one is exchanged for the tightest edge that joins the parts the other way round.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

from msgspec import Struct


class Constraint(Struct, frozen=True):
    """``head`` lies at least ``least`` ranks below ``tail``; each rank between them costs
    ``weight``."""

    tail: int
    head: int
    least: int = 1
    weight: int = 1


def minimal_ranks(count: int, constraints: Sequence[Constraint], most_pivots: int) -> list[int]:
    """The rank of each of ``count`` nodes, the first being 0, at the least total cost, or at a low one
    where ``most_pivots`` exchanges do not suffice. The constraints must have no cycle and connect
    all nodes."""
    if count < 2:
        return [0] * count
    tree = _Tree(count, constraints)
    for _ in range(most_pivots):
        leaving = tree.leaving()
        if leaving < 0:
            break
        tree.exchange(leaving, tree.entering(leaving))
    first = min(tree.rank)
    return [rank - first for rank in tree.rank]


def longest_paths(count: int, constraints: Sequence[Constraint]) -> list[int]:
    """The least ranks that keep all constraints, which must have no cycle."""
    below: list[list[Constraint]] = [[] for _ in range(count)]
    waiting = [0] * count
    for each in constraints:
        below[each.tail].append(each)
        waiting[each.head] += 1
    ranks = [0] * count
    order = [node for node in range(count) if not waiting[node]]
    for node in order:
        for each in below[node]:
            ranks[each.head] = max(ranks[each.head], ranks[node] + each.least)
            waiting[each.head] -= 1
            if not waiting[each.head]:
                order.append(each.head)
    assert len(order) == count, "constraints have no cycle"
    return ranks


class _Tree:
    """A feasible ranking with a spanning tree of tight constraints and their cut values."""

    def __init__(self, count: int, constraints: Sequence[Constraint]) -> None:
        self.tail = [each.tail for each in constraints]
        self.head = [each.head for each in constraints]
        self.least = [each.least for each in constraints]
        self.weight = [each.weight for each in constraints]
        self.touching: list[list[int]] = [[] for _ in range(count)]
        for number, each in enumerate(constraints):
            self.touching[each.tail].append(number)
            self.touching[each.head].append(number)
        self.rank = longest_paths(count, constraints)
        self.in_tree = [False] * len(self.tail)
        self.near: list[list[int]] = [[] for _ in range(count)]
        """The edges of the tree at each node."""
        self._grow()
        self.parent = [-1] * count
        """The edge of the tree that leads to the root."""
        self.low, self.last = [0] * count, [0] * count
        """The least number of a node's subtree in postorder, and its own, which is the last."""
        self.cut = [0] * len(self.tail)
        self._number(0, -1, 1)
        self._cut_values()
        self.searched = 0

    def slack(self, edge: int) -> int:
        return self.rank[self.head[edge]] - self.rank[self.tail[edge]] - self.least[edge]

    def _grow(self) -> None:
        """A spanning tree of tight edges: while it does not reach all nodes, it moves as a whole by
        the least slack of an edge that leaves it."""
        inside = [False] * len(self.rank)
        joined_at = [0] * len(self.rank)
        moved = 0
        # edges that leave the tree and edges that enter it: its moves make the slack of all of the first
        # less by as much as they add to that of the second
        leaving: list[tuple[int, int, int]] = []
        entering: list[tuple[int, int, int]] = []
        number = 0
        other = 0
        for _ in range(len(self.rank) - 1):
            inside[other], joined_at[other] = True, moved
            for edge in self.touching[other]:
                number += 1
                if not (inside[self.tail[edge]] and inside[self.head[edge]]):
                    slack = self.slack(edge)
                    if self.tail[edge] == other:
                        heappush(leaving, (slack + moved, number, edge))
                    else:
                        heappush(entering, (slack - moved, number, edge))
            for heap in (leaving, entering):
                while heap and inside[self.tail[heap[0][2]]] and inside[self.head[heap[0][2]]]:
                    heappop(heap)
            open_edges = [(base - moved, *rest) for base, *rest in leaving[:1]]
            open_edges += [(base + moved, *rest) for base, *rest in entering[:1]]
            assert open_edges, "constraints connect all nodes"
            slack, _, edge = min(open_edges)
            tail_inside = inside[self.tail[edge]]
            moved += slack if tail_inside else -slack
            other = self.head[edge] if tail_inside else self.tail[edge]
            self._add(edge)
        joined_at[other] = moved
        for node, joined in enumerate(joined_at):
            self.rank[node] += moved - joined

    def _add(self, edge: int) -> None:
        self.in_tree[edge] = True
        self.near[self.tail[edge]].append(edge)
        self.near[self.head[edge]].append(edge)

    def _remove(self, edge: int) -> None:
        self.in_tree[edge] = False
        self.near[self.tail[edge]].remove(edge)
        self.near[self.head[edge]].remove(edge)

    def _other(self, edge: int, node: int) -> int:
        return self.head[edge] if self.tail[edge] == node else self.tail[edge]

    def _number(self, root: int, parent: int, first: int) -> list[int]:
        """Number the subtree of ``root`` in postorder from ``first`` on; returns it in that order."""
        self.parent[root], self.low[root] = parent, first
        order = []
        number = first
        stack = [(root, iter(self.near[root]))]
        while stack:
            node, rest = stack[-1]
            edge = next((each for each in rest if each != self.parent[node]), -1)
            if edge < 0:
                stack.pop()
                self.last[node] = number
                number += 1
                order.append(node)
                continue
            child = self._other(edge, node)
            self.parent[child], self.low[child] = edge, number
            stack.append((child, iter(self.near[child])))
        return order

    def _cut_values(self) -> None:
        by_number = sorted(range(len(self.rank)), key=lambda node: self.last[node])
        for node in by_number:
            if self.parent[node] >= 0:
                self._set_cut(node)

    def _set_cut(self, node: int) -> None:
        """The cut value of the edge above a node, from those below it: the weights of all edges from
        the part of its tail to the part of its head, less those the other way."""
        edge = self.parent[node]
        node_is_tail = self.tail[edge] == node
        total = 0
        for each in self.touching[node]:
            leaves = self.tail[each] == node
            value = self.weight[each]
            if self._in_subtree(self._other(each, node), node):
                # It crosses no longer: what it adds to the cut value below is taken off.
                value = (self.cut[each] if self.in_tree[each] else 0) - value
                leaves = not leaves
            total += value if leaves == node_is_tail else -value
        self.cut[edge] = total

    def leaving(self) -> int:
        """An edge of the tree with a negative cut value, or -1; the search goes on where the last one
        ended."""
        count = len(self.tail)
        for step in range(count):
            edge = (self.searched + step) % count
            if self.in_tree[edge] and self.cut[edge] < 0:
                self.searched = edge
                return edge
        return -1

    def _in_subtree(self, node: int, top: int) -> bool:
        return self.low[top] <= self.last[node] <= self.last[top]

    def entering(self, leaving: int) -> int:
        """The edge of least slack that joins the two parts in the other direction."""
        tail, head = self.tail[leaving], self.head[leaving]
        # the lower end of the leaving edge holds a whole subtree
        top = tail if self.parent[tail] == leaving else head
        into_subtree = top == tail
        best, best_slack = -1, 0
        stack = [top]
        while stack:
            node = stack.pop()
            for edge in self.touching[node]:
                if self.in_tree[edge]:
                    if edge != self.parent[node] and edge != leaving:
                        stack.append(self._other(edge, node))
                    continue
                inward = self.head[edge] == node
                if inward == into_subtree and not self._in_subtree(self._other(edge, node), top):
                    slack = self.slack(edge)
                    if best < 0 or slack < best_slack or (slack == best_slack and edge < best):
                        best, best_slack = edge, slack
        assert best >= 0, "an edge of negative cut value has one the other way"
        return best

    def exchange(self, leaving: int, entering: int) -> None:
        """Put ``entering`` into the tree for ``leaving``; ranks, numbers and cut values follow."""
        tail, head = self.tail[leaving], self.head[leaving]
        top = tail if self.parent[tail] == leaving else head
        step = self.slack(entering)
        if self._in_subtree(self.head[entering], top):
            step = -step
        if step:
            for node in self._subtree(top):
                self.rank[node] += step
        one, other = self.tail[entering], self.head[entering]
        meeting = self._meeting(one, other)
        changed = self._path(one, meeting) + self._path(other, meeting)
        self._remove(leaving)
        self._add(entering)
        order = self._number(meeting, self.parent[meeting], self.low[meeting])
        touched = set(changed)
        for node in order:
            if node in touched and self.parent[node] >= 0 and node != meeting:
                self._set_cut(node)

    def _subtree(self, top: int) -> list[int]:
        found = [top]
        for node in found:
            found += [
                self._other(edge, node) for edge in self.near[node] if edge != self.parent[node]
            ]
        return found

    def _meeting(self, one: int, other: int) -> int:
        """The root of the least subtree that holds both."""
        node = one
        while not self._in_subtree(other, node):
            node = self._other(self.parent[node], node)
        return node

    def _path(self, node: int, top: int) -> list[int]:
        found = [node]
        while node != top:
            node = self._other(self.parent[node], node)
            found.append(node)
        return found
