"""The steps one after the other: order, grid, ends, trunks, corners."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sdgen.layout.entities.grid import Columns, columns_of, grid_of, store_boxes, table_boxes
from sdgen.layout.entities.order import ordered
from sdgen.layout.entities.ports import AwayEnd, Net, ends_of
from sdgen.layout.entities.routes import NetRoutes, joined
from sdgen.layout.entities.sized import DataModel, End, EntityPlacement, PlacedAway
from sdgen.layout.entities.spacing import (
    COLUMN_GAP,
    MARK_GAP,
    OUTER_STUB,
    OUTSIDE,
    PADDING,
    SIGN,
    STUB,
    TRACK,
)
from sdgen.layout.entities.trunks import tracks_of
from sdgen.layout.placement import Point


class _Channel(Struct, frozen=True):
    """What lies between two columns, or beside the outer ones: nets with their tracks, the number of
    these, and how far the marks of references that lead away reach from the tables at its left and at its
    right."""

    nets: tuple[Net, ...]
    tracks: tuple[int, ...]
    count: int
    marks_left: float
    marks_right: float
    stub: float

    @property
    def gap(self) -> float:
        """How wide it is between two columns."""
        marks = self.marks_left + self.marks_right
        return max(COLUMN_GAP, 2 * SIGN + TRACK * max(self.count + 1, 1)) + marks


def place_entities(model: DataModel) -> EntityPlacement:
    """Where everything of a data model stands. Every link names tables of the model; no two tables
    have one id."""
    stores = ordered(model)
    grid = grid_of(tuple(store.tables for store in stores), model.columns)
    ends = ends_of(model.links, model.away, grid)
    count = max((cell.column for cell in grid.cells.values()), default=0) + 1
    channels = [
        _channel(
            [net for net in ends.nets if net.channel == number],
            [each for each in ends.away if each.channel == number],
            OUTER_STUB if number in (0, count) else STUB,
        )
        for number in range(count + 1)
    ]
    columns = columns_of([each.gap for each in channels[1:-1]], model.table_width)
    made: list[NetRoutes] = []
    for number, channel in enumerate(channels):
        left, right = _sides(number, columns)
        for net, x in zip(channel.nets, _places(channel, left, right), strict=True):
            made.append(NetRoutes(net, x, left or 0.0, right or 0.0))
    boxes = store_boxes(stores, grid, columns)
    order = {link.id: number for number, link in enumerate(model.links)}
    return EntityPlacement(
        width=max((box.right for box in boxes.values()), default=0.0),
        height=grid.height,
        left=_reach(channels[0]),
        right=_reach(channels[-1]),
        stores=boxes,
        tables=table_boxes(stores, grid, columns),
        routes=tuple(sorted(joined(made), key=lambda each: order[each.id])),
        junctions=tuple(point for each in made for point in each.junctions),
        away=tuple(_placed(each, channels[each.channel], columns) for each in ends.away),
        whole=ends.whole,
    )


def _channel(nets: Sequence[Net], away: Sequence[AwayEnd], stub: float) -> _Channel:
    def reach(*, left: bool) -> float:
        widths = [each.away.width for each in away if each.pin.from_left is left]
        return stub + max(widths) + MARK_GAP if widths else 0.0

    return _Channel(*tracks_of(nets), reach(left=True), reach(left=False), stub)


def _sides(number: int, columns: Columns) -> tuple[float | None, float | None]:
    """The right edge of the tables left of a channel, and the left edge of those right of it."""
    left = columns.right(number - 1) if number else None
    right = columns.lefts[number] if number < len(columns.lefts) else None
    return left, right


def _reach(channel: _Channel) -> float:
    """How far trunks and marks beside a column reach out beyond its boxes."""
    marks = max(channel.marks_left, channel.marks_right)
    if not channel.count:
        return max(marks - MARK_GAP - PADDING, 0.0)
    return max(OUTSIDE, marks - PADDING) + TRACK * (channel.count - 1)


def _places(channel: _Channel, left: float | None, right: float | None) -> Sequence[float]:
    """The x of each trunk of a channel."""
    last = channel.count - 1
    if left is None:
        assert right is not None, "there is a column on one side of each channel"
        nearest = right - max(PADDING + OUTSIDE, channel.marks_right)
        return [nearest - TRACK * (last - track) for track in channel.tracks]
    if right is None:
        nearest = left + max(PADDING + OUTSIDE, channel.marks_left)
        return [nearest + TRACK * track for track in channel.tracks]
    middle = (left + channel.marks_left + right - channel.marks_right) / 2
    return [middle + TRACK * (track - last / 2) for track in channel.tracks]


def _placed(end: AwayEnd, channel: _Channel, columns: Columns) -> PlacedAway:
    """A reference that leads away, from its table straight to its mark."""
    left, right = _sides(end.channel, columns)
    x = left if end.pin.from_left else right
    assert x is not None, "its table is at that side"
    outward = channel.stub if end.pin.from_left else -channel.stub
    source = End(Point(x, end.pin.y), end.pin.from_left)
    return PlacedAway(end.away.id, source, Point(x + outward, end.pin.y))
