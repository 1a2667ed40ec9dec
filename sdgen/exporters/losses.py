"""What of a picture a format cannot say, in the words of its note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sdgen.base.words import counted, joined
from sdgen.views.diagram import Diagram


def diagram_losses(diagram: Diagram, *, tooltips: bool) -> Iterator[str]:
    """What a diagram loses where cards are plain shapes with text; ``tooltips`` where there are none
    either."""
    icons = sum(bool(card.icon) for card in diagram.cards)
    if icons:
        yield counted(icons, "product icon")
    meters = sum(len(card.meters) for card in diagram.cards)
    if meters:
        yield f"the bars of {counted(meters, 'meter')}, whose figures are text"
    faint = sum(not chip.active for card in diagram.cards for chip in card.chips)
    if faint:
        yield counted(faint, "faint chip")
    hovered = (*(card.tooltip for card in diagram.cards), *(line.tooltip for line in diagram.lines))
    if tooltips and any(hovered):
        yield "tooltips"


def told(losses: Iterable[str]) -> str:
    """All of them in one phrase; empty where nothing is lost."""
    return joined(tuple(losses))
