"""The heading of pictures of a journey or of data: the design's name, below it what is shown with
its facts in bold, and at the right a meter."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sdgen.draw.meters import METER_HEIGHT, MeasuredMeter, measure_meter, meter_items
from sdgen.draw.phrases import PhraseBlock, phrase_items, set_phrases
from sdgen.draw.scene import Item, Part
from sdgen.draw.title import SUBTITLE_GAP
from sdgen.draw.typography import (
    SUBTITLE,
    SUBTITLE_FACT,
    TITLE,
    FittedLine,
    fit,
    tooltip_of,
    typeset,
)
from sdgen.views.diagram import Meter
from sdgen.views.phrases import Phrase

METER_WIDTH = 216.0
METER_GAP = 24.0
METER_FOOT = 4.5
"""Of the line of text below which the meter ends: its bar stands on the line's baseline."""
LEAST_ROOM = 320.0


class Heading(Struct, frozen=True):
    """The fitted texts of a heading, and its meter, which stands at the right of a picture."""

    title: FittedLine
    subtitle: PhraseBlock
    meter: MeasuredMeter | None

    @property
    def height(self) -> float:
        """From the top of the title to the bottom of the subtitle."""
        return self.title.height + SUBTITLE_GAP + self.subtitle.height

    @property
    def width(self) -> float:
        """The least width of a picture in which the meter stands beside the texts."""
        beside = METER_GAP + METER_WIDTH if self.meter is not None else 0.0
        return max(self.title.width, self.subtitle.width) + beside


def measure_heading(
    title: str, subtitle: Sequence[Phrase], meter: Meter | None, width: float
) -> Heading:
    """The heading of a picture that is ``width`` wide within its margins."""
    beside = METER_GAP + METER_WIDTH if meter is not None else 0.0
    room = max(width - beside, LEAST_ROOM)
    return Heading(
        fit(title, room, TITLE, lines=2),
        set_phrases(subtitle, room, SUBTITLE, SUBTITLE_FACT),
        measure_meter(meter, METER_WIDTH) if meter is not None else None,
    )


def heading_part(heading: Heading, left: float, top: float, right: float) -> Part:
    """The heading with its texts from ``left`` and its meter up to ``right``, both ending at
    one height."""
    items: list[Item] = [*typeset(heading.title, left, top)]
    items += phrase_items(heading.subtitle, left, top + heading.title.height + SUBTITLE_GAP)
    if heading.meter is not None:
        foot = top + heading.height - METER_FOOT
        items += meter_items(heading.meter, right - METER_WIDTH, right, foot - METER_HEIGHT)
    return Part("heading", tuple(items), id="heading", tooltip=tooltip_of([heading.title]))
