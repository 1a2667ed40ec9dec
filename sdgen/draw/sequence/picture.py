"""From a page of a sequence diagram to its picture."""

from __future__ import annotations

from typing import Unpack

from sdgen.draw.sequence.compose import compose_sequence
from sdgen.draw.written import DrawnPicture, Writing, draw_cards
from sdgen.views.sequence import Sequence


def draw_sequence(page: Sequence, **writing: Unpack[Writing]) -> DrawnPicture:
    """The picture of ``page``."""
    cards = {card.id: card for section in page.sections for card in section.cards}
    return draw_cards(
        tuple(cards.values()), lambda symbols: compose_sequence(page, symbols), **writing
    )
