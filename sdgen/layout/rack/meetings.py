"""Where lines meet: dots where they come together, gaps where they cross."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from sdgen.layout.joins import add_joins
from sdgen.layout.line_jumps import add_line_jumps
from sdgen.layout.placement import Edge, Route
from sdgen.layout.rack.gutter import Leg
from sdgen.layout.rack.sized import PlacedRack


def with_meetings(placed: PlacedRack, legs: Sequence[Leg]) -> PlacedRack:
    """The rack with the dots where lines of one trunk part and lines of one look arrive together, and
    the gaps where lines cross."""
    routes = placed.placement.routes
    by_call = {leg.call.id: leg for leg in legs}
    edges = [_edge(route, by_call.get(route.id)) for route in routes]
    parting = add_joins(edges, routes)
    arriving = add_joins(
        [
            replace(edge, source=edge.id, trunk=by_call[edge.id].call.look if edge.trunk else "")
            for edge in edges
        ],
        routes,
    )
    joined = [
        replace(
            one,
            joins=tuple(dict.fromkeys((*one.joins, *other.joins))),
            shared_end=one.shared_end or other.shared_end,
        )
        for one, other in zip(parting, arriving, strict=True)
    ]
    jumped = add_line_jumps(joined, down=True)
    dots = {point for route in jumped for point in route.joins}
    jumped = tuple(
        replace(route, jumps=tuple(point for point in route.jumps if point not in dots))
        for route in jumped
    )
    return replace(placed, placement=replace(placed.placement, routes=jumped))


def _edge(route: Route, leg: Leg | None) -> Edge:
    """A line beside the rack from its row or card to that; any other one meets no line."""
    if leg is None:
        return Edge(route.id, route.id, route.id)
    return Edge(route.id, leg.source.id, leg.target.id, trunk=leg.trunk)
