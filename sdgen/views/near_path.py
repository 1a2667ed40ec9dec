"""Of a large design, the part of a picture that a journey passes, with what stands next to it."""

from __future__ import annotations

from collections.abc import Collection

from sdgen.views.diagram import Diagram
from sdgen.views.narrowed import narrowed

MOST_WHOLE = 24
"""Cards of a picture that is shown as a whole: of more, names would be too small to be read beside a
text."""
MOST_NEAR = 16
"""Cards of one that leaves some out anyway."""


def near_path(picture: Diagram, passed: Collection[str]) -> Diagram:
    """The picture as it is while it has few cards; else the cards that are ``passed``, with all that
    calls them or is called by them unless these are too many again."""
    if len(picture.cards) <= MOST_WHOLE:
        return picture
    near = set(passed)
    for line in picture.lines:
        if line.source in passed or line.target in passed:
            near |= {line.source, line.target}
    kept = near if len(near) <= MOST_NEAR else set(passed)
    return narrowed(picture, tuple(card for card in picture.cards if card.id in kept))
