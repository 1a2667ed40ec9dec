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
    """Where everything stands in so many ``columns``, whatever the gaps between them. Boxes are in the
    order of the stores; ``heights`` are those of the tables."""

    cells: Mapping[str, Cell]
    boxes: tuple[BoxCells, ...]
    height: float
    columns: int = COLUMNS
    heights: Mapping[str, float] = {}


def grid_of(order: Order, columns: int = COLUMNS) -> Grid:
    """Boxes in rows: a store takes as many columns as it has tables, as far as there are, and stores that
    have room beside each other share a row."""
    cells: dict[str, Cell] = {}
    boxes: list[BoxCells] = []
    top = 0.0
    for row in _rows(order, columns):
        stacks = [_stacked(order[number], columns) for number in row]
        height = max(stack.height for stack in stacks) + HEADER + FOOT
        column = 0
        for number, stack in zip(row, stacks, strict=True):
            tables = order[number]
            wide = min(columns, len(tables))
            boxes.append(BoxCells(column, wide, top, height))
            for table, (beside, below) in zip(tables, stack.places, strict=True):
                cells[table.id] = Cell(column + beside, top + HEADER + below)
            column += wide
        top += height + BOX_GAP
    heights = {table.id: table.height for tables in order for table in tables}
    return Grid(cells, tuple(boxes), max(top - BOX_GAP, 0.0), columns, heights)


def _rows(order: Sequence[Sequence[SizedTable]], columns: int) -> list[list[int]]:
    """The numbers of the stores in each row."""
    rows: list[list[int]] = []
    free = 0
    for number, tables in enumerate(order):
        wanted = min(columns, len(tables))
        if wanted > free:
            rows.append([])
            free = columns
        rows[-1].append(number)
        free -= wanted
    return rows


class _Stack(Struct, frozen=True):
    """The tables of a store below its header: column and top of each, and the height of all."""

    places: tuple[tuple[int, float], ...]
    height: float


@lru_cache(maxsize=4096)
def _stacked(tables: tuple[SizedTable, ...], columns: int) -> _Stack:
    """Each table in the column that is lower so far, so that little room stays empty."""
    bottoms = [0.0] * min(columns, len(tables))
    places = []
    for table in tables:
        column = min(range(len(bottoms)), key=lambda each: (bottoms[each], each))
        places.append((column, bottoms[column]))
        bottoms[column] += table.height + TABLE_GAP
    return _Stack(tuple(places), max(bottoms) - TABLE_GAP)


class Columns(Struct, frozen=True):
    """Where the columns are: the left edge of the tables of each, and how wide these are."""

    lefts: tuple[float, ...]
    width: float

    def right(self, column: int) -> float:
        """The right edge of the tables of a column."""
        return self.lefts[column] + self.width


def columns_of(gaps: Sequence[float], width: float) -> Columns:
    """Columns with these gaps between them."""
    lefts = [PADDING]
    for gap in gaps:
        lefts.append(lefts[-1] + width + gap)
    return Columns(tuple(lefts), width)


def store_boxes(stores: Sequence[SizedStore], grid: Grid, columns: Columns) -> dict[str, Box]:
    """The box of each store."""
    found = {}
    for store, place in zip(stores, grid.boxes, strict=True):
        left = columns.lefts[place.column] - PADDING
        right = columns.right(place.column + place.columns - 1) + PADDING
        found[store.id] = Box(left, place.top, right - left, place.height)
    return found


def table_boxes(stores: Sequence[SizedStore], grid: Grid, columns: Columns) -> dict[str, Box]:
    """The box of each table."""
    return {
        table.id: Box(
            columns.lefts[grid.cells[table.id].column],
            grid.cells[table.id].top,
            columns.width,
            table.height,
        )
        for store in stores
        for table in store.tables
    }
