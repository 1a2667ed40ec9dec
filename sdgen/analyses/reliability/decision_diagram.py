"""Fault trees as binary decision diagrams, compiled with OxiDD and held as plain arrays.

Method: R. E. Bryant, Graph-Based Algorithms for Boolean Function Manipulation (1986); for fault
trees A. Rauzy, New algorithms for fault trees analysis (1993). The size of a diagram hangs on the
order of its variables, so several static orders are tried, each under a bound of nodes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from sdgen.analyses.reliability.fault_tree import FaultTree
from sdgen.analyses.reliability.order import static_orders

if TYPE_CHECKING:
    from oxidd.bdd import BDDFunction, BDDManager

FALSE, TRUE = 0, 1
"""The numbers of the two terminal nodes."""


@dataclass(frozen=True, slots=True)
class DecisionDiagram:
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
    bound = _first_bound(node_bound)
    source = _orders(tree, leading)
    gates = tuple(gates_below(tree))
    uses = _count_uses(tree, gates)
    orders: list[tuple[int, ...]] = []
    while True:
        # orders are made when they are needed: mostly the first is good enough
        for order in chain(tuple(orders), _kept(source, orders)):
            try:
                return _compile(tree, gates, uses.copy(), order, bound)
            except MemoryError:
                continue
        if bound >= node_bound:
            raise TooLargeError(f"more than {node_bound} nodes in each of {len(orders)} orders")
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


def _compile(
    tree: FaultTree, gates: Sequence[int], uses: dict[int, int], order: Sequence[int], bound: int
) -> DecisionDiagram:
    """``uses`` says how often each event and each of ``gates`` is an input; it is used up."""
    from oxidd.bdd import BDDManager

    manager = BDDManager(bound + 2 * len(order) + 2, max(1 << 10, bound // 2), 1)
    manager.add_vars(len(order))
    functions: dict[int, BDDFunction] = {
        event: manager.var(level) for level, event in enumerate(order)
    }
    for number in gates:
        gate = tree.gate(number)
        inputs = [~functions[~n] if n < 0 else functions[n] for n in gate.inputs]
        functions[number] = _threshold(manager, gate.need, inputs)
        for n in gate.inputs:
            # a function that nobody needs any more lets its nodes be collected
            position = ~n if n < 0 else n
            uses[position] -= 1
            if not uses[position] and not tree.is_event(position):
                del functions[position]
    return _export(functions[tree.top], order)


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


def _threshold(manager: BDDManager, need: int, inputs: list[BDDFunction]) -> BDDFunction:
    """At least ``need`` of ``inputs``: a table over "how many so far", one input at a time."""
    if need == 1:
        return _fold(inputs, conjunction=False)
    if need == len(inputs):
        return _fold(inputs, conjunction=True)
    at_least = [manager.true()] + [manager.false()] * need
    for function in inputs:
        for count in range(need, 0, -1):
            at_least[count] = function.ite(at_least[count - 1], at_least[count])
    return at_least[need]


def _fold(inputs: list[BDDFunction], conjunction: bool) -> BDDFunction:
    """AND or OR in pairs, so that what is combined stays small as long as it can."""
    layer = inputs
    while len(layer) > 1:
        pairs = zip(layer[::2], layer[1::2], strict=False)
        folded = [a & b if conjunction else a | b for a, b in pairs]
        if len(layer) % 2:
            folded.append(layer[-1])
        layer = folded
    return layer[0]


def _export(function: BDDFunction, order: Sequence[int]) -> DecisionDiagram:
    """Copy the nodes under ``function`` into arrays, children first."""
    variables, high, low = [-1, -1], [FALSE, TRUE], [FALSE, TRUE]
    numbers: dict[BDDFunction, int] = {}
    stack: list[BDDFunction] = [function]
    while stack:
        node = stack[-1]
        if node in numbers:
            stack.pop()
            continue
        children = node.cofactors()
        if children is None:
            numbers[node] = TRUE if node.valid() else FALSE
            stack.pop()
            continue
        missing = [child for child in children if child not in numbers]
        if missing:
            stack.extend(missing)
            continue
        stack.pop()
        level = node.node_level()
        assert level is not None, "an inner node has a level"
        numbers[node] = len(variables)
        variables.append(order[level])
        high.append(numbers[children[0]])
        low.append(numbers[children[1]])
    return DecisionDiagram(
        tuple(order), tuple(variables), tuple(high), tuple(low), numbers[function]
    )
