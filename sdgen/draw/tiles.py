"""The coloured tile that stands for a component in every type of picture, with its icon or glyph."""

from __future__ import annotations

from sdgen.draw.escape import escape_id
from sdgen.draw.scene import Item, Rectangle, Symbol
from sdgen.draw.theme import PALETTE_NAMES
from sdgen.views.diagram import Card

TILE = 36.0
TILE_CORNER = 9.0
GLYPH = 20.0
ICON = 28.0
CORNER = 11.0
"""Of the card or panel that the tile stands on."""


def glyph_id(name: str) -> str:
    """The id of the symbol that draws the lucide glyph ``name``."""
    return f"glyph-{escape_id(name)}"


def icon_id(name: str) -> str:
    """The id of the symbol that draws the product icon ``name``."""
    return f"icon-{escape_id(name)}"


def tile_items(
    card: Card,
    left: float,
    top: float,
    symbols: frozenset[str],
    size: float = TILE,
    *,
    faded: bool = False,
    quiet: bool = False,
) -> list[Item]:
    """The tile of a component with its icon or glyph, ``size`` wide and high; ``symbols`` are those
    that there are. Of one that is ``quiet`` little is seen."""
    scale = size / TILE
    corner, icon, glyph = TILE_CORNER * scale, ICON * scale, GLYPH * scale
    if card.icon and icon_id(card.icon) in symbols:
        inset = (size - icon) / 2
        return [
            Rectangle("icon-tile", left, top, size, size, corner),
            Symbol("icon", icon_id(card.icon), left + inset, top + inset, icon, faded, quiet),
        ]
    colour = card.colour if card.colour in PALETTE_NAMES else "slate"
    items: list[Item] = [Rectangle(f"tile {colour}", left, top, size, size, corner)]
    if glyph_id(card.glyph) in symbols:
        inset = (size - glyph) / 2
        items.append(Symbol("glyph", glyph_id(card.glyph), left + inset, top + inset, glyph))
    return items
