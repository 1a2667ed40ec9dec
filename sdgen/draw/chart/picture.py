"""From a Chart to its picture: title, panels side by side, notes."""

from __future__ import annotations

from math import ceil
from typing import Unpack

from sdgen.draw.chart.panel import HEIGHT, panel_part
from sdgen.draw.escape import picture_id
from sdgen.draw.notes import fitted_notes, note_items, notes_height
from sdgen.draw.scene import Item, Scene, SymbolDefinition
from sdgen.draw.title import TitleBlock, title_part
from sdgen.draw.typography import SUBTITLE, TITLE, fit
from sdgen.draw.written import DrawnPicture, Writing, draw_cards
from sdgen.views.chart import Chart

MARGIN = 24.0
GAP = 18.0
BELOW_TITLE = 18.0
PANEL_WIDTH = 417.0
LONE_WIDTH = 560.0


def draw_chart(chart: Chart, **writing: Unpack[Writing]) -> DrawnPicture:
    """The picture of ``chart``."""
    cards = tuple(panel.card for panel in chart.panels)
    return draw_cards(cards, lambda symbols: compose_chart(chart, symbols), **writing)


def compose_chart(chart: Chart, symbols: tuple[SymbolDefinition, ...]) -> Scene:
    """The whole picture: two panels in a row, or one that is wider."""
    lone = len(chart.panels) == 1
    width = LONE_WIDTH if lone else PANEL_WIDTH
    room = width if lone else 2 * width + GAP
    block = _title(chart, room)
    known = frozenset(symbol.id for symbol in symbols)
    top = MARGIN + block.height + BELOW_TITLE
    items: list[Item] = [title_part(block, MARGIN, MARGIN)]
    for index, panel in enumerate(chart.panels):
        row, column = divmod(index, 1 if lone else 2)
        left = MARGIN + column * (width + GAP)
        items.append(panel_part(chart, panel, left, top + row * (HEIGHT + GAP), width, known))
    top += ceil(len(chart.panels) / (1 if lone else 2)) * (HEIGHT + GAP)
    notes = fitted_notes(chart.notes, room)
    items += note_items(notes, MARGIN, top)
    height = top - GAP + MARGIN + (GAP if notes else 0.0) + notes_height(notes)
    size = ceil(room + 2 * MARGIN), ceil(height)
    return Scene(
        *size,
        title=f"{chart.title}: {chart.subtitle}",
        description=chart.description,
        items=tuple(items),
        symbols=symbols,
        name=picture_id(chart.title, chart.view),
        look="sdgen chart",
    )


def _title(chart: Chart, room: float) -> TitleBlock:
    return TitleBlock(
        fit(chart.title, room, TITLE, lines=2), fit(chart.subtitle, room, SUBTITLE, 3)
    )
