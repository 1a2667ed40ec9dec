"""How large figures are on a page, and which have a landscape page of their own."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from sdgen.document.typeset.measures import TEXT_HEIGHT

WIDEST: Final = 750.0
"""In px: a figure may hang 46 px over each side of the text."""
HIGHEST: Final = TEXT_HEIGHT - 60.0
"""Its caption stands below it, and often a heading above."""
LANDSCAPE_WIDTH: Final = 1027.0
LANDSCAPE_HEIGHT: Final = 620.0
LARGEST: Final = 0.7
"""Names of components are 14 px high in a picture: here 9.8 px, 7.4 pt."""
READABLE: Final = 0.571
"""Names 8 px high: 6 pt."""
LEGIBLE: Final = 0.476
"""Names 6.7 px high: 5 pt, the least that is read in print."""
SQUEEZED: Final = 0.88
_WORTH_TURNING: Final = 1.1


class Plate(Struct, frozen=True):
    """At which scale a figure is drawn: at ``scale``, down to ``least`` where it then stands on the
    page on which there is room for it, or to ``squeezed`` where that page would be nearly empty; or
    ``turned`` on a landscape page."""

    scale: float
    least: float
    turned: bool = False

    @property
    def squeezed(self) -> float:
        """The scale at which it is small rather than to leave a page to a few lines."""
        return min(SQUEEZED * self.least, LEGIBLE)


def plate(width: float, height: float) -> Plate:
    """The plate of a picture of ``width`` x ``height`` px. One whose names would be too small to be
    read has a landscape page where they are larger on it."""
    upright = min(LARGEST, WIDEST / width, HIGHEST / height)
    turned = min(LARGEST, LANDSCAPE_WIDTH / width, LANDSCAPE_HEIGHT / height)
    if upright < READABLE and turned >= _WORTH_TURNING * upright:
        return Plate(turned, turned, turned=True)
    return Plate(upright, min(upright, READABLE))
