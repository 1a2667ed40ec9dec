"""What a picture format is: the record that its module gives, what it is given and what it makes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from sdgen.draw.scene import Scene

SCALES: Final = (0.1, 8.0)
"""The smallest and the largest scale of a picture of pixels: pixels for each unit of the SVG."""


class EncodeRequest(Struct, frozen=True):
    """A picture to be written: the text of its SVG, the scene that this was written from, in
    ``theme``; ``scale`` is for formats of pixels: how many for each unit of the SVG."""

    svg: str
    scene: Scene
    theme: str = "auto"
    scale: float = 2.0


class Encoded(Struct, frozen=True):
    """A picture as the bytes of a file, and what that format could not show as it should."""

    data: bytes
    warnings: tuple[str, ...] = ()


def _nothing() -> None:
    return None


def _unknown(_: bytes) -> str:
    return ""


class PictureFormat(Struct, frozen=True, kw_only=True):
    """A format of pictures; the suffix of its files is its name.

    ``text`` says whether files are text, whose line ends do not count where files are compared;
    ``portable`` whether the bytes are the same on every machine, also where a letter is drawn that
    the embedded font does not have. ``require`` raises MissingExtraError where the format needs a
    package that is not installed. ``name_in`` gives the name of the scene that a file was made from,
    by a mark that ``encode`` left in it, and nothing for a file of somebody else: what has no such
    mark is never taken away.
    """

    encode: Callable[[EncodeRequest], Encoded]
    text: bool = False
    portable: bool = False
    require: Callable[[], None] = _nothing
    name_in: Callable[[bytes], str] = _unknown


def complaint(_: str, form: PictureFormat) -> str:
    """What is wrong with a format that another package brings, empty if nothing."""
    whole = callable(form.encode) and callable(form.require) and callable(form.name_in)
    return "" if whole else "its encode, its require or its name_in cannot be called"
