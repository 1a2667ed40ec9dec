"""What PNG and PDF are made from: the SVG with one theme's literal colours, and font files."""

from __future__ import annotations

from sdgen.draw.fonts import fallback_warning, find_fallback_fonts, font_family, font_paths
from sdgen.draw.svg import replace_style
from sdgen.draw.theme import DARK, LIGHT, style_sheet
from sdgen.text import missing_characters


def with_theme(svg: str, theme: str) -> str:
    """The picture with the style sheet of ``theme`` (auto is light) and no embedded fonts, which
    these renderers do not read."""
    name = DARK.name if theme == DARK.name else LIGHT.name
    return replace_style(svg, style_sheet(name, font_family("embedded")))


def fonts_for(svg: str) -> tuple[list[str], list[str]]:
    """Paths of the font files that draw the picture's text, and warnings about characters that
    no font has."""
    found = find_fallback_fonts(missing_characters("".join(set(svg))))
    warning = fallback_warning(found)
    paths = [*font_paths(), *found.paths]
    return [str(path) for path in paths], [warning] if warning else []
