"""How far apart two neighbours of a layer keep."""

from __future__ import annotations

from sdgen.layout.layered import Kind, Layered
from sdgen.layout.spacing import (
    CARD_GAP,
    GROUP_GAP,
    GROUP_PADDING,
    LABEL_GAP,
    LINE_GAP,
    LINE_TO_CARD,
    LINE_TO_GROUP,
    LINE_TO_LABEL,
)

_SOLID = (Kind.CARD, Kind.LOOP)
_BETWEEN = {
    (Kind.CARD, Kind.CARD): CARD_GAP,
    (Kind.CARD, Kind.LINE): LINE_TO_CARD,
    (Kind.CARD, Kind.LABEL): LINE_TO_CARD,
    (Kind.CARD, Kind.LOOP): 0.0,
    (Kind.LINE, Kind.LINE): LINE_GAP,
    (Kind.LINE, Kind.LABEL): LINE_TO_LABEL,
    (Kind.LINE, Kind.LOOP): LINE_TO_CARD,
    (Kind.LABEL, Kind.LABEL): LABEL_GAP,
    (Kind.LABEL, Kind.LOOP): LINE_TO_CARD,
    (Kind.LOOP, Kind.LOOP): LINE_TO_LABEL,
}


def separation(layered: Layered, left: int, right: int) -> float:
    """The least distance between the coordinates of two neighbours, ``left`` before ``right``."""
    one, other = layered.kind[left], layered.kind[right]
    reach = layered.after[left] + layered.before[right]
    if one is Kind.OPEN and other is Kind.CLOSE:
        return _inner_width(layered, left)
    if one is Kind.OPEN:
        inside = GROUP_PADDING if other in _SOLID or other is Kind.OPEN else LINE_TO_GROUP
        return reach + inside + _title_above(layered, left, right)
    if other is Kind.CLOSE:
        return reach + (GROUP_PADDING if one in _SOLID or one is Kind.CLOSE else LINE_TO_GROUP)
    if one is Kind.CLOSE or other is Kind.OPEN:
        lonely = (Kind.LINE, Kind.LABEL)
        return reach + (LINE_TO_GROUP if one in lonely or other in lonely else GROUP_GAP)
    if one is Kind.LOOP and other is Kind.CARD:
        return reach + CARD_GAP
    pair = (one, other) if one <= other else (other, one)
    return reach + _BETWEEN[pair]


def _inner_width(layered: Layered, border: int) -> float:
    group = layered.groups[layered.group_of[border]]
    return 2 * GROUP_PADDING + group.title[0]


def _title_above(layered: Layered, border: int, first: int) -> float:
    """In a picture that runs to the right, titles stand before a group's first row; in one that
    runs down, a line that enters a group before its first card keeps clear of the title."""
    group = layered.groups[layered.group_of[border]]
    if not layered.frame.down:
        return group.title[0]
    enters = layered.kind[first] in (Kind.LINE, Kind.LABEL) and layered.layer[first] == group.first
    return group.title[0] + LINE_TO_LABEL if enters else 0.0
