"""The scene: placed drawing items in picture coordinates, before they are written as SVG."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle with corners of ``radius``; ``classes`` name its look in the style sheet."""

    classes: str
    x: float
    y: float
    width: float
    height: float
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Text:
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


@dataclass(frozen=True, slots=True)
class Path:
    """A path by SVG path data."""

    classes: str
    data: str


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol of the picture, drawn into a square of ``size``; see ``SymbolDefinition``."""

    classes: str
    symbol: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class SymbolDefinition:
    """What a symbol draws: ``markup`` is trusted SVG on a square of ``view`` units."""

    id: str
    markup: str
    view: float


@dataclass(frozen=True, slots=True)
class Part:
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


@dataclass(frozen=True, slots=True)
class Scene:
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
