"""The scene: placed drawing items in picture coordinates, before they are written as SVG."""

from __future__ import annotations

from msgspec import Struct


class Rectangle(Struct, frozen=True):
    """A rectangle with corners of ``radius``; ``classes`` name its look in the style sheet."""

    classes: str
    x: float
    y: float
    width: float
    height: float
    radius: float = 0.0


class Text(Struct, frozen=True):
    """One line of text; (``x``, ``y``) is its baseline at ``anchor``: start, middle or end.

    ``width`` is its measured width. Text that runs right to left is centred on the place it
    takes, because renderers differ in which end of it they call the start.
    """

    classes: str
    x: float
    y: float
    content: str
    size: float
    width: float
    anchor: str = "start"


class Path(Struct, frozen=True):
    """A path by SVG path data."""

    classes: str
    data: str


class Symbol(Struct, frozen=True):
    """A symbol of the picture, drawn into a square of ``size``; see ``SymbolDefinition``."""

    classes: str
    symbol: str
    x: float
    y: float
    size: float


class SymbolDefinition(Struct, frozen=True):
    """What a symbol draws: ``markup`` is trusted SVG on a square of ``view`` units."""

    id: str
    markup: str
    view: float


class Part(Struct, frozen=True):
    """Items that belong together: an SVG group with an id, a tooltip and a link where given.

    ``tooltip`` is a line of text each. ``data`` are ``data-*`` attributes. ``link`` has passed
    ``safe_link``.
    """

    classes: str
    items: tuple[Item, ...]
    id: str = ""
    tooltip: tuple[str, ...] = ()
    link: str = ""
    data: tuple[tuple[str, str], ...] = ()


Item = Rectangle | Text | Path | Symbol | Part


class Scene(Struct, frozen=True):
    """A whole picture: its size, its title and description for screen readers, its items from
    back to front and the symbols that they use. ``classes`` are those of the root, by which the
    style sheet knows what is drawn."""

    width: float
    height: float
    title: str
    description: str
    items: tuple[Item, ...]
    symbols: tuple[SymbolDefinition, ...] = ()
    classes: str = "sdgen"
