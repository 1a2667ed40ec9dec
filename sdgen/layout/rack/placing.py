"""Placing a rack: everything across and down, then the lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from sdgen.layout.line_jumps import count_crossings
from sdgen.layout.placement import Box, Placement
from sdgen.layout.rack.aside import aside_lines
from sdgen.layout.rack.clients import clients_of
from sdgen.layout.rack.columns import Band, across, bands_of
from sdgen.layout.rack.corners import STRAIGHT
from sdgen.layout.rack.frame import Rack
from sdgen.layout.rack.furniture import furniture
from sdgen.layout.rack.gutter import (
    PASSING,
    Leg,
    Port,
    Sorted,
    port_counts,
    ports_of,
    sort_calls,
    with_room,
)
from sdgen.layout.rack.heights import Heights, heights_of
from sdgen.layout.rack.inner_routes import InnerLines, inner_lines
from sdgen.layout.rack.lanes import Lanes, Pin, Trunk, lanes_of, trunks_of
from sdgen.layout.rack.meetings import with_meetings
from sdgen.layout.rack.moving import moved
from sdgen.layout.rack.order import orders_of
from sdgen.layout.rack.routes import Sides, gutter_routes, marks_of, over_routes
from sdgen.layout.rack.rows import BandRows, rows_of
from sdgen.layout.rack.sized import PlacedRack, RackModel, SizedRow
from sdgen.layout.rack.spacing import (
    BAND_GAP,
    BAR,
    BEYOND,
    EDGE,
    HEAD,
    NAME_GAP,
    NARROWEST,
    OUTSIDE_PADDING,
    PADDING,
)

WORK = 600
"""Calls beside a rack that are placed in all orders tried."""


def place_rack(model: RackModel) -> PlacedRack:
    """The rack with the lines of all calls, in that of a few good orders of its rows in which they
    cross least."""
    bands = bands_of(model)
    calls = sort_calls(model, bands)
    model = with_room(model, calls)
    best, *others = orders_of(model)
    placed = _placed(model, bands, calls, best)
    least = count_crossings(placed.placement.routes, down=True)
    for order in others[: WORK // (len(calls.gutters) + 1)] if least else ():
        other = _placed(model, bands, calls, order)
        crossings = count_crossings(other.placement.routes, down=True)
        if crossings < least:
            placed, least = other, crossings
    return placed


def _placed(
    model: RackModel, bands: Sequence[Band], calls: Sorted, order: Sequence[SizedRow]
) -> PlacedRack:
    clients = clients_of(model, calls)
    rows: list[BandRows] = []
    top = clients.bottom
    for band in bands:
        rows.append(rows_of(model, order, band, top))
        top = rows[-1].bottom + BAND_GAP
    inner = inner_lines(rows, calls.within)
    left = model.names + 2 * NAME_GAP + BAR / 2 if model.names else 0.0
    spans = tuple(across(band, model.card, inner.room, left) for band in bands)
    rack = Rack(
        model,
        tuple(bands),
        tuple(rows),
        spans,
        clients,
        tuple(row.id for row in order),
        port_counts(calls.gutters),
    )
    return _with_lines(rack, calls, inner)


def _trunks(rack: Rack, legs: Sequence[Leg], heights: Heights, *, right: bool) -> list[Trunk]:
    """The trunks of a gutter; a call straight across it has none."""
    forks = {fork.id: fork.width for fork in rack.model.forks}
    own = [leg for leg in legs if leg.right is right]
    return trunks_of(
        (
            (leg.trunk, Pin(heights.at[port], port.end.id in heights.beside.cards))
            for leg in own
            for port in ports_of(leg, heights.apart)
        ),
        {leg.trunk: forks.get(leg.call.fork, 0.0) for leg in own},
    )


class _Gutters(Struct, frozen=True):
    """Where lines end, and the lanes at the left and at the right of the rack."""

    heights: Heights
    left: Lanes
    right: Lanes


def _gutters(rack: Rack, legs: Sequence[Leg]) -> _Gutters:
    """The lanes of all calls beside the rack; where one of them would read as a part of another it
    arrives apart."""
    found = _gutters_apart(rack, legs, {})
    apart = _apart(legs, found)
    return _gutters_apart(rack, legs, apart) if apart else found


def _gutters_apart(rack: Rack, legs: Sequence[Leg], apart: Mapping[str, str]) -> _Gutters:
    heights = heights_of(rack, legs, apart)
    left = _lanes(rack, legs, heights, right=False)
    return _Gutters(heights, left, _lanes(rack, legs, heights, right=True))


def _with_lines(rack: Rack, calls: Sorted, inner: InnerLines) -> PlacedRack:
    legs, model = calls.gutters, rack.model
    gutters = _gutters(rack, legs)
    heights = gutters.heights
    aside = aside_lines(model, calls.aside, heights.beside)
    clients = rack.clients.placed(gutters.left, model.clients)
    start = max(rack.right, _side_of_clients(rack, gutters.heights, clients))
    beyond = start + BAR / 2 + max(NARROWEST, gutters.right.furthest + BEYOND)
    cards = {
        **_row_cards(rack),
        **clients,
        **{
            name: Box(beyond + OUTSIDE_PADDING, top, model.beside, height)
            for name, (top, height) in heights.beside.cards.items()
        },
    }
    wide = model.beside + 2 * OUTSIDE_PADDING + aside.room
    boxes = {
        **_place_boxes(rack),
        **{
            name: Box(beyond, top, wide, height)
            for name, (top, height) in heights.beside.boxes.items()
        },
    }
    sides = Sides(
        gutters.left.distance, gutters.right.distance, heights.at, heights.apart, rack.bars, start
    )
    routes = (
        *gutter_routes(legs, sides, cards, rack.clients),
        *inner.routes(model, rack.across, cards),
        *aside.routes(cards),
        *over_routes(calls.over, cards, rack.clients),
    )
    every = (*boxes.values(), *cards.values())
    left = min(-gutters.left.furthest - EDGE, -BAR / 2, *(box.x for box in every))
    lanes = gutters.right.furthest
    right = max(start + BAR / 2 + (lanes and lanes + EDGE), *(box.right for box in every))
    made = furniture(rack, legs)
    placed = PlacedRack(
        Placement(
            right - left,
            max(box.bottom for box in every),
            down=True,
            nodes=cards,
            clusters=boxes,
            routes=routes,
        ),
        made,
        marks_of(model, legs, sides),
        rack.order,
        len(rack.bands),
        inner.names(model, rack.across),
    )
    return moved(with_meetings(placed, legs), -left, 0.0)


def _side_of_clients(rack: Rack, heights: Heights, clients: Mapping[str, Box]) -> float:
    """The right side of the client at which lines end, if there is one."""
    ends = (port.end.id for port in heights.at if rack.clients.at_the_side(port))
    return max((clients[name].right for name in ends if name in clients), default=0.0)


def _row_cards(rack: Rack) -> dict[str, Box]:
    """The cards of rows, band by band."""
    found = {}
    for rows, span in zip(rack.rows, rack.across, strict=True):
        for row in rows.rows:
            for slot in row.slots:
                if slot.place in span.cards:
                    card = span.cards[slot.place]
                    found[slot.id] = Box(card.left, rows.tops[row.id], card.width, row.height)
    return found


def _place_boxes(rack: Rack) -> dict[str, Box]:
    """The boxes of places: each is so much lower and ends so much higher than the one round it."""
    found = {}
    for band, rows, span in zip(rack.bands, rack.rows, rack.across, strict=True):
        for place in band.places:
            inside, box = band.depths[place.id] - 1, span.boxes[place.id]
            top, bottom = rows.top + HEAD * inside, rows.bottom - PADDING * inside
            found[place.id] = Box(box.left, top, box.width, bottom - top)
    return found


def _lanes(rack: Rack, legs: Sequence[Leg], heights: Heights, *, right: bool) -> Lanes:
    trunks = _trunks(rack, legs, heights, right=right)
    return lanes_of([trunk for trunk in trunks if not _straight(trunk)])


def _straight(trunk: Trunk) -> bool:
    """Whether it is one level line across the gutter."""
    return trunk.high - trunk.low < STRAIGHT and len({pin.outer for pin in trunk.pins}) > 1


def _apart(legs: Sequence[Leg], gutters: _Gutters) -> dict[str, str]:
    """The trunks that arrive at a bar where a lane between passes it and runs in there too: one of them
    would read as a part of the other, so that those that go on have a place of their own."""
    heights = gutters.heights
    reach: dict[str, list[float]] = {}
    arriving: dict[Port, dict[str, str]] = {}
    for leg in legs:
        source, target = ports_of(leg, {})
        reach.setdefault(leg.trunk, []).extend((heights.at[source], heights.at[target]))
        if target.end.band >= 0:
            arriving.setdefault(target, {})[leg.trunk] = f"{leg.trunk} {leg.target.id}"
    found: dict[str, str] = {}
    for port, trunks in arriving.items():
        lanes = gutters.right if port.right else gutters.left
        y = heights.at[port]
        for inner in trunks:
            passes = min(reach[inner]) < y < max(reach[inner])
            distance = lanes.distance.get(inner, 0.0)
            if passes and any(lanes.distance.get(each, 0.0) > distance for each in trunks):
                found[trunks[inner]] = PASSING
    return found
