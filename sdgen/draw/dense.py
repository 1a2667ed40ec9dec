"""Diagrams with more lines than anybody can follow."""

from __future__ import annotations

from typing import Final

from sdgen.layout.plan import MOST_LINES
from sdgen.views.diagram import Diagram

MANY_LINES: Final = 400
MANY_A_CARD: Final = 8
"""From so many lines on, and so many for each card, no reader follows one of them."""


def is_dense(lines: int, cards: int) -> bool:
    """Whether nobody could follow so many lines between so many cards, or they could not be laid out."""
    return lines > MOST_LINES or lines >= max(MANY_LINES, MANY_A_CARD * cards)


def is_matrix(diagram: Diagram) -> bool:
    """Whether the diagram is drawn as the matrix of its calls: not where it is marked what fails, what
    has changed or what a journey does, which a matrix does not show."""
    if diagram.comparing is not None or diagram.path:
        return False
    if any(card.badges or card.ring or card.dimmed for card in diagram.cards):
        return False
    return is_dense(len(diagram.lines), len(diagram.cards))
