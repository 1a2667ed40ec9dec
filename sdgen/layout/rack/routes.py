"""The corners of the lines beside a rack, and the marks of forks on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from sdgen.layout.placement import Box, Point, Route
from sdgen.layout.rack.clients import BELOW, Clients, drop_of
from sdgen.layout.rack.corners import cleaned
from sdgen.layout.rack.frame import Bars
from sdgen.layout.rack.gutter import Leg, Port, ports_of
from sdgen.layout.rack.sized import ForkMark, RackModel, SizedCall
from sdgen.layout.rack.spacing import BAR, FIRST_PORT

MARK_AIR = 3.0
CORNER = 12.0
"""From the side of a card to the first line at its lower or upper edge."""


class Sides(Struct, frozen=True):
    """How far from the bars each trunk runs, at which height each port is, and where bars are."""

    left: Mapping[str, float]
    right: Mapping[str, float]
    at: Mapping[Port, float]
    apart: Mapping[str, str]
    bars: Bars
    beyond: float
    """Where at the right the first lane is so far from."""

    def ports(self, leg: Leg) -> tuple[Port, Port]:
        """Where a call ends."""
        return ports_of(leg, self.apart)

    def has_lane(self, leg: Leg) -> bool:
        """Whether a call is no level line across the gutter."""
        return leg.trunk in (self.right if leg.right else self.left)

    def lane(self, leg: Leg) -> float:
        """Where its lane is across."""
        if leg.right:
            return self.beyond + BAR / 2 + self.right.get(leg.trunk, 0.0)
        return self.bars.left - BAR / 2 - self.left.get(leg.trunk, 0.0)


def gutter_routes(
    legs: Sequence[Leg], sides: Sides, cards: Mapping[str, Box], clients: Clients
) -> list[Route]:
    """From the bar or card of the source along its lane to that of the target."""
    found = []
    for leg in legs:
        lane = sides.lane(leg)
        first, last = (_way(port, sides, lane, cards, clients) for port in sides.ports(leg))
        middle = []
        if sides.has_lane(leg):
            middle = [Point(lane, first[-1].y), Point(lane, last[-1].y)]
        found.append(Route(leg.call.id, cleaned([*first, *middle, *reversed(last)])))
    return found


def _way(
    port: Port, sides: Sides, lane: float, cards: Mapping[str, Box], clients: Clients
) -> list[Point]:
    """From where a line ends to the height at which it runs level to its lane."""
    y = sides.at[port]
    if port.end.band >= 0:
        half = BAR / 2 if port.right else -BAR / 2
        return [Point(sides.bars.at(port.end.band, right=port.right) + half, y)]
    if port.end.id in clients.ids:
        return _from_client(port, cards[port.end.id], clients, lane, y)
    return [Point(cards[port.end.id].x, y)]


def _from_client(port: Port, box: Box, row: Clients, lane: float, y: float) -> list[Point]:
    """From a client's card to the height at which its line runs level, or on to its lane."""
    if row.at_the_side(port):
        return [Point(box.right, y)]
    if port in row.tracks:
        x = drop_of(row, port, box)
        return [Point(x, box.bottom), Point(x, y)]
    x = min(max(lane, box.x + CORNER), box.right - CORNER)
    if x == lane:
        return [Point(x, box.bottom)]
    return [Point(x, box.bottom), Point(x, box.bottom + BELOW / 2)]


def over_routes(calls: Sequence[SizedCall], cards: Mapping[str, Box], row: Clients) -> list[Route]:
    """Calls between clients, below their cards."""
    found = []
    for call in calls:
        one, other, y = cards[call.source], cards[call.target], row.over[call.id]
        start, end = one.centre.x - FIRST_PORT / 2, other.centre.x + FIRST_PORT / 2
        points = (
            Point(start, one.bottom),
            Point(start, y),
            Point(end, y),
            Point(end, other.bottom),
        )
        found.append(Route(call.id, points))
    return found


def marks_of(model: RackModel, legs: Sequence[Leg], sides: Sides) -> tuple[ForkMark, ...]:
    """The marks of forks on their trunks: where no other line passes, as near to the source as that
    allows."""
    sizes = {fork.id: fork for fork in model.forks}
    done: dict[str, ForkMark] = {}
    for leg in legs:
        fork = sizes.get(leg.call.fork)
        if fork is None or leg.trunk in done:
            continue
        x = sides.lane(leg)
        own = [
            sides.at[port] for each in legs if each.trunk == leg.trunk for port in sides.ports(each)
        ]
        passing = [
            sides.at[port]
            for each in legs
            if each.right is leg.right
            and abs(sides.lane(each) - sides.bars.outer) > abs(x - sides.bars.outer)
            for port in sides.ports(each)
        ]
        start = sides.at[sides.ports(leg)[0]]
        y = _free_height(sorted({*own, *passing}), min(own), max(own), start, fork.height)
        box = Box(x - fork.width / 2, y - fork.height / 2, fork.width, fork.height)
        done[leg.trunk] = ForkMark(fork.id, box)
    return tuple(done.values())


def _free_height(
    lines: Sequence[float], low: float, high: float, start: float, height: float
) -> float:
    """The middle of the room between two level lines that is large enough and nearest to ``start``,
    else of the largest."""
    inside = [y for y in lines if low <= y <= high]
    rooms = [(b - a, (a + b) / 2) for a, b in pairwise(inside)]
    if not rooms:
        return (low + high) / 2
    enough = [middle for room, middle in rooms if room >= height + 2 * MARK_AIR]
    if enough:
        return min(enough, key=lambda middle: abs(middle - start))
    return max(rooms)[1]
