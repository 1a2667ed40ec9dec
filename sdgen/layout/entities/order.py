"""The order of stores, and of tables in a store, in which references are short and cross little.

Neighbours are tried by swapping and moving, from the order of the design on; what is not better stays
as it is written. How much is tried is bounded by a number of trials, so that the result is the same on
every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from sdgen.layout.entities.grid import Grid, Order, grid_of
from sdgen.layout.entities.sized import DataModel, Link, SizedStore
from sdgen.layout.entities.spacing import COLUMN_GAP, OUTSIDE, PADDING

WORK = 400_000
"""Tables, references and pairs of references that are looked at in all trials together."""
FEWEST = 60
OUTER = 2 * (OUTSIDE + PADDING)
"""What a line beside a column takes across."""
LOW = 1.0
"""How many px of lines a px of the picture's height is worth."""
CROSSING = 200.0
BETTER = 1.0
"""By so much a change has to be better, so that the design's order stays where it hardly matters."""


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
    tables = sum(len(store.tables) for store in stores)
    trials = max(WORK // (tables + len(model.links) ** 2 + 1), FEWEST)
    found = _search(tuple(store.tables for store in stores), model.links, trials)
    names = {table.id: store.id for store in stores for table in store.tables}
    return tuple(SizedStore(names[tables[0].id], tables) for tables in found)


def _search(best: Order, links: Sequence[Link], trials: int) -> Order:
    cost = cost_of(grid_of(best), links)
    better = bool(links)
    while better and trials > 0:
        better = False
        for change in _changes(best):
            tried = _changed(best, change)
            if tried == best:
                continue
            trials -= 1
            found = cost_of(grid_of(tried), links)
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


def _changed(order: Order, change: Change) -> Order:
    """The order with the change; as it is where that names a table that is not there, since stores
    have changed places in between."""
    if change.store is None:
        found = list(order)
        if change.move:
            found.insert(change.second, found.pop(change.first))
        else:
            _swap(found, change)
        return tuple(found)
    tables = list(order[change.store])
    if change.second < len(tables):
        _swap(tables, change)
    return (*order[: change.store], tuple(tables), *order[change.store + 1 :])


def _swap(items: list, change: Change) -> None:  # type: ignore[type-arg]
    items[change.first], items[change.second] = items[change.second], items[change.first]


def cost_of(grid: Grid, links: Sequence[Link]) -> float:
    """The length of the lines, a price for each crossing that no order of trunks avoids, and the
    height of the picture."""
    cost = LOW * grid.height
    between: list[tuple[float, float, str]] = []
    beside: dict[int, list[tuple[float, float, str]]] = {}
    for link in links:
        source, target = grid.cells[link.source], grid.cells[link.target]
        start, end = source.top + link.source_at, target.top + link.target_at
        cost += abs(start - end)
        if source.column == target.column:
            cost += OUTER
            low, high = min(start, end), max(start, end)
            beside.setdefault(source.column, []).append((low, high, link.target))
        else:
            cost += COLUMN_GAP
            left, right = (start, end) if source.column < target.column else (end, start)
            between.append((left, right, link.target))
    crossings = sum(
        (one[0] - other[0]) * (one[1] - other[1]) < 0 and one[2] != other[2]
        for number, one in enumerate(between)
        for other in between[:number]
    )
    for lines in beside.values():
        crossings += sum(
            (one[0] < other[0] < one[1] < other[1] or other[0] < one[0] < other[1] < one[1])
            and one[2] != other[2]
            for number, one in enumerate(lines)
            for other in lines[:number]
        )
    return cost + CROSSING * crossings
