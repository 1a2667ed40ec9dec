"""From a page of a sequence diagram to its picture."""

from __future__ import annotations

from sdgen.draw.sequence.compose import compose_sequence
from sdgen.draw.theme import ThemeName
from sdgen.draw.written import BackgroundChoice, DrawnPicture, FontChoice, draw_cards
from sdgen.views.sequence import Sequence


def draw_sequence(
    page: Sequence,
    *,
    theme: ThemeName = "auto",
    font: FontChoice = "embedded",
    background: BackgroundChoice = "theme",
) -> DrawnPicture:
    """The picture of ``page``; ``font`` embeds the typeface, or names the system's;
    ``background`` is that of the theme, or none."""
    cards = {card.id: card for section in page.sections for card in section.cards}
    return draw_cards(
        tuple(cards.values()),
        lambda symbols: compose_sequence(page, symbols),
        theme,
        font,
        background,
    )
