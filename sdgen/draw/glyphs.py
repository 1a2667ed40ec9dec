"""The glyphs of component kinds: lucide's drawings by lucide's names."""

from __future__ import annotations

from functools import cache

from sdgen.assets import asset_bytes

UNKNOWN_GLYPH = "box"
"""The glyph that stands for a name that lucide does not have."""
GLYPH_SIZE = 24
"""Width and height of the square that every glyph is drawn in."""


@cache
def _table() -> bytes:
    return b"\n" + asset_bytes("glyphs.txt")


@cache
def _markup(name: str) -> str | None:
    table = _table()
    key = f"\n{name}\t".encode(errors="replace")
    start = table.find(key)
    if start < 0 or not name.replace("-", "").isalnum():
        return None
    return table[start + len(key) : table.index(b"\n", start + 1)].decode("ascii")


def glyph_exists(name: str) -> bool:
    """Whether lucide has a glyph called ``name``."""
    return _markup(name) is not None


def glyph_markup(name: str) -> str:
    """The shapes of the glyph as SVG markup, in a square of 24 by 24.

    They have no colours: the element around them sets ``fill="none"``, the stroke's colour, a
    ``stroke-width`` (lucide's own is 2) and round caps and joins. An unknown name gives a plain
    box.
    """
    return _markup(name) or _markup(UNKNOWN_GLYPH) or ""
