"""Where on its row each line ends: in the middle where it is alone, else above or below the others, so
that no two lines of one row touch."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sdgen.layout.entities.grid import Grid
from sdgen.layout.entities.sized import Link
from sdgen.layout.entities.spacing import COLUMNS, ROW

STEP = 14.0
"""Between two lines that end at one row."""


class Pin(Struct, frozen=True):
    """The end of a line in a channel: its height, the middle of the row that it is at, and whether it
    comes from the table at the left of the channel. ``link`` is the reference that it is the source
    of, None for the end at the key."""

    y: float
    row: float
    from_left: bool
    link: Link | None = None


class Net(Struct, frozen=True):
    """References that end at one key alike, in one channel: they share a trunk. Channel 0 is left of
    the first column, the last one right of the last column."""

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


class _Spot(Struct, frozen=True, order=True):
    """A side of a table's row."""

    table: str
    at: float
    from_left: bool


def nets_of(links: Sequence[Link], grid: Grid) -> tuple[Net, ...]:
    """The references gathered by what they share, each with its ends."""
    gathered: dict[tuple[str, float, str, int, bool], list[Link]] = {}
    for link in links:
        channel, _, target_left = _channel(link, grid)
        key = (link.target, link.target_at, link.bundle, channel, target_left)
        gathered.setdefault(key, []).append(link)
    shifts = _shifts(gathered, grid)
    nets = []
    for key, members in gathered.items():
        target, at, bundle, channel, from_left = key
        top = grid.cells[target].top
        shift = shifts[_Spot(target, at, from_left), bundle, channel]
        sources = []
        for link in members:
            left = _channel(link, grid)[1]
            row = grid.cells[link.source].top + link.source_at
            shifted = row + shifts[_Spot(link.source, link.source_at, left), link.id, -1]
            sources.append(Pin(shifted, row, left, link))
        end = Pin(top + at + shift, top + at, from_left)
        nets.append(Net(channel, end, tuple(sources)))
    return tuple(nets)


def _channel(link: Link, grid: Grid) -> tuple[int, bool, bool]:
    """The channel of a reference, and whether its source and its target are at the left of that: the
    gap between two columns, else beside the one."""
    source, target = grid.cells[link.source].column, grid.cells[link.target].column
    if source == target:
        outer = source if source == 0 else source + 1
        left = outer == COLUMNS
        return outer, left, left
    return max(source, target), source < target, target < source


_Place = tuple[bool, float]


def _place(here: float, there: float, *, outer: bool) -> _Place:
    """Sorts the lines that end at one row so that they do not cross: by where they lead to. Lines that
    come back on the same side lie in each other, the one that leads farthest outside."""
    if outer:
        return there > here, -there
    return False, there


Gathered = dict[tuple[str, float, str, int, bool], list[Link]]


def _shifts(gathered: Gathered, grid: Grid) -> dict[tuple[_Spot, str, int], float]:
    """How far from the middle of its row each line ends."""
    spots: dict[_Spot, list[tuple[_Place, str, int]]] = {}
    for (target, at, bundle, channel, from_left), members in gathered.items():
        heights = [grid.cells[each.source].top + each.source_at for each in members]
        key = grid.cells[target].top + at
        outer = channel in (0, COLUMNS)
        place = _place(key, sum(heights) / len(heights), outer=outer)
        spots.setdefault(_Spot(target, at, from_left), []).append((place, bundle, channel))
        for each, height in zip(members, heights, strict=True):
            spot = _Spot(each.source, each.source_at, _channel(each, grid)[1])
            place = _place(height, key, outer=outer)
            spots.setdefault(spot, []).append((place, each.id, -1))
    found = {}
    for spot, ends in spots.items():
        step = min(STEP, ROW / len(ends))
        for number, (_, name, channel) in enumerate(sorted(ends)):
            found[spot, name, channel] = (number - (len(ends) - 1) / 2) * step
    return found
