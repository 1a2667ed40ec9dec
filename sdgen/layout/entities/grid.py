"""Places of boxes and tables when the order of the stores is settled: in rows, from top to bottom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from sdgen.layout.entities.sized import SizedStore, SizedTable
from sdgen.layout.entities.spacing import (
    BOX_GAP,
    COLUMNS,
    FOOT,
    HEADER,
    PADDING,
    TABLE_GAP,
    TABLE_WIDTH,
)
from sdgen.layout.placement import Box

Order = tuple[tuple[SizedTable, ...], ...]
"""Tables by store, in the order in which they are placed."""


class Cell(Struct, frozen=True):
    """The place of a table: its column, and its top."""

    column: int
    top: float


class BoxCells(Struct, frozen=True):
    """The place of a store's box: the first of its columns, how many it takes, its top and height."""

    column: int
    columns: int
    top: float
    height: float


class Grid(Struct, frozen=True):
    """Where everything stands, whatever the gap between the columns. Boxes are in the order of the
    stores."""

    cells: Mapping[str, Cell]
    boxes: tuple[BoxCells, ...]
    height: float


def grid_of(order: Order) -> Grid:
    """Boxes in rows: a store of several tables takes a row, two of one table share one."""
    cells: dict[str, Cell] = {}
    boxes: list[BoxCells] = []
    top = 0.0
    for row in _rows(order):
        height = max(_stacked(order[number]).height for number in row) + HEADER + FOOT
        column = 0
        for number in row:
            tables = order[number]
            columns = min(COLUMNS, len(tables))
            boxes.append(BoxCells(column, columns, top, height))
            for table, (beside, below) in zip(tables, _stacked(tables).places, strict=True):
                cells[table.id] = Cell(column + beside, top + HEADER + below)
            column += columns
        top += height + BOX_GAP
    return Grid(cells, tuple(boxes), max(top - BOX_GAP, 0.0))


def _rows(order: Sequence[Sequence[SizedTable]]) -> list[list[int]]:
    """The numbers of the stores in each row."""
    rows: list[list[int]] = []
    free = 0
    for number, tables in enumerate(order):
        wanted = min(COLUMNS, len(tables))
        if wanted > free:
            rows.append([])
            free = COLUMNS
        rows[-1].append(number)
        free -= wanted
    return rows


class _Stack(Struct, frozen=True):
    """The tables of a store below its header: column and top of each, and the height of all."""

    places: tuple[tuple[int, float], ...]
    height: float


@lru_cache(maxsize=4096)
def _stacked(tables: tuple[SizedTable, ...]) -> _Stack:
    """Each table in the column that is lower so far, so that little room stays empty."""
    bottoms = [0.0] * min(COLUMNS, len(tables))
    places = []
    for table in tables:
        column = min(range(len(bottoms)), key=lambda each: (bottoms[each], each))
        places.append((column, bottoms[column]))
        bottoms[column] += table.height + TABLE_GAP
    return _Stack(tuple(places), max(bottoms) - TABLE_GAP)


def column_left(column: int, gap: float) -> float:
    """The left edge of the tables of a column, the columns being ``gap`` apart."""
    return PADDING + column * (TABLE_WIDTH + gap)


def store_boxes(stores: Sequence[SizedStore], grid: Grid, gap: float) -> dict[str, Box]:
    """The box of each store."""
    found = {}
    for store, place in zip(stores, grid.boxes, strict=True):
        left = column_left(place.column, gap) - PADDING
        right = column_left(place.column + place.columns - 1, gap) + TABLE_WIDTH + PADDING
        found[store.id] = Box(left, place.top, right - left, place.height)
    return found


def table_boxes(stores: Sequence[SizedStore], grid: Grid, gap: float) -> dict[str, Box]:
    """The box of each table."""
    return {
        table.id: Box(
            column_left(grid.cells[table.id].column, gap),
            grid.cells[table.id].top,
            TABLE_WIDTH,
            table.height,
        )
        for store in stores
        for table in store.tables
    }
