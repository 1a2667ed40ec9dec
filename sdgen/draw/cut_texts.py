"""Texts that a picture has no room for: SVG has them whole in a tooltip, pixels and pages do not."""

from __future__ import annotations

from sdgen.base.words import named, shortened
from sdgen.draw.scene import Scene, texts

MOST_NAMED = 3
LONGEST = 60


def cut_warnings(scene: Scene) -> tuple[str, ...]:
    """What a reader of PNG or PDF misses: the texts that end in an ellipsis there."""
    cut = dict.fromkeys(text.whole for text in texts(scene.items) if text.whole)
    if not cut:
        return ()
    texts_cut = named([shortened(text, LONGEST) for text in cut], MOST_NAMED)
    return (f"PNG and PDF cut {texts_cut}; the SVG has the whole text in a tooltip",)
