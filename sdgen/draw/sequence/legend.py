"""The legend of a sequence diagram: the arrows and bars that occur on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from sdgen.draw.legend_row import Swatch
from sdgen.draw.scene import Item, Part, Rectangle
from sdgen.draw.sequence.arrows import arrow_items
from sdgen.draw.sequence.measured import share_width
from sdgen.draw.typography import SHARE, fit, typeset
from sdgen.layout.sequence.placed import PlacedArrow
from sdgen.layout.sequence.spacing import BAR, CHIP_HEIGHT
from sdgen.views.sequence import Bar, Message, MessageKind, Section, Sequence

ARROW = 30.0
_BAR = (2 * BAR, 16.0)
_WORDS = {
    MessageKind.CALL: "Call",
    MessageKind.ASYNCHRONOUS: "Asynchronous",
    MessageKind.RETURN: "Return",
}


def swatches(page: Sequence) -> list[Swatch]:
    """What occurs on the page, in the order in which it is explained."""
    events = [event for section in page.sections for event in section.events]
    kinds = {event.kind for event in events if isinstance(event, Message)}
    found = [Swatch(word, ARROW, _arrow(kind)) for kind, word in _WORDS.items() if kind in kinds]
    found.append(Swatch("Works", _BAR[0], _bar("own", page)))
    found.append(Swatch("Waits", _BAR[0], _bar("stay", page)))
    return [*found, *_shares(page)]


def _shares(page: Sequence) -> Iterator[Swatch]:
    """A share that is not the largest, and one that is."""
    for largest, word in ((False, "Own share of p99"), (True, "The largest")):
        for section in page.sections:
            bar = next((each for each in _shown(section) if each.largest is largest), None)
            if bar is not None:
                yield Swatch(word, share_width(bar.share), _share(bar, section))
                break


def _shown(section: Section) -> Iterator[Bar]:
    """The bars that begin in a section and have a share."""
    for event in section.events:
        if isinstance(event, Message) and not event.returns and event.bar in section.bars:
            bar = section.bars[event.bar]
            if bar.share:
                yield bar


def _arrow(kind: MessageKind) -> Callable[[float, float], Iterable[Item]]:
    return lambda left, middle: arrow_items(kind, PlacedArrow(left, left + ARROW, middle, left))


def _bar(classes: str, page: Sequence) -> Callable[[float, float], Iterable[Item]]:
    around = _around(page.sections[0])
    width, height = _BAR
    return lambda left, middle: (
        Part(around, (Rectangle(classes, left, middle - height / 2, width, height, 3.0),)),
    )


def _share(bar: Bar, section: Section) -> Callable[[float, float], Iterable[Item]]:
    width, tone = share_width(bar.share), "largest" if bar.largest else ""
    text = fit(bar.share, width, SHARE)

    def draw(left: float, middle: float) -> Iterable[Item]:
        box = Rectangle(
            f"share {tone}".strip(), left, middle - CHIP_HEIGHT / 2, width, CHIP_HEIGHT, 5.0
        )
        said = typeset(text, left + width / 2, middle - SHARE.leading / 2, "middle", tone)
        return (Part(_around(section), (box, *said)),)

    return draw


def _around(section: Section) -> str:
    return "sample" if section.waits else "sample afterwards"
