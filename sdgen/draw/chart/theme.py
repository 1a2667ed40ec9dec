"""The colours of plots, beside those of every picture: the same roles, and one for the curve."""

from __future__ import annotations

from sdgen.draw.theme import DARK, LIGHT, style_sheet

CURVE_COLOURS = {
    "light": {"curve": "#2563eb", "curve-ink": "#1d4ed8"},
    "dark": {"curve": "#5b9bf8", "curve-ink": "#8dbcfd"},
}
"""Roles that only plots have, by theme."""

# Selector, property, role; later rules win over earlier ones of the same weight.
_COLOUR_RULES: tuple[tuple[str, str, str], ...] = (
    (".curve", "stroke", "curve"),
    (".curve.over", "stroke", "bad"),
    (".area", "fill", "curve"),
    (".area.over", "fill", "bad"),
    (".grid", "stroke", "rule"),
    (".axis,.tick", "stroke", "light-line"),
    (".limit", "stroke", "neutral-ink"),
    (".limit.lost", "stroke", "warning-ink"),
    (".dot", "fill", "face"),
    (".dot", "stroke", "bad"),
    (".dot.lost", "stroke", "warning-ink"),
    (".value.final", "fill", "curve-ink"),
)

_SHAPE_RULES = (
    ".curve{fill:none;stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round}"
    ".area{fill-opacity:0.08}"
    ".area.over{fill-opacity:0.16}"
    ".grid,.axis,.tick{fill:none;stroke-width:1}"
    ".limit{fill:none;stroke-width:1.5}"
    ".limit.lost{stroke-dasharray:5 4}"
    ".dot{stroke-width:2}"
)


def chart_style_sheet(theme: str, font_family: str) -> str:
    """The rules of a plot in ``theme`` (auto, light, dark), in the way of ``style_sheet``."""
    base = style_sheet(theme, font_family) + _SHAPE_RULES
    if theme != "auto":
        return base + _colour_rules(theme)
    dark = f"@media (prefers-color-scheme:dark){{.chart{{{_variables(DARK.name)}}}}}"
    light = f".chart{{{_variables(LIGHT.name)}}}"
    return (
        f"{base}{_colour_rules(LIGHT.name)}@supports (--a:b){{{light}{dark}{_colour_rules(None)}}}"
    )


def _colour_rules(theme: str | None) -> str:
    """With the theme's own values, or as variables without one."""
    if theme is None:
        return "".join(
            f"{selector}{{{key}:var(--{role})}}" for selector, key, role in _COLOUR_RULES
        )
    roles = {**(DARK if theme == DARK.name else LIGHT).roles, **CURVE_COLOURS[theme]}
    return "".join(f"{selector}{{{key}:{roles[role]}}}" for selector, key, role in _COLOUR_RULES)


def _variables(theme: str) -> str:
    return "".join(f"--{role}:{colour};" for role, colour in CURVE_COLOURS[theme].items())
