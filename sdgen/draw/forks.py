"""The mark where the lines of a fork leave their card: a bar over them, and on it a pill that says
how many of them must answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sdgen.draw.pills import PILL_HEIGHT, MeasuredPill, measure_pills, pill_part
from sdgen.draw.scene import Item, Rectangle
from sdgen.layout.placement import Box
from sdgen.views.diagram import Badge, Fork, Tone

ROOM = 120.0


def fork_pill(text: str) -> MeasuredPill:
    """The pill of a fork, measured."""
    return measure_pills(1, (Badge(text, Tone.NEUTRAL),), ROOM)[0]


def fork_words(forks: Sequence[Fork]) -> Iterator[tuple[str, str]]:
    """What a legend says: one entry for any-of, one for quorums, each the text of the first and a
    word for it."""
    for quorum, word in ((False, "One of these must answer"), (True, "So many must answer")):
        first = next((fork for fork in forks if fork.quorum is quorum), None)
        if first is not None:
            yield first.text, word


def fork_mark(pill: MeasuredPill, box: Box) -> tuple[Item, Item]:
    """The pill of a fork: an outline in the colour of lines tells it from those of cards."""
    return (
        pill_part(pill, box.x, box.centre.y),
        Rectangle("stroke", box.x, box.y, box.width, box.height, PILL_HEIGHT / 2),
    )


def fork_items(pill: MeasuredPill, bar: Box, box: Box) -> tuple[Item, ...]:
    """The mark of a fork with the bar that its lines leave from."""
    return (
        Rectangle("arrow", bar.x, bar.y, bar.width, bar.height, min(bar.width, bar.height) / 2),
        *fork_mark(pill, box),
    )
