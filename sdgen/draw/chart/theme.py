"""The colours of plots, beside those of every picture: the same roles, and one for the curve."""

from __future__ import annotations

from sdgen.draw.theme import Rules

CURVE_COLOURS = {
    "light": {"curve": "#2563eb", "curve-ink": "#1d4ed8"},
    "dark": {"curve": "#5b9bf8", "curve-ink": "#8dbcfd"},
}
"""Roles that only plots have, by theme."""

CHART_RULES: Rules = (
    (".curve,.grid,.axis,.tick,.limit", "fill", "none"),
    (".curve", "stroke-width", "2.5"),
    (".curve", "stroke-linecap", "round"),
    (".area", "fill-opacity", "0.08"),
    (".area.over", "fill-opacity", "0.16"),
    (".limit", "stroke-width", "1.5"),
    (".limit.lost", "stroke-dasharray", "5 4"),
    (".dot", "stroke-width", "2"),
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
"""What only plots have, after the rules of every picture."""
