"""Fault trees as binary decision diagrams, held as plain arrays.

Small ones are compiled by ``functions``; what is too much for it goes to the library OxiDD, where
the machine lets that run (``library``). Both give the same diagram for the same order.

Method: R. E. Bryant, Graph-Based Algorithms for Boolean Function Manipulation (1986); for fault
trees A. Rauzy, New algorithms for fault trees analysis (1993). The size of a diagram hangs on the
order of its variables, so several static orders are tried, each under a bound of nodes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from msgspec import Struct

from sdgen.analyses.reliability.fault_tree import FaultTree
from sdgen.analyses.reliability.functions import (
    FALSE,
    TRUE,
    BooleanFunctions,
    OutOfStepsError,
)
from sdgen.analyses.reliability.library import LibraryFunctions, is_usable
from sdgen.analyses.reliability.order import static_orders

SMALL_STEPS = 30_000
"""Up to so much work, about a twentieth of a second, the library would not pay."""
MOST_STEPS = 100_000
"""The same where there is no library: for each order that is tried."""


class DecisionDiagram(Struct, frozen=True):
    """Nodes 0 and 1 are the terminals; a node's children have lower numbers than its own.

    ``variables[n]`` is the event that node ``n`` decides (-1 for terminals), ``high[n]`` where it
    goes when the event has happened, ``low[n]`` where when it has not. ``order`` lists events from
    the root down.
    """

    order: tuple[int, ...]
    variables: tuple[int, ...]
    high: tuple[int, ...]
    low: tuple[int, ...]
    root: int


class TooLargeError(Exception):
    """No order that was tried kept the diagram within the bound."""


def compile_tree(
    tree: FaultTree, node_bound: int = 1_000_000, leading: frozenset[int] = frozenset()
) -> DecisionDiagram:
    """The decision diagram of ``tree``'s top, by the first order that stays within ``node_bound``.

    Small bounds come first for every order, so that a good order is found before a poor one has
    used up the time. Where events are ``leading``, orders that ask about them first come first.
    Raises ``TooLargeError`` when none stays within it.
    """
    source = _orders(tree, leading)
    gates = tuple(gates_below(tree))
    orders: list[tuple[int, ...]] = []
    first = next(_kept(source, orders))
    diagram = _compile_small(tree, gates, first, node_bound, SMALL_STEPS)
    if diagram is not None:
        return diagram
    # orders are made when they are needed: mostly the first is good enough
    for order, bound in _attempts(source, orders, node_bound):
        if is_usable():
            diagram = _compile_large(tree, gates, order, bound)
        else:
            diagram = _compile_small(tree, gates, order, node_bound, MOST_STEPS)
        if diagram is not None:
            return diagram
    raise TooLargeError(f"more than {node_bound} nodes in each of {len(orders)} orders")


def _attempts(
    source: Iterator[tuple[int, ...]], orders: list[tuple[int, ...]], node_bound: int
) -> Iterator[tuple[tuple[int, ...], int]]:
    """Each order with a bound, the orders of ``source`` after ``orders``, to which they go."""
    bound = _first_bound(node_bound)
    while True:
        for order in chain(tuple(orders), _kept(source, orders)):
            yield order, bound
        if bound >= node_bound:
            return
        # the last bound is the whole one: a round with little less would mostly be in vain
        bound = bound * 8 if bound * 16 <= node_bound else node_bound


def _first_bound(node_bound: int) -> int:
    return 1 << 15 if node_bound >= 1 << 16 else node_bound


def _orders(tree: FaultTree, leading: frozenset[int]) -> Iterator[tuple[int, ...]]:
    made: list[tuple[int, ...]] = []
    static = _kept(static_orders(tree), made)
    seen: set[tuple[int, ...]] = set()
    if leading:
        for order in islice(static, 2):
            # a stable sort: the leading events keep their order, and so do the others
            first = tuple(sorted(order, key=lambda e: e not in leading))
            if first not in seen:
                seen.add(first)
                yield first
    for order in chain(tuple(made), static):
        if order not in seen:
            seen.add(order)
            yield order


def _kept(
    orders: Iterator[tuple[int, ...]], kept: list[tuple[int, ...]]
) -> Iterator[tuple[int, ...]]:
    for order in orders:
        kept.append(order)
        yield order


def _compile_small(
    tree: FaultTree, gates: Sequence[int], order: Sequence[int], node_bound: int, most_steps: int
) -> DecisionDiagram | None:
    """The diagram in this order; None where it takes too many steps or nodes."""
    made = BooleanFunctions(len(order), most_steps)
    functions = {event: made.variable(level) for level, event in enumerate(order)}
    try:
        for number in gates:
            gate = tree.gate(number)
            inputs = [made.negation(functions[~n]) if n < 0 else functions[n] for n in gate.inputs]
            functions[number] = made.at_least(gate.need, inputs)
    except OutOfStepsError:
        return None
    root = functions[tree.top]
    nodes = made.below(root)
    if len(nodes) > node_bound:
        return None
    numbers = {FALSE: FALSE, TRUE: TRUE}
    numbers.update((node, at) for at, node in enumerate(nodes, start=2))
    return DecisionDiagram(
        tuple(order),
        (-1, -1, *(order[made.level[node]] for node in nodes)),
        (FALSE, TRUE, *(numbers[made.high[node]] for node in nodes)),
        (FALSE, TRUE, *(numbers[made.low[node]] for node in nodes)),
        numbers[root],
    )


def _compile_large(
    tree: FaultTree, gates: Sequence[int], order: Sequence[int], bound: int
) -> DecisionDiagram | None:
    """The diagram in this order, by the library; None where it takes too many nodes."""
    uses = _count_uses(tree, gates)
    try:
        made = LibraryFunctions(len(order), bound)
        functions = {event: made.variable(level) for level, event in enumerate(order)}
        for number in gates:
            gate = tree.gate(number)
            inputs = [~functions[~n] if n < 0 else functions[n] for n in gate.inputs]
            functions[number] = made.at_least(gate.need, inputs)
            for n in gate.inputs:
                # a function that nobody needs any more lets its nodes be collected
                position = ~n if n < 0 else n
                uses[position] -= 1
                if not uses[position] and not tree.is_event(position):
                    del functions[position]
        levels, high, low, root = made.nodes_below(functions[tree.top])
    except MemoryError:
        return None
    variables = (-1, -1, *(order[level] for level in levels))
    return DecisionDiagram(tuple(order), variables, (FALSE, TRUE, *high), (FALSE, TRUE, *low), root)


def _count_uses(tree: FaultTree, gates: Sequence[int]) -> dict[int, int]:
    uses = dict.fromkeys(range(len(tree.events) + len(tree.gates)), 0)
    for number in gates:
        for n in tree.gate(number).inputs:
            uses[~n if n < 0 else n] += 1
    uses[tree.top] += 1
    return uses


def gates_below(tree: FaultTree) -> Iterator[int]:
    """The gates that the top needs, inputs before the gates over them."""
    needed = {tree.top}
    first = len(tree.events)
    for number in range(tree.top, first - 1, -1):
        if number in needed:
            needed.update(~n if n < 0 else n for n in tree.gate(number).inputs)
    return (number for number in range(first, tree.top + 1) if number in needed)
