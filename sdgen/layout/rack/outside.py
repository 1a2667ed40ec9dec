"""What stands beside a rack: boxes at its right with each card at the height of what calls it, and how
calls between these run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations

from msgspec import Struct

from sdgen.layout.rack.sized import RackModel, SizedBox
from sdgen.layout.rack.spacing import (
    CALLED_GAP,
    OUTSIDE_GAP,
    OUTSIDE_HEAD,
    OUTSIDE_PADDING,
    ROW_GAP,
)

MOST_ORDERED = 4
"""Boxes of which every order is tried."""


class _Piece(Struct):
    """A card with the room above it that it keeps, and where it is wanted."""

    id: str
    height: float
    wanted: float
    above: float
    top: float = 0.0


class Beside(Struct, frozen=True):
    """Boxes and cards by their top and height, in the order from top to bottom."""

    boxes: Mapping[str, tuple[float, float]]
    cards: Mapping[str, tuple[float, float]]

    def middle(self, card: str) -> float:
        top, height = self.cards[card]
        return top + height / 2


def beside(model: RackModel, heights: Mapping[str, float], top: float, bottom: float) -> Beside:
    """The boxes between ``top`` and ``bottom`` if they have room there, in the order in which cards are
    nearest to where they are wanted: at the ``heights`` of what is called by rows or calls them, near
    their own callers otherwise."""
    wanted = _wanted(model, heights, bottom)
    every = [_sorted(box, wanted) for box in model.boxes if box.cards]
    every.sort(key=lambda box: min(wanted[card.id] for card in box.cards))
    orders = permutations(every) if len(every) <= MOST_ORDERED else (tuple(every),)
    tried = [_placed(model, boxes, wanted, top, bottom) for boxes in orders]
    return min(tried, key=lambda found: round(_away(found, wanted), 3))


def _wanted(model: RackModel, heights: Mapping[str, float], bottom: float) -> dict[str, float]:
    """The height of the middle of each card; where no row tells it, that of what it calls or is called
    by. What has no calls stands right below what has some in its box, or else at the bottom."""
    wanted = dict(heights)
    cards = [card.id for box in model.boxes for card in box.cards]
    for _ in cards:
        found: dict[str, list[float]] = {}
        for call in model.calls:
            for one, other in ((call.source, call.target), (call.target, call.source)):
                if one not in wanted and other in wanted:
                    found.setdefault(one, []).append(wanted[other])
        if not found:
            break
        wanted.update({card: sum(each) / len(each) for card, each in found.items()})
    for box in model.boxes:
        known = [wanted[card.id] for card in box.cards if card.id in wanted]
        lowest = max(known, default=bottom)
        wanted.update({card.id: lowest for card in box.cards if card.id not in wanted})
    return {card: wanted[card] for card in cards}


def _sorted(box: SizedBox, wanted: Mapping[str, float]) -> SizedBox:
    return SizedBox(box.id, tuple(sorted(box.cards, key=lambda card: wanted[card.id])))


def _away(found: Beside, wanted: Mapping[str, float]) -> float:
    """How far cards are from where they are wanted, all together."""
    return sum(abs(found.middle(card) - height) for card, height in wanted.items())


def _placed(
    model: RackModel,
    boxes: Sequence[SizedBox],
    wanted: Mapping[str, float],
    top: float,
    bottom: float,
) -> Beside:
    called = {(call.source, call.target) for call in model.calls}
    pieces: list[_Piece] = []
    for number, box in enumerate(boxes):
        for at, card in enumerate(box.cards):
            if at:
                joined = (box.cards[at - 1].id, card.id) in called
                above = CALLED_GAP if joined else ROW_GAP
            else:
                above = OUTSIDE_HEAD + (OUTSIDE_PADDING + OUTSIDE_GAP if number else 0.0)
            place = wanted[card.id] - card.height / 2
            pieces.append(_Piece(card.id, card.height, place, above))
    _settle(pieces, top, bottom)
    found = {piece.id: (piece.top, piece.height) for piece in pieces}
    frames = {}
    for box in boxes:
        first, last = found[box.cards[0].id], found[box.cards[-1].id]
        start = first[0] - OUTSIDE_HEAD
        frames[box.id] = (start, sum(last) + OUTSIDE_PADDING - start)
    return Beside(frames, found)


def _settle(pieces: Sequence[_Piece], top: float, bottom: float) -> None:
    """Each where it is wanted or below that; then up, as far as those above leave room, where they
    reach down too far."""
    least = top
    for piece in pieces:
        least += piece.above
        piece.top = max(least, piece.wanted)
        least = piece.top + piece.height
    if least <= bottom:
        return
    packed, needed = [], top
    for piece in pieces:
        needed += piece.above
        packed.append(needed)
        needed += piece.height
    limit = max(bottom, needed)
    for piece, earliest in zip(reversed(pieces), reversed(packed), strict=True):
        piece.top = max(min(piece.top, limit - piece.height), earliest)
        limit = piece.top - piece.above
