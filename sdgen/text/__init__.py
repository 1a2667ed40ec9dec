"""Text as pictures need it: made safe, measured and fitted without any installed font."""

from __future__ import annotations

from sdgen.text.clean import clean_text, is_right_to_left
from sdgen.text.clusters import grapheme_clusters
from sdgen.text.fit import FittedText, fit_text
from sdgen.text.measure import (
    ASCENT,
    CAPITAL_HEIGHT,
    DESCENT,
    LINE_HEIGHT,
    X_HEIGHT,
    Weight,
    missing_characters,
    text_width,
)

__all__ = [
    "ASCENT",
    "CAPITAL_HEIGHT",
    "DESCENT",
    "LINE_HEIGHT",
    "X_HEIGHT",
    "FittedText",
    "Weight",
    "clean_text",
    "fit_text",
    "grapheme_clusters",
    "is_right_to_left",
    "missing_characters",
    "text_width",
]
