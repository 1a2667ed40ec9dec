"""Diagrams with more lines than anybody can follow."""

from __future__ import annotations

from typing import Final

from sdgen.layout.plan import MOST_LINES
from sdgen.views.diagram import Diagram

MANY_LINES: Final = 400
MANY_A_CARD: Final = 8
"""From so many lines on, and so many for each card, no reader follows one of them."""


def is_dense(diagram: Diagram) -> bool:
    """Whether nobody could follow the lines, or they could not be laid out."""
    lines = len(diagram.lines)
    return lines > MOST_LINES or lines >= max(MANY_LINES, MANY_A_CARD * len(diagram.cards))
