"""Which lines of a drawn SVG may run on each other: those of one look that have an end in common."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

from tests.support.svg_geometry import flatten

Place = tuple[float, float]
Shared = tuple[str, str, str, Place]
"""What a line may share with others: how it looks, which end, its card there, and where it is."""


def tip_of(line: ElementTree.Element) -> Place | None:
    """Where the arrowhead of a line points."""
    for part in line.iter():
        if {"arrow", "arrow-open"} & set(part.get("class", "").split()):
            return flatten(part.get("d", "").rstrip("Z"))[1]
    return None


def trunks_of(root: ElementTree.Element) -> dict[str, set[Shared]]:
    """What each line without a label may share, by its id."""
    found: dict[str, set[Shared]] = {}
    for line in root.iter():
        classes = [each.get("class", "").split() for each in line.iter()]
        if "line" not in classes[0] or any("label" in each for each in classes):
            continue
        strokes = [
            each.get("d", "") for each in line.iter() if "stroke" in each.get("class", "").split()
        ]
        points = [point for stroke in strokes for point in flatten(stroke)]
        tip = tip_of(line)
        if points and tip is not None:
            start = points[-1] if tip == points[0] else points[0]
            look = line.get("class", "")
            found[line.get("id", "")] = {
                (look, "source", line.get("data-source", ""), start),
                (look, "target", line.get("data-target", ""), tip),
            }
    return found
