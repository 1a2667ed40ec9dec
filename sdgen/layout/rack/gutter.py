"""Calls beside a rack: which side each runs at, the trunk that it shares, and where on bars and cards it
ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sdgen.layout.rack.columns import Band
from sdgen.layout.rack.sized import RackModel, SizedCall, SizedSlot
from sdgen.layout.rack.spacing import LEAST_PORT, LEAVES, PORT

PASSING = "passing"
"""The part of a bar's port for trunks that go on past it."""
FEW = 4
"""Ports of one side up to which they are so far apart that arrowheads do not touch."""
AIR = 16.0
"""Above and below the ports of a row or card."""


class End(Struct, frozen=True):
    """An end of a call: a row in the band of this number, else a client or a card beside the rack."""

    id: str
    band: int = -1


class Leg(Struct, frozen=True):
    """A call with its ends."""

    call: SizedCall
    source: End
    target: End
    right: bool

    @property
    def ends(self) -> tuple[tuple[End, bool], tuple[End, bool]]:
        """Both ends, each with whether it is about the cards that lead there only."""
        call = self.call
        return (self.source, call.from_leading), (self.target, call.to_leading)

    @property
    def trunk(self) -> str:
        """What tells its trunk from others."""
        side = "right" if self.right else "left"
        return f"{side} {self.source.band} {self.call.trunk}"


class Sorted(Struct, frozen=True):
    """The calls of a rack by where they run: in a gutter, within columns, between cards beside the
    rack, between clients."""

    gutters: tuple[Leg, ...]
    within: tuple[SizedCall, ...]
    aside: tuple[SizedCall, ...]
    over: tuple[SizedCall, ...]


def sort_calls(model: RackModel, bands: Sequence[Band]) -> Sorted:
    """Every call once. One between rows runs beside the first band that has both, with the cards that
    lead where it is about these."""
    held = [{place.id for place in band.places} for band in bands]
    bands_of = {row.id: _bands_of(row.slots, held) for row in model.rows}
    leading = {
        row.id: _bands_of([slot for slot in row.slots if slot.leads], held) or bands_of[row.id]
        for row in model.rows
    }
    clients = {client.id for client in model.clients}
    forked_right = {
        call.fork for call in model.calls if call.fork and _at_the_right(call, bands_of, clients)
    }
    legs, within, aside, over = [], [], [], []
    for call in model.calls:
        source, target = call.source, call.target
        if call.within and source in bands_of and target in bands_of:
            within.append(call)
        elif source in clients and target in clients:
            over.append(call)
        elif source not in bands_of and target not in bands_of and not {source, target} & clients:
            aside.append(call)
        else:
            right = call.fork in forked_right or _at_the_right(call, bands_of, clients)
            of = [
                (leading if led else bands_of).get(name, [])
                for name, led in ((source, call.from_leading), (target, call.to_leading))
            ]
            both = set(of[0]) & set(of[1])
            ends = [
                End(name, min(both or found)) if found else End(name)
                for name, found in zip((source, target), of, strict=True)
            ]
            legs.append(Leg(call, ends[0], ends[1], right))
    legs += _follow_legs(model, held)
    return Sorted(tuple(legs), tuple(within), tuple(aside), tuple(over))


def _bands_of(slots: Iterable[SizedSlot], held: Sequence[set[str]]) -> list[int]:
    """The numbers of the bands that have one of the slots."""
    places = {slot.place for slot in slots}
    return [number for number, each in enumerate(held) if not places.isdisjoint(each)]


def _at_the_right(call: SizedCall, rows: Mapping[str, object], clients: Iterable[str]) -> bool:
    """What leaves the rack or comes from there, what the caller asks for, and what reaches a client."""
    ends = {call.source, call.target}
    return call.right or not ends <= {*rows, *clients} or call.target in clients


def _follow_legs(model: RackModel, held: Sequence[set[str]]) -> list[Leg]:
    """Replication from one band to another, at the right: once, however many columns it is for."""
    legs: dict[tuple[End, End], Leg] = {}
    for follow in model.follows:
        source, target = (
            End(follow.row, next(n for n, places in enumerate(held) if place in places))
            for place in (follow.source, follow.target)
        )
        if source != target:
            call = SizedCall(
                follow.id, follow.row, follow.row, "replication", right=True, from_leading=True
            )
            legs.setdefault((source, target), Leg(call, source, target, True))
    return list(legs.values())


