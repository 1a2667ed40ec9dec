"""The style sheet of each look that a scene can have."""

from __future__ import annotations

from typing import assert_never

from sdgen.draw import theme as base
from sdgen.draw.scene import Look


def style_sheet(look: Look, theme: str, font_family: str) -> str:
    """The rules of a picture in ``theme`` (auto, light, dark); ``font_family`` is the CSS list of
    typefaces."""
    match look:
        case Look.DIAGRAM:
            return base.style_sheet(theme, font_family)
        case Look.CHART:
            from sdgen.draw.chart.theme import chart_style_sheet

            return chart_style_sheet(theme, font_family)
        case _:
            assert_never(look)
