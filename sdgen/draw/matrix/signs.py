"""The signs of what a loss leaves: a tick, a half disc, a disc with an arrow, a disc with a cross."""

from __future__ import annotations

from sdgen.draw.escape import number
from sdgen.draw.scene import Item, Path, Rectangle
from sdgen.views.matrix import Sign

SIGN = 15.0
"""Width and height of a sign."""
_ROUND = 0.5523
"""Of a curve that is nearly a quarter of a circle."""


def sign_items(sign: Sign, left: float, middle: float) -> list[Item]:
    """The sign from ``left`` to the right, centred on the height ``middle``."""
    x, radius = left + SIGN / 2, SIGN / 2
    if sign is Sign.HOLDS:
        return [
            Path("tick", _open((x - 4.5, middle), (x - 1.5, middle + 3.2), (x + 4.5, middle - 3.8)))
        ]
    if sign is Sign.DEGRADED:
        inner = radius - 0.875
        return [
            Path("half", _left_half(x, middle, inner)),
            Rectangle("half-edge", x - inner, middle - inner, 2 * inner, 2 * inner, inner),
        ]
    disc = Rectangle(f"disc {sign.value}", left, middle - radius, SIGN, SIGN, radius)
    if sign is Sign.OVER:
        arrow = _open((x, middle + 3.8), (x, middle - 3.4))
        head = _open((x - 3.0, middle - 0.6), (x, middle - 3.6), (x + 3.0, middle - 0.6))
        return [disc, Path("arrow-up", arrow + head)]
    across = _open((x - 2.6, middle - 2.6), (x + 2.6, middle + 2.6))
    back = _open((x + 2.6, middle - 2.6), (x - 2.6, middle + 2.6))
    return [disc, Path("cross", across + back)]


def _open(*points: tuple[float, float]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def _left_half(x: float, y: float, radius: float) -> str:
    """The left half of a circle."""
    handle = radius * _ROUND

    def at(*values: float) -> str:
        return " ".join(map(number, values))

    first = f"C{at(x - handle, y - radius, x - radius, y - handle, x - radius, y)}"
    second = f"C{at(x - radius, y + handle, x - handle, y + radius, x, y + radius)}"
    return f"M{at(x, y - radius)}{first}{second}Z"
