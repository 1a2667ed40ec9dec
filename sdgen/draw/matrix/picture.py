"""From a Matrix to its picture: heading, columns, rows, foot, legend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Unpack

from sdgen.base.words import in_one_line
from sdgen.draw.column_titles import ColumnTitle
from sdgen.draw.escape import escape_id, picture_id
from sdgen.draw.heading import heading_part, measure_heading
from sdgen.draw.legend_row import legend_height, legend_row
from sdgen.draw.matrix.foot import BELOW, foot_height, foot_items
from sdgen.draw.matrix.grid import HEAD_SAID, MARGIN, Band, Grid, column_titles, grid_of
from sdgen.draw.matrix.legend import swatches
from sdgen.draw.matrix.rows import centred, group_height, group_items, rule
from sdgen.draw.notes import NOTE_GAP, fitted_notes, note_items, notes_height
from sdgen.draw.scene import Item, Part, Rectangle, Scene, SymbolDefinition
from sdgen.draw.typography import GROUP_TITLE, fit, tooltip_of
from sdgen.draw.written import DrawnPicture, Writing, draw_cards
from sdgen.views.matrix import Matrix, ZoneColumn
from sdgen.views.phrases import said

BELOW_HEADING = 18.0
WITHIN = 20.0
"""The line above the columns that names what holds them."""
HEAD = 54.0
TITLE_LINE, SAID_LINE = 19.0, 36.0
"""Of a column's head: the middles of its two lines of text."""
CORNER = 10.0
ABOVE_LEGEND = 16.0
BOTTOM = 20.0


def draw_matrix(picture: Matrix, **writing: Unpack[Writing]) -> DrawnPicture:
    """The picture of components by zones."""
    return draw_cards(picture.cards, lambda symbols: compose_matrix(picture, symbols), **writing)


def compose_matrix(picture: Matrix, symbols: tuple[SymbolDefinition, ...]) -> Scene:
    """The whole picture."""
    grid = grid_of(picture)
    room = grid.right - grid.left
    heading = measure_heading(picture.title, picture.subtitle, None, room)
    top = MARGIN + heading.height + BELOW_HEADING
    titles = column_titles(picture, grid.bands[0].width - 2 * grid.inset, narrow=grid.narrow)
    holders = _holders_of(picture.columns, titles)
    names_holders = any(holders)
    if names_holders:
        top += WITHIN
    rows = top + HEAD
    below = rows + sum(group_height(group, grid) for group in picture.groups)
    end = below + foot_height(picture) + BELOW
    known = frozenset(symbol.id for symbol in symbols)
    items: list[Item] = [heading_part(heading, grid.left, MARGIN, grid.right)]
    if names_holders:
        items += _holders(holders, grid, top - WITHIN)
    items += [
        _band(each, title, grid, band, top, end)
        for each, title, band in zip(picture.columns, titles, grid.bands, strict=True)
    ]
    items += _heads(picture, grid, top)
    for group in picture.groups:
        items += group_items(group, grid, rows, known)
        rows += group_height(group, grid)
    items += foot_items(picture, grid, below)
    closing, end = _closing(picture, grid, end)
    return Scene(
        ceil(grid.right + MARGIN),
        ceil(end + BOTTOM),
        title=f"{in_one_line(picture.title)}: {said(picture.subtitle)}",
        description=picture.description,
        items=(*items, *closing),
        symbols=symbols,
        name=picture_id(picture.title, picture.view, picture.page),
        look="sdgen matrix",
    )


def _band(
    column: ZoneColumn, title: ColumnTitle, grid: Grid, band: Band, top: float, bottom: float
) -> Part:
    """The light ground of a zone's column, with its head."""
    room = band.width - 2 * grid.inset
    below = fit(column.brief if grid.narrow else column.said, room, HEAD_SAID)
    items: list[Item] = [
        Rectangle("band", band.left, top, band.width, bottom - top, CORNER),
        *centred(title.text, band.left + grid.inset, top + TITLE_LINE),
        *centred(below, band.left + grid.inset, top + SAID_LINE),
    ]
    cut = (title.whole,) if title.whole else ()
    said_whole = (column.said,) if below.whole or grid.narrow else ()
    tooltip = (*cut, *said_whole, *tooltip_of((), column.tooltip))
    return Part("zone", tuple(items), id=f"zone-{escape_id(column.id or 'more')}", tooltip=tooltip)


def _holders_of(columns: Sequence[ZoneColumn], titles: Sequence[ColumnTitle]) -> tuple[str, ...]:
    """What is said to hold each column, which goes without saying where their names are whole."""
    cut = any(each.whole for each in titles)
    within = tuple(each.within for each in columns)
    return tuple(each.holder for each in columns) if cut and not any(within) else within


def _holders(within: Sequence[str], grid: Grid, top: float) -> Iterator[Item]:
    """The names of what holds columns, each above the first of those that it holds in turn."""
    start = 0
    while start < len(within):
        end = start
        while end + 1 < len(within) and within[end + 1] == within[start]:
            end += 1
        if within[start]:
            left, right = grid.bands[start].left, grid.bands[end].right
            text = fit(within[start], right - left, HEAD_SAID)
            items = tuple(centred(text, left + 2.0, top + 8.0))
            yield Part("holder", items, tooltip=tooltip_of([text]))
        start = end + 1


def _heads(picture: Matrix, grid: Grid, top: float) -> Iterator[Item]:
    """The heads of the columns behind the zones, and the rule below all of them."""
    first, second = top + TITLE_LINE, top + SAID_LINE
    if grid.has_promised:
        yield from _head("MANAGED", "promised", grid.promised, first, second)
    yield from _head("ALL", picture.total, grid.total_right, first, second, "end")
    yield from _head(
        f"WORST {picture.noun.upper()} LOST", "left, needed at the peak", grid.worst, first, second
    )
    yield rule("divider", grid.left, grid.right, top + HEAD)


def _head(
    title: str, below: str, x: float, first: float, second: float, anchor: str = "start"
) -> Iterator[Item]:
    yield from centred(fit(title, 200.0, GROUP_TITLE), x, first, anchor)
    yield from centred(fit(below, 200.0, HEAD_SAID), x, second, anchor)


def _closing(picture: Matrix, grid: Grid, top: float) -> tuple[list[Item], float]:
    """The legend, and the notes below it; and where they end."""
    items: list[Item] = []
    room = grid.right - grid.left
    found = swatches(picture, grid)
    if found:
        items.append(legend_row(found, grid.left, top + ABOVE_LEGEND, room))
        top += ABOVE_LEGEND + legend_height(found, room)
    notes = fitted_notes(picture.notes, room)
    items += note_items(notes, grid.left, top + NOTE_GAP)
    return items, top + notes_height(notes)
