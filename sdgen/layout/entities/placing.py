"""The steps one after the other: order, grid, ends, trunks, corners."""

from __future__ import annotations

from collections.abc import Sequence

from sdgen.layout.entities.grid import column_left, grid_of, store_boxes, table_boxes
from sdgen.layout.entities.order import ordered
from sdgen.layout.entities.ports import Net, nets_of
from sdgen.layout.entities.routes import NetRoutes
from sdgen.layout.entities.sized import DataModel, EntityPlacement, LinkRoute
from sdgen.layout.entities.spacing import (
    COLUMN_GAP,
    COLUMNS,
    OUTSIDE,
    PADDING,
    SIGN,
    TABLE_WIDTH,
    TRACK,
)
from sdgen.layout.entities.trunks import tracks_of
from sdgen.layout.placement import Point

Tracks = tuple[tuple[Net, ...], tuple[int, ...], int]


def place_entities(model: DataModel) -> EntityPlacement:
    """Where everything of a data model stands. Every link names tables of the model; no two tables
    have one id."""
    stores = ordered(model)
    grid = grid_of(tuple(store.tables for store in stores))
    nets = nets_of(model.links, grid)
    channels = [
        tracks_of([net for net in nets if net.channel == channel]) for channel in range(COLUMNS + 1)
    ]
    gap = max(COLUMN_GAP, *(_gap(each) for each in channels[1:-1]))
    routes: list[LinkRoute] = []
    junctions: list[Point] = []
    for number, channel in enumerate(channels):
        for net, x in zip(channel[0], _places(number, channel, gap), strict=True):
            left = column_left(number - 1, gap) + TABLE_WIDTH
            made = NetRoutes(net, x, left, column_left(number, gap))
            routes += made.routes
            junctions += made.junctions
    boxes = store_boxes(stores, grid, gap)
    order = {link.id: number for number, link in enumerate(model.links)}
    return EntityPlacement(
        width=max((box.right for box in boxes.values()), default=0.0),
        height=grid.height,
        left=_reach(channels[0][2]),
        right=_reach(channels[-1][2]),
        stores=boxes,
        tables=table_boxes(stores, grid, gap),
        routes=tuple(sorted(routes, key=lambda each: order[each.id])),
        junctions=tuple(junctions),
    )


def _gap(channel: Tracks) -> float:
    """The gap in which the trunks between two columns have room."""
    return 2 * SIGN + TRACK * max(channel[2] + 1, 1)


def _reach(tracks: int) -> float:
    """How far trunks beside a column reach out beyond its boxes."""
    return OUTSIDE + TRACK * (tracks - 1) if tracks else 0.0


def _places(number: int, channel: Tracks, gap: float) -> Sequence[float]:
    """The x of each trunk in the channel of that number."""
    _, tracks, count = channel
    if number == 0:
        return [-OUTSIDE - TRACK * (count - 1 - track) for track in tracks]
    beside = column_left(number - 1, gap) + TABLE_WIDTH
    if number == COLUMNS:
        return [beside + PADDING + OUTSIDE + TRACK * track for track in tracks]
    middle = beside + gap / 2
    return [middle + TRACK * (track - (count - 1) / 2) for track in tracks]
