"""Checks the drawn SVG of a deployment against the design it is of, which says what has to be there."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from sdgen.draw.escape import escape_id
from tests.support import svg_checks
from tests.support.racks import MadeRack
from tests.support.svg_elements import having, parts, rectangle
from tests.support.svg_geometry import Rectangle, cuts, flatten

NEAR = 0.6


def problems(made: MadeRack, svg: str) -> list[tuple[str, str]]:
    """What is wrong with the picture, as (check, what): empty for a good one."""
    root = ElementTree.fromstring(svg)
    cards = [escape_id(f"{name}@{zone}") for name, held in made.counts.items() for zone in held]
    follows = [
        (line.get("data-source", ""), line.get("data-target", ""))
        for line in having(root, "follow")
    ]
    calls = [(source, target) for source, target, _ in made.calls]
    return [
        *svg_checks.problems(svg, [*cards, *made.outside], [*calls, *follows]),
        *_counts(made, root),
        *_blanks(made, root),
        *_heights(made, root),
        *_zones(made, root),
        *_outside(made, root),
        *_ends_at_bars(made, root),
        *_through_the_rack(root),
        *_fork_marks(made, root),
    ]


def _cards(root: ElementTree.Element) -> dict[str, ElementTree.Element]:
    start = f"{root.get('id')}-card-"
    return {card.get("id", "").removeprefix(start): card for card in having(root, "card")}


def _face(card: ElementTree.Element) -> Rectangle:
    return rectangle(parts(card, "face")[0])


def _slots(made: MadeRack, root: ElementTree.Element) -> dict[tuple[str, str], ElementTree.Element]:
    cards = _cards(root)
    return {
        (name, zone): cards[key]
        for name, held in made.counts.items()
        for zone in held
        if (key := escape_id(f"{name}@{zone}")) in cards
    }


def _counts(made: MadeRack, root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """A card says how many replicas are in its zone; one says nothing."""
    for (name, zone), card in _slots(made, root).items():
        said = ["".join(text.itertext()) for text in parts(card, "pill-text")]
        numbers = [text for text in said if text.startswith("×")]
        wanted = [f"×{made.counts[name][zone]}"] if made.counts[name][zone] > 1 else []
        if numbers != wanted and "+" not in "".join(said):
            yield "replicas of a zone", f"{name} in {zone}: {said}, not {wanted}"


def _bands(made: MadeRack, root: ElementTree.Element) -> list[set[str]]:
    """The zones in use by stretch of columns: those of a region, or all where they stand side by side."""
    used = {zone for held in made.counts.values() for zone in held}
    tops: dict[float, set[str]] = {}
    for group in having(root, "group"):
        name = group.get("id", "").rpartition("-group-")[2]
        for zone in used:
            if name in (escape_id(zone), escape_id(made.places[zone])):
                top = round(rectangle(parts(group, "group-box")[0]).top, 1)
                tops.setdefault(top, set()).add(zone)
    regions: dict[str, set[str]] = {}
    for zone in used:
        regions.setdefault(made.places[zone], set()).add(zone)
    # boxes of regions begin at one height where these stand side by side
    heights = Counter(
        round(rectangle(parts(group, "group-box")[0]).top, 1)
        for group in having(root, "group")
        if group.get("id", "").rpartition("-group-")[2] in {escape_id(each) for each in regions}
    )
    beside = len(regions) > 1 and len(heights) == 1
    return [used] if beside else list(regions.values())


def _blanks(made: MadeRack, root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """One for each zone of a stretch in which a row of it has no replica."""
    wanted = 0
    for zones in _bands(made, root):
        rows = [held for held in made.counts.values() if zones & set(held)]
        wanted += sum(len(zones - set(held)) for held in rows)
    legend = next((parts(each, "blank") for each in having(root, "legend")), [])
    found = len(parts(root, "blank")) - len(legend)
    if found != wanted:
        yield "blanks", f"{found}, not {wanted}"


def _heights(made: MadeRack, root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """A row is at one height in all zones of a stretch."""
    slots = _slots(made, root)
    for zones in _bands(made, root):
        for name in made.counts:
            tops = {
                round(_face(slots[key]).top, 1)
                for key in slots
                if key[0] == name and key[1] in zones
            }
            if len(tops) > 1:
                yield "rows at one height", f"{name} at {tops}"


def _zones(made: MadeRack, root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """A card is in the box of its zone."""
    boxes = {
        group.get("id", "").rpartition("-group-")[2]: rectangle(parts(group, "group-box")[0])
        for group in having(root, "group")
    }
    for (name, zone), card in _slots(made, root).items():
        if not boxes[escape_id(zone)].holds(_face(card)):
            yield "cards in their zones", f"{name} is not in {zone}"


def _outside(made: MadeRack, root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """What is in no zone is in the box that says why, clients in none."""
    cards = _cards(root)
    start = f"{root.get('id')}-group-"
    for name, why in made.outside.items():
        face = _face(cards[name])
        holding = [
            group.get("id", "").removeprefix(start)
            for group in having(root, "group")
            if rectangle(parts(group, "group-box")[0]).holds(face)
        ]
        if holding != ([] if why == "client" else [escape_id(f"@{why}")]):
            yield "what is outside", f"{name} is in {holding}, not in {why}"


def _ends_at_bars(made: MadeRack, root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """A call begins and ends at a bar at the height of its row."""
    bars = [rectangle(bar) for bar in parts(root, "row-bar")]
    faces: dict[str, list[Rectangle]] = {}
    for (name, _), card in _slots(made, root).items():
        faces.setdefault(name, []).append(_face(card))
    for line in having(root, "line"):
        strokes = parts(line, "stroke")
        if "follow" in line.get("class", "").split() or not strokes:
            continue
        points = [point for stroke in strokes for point in flatten(stroke.get("d", ""))]
        for key in ("data-source", "data-target"):
            name = line.get(key, "")
            if name not in faces:
                continue
            touched = [
                bar
                for bar in bars
                for x, y in (points[0], points[-1])
                if bar.left - NEAR <= x <= bar.right + NEAR and bar.top <= y <= bar.bottom
            ]
            middles = [(bar.top + bar.bottom) / 2 for bar in touched]
            at_row = any(
                face.top < middle < face.bottom for face in faces[name] for middle in middles
            )
            if not at_row:
                yield "calls end at bars", f"{line.get('id')} at no bar of {name}"


def _through_the_rack(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """No call runs through a column, a name or a blank."""
    columns = [
        rectangle(box)
        for group in having(root, "group")
        for box in parts(group, "group-box")
        if "depth-2" in box.get("class", "").split()
    ]
    for line in having(root, "line"):
        if "follow" in line.get("class", "").split():
            continue
        points = [p for stroke in parts(line, "stroke") for p in flatten(stroke.get("d", ""))]
        if any(cuts(a, b, box.shrunk(1.0)) for box in columns for a, b in pairwise(points)):
            yield "no call through a column", str(line.get("id"))


def _fork_marks(made: MadeRack, root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """A fork has its mark on the trunk of its lines, over no card, other line or other mark."""
    start = f"{root.get('id')}-fork-"
    marks = {
        mark.get("id", "").removeprefix(start): rectangle(parts(mark, "pill")[0])
        for mark in having(root, "fork-mark")
        if mark.get("id")
    }
    callers = [source for source, _, options in made.calls if options.get("fork")]
    wanted = {name for name in callers if callers.count(name) > 1}
    drawn = {mark.get("data-source") for mark in having(root, "fork-mark") if mark.get("id")}
    if drawn != {escape_id(name) for name in wanted}:
        yield "marks of forks", f"{drawn}, not {wanted}"
    for name, pill in marks.items():
        if any(pill.overlaps(_face(card)) for card in _cards(root).values()):
            yield "marks of forks", f"{name} over a card"
        if any(pill.overlaps(other) for other_name, other in marks.items() if other_name != name):
            yield "marks of forks", f"{name} over another"
