"""The choices that requests for pictures have, without what draws them."""

from __future__ import annotations

from sdgen.api import (
    BACKGROUNDS,
    DIRECTIONS,
    ENGINES,
    FITS,
    FONTS,
    LINES,
    LOOKS,
    THEMES,
    Fit,
    Look,
    Options,
    Reading,
    Theme,
    picture_formats,
)
from sdgen.design.view_registry import VIEW_REGISTRY
from sdgen.draw.picture_format import SCALES

__all__ = [
    "BACKGROUNDS",
    "DIRECTIONS",
    "ENGINES",
    "FITS",
    "FONTS",
    "LINES",
    "LOOKS",
    "SCALES",
    "THEMES",
    "Fit",
    "Look",
    "Options",
    "Reading",
    "Theme",
    "picture_formats",
    "view_names",
]


def view_names() -> tuple[str, ...]:
    """The views that no design defines; none is imported."""
    return VIEW_REGISTRY.names()
