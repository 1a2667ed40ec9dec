"""The panel of a picture of a change: what it means, figure by figure, before and after."""

from __future__ import annotations

from msgspec import Struct

from sdgen.base.characters import in_capitals
from sdgen.diff.figures import Verdict
from sdgen.draw.escape import number
from sdgen.draw.lines import level_data
from sdgen.draw.notes import fitted_notes, note_items, notes_height
from sdgen.draw.scene import Item, Part, Path, Rectangle
from sdgen.draw.typography import (
    PANEL_HEAD,
    PANEL_NAME,
    PANEL_NOTE,
    PANEL_NOW,
    PANEL_TITLE,
    PANEL_WAS,
    FittedLine,
    TextStyle,
    fit,
    tooltip_of,
    typeset,
    width_of,
)
from sdgen.layout.placement import Box, Point
from sdgen.views.changed import Panel, PanelRow

WIDTH = 356.0
CORNER = 12.0
SHADE = 2.0
SIDE = 16.0
TOP = 13.0
HEAD = 24.0
ROW = 24.0
BETWEEN = 14.0
"""From the last row of a section over the rule to the first of the next."""
BOTTOM = 12.0
GOAL = 44.0
"""The room of the ticks, at the right end."""
ARROW_ROOM = 40.0
COLUMN = 54.0
"""The least width of a column of figures."""
MOST_COLUMN = 84.0
NAME_GAP = 10.0
TITLE = "What it means"
ARROW = "→"


class MeasuredRow(Struct, frozen=True):
    """A row with its texts fitted."""

    row: PanelRow
    name: FittedLine
    before: FittedLine
    after: FittedLine


class MeasuredPanel(Struct, frozen=True):
    """A panel whose texts are fitted; ``after`` is the width of the column of new figures."""

    sections: tuple[tuple[MeasuredRow, ...], ...]
    notes: tuple[FittedLine, ...]
    after: float
    has_goals: bool

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        rows = sum(len(each) for each in self.sections)
        height = TOP + HEAD + ROW * rows + BETWEEN * max(0, len(self.sections) - 1) + BOTTOM
        if self.notes:
            height += notes_height(self.notes)
            height += BETWEEN if self.sections else 0.0
        return WIDTH, height


def measure_panel(panel: Panel) -> MeasuredPanel:
    """The panel with its names as long as the figures leave room for."""
    rows = [row for section in panel.sections for row in section]
    before, after = _column(rows, "before", PANEL_WAS), _column(rows, "after", PANEL_NOW)
    room = WIDTH - 2 * SIDE - GOAL - after - ARROW_ROOM - before - NAME_GAP

    def measured(row: PanelRow) -> MeasuredRow:
        own = min(width_of(row.before, PANEL_WAS), before)
        return MeasuredRow(
            row,
            fit(row.name, room + before - own, PANEL_NAME),
            fit(row.before, before, PANEL_WAS),
            fit(row.after, after, PANEL_WAS if row.verdict is Verdict.SAME else PANEL_NOW),
        )

    sections = tuple(tuple(map(measured, section)) for section in panel.sections)
    notes = tuple(fitted_notes(panel.notes, WIDTH - 2 * SIDE, PANEL_NOTE))
    return MeasuredPanel(sections, notes, after, any(row.met is not None for row in rows))


def _column(rows: list[PanelRow], what: str, style: TextStyle) -> float:
    widest = max((width_of(getattr(row, what), style) for row in rows), default=0.0)
    return min(max(COLUMN, widest), MOST_COLUMN)


def panel_part(measured: MeasuredPanel, box: Box) -> Part:
    """The panel in its box."""
    left, right = box.x + SIDE, box.right - SIDE
    items: list[Item] = [
        Rectangle("shade", box.x, box.y + SHADE, box.width, box.height, CORNER),
        Rectangle("face", box.x, box.y, box.width, box.height, CORNER),
        *_head(measured, left, right, box.y + TOP),
    ]
    top = box.y + TOP + HEAD
    for place, section in enumerate(measured.sections):
        if place:
            items.append(_rule(left, right, top + BETWEEN / 2))
            top += BETWEEN
        for row in section:
            items.append(_row(row, measured.after, left, right, top + ROW / 2))
            top += ROW
    if measured.notes and measured.sections:
        items.append(_rule(left, right, top + BETWEEN / 2))
        top += BETWEEN
    items += note_items(measured.notes, left, top)
    return Part("panel", tuple(items), id="panel")


def _rule(left: float, right: float, at: float) -> Path:
    return Path("rule", level_data(left, right, at))


def _head(measured: MeasuredPanel, left: float, right: float, top: float) -> list[Item]:
    """The title, and over the columns what they are."""
    items: list[Item] = [*typeset(fit(in_capitals(TITLE), WIDTH, PANEL_TITLE), left, top)]
    if not measured.sections:
        return items
    after = right - GOAL
    before = after - measured.after - ARROW_ROOM
    items += typeset(fit("before", WIDTH, PANEL_HEAD), before, top, "end")
    items += typeset(fit("after", WIDTH, PANEL_HEAD), after, top, "end")
    if measured.has_goals:
        items += typeset(fit("goal", WIDTH, PANEL_HEAD), right, top, "end")
    return items


def _row(measured: MeasuredRow, column: float, left: float, right: float, middle: float) -> Part:
    """One figure: its name, before, an arrow, after, and whether it is as it is to be."""
    row, after = measured.row, right - GOAL
    before = after - column - ARROW_ROOM
    items: list[Item] = [
        *typeset(measured.name, left, middle - PANEL_NAME.leading / 2),
        *typeset(measured.before, before, middle - PANEL_WAS.leading / 2, "end"),
        *typeset(
            fit(ARROW, WIDTH, PANEL_HEAD),
            before + ARROW_ROOM / 2,
            middle - PANEL_HEAD.leading / 2,
            "middle",
        ),
        *typeset(
            measured.after, after, middle - PANEL_NOW.leading / 2, "end", tone=row.verdict.value
        ),
    ]
    if row.more:
        items += typeset(
            fit(row.more, GOAL, PANEL_HEAD), right, middle - PANEL_HEAD.leading / 2, "end"
        )
    if row.met is not None:
        items.append(_sign(Point(right - 12.0, middle), met=row.met))
    texts = (measured.name, measured.before, measured.after)
    return Part("row", tuple(items), tooltip=tooltip_of(texts))


def _sign(middle: Point, *, met: bool) -> Path:
    """A tick, or a cross."""
    x, y = middle.x, middle.y
    if met:
        points = ((x - 4.0, y), (x - 1.0, y + 3.0), (x + 4.0, y - 3.0))
        way = "L".join(f"{number(right)} {number(down)}" for right, down in points)
        return Path("panel-tick", f"M{way}")
    near, far = (x - 3.5, x + 3.5), (y - 3.5, y + 3.5)
    down = f"M{number(near[0])} {number(far[0])}L{number(near[1])} {number(far[1])}"
    up = f"M{number(near[1])} {number(far[0])}L{number(near[0])} {number(far[1])}"
    return Path("panel-cross", down + up)
