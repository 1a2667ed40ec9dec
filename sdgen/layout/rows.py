"""Coordinates along the ranks: each channel is as high as its tracks need, each rank as high as
its cards, and groups have room for padding and title."""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct, field

from sdgen.layout.layered import Layered, Shape
from sdgen.layout.spacing import (
    CARD_TO_TRACK,
    CHANNEL,
    EPSILON,
    GROUP_GAP,
    GROUP_PADDING,
    LABEL_TO_TRACK,
    LINE_TO_LABEL,
    TRACK_GAP,
)
from sdgen.layout.tracks import Course, Run, assign_tracks

CARD_TO_LABEL = 16.0


class Rows(Struct):
    """``top`` and ``bottom`` of each layer's faces or labels; of each channel (the one below the
    layer of that number) its ``start`` and ``end``; for each bent piece of a line, by chain and
    step, the corners of the way that it takes through the channel."""

    top: list[float] = field(default_factory=list)
    bottom: list[float] = field(default_factory=list)
    start: list[float] = field(default_factory=list)
    end: list[float] = field(default_factory=list)
    corners: dict[tuple[int, int], list[tuple[float, float]]] = field(default_factory=dict)
    group_top: list[float] = field(default_factory=list)
    group_bottom: list[float] = field(default_factory=list)
    height: float = 0.0


def place_rows(layered: Layered, *, curved: bool, lines: bool = True) -> Rows:
    """Stack layers and channels from top to bottom; without ``lines``, as low as they can be."""
    rows = Rows()
    pieces, taken = collect_runs(layered) if lines else ({}, {})
    above, below = _group_rooms(layered)
    count = len(layered.layers)
    cards = range(len(layered.cards))
    heads = [0.0] * count
    feet = [0.0] * count
    thick = list(layered.label_height)
    for card in cards:
        layer, size = layered.layer[card], layered.cards[card]
        heads[layer] = max(heads[layer], size.top)
        feet[layer] = max(feet[layer], size.bottom)
        thick[layer] = max(thick[layer], size.height)
    head_rooms = [0.0] * count
    foot_rooms = [0.0] * count
    for number, group in enumerate(layered.groups):
        if group.parent < 0 or layered.groups[group.parent].first != group.first:
            head_rooms[group.first] = max(head_rooms[group.first], above[number])
        if group.parent < 0 or layered.groups[group.parent].last != group.last:
            foot_rooms[group.last] = max(foot_rooms[group.last], below[number])
    cursor = 0.0
    for layer in range(count):
        rows.top.append(cursor + head_rooms[layer] + heads[layer])
        rows.bottom.append(rows.top[layer] + thick[layer])
        start = rows.bottom[layer] + feet[layer] + foot_rooms[layer]
        found = pieces.get(layer, [])
        room = CARD_TO_TRACK if layered.label_height[layer] == 0 else LABEL_TO_TRACK
        lead = max(LABEL_TO_TRACK, room - foot_rooms[layer])
        if not layered.frame.down:
            lead = max(lead, _titles_beside(layered, rows, layer, found, above) - start)
        final = layer == count - 1
        label_next = not final and layered.is_label_layer(layer + 1)
        room = LABEL_TO_TRACK if label_next or final else CARD_TO_TRACK
        head_next = 0.0 if final else head_rooms[layer + 1]
        trail = max(LABEL_TO_TRACK, room - head_next)
        if curved:
            height = _curved_height(found) + (lead + trail) / 2 if found else 0.0
            for chain, step, run in found:
                rows.corners[chain, step] = [(x, start) for x in (*run.ups, *run.downs)]
        else:
            courses = assign_tracks([run for _, _, run in found], taken.get(layer, []))
            deepest = max((track for course in courses for track in course.tracks), default=-1)
            height = lead + deepest * TRACK_GAP + trail if courses else 0.0
        if not final:
            height = max(height, _least(layered, layer, foot_rooms[layer], head_next))
        rows.start.append(start)
        rows.end.append(start + height)
        if found and not curved:
            slack = height - lead - trail - deepest * TRACK_GAP
            first = start + lead + slack / 2
            for (chain, step, _), course in zip(found, courses, strict=True):
                rows.corners[chain, step] = _corners(course, first)
        cursor = start + height
    rows.height = cursor
    for number, group in enumerate(layered.groups):
        rows.group_top.append(rows.top[group.first] - heads[group.first] - above[number])
        rows.group_bottom.append(rows.bottom[group.last] + feet[group.last] + below[number])
    return rows


