from __future__ import annotations

from xml.etree import ElementTree

from sdgen.draw.glyphs import UNKNOWN_GLYPH, glyph_exists, glyph_markup
from sdgen.kinds import KINDS
from tests.support.cases import every_case


@every_case("kind", KINDS.values())
def test_every_kind_has_its_glyph(kind) -> None:
    assert glyph_exists(kind.glyph)
    shapes = ElementTree.fromstring(f"<g>{glyph_markup(kind.glyph)}</g>")
    assert len(shapes) > 0


@every_case("name", ["", "no-such-glyph", "server\t", "box\n", "../server", "sérver", "\ud800"])
def test_an_unknown_glyph_is_a_box(name: str) -> None:
    assert not glyph_exists(name)
    assert glyph_markup(name) == glyph_markup(UNKNOWN_GLYPH) != ""
