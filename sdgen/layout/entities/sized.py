"""What layout is given of a data model, and what it gives back. Units are px, x grows right, y down."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from sdgen.layout.entities.spacing import COLUMNS, TABLE_WIDTH
from sdgen.layout.placement import Box, Point


class SizedTable(Struct, frozen=True):
    """A table, as wide as all others."""

    id: str
    height: float


class SizedStore(Struct, frozen=True):
    """A box around tables, in the order of the design."""

    id: str
    tables: tuple[SizedTable, ...]


class Link(Struct, frozen=True):
    """A reference to draw: it leaves ``source`` and ends at ``target``, so far below the top of the
    table. Those of one ``bundle`` end at their target alike and share its end."""

    id: str
    source: str
    source_at: float
    target: str
    target_at: float
    bundle: str = ""


class Away(Struct, frozen=True):
    """A reference to what is not in the picture: it leaves ``source`` so far below the top of the table,
    and ends beside it at a mark ``width`` wide."""

    id: str
    source: str
    source_at: float
    width: float


class DataModel(Struct, frozen=True):
    """Stores with their tables, all ``table_width`` wide and in up to so many ``columns``, the references
    between these, and those that lead ``away``."""

    stores: tuple[SizedStore, ...]
    links: tuple[Link, ...]
    away: tuple[Away, ...] = ()
    table_width: float = TABLE_WIDTH
    columns: int = COLUMNS


class End(Struct, frozen=True):
    """Where a line meets a table; ``rightward`` where it leaves the table to the right."""

    point: Point
    rightward: bool


class LinkRoute(Struct, frozen=True):
    """The line of a reference: its corners from the source on. ``target`` is where it ends at the
    table of its key; None where it ends at the line of another reference to the same key."""

    id: str
    points: tuple[Point, ...]
    source: End
    target: End | None


class PlacedAway(Struct, frozen=True):
    """A reference that leads away: its end at the table, and where its mark begins, which reaches away from
    the table."""

    id: str
    source: End
    mark: Point


class EntityPlacement(Struct, frozen=True):
    """Boxes of stores, tables and lines; the upper left box begins at 0, 0. ``left`` is how far lines
    reach out beyond it, ``right`` how far beyond ``width``. ``junctions`` are the points where lines
    of one key meet. It is ``whole`` where every line has found its way."""

    width: float
    height: float
    left: float
    right: float
    stores: Mapping[str, Box]
    tables: Mapping[str, Box]
    routes: tuple[LinkRoute, ...]
    junctions: tuple[Point, ...]
    away: tuple[PlacedAway, ...] = ()
    whole: bool = True
