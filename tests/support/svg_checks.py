"""Checks a drawn SVG as a reader would: nothing missing, nothing crossed, nothing overlapping."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, pairwise

from sdgen.text.measure import Weight, text_width
from tests.support.svg_elements import SVG, having, parts, rectangle
from tests.support.svg_geometry import EDGE, Rectangle, cuts, flatten
from tests.support.svg_trunks import tip_of, trunks_of

TOLERANCE = 1.0
APART, LONG = 5.0, 10.0
BESIDE = 4.5
"""Px between a badge and the label beside it, at most."""
BOLD = {"path", "load-3", "load-4", "added", "changed"}
"""Lines with a larger arrowhead."""
NUMBER = re.compile(r"[-+]?\d*\.?\d+(?:e[-+]?\d+)?")


def problems(
    svg: str,
    components: Iterable[str],
    calls: Iterable[tuple[str, str]],
    groups: Mapping[str, str] | None = None,
) -> list[tuple[str, str]]:
    """What is wrong with the picture, as (check, what): empty for a good one. ``groups`` is the
    innermost group of each component that has one."""
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        return [("well-formed", str(error))]
    return [
        *_missing(root, components, calls),
        *_cards(root),
        *_groups(root, groups or {}),
        *_crossed(root),
        *_ends(root),
        *_titles(root),
        *_tracks(root),
        *_labels(root),
        *_label_lines(root),
        *_marks(root),
        *_badges(root),
        *_change_marks(root),
        *_furniture(root),
        *_text(root),
        *_bounds(root),
        *_outside_references(root),
    ]


def _name(root: ElementTree.Element, element: ElementTree.Element, word: str) -> str:
    """The id without the picture's own and the word before it."""
    return element.get("id", "").removeprefix(f"{root.get('id')}-").removeprefix(f"{word}-")


def _faces(root: ElementTree.Element) -> dict[str, Rectangle]:
    return {
        _name(root, card, "card"): rectangle(parts(card, "face")[0])
        for card in having(root, "card")
        if parts(card, "face")
    }


