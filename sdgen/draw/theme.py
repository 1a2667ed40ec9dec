"""Themes as data: which colour each role of a picture has, and which role and which strokes each
element has. ``sdgen.draw.appearance`` makes attributes from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

ThemeName = Literal["auto", "light", "dark"]


class Theme(Struct, frozen=True):
    """Colours by role, and the tiles' palette by colour name; values are ``#rrggbb``."""

    name: str
    roles: Mapping[str, str]
    palette: Mapping[str, str]


PALETTE_NAMES = (
    "slate",
    "sky",
    "indigo",
    "blue",
    "violet",
    "amber",
    "red",
    "emerald",
    "teal",
    "pink",
    "orange",
    "cyan",
)

LIGHT = Theme(
    name="light",
    roles={
        "background": "#ffffff",
        "ink": "#0f172a",
        "muted": "#55637a",
        "face": "#ffffff",
        "edge": "#7d8ca2",
        "behind": "#f8fafc",
        "shade": "#e6ebf2",
        "rule": "#e2e8f0",
        "group": "#f6f8fb",
        "group-edge": "#8291a7",
        "inner-group": "#eef2f8",
        "inner-group-edge": "#7c8ba1",
        "line": "#64748b",
        "light-line": "#7a8aa0",
        "dimmed-line": "#7c8ba1",
        "dimmed-face": "#f8fafc",
        "dimmed-edge": "#e2e8f0",
        "dimmed-tile": "#b6c2d1",
        "glyph": "#ffffff",
        "icon-tile": "#f1f5f9",
        "track": "#e8edf4",
        "chip": "#e4e9fd",
        "chip-ink": "#3730a3",
        "pill": "#e2e8f0",
        "pill-ink": "#334155",
        "solid-ink": "#ffffff",
        "accent": "#6366f1",
        "accent-solid": "#4f46e5",
        "accent-edge": "#6f7fd6",
        "slate-solid": "#64748b",
        "path": "#4f46e5",
        "dimmed-ink": "#667388",
        "dimmed-icon-tile": "#f1f5f9",
        "good": "#17934a",
        "warning": "#b9770e",
        "bad": "#ef4444",
        "neutral": "#77879d",
        "good-ink": "#15803d",
        "warning-ink": "#b45309",
        "bad-ink": "#c81e1e",
        "neutral-ink": "#475569",
        "good-solid": "#15803d",
        "warning-solid": "#b45309",
        "bad-solid": "#dc2626",
    },
    palette={
        "slate": "#475569",
        "sky": "#0284c7",
        "indigo": "#6366f1",
        "blue": "#2563eb",
        "violet": "#7c3aed",
        "amber": "#d97706",
        "red": "#dc2626",
        "emerald": "#059669",
        "teal": "#0d9488",
        "pink": "#be185d",
        "orange": "#ea580c",
        "cyan": "#0891b2",
    },
)

DARK = Theme(
    name="dark",
    roles={
        "background": "#0d1117",
        "ink": "#f1f5f9",
        "muted": "#9aa8bc",
        "face": "#1d2635",
        "edge": "#64738a",
        "behind": "#151c27",
        "shade": "#080b10",
        "rule": "#2c3747",
        "group": "#121822",
        "group-edge": "#5a6980",
        "inner-group": "#18202d",
        "inner-group-edge": "#5f6e84",
        "line": "#8494aa",
        "light-line": "#64738a",
        "dimmed-line": "#5f6e84",
        "dimmed-face": "#121822",
        "dimmed-edge": "#2c3747",
        "dimmed-tile": "#3b475a",
        "glyph": "#ffffff",
        "icon-tile": "#e8edf4",
        "track": "#2c3747",
        "chip": "#2a3160",
        "chip-ink": "#c7d2fe",
        "pill": "#38455a",
        "pill-ink": "#e8edf4",
        "solid-ink": "#ffffff",
        "accent": "#818cf8",
        "accent-solid": "#4f46e5",
        "accent-edge": "#717bbd",
        "slate-solid": "#5f6e84",
        "path": "#818cf8",
        "dimmed-ink": "#8190a6",
        "dimmed-icon-tile": "#8592a6",
        "good": "#22c55e",
        "warning": "#f59e0b",
        "bad": "#f05252",
        "neutral": "#70809a",
        "good-ink": "#4ade80",
        "warning-ink": "#fbbf24",
        "bad-ink": "#fb8585",
        "neutral-ink": "#b6c2d1",
        "good-solid": "#15803d",
        "warning-solid": "#b45309",
        "bad-solid": "#d32626",
    },
    palette={
        "slate": "#5b6b82",
        "sky": "#0284c7",
        "indigo": "#6366f1",
        "blue": "#2f6bed",
        "violet": "#8247ee",
        "amber": "#cf7208",
        "red": "#dc2f2f",
        "emerald": "#059669",
        "teal": "#0d9488",
        "pink": "#cb2468",
        "orange": "#e0560f",
        "cyan": "#0891b2",
    },
)

