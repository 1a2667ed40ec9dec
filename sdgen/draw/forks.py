"""The mark where the lines of a fork leave their card: a bar over them, and on it a pill that says
how many of them must answer."""

from __future__ import annotations

from sdgen.draw.pills import PILL_HEIGHT, MeasuredPill, measure_pills, pill_part
from sdgen.draw.scene import Item, Rectangle
from sdgen.layout.placement import Box
from sdgen.views.diagram import Badge, Tone

ROOM = 120.0


def fork_pill(text: str) -> MeasuredPill:
    """The pill of a fork, measured."""
    return measure_pills(1, (Badge(text, Tone.NEUTRAL),), ROOM)[0]


def fork_items(pill: MeasuredPill, bar: Box, box: Box) -> tuple[Item, ...]:
    """The mark of a fork: an outline in the colour of lines tells the pill from those of cards."""
    return (
        Rectangle("arrow", bar.x, bar.y, bar.width, bar.height, min(bar.width, bar.height) / 2),
        pill_part(pill, box.x, box.centre.y),
        Rectangle("stroke", box.x, box.y, box.width, box.height, PILL_HEIGHT / 2),
    )
