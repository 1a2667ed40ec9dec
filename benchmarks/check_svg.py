"""Checks a drawn SVG as a reader would: nothing missing, nothing crossed, nothing overlapping."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from sdgen.text import Weight, text_width

SVG = "{http://www.w3.org/2000/svg}"
TOLERANCE = 1.0
APART, LONG = 5.0, 10.0
NUMBER = re.compile(r"[-+]?\d*\.?\d+(?:e[-+]?\d+)?")
TOKEN = re.compile(r"[A-Za-z]|[-+]?\d*\.?\d+(?:e[-+]?\d+)?")


@dataclass(frozen=True)
class Rectangle:
    left: float
    top: float
    right: float
    bottom: float

    def shrunk(self, by: float) -> Rectangle:
        return Rectangle(self.left + by, self.top + by, self.right - by, self.bottom - by)

    def overlaps(self, other: Rectangle) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: Rectangle) -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )


def problems(
    svg: str, components: Iterable[str], calls: Iterable[tuple[str, str]]
) -> list[tuple[str, str]]:
    """What is wrong with the picture, as (check, what): empty for a good one."""
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        return [("well-formed", str(error))]
    return [
        *_missing(root, components, calls),
        *_crossed(root),
        *_titles(root),
        *_tracks(root),
        *_labels(root),
        *_text(root),
        *_bounds(root),
        *_outside_references(root),
    ]


def _having(root: ElementTree.Element, word: str) -> Iterator[ElementTree.Element]:
    return (g for g in root.iter(f"{SVG}g") if word in g.get("class", "").split())


def _rectangle(element: ElementTree.Element) -> Rectangle:
    x, y, width, height = (float(element.get(key, "0")) for key in ("x", "y", "width", "height"))
    return Rectangle(x, y, x + width, y + height)


def _part(group: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [each for each in group.iter() if name in each.get("class", "").split()]


def _faces(root: ElementTree.Element) -> dict[str, Rectangle]:
    return {
        card.get("id", "").removeprefix("card-"): _rectangle(_part(card, "face")[0])
        for card in _having(root, "card")
        if _part(card, "face")
    }


def _missing(
    root: ElementTree.Element, components: Iterable[str], calls: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    cards = Counter(card.get("id", "").removeprefix("card-") for card in _having(root, "card"))
    for name in components:
        if cards.pop(name, 0) != 1:
            yield "every component once", name
    for name in cards:
        yield "every component once", f"{name} is not in the design"
    lines = Counter(
        (line.get("data-source"), line.get("data-target")) for line in _having(root, "line")
    )
    wanted = Counter(calls)
    for pair in wanted.keys() | lines.keys():
        if wanted[pair] != lines[pair]:
            yield "every call once", f"{pair}: {lines[pair]} lines for {wanted[pair]} calls"


def _crossed(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    faces = _faces(root)
    for line in _having(root, "line"):
        ends = (line.get("data-source"), line.get("data-target"))
        points = [p for stroke in _part(line, "stroke") for p in flatten(stroke.get("d", ""))]
        for name, face in faces.items():
            inner = face.shrunk(TOLERANCE)
            if any(_cuts(a, b, inner) for a, b in pairwise(points)):
                check = "no line through its own card" if name in ends else "no line through a card"
                yield check, f"{line.get('id')} through {name}"


def _titles(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """No line runs through the title of a group."""
    titles = [
        (group.get("id"), _text_box(text))
        for group in _having(root, "group")
        for text in group.iter(f"{SVG}text")
    ]
    for line in _having(root, "line"):
        points = [p for stroke in _part(line, "stroke") for p in flatten(stroke.get("d", ""))]
        for name, box in titles:
            if any(_cuts(a, b, box) for a, b in pairwise(points)):
                yield "no line through a title", f"{line.get('id')} through the title of {name}"


def _tracks(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """Lines that run side by side for a while keep ``APART`` between them."""
    runs: dict[bool, list[tuple[float, float, float, str]]] = {True: [], False: []}
    for line in _having(root, "line"):
        name = line.get("id", "")
        for stroke in _part(line, "stroke"):
            for a, b in pairwise(flatten(stroke.get("d", ""))):
                if abs(a[0] - b[0]) < 0.01 and abs(a[1] - b[1]) > LONG:
                    runs[True].append((a[0], *sorted((a[1], b[1])), name))
                elif abs(a[1] - b[1]) < 0.01 and abs(a[0] - b[0]) > LONG:
                    runs[False].append((a[1], *sorted((a[0], b[0])), name))
    for segments in runs.values():
        segments.sort()
        for number, (at, low, high, name) in enumerate(segments):
            for other_at, other_low, other_high, other in segments[number + 1 :]:
                if other_at - at >= APART:
                    break
                shared = min(high, other_high) - max(low, other_low)
                if other != name and shared > LONG:
                    yield "lines keep apart", f"{name} and {other} at {at} for {shared:.0f}"


def flatten(path: str) -> list[tuple[float, float]]:
    """The points of an SVG path (absolute M, L, H, V, C, Q, A), curves in eight pieces; where the
    path is lifted (a gap) it goes on as if it were not."""
    tokens = TOKEN.findall(path)
    points: list[tuple[float, float]] = []
    at, command = 0, ""

    def take(count: int) -> list[float]:
        nonlocal at
        values = [float(token) for token in tokens[at : at + count]]
        at += count
        return values

    while at < len(tokens):
        if tokens[at].isalpha():
            command = tokens[at]
            at += 1
        if command in "ML":
            x, y = take(2)
            points.append((x, y))
        elif command == "H":
            points.append((take(1)[0], points[-1][1]))
        elif command == "V":
            points.append((points[-1][0], take(1)[0]))
        elif command == "Q":
            points.extend(_curve([points[-1], *_pairs(take(4))]))
        elif command == "C":
            points.extend(_curve([points[-1], *_pairs(take(6))]))
        elif command == "A":
            points.append((take(7)[5], float(tokens[at - 1])))
        else:
            raise ValueError(f"a path with {command!r} cannot be checked")
    return points


def _pairs(values: list[float]) -> list[tuple[float, float]]:
    return list(zip(values[::2], values[1::2], strict=True))


def _curve(control: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    for step in range(1, 9):
        t, layer = step / 8, control
        while len(layer) > 1:
            layer = [
                (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for a, b in pairwise(layer)
            ]
        yield layer[0]


def _cuts(a: tuple[float, float], b: tuple[float, float], box: Rectangle) -> bool:
    """Whether the segment has a point inside the box (Liang and Barsky's clipping, 1984)."""
    low, high = 0.0, 1.0
    for start, delta, least, most in (
        (a[0], b[0] - a[0], box.left, box.right),
        (a[1], b[1] - a[1], box.top, box.bottom),
    ):
        if delta == 0:
            if not least < start < most:
                return False
            continue
        first, second = sorted(((least - start) / delta, (most - start) / delta))
        low, high = max(low, first), min(high, second)
    return low < high


def _labels(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    faces = _faces(root)
    boxes = [
        (line.get("id", ""), _rectangle(box).shrunk(TOLERANCE / 2))
        for line in _having(root, "line")
        for box in _part(line, "label-box")
    ]
    boxes += [
        (f"label {at}", _rectangle(box).shrunk(TOLERANCE / 2))
        for at, group in enumerate(_having(root, "label"))
        for box in _part(group, "label-box")
        if _rectangle(box).shrunk(TOLERANCE / 2) not in {known for _, known in boxes}
    ]
    for number, (name, box) in enumerate(boxes):
        for other_name, other in boxes[number + 1 :]:
            if box.overlaps(other):
                yield "no labels overlapping", f"{name} and {other_name}"
        for card, face in faces.items():
            if box.overlaps(face):
                yield "no label over a card", f"{name} over {card}"


def _text(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """Text of a card lies within its face, but for what stands in the pills on its edge."""
    for card in _having(root, "card"):
        face = _rectangle(_part(card, "face")[0])
        pills = {
            id(text)
            for group in card.iter()
            if {"pill", "badge"} & set(group.get("class", "").split())
            for text in group.iter(f"{SVG}text")
        }
        for text in card.iter(f"{SVG}text"):
            if id(text) in pills:
                continue
            box = _text_box(text)
            if not face.holds(box.shrunk(TOLERANCE)):
                yield "no text outside its card", f"{card.get('id')}: {''.join(text.itertext())!r}"


def _text_box(text: ElementTree.Element) -> Rectangle:
    size = float(NUMBER.findall(text.get("font-size", "12"))[0])
    content = "".join(text.itertext())
    weight = Weight(int(text.get("font-weight", "400")))
    width = text_width(content, size, weight)
    x, y = float(text.get("x", "0")), float(text.get("y", "0"))
    left = {"middle": x - width / 2, "end": x - width}.get(text.get("text-anchor", ""), x)
    if text.get("direction") == "rtl" and text.get("text-anchor", "start") == "start":
        left = x - width
    return Rectangle(left, y - size * 0.75, left + width, y + size * 0.2)


def _bounds(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    left, top, width, height = (float(v) for v in root.get("viewBox", "0 0 0 0").split())
    page = Rectangle(left, top, left + width, top + height)
    for element in root.iter(f"{SVG}rect"):
        if not page.holds(_rectangle(element).shrunk(0.01)):
            yield "within the picture", f"rect {element.get('class')}"
    for line in _having(root, "line"):
        for stroke in _part(line, "stroke"):
            for x, y in flatten(stroke.get("d", "")):
                if not page.holds(Rectangle(x, y, x, y)):
                    yield "within the picture", f"{line.get('id')} at {x}, {y}"
                    break


def _outside_references(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for element in root.iter():
        if element.tag in (f"{SVG}image", f"{SVG}use"):
            for key, value in element.attrib.items():
                if key.endswith("href") and not value.startswith(("data:", "#")):
                    yield "self-contained", value
