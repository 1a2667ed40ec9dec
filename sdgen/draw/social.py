"""The preview of a link: a picture of exact size, its title and the numbers that matter most large
beside the drawing, which is scaled to the rest. It has no legend and no list of steps, whose letters nobody
could read there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from sdgen.blocks import Number
from sdgen.blocks.phrases import plain
from sdgen.draw.fits import Fit
from sdgen.draw.scene import Frame, Item, Part, Scene
from sdgen.draw.typography import (
    HEADLINE,
    HEADLINE_LABEL,
    HEADLINE_TEXT,
    HEADLINE_VALUE,
    HEADLINE_VIEW,
    FittedLine,
    fit,
    typeset,
    width_of,
)
from sdgen.layout.placement import Box

MARGIN: Final = 44.0
PANEL: Final = 316.0
"""How wide title and numbers are where there are numbers."""
GAP: Final = 44.0
"""Between them and the drawing."""
BELOW_TITLE: Final = 6.0
BELOW_HEADING: Final = 24.0
BETWEEN_NUMBERS: Final = 22.0
MOST_ENLARGED: Final = 1.75
"""How many times as large as in other pictures the few cards of a small one may be."""
BETWEEN_FACTS: Final = " · "
"""What views put between the facts of a subtitle."""
TONES: Final = frozenset({"good", "warning", "bad"})


class _Line(Struct, frozen=True):
    """A text of the headline; ``above`` is the room over it."""

    text: FittedLine
    above: float = 0.0
    tone: str = ""

    @property
    def height(self) -> float:
        return self.above + self.text.height


class Preview(Struct, frozen=True):
    """How large a preview is, the texts in it, and where its drawing stands."""

    width: float
    height: float
    texts: tuple[Part, ...]
    frame: Frame


def arrange_preview(
    title: str, subtitle: str, size: tuple[float, float], place: Fit, headline: Sequence[Number]
) -> Preview:
    """A preview as large as ``place`` is: numbers at the left below the title, or the title alone above
    the drawing, which is of that ``size``."""
    room = Box(MARGIN, MARGIN, place.width - 2 * MARGIN, place.height - 2 * MARGIN)
    width = PANEL if headline else room.width
    heading = _heading(title, subtitle, width, lines=3 if headline else 1)
    texts = [Part("heading", _set(heading, room.x, room.y), id="heading")]
    top = room.y + _height(heading) + BELOW_HEADING
    if headline:
        numbers = [line for each in headline for line in _number(each)]
        foot = max(top, room.bottom - _height(numbers))
        texts.append(Part("numbers", _set(numbers, room.x, foot), id="numbers"))
        left = room.x + PANEL + GAP
        rest = Box(left, room.y, room.right - left, room.height)
    else:
        rest = Box(room.x, top, room.width, room.bottom - top)
    return Preview(place.width, place.height, tuple(texts), _centred(size, rest))


def compose_preview(preview: Preview, drawing: Iterable[Item], scene: Scene) -> Scene:
    """The whole picture: the ``scene`` in the size of the preview, with its texts and the drawing."""
    inner = Part("drawing", tuple(drawing), id="drawing", frame=preview.frame)
    return replace(scene, width=preview.width, height=preview.height, items=(*preview.texts, inner))


def _heading(title: str, subtitle: str, width: float, *, lines: int) -> list[_Line]:
    found = [_Line(fit(title, width, HEADLINE, lines=lines, full_size=True))]
    if subtitle:
        found.append(_Line(_subtitle(subtitle, width, lines), BELOW_TITLE))
    return found


def _subtitle(text: str, width: float, lines: int) -> FittedLine:
    """The facts of a subtitle below each other where each has room on a line of its own."""
    facts = text.split(BETWEEN_FACTS)
    if 1 < len(facts) <= lines and all(width_of(each, HEADLINE_VIEW) <= width for each in facts):
        text = "\n".join(facts)
    return fit(text, width, HEADLINE_VIEW, lines=lines, full_size=True)


def _number(number: Number) -> list[_Line]:
    """What it is, how much, and a sentence about it."""
    tone = number.tone.value if number.tone is not None and number.tone.value in TONES else ""
    return [
        _Line(fit(number.label, PANEL, HEADLINE_LABEL), BETWEEN_NUMBERS),
        _Line(fit(number.value, PANEL, HEADLINE_VALUE), 0.0, tone),
        _Line(fit(plain(number.text), PANEL, HEADLINE_TEXT, lines=3, full_size=True)),
    ]


def _height(lines: Sequence[_Line]) -> float:
    return sum(each.height for each in lines)


def _set(lines: Sequence[_Line], left: float, top: float) -> tuple[Item, ...]:
    items: list[Item] = []
    for each in lines:
        items += typeset(each.text, left, top + each.above, tone=each.tone)
        top += each.height
    return tuple(items)


def _centred(size: tuple[float, float], room: Box) -> Frame:
    """The frame in which the drawing is as large as the room allows, in the middle of it."""
    width, height = (max(each, 1.0) for each in size)
    scale = min(room.width / width, room.height / height, MOST_ENLARGED)
    return Frame(
        room.x + (room.width - width * scale) / 2,
        room.y + (room.height - height * scale) / 2,
        scale,
    )