THEMES: Mapping[str, Theme] = {"light": LIGHT, "dark": DARK}

Rules: TypeAlias = tuple[tuple[str, str, str], ...]
"""Each a list of selectors as in CSS (classes, and classes within a class), a property and its
value: a colour's role or a word of SVG. As in CSS, the more specific wins, then the later."""

_FILL = "fill"
_STROKE = "stroke"

_COLOURS: Rules = (
    (".background,.label-box", _FILL, "background"),
    (".title,.name,.subtitle-fact,.aside-fact", _FILL, "ink"),
    (".path-label,.list-name,.list-value", _FILL, "ink"),
    (".subtitle,.technology,.label-text,.group-title,.legend-text,.aside", _FILL, "muted"),
    (".list-text", _FILL, "muted"),
    (".headline,.headline-value", _FILL, "ink"),
    (".headline-view,.headline-label,.headline-text", _FILL, "muted"),
    (".fact,.meter-text", _FILL, "neutral-ink"),
    (".face", _FILL, "face"),
    (".face,.behind", _STROKE, "edge"),
    (".behind", _FILL, "behind"),
    (".shade", _FILL, "shade"),
    (".rule", _STROKE, "rule"),
    (".group-box,.label-box.depth-1", _FILL, "group"),
    (".group-box", _STROKE, "group-edge"),
    (".group-box.depth-2,.label-box.depth-2", _FILL, "inner-group"),
    (".group-box.depth-2", _STROKE, "inner-group-edge"),
    (".stroke,.arrow-open", _STROKE, "line"),
    (".arrow,.join", _FILL, "line"),
    (".optional .stroke,.arrow-open", _STROKE, "light-line"),
    (".optional .join", _FILL, "light-line"),
    (".dimmed .stroke,.dimmed .arrow-open", _STROKE, "dimmed-line"),
    (".dimmed .arrow,.dimmed .join", _FILL, "dimmed-line"),
    (".dimmed .face,.dimmed .behind", _FILL, "dimmed-face"),
    (".dimmed .behind", _STROKE, "dimmed-edge"),
    (".dimmed .name", _FILL, "muted"),
    (".glyph", _STROKE, "glyph"),
    (".icon-tile", _FILL, "icon-tile"),
    (".track", _FILL, "track"),
    (".chip", _FILL, "chip"),
    (".chip-text", _FILL, "chip-ink"),
    (".faint .chip-text", _FILL, "muted"),
    (".faint .chip", _STROKE, "edge"),
    (".pill", _FILL, "pill"),
    (".pill-text", _FILL, "pill-ink"),
    (".solid .pill-text", _FILL, "solid-ink"),
    *((f".bar.{tone}", _FILL, tone) for tone in ("neutral", "good", "warning", "bad")),
    *((f".value.{tone}", _FILL, f"{tone}-ink") for tone in ("neutral", "good", "warning", "bad")),
    *((f".headline-value.{tone}", _FILL, f"{tone}-ink") for tone in ("good", "warning", "bad")),
    *((f".{tone} .pill", _FILL, f"{tone}-solid") for tone in ("good", "warning", "bad")),
    *(
        (f".ring-{tone} .face,.ring-{tone}.group-box", _STROKE, tone)
        for tone in ("neutral", "good", "warning", "bad")
    ),
    *((f".tile.{name}", _FILL, f"{name}-tile") for name in PALETTE_NAMES),
    (".dimmed .tile,.faded .tile", _FILL, "dimmed-tile"),
    (".faded .icon-tile", _FILL, "dimmed-icon-tile"),
    (".faded .stroke,.faded .arrow-open", _STROKE, "dimmed-line"),
    (".faded .arrow,.faded .join", _FILL, "dimmed-line"),
    (".faded .face,.faded .behind", _FILL, "dimmed-face"),
    (".faded .face,.faded .behind", _STROKE, "dimmed-edge"),
    (".faded .name,.faded .technology,.faded .fact,.faded .label-text", _FILL, "dimmed-ink"),
    (".faded .group-title,.beside-name", _FILL, "dimmed-ink"),
    (".faded .pill", _FILL, "track"),
    (".faded .pill-text", _FILL, "muted"),
    (".path .stroke,.path .arrow-open,.flow", _STROKE, "path"),
    (".path .arrow", _FILL, "path"),
    (".step-ring", _FILL, "background"),
    (".step", _FILL, "accent-solid"),
    (".step-text", _FILL, "solid-ink"),
    (".list-arrow", _STROKE, "line"),
    (".list-head", _FILL, "line"),
)

