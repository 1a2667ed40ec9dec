"""Sizes of tables: texts fitted into their rows, and the height at which each row stands."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from sdgen.base.words import counted
from sdgen.draw.typography import (
    ADDED,
    CHIP,
    COLUMN_HEAD,
    ENTITY,
    FIELD,
    FIELD_TYPE,
    FIGURE_LATER,
    FIGURE_NOW,
    KEPT_IN,
    KEY_FIELD,
    REFERENCE_TYPE,
    TECHNOLOGY,
    FittedLine,
    TextStyle,
    fit,
    width_of,
)
from sdgen.layout.entities.spacing import ROW, TABLE_WIDTH
from sdgen.views.diagram import Card
from sdgen.views.entities import Entities, EntityTable, Figure, KeptIn, ReferenceAway, Row

HEAD = 46.0
SIDE = 14.0
NAME_LEFT = 34.0
ROWS_PADDING = 3.0
BESIDE = 8.0
"""Between texts that stand side by side."""
CHIP_PADDING = 6.0
CHIP_GAP = 7.0
TYPE_SHARE = 0.45
"""Of the room of a row that a long type gets beside a long name."""
LEFT_OUT_HEIGHT = 26.0
COLUMN_HEAD_TOP, COLUMN_HEAD_HEIGHT = 8.0, 16.0
FIGURES_TOP = 6.0
FIGURE_HEIGHT = 20.0
FOOT_BOTTOM = 6.0
NOW_RIGHT = 120.0
"""From the right edge of a table to the end of the figures of now."""
KEPT_HEIGHT, KEPT_ROW, KEPT_BOTTOM = 20.0, 24.0, 3.0
KEPT_TILE, KEPT_GLYPH = 14.0, 9.0
KEPT_LEFT = 3.0
KEPT_TEXT_LEFT = KEPT_LEFT + KEPT_TILE + 5.0
KEPT_LABEL = 70.0
MARK_ROOM = 80.0


class MeasuredRow(Struct, frozen=True):
    """A field with its texts; chips stand behind the name."""

    row: Row
    name: FittedLine
    type: FittedLine | None
    chips: tuple[tuple[str, FittedLine], ...]


class MeasuredFigure(Struct, frozen=True):
    """A line of figures with its texts."""

    name: FittedLine
    added: FittedLine | None
    now: FittedLine
    later: FittedLine | None


class MeasuredKept(Struct, frozen=True):
    """Where an entity is kept besides: chips in rows, each with its width."""

    kept: KeptIn
    name: FittedLine
    rows: tuple[tuple[tuple[Card, FittedLine, float], ...], ...]


class MeasuredTable(Struct, frozen=True):
    """A table of this width whose texts and sizes are settled."""

    table: EntityTable
    width: float
    name: FittedLine
    facts: tuple[FittedLine, ...]
    rows: tuple[MeasuredRow, ...]
    left_out: FittedLine | None
    columns: tuple[FittedLine, FittedLine] | None
    figures: tuple[MeasuredFigure, ...]
    kept_in: tuple[MeasuredKept, ...]

    @property
    def rows_bottom(self) -> float:
        """Where the rows end and the foot begins."""
        if not self.rows and self.left_out is None:
            return HEAD
        more = LEFT_OUT_HEIGHT if self.left_out is not None else 0.0
        return HEAD + 2 * ROWS_PADDING + ROW * len(self.rows) + more

    @property
    def figures_top(self) -> float:
        """Where the figures begin."""
        if self.columns is not None:
            return self.rows_bottom + COLUMN_HEAD_TOP + COLUMN_HEAD_HEIGHT
        return self.rows_bottom + FIGURES_TOP

    @property
    def kept_top(self) -> float:
        """Where it begins to say where else the entity is kept."""
        return self.figures_top + FIGURE_HEIGHT * len(self.figures)

    @property
    def height(self) -> float:
        if not self.figures and not self.kept_in:
            return self.rows_bottom
        rows = sum(len(each.rows) for each in self.kept_in)
        kept = KEPT_ROW * rows + KEPT_BOTTOM if rows else 0.0
        return self.kept_top + kept + FOOT_BOTTOM

    def at(self, field: str) -> float:
        """The middle of the row of a field, below the top of the table."""
        for number, each in enumerate(self.rows):
            if each.row.name == field:
                return HEAD + ROWS_PADDING + ROW * (number + 0.5)
        return HEAD / 2

    @property
    def key_at(self) -> float:
        """The middle of the row of the key's first field; of the head where no row is a key."""
        key = next((each.row.name for each in self.rows if each.row.key), None)
        return HEAD / 2 if key is None else self.at(key)


def measure(picture: Entities, width: float = TABLE_WIDTH) -> Mapping[str, MeasuredTable]:
    """Every table of the picture, so wide, by id."""
    return {
        table.id: _table(picture, table, width)
        for store in picture.stores
        for table in store.tables
    }


