"""Small fonts made for tests: a filled box for each character."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables.DefaultTable import DefaultTable

UNITS = 1000


def make_font(
    path: Path, family: str, widths: Mapping[str, int], *, pictures_only: bool = False
) -> Path:
    """A font of ``family`` with these characters, so many thousandths of an em wide. With
    ``pictures_only`` it has the tables of a font of coloured bitmaps (empty) and no outlines."""
    names = {character: f"box{ord(character):X}" for character in widths}
    advances = {".notdef": 500, **{names[each]: width for each, width in widths.items()}}
    glyphs = {}
    for name, width in advances.items():
        pen = TTGlyphPen(None)
        if width and name != names.get(" "):
            pen.moveTo((0, 0))
            for corner in ((0, 700), (width, 700), (width, 0)):
                pen.lineTo(corner)
            pen.closePath()
        glyphs[name] = pen.glyph()
    builder = FontBuilder(UNITS, isTTF=True)
    builder.setupGlyphOrder(list(advances))
    builder.setupCharacterMap({ord(each): name for each, name in names.items()})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (width, 0) for name, width in advances.items()})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": "Made-Regular"})
    builder.setupOS2()
    builder.setupPost()
    if pictures_only:
        del builder.font["glyf"], builder.font["loca"]
        builder.font["CBDT"] = table = DefaultTable("CBDT")
        table.data = b"\0\3\0\0"
    builder.save(path)
    return path
