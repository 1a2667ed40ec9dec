"""Where the columns of a matrix stand: names, zones, then what is said of each component."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from sdgen.draw.column_titles import ColumnTitle, fit_column_titles
from sdgen.draw.matrix.signs import SIGN
from sdgen.draw.pills import measure_pills
from sdgen.draw.typography import NAME, TECHNOLOGY, VALUE, TextStyle, width_of
from sdgen.text.clean import clean_text
from sdgen.views.matrix import ComponentRow, Matrix

MARGIN = 28.0
MANY_ROWS = 30
"""From so many rows on they are low, and say no technology."""
FEW_ZONES = 6
"""Of more zones the columns are narrow: a tint stands for the bar."""
WIDE_COLUMN, MIDDLE_COLUMN, NARROW_COLUMN, WIDEST_NARROW = 104.0, 88.0, 54.0, 64.0
MOST_WIDE = 4
"""Of more zones the columns are not quite as wide."""
WIDE_GAP, NARROW_GAP = 8.0, 4.0
INSET = 12.0
"""From the edge of a column to its texts."""
NARROW_INSET = 8.0
NAMES_LEAST, NAMES_MOST = 190.0, 330.0
AFTER_ZONES = 20.0
COLUMN_GAP = 22.0
PROMISED = 72.0
TOTAL_LEAST = 34.0
WORST_LEAST, WORST_MOST = 168.0, 300.0
TEXT_GAP = 10.0
SIGN_GAP = 7.0
BESIDE_NAME = 8.0

ROW_NAME = replace(NAME, size=13.5, minimum=11.5)
LOW_NAME = replace(NAME, size=12.5, minimum=11.0)
BESIDE = replace(TECHNOLOGY, size=11.0, minimum=10.5)
SAID = replace(TECHNOLOGY, size=12.0, minimum=10.5)
SAID_STRONG = replace(VALUE, size=12.0, minimum=10.5)
HEAD_SAID = replace(TECHNOLOGY, size=11.0, minimum=10.0)


class Band(Struct, frozen=True):
    """The place of a zone's column."""

    left: float
    width: float

    @property
    def right(self) -> float:
        return self.left + self.width


class Grid(Struct, frozen=True):
    """The places of all columns. ``low`` rows have smaller texts, ``narrow`` columns no bars; where
    nothing is promised ``promised`` is the place of the total."""

    low: bool
    narrow: bool
    bands: tuple[Band, ...]
    promised: float
    total_right: float
    worst: float
    right: float
    has_promised: bool
    numbers: float

    @property
    def left(self) -> float:
        return MARGIN

    @property
    def row(self) -> float:
        """The height of a component's row."""
        return 26.0 if self.low else 34.0

    @property
    def group_title(self) -> float:
        """The height of the row with the title of a group."""
        return 26.0 if self.low else 30.0

    @property
    def tile(self) -> float:
        return 18.0 if self.low else 24.0

    @property
    def name_left(self) -> float:
        return self.left + self.tile + TEXT_GAP

    @property
    def names_right(self) -> float:
        """Where names end."""
        return self.bands[0].left - BESIDE_NAME

    @property
    def name(self) -> TextStyle:
        return LOW_NAME if self.low else ROW_NAME

    @property
    def inset(self) -> float:
        return NARROW_INSET if self.narrow else INSET

    @property
    def aside(self) -> float:
        """Where remarks begin."""
        return self.bands[-1].right + AFTER_ZONES


def grid_of(picture: Matrix) -> Grid:
    """The places of the columns, as wide as their texts need within bounds."""
    rows = picture.rows
    lines = sum(group.lines for group in picture.groups)
    low, narrow = lines >= MANY_ROWS, len(picture.columns) > FEW_ZONES
    first = Grid(low, narrow, (), 0.0, 0.0, 0.0, 0.0, any(each.promised for each in rows), 0.0)
    names = max((_name_width(row, first) for row in rows), default=0.0)
    other = [width_of(clean_text(row.name), ROW_NAME) for row in picture.losses]
    folded = [each.text for group in picture.groups for each in group.folded]
    other += [width_of(clean_text(each), SAID) for each in folded]
    names = max((names, *other))
    left = MARGIN + min(max(names, NAMES_LEAST), NAMES_MOST) + INSET
    width, gap = _column(picture, narrow=narrow), NARROW_GAP if narrow else WIDE_GAP
    bands = tuple(Band(left + at * (width + gap), width) for at in range(len(picture.columns)))
    place = bands[-1].right + AFTER_ZONES
    counts = [picture.total, *(row.total for row in rows)]
    total = max(TOTAL_LEAST, *(width_of(each, ROW_NAME) for each in counts))
    total_right = place + (PROMISED + COLUMN_GAP if first.has_promised else 0.0) + total
    worst = total_right + COLUMN_GAP + 4.0
    said = max((width_of(clean_text(row.worst.text), SAID_STRONG) for row in rows), default=0.0)
    room = min(max(SIGN + SIGN_GAP + said + BESIDE_NAME, WORST_LEAST), WORST_MOST)
    numbers = max(
        (width_of(str(cell.count), first.name) for row in rows for cell in row.cells), default=0.0
    )
    return replace(
        first,
        bands=bands,
        promised=place,
        total_right=total_right,
        worst=worst,
        right=worst + room,
        numbers=numbers,
    )


def _name_width(row: ComponentRow, grid: Grid) -> float:
    """What tile, name and technology of a component take, and its badges."""
    width = grid.tile + TEXT_GAP + width_of(clean_text(row.card.name), grid.name)
    if beside(row) and not grid.low:
        width += BESIDE_NAME + width_of(clean_text(beside(row)), BESIDE)
    pills = measure_pills(1, row.card.badges, NAMES_MOST)
    return width + sum(each.width + BESIDE_NAME for each in pills)


def beside(row: ComponentRow) -> str:
    """What stands behind a name: the technology, and what it runs on."""
    return " · ".join(each for each in (row.card.technology, *row.card.facts) if each)


def _column(picture: Matrix, *, narrow: bool) -> float:
    """The width of columns: of narrow ones that of their titles, within bounds."""
    if not narrow:
        return WIDE_COLUMN if len(picture.columns) <= MOST_WIDE else MIDDLE_COLUMN
    titles = column_titles(picture, WIDEST_NARROW - 2 * NARROW_INSET, narrow=True)
    wanted = max(each.text.width for each in titles)
    return min(max(NARROW_COLUMN, wanted + 2 * NARROW_INSET), WIDEST_NARROW)


def column_titles(picture: Matrix, room: float, *, narrow: bool) -> tuple[ColumnTitle, ...]:
    """The titles of columns: whole where each finds room, else the short ones."""
    columns = picture.columns
    return fit_column_titles(
        [each.title for each in columns],
        [each.short or each.title for each in columns],
        [room] * len(columns),
        shrink=not narrow,
    )
