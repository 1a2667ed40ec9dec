"""How good a picture would be, for the choice between candidates: how large it shows in the box where
it is read, and what of its lines makes it hard to read."""

from __future__ import annotations

from math import log
from typing import Final

from msgspec import Struct


class Target(Struct, frozen=True):
    """The box in which a picture is read, in px."""

    width: float
    height: float

    def scale(self, width: float, height: float) -> float:
        """The scale at which a picture just fits."""
        return min(self.width / max(width, 1.0), self.height / max(height, 1.0))


README: Final = Target(774.0, 1090.0)
"""A page of 830 px on a code host and what is seen of it, 1,250 px, less title, legend and margins."""
SLIDE: Final = Target(1544.0, 700.0)
"""1600 x 900 px, less margins, and title and legend above each other: a drawing that fills the width
leaves no corner for them."""
PAGE: Final = Target(602.0, 827.0)
"""What the margins of A4 leave at 96 px an inch, 658 x 987 px, less what a README has beside the drawing."""
SOCIAL: Final = Target(832.0, 560.0)
"""What the headline leaves of 1280 x 640 px."""

READABLE: Final = log(0.66)
"""The logarithm of the scale at which names are 9.2 px high."""
LARGER, SMALLER = 0.7, 1.3
"""What it is worth to be shown larger where names are higher than that, and where they are lower: there
each px is missed."""
ROOM = 0.1
"""What it is worth to be smaller than the box, besides."""
CROSSING_WEIGHT = 2.2
"""One crossing for every line, in the logarithm of the size."""
LENGTH_WEIGHT = 0.3
"""Lines of a mean length of ``LONG``, in the logarithm of the size."""
LONG = 300.0


def size_merit(width: float, height: float, target: Target) -> float:
    """What the scale at which a picture is shown is worth, and a little for the room left; 0 for one
    that just fits."""
    scale = log(target.scale(width, height))
    short = min(0.0, scale)
    below = min(0.0, short - READABLE)
    return LARGER * (short - below) + SMALLER * below + ROOM * scale


def merit(
    width: float, height: float, lines: int, crossings: float, length: float, target: Target
) -> float:
    """The merit of a picture of that size with so many ``lines`` of that total ``length``; the
    highest is best."""
    mean = length / max(lines, 1)
    cost = CROSSING_WEIGHT * crossings / (lines + 1) + LENGTH_WEIGHT * mean / LONG
    return size_merit(width, height, target) - cost
