"""A scene to PNG: how many pixels, in which theme, with which fonts.

The rasteriser knows neither CSS variables nor media queries, so the theme is forced to literal
colours before it draws.
"""

from __future__ import annotations

import re
from math import floor, sqrt
from typing import Final
from zlib import crc32

from msgspec import Struct

from sdgen.draw.raster_source import raster_source, theme_of
from sdgen.draw.rasteriser import rasterise
from sdgen.draw.scene import Scene
from sdgen.draw.style import colours_of

_HEADER: Final = 33
"""Bytes of the signature and the chunk IHDR, with which every PNG file begins."""
_LONGEST_HEAD: Final = 1000
_MARK: Final = re.compile(rb"(?s:(....))tEXtSoftware\0(sdgen [\w-]+)")
MAXIMUM_SIDE = 16_000
MAXIMUM_PIXELS = 25_000_000
"""Drawing takes 8 bytes of memory for each: 200 MB, and what the picture itself takes."""


class DrawnImage(Struct, frozen=True):
    """The bytes of a PNG file, its size in pixels and what a user should know about it."""

    data: bytes
    width: int
    height: int
    warnings: tuple[str, ...] = ()


def png_bytes(scene: Scene, scale: float = 2.0, theme: str = "light") -> bytes:
    """The picture as a PNG file; see ``draw_png``."""
    return draw_png(scene, scale, theme).data


def draw_png(scene: Scene, scale: float = 2.0, theme: str = "light") -> DrawnImage:
    """The picture of ``scene`` at ``scale`` pixels a px, in ``theme`` (auto is light).

    A picture that would be longer than ``MAXIMUM_SIDE`` or have more than ``MAXIMUM_PIXELS`` is
    drawn smaller, and a warning says so.
    """
    width, height = scene.width, scene.height
    fitting = fitting_scale(width, height, scale)
    warnings = []
    whole = round if fitting == scale else floor
    pixels = max(1, whole(width * fitting)), max(1, whole(height * fitting))
    if fitting < scale:
        warnings.append(
            f"the PNG is drawn at {fitting:.2g} instead of {scale:g} pixels a px: at {scale:g} it "
            f"would be {round(width * scale):,} x {round(height * scale):,} pixels; SVG and PDF are "
            "sharp at any size"
        )
    source = raster_source(scene, theme)
    warnings += source.warnings
    data = rasterise(
        source.svg,
        source.font_files,
        (pixels[0] / width, pixels[1] / height),
        pixels,
        None if scene.transparent else ground_of(scene, theme),
    )
    return DrawnImage(_marked(data, scene.name), pixels[0], pixels[1], tuple(warnings))


def ground_of(scene: Scene, theme: str) -> str:
    """The colour of what is behind the picture."""
    return colours_of(scene.look, theme_of(theme).name, scene.colouring)["background"]


def name_in(data: bytes) -> str:
    """The name of the scene that a PNG file shows, where ``draw_png`` has made it, else nothing."""
    found = _MARK.search(data, 0, _LONGEST_HEAD)
    if found is None:
        return ""
    # what follows the text is a checksum, any byte of which may be a letter
    text = int.from_bytes(found[1]) - len(b"Software\0")
    return found[2][:text].decode("ascii", "replace").removeprefix("sdgen ")


def _marked(data: bytes, name: str) -> bytes:
    """The file with the text chunk ``Software`` (PNG specification, 11.3.3.2) behind its header."""
    text = b"tEXtSoftware\0sdgen " + name.encode("ascii")
    chunk = len(text[4:]).to_bytes(4) + text + crc32(text).to_bytes(4)
    return data[:_HEADER] + chunk + data[_HEADER:]


def fitting_scale(width: float, height: float, scale: float) -> float:
    """``scale``, or the largest smaller one at which the image stays within the bounds."""
    longest = max(width, height, 1.0)
    fitting = min(scale, MAXIMUM_SIDE / longest, sqrt(MAXIMUM_PIXELS / max(width * height, 1.0)))
    return fitting if fitting == scale else floor(fitting * 10_000) / 10_000
