"""Data in pieces that lie on chosen instances: the probability that some piece has too few copies up.

Instances are taken one after another; what has to be remembered are the copies lost so far of the
pieces that have begun and not ended. Pieces begin and end close together where copies go to the
next nodes in turn; a few instances that hold a copy of very many pieces are taken first, in all
their states. Work is counted, never timed, so that each machine gives the same answer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from msgspec import Struct

MOST_STATES = 1_000_000
"""States that are met at most, over all walks."""
MOST_HUBS = 8
"""Instances whose states are all gone through."""
CROWDED = 4
"""An instance with so many times the pieces of an average one is a hub."""

Pieces = tuple[tuple[int, ...], ...]


class _Visit(Struct, frozen=True):
    """What one instance means to the walk: the pieces that begin with it, the positions in the state
    of those that it holds (after the new ones have been added), and of those that it ends."""

    begin: tuple[int, ...]
    held: tuple[int, ...]
    kept: tuple[int, ...]


@lru_cache(maxsize=256)
def some_piece_down(unavailability: tuple[float, ...], pieces: Pieces, need: int) -> float | None:
    """The probability that one of ``pieces``, which are the positions of their copies, has fewer
    than ``need`` of them up, instances being down independently with these probabilities; None
    where that takes more steps than are allowed. A sum of what is lost on the way, so that it is
    exact also where it is very little."""
    if any(sum(unavailability[at] < 1.0 for at in piece) < need for piece in pieces):
        return 1.0
    hubs = _hubs(pieces)
    if len(hubs) > MOST_HUBS:
        return None
    inside = [tuple(at for at in piece if at not in hubs) for piece in pieces]
    order = sorted({at for piece in inside for at in piece})
    visits = _visits(order, inside)
    total, left = 0.0, MOST_STATES
    for states in product((0, 1), repeat=len(hubs)):
        weight = math.prod(
            unavailability[at] if down else 1.0 - unavailability[at]
            for at, down in zip(hubs, states, strict=True)
        )
        lost = {at for at, down in zip(hubs, states, strict=True) if down}
        spare = [len(piece) - need - len(lost.intersection(piece)) for piece in pieces]
        if weight == 0.0:
            continue
        if min(spare) < 0:
            total += weight
            continue
        walked = _walk(order, visits, spare, unavailability, left)
        if walked is None:
            return None
        down, left = walked
        total += weight * down
    return min(1.0, total)


def _hubs(pieces: Pieces) -> tuple[int, ...]:
    """The instances that hold a copy of far more pieces than others do."""
    held: dict[int, int] = {}
    for piece in pieces:
        for at in piece:
            held[at] = held.get(at, 0) + 1
    most = CROWDED * sum(held.values()) / len(held)
    return tuple(sorted(at for at, number in held.items() if number > most))


def _visits(order: Sequence[int], pieces: Sequence[tuple[int, ...]]) -> list[_Visit]:
    """The walk through the instances of ``order``."""
    beginning: dict[int, list[int]] = {}
    for number, piece in enumerate(pieces):
        if piece:
            beginning.setdefault(min(piece), []).append(number)
    visits = []
    opened: list[int] = []
    for at in order:
        begin = beginning.get(at, [])
        opened += begin
        kept = [place for place, number in enumerate(opened) if max(pieces[number]) > at]
        visits.append(
            _Visit(
                tuple(begin),
                tuple(place for place, number in enumerate(opened) if at in pieces[number]),
                tuple(kept),
            )
        )
        opened = [opened[place] for place in kept]
    return visits


def _walk(
    order: Sequence[int],
    visits: Sequence[_Visit],
    spare: Sequence[int],
    unavailability: Sequence[float],
    left: int,
) -> tuple[float, int] | None:
    """The probability that a piece loses more copies than it can spare, and how many states may
    still be met; None when there were too many. A state is what each open piece can still lose."""
    states: dict[tuple[int, ...], float] = {(): 1.0}
    lost = 0.0
    for at, visit in zip(order, visits, strict=True):
        left -= len(states)
        if left < 0:
            return None
        q = unavailability[at]
        begin = tuple([spare[number] for number in visit.begin])
        following: dict[tuple[int, ...], float] = {}
        for state, probability in states.items():
            whole = (*state, *begin)
            if q < 1.0:
                after = tuple([whole[place] for place in visit.kept])
                following[after] = following.get(after, 0.0) + probability * (1.0 - q)
            if q > 0.0 and not all(whole[place] for place in visit.held):
                lost += probability * q
            elif q > 0.0:
                fewer = list(whole)
                for place in visit.held:
                    fewer[place] -= 1
                after = tuple([fewer[place] for place in visit.kept])
                following[after] = following.get(after, 0.0) + probability * q
        states = following
    return lost, left
