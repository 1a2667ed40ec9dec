"""How often the lines of a rack cross, those of a trunk counted one by one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from sdgen.layout.line_jumps import CLEARANCE
from sdgen.layout.placement import Route


def count_crossings(routes: Sequence[Route]) -> int:
    """The places where a level piece of a line passes an upright one of another line. What meets at a
    corner or at an end has not crossed."""
    upright = sorted(
        (one.x, min(one.y, other.y), max(one.y, other.y), number)
        for number, route in enumerate(routes)
        for one, other in pairwise(route.points)
        if abs(one.x - other.x) < CLEARANCE
    )
    places = [piece[0] for piece in upright]
    found = 0
    for number, route in enumerate(routes):
        for one, other in pairwise(route.points):
            if abs(one.y - other.y) >= CLEARANCE:
                continue
            left, right = sorted((one.x, other.x))
            passed = upright[
                bisect_right(places, left + CLEARANCE) : bisect_left(places, right - CLEARANCE)
            ]
            found += sum(
                low + CLEARANCE < one.y < high - CLEARANCE and at != number
                for _, low, high, at in passed
            )
    return found
