"""A curve cut where it passes a height: what lies above, and what below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple


class CurvePoint(NamedTuple):
    """A point of the picture; y grows downwards."""

    x: float
    y: float


def runs(places: Sequence[CurvePoint], level: float) -> list[tuple[bool, list[CurvePoint]]]:
    """The parts of the curve between its crossings of ``level``, from left to right, each with
    whether it is above; neighbours share the crossing. A part that only touches is below."""
    cut = list(_with_crossings(places, level))
    if len(cut) < 2:
        return []
    found: list[tuple[bool, list[CurvePoint]]] = []
    for start, end in pairwise(cut):
        above = min(start.y, end.y) < level
        if found and found[-1][0] == above:
            found[-1][1].append(end)
        else:
            found.append((above, [start, end]))
    return found


def areas(places: Sequence[CurvePoint], level: float) -> list[list[CurvePoint]]:
    """The parts of the curve that are above ``level``."""
    return [run for above, run in runs(places, level) if above]


def _with_crossings(places: Sequence[CurvePoint], level: float) -> Iterator[CurvePoint]:
    if places:
        yield places[0]
    for start, end in pairwise(places):
        if (start.y - level) * (end.y - level) < 0:
            share = (level - start.y) / (end.y - start.y)
            yield CurvePoint(start.x + share * (end.x - start.x), level)
        yield end


def between(places: Sequence[CurvePoint], left: float, right: float) -> list[CurvePoint]:
    """The curve from ``left`` to ``right``: its points there, and where it enters and leaves."""
    found = [each for each in places if left <= each.x <= right]
    for start, end in pairwise(places):
        for x in (left, right):
            if start.x < x < end.x:
                share = (x - start.x) / (end.x - start.x)
                found.append(CurvePoint(x, start.y + share * (end.y - start.y)))
    return sorted(found)
