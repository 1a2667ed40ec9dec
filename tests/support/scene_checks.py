"""Checks any drawn scene as a reader would: texts apart from each other, no line through a text, all of
it inside the picture, each id once, and valid XML.

What hides a line is taken into account: a text may stand on a line where something with a ground of its own
lies between the two.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from sdgen.draw.appearance import appearance
from sdgen.draw.scene import SHARE_BEFORE, Flow, Item, Part, Path, Rectangle, Scene, Symbol, Text
from tests.support.svg_geometry import flatten

TOUCH = 0.75
"""Px that things may share."""
CAPITALS, BELOW = 0.72, 0.2
"""How far letters reach above and below their baseline, as a share of the size."""
STRIPE = 40.0
"""Height of the stripes by which what is near is found."""


class Spot(Struct, frozen=True):
    """A place that something takes; ``order`` counts what is drawn from back to front."""

    what: str
    order: int
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Spot) -> bool:
        """Whether the two share more than their edges."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > TOUCH
            and min(self.bottom, other.bottom) - max(self.top, other.top) > TOUCH
        )

    def crosses(self, line: Spot) -> bool:
        """Whether a level or upright line comes into this box."""
        return (
            self.left + TOUCH < line.right
            and line.left < self.right - TOUCH
            and self.top + TOUCH < line.bottom
            and line.top < self.bottom - TOUCH
        )

    def holds(self, other: Spot) -> bool:
        """Whether the other one lies in this one, but for what may be shared."""
        return (
            self.left - TOUCH <= other.left
            and self.right + TOUCH >= other.right
            and self.top - TOUCH <= other.top
            and self.bottom + TOUCH >= other.bottom
        )


class Seen(Struct):
    """Everything of a scene that a reader sees, by what it is."""

    texts: list[Spot]
    lines: list[Spot]
    grounds: list[Spot]
    all: list[Spot]


def problems(svg: str, scene: Scene) -> list[tuple[str, str]]:
    """What is wrong with a picture, as (check, what): empty for a good one."""
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        return [("valid XML", str(error))]
    ids = Counter(each.get("id") for each in root.iter() if each.get("id"))
    seen = look_at(scene)
    return [
        *(("each id once", str(name)) for name, count in ids.items() if count > 1),
        *_on_texts(seen),
        *_on_lines(seen),
        *_outside(seen, scene),
    ]


def look_at(scene: Scene) -> Seen:
    """The places of texts, of lines (the edges of boxes among them), and of what hides them."""
    seen = Seen([], [], [], [])
    for order, (item, around) in enumerate(_all(scene.items, "")):
        if isinstance(item, Text):
            spot = text_spot(item, order)
            seen.texts.append(spot)
            seen.all.append(spot)
        elif isinstance(item, Symbol):
            right, bottom = item.x + item.size, item.y + item.size
            seen.all.append(Spot(item.symbol, order, item.x, item.y, right, bottom))
        elif isinstance(item, Rectangle | Path):
            _shape(seen, item, order, appearance(scene.look, "light", item.classes, around))
    return seen


def text_spot(text: Text, order: int = 0) -> Spot:
    """Where the letters of a line of text are."""
    left = text.x - text.width * SHARE_BEFORE[text.anchor]
    what = f"{text.classes.split()[0]} {text.content!r}"
    top, bottom = text.y - CAPITALS * text.size, text.y + BELOW * text.size
    return Spot(what, order, left, top, left + text.width, bottom)


def subpaths(data: str) -> list[list[tuple[float, float]]]:
    """The points of each piece of a path, curves in short straight pieces; a closed one ends where it
    begins."""
    found = []
    for piece in re.findall("M[^M]*", data):
        points = flatten(piece.replace("Z", ""))
        found.append([*points, points[0]] if "Z" in piece else points)
    return found


def _all(items: tuple[Item, ...], around: str) -> Iterator[tuple[Item, str]]:
    for item in items:
        if isinstance(item, Part):
            inner = f"{around} {item.classes}" if around else item.classes
            yield from _all(item.items, inner)
        elif not isinstance(item, Flow):
            yield item, around


def _shape(seen: Seen, item: Rectangle | Path, order: int, look: object) -> None:
    attributes = look.attributes  # type: ignore[attr-defined]
    filled = 'fill="none"' not in attributes and "fill=" in attributes
    stroked = "stroke=" in attributes
    if isinstance(item, Rectangle):
        right, bottom = item.x + item.width, item.y + item.height
        corners = [(item.x, item.y), (right, item.y), (right, bottom), (item.x, bottom)]
        pieces = [[*corners, corners[0]]]
    else:
        pieces = subpaths(item.data)
    across = [x for piece in pieces for x, _ in piece]
    down = [y for piece in pieces for _, y in piece]
    whole = Spot(item.classes, order, min(across), min(down), max(across), max(down))
    seen.all.append(whole)
    if filled:
        seen.grounds.append(whole)
    if item.classes.startswith("strike"):
        return  # through what is said no more
    if stroked or (filled and item.classes != "frame-ground"):
        for piece in pieces:
            for (x, y), (to_x, to_y) in pairwise(piece):
                box = min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)
                seen.lines.append(Spot(item.classes, order, *box))


class _Stripes:
    """Spots by the stripes of the picture that they reach into."""

    def __init__(self, spots: list[Spot]) -> None:
        self._found: dict[int, list[Spot]] = defaultdict(list)
        for spot in spots:
            for stripe in range(int(spot.top // STRIPE), int(spot.bottom // STRIPE) + 1):
                self._found[stripe].append(spot)

    def near(self, spot: Spot) -> Iterator[Spot]:
        """What may meet a spot, some of it several times."""
        for stripe in range(int(spot.top // STRIPE), int(spot.bottom // STRIPE) + 1):
            yield from self._found.get(stripe, ())


def _on_texts(seen: Seen) -> Iterator[tuple[str, str]]:
    stripes = _Stripes(seen.texts)
    told = set()
    for text in seen.texts:
        for other in stripes.near(text):
            if other.order > text.order and other.meets(text) and (text, other) not in told:
                told.add((text, other))
                yield "no label overlaps", f"{text.what} and {other.what} at {text.top:.0f}"


def _on_lines(seen: Seen) -> Iterator[tuple[str, str]]:
    lines, grounds = _Stripes(seen.lines), _Stripes(seen.grounds)
    for text in seen.texts:
        told = set()
        for line in lines.near(text):
            if line.order in told or not text.crosses(line):
                continue
            hidden = any(
                min(line.order, text.order) < each.order < max(line.order, text.order)
                and each.holds(text)
                for each in grounds.near(text)
            )
            if not hidden:
                told.add(line.order)
                yield "no line through a text", f"{line.what} through {text.what} at {text.top:.0f}"


def _outside(seen: Seen, scene: Scene) -> Iterator[tuple[str, str]]:
    for each in seen.all:
        if (
            each.left < -TOUCH
            or each.top < -TOUCH
            or each.right > scene.width + TOUCH
            or each.bottom > scene.height + TOUCH
        ):
            yield "within the picture", f"{each.what} at {each.left:.0f}, {each.top:.0f}"
