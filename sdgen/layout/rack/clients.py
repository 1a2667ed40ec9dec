"""Clients: in a row above the rack, their lines to both sides of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from sdgen.layout.placement import Box
from sdgen.layout.rack.gutter import Port, Sorted, ports_of
from sdgen.layout.rack.lanes import Lanes
from sdgen.layout.rack.sized import RackModel, SizedCard
from sdgen.layout.rack.spacing import (
    BELOW_CLIENTS,
    CLIENT_GAP,
    FIRST_LANE,
    FIRST_PORT,
    TRACK,
)

BELOW = 14.0
"""From the clients to the first level line below them."""


class Clients(Struct, frozen=True):
    """The row of clients: ``tracks`` are the heights of the level lines below it, by port. Lines of the
    first one to the left run straight down; those of the last one to the right leave at its side."""

    ids: tuple[str, ...]
    width: float
    height: float
    tracks: Mapping[Port, float]
    over: Mapping[str, float]
    bottom: float

    def height_of(self, port: Port, shift: float) -> float:
        """The height at which lines of a port run level, or where they begin."""
        if port in self.tracks:
            return self.tracks[port]
        if not port.right:
            return self.height
        return self.height / 2 + shift

    def at_the_side(self, port: Port) -> bool:
        """Whether lines end at the right side of the card, not at its lower edge."""
        return port.right and port not in self.tracks

    def placed(self, left: Lanes, cards: Sequence[SizedCard]) -> dict[str, Box]:
        """The boxes of the clients, the first above the lanes at the left."""
        x = -left.furthest - FIRST_LANE
        found = {}
        for card in cards:
            found[card.id] = Box(x, 0.0, self.width, card.height)
            x += self.width + CLIENT_GAP
        return found


def clients_of(model: RackModel, calls: Sorted) -> Clients:
    """The clients of a rack, and how high they are with the lines below them."""
    ids = tuple(client.id for client in model.clients)
    if not ids:
        return Clients((), model.beside, 0.0, {}, {}, 0.0)
    height = max(client.height for client in model.clients)
    left: dict[Port, int] = {}
    right: dict[Port, int] = {}
    for leg in calls.gutters:
        for port in ports_of(leg, {}):
            if port.end.band < 0 and port.end.id in ids:
                _note(ids, port, left, right)
    # what leads left lies above what leads right, the outer clients' lines round those of the inner
    order = sorted(left, key=left.__getitem__) + sorted(right, key=lambda port: -right[port])
    y = height + BELOW
    tracks = {}
    for port in order:
        tracks[port] = y
        y += TRACK
    over = {}
    for call in calls.over:
        over[call.id] = y
        y += TRACK
    return Clients(ids, model.beside, height, tracks, over, y - BELOW + BELOW_CLIENTS)


def _note(ids: Sequence[str], port: Port, left: dict[Port, int], right: dict[Port, int]) -> None:
    number = ids.index(port.end.id)
    if port.right and number + 1 < len(ids):
        right.setdefault(port, number)
    elif not port.right and number:
        left.setdefault(port, number)


def drop_of(clients: Clients, port: Port, box: Box) -> float:
    """Where on the lower edge of its card a port with a track is."""
    own = [each for each in clients.tracks if each.end == port.end and each.right == port.right]
    room = box.width / 2 - FIRST_PORT
    step = min(TRACK, room / max(len(own) - 1, 1))
    at = FIRST_PORT + step * own.index(port)
    return box.right - at if port.right else box.x + at
