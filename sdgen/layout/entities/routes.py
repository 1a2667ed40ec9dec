"""The corners of lines when trunks have their place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sdgen.layout.entities.ports import Net, Pin
from sdgen.layout.entities.sized import End, LinkRoute
from sdgen.layout.placement import Point

SAME = 0.01


def joined(made: Iterable[NetRoutes]) -> list[LinkRoute]:
    """The lines of all nets, each in one piece: what goes into a passage goes on as what comes out."""
    made = list(made)
    onward = {number: route for each in made for number, route in each.onward.items()}
    found = []
    for each in made:
        for route in each.routes:
            after = onward.get(each.passage) if route.target is not None else None
            if after is not None:
                # its two ends in the passage lie on one level line
                points = (*route.points[:-1], *after.points[1:])
                route = LinkRoute(route.id, points, route.source, after.target)
            found.append(route)
    return found


class NetRoutes:
    """The lines of a net whose trunk is at ``x``; tables are at ``left`` and ``right`` of its channel.

    Each reference has a line from its own end to the trunk and along that to the next end on the way
    to the key, so that together they draw everything once. ``onward`` are the lines from the passages
    where others come from, by the number of each; ``passage`` is the one at which this net ends.
    """

    def __init__(self, net: Net, x: float, left: float, right: float) -> None:
        self._net, self._x, self._left, self._right = net, x, left, right
        self.passage = net.key.passage
        self.routes: list[LinkRoute] = []
        self.onward: dict[int, LinkRoute] = {}
        self.junctions: list[Point] = []
        key = net.key.y
        level = [pin for pin in net.sources if abs(pin.y - key) <= SAME]
        up = sorted((p for p in net.sources if p.y < key - SAME), key=lambda p: -p.y)
        down = sorted((p for p in net.sources if p.y > key + SAME), key=lambda p: p.y)
        directions = [each for each in (level, up, down) if each]
        if len(directions) > 1:
            self.junctions.append(Point(x, key))
        first = True
        for pins in directions:
            self._along(pins, whole=first)
            first = False

    def _end(self, pin: Pin) -> End:
        x = self._left if pin.from_left else self._right
        return End(Point(x, pin.y), pin.from_left)

    def _along(self, pins: Sequence[Pin], *, whole: bool) -> None:
        """The lines of the ends on one side of the key, the nearest first; that one goes on to the
        key where it is ``whole``."""
        before = self._net.key.y
        for number, pin in enumerate(pins):
            end = self._end(pin)
            points = [end.point]
            if abs(pin.y - before) > SAME:
                corner = Point(self._x, pin.y)
                points += [corner, Point(self._x, before)]
                if number + 1 < len(pins):
                    self.junctions.append(corner)
            elif number:
                # from the other side, at the height of the one before it
                points.append(Point(self._x, pin.y))
            target = None
            if whole and number == 0:
                target = self._end(self._net.key)
                points.append(target.point)
            if pin.link is not None:
                self.routes.append(LinkRoute(pin.link.id, tuple(points), end, target))
            else:
                self.onward[pin.passage] = LinkRoute("", tuple(points), end, target)
            before = pin.y
