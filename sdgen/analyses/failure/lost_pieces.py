"""Which pieces of a store's data are not kept often enough once some of its nodes are lost."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from sdgen.analyses.reliability.failure_model import OwnPart, holders_of
from sdgen.base.words import counted, joined, listed

MOST_NODES = 6


class LostPieces(Struct, frozen=True):
    """``number`` pieces of so many, of which fewer than ``need`` copies are left. One of them lies
    on ``nodes``, of which ``left`` are up: instances, or where these fail only with the machine or
    the cluster that they run on, the names of that."""

    number: int
    of: int
    nodes: tuple[str, ...]
    left: int
    need: int


def lost_pieces(component: str, part: OwnPart, down: Collection[int]) -> LostPieces | None:
    """The pieces of a component that are lost with the instances at these positions, counted from 0; None where
    each is kept often enough, or every instance has everything."""
    if part.copies is None or part.copies >= len(part.instances):
        return None
    gone = frozenset(down)
    pieces = tuple(holders_of(part))
    lost = [piece for piece in pieces if len(piece) - len(gone.intersection(piece)) < part.need]
    if not lost:
        return None
    first = lost[0]
    return LostPieces(
        number=len(lost),
        of=len(pieces),
        nodes=tuple(_node(component, part, at) for at in first),
        left=len(first) - len(gone.intersection(first)),
        need=part.need,
    )


def copies_left(part: OwnPart, down: Collection[int]) -> int | None:
    """The fewest copies that a piece of a component has once the instances at these positions are
    lost; None where its data has no copies."""
    if part.copies is None:
        return None
    gone = frozenset(down)
    if part.copies >= len(part.instances):
        return len(part.instances) - len(gone)
    if not gone:
        return part.copies
    return min(len(piece) - len(gone.intersection(piece)) for piece in holders_of(part))


def _node(component: str, part: OwnPart, at: int) -> str:
    """The instance, or the nearest that it is lost with: no event of maintenance."""
    places = (name for name in part.instances[at].lost_with if "!" not in name)
    return next(places, f"{component}/{at + 1}")


def in_words(lost: LostPieces) -> str:
    """``has 1 copy left of the piece on db/1, db/2 and db/4, and of 3 more, and each needs 2``."""
    few = len(lost.nodes) <= MOST_NODES
    nodes = joined(lost.nodes) if few else listed(lost.nodes, MOST_NODES)
    copies = counted(lost.left, "copy") if lost.left else "no copy"
    more = f", and of {lost.number - 1} more, and each" if lost.number > 1 else ", and it"
    return f"has {copies} left of the piece on {nodes}{more} needs {lost.need}"
