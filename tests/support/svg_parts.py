"""Parts of a drawn SVG, found by their class, and the texts in them."""

from __future__ import annotations

from xml.etree import ElementTree


def parse(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def by_class(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [element for element in root.iter() if name in element.get("class", "").split()]


def words(element: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in element.iter() if each.tag.endswith("}text")]
