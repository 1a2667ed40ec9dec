"""The order of stores, and of tables in a store, in which references are short and cross little.

Of a small model every order is tried; of a large one neighbours of the order of the design, by
swapping and moving, as long as that makes it better. What is not better stays as it is written. How
much is tried is bounded by a number of trials, so that the result is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations, product
from math import factorial
from typing import TypeVar

from msgspec import Struct

from sdgen.layout.entities.grid import Grid, Order, grid_of
from sdgen.layout.entities.sized import DataModel, Link, SizedStore
from sdgen.layout.entities.spacing import COLUMN_GAP, OUTSIDE, PADDING

WORK = 250_000
"""Tables and references that are looked at in all trials of a search together, and pairs of references
where crossings count."""
OUTER = 2 * (OUTSIDE + PADDING)
"""What a line beside a column takes across."""
LOW = 1.0
"""How many px of lines a px of the picture's height is worth."""
PASSED = 400.0
"""What passing a column takes, which asks for room between two of its tables."""
CROSSING = 200.0
CLEARLY = 1.05
"""How many times the cost of the best order another may have and still stand, being found from an order
nearer to that of the design."""
STARTS, MANY = 5, 70
"""Searches; and tables and references from which on one is enough to wait for."""
PAIRS = 6
"""Pairs of references whose crossing is found in the time that one reference takes."""
BETTER = 1.0
"""By so much a change has to be better, so that the design's order stays where it hardly matters."""


Thing = TypeVar("Thing")


class Change(Struct, frozen=True):
    """Two stores swapped, or two tables of one store where ``store`` is its number; ``move`` takes the
    first out and puts it in at the place of the second instead."""

    first: int
    second: int
    store: int | None = None
    move: bool = False


def ordered(model: DataModel) -> tuple[SizedStore, ...]:
    """The stores with their tables, in a good order; those without tables are left out."""
    stores = [store for store in model.stores if store.tables]
    given = tuple(store.tables for store in stores)
    links, columns = model.links, model.columns
    sizes = sum(map(len, given)) + len(links)
    trials = WORK // (sizes + len(links) ** 2 // PAIRS + 1)
    if not links:
        found = given
    elif _orders(given) <= trials:
        found = _best(given, links, columns)
    else:
        found = _best_of(
            [_improved(start, links, columns) for start in _starts(given, sizes)], links, columns
        )
    names = {table.id: store.id for store in stores for table in store.tables}
    return tuple(SizedStore(names[tables[0].id], tables) for tables in found)


def _orders(order: Order) -> int:
    """How many orders there are."""
    count = factorial(len(order))
    for tables in order:
        count *= factorial(len(tables))
    return count


def _best(given: Order, links: Sequence[Link], columns: int) -> Order:
    """The best of all orders; the first, which is that of the design, among equals."""
    best, cost = given, cost_of(grid_of(given, columns), links)
    for stores in permutations(given):
        for tried in product(*map(permutations, stores)):
            found = cost_of(grid_of(tried, columns), links)
            if found < cost - BETTER:
                best, cost = tried, found
    return best


def _starts(given: Order, sizes: int) -> list[Order]:
    """Where to begin: at the order of the design, and where there is time for it at others, since a
    search ends at the first order that no single change makes better."""
    count = STARTS if sizes <= MANY else 1
    return [tuple(_turned(tuple(_turned(t, n) for t in given), n)) for n in range(count)]


def _turned(things: Sequence[Thing], number: int) -> tuple[Thing, ...]:
    """The things with so many of them taken from the beginning to the end; every other time reversed,
    so that neighbours change too."""
    at = number % len(things)
    found = (*things[at:], *things[:at])
    return found[::-1] if number % 2 else found


