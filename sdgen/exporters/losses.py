"""What of a picture a format cannot say, in the words of its note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sdgen.base.words import counted, joined
from sdgen.views.diagram import Diagram
from sdgen.views.picture import Picture


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


def further_pages(pages: Sequence[Picture]) -> Iterator[str]:
    """What is lost where only the first of the pages is written."""
    if len(pages) > 1:
        yield f"{counted(len(pages) - 1, 'further page')} of the view"


def told(losses: Iterable[str]) -> str:
    """All of them in one phrase; empty where nothing is lost."""
    return joined(tuple(losses))


def first_lines(mark: str, tool: str, lost: str) -> tuple[str, ...]:
    """The comments at the head of a file: the ``mark`` by which sdgen knows it as its own, and what the
    tool has ``lost`` of the picture."""
    return (mark, f"{tool} does not show {lost}.") if lost else (mark,)
