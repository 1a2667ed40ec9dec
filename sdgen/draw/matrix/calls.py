"""A Diagram with far too many lines to follow, as the matrix of its calls: a row calls each column
that it has a mark in (a design structure matrix: Steward 1981). Rows and columns are the cards in
the order of the design, those of a group together; of very many a row stands for several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import Final, Unpack

from msgspec import Struct
from msgspec.structs import replace

from sdgen.base.words import counted, in_one_line, listed
from sdgen.draw.escape import escape_id, number, picture_id, safe_link
from sdgen.draw.fits import FITS, FitName
from sdgen.draw.heading import heading_part, measure_heading
from sdgen.draw.legend_row import Swatch, legend_height, legend_row
from sdgen.draw.matrix.rows import centred
from sdgen.draw.notes import NOTE_GAP, fitted_notes, note_items, notes_height
from sdgen.draw.scene import Item, Part, Path, Rectangle, Scene
from sdgen.draw.typography import (
    GROUP_TITLE,
    NAME,
    TECHNOLOGY,
    TextStyle,
    fit,
    tooltip_of,
    typeset,
    width_of,
)
from sdgen.draw.written import DrawnPicture, Writing, link_warnings, write_scene
from sdgen.text.clean import clean_text
from sdgen.views.diagram import Card, Diagram, Line, LineStyle
from sdgen.views.phrases import Phrase

MOST_ROWS: Final = 300
"""Of more cards a row stands for several."""

MARGIN, BELOW_HEADING, ABOVE_LEGEND, BOTTOM = 28.0, 16.0, 14.0, 20.0
WIDE_CELL, CELL = 18.0, 12.0
FEW_ROWS = 60
"""Up to so many rows have wide cells."""
INSET = 1.5
NAMES_LEAST, NAMES_MOST, AFTER_NUMBER, AFTER_NAME = 90.0, 280.0, 8.0, 10.0
LEAST_WIDTH = 560.0
BETWEEN_GROUPS = 22.0
BETWEEN_COLUMNS = 6.0
HEAD = 18.0
MOST_NAMED = 12
"""Names in a tooltip."""
ROW_NAME = replace(NAME, size=12.0, minimum=10.0, leading=12.0)
NUMBER = replace(TECHNOLOGY, size=10.5, minimum=9.5)
LOW_NAME = replace(NAME, size=9.5, minimum=8.5, leading=10.0)
WORDS: Final[Mapping[LineStyle, str]] = {
    LineStyle.SYNCHRONOUS: "Calls and waits",
    LineStyle.ASYNCHRONOUS: "Calls without waiting",
    LineStyle.OPTIONAL: "Goes on without an answer",
    LineStyle.REPLICATION: "Keeps a copy there",
}
SOME, MOST = "some", "most"
"""Of the calls that there could be between several cards and several others."""


class _Row(Struct, frozen=True):
    """What one row, and one column, stands for; ``of`` is the number of the group that begins or
    goes on here, ``title`` its title where it begins."""

    name: str
    cards: tuple[Card, ...]
    of: int
    title: str = ""


class _Grid(Struct, frozen=True):
    """Where rows and columns are: their tops and lefts, less the height of the heading."""

    cell: float
    numbers: float
    names: float
    tops: tuple[float, ...]
    lefts: tuple[float, ...]
    height: float
    right: float

    @property
    def name_left(self) -> float:
        return MARGIN + self.numbers + AFTER_NUMBER


def draw_calls(diagram: Diagram, fit_name: FitName, **writing: Unpack[Writing]) -> DrawnPicture:
    """The calls of ``diagram`` as a matrix; ``fit_name`` is where it is read."""
    rows = _rows_of(diagram)
    scene = _composed(diagram, rows)
    drawn = write_scene(scene, **writing)
    shown = FITS[fit_name].shown(drawn.width, drawn.height)
    return replace(
        drawn,
        warnings=(*link_warnings(diagram.cards), *drawn.warnings),
        name_height=_name_style(rows).size * shown,
    )


def _rows_of(diagram: Diagram) -> tuple[_Row, ...]:
    """The rows: of more cards than there may be several neighbours of one group are one."""
    groups = _in_groups(diagram)
    if len(groups) > MOST_ROWS:  # so many are none
        groups = [("", [card for _, cards in groups for card in cards])]
    size = ceil(len(diagram.cards) / MOST_ROWS)
    while sum(ceil(len(cards) / size) for _, cards in groups) > MOST_ROWS:
        size += 1
    found: list[_Row] = []
    for of, (title, cards) in enumerate(groups):
        for at in range(0, len(cards), size):
            part = tuple(cards[at : at + size])
            found.append(_Row(_named(part), part, of, title if at == 0 else ""))
    return tuple(found)


def _in_groups(diagram: Diagram) -> list[tuple[str, list[Card]]]:
    """The cards in no group, then those of each group with the titles of what holds it, a group in a
    group behind what is in that alone."""
    known = {group.id: group for group in diagram.groups}
    ways: dict[str | None, tuple[str, ...]] = {None: ()}
    for group in diagram.groups:  # parents stand first
        ways[group.id] = (*ways[group.parent], group.id)
    places: dict[str, int] = {}
    cards: dict[str | None, list[Card]] = {}
    for card in diagram.cards:
        cards.setdefault(card.group, []).append(card)
        for each in ways[card.group]:
            places.setdefault(each, len(places))
    order = sorted(cards, key=lambda group: [places[each] for each in ways[group]])
    return [
        (" / ".join(known[each].title for each in ways[group]), cards[group]) for group in order
    ]


def _named(cards: Sequence[Card]) -> str:
    if len(cards) == 1:
        return in_one_line(cards[0].name)
    return f"{in_one_line(cards[0].name)} to {in_one_line(cards[-1].name)}"


def _name_style(rows: Sequence[_Row]) -> TextStyle:
    return ROW_NAME if len(rows) <= FEW_ROWS else LOW_NAME


def _grid_of(rows: Sequence[_Row]) -> _Grid:
    style = _name_style(rows)
    cell = WIDE_CELL if len(rows) <= FEW_ROWS else CELL
    numbers = width_of(str(len(rows)), style)
    widest = max(width_of(clean_text(row.name), style) for row in rows)
    names = min(max(widest, NAMES_LEAST), NAMES_MOST)
    tops, lefts = [], []
    top, left = HEAD, MARGIN + numbers + AFTER_NUMBER + names + AFTER_NAME
    for at, row in enumerate(rows):
        if row.title:
            top += BETWEEN_GROUPS
        if at and row.of != rows[at - 1].of:
            left += BETWEEN_COLUMNS
            top += 0.0 if row.title else BETWEEN_COLUMNS
        tops.append(top)
        lefts.append(left)
        top, left = top + cell, left + cell
    return _Grid(cell, numbers, names, tuple(tops), tuple(lefts), top, left)


def _composed(diagram: Diagram, rows: Sequence[_Row]) -> Scene:
    grid = _grid_of(rows)
    right = max(grid.right, MARGIN + LEAST_WIDTH)
    room = right - MARGIN
    heading = measure_heading(diagram.title, (Phrase(diagram.subtitle),), None, room)
    notes = fitted_notes((_note(diagram, rows),), room)
    top = MARGIN + heading.height + BELOW_HEADING
    items: list[Item] = [heading_part(heading, MARGIN, MARGIN, right)]
    items += note_items(notes, MARGIN, top)
    top += notes_height(notes) + NOTE_GAP
    items += _column_heads(rows, grid, top)
    items += _row_items(diagram, rows, grid, top)
    below = top + grid.height + ABOVE_LEGEND
    swatches = _swatches(diagram, rows, grid.cell)
    items.append(legend_row(swatches, MARGIN, below, room))
    return Scene(
        ceil(right + MARGIN),
        ceil(below + legend_height(swatches, room) + BOTTOM),
        title=f"{in_one_line(diagram.title)}: {diagram.subtitle}",
        description=diagram.description,
        items=tuple(items),
        symbols=(),
        name=picture_id(diagram.title, diagram.view, diagram.page),
        look="sdgen matrix",
    )


def _note(diagram: Diagram, rows: Sequence[_Row]) -> str:
    """Why this is no diagram, and how it is read."""
    noun = "cards" if any(card.stands_for for card in diagram.cards) else "components"
    said = (
        f"{len(diagram.lines):,} lines between {len(diagram.cards):,} {noun} are too many to follow, "
        "so this is a matrix: the component of a row calls that of each column with a mark; columns "
        "are numbered like rows. For more, draw parts of it, as views with 'include'"
    )
    size = max(len(row.cards) for row in rows)
    if size > 1:
        said += f". A row stands for up to {counted(size, 'component')} that follow each other"
    return f"{said}."


def _column_heads(rows: Sequence[_Row], grid: _Grid, top: float) -> Iterator[Item]:
    """The numbers of columns, as many as there is room for, and a ground under each second."""
    widest = width_of(str(len(rows)), NUMBER) + 4.0
    every = next(each for each in (1, 2, 5, 10, 20, 50) if each * grid.cell >= widest)
    for at, (row, left) in enumerate(zip(rows, grid.lefts, strict=True)):
        items: list[Item] = []
        if at % 2:
            items.append(Rectangle("band", left, top + HEAD, grid.cell, grid.height - HEAD))
        if (at + 1) % every == 0 or (every > 1 and at == 0):
            text = fit(str(at + 1), widest, NUMBER)
            items += typeset(text, left + grid.cell / 2, top, "middle")
        yield Part("column", tuple(items), tooltip=(f"{at + 1}  {row.name}",))


def _row_items(diagram: Diagram, rows: Sequence[_Row], grid: _Grid, top: float) -> Iterator[Item]:
    """Each row: its number and name, and its marks, one path of each look."""
    style = _name_style(rows)
    row_of = {card.id: at for at, row in enumerate(rows) for card in row.cards}
    called, several = _called(diagram, row_of, len(rows)), _stand_for_several(rows)
    for at, row in enumerate(rows):
        y = top + grid.tops[at]
        items: list[Item] = []
        cut_texts = []
        if row.title:
            title = fit(row.title.upper(), grid.right - MARGIN, GROUP_TITLE)
            cut_texts.append(title)
            items += typeset(title, MARGIN, y - BETWEEN_GROUPS + 5.0)
        name = fit(row.name, grid.names, style)
        cut_texts.append(name)
        middle, number_of_row = y + grid.cell / 2, fit(str(at + 1), grid.numbers, style)
        items += centred(number_of_row, MARGIN + grid.numbers, middle, "end", "muted")
        items += centred(name, grid.name_left, middle)
        own = grid.lefts[at]
        items.append(Rectangle("self", own, y, grid.cell, grid.cell))
        marks = _shares(called[at], rows, at) if several else _styles(called[at])
        for look in sorted({*marks.values()}):
            lefts = [grid.lefts[column] for column, each in marks.items() if each == look]
            items.append(Path(f"call {look}", _marks(look, lefts, y, grid.cell)))
        yield Part(
            "calls",
            tuple(items),
            id=f"calls-{escape_id(row.cards[0].id)}",
            link=safe_link(row.cards[0].link) if len(row.cards) == 1 else "",
            tooltip=tooltip_of(cut_texts, _said(rows, at, called[at])),
        )


def _called(
    diagram: Diagram, row_of: Mapping[str, int], number_of_rows: int
) -> list[dict[int, list[Line]]]:
    """For each row the lines to each column."""
    found: list[dict[int, list[Line]]] = [{} for _ in range(number_of_rows)]
    for line in diagram.lines:
        found[row_of[line.source]].setdefault(row_of[line.target], []).append(line)
    return found


def _stand_for_several(rows: Sequence[_Row]) -> bool:
    return any(len(row.cards) > 1 for row in rows)


def _styles(called: Mapping[int, Sequence[Line]]) -> dict[int, str]:
    """How each mark of a row looks: by what the call is."""
    order = list(LineStyle)
    return {
        column: min((each.style for each in lines), key=order.index).value
        for column, lines in sorted(called.items())
    }


def _shares(called: Mapping[int, Sequence[Line]], rows: Sequence[_Row], at: int) -> dict[int, str]:
    """The same where rows stand for several: by how many of all pairs call."""
    found = {}
    for column, lines in sorted(called.items()):
        pairs = len({(each.source, each.target) for each in lines})
        own = len(rows[at].cards)
        could = own * (own - 1 if column == at else len(rows[column].cards))
        found[column] = MOST if 2 * pairs > could else SOME
    return found


def _marks(look: str, lefts: Sequence[float], top: float, cell: float) -> str:
    """The marks of a row in the cells from these lefts on, each by its shape: square, bar, frame or
    triangle. Each begins at the upper left corner of its cell, less the inset."""
    shape, down = _shape(look, cell - 2 * INSET)
    data, before = [f"M{number(lefts[0] + INSET)} {number(top + INSET + down)}{shape}"], lefts[0]
    for left in lefts[1:]:
        data.append(f"m{number(left - before)} 0{shape}")
        before = left
    return "".join(data)


def _shape(look: str, side: float) -> tuple[str, float]:
    """A mark from its upper left corner on, and how far below the upper edge that lies."""
    if look == LineStyle.ASYNCHRONOUS:
        low = side / 3
        return f"h{number(side)}v{number(low)}h{number(-side)}z", (side - low) / 2
    if look == LineStyle.REPLICATION:
        return f"v{number(side)}h{number(side)}z", 0.0
    square = f"h{number(side)}v{number(side)}h{number(-side)}z"
    if look == LineStyle.OPTIONAL:
        edge, inner = 2.0, side - 4.0
        # the other way round, so that it is a hole; then back to the corner
        hole = f"v{number(inner)}h{number(inner)}v{number(-inner)}z"
        return f"{square}m{number(edge)} {number(edge)}{hole}m{number(-edge)} {number(-edge)}", 0.0
    return square, 0.0


def _said(rows: Sequence[_Row], at: int, called: Mapping[int, Sequence[Line]]) -> str:
    """``12  Orders calls Payments, Stock and 3 more``."""
    name = f"{at + 1}  {rows[at].name}"
    if not called:
        return f"{name} calls none"
    return f"{name} calls {listed([rows[each].name for each in sorted(called)], MOST_NAMED)}"


def _swatches(diagram: Diagram, rows: Sequence[_Row], cell: float) -> tuple[Swatch, ...]:
    def swatch(look: str, word: str) -> Swatch:
        def draw(left: float, middle: float) -> list[Item]:
            return [Path(f"call {look}", _marks(look, [left], middle - cell / 2, cell))]

        return Swatch(word, cell, draw)

    if _stand_for_several(rows):
        return (
            swatch(SOME, "Some of these call some of those"),
            swatch(MOST, "More than half of all pairs do"),
        )
    styles = {line.style for line in diagram.lines}
    return tuple(swatch(style.value, word) for style, word in WORDS.items() if style in styles)
