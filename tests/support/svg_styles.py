"""What an SVG looks like to a program that reads only its attributes, and to one that reads its
style sheet too; and what the rules of its look say, element by element, the slow way."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Mapping

from sdgen.draw.theme import Rules

SVG = "{http://www.w3.org/2000/svg}"
PROPERTIES = (
    "fill",
    "fill-opacity",
    "font-weight",
    "letter-spacing",
    "stroke",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-opacity",
    "stroke-width",
)
SHAPES = ("rect", "text", "tspan", "path")
FACE = re.compile(r"@font-face\{[^}]*\}\n")
DARK = re.compile(r"@media \(prefers-color-scheme:dark\)\{((?:[^{}]*\{[^{}]*\})*)\}")
HOVER = re.compile(
    r"(?:\[id=\"[\w.-]+\"\]:has\(\[id=\"[\w.-]+\"\]:hover\)"
    r" (?:\[data-near\]:not\(\[data-near~=\"[\w.-]+\"\]\)\{opacity:0\.15\}"
    r"|\.line\[data-near~=\"[\w.-]+\"\] \.stroke\{stroke-width:2\.5\}))+"
)
"""The style sheet for where a picture is pointed at: whole selectors, each of which begins with it."""
HOVER_STYLE = re.compile(r"<style>\[id=[^<]*:hover[^<]*</style>\n")
MOVING = re.compile(
    r"@media \(prefers-reduced-motion:no-preference\)\{(?:\[id=\"[a-z0-9_-]+\"\]\{[^{}]*\})+\}"
    r"(?:@keyframes [a-z0-9_-]+\{(?:[0-9.%,]+\{[^{}]*\})+\})+"
)
"""What makes parts of a picture move: no rule has a selector that LibreOffice knows."""
RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
SELECTOR = re.compile(r'#([a-z_][a-z0-9_-]*) \[class="([a-z0-9 -]+)"\]')

Look = dict[str, str]


def styled(root: ElementTree.Element) -> Iterator[tuple[ElementTree.Element, tuple[set[str], ...]]]:
    """What has a look of its own, from back to front: each with the classes of what is around it,
    from outside to inside. The lines of a glyph have that of the glyph, and a text in several pieces
    that of each piece."""

    def walk(
        element: ElementTree.Element, around: tuple[set[str], ...]
    ) -> Iterator[tuple[ElementTree.Element, tuple[set[str], ...]]]:
        own = set(element.get("class", "").split())
        for child in element:
            classes = child.get("class", "").split()
            pieces = child.find(f"{SVG}tspan") is not None
            if (child.tag.removeprefix(SVG) in SHAPES and not pieces) or "glyph" in classes:
                yield child, (*around, own)
            else:
                yield from walk(child, (*around, own))

    return walk(root, ())


def by_attributes(element: ElementTree.Element) -> Look:
    """How a program shows it that knows no style sheet."""
    return {key: element.attrib[key] for key in PROPERTIES if key in element.attrib}


def without_hover(svg: str) -> str:
    """The picture without the rules for where it is pointed at."""
    return HOVER_STYLE.sub("", svg)


def dark_rules(svg: str) -> dict[str, Look]:
    """What the style sheet declares for a reader who wants dark colours, by the class attribute;
    whatever else is in it, or a selector of any other form, is a ValueError."""
    root = ElementTree.fromstring(svg)
    sheets = [style.text or "" for style in root.iter(f"{SVG}style")]
    if sheets and MOVING.fullmatch(sheets[-1]):
        sheets.pop()
    if sheets and HOVER.fullmatch(sheets[-1]):
        sheets.pop()
    text = FACE.sub("", "".join(sheets))
    found: dict[str, Look] = {}
    if not text:
        return found
    block = DARK.fullmatch(text)
    if block is None:
        raise ValueError(f"more than fonts and dark colours: {text[:200]}")
    for selector, declarations in RULE.findall(block[1]):
        parts = SELECTOR.fullmatch(selector)
        if parts is None or parts[1] != root.get("id"):
            raise ValueError(f"no rule for one class attribute of this picture: {selector}")
        if parts[2] in found:
            raise ValueError(f"two rules for one class attribute: {selector}")
        found[parts[2]] = dict(each.split(":") for each in declarations.split(";"))
    return found


def by_rules(
    rules: Rules,
    colours: Mapping[str, str],
    classes: set[str],
    around: tuple[set[str], ...],
) -> Look:
    """How the rules want it: of those that match, the one with most classes wins, then the last."""
    outside = set().union(*around)
    best: dict[str, tuple[int, str]] = {}
    for selectors, key, value in rules:
        for selector in selectors.split(","):
            *outer, own = [set(each.split(".")[1:]) for each in selector.split(" ")]
            weight = len(own) + sum(map(len, outer))
            matches = own <= classes and all(each <= outside for each in outer)
            if matches and weight >= best.get(key, (0, ""))[0]:
                best[key] = (weight, colours.get(value, value))
    return {key: value for key, (_, value) in best.items()}
