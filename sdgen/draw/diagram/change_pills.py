"""The replica count of a card that a change has added, removed, or given other replicas: how many there were,
struck through, and how many there are."""

from __future__ import annotations

from msgspec import Struct

from sdgen.draw.diagram.change_texts import struck_through
from sdgen.draw.pills import PILL_HEIGHT, PILL_PADDING
from sdgen.draw.scene import Item, Part, Rectangle
from sdgen.draw.typography import PILL, PILL_WAS, FittedLine, fit, typeset
from sdgen.views.changed import Mark
from sdgen.views.diagram import Card, how_many

SHIFTED_HEIGHT = 20.0
BEFORE, AFTER = 5.0, 2.5
"""Beside the arrow, whose glyph has more room at its right."""
ARROW = "→"
ROOM = 60.0


class CountPill(Struct, frozen=True):
    """The texts of the pill; ``was`` is None where there was no other count."""

    mark: Mark
    now: FittedLine
    was: FittedLine | None = None

    @property
    def width(self) -> float:
        """With its padding."""
        before = 0.0
        if self.was is not None:
            before = self.was.width + BEFORE + AFTER + fit(ARROW, ROOM, PILL).width
        return before + self.now.width + 2 * PILL_PADDING

    @property
    def height(self) -> float:
        """One that says two counts is a little higher."""
        return SHIFTED_HEIGHT if self.was is not None else PILL_HEIGHT


def count_pill(card: Card) -> CountPill | None:
    """The pill of a card; None where its count has nothing to do with the change."""
    change = card.change
    if change is None:
        return None
    was, now = change.count
    if now:
        return CountPill(change.mark, fit(now, ROOM, PILL), fit(was, ROOM, PILL_WAS))
    if change.mark is Mark.CHANGED or not card.many:
        return None
    return CountPill(change.mark, fit(how_many(card.count, card.most), ROOM, PILL))


def count_part(pill: CountPill, right: float, middle: float) -> Part:
    """The pill up to ``right``, centred on the height ``middle``."""
    left, top = right - pill.width, middle - pill.height / 2
    text_top = middle - PILL.leading / 2
    items: list[Item] = [Rectangle("pill", left, top, pill.width, pill.height, pill.height / 2)]
    x = left + PILL_PADDING
    said = [pill.now.lines[0]]
    if pill.was is not None:
        texts = typeset(pill.was, x, text_top)
        items += [*texts, *struck_through(texts)]
        arrow = fit(ARROW, ROOM, PILL)
        items += typeset(arrow, x + pill.was.width + BEFORE, text_top)
        x += pill.was.width + BEFORE + AFTER + arrow.width
        said.insert(0, pill.was.lines[0])
    items += typeset(pill.now, x, text_top)
    words = " to ".join(each.removeprefix("×") for each in said)
    return Part(f"badge count-{pill.mark.value}", tuple(items), tooltip=(f"{words} replicas",))