def _improved(start: Order, links: Sequence[Link], columns: int) -> Order:
    """The order that a search from ``start`` ends at. Crossings take long to count: first what is
    cheap brings tables near to each other."""
    sizes = sum(map(len, start)) + len(links)
    found = _search(start, links, columns, WORK // sizes, crossing=0.0)
    trials = WORK // (sizes + len(links) ** 2 // PAIRS)
    return _search(found, links, columns, trials, crossing=CROSSING)


def _best_of(orders: Sequence[Order], links: Sequence[Link], columns: int) -> Order:
    """The best of the orders; the first, which is nearest to that of the design, where no other is
    clearly better."""
    costs = [cost_of(grid_of(order, columns), links) for order in orders]
    enough = min(costs) * CLEARLY
    return next(o for o, cost in zip(orders, costs, strict=True) if cost <= enough)


def _search(
    best: Order, links: Sequence[Link], columns: int, trials: int, crossing: float
) -> Order:
    """The order after changes that each made it better, the first ones that do."""
    cost = cost_of(grid_of(best, columns), links, crossing)
    better = True
    while better and trials > 0:
        better = False
        for change in _changes(best):
            tried = _changed(best, change)
            if tried == best:
                continue
            trials -= 1
            found = cost_of(grid_of(tried, columns), links, crossing)
            if found < cost - BETTER:
                best, cost, better = tried, found, True
            if trials <= 0:
                break
    return best


def _changes(order: Order) -> Iterator[Change]:
    for first in range(len(order)):
        for second in range(first + 1, len(order)):
            yield Change(first, second)
            yield Change(first, second, move=True)
            yield Change(second, first, move=True)
    for store, tables in enumerate(order):
        for first in range(len(tables)):
            for second in range(first + 1, len(tables)):
                yield Change(first, second, store)
                yield Change(first, second, store, move=True)
                yield Change(second, first, store, move=True)


def _changed(order: Order, change: Change) -> Order:
    """The order with the change; as it is where that names a table that is not there, since stores
    have changed places in between."""
    if change.store is None:
        return tuple(_with(order, change))
    tables = order[change.store]
    if max(change.first, change.second) < len(tables):
        tables = tuple(_with(tables, change))
    return (*order[: change.store], tables, *order[change.store + 1 :])


def _with(things: Sequence[Thing], change: Change) -> list[Thing]:
    found = list(things)
    if change.move:
        found.insert(change.second, found.pop(change.first))
    else:
        found[change.first], found[change.second] = found[change.second], found[change.first]
    return found


def cost_of(grid: Grid, links: Sequence[Link], crossing: float = CROSSING) -> float:
    """The length of the lines, a price for each crossing that no order of trunks avoids, and the
    height of the picture."""
    cost = LOW * grid.height
    between: dict[int, list[_Line]] = {}
    beside: dict[int, list[_Line]] = {}
    for link in links:
        source, target = grid.cells[link.source], grid.cells[link.target]
        start, end = source.top + link.source_at, target.top + link.target_at
        cost += abs(start - end)
        first, last = sorted((source.column, target.column))
        if first == last:
            cost += OUTER
            line = (min(start, end), max(start, end), link.target)
            beside.setdefault(first, []).append(line)
            continue
        cost += COLUMN_GAP + (last - first - 1) * PASSED
        left, right = (start, end) if source.column < target.column else (end, start)
        for gap in range(first, last):
            # what passes a column does so about where it ends
            line = (left if gap == first else right, right, link.target)
            between.setdefault(gap, []).append(line)
    if crossing:
        cost += crossing * sum(map(_crossing_between, between.values()))
        cost += crossing * sum(map(_crossing_beside, beside.values()))
    return cost


_Line = tuple[float, float, str]
"""Between columns its height at the left and at the right, beside one its upper and its lower end; and
the entity that it refers to, whose lines join."""


def _crossing_between(lines: Sequence[_Line]) -> int:
    count = 0
    for number, (left, right, target) in enumerate(lines):
        for other_left, other_right, other in lines[:number]:
            if (left < other_left) != (right < other_right) and target != other:
                count += 1
    return count


def _crossing_beside(lines: Sequence[_Line]) -> int:
    count = 0
    for number, (low, high, target) in enumerate(lines):
        for other_low, other_high, other in lines[:number]:
            crosses = low < other_low < high < other_high or other_low < low < other_high < high
            if crosses and target != other:
                count += 1
    return count
