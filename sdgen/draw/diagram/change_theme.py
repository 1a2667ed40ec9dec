"""The colours of pictures of a change, beside those of every picture: what is added, removed and changed
stands out, and all else is quiet."""

from __future__ import annotations

from sdgen.draw.theme import QUIET, Rules

CHANGE_COLOURS = {
    "light": {
        "added": "#15803d",
        "added-tint": "#f0fdf4",
        "removed": "#dc2626",
        "removed-tint": "#fef2f2",
        "changed": "#b45309",
        "changed-tint": "#fffbeb",
        "mark-sign": "#ffffff",
        "quiet-line": "#b3bfce",
        "quiet-edge": "#dde4ee",
    },
    "dark": {
        "added": "#22c55e",
        "added-tint": "#142b22",
        "removed": "#f05252",
        "removed-tint": "#2e1a22",
        "changed": "#f59e0b",
        "changed-tint": "#2c2414",
        "mark-sign": "#0d1117",
        "quiet-line": "#3f4c61",
        "quiet-edge": "#232c3a",
    },
}
"""Roles that only pictures of a change have, by theme: edges, lines and badges of each mark, with their
grounds and the sign on them; lines and edges of what has not changed, which are context and no more."""

_MARKS = ("added", "removed", "changed")
_INKS = {"added": "good-ink", "removed": "bad-ink", "changed": "warning-ink"}
_DASHES = "stroke-dasharray"
_WIDTH = "stroke-width"

CHANGE_RULES: Rules = (
    (".quiet .face,.quiet .behind", "stroke", "rule"),
    (".quiet .behind", "fill", "face"),
    (".quiet .name", "fill", "muted"),
    (".quiet .technology,.quiet .fact", "fill", "dimmed-ink"),
    (".quiet .pill", "fill", "track"),
    (".quiet .pill-text", "fill", "muted"),
    (".quiet .tile,.quiet .icon-tile,.quiet .glyph", "opacity", QUIET),
    (".quiet .stroke,.quiet .arrow-open,.faded .stroke,.faded .arrow-open", "stroke", "quiet-line"),
    (".quiet .arrow,.quiet .join,.faded .arrow,.faded .join", "fill", "quiet-line"),
    (".group-box,.group-box.depth-2", "stroke", "quiet-edge"),
    *((f".{each} .face,.{each} .stroke,.{each} .arrow-open", "stroke", each) for each in _MARKS),
    *((f".{each} .arrow,.{each} .join", "fill", each) for each in _MARKS),
    *((f".group-box.{each}", "stroke", each) for each in _MARKS),
    *((f".group-box.{each}", _WIDTH, "1.5") for each in _MARKS),
    (".group-box.removed", _DASHES, "5 4"),
    *((f".mark-shape.{each}", "fill", each) for each in _MARKS),
    (".mark-shape", "stroke", "background"),
    (".mark-shape,.mark-sign", _WIDTH, "2"),
    (".mark-sign", "stroke", "mark-sign"),
    (".mark-sign", "fill", "none"),
    (".mark-sign", "stroke-linecap", "round"),
    *((f".{each} .face,.{each} .behind", "fill", f"{each}-tint") for each in ("added", "removed")),
    (".added .behind", "stroke", "added"),
    (".added .face,.added .stroke,.added .arrow-open", _WIDTH, "2.25"),
    (".changed .face,.changed .stroke,.changed .arrow-open,.removed .face", _WIDTH, "2"),
    (".removed .face", _DASHES, "5 4"),
    (".removed .stroke,.removed .arrow-open", _WIDTH, "1.75"),
    (".removed .stroke", _DASHES, "2.5 3.5"),
    (".removed .stroke", "stroke-linecap", "butt"),
    (".unwaited .stroke", _DASHES, "7 4"),
    (".removed .name,.removed .technology", "fill", "muted"),
    (".removed .tile", "fill", "dimmed-tile"),
    (".removed .tile,.removed .icon-tile,.removed .glyph", "opacity", "0.6"),
    (".strike", "fill", "none"),
    (".strike", "stroke", "muted"),
    (".strike", _WIDTH, "1.25"),
    (".strike.removed", "stroke", "removed"),
    (".strike.removed", _WIDTH, "1.5"),
    (".count-added .pill", "fill", "added"),
    (".count-added .pill-text", "fill", "mark-sign"),
    (".count-removed .pill", "fill", "removed-tint"),
    (".count-removed .pill", "stroke", "removed"),
    (".count-removed .pill", _DASHES, "3 2"),
    (".count-removed .pill-text", "fill", "bad-ink"),
    (".count-changed .pill", "fill", "changed-tint"),
    (".count-changed .pill", "stroke", "changed"),
    (".count-changed .pill", _WIDTH, "1.5"),
    (".count-changed .pill-text", "fill", "warning-ink"),
    (".shift-was", "fill", "muted"),
    (".shift-now", "fill", "ink"),
    *((f".shift-now.{mark},.shift-was.{mark}", "fill", ink) for mark, ink in _INKS.items()),
    (".chip.added", "fill", "added-tint"),
    (".chip.added", "stroke", "added"),
    (".chip.removed", "fill", "removed-tint"),
    (".chip.removed", "stroke", "removed"),
    (".chip.added,.chip.removed", _WIDTH, "1.25"),
    (".chip-text.added", "fill", "good-ink"),
    (".chip-text.removed", "fill", "bad-ink"),
    (".panel-title,.panel-head,.panel-was,.panel-note,.panel-now.same", "fill", "muted"),
    (".panel-name,.legend-fact", "fill", "ink"),
    (".panel-now.better,.panel-now.cheaper", "fill", "good-ink"),
    (".panel-now.worse", "fill", "bad-ink"),
    (".panel-now.dearer", "fill", "warning-ink"),
    (".panel-tick,.panel-cross", "fill", "none"),
    (".panel-tick,.panel-cross", _WIDTH, "1.75"),
    (".panel-tick,.panel-cross", "stroke-linecap", "round"),
    (".panel-tick", "stroke", "good-ink"),
    (".panel-cross", "stroke", "removed"),
    (".panel-title,.panel-now", "font-weight", "700"),
    (".panel-title", "letter-spacing", "0.8"),
    (".shift-now,.legend-fact", "font-weight", "500"),
)
"""What only pictures of a change have, after the rules of every picture."""
