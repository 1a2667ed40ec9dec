"""Small upright cards: a component as the head of a lifeline, its tile above its name."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sdgen.draw.card_frame import card_faces
from sdgen.draw.card_names import fit_names
from sdgen.draw.escape import escape_id, safe_link
from sdgen.draw.pills import MeasuredPill, measure_pills, pill_row
from sdgen.draw.scene import Part, Rectangle
from sdgen.draw.tiles import tile_items
from sdgen.draw.typography import NAME, TECHNOLOGY, FittedLine, fit, typeset, width_of
from sdgen.layout.placement import Box
from sdgen.views.diagram import Card

TILE = 34.0
TILE_TOP = 10.0
NAME_TOP = 49.0
TEXT_GAP = 1.0
TEXT_BOTTOM = 8.0
SIDE = 5.0
LEAST_WIDTH, MOST_WIDTH = 106.0, 132.0
NARROW = 84.0
"""Of the heads of pictures with many."""
REPEATED_HEIGHT = 30.0
REPEATED_CORNER = 8.0
PILL_INSET = 6.0


class MeasuredHead(Struct, frozen=True):
    """A head whose texts are fitted; all heads of a row are of one size."""

    card: Card
    name: FittedLine
    technology: FittedLine | None
    pills: tuple[MeasuredPill, ...]


class HeadRow(Struct, frozen=True):
    """The heads of a row, each ``width`` by ``height``, and ``repeated`` where only the names of them
    are repeated."""

    heads: tuple[MeasuredHead, ...]
    width: float
    height: float
    repeated: float


def measure_heads(cards: Sequence[Card], *, narrow: bool = False) -> HeadRow:
    """The heads of at least one card, as wide as their texts within bounds; ``narrow`` ones break
    texts at once, but no words."""
    widest = max(
        width
        for card in cards
        for width in (width_of(card.name or card.id, NAME), width_of(card.technology, TECHNOLOGY))
    )
    if narrow:
        width = min(max(NARROW, _longest_word(cards) + 2 * SIDE), LEAST_WIDTH)
    else:
        width = min(max(LEAST_WIDTH, widest + 2 * SIDE), MOST_WIDTH)
    room = width - 2 * SIDE
    names = fit_names(cards, [room] * len(cards))
    heads = [
        MeasuredHead(
            card,
            name,
            fit(card.technology, room, TECHNOLOGY, lines=2) if card.technology else None,
            measure_pills(card.count, card.badges, room, card.most),
        )
        for card, name in zip(cards, names, strict=True)
    ]
    texts = max((_texts(head) for head in heads), default=0.0)
    repeated = max(head.name.height for head in heads) + REPEATED_HEIGHT - NAME.leading
    return HeadRow(tuple(heads), width, NAME_TOP + texts + TEXT_BOTTOM, repeated)


def _longest_word(cards: Sequence[Card]) -> float:
    """The width of the longest word of all texts, each written as small as it may be."""
    return max(
        width_of(word, style, style.minimum)
        for card in cards
        for text, style in ((card.name or card.id, NAME), (card.technology, TECHNOLOGY))
        for word in text.split() or ("",)
    )


def _texts(head: MeasuredHead) -> float:
    return head.name.height + (TEXT_GAP + head.technology.height if head.technology else 0.0)


def head_part(
    row: HeadRow, number: int, x: float, top: float, symbols: frozenset[str], id: str
) -> Part:
    """One head of the row, centred on ``x``."""
    head = row.heads[number]
    card, left = head.card, x - row.width / 2
    items = card_faces(Box(left, top, row.width, row.height), many=card.many)
    items += tile_items(card, x - TILE / 2, top + TILE_TOP, symbols, TILE)
    free = row.height - NAME_TOP - TEXT_BOTTOM - _texts(head)
    text_top = top + NAME_TOP + free / 2
    items += typeset(head.name, x, text_top, "middle")
    if head.technology is not None:
        items += typeset(head.technology, x, text_top + head.name.height + TEXT_GAP, "middle")
    items += pill_row(head.pills, left + row.width - PILL_INSET, top)
    ring = f" ring-{card.ring.value}" if card.ring is not None else ""
    cut = [text.whole for text in (head.name, head.technology) if text is not None and text.whole]
    return Part(
        f"head{ring}",
        tuple(items),
        id=f"{id}-{escape_id(card.id)}" if id else "",
        tooltip=(*cut, *(line for line in card.tooltip.splitlines() if line.strip())),
        link=safe_link(card.link),
    )


def repeated_head(row: HeadRow, number: int, x: float, top: float) -> Part:
    """The name of a head again, further down its lifeline."""
    name = row.heads[number].name
    left = x - row.width / 2
    return Part(
        "head",
        (
            Rectangle("face", left, top, row.width, row.repeated, REPEATED_CORNER),
            *typeset(name, x, top + (row.repeated - name.height) / 2, "middle"),
        ),
    )
