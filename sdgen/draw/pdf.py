"""A scene to PDF: one page of the picture's size, with vectors, text that can be selected and found,
and links.

The same picture gives the same bytes: no date, no random id, no path. Links of an SVG are lost on
the way from SVG, so they are laid over it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sdgen.base.gate import drawable
from sdgen.draw.raster_source import raster_source
from sdgen.draw.scene import Frame, Item, Part, Rectangle, Scene
from sdgen.draw.typesetter import typeset

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_SIDE = 14_400.0
"""In points. Readers need not show a larger page (ISO 32000-1, annex C)."""
LONGEST_LINK = 8_000
"""In characters of ASCII. typst takes no longer one."""


class DrawnDocument(Struct, frozen=True):
    """The bytes of a PDF file and what a user should know about it."""

    data: bytes
    warnings: tuple[str, ...] = ()


class LinkArea(Struct, frozen=True):
    """A rectangle of the picture, in px from its top left corner, that leads to ``target``."""

    x: float
    y: float
    width: float
    height: float
    target: str


def draw_pdf(
    scene: Scene, theme: str = "light", folders: Iterable[Path] | None = None
) -> DrawnDocument:
    """The picture of ``scene`` in ``theme`` (auto is light): a point for each px, fewer where the
    page would be longer than ``LONGEST_SIDE``. ``folders`` replaces the system's font folders.

    Raises MissingExtraError without typst, and TypesetterError where it fails.
    """
    source = raster_source(scene, theme, None if folders is None else tuple(folders))
    scale = min(1.0, LONGEST_SIDE / max(scene.width, scene.height))
    areas = list(link_areas(scene.items))
    drawn = [area for area in areas if len(area.target) <= LONGEST_LINK]
    page = {
        "title": drawable(scene.title),
        "name": scene.name,
        "description": drawable(scene.description),
        "width": scene.width * scale,
        "height": scene.height * scale,
        "links": [
            {
                "x": area.x * scale,
                "y": area.y * scale,
                "width": area.width * scale,
                "height": area.height * scale,
                "target": area.target,
            }
            for area in drawn
        ],
    }
    warnings = list(source.warnings)
    if len(drawn) < len(areas):
        warnings.append(f"PDF leaves out links of more than {LONGEST_LINK:,} characters")
    return DrawnDocument(typeset(source.svg, json.dumps(page), source.font_files), tuple(warnings))


def link_areas(items: Iterable[Item]) -> Iterator[LinkArea]:
    """Where the links of these items are: each covers the rectangles of its part."""
    for item in items:
        if not isinstance(item, Part):
            continue
        if item.frame is not None:
            yield from (
                _outside(each, item.frame) for each in link_areas((replace(item, frame=None),))
            )
            continue
        rectangles = list(_rectangles(item.items)) if item.link else []
        if rectangles:
            left = min(each.x for each in rectangles)
            top = min(each.y for each in rectangles)
            right = max(each.x + each.width for each in rectangles)
            bottom = max(each.y + each.height for each in rectangles)
            yield LinkArea(left, top, right - left, bottom - top, uri(item.link))
        yield from link_areas(item.items)


def _outside(area: LinkArea, frame: Frame) -> LinkArea:
    """The area as it is outside the frame in which its coordinates are."""
    scale = frame.scale
    return LinkArea(
        frame.x + area.x * scale,
        frame.y + area.y * scale,
        area.width * scale,
        area.height * scale,
        area.target,
    )


def uri(link: str) -> str:
    """The link as PDF takes it (ISO 32000-1, 12.6.4.7): what is no part of a URI (RFC 3986) is
    percent-encoded, as a browser does it."""
    from urllib.parse import quote

    return quote(link, safe="%/:?#[]@!$&'()*+,;=~")


def _rectangles(items: Iterable[Item]) -> Iterator[Rectangle]:
    for item in items:
        if isinstance(item, Rectangle):
            yield item
        elif isinstance(item, Part):
            yield from _rectangles(item.items)
