"""Which pieces of a store's data are not kept often enough once some of its nodes are lost."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from sdgen.analyses.reliability.failure_model import OwnPart, holders_of
from sdgen.base.words import counted, joined, listed

MOST_NODES = 6


class LostPieces(Struct, frozen=True):
    """``number`` pieces of so many, of which fewer than ``need`` copies are left. One of them lies
    on ``nodes``, counted from 1, of which ``left`` are up."""

    number: int
    of: int
    nodes: tuple[int, ...]
    left: int
    need: int


def lost_pieces(part: OwnPart, down: Collection[int]) -> LostPieces | None:
    """The pieces that are lost with the instances at these positions, counted from 0; None where
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
        nodes=tuple(at + 1 for at in first),
        left=len(first) - len(gone.intersection(first)),
        need=part.need,
    )


def in_words(component: str, lost: LostPieces) -> str:
    """``has 1 copy left of the piece on db/1, db/2 and db/4, and of 3 more, and each needs 2``."""
    names = tuple(f"{component}/{node}" for node in lost.nodes)
    nodes = joined(names) if len(names) <= MOST_NODES else listed(names, MOST_NODES)
    copies = counted(lost.left, "copy", "copies") if lost.left else "no copy"
    more = f", and of {lost.number - 1} more, and each" if lost.number > 1 else ", and it"
    return f"has {copies} left of the piece on {nodes}{more} needs {lost.need}"
