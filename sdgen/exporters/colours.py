"""Colours for tools that draw our pictures anew: those of the light theme."""

from __future__ import annotations

from typing import Final

from sdgen.draw.colouring import mix
from sdgen.draw.theme import LIGHT
from sdgen.views.diagram import Tone

ROLES: Final = LIGHT.roles
MARKED: Final = (Tone.GOOD, Tone.WARNING, Tone.BAD)
"""Tones that mark a card or a group; each is a role, too."""

_TINT: Final = 0.12
"""How much of a kind's colour the face of its cards has."""


def solid(colour: str) -> str:
    """The colour of a kind, by its name in the palette."""
    return LIGHT.palette.get(colour, LIGHT.palette["slate"])


def tint(colour: str) -> str:
    """That colour, light enough for ink to stand on it."""
    return mix(solid(colour), ROLES["face"], _TINT)
