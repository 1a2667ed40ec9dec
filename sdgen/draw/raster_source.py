"""What PNG and PDF are made from: the SVG with one theme's literal colours, and font files."""

from __future__ import annotations

from sdgen.draw.chart_theme import CHART_CLASSES, chart_style_sheet
from sdgen.draw.fonts import fallback_warning, find_fallback_fonts, font_family, font_paths
from sdgen.draw.svg import picture_classes, replace_style
from sdgen.draw.theme import DARK, LIGHT, Theme, style_sheet
from sdgen.text import missing_characters


def theme_of(name: str) -> Theme:
    """The theme of that name; that of auto is light."""
    return DARK if name == DARK.name else LIGHT


def with_theme(svg: str, theme: str) -> str:
    """The picture with the style sheet of ``theme`` (auto is light) and no embedded fonts, which
    these renderers do not read."""
    sheet = chart_style_sheet if picture_classes(svg) == CHART_CLASSES else style_sheet
    return replace_style(svg, sheet(theme_of(theme).name, font_family("embedded")))


def fonts_for(svg: str) -> tuple[list[str], list[str]]:
    """Paths of the font files that draw the picture's text, and warnings about characters that
    no font has."""
    found = find_fallback_fonts(missing_characters("".join(set(svg))))
    warning = fallback_warning(found)
    paths = [*font_paths(), *found.paths]
    return [str(path) for path in paths], [warning] if warning else []
