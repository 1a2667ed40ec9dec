"""The title block: the design's name, and below it the view and the facts that it shows."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sdgen.draw.phrases import PhraseBlock, phrase_items, set_phrases
from sdgen.draw.scene import Item, Part
from sdgen.draw.typography import SUBTITLE, SUBTITLE_FACT, TITLE, FittedLine, fit, typeset
from sdgen.views.phrases import Phrase

SUBTITLE_GAP = 3.0
MINIMUM_ROOM = 300.0
MAXIMUM_ROOM = 520.0


class TitleBlock(Struct, frozen=True):
    """The fitted texts of the title block; some words of the subtitle may stand out."""

    title: FittedLine
    subtitle: FittedLine | PhraseBlock | None

    @property
    def width(self) -> float:
        """The wider of the two texts."""
        return max(self.title.width, self.subtitle.width if self.subtitle else 0.0)

    @property
    def height(self) -> float:
        """Both texts and the gap between them."""
        below = self.subtitle.height + SUBTITLE_GAP if self.subtitle else 0.0
        return self.title.height + below


def measure_title(
    title: str, subtitle: str, picture_width: float, strong: Sequence[str] = ()
) -> TitleBlock:
    """The title block for a picture whose content is ``picture_width`` wide; ``strong`` are the
    words of the subtitle that stand out, in their order."""
    room = min(max(picture_width, MINIMUM_ROOM), MAXIMUM_ROOM)
    below = _subtitle(subtitle, room, strong) if subtitle else None
    return TitleBlock(fit(title, room, TITLE, lines=2), below)


def _subtitle(text: str, room: float, strong: Sequence[str]) -> FittedLine | PhraseBlock:
    """The subtitle within ``room``; plain where nothing stands out, or a word is too long."""
    if strong:
        phrases, rest = [], text
        for words in strong:
            before, found, after = rest.partition(words)
            if found:
                phrases += [Phrase(before), Phrase(found, strong=True)]
                rest = after
        whole = [phrase for phrase in (*phrases, Phrase(rest)) if phrase.text]
        block = set_phrases(whole, room, SUBTITLE, SUBTITLE_FACT)
        if block.width <= room:
            return block
    return fit(text, room, SUBTITLE, lines=3)


def title_part(block: TitleBlock, left: float, top: float) -> Part:
    """The block with its top left corner at (``left``, ``top``)."""
    items: list[Item] = [*typeset(block.title, left, top)]
    tooltip = [block.title.whole] if block.title.whole else []
    below = top + block.title.height + SUBTITLE_GAP
    if isinstance(block.subtitle, PhraseBlock):
        items += phrase_items(block.subtitle, left, below)
    elif block.subtitle:
        items += typeset(block.subtitle, left, below)
        if block.subtitle.whole:
            tooltip.append(block.subtitle.whole)
    return Part("heading", tuple(items), id="heading", tooltip=tuple(tooltip))
