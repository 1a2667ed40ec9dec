"""Drawing: a measured line along its route, with its badge and its label."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sdgen.draw.diagram.line_weights import BOLD_FROM
from sdgen.draw.diagram.measured import MeasuredLine
from sdgen.draw.diagram.steps import badge_part
from sdgen.draw.escape import escape_id
from sdgen.draw.line_styles import line_items
from sdgen.draw.scene import Flow, Item, Part, Rectangle
from sdgen.draw.typography import FittedLine, typeset
from sdgen.layout.placement import Box, Point, Route
from sdgen.layout.spacing import BADGE_TO_LABEL

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
) -> Part:
    """The line, its arrowhead and its label on a background in the colour of what is behind. A line
    with steps is part of the path, on which its badge is and along which the ``flows`` run; one that
    is ``beside_path`` has a path before it."""
    line = measured.line
    bold = bool(measured.steps) or measured.weight >= BOLD_FROM
    items: list[Item] = [*line_items(line.style, route, bold=bold), *flows]
    label = measured.label
    tooltip = [label.whole] if label and label.whole else []
    if line.tooltip:
        tooltip.append(line.tooltip)
    if route.label:
        items += _at_the_line(measured, route.label, depth_at)
    return Part(
        f"line {line.style.value}{_more(measured, beside_path)}",
        tuple(items),
        id=f"line-{escape_id(line.id)}",
        tooltip=tuple(tooltip),
        data=(("source", escape_id(line.source)), ("target", escape_id(line.target))),
    )


def _more(measured: MeasuredLine, beside_path: bool) -> str:
    if measured.steps:
        return " path"
    if beside_path:
        return " faded"
    if measured.line.dimmed:
        return " dimmed"
    faint = " faded" if measured.line.faint else ""
    return f"{faint} load-{measured.weight}" if measured.weight else faint


def _at_the_line(measured: MeasuredLine, box: Box, depth_at: DepthAt) -> Iterator[Item]:
    """The badge, and the label below it, or beside it where the line is level."""
    badge, label = measured.badge, measured.label
    label_box = box
    if badge is not None:
        wide, high = measured.badge_size
        middle = box.centre
        if label is not None and box.width >= wide + BADGE_TO_LABEL + measured.label_size[0] - 0.5:
            middle = Point(box.x + wide / 2, box.centre.y)
            left = box.x + wide + BADGE_TO_LABEL
            label_box = Box(left, box.y, box.right - left, box.height)
        elif label is not None:
            middle = Point(box.centre.x, box.y + high / 2)
            top = box.y + high + BADGE_TO_LABEL
            label_box = Box(box.x, top, box.width, box.bottom - top)
        yield badge_part(badge, middle, measured.steps)
    if label is not None:
        wide, high = measured.label_size if badge is not None else (box.width, box.height)
        middle = label_box.centre
        place = Box(middle.x - wide / 2, middle.y - high / 2, wide, high)
        yield _label_part(label, place, depth_at(place.centre))


def _label_part(label: FittedLine, box: Box, depth: int) -> Part:
    on = f" depth-{min(depth, 2)}" if depth else ""
    left = box.x + box.width / 2
    top = box.y + (box.height - label.height) / 2
    background = Rectangle(f"label-box{on}", box.x, box.y, box.width, box.height, LABEL_CORNER)
    return Part("label", (background, *typeset(label, left, top, "middle")))
