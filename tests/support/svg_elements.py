"""The elements of a drawn SVG, as checks of pictures look for them."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

from tests.support.svg_geometry import Rectangle

SVG = "{http://www.w3.org/2000/svg}"


def having(root: ElementTree.Element, word: str) -> Iterator[ElementTree.Element]:
    """The groups that have a class."""
    return (g for g in root.iter(f"{SVG}g") if word in g.get("class", "").split())


def parts(group: ElementTree.Element, word: str) -> list[ElementTree.Element]:
    """The elements of a group that have a class."""
    return [each for each in group.iter() if word in each.get("class", "").split()]


def rectangle(element: ElementTree.Element) -> Rectangle:
    """Where a rectangle is."""
    x, y, width, height = (float(element.get(key, "0")) for key in ("x", "y", "width", "height"))
    return Rectangle(x, y, x + width, y + height)
