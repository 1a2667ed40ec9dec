"""What a rack has besides cards and lines: bars, rails, blanks, rules of tiers, names, boxes of hosts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sdgen.layout.placement import Box, Point
from sdgen.layout.rack.columns import Across, Band
from sdgen.layout.rack.frame import Rack
from sdgen.layout.rack.gutter import Leg, port_room
from sdgen.layout.rack.rows import BandRows
from sdgen.layout.rack.sized import Bar, Blank, Furniture, HostBox, Rail, RowName, Rule, SizedRow
from sdgen.layout.rack.spacing import (
    BAR,
    BAR_HEIGHT,
    HOST_ABOVE,
    HOST_BELOW,
    HOST_SIDE,
    HOST_STEP,
    LEFT,
    NAME_GAP,
    RIGHT,
)

STACK = 6.0
"""What the edges of stacks reach beyond cards."""


def furniture(rack: Rack, legs: Sequence[Leg]) -> Furniture:
    """All of it, band by band."""
    used: dict[tuple[str, int, bool], bool] = {}
    for leg in legs:
        for end, led in leg.ends:
            at = (end.id, end.band, leg.right)
            used[at] = used.get(at, True) and led
    found = Furniture()
    for number, (band, rows, span) in enumerate(
        zip(rack.bands, rack.rows, rack.across, strict=True)
    ):
        sides = {
            row.id: {
                side: used[row.id, number, side] and any(_held(row, span, leading=True))
                for side in (False, True)
                if (row.id, number, side) in used
            }
            for row in rows.rows
        }
        found = Furniture(
            (*found.bars, *_bars(rack, rows, number, sides)),
            (*found.rails, *_rails(rack, rows, number, sides)),
            (
                *found.blanks,
                *(each for row in rows.rows for each in _blanks(band, rows, span, row)),
            ),
            (*found.rules, *_rules(rack, band, rows, span)),
            (*found.names, *_names(rack, rows)),
            (*found.hosts, *_hosts(band, rows, span)),
        )
    return found


def _bars(
    rack: Rack, rows: BandRows, number: int, sides: Mapping[str, Mapping[bool, bool]]
) -> Iterator[Bar]:
    """The bars of a band, on those sides where calls end."""
    for row in rows.rows:
        for side, leading in sides[row.id].items():
            height = max(BAR_HEIGHT, port_room(rack.ports.get(row.id, 0)) + 2 * BAR)
            middle = Point(rack.bars.at(number, right=side), rows.middle(row))
            yield Bar(row.id, middle, height, leading)


def _rails(
    rack: Rack, rows: BandRows, number: int, sides: Mapping[str, Mapping[bool, bool]]
) -> Iterator[Rail]:
    """From the bars of a row to the last card that they are about; without bars, and from its name,
    to all of them."""
    span = rack.across[number]
    for row in rows.rows:
        bars = sides[row.id]
        reach = {
            side: tuple(_held(row, span, leading=leading)) for side, leading in bars.items()
        } or {False: tuple(_held(row, span))}
        left = min(each for held in reach.values() for each in held)
        right = max(each for held in reach.values() for each in held)
        if True in bars:
            right = span.right
        if rack.model.names:
            left = span.left - NAME_GAP / 2
        elif False in bars:
            left = rack.bars.left
        yield Rail(row.id, left, right, rows.middle(row))


def _held(row: SizedRow, span: Across, *, leading: bool = False) -> Iterator[float]:
    """The middles of the cards of a row in a band, or of those that lead, across."""
    for slot in row.slots:
        if slot.place in span.cards and (slot.leads or not leading):
            card = span.cards[slot.place]
            yield card.left + card.width / 2


def _names(rack: Rack, rows: BandRows) -> Iterator[RowName]:
    """Where names stand that no card has."""
    if rack.model.names:
        for row in rows.rows:
            left, top = BAR / 2 + NAME_GAP, rows.tops[row.id]
            yield RowName(row.id, Box(left, top, rack.model.names, row.height))


def _blanks(band: Band, rows: BandRows, span: Across, row: SizedRow) -> Iterator[Blank]:
    """The columns in which a row has no card, and none that lies across them."""
    taken = {
        column
        for slot in row.slots
        if slot.place in span.cards
        for column in band.within(slot.place)
    }
    for column in band.columns:
        if column not in taken:
            place = span.cards[column]
            box = Box(place.left, rows.tops[row.id], place.width, row.height)
            yield Blank(row.id, column, box, band.depths[column])


def _rules(rack: Rack, band: Band, rows: BandRows, span: Across) -> Iterator[Rule]:
    for tier, y in rows.rules:
        if rack.model.names:
            yield Rule(tier, BAR / 2 + NAME_GAP, span.left - NAME_GAP, y, True)
        for number, column in enumerate(band.columns):
            box = span.boxes[column]
            first = number == 0 and not rack.model.names
            yield Rule(tier, box.left + LEFT, box.right - LEFT, y, first)


def _hosts(band: Band, rows: BandRows, span: Across) -> Iterator[HostBox]:
    """A box in each column that has a card of rows that run on the same host."""
    order = [row.id for row in rows.rows]
    for run in rows.runs:
        stretch = rows.rows[order.index(run.first.id) : order.index(run.last.id) + 1]
        less = HOST_STEP * run.level
        top = rows.tops[run.first.id] - HOST_ABOVE + less
        bottom = rows.tops[run.last.id] + run.last.height + HOST_BELOW - less
        for column in band.columns:
            if any(slot.place == column for row in stretch for slot in row.slots):
                card = span.cards[column]
                left = card.left - HOST_SIDE + less
                right = card.right + STACK + HOST_SIDE - less
                right = min(right, span.boxes[column].right - RIGHT / 4)
                yield HostBox(run.host, Box(left, top, right - left, bottom - top))
