"""How often two lines cross, also where they share a piece: lines that come together, run on each
other and part again have crossed if each leaves on the side that the other came from.

Lines that share a piece up to an end of one of them, such as those of a trunk, have not crossed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import atan2, tau

Spot = tuple[int, int]
"""A place in whole px: lines that are nearer to each other than that are one."""


def crossings(one: Sequence[Spot], other: Sequence[Spot]) -> int:
    """How often two lines cross, given by their corners."""
    contacts = {
        spot
        for piece in pairwise(one)
        for against in pairwise(other)
        for spot in _contacts(piece, against)
    }
    mine, others = _through(one, contacts), _through(other, contacts)
    return sum(_cross(mine, others, *run) for run in _shared_runs(mine, others))


def _contacts(one: tuple[Spot, Spot], other: tuple[Spot, Spot]) -> Iterator[Spot]:
    """Where two straight pieces meet: a spot, or the ends of what they share."""
    (a, b), (c, d) = one, other
    if not _boxes_meet(one, other):
        return
    along, across = (b[0] - a[0], b[1] - a[1]), (d[0] - c[0], d[1] - c[1])
    turn = along[0] * across[1] - along[1] * across[0]
    gap = c[0] - a[0], c[1] - a[1]
    if turn:
        on_one = (gap[0] * across[1] - gap[1] * across[0]) / turn
        on_other = (gap[0] * along[1] - gap[1] * along[0]) / turn
        if 0 <= on_one <= 1 and 0 <= on_other <= 1:
            yield round(a[0] + on_one * along[0]), round(a[1] + on_one * along[1])
    elif gap[0] * along[1] == gap[1] * along[0]:
        yield from (spot for spot in one if _within(spot, other))
        yield from (spot for spot in other if _within(spot, one))


def _boxes_meet(one: tuple[Spot, Spot], other: tuple[Spot, Spot]) -> bool:
    return all(
        max(one[0][axis], one[1][axis]) >= min(other[0][axis], other[1][axis])
        and max(other[0][axis], other[1][axis]) >= min(one[0][axis], one[1][axis])
        for axis in (0, 1)
    )


def _within(spot: Spot, piece: tuple[Spot, Spot]) -> bool:
    """Whether a spot that is in line with the piece lies on it."""
    return _boxes_meet((spot, spot), piece)


def _through(line: Sequence[Spot], contacts: Iterable[Spot]) -> list[Spot]:
    """The corners of a line and the contacts on it, in order, each once."""
    spots = [line[0]]
    for start, end in pairwise(line):
        on_it = [spot for spot in contacts if _lies_on(spot, start, end)]
        on_it.sort(key=lambda spot: abs(spot[0] - start[0]) + abs(spot[1] - start[1]))
        spots += [*on_it, end]
    return [spot for place, spot in enumerate(spots) if not place or spot != spots[place - 1]]


def _lies_on(spot: Spot, start: Spot, end: Spot) -> bool:
    """Whether a spot is less than about a px beside a piece."""
    if not _within(spot, (start, end)):
        return False
    along = end[0] - start[0], end[1] - start[1]
    beside = along[0] * (spot[1] - start[1]) - along[1] * (spot[0] - start[0])
    return abs(beside) <= max(abs(along[0]), abs(along[1]))


def _shared_runs(one: Sequence[Spot], other: Sequence[Spot]) -> Iterator[tuple[int, int, int, int]]:
    """The spots that the two lines share without leaving each other in between: the places in
    both lines of the first and the last spot of each run."""
    places = {spot: place for place, spot in reversed(list(enumerate(other)))}
    run: list[tuple[int, int]] = []
    for place, spot in enumerate(one):
        there = places.get(spot)
        if run and (there is None or abs(there - run[-1][1]) != 1 or run[-1][0] != place - 1):
            yield (*run[0], *run[-1])
            run = []
        if there is not None:
            run.append((place, there))
    if run:
        yield (*run[0], *run[-1])


def _cross(
    one: Sequence[Spot],
    other: Sequence[Spot],
    first: int,
    first_other: int,
    last: int,
    last_other: int,
) -> bool:
    """Whether the lines change sides in a run. Around the run, as around one spot, a line that
    crosses stands between the two ends of the other."""
    way = 1 if last_other >= first_other else -1
    before, after = first_other - way, last_other + way
    if not (first and last < len(one) - 1 and 0 <= before < len(other) and 0 <= after < len(other)):
        return False
    start, end = one[first], one[last]
    if first == last:
        from_one, to_one = _angle(start, one[first - 1]), _angle(end, one[last + 1])
        ends = (_angle(start, other[before]), _angle(end, other[after]))
        return sum((each - from_one) % tau < (to_one - from_one) % tau for each in ends) == 1
    into, back = _angle(start, one[first + 1]), _angle(end, one[last - 1])
    at_start = (_angle(start, one[first - 1]) - into) % tau < (
        _angle(start, other[before]) - into
    ) % tau
    at_end = (_angle(end, one[last + 1]) - back) % tau < (_angle(end, other[after]) - back) % tau
    return at_start == at_end


def _angle(at: Spot, towards: Spot) -> float:
    return atan2(towards[1] - at[1], towards[0] - at[0])
