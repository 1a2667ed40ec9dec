"""The colours of data models, beside those of every picture: the same roles, and one for keys."""

from __future__ import annotations

from sdgen.draw.theme import Rules

KEY_COLOURS = {
    "light": {"key": "#4f46e5", "key-ink": "#4f46e5", "reference": "#77879d"},
    "dark": {"key": "#818cf8", "key-ink": "#a5b4fc", "reference": "#8494aa"},
}
"""Roles that only data models have, by theme: the glyphs of keys and references, and the types that
name an entity."""

ENTITY_RULES: Rules = (
    (".entity,.field,.key-field,.figure-now,.figure-later", "fill", "ink"),
    (".field-type,.column-head", "fill", "muted"),
    (".reference-type", "fill", "key-ink"),
    (".added", "fill", "good-ink"),
    (".kept-text", "fill", "pill-ink"),
    (".entity,.figure-later", "font-weight", "700"),
    (".key-field,.reference-type,.figure-now,.added,.kept-text", "font-weight", "500"),
    (".table-head", "fill", "behind"),
    (".thin", "stroke-opacity", "0.6"),
    (".kept", "fill", "inner-group"),
    (".away", "fill", "pill"),
    (".index .chip", "fill", "none"),
    (".index .chip", "stroke", "edge"),
    (".index .chip-text", "fill", "muted"),
    (".glyph.key", "stroke", "key"),
    (".glyph.reference", "stroke", "reference"),
    (".glyph.key,.glyph.reference", "stroke-width", "2.2"),
    (".sign", "fill", "none"),
    (".sign,.ring", "stroke", "line"),
    (".sign,.ring", "stroke-width", "1.5"),
    (".sign", "stroke-linecap", "round"),
    (".ring", "fill", "group"),
    (".sample .ring", "fill", "background"),
    (".junction", "fill", "line"),
)
"""What only data models have, after the rules of every picture."""
