"""The last pass of coordinate assignment: no line jogs aside by a few px.

Such a jog looks like a mistake, and its two rounded corners do not fit. It is straightened where lines
then bend no more than before, else made as wide as corners need. What bars both ways leaves it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import TYPE_CHECKING

from sdgen.layout.spacing import EPSILON, LEAST_JOG

if TYPE_CHECKING:
    from sdgen.layout.straightening import Search

MOST_COST = 60.0
"""What a move may add to the sum of costs, which is in px: less than what a bend costs."""
MOST_TRIED = 300
"""Jogs for which ways out are tried."""
ROUNDS = 3


def remove_short_jogs(search: Search) -> None:
    """Straighten or widen jogs, the narrowest first, in rounds, as one may make room for another."""
    pieces = _pieces(search)
    tried = 0
    for _ in range(ROUNDS):
        jogs = [number for number in pieces if _is_short(abs(_off(search, number, {})))]
        jogs.sort(key=lambda number: (abs(_off(search, number, {})), number))
        moved = False
        for number in jogs[: MOST_TRIED - tried]:
            moved = _remove(search, number, pieces) or moved
        tried += len(jogs)
        if not moved or tried >= MOST_TRIED:
            return


def _pieces(search: Search) -> set[int]:
    """The pulls that are pieces of lines; others hold cards in columns."""
    kinds = search.layered.vertex_type
    return {
        number
        for number, (one, other, _, _, fixed) in enumerate(search.pulls)
        if fixed > 0 and "card" not in (kinds[one], kinds[other])
    }


def _remove(search: Search, number: int, pieces: Set[int]) -> bool:
    """Make the move that leaves the fewest bends and short jogs, and of those costs least."""
    if not _is_short(abs(_off(search, number, {}))):
        return False
    best: tuple[int, int, float] = (0, 0, MOST_COST)
    target: dict[int, float] | None = None
    for at in _moves(search, number):
        if _widens(search, at):
            continue
        bends = jogs = 0
        for near in {pull for vertex in at for pull in search.pulled[vertex]} & pieces:
            was, now = abs(_off(search, near, {})), abs(_off(search, near, at))
            bends += (now > EPSILON) - (was > EPSILON)
            jogs += _is_short(now) - _is_short(was)
        rank = (bends, jogs, search.change(at))
        if jogs < 0 and rank[2] < MOST_COST and rank < best:
            best, target = rank, at
    if target is None:
        return False
    search.accept(target)
    return True


def _moves(search: Search, number: int) -> Iterator[dict[int, float]]:
    """Either end moved into line with the other, or away from it, alone or with its straight line."""
    one, other, *_ = search.pulls[number]
    off = _off(search, number, {})
    wider = LEAST_JOG - abs(off) if off > 0 else abs(off) - LEAST_JOG
    for vertex, keep, sign in ((one, other, 1.0), (other, one, -1.0)):
        for seeds in search.seeds(vertex, keep):
            for step in (sign * off, -sign * wider):
                for drag in (False, True):
                    at = search.moved(
                        seeds, step, keep, drag=drag, seeds_drag=drag and len(seeds) == 1
                    )
                    if at is not None:
                        yield at


def _widens(search: Search, at: Mapping[int, float]) -> bool:
    """Whether a move makes the whole picture wider."""
    left, right = search.edges
    x = search.x
    return at.get(right, x[right]) - at.get(left, x[left]) > x[right] - x[left] + EPSILON


def _off(search: Search, number: int, at: Mapping[int, float]) -> float:
    one, other, distance, _, _ = search.pulls[number]
    x = search.x
    return at.get(other, x[other]) - at.get(one, x[one]) - distance


def _is_short(off: float) -> bool:
    return EPSILON < off < LEAST_JOG - EPSILON