def _table(picture: Entities, table: EntityTable, width: float) -> MeasuredTable:
    inner = width - 2 * SIDE
    columns = None
    if picture.later and any(figure.later for figure in table.figures):
        now, later = (fit(word, 100.0, COLUMN_HEAD) for word in (picture.now, picture.later))
        columns = (now, later)
    left_out = None
    if table.left_out:
        left_out = fit(f"+ {counted(table.left_out, 'field')}", inner, TECHNOLOGY)
    name, facts = _head(table, inner)
    return MeasuredTable(
        table=table,
        width=width,
        name=name,
        facts=facts,
        rows=tuple(_row(row, width) for row in table.rows),
        left_out=left_out,
        columns=columns,
        figures=tuple(_figure(each, columns is not None) for each in table.figures),
        kept_in=tuple(_kept(each, inner) for each in table.kept_in),
    )


def _head(table: EntityTable, inner: float) -> tuple[FittedLine, tuple[FittedLine, ...]]:
    """The name, and the facts in one line, or two where the name would not have its room."""
    natural = width_of(table.id, ENTITY)
    together = " · ".join(table.facts)
    room = inner - width_of(together, TECHNOLOGY) - BESIDE if together else inner
    lines = [together] if natural <= room else list(table.facts)
    facts = tuple(fit(line, inner * TYPE_SHARE, TECHNOLOGY) for line in lines if line)
    if len(lines) == 1 and together:
        facts = (fit(together, inner, TECHNOLOGY),) if natural <= room else facts
    taken = max((each.width + BESIDE for each in facts), default=0.0)
    return fit(table.id, inner - taken, ENTITY), facts


def _row(row: Row, width: float) -> MeasuredRow:
    chips = [("partition", "partition")] if row.partition else []
    chips += [("index", "index")] if row.index else []
    fitted = tuple((classes, fit(word, 80.0, CHIP)) for classes, word in chips)
    taken = sum(CHIP_GAP + chip_width(text) for _, text in fitted)
    room = width - NAME_LEFT - SIDE - taken
    style = KEY_FIELD if row.key else FIELD
    type_style = REFERENCE_TYPE if row.reference else FIELD_TYPE
    beside = BESIDE if row.type else 0.0
    name_room, type_room = _shared(
        width_of(row.name, style), width_of(row.type, type_style), room - beside
    )
    type_ = _type(row.type, type_room, type_style) if row.type else None
    return MeasuredRow(row, fit(row.name, name_room, style), type_, fitted)


def _type(written: str, room: float, style: TextStyle) -> FittedLine:
    """The type, what it is made of cut before the marks behind it, ``[]`` and ``?``, which say how many
    there are."""
    fitted = fit(written, room, style)
    base = written.rstrip("?[]0123456789") if written.endswith(("]", "?")) else written
    if not fitted.whole or base == written:
        return fitted
    marks = written.removeprefix(base)
    cut = fit(base, room - width_of(marks, style), style)
    line = cut.lines[0] + marks
    return FittedLine(style, (line,), cut.size, width_of(line, style, cut.size), written)


def _shared(name: float, type_: float, room: float) -> tuple[float, float]:
    """The room of a name and of a type beside it: what each takes where both fit."""
    if name + type_ <= room:
        return name, type_
    least = min(type_, room * TYPE_SHARE)
    name_room = min(name, room - least)
    return name_room, room - name_room


def away_mark(reference: ReferenceAway) -> FittedLine:
    """What stands at the end of a reference to another page."""
    return fit(f"page {reference.page}", MARK_ROOM, KEPT_IN)


def chip_width(text: FittedLine) -> float:
    """A chip with its padding."""
    return text.width + 2 * CHIP_PADDING


def _figure(figure: Figure, columns: bool) -> MeasuredFigure:
    later = fit(figure.later, 100.0, FIGURE_LATER) if figure.later else None
    now = fit(figure.now, 70.0, FIGURE_NOW if columns else FIGURE_LATER)
    added = fit(figure.added, 78.0, ADDED) if figure.added else None
    return MeasuredFigure(fit(figure.name, 70.0, TECHNOLOGY), added, now, later)


def _kept(kept: KeptIn, inner: float) -> MeasuredKept:
    room = inner - KEPT_LABEL
    rows: list[list[tuple[Card, FittedLine, float]]] = []
    used = room + 1.0
    for card in kept.cards:
        text = fit(card.name, room - KEPT_TEXT_LEFT - CHIP_PADDING, KEPT_IN)
        width = KEPT_TEXT_LEFT + text.width + CHIP_PADDING
        if used + width > room:
            rows.append([])
            used = 0.0
        rows[-1].append((card, text, width))
        used += width + CHIP_GAP
    return MeasuredKept(kept, fit(kept.name, KEPT_LABEL, TECHNOLOGY), tuple(map(tuple, rows)))
