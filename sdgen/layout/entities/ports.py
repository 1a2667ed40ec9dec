"""Where on its row each line ends: in the middle where it is alone, else above or below the others, so
that no two lines of one row touch. What leads past a column in between passes between two of its tables."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from msgspec import Struct

from sdgen.layout.entities.grid import Grid
from sdgen.layout.entities.passages import Passages
from sdgen.layout.entities.sized import Away, Link
from sdgen.layout.entities.spacing import NEAR, ROW

STEP = 14.0
"""Between two lines that end at one row."""
NO_PASSAGE = -1


class Pin(Struct, frozen=True):
    """The end of a line in a channel: its height, the middle of the row that it is at, and whether it
    comes from the table at the left of the channel. ``link`` is the reference that it is the source
    of, None for the end at the key; ``passage`` counts the places between two tables, for an end there."""

    y: float
    row: float
    from_left: bool
    link: Link | None = None
    passage: int = NO_PASSAGE


class Net(Struct, frozen=True):
    """References that end at one key alike, or pass a column at one place, in one channel: they share a
    trunk. Channel 0 is left of the first column, the last one right of the last column."""

    channel: int
    key: Pin
    sources: tuple[Pin, ...]

    @property
    def pins(self) -> tuple[Pin, ...]:
        """All ends, that at the key first."""
        return (self.key, *self.sources)

    @property
    def low(self) -> float:
        return min(pin.y for pin in self.pins)

    @property
    def high(self) -> float:
        return max(pin.y for pin in self.pins)


class AwayEnd(Struct, frozen=True):
    """Where a reference ends that leads away from the picture: beside its table in a channel."""

    away: Away
    channel: int
    pin: Pin


class Ends(Struct, frozen=True):
    """All nets, what leads away, and whether every line past a column has found a place of its own."""

    nets: tuple[Net, ...]
    away: tuple[AwayEnd, ...]
    whole: bool


class _Spot(Struct, frozen=True, order=True):
    """A side of a table's row."""

    table: str
    at: float
    from_left: bool


class _Way(Struct, frozen=True):
    """A reference's way through a channel, from a table at its left or not to one at its left or not."""

    channel: int
    from_left: bool
    to_left: bool


_Key = tuple[str, float, str, int, bool]
"""Target, height there, bundle, channel, and whether the target is at the left of that."""


class _Gathered:
    """The references that share an end, by what they share: at their key, and before a passage."""

    def __init__(self, links: Sequence[Link], grid: Grid) -> None:
        self.grid = grid
        self.at_key: dict[_Key, list[Link]] = {}
        self.before: dict[tuple[_Key, _Way], list[Link]] = {}
        for link in links:
            *first, last = _ways(link, grid)
            key = (link.target, link.target_at, link.bundle, last.channel, last.to_left)
            near = self.at_key.setdefault(key, [])
            if first:
                self.before.setdefault((key, first[0]), []).append(link)
            else:
                near.append(link)

    def key_row(self, key: _Key) -> float:
        return self.grid.cells[key[0]].top + key[1]

    def row(self, link: Link) -> float:
        return self.grid.cells[link.source].top + link.source_at


def ends_of(links: Sequence[Link], away: Sequence[Away], grid: Grid) -> Ends:
    """The references gathered by what they share, each with its ends."""
    gathered = _Gathered(links, grid)
    passages = Passages(grid)
    through = {
        (key, way): passages.take([gathered.key_row(key), *map(gathered.row, members)])
        for (key, way), members in gathered.before.items()
    }
    shifts = _shifts(gathered, through, away)
    nets = []
    for number, ((key, way), members) in enumerate(gathered.before.items()):
        y = through[key, way]
        sources = [_source(gathered, shifts, link, way.from_left) for link in members]
        passage = Pin(y, y, way.to_left, passage=number)
        nets.append(Net(way.channel, passage, tuple(sources)))
    numbers = {each: number for number, each in enumerate(gathered.before)}
    for key, members in gathered.at_key.items():
        target, at, bundle, channel, from_left = key
        row = gathered.key_row(key)
        shift = shifts[_Spot(target, at, from_left), bundle, channel]
        sources = [
            _source(gathered, shifts, link, _ways(link, grid)[0].from_left) for link in members
        ]
        sources += [
            Pin(y, y, not way.to_left, passage=numbers[key, way])
            for (one, way), y in through.items()
            if one == key
        ]
        nets.append(Net(channel, Pin(row + shift, row, from_left), tuple(sources)))
    return Ends(tuple(nets), tuple(_away(each, grid, shifts) for each in away), passages.enough)


