"""The title block: the design's name, and below it the view and the facts that it shows."""

from __future__ import annotations

from msgspec import Struct

from sdgen.draw.scene import Part
from sdgen.draw.typography import SUBTITLE, TITLE, FittedLine, fit, typeset

SUBTITLE_GAP = 3.0
MINIMUM_ROOM = 300.0
MAXIMUM_ROOM = 520.0


class TitleBlock(Struct, frozen=True):
    """The fitted texts of the title block."""

    title: FittedLine
    subtitle: FittedLine | None

    @property
    def width(self) -> float:
        """The wider of the two texts."""
        return max(self.title.width, self.subtitle.width if self.subtitle else 0.0)

    @property
    def height(self) -> float:
        """Both texts and the gap between them."""
        below = self.subtitle.height + SUBTITLE_GAP if self.subtitle else 0.0
        return self.title.height + below


def measure_title(title: str, subtitle: str, picture_width: float) -> TitleBlock:
    """The title block for a picture whose content is ``picture_width`` wide."""
    room = min(max(picture_width, MINIMUM_ROOM), MAXIMUM_ROOM)
    return TitleBlock(
        fit(title, room, TITLE, lines=2),
        fit(subtitle, room, SUBTITLE, lines=3) if subtitle else None,
    )


def title_part(block: TitleBlock, left: float, top: float) -> Part:
    """The block with its top left corner at (``left``, ``top``)."""
    items = list(typeset(block.title, left, top))
    tooltip = [block.title.whole] if block.title.whole else []
    if block.subtitle:
        items += typeset(block.subtitle, left, top + block.title.height + SUBTITLE_GAP)
        if block.subtitle.whole:
            tooltip.append(block.subtitle.whole)
    return Part("heading", tuple(items), id="heading", tooltip=tuple(tooltip))
