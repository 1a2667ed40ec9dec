"""Bands of columns: which boxes stand beside each other, and where each of them is across."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from sdgen.layout.rack.sized import RackModel, SizedPlace
from sdgen.layout.rack.spacing import LEFT, PADDING, PLACE_GAP, RIGHT


class Span(Struct, frozen=True):
    """From a left edge to a right edge."""

    left: float
    right: float

    @property
    def width(self) -> float:
        return self.right - self.left


class Band(Struct, frozen=True):
    """Boxes beside each other, outer ones first, with the ``depth`` of each, 1 for the outermost."""

    places: tuple[SizedPlace, ...]
    depths: Mapping[str, int]

    @property
    def deepest(self) -> int:
        return max(self.depths.values())

    @property
    def columns(self) -> tuple[str, ...]:
        """The ids of the columns from left to right."""
        return tuple(place.id for place in self.places if place.column)

    def within(self, place: str) -> tuple[str, ...]:
        """The columns in a box, or that column."""
        parents = {each.id: each.parent for each in self.places}
        found = []
        for column in self.columns:
            around: str | None = column
            while around is not None and around != place:
                around = parents[around]
            if around == place:
                found.append(column)
        return tuple(found)


def bands_of(model: RackModel) -> tuple[Band, ...]:
    """The bands from top to bottom: one for each outermost box that holds others and one for the
    columns that are in no box where the rack is ``stacked``, else one for all."""
    parents = {place.id: place.parent for place in model.places}
    tops: dict[str, list[SizedPlace]] = {}
    depths: dict[str, int] = {}
    columns = {place.id for place in model.places if place.column}
    for place in model.places:
        chain = [place.id]
        while (above := parents[chain[-1]]) is not None:
            chain.append(above)
        depths[place.id] = len(chain)
        top = chain[-1]
        key = "" if top in columns or not model.stacked else top
        tops.setdefault(key, []).append(place)
    return tuple(
        Band(tuple(places), {place.id: depths[place.id] for place in places})
        for places in tops.values()
    )


class Across(Struct, frozen=True):
    """Where the boxes of a band are across, and its cards: those in a box lie from the first of its
    columns to the last."""

    boxes: Mapping[str, Span]
    cards: Mapping[str, Span]
    left: float
    right: float


def across(band: Band, card: float, lanes: float, left: float) -> Across:
    """A band from ``left`` on whose columns have room for lanes so wide at the right of cards."""
    inner: dict[str | None, list[SizedPlace]] = {}
    for place in band.places:
        inner.setdefault(place.parent, []).append(place)
    boxes: dict[str, Span] = {}
    columns: dict[str, Span] = {}

    def place_all(places: Sequence[SizedPlace], at: float) -> float:
        for place in places:
            start = at
            if place.column:
                columns[place.id] = Span(at + LEFT, at + LEFT + card)
                at += LEFT + card + RIGHT + lanes
            else:
                at = place_all(inner.get(place.id, []), at + PADDING) + PADDING
            boxes[place.id] = Span(start, at)
            at += PLACE_GAP
        return at - PLACE_GAP

    tops = [place for place in band.places if band.depths[place.id] == 1]
    right = place_all(tops, left)
    cards = dict(columns)
    for place in band.places:
        if not place.column:
            held = band.within(place.id)
            cards[place.id] = Span(columns[held[0]].left, columns[held[-1]].right)
    return Across(boxes, cards, left, right)
