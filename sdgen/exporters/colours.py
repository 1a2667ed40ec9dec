"""Colours for tools that draw our pictures anew: those of the light theme."""

from __future__ import annotations

from typing import Final

from sdgen.draw.theme import LIGHT

ROLES: Final = LIGHT.roles

_TINT: Final = 0.12
"""How much of a kind's colour the face of its cards has."""


def solid(colour: str) -> str:
    """The colour of a kind, by its name in the palette."""
    return LIGHT.palette.get(colour, LIGHT.palette["slate"])


def tint(colour: str) -> str:
    """That colour, light enough for ink to stand on it."""
    face, own = _channels(ROLES["face"]), _channels(solid(colour))
    mixed = (round(a + (b - a) * _TINT) for a, b in zip(face, own, strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