class Port(Struct, frozen=True):
    """Where lines end at one side of a bar or card: those of a trunk that leave it, or all of one look
    that arrive, and maybe of one ``part`` of these."""

    end: End
    right: bool
    leaves: str = ""
    arrives: str = ""
    part: str = ""


def ports_of(leg: Leg, apart: Mapping[str, str]) -> tuple[Port, Port]:
    """The ports of a call; ``apart`` are the trunks that arrive in a place of their own."""
    look = leg.call.look
    return (
        Port(leg.source, leg.right, leaves=leg.trunk),
        Port(
            leg.target, leg.right, arrives=look, part=apart.get(f"{leg.trunk} {leg.target.id}", "")
        ),
    )


def port_shifts(
    legs: Sequence[Leg], heights: Mapping[str, float], apart: Mapping[str, str]
) -> dict[Port, float]:
    """How far from the middle of its bar or card each port is. ``heights`` has the middle of each
    row, which orders what leaves a bar: what leads up leaves above what leads down."""
    every: dict[tuple[End, bool], dict[Port, list[float]]] = {}
    for leg in legs:
        for port, other in zip(ports_of(leg, apart), (leg.target, leg.source), strict=True):
            here = heights.get(port.end.id, 0.0)
            far = heights.get(other.id, here)
            every.setdefault((port.end, port.right), {}).setdefault(port, []).append(far)
    found: dict[Port, float] = {}
    for (end, _), ports in every.items():
        arriving = [port for port in ports if not port.leaves]
        arriving.sort(key=lambda port: (port.part, port.arrives != "synchronous"))
        leaving = [port for port in ports if port.leaves]
        leaving.sort(key=lambda port: sum(ports[port]) / len(ports[port]))
        few = end.id in heights and len(arriving) < 2 and len(leaving) < 2
        if few:
            found.update(dict.fromkeys(arriving, -LEAVES) | dict.fromkeys(leaving, LEAVES))
        else:
            found.update(_spread([*arriving, *leaving]))
    return found


def _spread(ports: Sequence[Port]) -> Iterable[tuple[Port, float]]:
    """The ports of a bar or card round its middle."""
    step = port_step(len(ports))
    first = -step * (len(ports) - 1) / 2
    return ((port, first + step * number) for number, port in enumerate(ports))


def port_step(count: int) -> float:
    """How far apart so many ports are."""
    return PORT if count <= FEW else LEAST_PORT


def port_room(count: int) -> float:
    """The height that so many ports take."""
    return port_step(count) * (count - 1)


def with_room(model: RackModel, calls: Sorted) -> RackModel:
    """The rack with rows and cards beside it high enough for all that ends at one side of them."""
    count = port_counts(calls.gutters)
    for call in calls.aside:
        count[call.source] = count.get(call.source, 0) + 1
        count[call.target] = count.get(call.target, 0) + 1

    def high(name: str, height: float) -> float:
        return max(height, port_room(count.get(name, 0)) + AIR)

    return replace(
        model,
        rows=tuple(replace(row, height=high(row.id, row.height)) for row in model.rows),
        clients=tuple(replace(each, height=high(each.id, each.height)) for each in model.clients),
        boxes=tuple(
            replace(
                box,
                cards=tuple(replace(card, height=high(card.id, card.height)) for card in box.cards),
            )
            for box in model.boxes
        ),
    )


def port_counts(legs: Sequence[Leg]) -> dict[str, int]:
    """How many ports a row or card has at most at one side of it, by its id."""
    held: dict[tuple[End, bool], set[Port]] = {}
    for leg in legs:
        one, other = ports_of(leg, {})
        held.setdefault((one.end, one.right), set()).add(one)
        sides = held.setdefault((other.end, other.right), set())
        sides |= {other, replace(other, part=PASSING)} if other.end.band >= 0 else {other}
    found: dict[str, int] = {}
    for (end, _), ports in held.items():
        found[end.id] = max(found.get(end.id, 0), len(ports))
    return found
