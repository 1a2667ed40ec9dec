"""The badges of what has changed: a disc with a plus, a square with a minus, a diamond with a tilde, so that
they are told apart without colours too."""

from __future__ import annotations

from sdgen.draw.escape import number
from sdgen.draw.lines import level_data
from sdgen.draw.scene import Item, Part, Path, Rectangle
from sdgen.layout.placement import Point
from sdgen.views.changed import Mark

ON_CARDS = 10.0
ON_LINES = 7.5
IN_LEGENDS = 8.5
"""The radius of a badge, without its rim."""
RIM = 1.0
"""How far the rim of background reaches beyond it."""
SQUARE_CORNER = 4.0
DIAMOND = 1.5
"""How much further the corners of a diamond reach: less of it is there than of a disc."""
SIGN = 0.42
"""How far a sign reaches from the middle, in radii."""


def mark_reach(radius: float) -> float:
    """How far any of the badges reaches from its middle, with its rim."""
    return radius + DIAMOND + RIM


def mark_part(mark: Mark, middle: Point, radius: float, tooltip: tuple[str, ...] = ()) -> Part:
    """The badge around a point."""
    x, y, reach = middle.x, middle.y, radius * SIGN
    shape: Item
    level = level_data(x - reach, x + reach, y)
    match mark:
        case Mark.ADDED:
            upright = f"M{number(x)} {number(y - reach)}L{number(x)} {number(y + reach)}"
            shape, sign = _square(mark, middle, radius, radius), level + upright
        case Mark.REMOVED:
            shape, sign = _square(mark, middle, radius - 0.5, SQUARE_CORNER), level
        case Mark.CHANGED:
            shape, sign = _diamond(mark, middle, radius + DIAMOND), _tilde(middle, reach)
    return Part("mark", (shape, Path("mark-sign", sign)), tooltip=tooltip)


def _square(mark: Mark, middle: Point, half: float, corner: float) -> Rectangle:
    side = 2 * half
    return Rectangle(
        f"mark-shape {mark.value}", middle.x - half, middle.y - half, side, side, corner
    )


def _diamond(mark: Mark, middle: Point, half: float) -> Path:
    x, y = middle.x, middle.y
    corners = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
    data = "L".join(f"{number(right)} {number(down)}" for right, down in corners)
    return Path(f"mark-shape {mark.value}", f"M{data}Z")


def _tilde(middle: Point, reach: float) -> str:
    """A wave: up on the left, down on the right."""
    x, y, half, low = middle.x, middle.y, reach / 2, reach / 7
    start, up = (x - reach, y + low), (x - half, y + low - reach)
    down, end = (x + half, y - low + reach), (x + reach, y - low)
    written = (f"{number(right)} {number(far)}" for right, far in (start, up, (x, y), down, end))
    return "M{}Q{} {}Q{} {}".format(*written)
