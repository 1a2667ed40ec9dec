"""The tables of a data model measured and placed: in two columns, or narrower ones in three."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from sdgen.draw.entities.measured import MeasuredTable, away_mark, chip_width, measure
from sdgen.draw.typography import ENTITY
from sdgen.layout.entities import place_entities
from sdgen.layout.entities.sized import (
    Away,
    DataModel,
    EntityPlacement,
    Link,
    SizedStore,
    SizedTable,
)
from sdgen.layout.entities.spacing import COLUMNS, MOST_COLUMNS, NARROW_WIDTH, TABLE_WIDTH
from sdgen.views.data_pages import MOST_WHOLE
from sdgen.views.entities import Entities

MARGIN = 28.0
SIDE = 48.0
"""From the picture's edge to the boxes; lines beside them keep ``MARGIN``."""
PAGE = 830.0
"""The width of a README, at which pictures of different shapes are compared."""
READABLE = 9.0
"""The least height of names there, in px."""


class Shape(Struct, frozen=True):
    """The width of tables, and how many stand beside each other."""

    width: float
    columns: int


WIDE = Shape(TABLE_WIDTH, COLUMNS)
NARROW = Shape(NARROW_WIDTH, MOST_COLUMNS)


def data_model(
    picture: Entities, tables: Mapping[str, MeasuredTable], shape: Shape = WIDE
) -> DataModel:
    """What layout is given: sizes of tables, and at which height of them references end."""
    stores = tuple(
        SizedStore(
            store.card.id,
            tuple(SizedTable(table.id, tables[table.id].height) for table in store.tables),
        )
        for store in picture.stores
    )
    links = tuple(
        Link(
            each.id,
            each.source,
            tables[each.source].at(each.field),
            each.target,
            tables[each.target].key_at,
            bundle=each.of_target.value,
        )
        for each in picture.references
    )
    away = tuple(
        Away(
            each.id,
            each.source,
            tables[each.source].at(each.field),
            chip_width(away_mark(each)),
        )
        for each in picture.away
    )
    return DataModel(stores, links, away, shape.width, shape.columns)


class Laid(Struct, frozen=True):
    """The measured tables and their places."""

    tables: Mapping[str, MeasuredTable]
    placement: EntityPlacement

    @property
    def left(self) -> float:
        """From the picture's left edge to the boxes."""
        return max(SIDE, MARGIN + self.placement.left)

    @property
    def right(self) -> float:
        """From the boxes to the picture's right edge."""
        return max(SIDE, MARGIN + self.placement.right)

    @property
    def shown(self) -> float:
        """How large it is where the picture is fitted to the width of a page; 1 is full size."""
        width = self.placement.width + self.left + self.right
        return min(PAGE / width, 1.0)


def laid_out(picture: Entities) -> Laid:
    """In two columns; many tables that say little each in three, where that makes a lower picture at the
    width of a page."""
    count = sum(len(store.tables) for store in picture.stores)
    shapes = (WIDE, NARROW) if count > MOST_WHOLE else (WIDE,)
    tried = []
    for shape in shapes:
        tables = measure(picture, shape.width)
        tried.append(Laid(tables, place_entities(data_model(picture, tables, shape))))
    wide, *others = tried
    good = [
        each for each in others if each.placement.whole and each.shown * ENTITY.size >= READABLE
    ]
    return min((wide, *good), key=lambda each: each.placement.height * each.shown)
