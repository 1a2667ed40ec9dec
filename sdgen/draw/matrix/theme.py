"""The colours of matrices, beside those of every picture: the same roles, and those of bars."""

from __future__ import annotations

from sdgen.draw.theme import Rules

SHARE_COLOURS = {
    "light": {"share": "#6d86c9", "short": "#c2710c", "alone": "#fdecec", "band": "#f3f6fa"},
    "dark": {"share": "#7d93cf", "short": "#f59e0b", "alone": "#3a1d24", "band": "#161e2a"},
}
"""Roles that only matrices have, by theme: bars of the share of a component, those where too little is
left without the zone, and the grounds of the only zone that something is in and of columns."""

MATRIX_RULES: Rules = (
    (".band", "fill", "band"),
    (".divider", "fill", "none"),
    (".divider", "stroke", "edge"),
    (".bar.share", "fill", "share"),
    (".bar.short", "fill", "short"),
    (".bar.lost", "fill", "bad"),
    (".tint", "fill", "share"),
    (".tint.short", "fill", "short"),
    (".tint.lost", "fill", "bad"),
    (".tint", "fill-opacity", "0.12"),
    (".tint.more", "fill-opacity", "0.24"),
    (".tint.most", "fill-opacity", "0.36"),
    (".alone", "fill", "alone"),
    (".alone", "stroke", "bad"),
    (".alone", "stroke-width", "1.75"),
    (".call", "fill", "share"),
    (".call.some", "fill-opacity", "0.5"),
    (".self", "fill", "share"),
    (".self", "fill-opacity", "0.12"),
    (".name.bad", "fill", "bad-ink"),
    (".name.muted,.name.neutral", "fill", "muted"),
    (".value.plain", "fill", "ink"),
    (".technology.bad", "fill", "bad-ink"),
    (".tick,.cross,.arrow-up,.half-edge", "fill", "none"),
    (".tick,.cross,.arrow-up", "stroke-linecap", "round"),
    (".tick,.cross,.arrow-up,.half-edge", "stroke-width", "1.75"),
    (".tick", "stroke", "line"),
    (".cross,.arrow-up", "stroke", "solid-ink"),
    (".half-edge", "stroke", "warning-ink"),
    (".half", "fill", "warning-ink"),
    (".disc.over", "fill", "warning-solid"),
    (".disc.down", "fill", "bad-solid"),
)
"""What only matrices have, after the rules of every picture."""