_Shifts = Mapping[tuple[_Spot, str, int], float]


def _source(gathered: _Gathered, shifts: _Shifts, link: Link, from_left: bool) -> Pin:
    row = gathered.row(link)
    shift = shifts[_Spot(link.source, link.source_at, from_left), link.id, -1]
    return Pin(row + shift, row, from_left, link)


def _away(away: Away, grid: Grid, shifts: _Shifts) -> AwayEnd:
    cell = grid.cells[away.source]
    channel, from_left = _beside(cell.column)
    row = cell.top + away.source_at
    shift = shifts[_Spot(away.source, away.source_at, from_left), away.id, -1]
    return AwayEnd(away, channel, Pin(row + shift, row, from_left))


def _beside(column: int) -> tuple[int, bool]:
    """The channel beside a column in which what stays there is, and whether the column is at the left of
    that."""
    return (0, False) if column == 0 else (column + 1, True)


def _ways(link: Link, grid: Grid) -> tuple[_Way, ...]:
    """The channels of a reference: the gap between two columns, beside the one, or the gaps on both sides
    of a column that it passes."""
    source, target = grid.cells[link.source].column, grid.cells[link.target].column
    if source == target:
        channel, left = _beside(source)
        return (_Way(channel, left, left),)
    step = 1 if source < target else -1
    return tuple(
        _Way(max(column, column + step), step > 0, step < 0)
        for column in range(source, target, step)
    )


_Place = tuple[bool, float]


def _place(here: float, there: float, *, outer: bool) -> _Place:
    """Sorts the lines that end at one row so that they do not cross: by where they lead to. Lines that
    come back on the same side lie in each other, the one that leads farthest outside."""
    if outer:
        return there > here, -there
    return False, there


def _shifts(
    gathered: _Gathered, through: Mapping[tuple[_Key, _Way], float], away: Sequence[Away]
) -> _Shifts:
    """How far from the middle of its row each line ends."""
    spots: dict[_Spot, list[tuple[_Place, str, int]]] = {}

    def note(table: str, at: float, from_left: bool, entry: tuple[_Place, str, int]) -> None:
        spots.setdefault(_Spot(table, at, from_left), []).append(entry)

    for key, members in gathered.at_key.items():
        target, at, bundle, channel, to_left = key
        here = gathered.key_row(key)
        heights = [gathered.row(link) for link in members]
        heights += [y for (one, _), y in through.items() if one == key]
        ways = [_ways(link, gathered.grid)[0] for link in members]
        outer = len(ways) == len(heights) and all(way.from_left == to_left for way in ways)
        place = _place(here, sum(heights) / len(heights), outer=outer)
        note(target, at, to_left, (place, bundle, channel))
        for link, way in zip(members, ways, strict=True):
            place = _place(gathered.row(link), here, outer=way.from_left == to_left)
            note(link.source, link.source_at, way.from_left, (place, link.id, -1))
    for (key, way), members in gathered.before.items():
        for link in members:
            place = _place(gathered.row(link), through[key, way], outer=False)
            note(link.source, link.source_at, way.from_left, (place, link.id, -1))
    for each in away:
        _, from_left = _beside(gathered.grid.cells[each.source].column)
        # straight out, between what leads up and what leads down
        note(each.source, each.source_at, from_left, ((False, math.inf), each.id, -1))
    found = {}
    for spot, ends in spots.items():
        # as far apart as lines that end at the next row leave room for
        step = min(STEP, (ROW - NEAR) / max(len(ends) - 1, 1))
        for number, (_, name, channel) in enumerate(sorted(ends)):
            found[spot, name, channel] = (number - (len(ends) - 1) / 2) * step
    return found