def collect_runs(
    layered: Layered,
) -> tuple[dict[int, list[tuple[int, int, Run]]], dict[int, list[float]]]:
    """The bent pieces of lines by channel: chain, step and run. With them, all coordinates at
    which lines enter and leave each channel."""
    found: dict[int, list[tuple[int, int, Run]]] = {}
    taken: dict[int, list[float]] = {}
    for number, chain in enumerate(layered.chains):
        if chain.shape not in (Shape.DOWN, Shape.AROUND):
            continue
        stops = [chain.ports[0], *chain.items[1:-1], chain.ports[1]]
        for step, (one, other) in enumerate(pairwise(stops)):
            first, second = layered.layer[one], layered.layer[other]
            start, stop = layered.across[one], layered.across[other]
            taken.setdefault(min(first, second), []).extend((start, stop))
            if first == second:
                run = Run((start, stop), ())
            elif abs(start - stop) < EPSILON:
                continue
            elif first < second:
                run = Run((start,), (stop,))
            else:
                run = Run((stop,), (start,))
            found.setdefault(min(first, second), []).append((number, step, run))
    return found, taken


def _titles_beside(
    layered: Layered,
    rows: Rows,
    layer: int,
    found: list[tuple[int, int, Run]],
    above: list[float],
) -> float:
    """Where the titles end, in a picture that runs to the right, of the groups that a run in the
    channel below the layer enters past their title."""
    end = 0.0
    for number, group in enumerate(layered.groups):
        if group.first <= layer < group.last and group.title[1] > 0:
            border = layered.across[group.open]
            if any(run.low < border < run.high for _, _, run in found):
                start = rows.top[group.first] - above[number]
                end = max(end, start + GROUP_PADDING + group.title[1] + LINE_TO_LABEL)
    return end


def _corners(course: Course, first: float) -> list[tuple[float, float]]:
    """The corners of a run, in the order of its stops, where track 0 lies at ``first``."""
    corners = []
    for (start, stop), track in zip(pairwise(course.coordinates), course.tracks, strict=True):
        along = first + track * TRACK_GAP
        corners += [(start, along), (stop, along)]
    return corners


def _least(layered: Layered, layer: int, foot: float, head: float) -> float:
    """The least height of a channel, whether lines cross it or not."""
    if layered.is_label_layer(layer) or layered.is_label_layer(layer + 1):
        room = head if layered.is_label_layer(layer) else foot
        return max(LABEL_TO_TRACK, CARD_TO_LABEL - room)
    least = CHANNEL - foot - head
    return max(least, GROUP_GAP) if foot or head else least


def _group_rooms(layered: Layered) -> tuple[list[float], list[float]]:
    """How far each group reaches above its first rank and below its last one."""
    above = [0.0] * len(layered.groups)
    below = [0.0] * len(layered.groups)
    order = sorted(range(len(above)), key=lambda number: -len(layered.ancestors(number)))
    children: dict[int, list[int]] = {}
    for number, group in enumerate(layered.groups):
        children.setdefault(group.parent, []).append(number)
    lowest = _lowest_cards(layered)
    for number in order:
        group = layered.groups[number]
        inner = children.get(number, [])
        heads = [above[child] for child in inner if layered.groups[child].first == group.first]
        feet = [below[child] for child in inner if layered.groups[child].last == group.last]
        above[number] = GROUP_PADDING + max(heads, default=0.0)
        below[number] = GROUP_PADDING + max(feet, default=0.0)
        if layered.frame.down:
            above[number] += group.title[1]
        elif group.first == group.last:
            below[number] += max(0.0, group.title[1] - lowest[number])
    return above, below


def _lowest_cards(layered: Layered) -> dict[int, float]:
    """The height of the lowest card in each group."""
    lowest: dict[int, float] = {}
    for card, home in enumerate(layered.home):
        height = layered.cards[card].height
        for group in layered.ancestors(home):
            lowest[group] = min(lowest.get(group, height), height)
    return lowest


def _curved_height(found: list[tuple[int, int, Run]]) -> float:
    """Curves need height to their width, so that they are not flat."""
    widest = max(run.high - run.low for _, _, run in found)
    return min(90.0, 24.0 + widest / 6)
