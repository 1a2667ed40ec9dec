"""At which height lines end: at bars, at clients, and at cards beside the rack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from sdgen.layout.rack.frame import Rack
from sdgen.layout.rack.gutter import Leg, Port, port_shifts, ports_of
from sdgen.layout.rack.outside import Beside, beside
from sdgen.layout.rack.spacing import LEAST_PORT

CORNER = 9.0
"""From the corner of a card to a line that ends at its side."""
NUDGES = tuple(sign * 1.5 * step for step in range(12) for sign in (1.0, -1.0))
"""How far a port may be moved, the least first."""


class Heights(Struct, frozen=True):
    """Where lines end, by port."""

    at: Mapping[Port, float]
    beside: Beside
    apart: Mapping[str, str]


def heights_of(rack: Rack, legs: Sequence[Leg], apart: Mapping[str, str]) -> Heights:
    """The height of every port, and of the cards beside the rack: each in line with the first call of
    it that comes from a row."""
    middles = {row.id: band.middle(row) for band in reversed(rack.rows) for row in band.rows}
    shifts = port_shifts(legs, middles, apart)

    def row_height(port: Port) -> float:
        band = rack.rows[port.end.band]
        row = next(each for each in band.rows if each.id == port.end.id)
        return band.middle(row) + shifts[port]

    wanted: dict[str, float] = {}
    for leg in legs:
        one, other = ports_of(leg, apart)
        for here, there in ((one, other), (other, one)):
            if here.end.band < 0 and there.end.band >= 0:
                wanted.setdefault(here.end.id, row_height(there) - shifts[here])
    found = beside(rack.model, wanted, rack.top, rack.bottom)
    at: dict[Port, float] = {}
    for port, shift in shifts.items():
        if port.end.band >= 0:
            at[port] = row_height(port)
        elif port.end.id in found.cards:
            at[port] = found.middle(port.end.id) + shift
        else:
            at[port] = rack.clients.height_of(port, shift)
    _straighten(at, legs, found, apart)
    return Heights(at, found, apart)


def _straighten(
    at: dict[Port, float], legs: Sequence[Leg], found: Beside, apart: Mapping[str, str]
) -> None:
    """Ports of cards beside the rack moved a little, so that lines from bars near to their height have
    no step in them, and others do not run on those of other bars."""
    straight: set[Port] = set()
    for leg in legs:
        one, other = ports_of(leg, apart)
        for here, there in ((one, other), (other, one)):
            if here.end.id not in found.cards or there.end.band < 0 or here in straight:
                continue
            y = at[there]
            if _inside(found, here, y) and _clear(at, here, y):
                at[here] = y
                straight.add(here)
    bars = sorted(at[port] for port in at if port.right and port.end.id not in found.cards)
    for port in at:
        if port.end.id in found.cards and port not in straight:
            at[port] = next(
                (
                    y
                    for y in (at[port] + nudge for nudge in NUDGES)
                    if _inside(found, port, y)
                    and _clear(at, port, y)
                    and all(abs(bar - y) >= LEAST_PORT for bar in bars)
                ),
                at[port],
            )


def _inside(found: Beside, port: Port, y: float) -> bool:
    """Whether a line can end at that height at the side of a card."""
    top, height = found.cards[port.end.id]
    return top + CORNER <= y <= top + height - CORNER


def _clear(at: Mapping[Port, float], port: Port, y: float) -> bool:
    """Whether no other port of the same card is near."""
    others = (at[each] for each in at if each.end == port.end and each != port)
    return all(abs(y - other) >= LEAST_PORT for other in others)
