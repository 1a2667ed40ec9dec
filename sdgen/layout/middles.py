"""Where a badge stands on a line that has no other room for it: at its middle, or as near to it as nothing
else is in the way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import ceil, hypot

from sdgen.layout.placement import Box, Point, Route

AIR = 1.0
"""Between a badge and what else there is."""
END = 10.0
"""What a line keeps of itself before its badge: room for its arrowhead."""
STEP = 2.0
MOST_PLACES = 240
"""Places that are tried on one line."""
BEZIER_PIECES = 12
CELL = 64.0
ROUNDS = 3
"""How often each badge is placed, after the first time among all others: two on lines close together
make room for each other."""

Piece = tuple[Point, Point]


def badge_places(
    routes: Sequence[Route], wanted: Collection[str], taken: Iterable[Box], reach: float
) -> dict[str, Point]:
    """For each of the ``wanted`` lines, by id, the middle of a badge that reaches so far. It keeps off
    ``taken`` boxes and other badges first, then off other lines, then off corners."""
    ways = {route.id: list(_pieces(route)) for route in routes}
    lines, boxes = _Cells(), _Cells()
    for name, pieces in ways.items():
        for piece in pieces:
            lines.add(name, _box_of(piece))
    for number, box in enumerate(taken):
        boxes.add(f" {number}", box)  # no line is called so
    found: dict[str, Point] = {}
    for _ in range(ROUNDS):
        for name, pieces in ways.items():
            if name not in wanted or not pieces:
                continue
            if name in found:
                boxes.remove(name, _around(found[name], reach))
            found[name] = _best(name, pieces, lines, boxes, reach)
            boxes.add(name, _around(found[name], reach))
    return found


def _best(name: str, pieces: Sequence[Piece], lines: _Cells, boxes: _Cells, reach: float) -> Point:
    """The first place in whose way nothing is, else the one in whose way there is least."""
    found: list[tuple[tuple[float, int, bool], float, Point]] = []
    for off, point, corner in _places(pieces, reach):
        room = _around(point, reach + AIR)
        covered = sum(_shared(room, box) for _, box in boxes.near(room))
        near = {owner for owner, box in lines.near(room) if owner != name and _touch(room, box)}
        cost = round(covered, 1), len(near), corner < reach
        if cost == (0.0, 0, False):
            return point
        found.append((cost, off, point))
    return min(found, key=lambda each: each[:2])[2]


def _places(pieces: Sequence[Piece], reach: float) -> Iterator[tuple[float, Point, float]]:
    """Places along the line from its middle on: how far off that, where, and how far from a corner."""
    lengths = [_length(each) for each in pieces]
    whole = sum(lengths)
    first, last = reach, max(reach, whole - END - reach)
    middle = min(max(whole / 2, first), last) if last > first else whole / 2
    step = max(STEP, whole / MOST_PLACES)
    for count in range(ceil(whole / step)):
        for along in dict.fromkeys((middle + count * step, middle - count * step)):
            if count and not first <= along <= last:
                continue
            yield abs(along - middle), *_at(pieces, lengths, along)


def _at(pieces: Sequence[Piece], lengths: Sequence[float], along: float) -> tuple[Point, float]:
    """The point so far along the line, and how far its piece goes on to both sides."""
    start = 0.0
    for (one, other), length in zip(pieces, lengths, strict=True):
        if along <= start + length:
            share = (along - start) / length
            point = Point(one.x + (other.x - one.x) * share, one.y + (other.y - one.y) * share)
            return point, min(along - start, start + length - along)
        start += length
    return pieces[-1][1], 0.0


def _pieces(route: Route) -> Iterator[Piece]:
    points = route.points
    if route.curved:
        points = tuple(_flattened(points))
    for one, other in pairwise(points):
        if _length((one, other)) > 0.01:
            yield one, other


def _flattened(points: Sequence[Point]) -> Iterator[Point]:
    """Points on Bezier curves, near enough to each other."""
    yield points[0]
    for start in range(0, len(points) - 3, 3):
        a, b, c, d = points[start : start + 4]
        for number in range(1, BEZIER_PIECES + 1):
            t = number / BEZIER_PIECES
            p, q, r, s = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            yield Point(
                p * a.x + q * b.x + r * c.x + s * d.x, p * a.y + q * b.y + r * c.y + s * d.y
            )


def _length(piece: Piece) -> float:
    return hypot(piece[1].x - piece[0].x, piece[1].y - piece[0].y)


def _around(point: Point, reach: float) -> Box:
    return Box(point.x - reach, point.y - reach, 2 * reach, 2 * reach)


def _box_of(piece: Piece) -> Box:
    one, other = piece
    left, top = min(one.x, other.x), min(one.y, other.y)
    return Box(left, top, abs(one.x - other.x), abs(one.y - other.y))


def _shared(one: Box, other: Box) -> float:
    """The area that two boxes have in common."""
    wide = min(one.right, other.right) - max(one.x, other.x)
    high = min(one.bottom, other.bottom) - max(one.y, other.y)
    return wide * high if wide > 0.0 and high > 0.0 else 0.0


def _touch(room: Box, line: Box) -> bool:
    """Whether a piece of a line, of which this is the box, comes into a room."""
    return (
        room.x <= line.right
        and line.x <= room.right
        and room.y <= line.bottom
        and line.y <= room.bottom
    )


class _Cells:
    """Boxes, each with its owner, by the cells of the picture that they reach into."""

    def __init__(self) -> None:
        self._held: dict[tuple[int, int], dict[tuple[str, Box], None]] = {}

    def add(self, owner: str, box: Box) -> None:
        for cell in _cells(box):
            self._held.setdefault(cell, {})[owner, box] = None

    def remove(self, owner: str, box: Box) -> None:
        for cell in _cells(box):
            del self._held[cell][owner, box]

    def near(self, box: Box) -> Mapping[tuple[str, Box], None]:
        """What may meet the box, each once."""
        return {each: None for cell in _cells(box) for each in self._held.get(cell, ())}


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box.x // CELL), int(box.right // CELL) + 1):
        for row in range(int(box.y // CELL), int(box.bottom // CELL) + 1):
            yield column, row
