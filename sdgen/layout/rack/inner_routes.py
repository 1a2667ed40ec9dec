"""Lines within a rack: calls that stay in their column, and replication between the cards of a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from sdgen.layout.placement import Box, Point, Route
from sdgen.layout.rack.columns import Across
from sdgen.layout.rack.lanes import Lanes, Pin, lanes_of, trunks_of
from sdgen.layout.rack.rows import BandRows
from sdgen.layout.rack.sized import RackModel, SizedCall
from sdgen.layout.rack.spacing import FOLLOW, FOLLOW_GAP, LEAVES, TRACK

FIRST = 16.0
"""From the cards of a column to the first lane beside them: the edges of stacks lie between."""
SIDE = 26.0
"""From the side of a card to where replication leaves it at its lower edge."""


class InnerLines(Struct, frozen=True):
    """Lanes beside the cards of every column, the same in all, by band; ``room`` is what they take."""

    calls: tuple[SizedCall, ...]
    lanes: tuple[Lanes, ...]
    room: float

    def routes(
        self,
        model: RackModel,
        spans: Sequence[Across],
        cards: Mapping[str, Box],
    ) -> list[Route]:
        """All lines within the rack; those of a call have the id of a column behind its own."""
        found = list(_follows(model, spans, cards))
        for name, call, lanes, ends in self._every(model, spans):
            one, other = cards[ends[0]], cards[ends[1]]
            x = one.right + lanes.distance[call.trunk]
            start, end = one.centre.y + LEAVES, other.centre.y - LEAVES
            corners = (Point(one.right, start), Point(x, start), Point(x, end))
            found.append(Route(name, (*corners, Point(other.right, end))))
        return found

    def names(self, model: RackModel, spans: Sequence[Across]) -> dict[str, str]:
        """The call of each of these lines, by the line's id."""
        return {name: call.id for name, call, *_ in self._every(model, spans)}

    def _every(
        self, model: RackModel, spans: Sequence[Across]
    ) -> Iterator[tuple[str, SizedCall, Lanes, tuple[str, str]]]:
        """Each line: its id, its call, the lanes of its band, and the cards that it joins."""
        slots = {row.id: {slot.place: slot.id for slot in row.slots} for row in model.rows}
        for call in self.calls:
            sources, targets = slots[call.source], slots[call.target]
            for lanes, span in zip(self.lanes, spans, strict=True):
                for place in span.boxes:
                    if place in sources and place in targets:
                        ends = sources[place], targets[place]
                        yield f"{call.id}@{place}", call, lanes, ends


def inner_lines(
    rows: Sequence[BandRows],
    calls: Sequence[SizedCall],
) -> InnerLines:
    """The lanes of calls that stay within their columns."""
    every = []
    for band in rows:
        known = {row.id: band.middle(row) for row in band.rows}
        trunks = trunks_of(
            (call.trunk, Pin(height))
            for call in calls
            if call.source in known and call.target in known
            for height in (known[call.source] + LEAVES, known[call.target] - LEAVES)
        )
        every.append(lanes_of(trunks, FIRST, TRACK))
    furthest = max((lanes.furthest for lanes in every), default=0.0)
    return InnerLines(
        tuple(calls), tuple(every), max(0.0, furthest - FIRST + TRACK) if furthest else 0.0
    )


def _follows(
    model: RackModel,
    spans: Sequence[Across],
    cards: Mapping[str, Box],
) -> Iterator[Route]:
    """Replication: straight to the next card, past others below the row."""
    slots = {row.id: {slot.place: slot.id for slot in row.slots} for row in model.rows}
    for follow in model.follows:
        for across in spans:
            if follow.source in across.cards and follow.target in across.cards:
                one = cards[slots[follow.row][follow.source]]
                other = cards[slots[follow.row][follow.target]]
                yield Route(follow.id, _follow(across, one, other))


def _follow(across: Across, one: Box, other: Box) -> tuple[Point, ...]:
    rightward = other.x > one.x
    columns = sorted(span.left for name, span in across.cards.items() if name in across.boxes)
    low, high = sorted((one.x, other.x))
    between = [left for left in columns if low < left < high]
    y = one.centre.y + FOLLOW
    if not between:
        if rightward:
            return (Point(one.right, y), Point(other.x, y))
        return (Point(one.x, y), Point(other.right, y))
    below = one.bottom + FOLLOW_GAP
    side = min(SIDE, one.width / 3)
    start = one.right - side if rightward else one.x + side
    end = other.x + side if rightward else other.right - side
    return (
        Point(start, one.bottom),
        Point(start, below),
        Point(end, below),
        Point(end, other.bottom),
    )
