"""The steps of a path on its lines: badges with their numbers, and what runs along the lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import hypot

from sdgen.draw.lines import CORNER, stroke_data
from sdgen.draw.scene import Flow, Item, Part, Rectangle
from sdgen.draw.typography import STEP, FittedLine, fit, typeset
from sdgen.layout.placement import Point, Route
from sdgen.views.diagram import PathStep

HEIGHT = 21.0
RING = 2.5
PADDING = 6.0
ROOM = 90.0
MOST_NUMBERS = 3
"""Numbers on one badge; of more the last ones are counted."""

CYCLE = 6.0
REST = 1.2
"""Seconds from one run along the path to the next, and how many of them nothing moves."""
LEAST_TURN = 0.4
"""Seconds that a step takes at least; a path of very many steps takes longer."""
MOST_FLOWING = 60
"""Steps of a path along which something runs; nobody waits for the end of a longer one."""
ROUNDED_OFF = 2.0 * CORNER - 1.6232 * CORNER
"""How much shorter a way is for one rounded corner."""


def badge_text(steps: Sequence[PathStep]) -> FittedLine | None:
    """The numbers of the steps along one line, None where there are none."""
    if not steps:
        return None
    numbers = [step.number for step in steps]
    more = len(numbers) - MOST_NUMBERS
    shown = numbers if more <= 0 else [*numbers[: MOST_NUMBERS - 1], f"+{more + 1}"]
    return fit(", ".join(shown), ROOM, STEP)


def badge_size(text: FittedLine) -> tuple[float, float]:
    """Width and height of a badge with its ring."""
    return badge_width(text) + 2 * RING, HEIGHT + 2 * RING


def badge_width(text: FittedLine, height: float = HEIGHT) -> float:
    """The width of a badge without its ring: a circle unless the text is longer."""
    return max(height, text.width + 2 * PADDING)


def badge_part(
    text: FittedLine, middle: Point, steps: Iterable[PathStep] = (), height: float = HEIGHT
) -> Part:
    """A badge around its middle; on a line, where it says what happens at its ``steps``, with a ring
    that keeps other lines off it."""
    width = badge_width(text, height)
    items: list[Item] = []
    tooltip = tuple(step.said for step in steps)
    for classes, beyond in (("step-ring", RING), ("step", 0.0)):
        if classes == "step" or tooltip:
            left, top = middle.x - width / 2 - beyond, middle.y - height / 2 - beyond
            high = height + 2 * beyond
            items.append(Rectangle(classes, left, top, width + 2 * beyond, high, high / 2))
    items += typeset(text, middle.x, middle.y - text.style.leading / 2, "middle")
    return Part("badge", tuple(items), tooltip=tooltip)


def flows(path: Sequence[PathStep], routes: Mapping[str, Route]) -> Mapping[str, tuple[Flow, ...]]:
    """By line, what runs along it: once for each of its steps, one turn after the other."""
    if not path or len(path) > MOST_FLOWING:
        return {}
    turns = max(step.turn for step in path) + 1
    turn = max((CYCLE - REST) / turns, LEAST_TURN)
    found: dict[str, list[Flow]] = {}
    for step in path:
        route = routes.get(step.line)
        if route is None or len(route.points) < 2:
            continue
        data, length = stroke_data(_whole(route)), _length(route)
        flow = Flow(data, length, step.turn * turn, turn, turns * turn + REST)
        found.setdefault(step.line, []).append(flow)
    return {line: tuple(each) for line, each in found.items()}


def _whole(route: Route) -> Route:
    return Route(route.id, route.points, route.curved)


def _length(route: Route) -> float:
    """About how long the line is."""
    if route.curved:
        return sum(
            _curve_length(route.points[start : start + 4])
            for start in range(0, len(route.points) - 3, 3)
        )
    straight = sum(hypot(b.x - a.x, b.y - a.y) for a, b in pairwise(route.points))
    return max(straight - ROUNDED_OFF * (len(route.points) - 2), 1.0)


def _curve_length(points: Sequence[Point]) -> float:
    """Halfway between the chord of a Bezier curve and the way along its control points."""
    along = sum(hypot(b.x - a.x, b.y - a.y) for a, b in pairwise(points))
    return (along + hypot(points[-1].x - points[0].x, points[-1].y - points[0].y)) / 2
