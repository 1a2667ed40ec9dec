"""Free places: where a small part of a picture, such as a card without lines, fits between the others.

A place is free where the part keeps the usual gaps to every card, group, line and label. The search
looks at the places where it would touch something, and at those nearest to where it is wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from sdgen.layout.merit import Target, size_merit
from sdgen.layout.placed import pieces_of, whole_card
from sdgen.layout.placement import Box, Node, Placement, Point
from sdgen.layout.spacing import CARD_GAP, CLUSTER_GAP, EPSILON, LABEL_GAP, LINE_TO_CARD

WORK = 400_000
"""Pairs of a column and an obstacle that are looked at for one part."""
TRIED = 24
"""Places for which the whole picture is measured."""
APART = 24.0
"""Px between two of them: nearer ones do not differ."""
NEAR = 60.0
"""Px that a card is moved from its place to be in line with another."""
LOST = 0.004
"""A loss of merit that nobody sees."""

Shown = Callable[[Placement], float]
"""How well a picture shows with this placement in it, title and legend included; the highest is best."""


def taken_by(placement: Placement, nodes: Sequence[Node]) -> list[Box]:
    """What the placement takes, with the gaps that a card keeps to it."""
    groups = [_grown(box, CLUSTER_GAP) for box in placement.clusters.values()]
    others = [
        _grown(whole_card(node, placement.nodes[node.id]), CARD_GAP)
        for node in nodes
        if node.id in placement.nodes
    ]
    for route in placement.routes:
        if route.label is not None:
            others.append(_grown(route.label, LABEL_GAP))
        others += [_grown(piece, LINE_TO_CARD) for piece in pieces_of(route)]
    return groups + [box for box in others if not any(_holds(group, box) for group in groups)]


def best_place(
    placement: Placement,
    part: Placement,
    nodes: Sequence[Node],
    wish: Point | None,
    target: Target,
    shown: Callable[[Point], float],
) -> Point:
    """Where the corner of ``part`` is to stand: of the places at which the picture shows as large as
    it can, the one nearest to where its middle is wanted, else to the bottom right corner. ``shown``
    says how well the picture shows with the part at a place."""
    width, height = part.width, part.height
    right, bottom = max(0.0, placement.width - width), max(0.0, placement.height - height)
    corner = Point(right, bottom)
    if wish is not None:
        x, y = wish.x - width / 2, wish.y - height / 2
        corner = Point(min(max(x, 0.0), right), min(max(y, 0.0), bottom))
    taken = taken_by(placement, nodes)

    def lost(place: Point) -> float:
        across, along = max(place.x, right) + width, max(place.y, bottom) + height
        return round(-size_merit(across, along, target), 2)

    def rank(place: Point) -> tuple[float, bool, float, float, float]:
        far = abs(place.x - corner.x) + abs(place.y - corner.y)
        outside = place.x > right + EPSILON or place.y > bottom + EPSILON
        return lost(place), outside, round(far), place.y, place.x

    spread = _spread(sorted(_free(taken, (width, height), corner), key=rank))
    # Several places may come to be one where they are in line.
    places = list(dict.fromkeys(_in_line(place, part, placement, taken) for place in spread))
    best, most = places[0], float("-inf")
    for place in places:
        merit = shown(place)
        if merit > most + LOST:
            best, most = place, merit
    return best


def _free(taken: Sequence[Box], size: tuple[float, float], wish: Point) -> Iterator[Point]:
    """The free places at the sides of what is taken, or level with where the part is wanted; the
    last of them lie beyond all that is there."""
    width, height = size
    columns = {0.0, wish.x}
    columns |= {box.right for box in taken} | {box.x - width for box in taken}
    ordered = sorted(x for x in columns if x >= 0.0)
    step = 1 + len(ordered) * len(taken) // WORK
    for x in {*ordered[::step], wish.x, ordered[-1]}:
        y = 0.0
        for top, end in sorted(
            (box.y - height, box.bottom)
            for box in taken
            if box.x - width < x - EPSILON and box.right > x + EPSILON
        ):
            if top >= y:
                yield Point(x, min(max(wish.y, y), top))
            y = max(y, end)
        yield Point(x, max(wish.y, y))


def _in_line(place: Point, part: Placement, placement: Placement, taken: Sequence[Box]) -> Point:
    """A free place near this one at which a card's top or left edge is in line with that of another;
    the place itself where there is none, or the part is more than a card."""
    if len(part.nodes) > 1:
        return place
    face = next(iter(part.nodes.values()))
    right, bottom = (
        max(place.x, placement.width - part.width),
        max(place.y, placement.height - part.height),
    )
    for axis in ("y", "x"):
        here = getattr(place, axis)
        wanted = {getattr(box, axis) - getattr(face, axis) for box in placement.nodes.values()}
        for value in sorted(wanted, key=lambda value: (abs(value - here), value)):
            if abs(value - here) > NEAR:
                break
            moved = replace(place, **{axis: value})
            inside = 0.0 <= moved.x <= right and 0.0 <= moved.y <= bottom
            if inside and not any(_meet(moved, part, box) for box in taken):
                place = moved
                break
    return place


def _meet(place: Point, part: Placement, box: Box) -> bool:
    return (
        box.x < place.x + part.width - EPSILON
        and place.x < box.right - EPSILON
        and box.y < place.y + part.height - EPSILON
        and place.y < box.bottom - EPSILON
    )


def _spread(places: Sequence[Point]) -> list[Point]:
    """The first of the places, none near another."""
    found: list[Point] = []
    for place in places:
        if all(abs(place.x - each.x) + abs(place.y - each.y) >= APART for each in found):
            found.append(place)
            if len(found) == TRIED:
                break
    return found


def _grown(box: Box, by: float) -> Box:
    return Box(box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by)


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer.x <= inner.x
        and outer.y <= inner.y
        and inner.right <= outer.right
        and inner.bottom <= outer.bottom
    )
