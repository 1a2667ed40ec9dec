"""Static orders of a fault tree's events: which event a decision diagram asks about first.

All are depth-first walks from the top, which keep events that meet in one gate close together; they
differ in which input comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sdgen.analyses.reliability.fault_tree import FaultTree


def static_orders(tree: FaultTree) -> Iterator[tuple[int, ...]]:
    """Up to four different orders of the events that the top needs, the most promising first."""
    size = _events_below(tree)
    uses = _uses(tree)
    preferences: tuple[Callable[[int], tuple[int, ...]], ...] = (
        lambda n: (-uses[n], size[n]),
        lambda _: (),
        lambda n: (size[n],),
        lambda n: (-size[n],),
    )
    seen: set[tuple[int, ...]] = set()
    for preference in preferences:
        order = _depth_first(tree, preference)
        if order not in seen:
            seen.add(order)
            yield order


def _plain(number: int) -> int:
    return ~number if number < 0 else number


def _events_below(tree: FaultTree) -> list[int]:
    """For each number, how many inputs lie below it (shared ones count once a use, bounded)."""
    bound = 1 << 60
    size = [1] * len(tree.events)
    for gate in tree.gates:
        size.append(min(bound, sum(size[_plain(n)] for n in gate.inputs)))
    return size


def _uses(tree: FaultTree) -> list[int]:
    uses = [0] * (len(tree.events) + len(tree.gates))
    for gate in tree.gates:
        for n in gate.inputs:
            uses[_plain(n)] += 1
    return uses


def _depth_first(tree: FaultTree, preference: Callable[[int], tuple[int, ...]]) -> tuple[int, ...]:
    order: list[int] = []
    seen: set[int] = set()
    stack = [tree.top]
    while stack:
        number = stack.pop()
        if number in seen:
            continue
        seen.add(number)
        if tree.is_event(number):
            order.append(number)
            continue
        inputs = [_plain(n) for n in tree.gate(number).inputs]
        # the stack gives back what was put last: the most preferred
        stack.extend(sorted(inputs, key=preference, reverse=True))
    return tuple(order)
