"""The list of the steps of a path: number, from whom to whom, what happens, how often, how large."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sdgen.base.words import and_more
from sdgen.draw.diagram.steps import badge_part, badge_width
from sdgen.draw.escape import number
from sdgen.draw.lines import level_data
from sdgen.draw.scene import Item, Part, Path
from sdgen.draw.typography import (
    LIST_NAME,
    LIST_TEXT,
    LIST_VALUE,
    STEP,
    FittedLine,
    fit,
    typeset,
    width_of,
)
from sdgen.layout.placement import Box, Point
from sdgen.views.diagram import PathStep

ROW = 53.0
LAST_ROW = 26.0
"""How high the line is that counts the steps that are not listed."""
MOST_ROWS = 20
TWO_COLUMNS_FROM = 7
LEAST_WIDTH = 320.0
MOST_WIDTH = 440.0
COLUMN_GAP = 32.0
BADGE = 22.0
BADGE_GAP = 12.0
VALUE_GAP = 18.0
ARROW = 38.0
ARROW_LENGTH = 15.0
"""What the arrow between two names takes, with the gaps beside it."""


class StepList(Struct, frozen=True):
    """The steps that are listed, and how many are not; ``natural`` is the width in which all texts
    stand whole, within bounds."""

    steps: tuple[PathStep, ...]
    more: int
    natural: float

    def height(self, columns: int) -> float:
        """How high the list is in so many columns."""
        rows = -(-len(self.steps) // columns)
        return ROW * rows - (0.0 if self.more else 1.0) + (LAST_ROW if self.more else 0.0)

    def width(self, columns: int) -> float:
        """The width of so many columns in which all texts stand whole, within bounds."""
        return self.natural * columns + COLUMN_GAP * (columns - 1)

    def columns_in(self, width: float) -> int:
        """Two columns where there are steps and room enough."""
        enough = len(self.steps) >= TWO_COLUMNS_FROM
        return 2 if enough and width >= 2 * LEAST_WIDTH + COLUMN_GAP else 1


def step_list(path: Sequence[PathStep]) -> StepList:
    """The list of a path, measured."""
    shown = tuple(path[:MOST_ROWS])
    badges = _badge_column(shown)
    widest = max(map(_natural, shown), default=0.0) + badges
    natural = min(max(widest, LEAST_WIDTH), MOST_WIDTH)
    return StepList(shown, len(path) - len(shown), natural)


def _badge_column(steps: Sequence[PathStep]) -> float:
    return max((badge_width(_number(step), BADGE) for step in steps), default=BADGE) + BADGE_GAP


def _number(step: PathStep) -> FittedLine:
    return fit(step.number, MOST_WIDTH, STEP)


def _natural(step: PathStep) -> float:
    """The width of a row without its badge."""
    names = width_of(step.source, LIST_NAME) + ARROW + width_of(step.target, LIST_NAME)
    value, text = width_of(step.rate, LIST_VALUE), width_of(step.text, LIST_TEXT)
    size = width_of(step.size, LIST_TEXT)
    return max(names + VALUE_GAP + value, text + (VALUE_GAP + size if size else 0.0))


def list_part(steps: StepList, box: Box, columns: int) -> Part:
    """The list in a box that is as high as it is in so many columns."""
    width = (box.width - COLUMN_GAP * (columns - 1)) / columns
    rows = -(-len(steps.steps) // columns)
    badges = _badge_column(steps.steps)
    items: list[Item] = []
    for place, step in enumerate(steps.steps):
        column, row = divmod(place, rows)
        left, top = box.x + column * (width + COLUMN_GAP), box.y + row * ROW
        items.append(_row(step, left, top, width, badges))
        if row < rows - 1 and place < len(steps.steps) - 1:
            items.append(Path("rule", level_data(left + badges, left + width, top + ROW)))
    if steps.more:
        text = fit(and_more(steps.more), box.width, LIST_TEXT)
        top = box.y + rows * ROW + (LAST_ROW - LIST_TEXT.leading) / 2
        items += typeset(text, box.x + badges, top)
    return Part("steps", tuple(items), id="steps")


def _row(step: PathStep, left: float, top: float, width: float, badges: float) -> Part:
    """One step: from whom to whom over what happens; at the right how often over how large."""
    right, text_left = left + width, left + badges
    room = width - badges
    items: list[Item] = [
        badge_part(
            _number(step), Point(left + (badges - BADGE_GAP) / 2, top + ROW / 2), height=BADGE
        )
    ]
    tooltip = []
    value = fit(step.rate, room / 3, LIST_VALUE)
    name_middle = top + (17.5 if step.text or step.size else ROW / 2)
    name_top = name_middle - LIST_NAME.leading / 2
    taken = value.width + VALUE_GAP if step.rate else 0.0
    source, target = _names(step, room - taken - ARROW)
    items += typeset(source, text_left, name_top)
    x = text_left + source.width
    items += _arrow(x + (ARROW - ARROW_LENGTH) / 2, name_middle)
    items += typeset(target, x + ARROW, name_top)
    if step.rate:
        items += typeset(value, right, name_top, "end")
    text_top = top + 35.5 - LIST_TEXT.leading / 2
    size = fit(step.size, room / 2, LIST_TEXT)
    if step.size:
        items += typeset(size, right, text_top, "end")
    if step.text:
        left_over = room - (size.width + VALUE_GAP if step.size else 0.0)
        text = fit(step.text, left_over, LIST_TEXT)
        items += typeset(text, text_left, text_top)
        tooltip.append(text.whole)
    tooltip += [source.whole, target.whole, value.whole, size.whole]
    return Part("row", tuple(items), tooltip=tuple(each for each in tooltip if each))


def _names(step: PathStep, room: float) -> tuple[FittedLine, FittedLine]:
    """Both names within ``room``: the shorter one whole where that leaves half of it."""
    first, second = (width_of(name, LIST_NAME) for name in (step.source, step.target))
    if first + second > room:
        first, second = (
            max(room / 2, room - second) if first > second else min(first, room / 2),
            max(room / 2, room - first) if second >= first else min(second, room / 2),
        )
    return fit(step.source, first, LIST_NAME), fit(step.target, second, LIST_NAME)


def _arrow(left: float, middle: float) -> tuple[Item, ...]:
    at = number(middle)
    tip = left + ARROW_LENGTH
    head = (
        f"M{number(tip - 7)} {number(middle - 3.2)}L{number(tip)} {at}"
        f"L{number(tip - 7)} {number(middle + 3.2)}Z"
    )
    return (
        Path("list-arrow", level_data(left, tip - 5, middle)),
        Path("list-head", head),
    )
