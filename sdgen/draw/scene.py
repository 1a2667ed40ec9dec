"""The scene: placed drawing items in picture coordinates, before they are written as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from sdgen.draw.colouring import PLAIN, Colouring

SHARE_BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""How much of a line of text is left of its place, by anchor."""


Look = Literal[
    "sdgen",
    "sdgen change",
    "sdgen chart",
    "sdgen entities",
    "sdgen matrix",
    "sdgen rack",
    "sdgen sequence",
]
"""What kind of picture a scene shows, as the classes of the SVG's root: it decides the rules by which
its elements look."""


class Rectangle(Struct, frozen=True):
    """A rectangle with corners of ``radius``; ``classes`` name its look in the rules."""

    classes: str
    x: float
    y: float
    width: float
    height: float
    radius: float = 0.0


class Text(Struct, frozen=True):
    """One line of text; (``x``, ``y``) is its baseline at ``anchor``: start, middle or end.

    ``width`` is its measured width. ``right_to_left`` says which way the line runs. ``family`` is
    a font instead of the picture's, "" for none. ``whole`` is the text that this line and those
    after it are the beginning of, where it was cut.
    """

    classes: str
    x: float
    y: float
    content: str
    size: float
    width: float
    anchor: str = "start"
    right_to_left: bool = False
    family: str = ""
    whole: str = ""

    def anchored(self) -> tuple[float, str]:
        """The x and the anchor by which the line is drawn. One that runs right to left is centred
        on the place it takes, because renderers differ in which end of it they call the start."""
        if not self.right_to_left:
            return self.x, self.anchor
        return self.x + self.width * (0.5 - SHARE_BEFORE[self.anchor]), "middle"


class Path(Struct, frozen=True):
    """A path by SVG path data."""

    classes: str
    data: str


class Flow(Struct, frozen=True):
    """What runs along a path, by SVG path data ``length`` px long, where pictures move: once in each
    ``cycle`` seconds, from ``begins`` on for ``lasts`` of them. Elsewhere it is not seen."""

    data: str
    length: float
    begins: float
    lasts: float
    cycle: float


class Symbol(Struct, frozen=True):
    """A symbol of the picture, drawn into a square of ``size``; see ``SymbolDefinition``. An image
    that is ``faded`` has next to no colours, of one that is ``quiet`` little is seen."""

    classes: str
    symbol: str
    x: float
    y: float
    size: float
    faded: bool = False
    quiet: bool = False


class SymbolDefinition(Struct, frozen=True):
    """What a symbol draws: ``markup`` is trusted SVG on a square of ``view`` units; or ``image``,
    the ``data:`` address of a picture that fills the square, with the name of the product ``icon`` that
    is there in more detail."""

    id: str
    markup: str = ""
    view: float = 1.0
    image: str = ""
    icon: str = ""


class Frame(Struct, frozen=True):
    """Where items stand whose coordinates are ``scale`` times as large outside: (``x``, ``y``) is the
    place of their origin."""

    x: float
    y: float
    scale: float


class Part(Struct, frozen=True):
    """Items that belong together: an SVG group with an id, a tooltip and a link where given.

    ``tooltip`` is a line of text each. ``data`` are ``data-*`` attributes. ``link`` has passed
    ``safe_link``. Of a ``line`` the items are texts that follow each other on one baseline, each with the
    space behind it: written as one text, so that none runs into the next where letters are wider.
    One with a ``frame`` has coordinates of its own.
    """

    classes: str
    items: tuple[Item, ...]
    id: str = ""
    tooltip: tuple[str, ...] = ()
    link: str = ""
    data: tuple[tuple[str, str], ...] = ()
    line: bool = False
    frame: Frame | None = None


Item = Rectangle | Text | Path | Flow | Symbol | Part


class Scene(Struct, frozen=True):
    """A whole picture: its size, its title and description for screen readers, its items from
    back to front, the symbols that they use, and the look for which they were made. ``name`` is
    the beginning of its ids (``picture_id``); a ``transparent`` one has nothing behind its items, and
    ``colouring`` is what a look or a house makes of the colours of themes."""

    width: float
    height: float
    title: str
    description: str
    items: tuple[Item, ...]
    symbols: tuple[SymbolDefinition, ...] = ()
    look: Look = "sdgen"
    colouring: Colouring = PLAIN
    name: str = "picture"
    transparent: bool = False


def texts(items: Iterable[Item]) -> Iterator[Text]:
    """Every line of text among the items and the parts of them, from back to front."""
    for item in items:
        if isinstance(item, Text):
            yield item
        elif isinstance(item, Part):
            yield from texts(item.items)
