"""The geometry that the checks of a picture need: rectangles, and paths as straight pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

EDGE = 2.0
TOKEN = re.compile(r"[A-Za-z]|[-+]?\d*\.?\d+(?:e[-+]?\d+)?")


@dataclass(frozen=True)
class Rectangle:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)

    def has_on_edge(self, x: float, y: float) -> bool:
        around = Rectangle(x, y, x, y)
        return self.shrunk(-EDGE).holds(around) and not self.shrunk(EDGE).holds(around)

    def shrunk(self, by: float) -> Rectangle:
        return Rectangle(self.left + by, self.top + by, self.right - by, self.bottom - by)

    def overlaps(self, other: Rectangle) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: Rectangle) -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )


def flatten(path: str) -> list[tuple[float, float]]:
    """The points of an SVG path (absolute M, L, H, V, C, Q, A), curves in eight pieces; where the
    path is lifted (a gap) it goes on as if it were not."""
    tokens = TOKEN.findall(path)
    points: list[tuple[float, float]] = []
    at, command = 0, ""

    def take(count: int) -> list[float]:
        nonlocal at
        values = [float(token) for token in tokens[at : at + count]]
        at += count
        return values

    while at < len(tokens):
        if tokens[at].isalpha():
            command = tokens[at]
            at += 1
        if command in "ML":
            x, y = take(2)
            points.append((x, y))
        elif command == "H":
            points.append((take(1)[0], points[-1][1]))
        elif command == "V":
            points.append((points[-1][0], take(1)[0]))
        elif command == "Q":
            points.extend(_curve([points[-1], *_pairs(take(4))]))
        elif command == "C":
            points.extend(_curve([points[-1], *_pairs(take(6))]))
        elif command == "A":
            points.append((take(7)[5], float(tokens[at - 1])))
        else:
            raise ValueError(f"a path with {command!r} cannot be checked")
    return points


def _pairs(values: list[float]) -> list[tuple[float, float]]:
    return list(zip(values[::2], values[1::2], strict=True))


def _curve(control: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    for step in range(1, 9):
        t, layer = step / 8, control
        while len(layer) > 1:
            layer = [
                (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(layer)
            ]
        yield layer[0]


def cuts(a: tuple[float, float], b: tuple[float, float], box: Rectangle) -> bool:
    """Whether the segment has a point inside the box (Liang and Barsky's clipping, 1984)."""
    low, high = 0.0, 1.0
    for start, delta, least, most in (
        (a[0], b[0] - a[0], box.left, box.right),
        (a[1], b[1] - a[1], box.top, box.bottom),
    ):
        if delta == 0:
            if not least < start < most:
                return False
            continue
        first, second = sorted(((least - start) / delta, (most - start) / delta))
        low, high = max(low, first), min(high, second)
    return low < high
