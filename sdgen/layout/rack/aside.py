"""Calls between cards beside the rack: straight down to the next one, or on lanes at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from sdgen.layout.placement import Box, Point, Route
from sdgen.layout.rack.corners import cleaned
from sdgen.layout.rack.lanes import Pin, lanes_of, trunks_of
from sdgen.layout.rack.outside import Beside
from sdgen.layout.rack.sized import RackModel, SizedCall
from sdgen.layout.rack.spacing import OUTSIDE_PADDING, PORT, TRACK

FIRST = 20.0
"""From the cards to the first lane beside them."""
LAST = 12.0
"""From the last lane to the edge of the box."""


class AsideLines(Struct, frozen=True):
    """Calls between cards beside the rack: on lanes at the right of them, or straight down. ``room``
    is what the lanes take."""

    straight: tuple[SizedCall, ...]
    legs: tuple[tuple[SizedCall, float, float, float], ...]
    room: float

    def routes(self, cards: Mapping[str, Box]) -> list[Route]:
        found = []
        for call in self.straight:
            one, other = cards[call.source], cards[call.target]
            x = one.centre.x
            found.append(Route(call.id, (Point(x, one.bottom), Point(x, other.y))))
        for call, start, end, distance in self.legs:
            right = cards[call.source].right
            points = [Point(right, start), Point(right + distance, start)]
            points += [Point(right + distance, end), Point(right, end)]
            found.append(Route(call.id, cleaned(points)))
        return found


def aside_lines(model: RackModel, calls: Sequence[SizedCall], beside: Beside) -> AsideLines:
    """How calls between cards beside the rack run."""
    order = sorted(beside.cards, key=lambda card: beside.cards[card][0])
    box_of = {card.id: box.id for box in model.boxes for card in box.cards}
    straight: dict[tuple[str, str], SizedCall] = {}
    rest = []
    for call in calls:
        below = order.index(call.target) - order.index(call.source) == 1
        pair = (call.source, call.target)
        if below and box_of[call.source] == box_of[call.target] and pair not in straight:
            straight[pair] = call
        else:
            rest.append(call)
    ports: dict[str, list[str]] = {}
    for call in rest:
        for card, way in ((call.target, "in"), (call.source, "out")):
            held = ports.setdefault(card, [])
            name = f"{way} {call.look}"
            if name not in held:
                held.append(name)
    ways = []
    for call in rest:
        ends = []
        for card, way in ((call.source, "out"), (call.target, "in")):
            names = sorted(ports[card])
            shift = PORT * (names.index(f"{way} {call.look}") - (len(names) - 1) / 2)
            ends.append(beside.middle(card) + shift)
        ways.append((call, ends[0], ends[1]))
    trunks = trunks_of((call.trunk, Pin(end)) for call, *ends in ways for end in ends)
    lanes = lanes_of(trunks, FIRST, TRACK)
    legs = tuple((call, start, end, lanes.distance[call.trunk]) for call, start, end in ways)
    room = max(0.0, lanes.furthest + LAST - OUTSIDE_PADDING) if legs else 0.0
    return AsideLines(tuple(straight.values()), legs, room)
