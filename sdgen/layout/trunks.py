"""Trunks: lines of one style that come together before their common card, or part behind it.

Such lines share one port, the last piece to it, and a track in the channel beside their card. A line is
in one trunk at most, so that nobody takes a trunk for a way from all cards on its one side to all on the
other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from sdgen.layout.layered_graph import Chain, LayeredGraph
from sdgen.layout.spacing import PORT_MARGIN

LEAST = 3
"""Lines in a trunk."""

ROOMY = 24.0
"""How far apart ports have to find room on a side so that none of its lines share one: some of them
can be straight then."""

FOREIGN = 0.5
"""How many other lines may run between those of a trunk, for each of them: a trunk crosses those."""

End = tuple[float, float, int, Chain, bool]
"""Where a line goes next and in the end, its number, the line, and whether this is its start."""

Side = tuple[int, bool]
"""A side of a card, the head side or the foot side."""

Run = tuple[int, int]
"""Ends beside each other: the first place and the one behind the last."""


def trunk_runs(
    layered: LayeredGraph, ends: Mapping[Side, Sequence[End]], place: Mapping[int, int]
) -> dict[Side, list[Run]]:
    """The trunks on each side of a card, whose ``ends`` are given from left to right; ``place`` is that
    of each vertex in its layer."""
    if not any(edge.trunk for edge in layered.graph.edges):
        return {}
    channels = _channels(layered, place)
    joined: dict[Side, list[Run]] = {}
    taken: set[int] = set()
    # Arrowheads that fall on each other are worth more than starts that do.
    for source in (False, True):
        for side, found in ends.items():
            count = len(found) - sum(stop - start - 1 for start, stop in joined.get(side, ()))
            if count < LEAST or _has_room(layered, side[0], count):
                continue
            keys = [_key(layered, end, taken, source=source) for end in found]
            others = [chain.vertices[-1 if start else 0] for _, _, _, chain, start in found]
            for start, stop in runs_alike(keys, others):
                if _foreign(channels, layered, side, found[start:stop]) <= FOREIGN * (stop - start):
                    joined.setdefault(side, []).append((start, stop))
                    taken.update(number for _, _, number, _, _ in found[start:stop])
    return {side: sorted(runs) for side, runs in joined.items()}


def _channels(layered: LayeredGraph, place: Mapping[int, int]) -> dict[tuple[int, bool], list[int]]:
    """The places in their layer at which lines leave it downwards (False), or upwards (True)."""
    found: dict[tuple[int, bool], list[int]] = {}
    for chain in layered.chains:
        for one, other in pairwise(chain.vertices):
            down = layered.layer[one] < layered.layer[other]
            if layered.layer[one] != layered.layer[other]:
                found.setdefault((layered.layer[one], not down), []).append(place[one])
                found.setdefault((layered.layer[other], down), []).append(place[other])
    for places in found.values():
        places.sort()
    return found


def _foreign(
    channels: Mapping[tuple[int, bool], Sequence[int]],
    layered: LayeredGraph,
    side: Side,
    found: Sequence[End],
) -> int:
    """How many other lines enter the channel between those of a trunk."""
    card, top = side
    places = channels[layered.layer[card] + (-1 if top else 1), not top]
    low, high = int(found[0][0]), int(found[-1][0])
    return (
        bisect_left(places, high)
        - bisect_right(places, low)
        - sum(low < spot < high for spot, *_ in found)
    )


def _has_room(layered: LayeredGraph, card: int, ports: int) -> bool:
    """Whether so many lines stand well beside each other on a side of a card."""
    width = layered.cards[card].width
    return (ports - 1) * ROOMY <= width - 2 * min(PORT_MARGIN, width / 4)


def _key(layered: LayeredGraph, end: End, taken: Collection[int], *, source: bool) -> str:
    """What a line at its source, or its target, has in common with those of a trunk; empty for one
    that can be in none."""
    _, _, number, chain, start = end
    here = chain.edge_type == "inter-layer" and (start != chain.reverse) is source
    return layered.graph.edges[chain.edge].trunk if here and number not in taken else ""


def runs_alike(keys: Sequence[str], others: Sequence[int]) -> list[Run]:
    """The trunks among the ends of lines on a side of a card, from left to right, each as its first
    place and the place behind its last. ``keys`` tells apart what may be in one trunk, empty for what
    may be in none; ``others`` is the card at the other end of each. Only neighbours are in one trunk,
    as a line between them would be crossed."""
    runs: list[Run] = []
    start, met = 0, set(others[:1])
    for place in range(1, len(keys) + 1):
        if place < len(keys) and keys[place] == keys[start] and others[place] not in met:
            met.add(others[place])
            continue
        if keys[start] and place - start >= LEAST:
            runs.append((start, place))
        start, met = place, set(others[place : place + 1])
    return runs