_WIDTH = "stroke-width"
_DASHES = "stroke-dasharray"
_CAP = "stroke-linecap"

QUIET = "0.42"
"""In a picture of a change, how much of the tile of what has not changed covers what is behind it."""

_RINGED = ("ring-neutral", "ring-good", "ring-warning", "ring-bad")

LOAD_WIDTHS: Mapping[int, str] = {1: "1.25", 2: "2", 3: "3", 4: "4.25"}
"""How wide lines are by the weight of their load."""

_SHAPES: Rules = (
    (".sdgen", "stroke-linejoin", "round"),
    (".title,.value,.pill-text,.group-title,.aside-fact", "font-weight", "700"),
    (".step-text,.list-value,.headline,.headline-value", "font-weight", "700"),
    (".headline-label", "font-weight", "500"),
    (".name,.chip-text,.subtitle-fact,.path-label,.list-name", "font-weight", "500"),
    (".beside-name", "font-weight", "500"),
    (".group-title", "letter-spacing", "0.8"),
    (".face", _WIDTH, "1.25"),
    (".rule", _FILL, "none"),
    (".faint .chip", _FILL, "none"),
    (".faint .chip", _DASHES, "2 2"),
    (".dimmed .face", _DASHES, "4 3"),
    *((f".{ring}.group-box", _WIDTH, "1.5") for ring in _RINGED),
    *((f".{ring} .face", _WIDTH, "2.5") for ring in _RINGED),
    (".stroke,.arrow-open", _FILL, "none"),
    (".stroke,.arrow-open", _WIDTH, "1.5"),
    (".asynchronous .stroke", _DASHES, "6 4"),
    (".replication .stroke", _WIDTH, "2"),
    (".replication .stroke", _CAP, "round"),
    (".replication .stroke", _DASHES, "0.1 5"),
    (".optional .stroke", _WIDTH, "1.25"),
    (".arrow-open", _CAP, "round"),
    (".dimmed .stroke,.faded .stroke", _WIDTH, "1"),
    (".path .stroke,.path .arrow-open", _WIDTH, "2.25"),
    *((f".load-{weight} .stroke", _WIDTH, width) for weight, width in LOAD_WIDTHS.items()),
    (".flow", _FILL, "none"),
    (".flow", _WIDTH, "5"),
    (".flow", _CAP, "round"),
    (".flow", "stroke-opacity", "0"),
    (".list-arrow", _WIDTH, "1.5"),
    (".glyph", _FILL, "none"),
    (".glyph", _WIDTH, "2"),
    (".glyph", _CAP, "round"),
)

RULES: Rules = (*_SHAPES, *_COLOURS)
"""The rules of every picture; those of tiles have the roles ``NAME-tile``."""


def colours(theme: Theme) -> dict[str, str]:
    """The colour of each role that ``RULES`` name."""
    return {**theme.roles, **{f"{name}-tile": theme.palette[name] for name in PALETTE_NAMES}}