def _missing(
    root: ElementTree.Element, components: Iterable[str], calls: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    cards = Counter(_name(root, card, "card") for card in having(root, "card"))
    for name in components:
        if cards.pop(name, 0) != 1:
            yield "every component once", name
    for name in cards:
        yield "every component once", f"{name} is not in the design"
    lines = Counter(
        (line.get("data-source", ""), line.get("data-target", "")) for line in having(root, "line")
    )
    wanted = Counter(calls)
    for pair in wanted.keys() | lines.keys():
        if wanted[pair] != lines[pair]:
            yield "every call once", f"{pair}: {lines[pair]} lines for {wanted[pair]} calls"


def _cards(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    faces = list(_faces(root).items())
    for number, (name, face) in enumerate(faces):
        for other_name, other in faces[number + 1 :]:
            if face.overlaps(other):
                yield "no cards overlapping", f"{name} and {other_name}"


def _groups(root: ElementTree.Element, groups: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Groups lie in each other or apart; a card is in its group's box and cut by no other."""
    boxes = {
        _name(root, group, "group"): rectangle(parts(group, "group-box")[0])
        for group in having(root, "group")
        if parts(group, "group-box")
    }
    for number, (name, box) in enumerate(boxes.items()):
        for other_name, other in list(boxes.items())[number + 1 :]:
            if box.overlaps(other) and not box.holds(other) and not other.holds(box):
                yield "groups nest", f"{name} and {other_name} cut each other"
    for card, face in _faces(root).items():
        holding = [name for name, box in boxes.items() if box.holds(face)]
        cut = [name for name, box in boxes.items() if box.overlaps(face) and not box.holds(face)]
        if cut:
            yield "cards in their groups", f"{card} sticks out of {cut[0]}"
        smallest = min(holding, key=lambda name: boxes[name].area, default=None)
        if smallest != groups.get(card, smallest if not groups else None):
            yield "cards in their groups", f"{card} is in {smallest}, not in {groups.get(card)}"


def _ends(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """A line runs from the edge of its source to the edge of its target."""
    faces = _faces(root)
    for line in having(root, "line"):
        points = [p for stroke in parts(line, "stroke") for p in flatten(stroke.get("d", ""))]
        if BOLD & set(line.get("class", "").split()):
            # a bold stroke ends where its arrowhead begins
            points += [flatten(head.get("d", "").rstrip("Z"))[1] for head in parts(line, "arrow")]
        if points and tip_of(line) == points[0]:
            points.reverse()  # one of a trunk, drawn from the end that all share
        for point, key in ((points[:1], "data-source"), (points[-1:], "data-target")):
            face = faces.get(line.get(key, ""))
            if face and not (point and face.has_on_edge(*point[0])):
                yield "lines reach their cards", f"{line.get('id')} at {point} off its {key[5:]}"


def _crossed(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    faces = _faces(root)
    for line in having(root, "line"):
        ends = (line.get("data-source"), line.get("data-target"))
        points = [p for stroke in parts(line, "stroke") for p in flatten(stroke.get("d", ""))]
        for name, face in faces.items():
            inner = face.shrunk(TOLERANCE)
            if any(cuts(a, b, inner) for a, b in pairwise(points)):
                check = "no line through its own card" if name in ends else "no line through a card"
                yield check, f"{line.get('id')} through {name}"


def _titles(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """No line runs through the title of a group."""
    titles = [
        (group.get("id"), _text_box(text))
        for group in having(root, "group")
        for text in group.iter(f"{SVG}text")
    ]
    for line in having(root, "line"):
        points = [p for stroke in parts(line, "stroke") for p in flatten(stroke.get("d", ""))]
        for name, box in titles:
            if any(cuts(a, b, box) for a, b in pairwise(points)):
                yield "no line through a title", f"{line.get('id')} through the title of {name}"


def _tracks(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """Lines that run side by side for a while keep ``APART`` between them, but for those of a trunk."""
    trunks = trunks_of(root)
    runs: dict[bool, list[tuple[float, float, float, str]]] = {True: [], False: []}
    for line in having(root, "line"):
        name = line.get("id", "")
        for stroke in parts(line, "stroke"):
            for a, b in pairwise(flatten(stroke.get("d", ""))):
                if abs(a[0] - b[0]) < 0.01 and abs(a[1] - b[1]) > LONG:
                    runs[True].append((a[0], min(a[1], b[1]), max(a[1], b[1]), name))
                elif abs(a[1] - b[1]) < 0.01 and abs(a[0] - b[0]) > LONG:
                    runs[False].append((a[1], min(a[0], b[0]), max(a[0], b[0]), name))
    for segments in runs.values():
        segments.sort()
        for number, (at, low, high, name) in enumerate(segments):
            for other_at, other_low, other_high, other in segments[number + 1 :]:
                if other_at - at >= APART:
                    break
                shared = min(high, other_high) - max(low, other_low)
                if trunks.get(name, set()) & trunks.get(other, set()):
                    continue
                if other != name and shared > LONG:
                    yield "lines keep apart", f"{name} and {other} at {at} for {shared:.0f}"


def _labels(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    faces = _faces(root)
    boxes = [
        (line.get("id", ""), rectangle(box).shrunk(TOLERANCE / 2))
        for line in having(root, "line")
        for box in parts(line, "label-box")
    ]
    boxes += [
        (f"label {at}", rectangle(box).shrunk(TOLERANCE / 2))
        for at, group in enumerate(having(root, "label"))
        for box in parts(group, "label-box")
        if rectangle(box).shrunk(TOLERANCE / 2) not in {known for _, known in boxes}
    ]
    for number, (name, box) in enumerate(boxes):
        for other_name, other in boxes[number + 1 :]:
            if box.overlaps(other):
                yield "no labels overlapping", f"{name} and {other_name}"
        for card, face in faces.items():
            if box.overlaps(face):
                yield "no label over a card", f"{name} over {card}"


def _label_lines(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """A label lies on its own line or beside the badge on it, on no other, and holds its text."""
    strokes = [
        (line, [p for stroke in parts(line, "stroke") for p in flatten(stroke.get("d", ""))])
        for line in having(root, "line")
    ]
    for own, points in strokes:
        for group in having(own, "label"):
            box = rectangle(parts(group, "label-box")[0])
            badges = [rectangle(ring).shrunk(-BESIDE) for ring in parts(own, "step-ring")]
            badges += [_shape_box(mark).shrunk(-BESIDE - 1) for mark in parts(own, "mark-shape")]
            on_line = any(cuts(a, b, box.shrunk(-EDGE)) for a, b in pairwise(points))
            if not on_line and not any(box.overlaps(badge) for badge in badges):
                yield "labels on their lines", f"{own.get('id')} away from its line"
            for other, others in strokes:
                if other is own:
                    continue
                if any(cuts(a, b, box.shrunk(TOLERANCE)) for a, b in pairwise(others)):
                    yield "no line through a label", f"{other.get('id')} through {own.get('id')}'s"
            for text in group.iter(f"{SVG}text"):
                if not box.shrunk(-TOLERANCE).holds(_text_box(text)):
                    yield "labels hold their text", f"{own.get('id')}: {_content(text)!r}"


def _marks(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """The mark of a fork lies over the edge of its card, over no other card, label or mark."""
    faces = _faces(root)
    labels = [
        (line.get("id", ""), rectangle(box))
        for line in having(root, "line")
        for box in parts(line, "label-box")
    ]
    marks = [
        (mark.get("id", ""), mark.get("data-source", ""), rectangle(parts(mark, "pill")[0]))
        for mark in having(root, "fork")
    ]
    for number, (name, source, pill) in enumerate(marks):
        if not pill.overlaps(faces[source]) or faces[source].holds(pill):
            yield "marks at the edge of their cards", name
        others = [(card, face) for card, face in faces.items() if card != source]
        others += [*labels, *((other, box) for other, _, box in marks[number + 1 :])]
        for other, box in others:
            if pill.overlaps(box):
                yield "no mark over anything else", f"{name} over {other}"


def _badges(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """The badge of a path lies on its own line, clear of all other lines, cards, labels, badges."""
    badges = [
        (line, rectangle(ring).shrunk(TOLERANCE / 2))
        for line in having(root, "line")
        for ring in parts(line, "step-ring")
    ]
    strokes = [
        (line, [p for stroke in parts(line, "stroke") for p in flatten(stroke.get("d", ""))])
        for line in having(root, "line")
    ]
    solid = [(name, face) for name, face in _faces(root).items()]
    solid += [
        (f"label of {line.get('id')}", rectangle(box))
        for line in having(root, "line")
        for box in parts(line, "label-box")
    ]
    for number, (own, box) in enumerate(badges):
        for other, points in strokes:
            met = any(cuts(a, b, box) for a, b in pairwise(points))
            if met is not (other is own):
                yield "badges on their lines", f"{own.get('id')}: {other.get('id')}"
        others = [(other.get("id", ""), each) for other, each in badges[number + 1 :]]
        for name, other_box in (*solid, *others):
            if box.overlaps(other_box):
                yield "no badge over anything", f"{own.get('id')}'s over {name}"


def _change_marks(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """The badge of what a change has added, removed or changed lies on its own line, clear of cards,
    labels and other badges; that of a card is around its first corner."""
    faces = _faces(root)
    marks = []
    for line in having(root, "line"):
        change = {"added", "removed", "changed"} & set(line.get("class", "").split())
        found = [_shape_box(shape) for shape in parts(line, "mark-shape")]
        if len(found) != bool(change):
            yield "each change has its badge", f"{line.get('id')} has {len(found)}"
        marks += [(line, box) for box in found]
    for card in having(root, "card"):
        for shape in parts(card, "mark-shape"):
            box, face = _shape_box(shape), faces[_name(root, card, "card")]
            middle = (box.left + box.right) / 2, (box.top + box.bottom) / 2
            if max(abs(middle[0] - face.left), abs(middle[1] - face.top)) > 0.02:
                yield "badges at the corners of their cards", str(card.get("id"))
    solid = [
        *faces.items(),
        *(
            (f"label of {line.get('id')}", rectangle(box))
            for line in having(root, "line")
            for box in parts(line, "label-box")
        ),
    ]
    for number, (own, box) in enumerate(marks):
        points = [p for stroke in parts(own, "stroke") for p in flatten(stroke.get("d", ""))]
        label = [rectangle(each).shrunk(-BESIDE) for each in parts(own, "label-box")]
        if not any(cuts(a, b, box) for a, b in pairwise(points)) and not any(
            box.overlaps(each) for each in label
        ):
            yield "badges on their lines", f"{own.get('id')} away from its line"
        others = [(other.get("id", ""), each) for other, each in marks[number + 1 :]]
        for name, other_box in (*solid, *others):
            if box.shrunk(TOLERANCE / 2).overlaps(other_box):
                yield "no badge over anything", f"{own.get('id')}'s over {name}"


def _shape_box(shape: ElementTree.Element) -> Rectangle:
    """What the shape of a badge takes, a rectangle or a path."""
    if shape.tag == f"{SVG}rect":
        return rectangle(shape)
    points = flatten(shape.get("d", "").rstrip("Z"))
    across, down = [x for x, _ in points], [y for _, y in points]
    return Rectangle(min(across), min(down), max(across), max(down))


def _furniture(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """Title, legend and list of steps cover nothing of the drawing, and each other neither."""
    lines = [
        (line.get("id"), [p for s in parts(line, "stroke") for p in flatten(s.get("d", ""))])
        for line in having(root, "line")
    ]
    solid = [
        (name, rectangle(box))
        for word, part in (
            ("card", "face"),
            ("line", "label-box"),
            ("line", "step-ring"),
            ("group", "group-box"),
        )
        for each in having(root, word)
        for name, box in ((each.get("id", ""), box) for box in parts(each, part))
    ]
    furniture = {
        word: [_text_box(text) for each in having(root, word) for text in _texts(each)]
        for word in ("heading", "legend", "steps", "panel")
    }
    for word, boxes in furniture.items():
        for box in boxes:
            for name, other in solid:
                if box.overlaps(other):
                    yield "title and legend are clear", f"{word} over {name}"
            for line_name, points in lines:
                if any(cuts(a, b, box) for a, b in pairwise(points)):
                    yield "title and legend are clear", f"{line_name} through {word}"
    for one, other in combinations(furniture, 2):
        if any(a.overlaps(b) for a in furniture[one] for b in furniture[other]):
            yield "title and legend are clear", f"{other} over {one}"
    for word in ("steps", "panel"):
        for one, two in combinations(furniture[word], 2):
            if one.overlaps(two):
                yield "steps and figures are read one by one", f"{one} and {two}"


def _texts(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    return element.iter(f"{SVG}text")


def _content(text: ElementTree.Element) -> str:
    return "".join(text.itertext())


def _text(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """Text of a card lies within its face, but for what stands in the pills on its edge."""
    for card in having(root, "card"):
        face = rectangle(parts(card, "face")[0])
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
    content = _content(text)
    width = text_width(content, size, Weight(int(text.get("font-weight", "400"))))
    x, y = float(text.get("x", "0")), float(text.get("y", "0"))
    left = {"middle": x - width / 2, "end": x - width}.get(text.get("text-anchor", ""), x)
    if text.get("direction") == "rtl" and text.get("text-anchor", "start") == "start":
        left = x - width
    return Rectangle(left, y - size * 0.75, left + width, y + size * 0.2)


def _bounds(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    left, top, width, height = (float(v) for v in root.get("viewBox", "0 0 0 0").split())
    page = Rectangle(left, top, left + width, top + height)
    for element in root.iter(f"{SVG}rect"):
        if not page.holds(rectangle(element).shrunk(0.01)):
            yield "within the picture", f"rect {element.get('class')}"
    for text in _texts(root):
        if not page.holds(_text_box(text).shrunk(TOLERANCE)):
            yield "within the picture", f"text {_content(text)!r}"
    for line in having(root, "line"):
        for stroke in parts(line, "stroke"):
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
