"""Where pictures of cards are read: the box that one is laid out for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct

from sdgen.draw.typography import NAME
from sdgen.layout.merit import PAGE, README, SLIDE, SOCIAL, Target

FitName = Literal["readme", "slide", "page", "social"]

READABLE: Final = 9.0
"""The least height of names that are read without effort, in px: below it readers enlarge a picture."""


class Fit(Struct, frozen=True):
    """A place where pictures are read. ``width`` and ``height`` are what a picture has there, in px;
    ``target`` is what of it the drawing has, less title, legend and margins. A picture is as large as
    its drawing asks for, unless the fit is ``exact``."""

    words: str
    width: float
    height: float
    target: Target
    exact: bool = False

    @property
    def box(self) -> Target:
        """What a whole picture has there."""
        return Target(self.width, self.height)

    def shown(self, width: float, height: float) -> float:
        """How large a picture of that size is shown there; 1 is full size, and none is enlarged."""
        return min(self.box.scale(width, height), 1.0)


FITS: Final[Mapping[FitName, Fit]] = {
    "readme": Fit("a README", 830.0, 1250.0, README),
    "slide": Fit("a slide", 1600.0, 900.0, SLIDE),
    "page": Fit("a page", 658.0, 987.0, PAGE),
    "social": Fit("a preview", 1280.0, 640.0, SOCIAL, exact=True),
}
"""A README on a code host, as wide as its column and as high as a window; a slide of 16 to 9; A4
upright at 96 px an inch within the margins of documents; the preview that sites show of a link."""

DEFAULT_FIT: Final = FITS["readme"]


def name_height(shown: float) -> float:
    """How high names of cards are in a picture that is shown so large, in px."""
    return NAME.size * shown
