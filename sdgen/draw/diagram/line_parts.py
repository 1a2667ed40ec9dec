"""Drawing: a measured line along its route, with its badge and its label."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from sdgen.draw.diagram.change_marks import ON_LINES, mark_part
from sdgen.draw.diagram.change_texts import shift_items, struck_through
from sdgen.draw.diagram.line_weights import BOLD_FROM
from sdgen.draw.diagram.measured import MeasuredLine
from sdgen.draw.diagram.steps import badge_part
from sdgen.draw.escape import escape_id
from sdgen.draw.line_styles import line_items
from sdgen.draw.scene import Flow, Item, Part, Rectangle
from sdgen.draw.typography import SHIFT_NOW, typeset, width_of
from sdgen.layout.placement import Box, Point, Route
from sdgen.layout.spacing import BADGE_TO_LABEL
from sdgen.views.changed import Mark
from sdgen.views.diagram import LineStyle

LABEL_CORNER = 4.0

DepthAt = Callable[[Point], int]
"""How deep the innermost group is nested that holds a point, 0 for none."""


def line_part(
    measured: MeasuredLine,
    route: Route,
    depth_at: DepthAt,
    *,
    beside_path: bool = False,
    flows: Sequence[Flow] = (),
    comparing: bool = False,
    mark_at: Point | None = None,
) -> Part:
    """The line, its arrowhead and its label on a background in the colour of what is behind. A line
    with steps is part of the path, on which its badge is and along which the ``flows`` run; one that
    is ``beside_path`` has a path before it. Where the picture is ``comparing`` two designs, one without
    a mark is quiet; the badge of one that has a mark and no label stands at ``mark_at``."""
    line = measured.line
    marked = line.change is not None and line.change.mark is not Mark.REMOVED
    bold = bool(measured.steps) or marked or measured.weight >= BOLD_FROM
    items: list[Item] = [*line_items(line.style, route, bold=bold), *flows]
    label = measured.label
    tooltip = [label.whole] if label and label.whole else []
    if line.tooltip:
        tooltip.append(line.tooltip)
    if route.label:
        items += _at_the_line(measured, route.label, depth_at)
    if line.change is not None and mark_at is not None:
        items.append(mark_part(line.change.mark, mark_at, ON_LINES))
    tooltip += [whole for row in measured.shifts for whole in row.cut]
    return Part(
        f"line {line.style.value}{_more(measured, beside_path, comparing)}",
        tuple(items),
        id=f"line-{escape_id(line.id)}",
        tooltip=tuple(tooltip),
        data=(("source", escape_id(line.source)), ("target", escape_id(line.target))),
    )


def _more(measured: MeasuredLine, beside_path: bool, comparing: bool) -> str:
    change = measured.line.change
    if change is not None:
        waits = measured.line.style is not LineStyle.ASYNCHRONOUS or change.mark is Mark.REMOVED
        return f" {change.mark.value}" + ("" if waits else " unwaited")
    if measured.steps:
        return " path"
    if beside_path:
        return " faded"
    if comparing:
        return " quiet"
    if measured.line.dimmed:
        return " dimmed"
    faint = " faded" if measured.line.faint else ""
    return f"{faint} load-{measured.weight}" if measured.weight else faint


def _at_the_line(measured: MeasuredLine, box: Box, depth_at: DepthAt) -> Iterator[Item]:
    """The badge, and the label below it, or beside it where the line is level."""
    badge, change = measured.badge, measured.line.change
    label_box = box
    if badge is not None or change is not None:
        wide, high = measured.badge_size
        middle = box.centre
        if measured.says and box.width >= wide + BADGE_TO_LABEL + measured.label_size[0] - 0.5:
            middle = Point(box.x + wide / 2, box.centre.y)
            left = box.x + wide + BADGE_TO_LABEL
            label_box = Box(left, box.y, box.right - left, box.height)
        elif measured.says:
            middle = Point(box.centre.x, box.y + high / 2)
            top = box.y + high + BADGE_TO_LABEL
            label_box = Box(box.x, top, box.width, box.bottom - top)
        if change is not None:
            yield mark_part(change.mark, middle, ON_LINES)
        elif badge is not None:
            yield badge_part(badge, middle, measured.steps)
    if measured.says:
        alone = badge is None and change is None
        wide, high = (box.width, box.height) if alone else measured.label_size
        middle = label_box.centre
        place = Box(middle.x - wide / 2, middle.y - high / 2, wide, high)
        yield _label_part(measured, place, depth_at(place.centre))


def _label_part(measured: MeasuredLine, box: Box, depth: int) -> Part:
    """The label, what has changed below it, on their ground."""
    on = f" depth-{min(depth, 2)}" if depth else ""
    left = box.x + box.width / 2
    label, change = measured.label, measured.line.change
    high = (label.height if label is not None else 0.0) + SHIFT_NOW.leading * len(measured.shifts)
    top = box.y + (box.height - high) / 2
    items: list[Item] = [
        Rectangle(f"label-box{on}", box.x, box.y, box.width, box.height, LABEL_CORNER)
    ]
    if label is not None:
        if change is not None and change.mark is Mark.REMOVED:
            for place in range(len(label.lines)):
                line = replace(label, lines=label.lines[place : place + 1])
                start = left - width_of(line.lines[0], label.style, label.size) / 2
                written = typeset(line, start, top + label.style.leading * place)
                items += [*written, *struck_through(written, change.mark.value)]
        else:
            items += typeset(label, left, top, "middle")
        top += label.height
    for row in measured.shifts:
        items += shift_items(row, left - row.width / 2, top)
        top += SHIFT_NOW.leading
    return Part("label", tuple(items))
