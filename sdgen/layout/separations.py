"""Separation constraints: the least distance of two neighbours in a layer."""

from __future__ import annotations

from sdgen.layout.layered_graph import LayeredGraph
from sdgen.layout.spacing import (
    CARD_GAP,
    CLUSTER_GAP,
    CLUSTER_PADDING,
    LABEL_GAP,
    LINE_GAP,
    LINE_TO_CARD,
    LINE_TO_CLUSTER,
    LINE_TO_LABEL,
)

_SOLID = ("card", "self-loop")
_BETWEEN = {
    ("card", "card"): CARD_GAP,
    ("card", "dummy"): LINE_TO_CARD,
    ("card", "label"): LINE_TO_CARD,
    ("card", "self-loop"): 0.0,
    ("dummy", "dummy"): LINE_GAP,
    ("dummy", "label"): LINE_TO_LABEL,
    ("dummy", "self-loop"): LINE_TO_CARD,
    ("label", "label"): LABEL_GAP,
    ("label", "self-loop"): LINE_TO_CARD,
    ("self-loop", "self-loop"): LINE_TO_LABEL,
}


def separation(layered: LayeredGraph, left: int, right: int) -> float:
    """The least distance between the coordinates of two neighbours, ``left`` before ``right``."""
    one, other = layered.vertex_type[left], layered.vertex_type[right]
    reach = layered.right_extent[left] + layered.left_extent[right]
    if one == "left-border" and other == "right-border":
        return _inner_width(layered, left)
    if one == "left-border":
        inside = CLUSTER_PADDING if other in _SOLID or other == "left-border" else LINE_TO_CLUSTER
        return reach + inside + _title_above(layered, left, right)
    if other == "right-border":
        return reach + (
            CLUSTER_PADDING if one in _SOLID or one == "right-border" else LINE_TO_CLUSTER
        )
    if one == "right-border" or other == "left-border":
        lonely = ("dummy", "label")
        return reach + (LINE_TO_CLUSTER if one in lonely or other in lonely else CLUSTER_GAP)
    if one == "self-loop" and other == "card":
        return reach + CARD_GAP
    # What stands in the table, it has in the order of the alphabet.
    pair = (one, other) if one <= other else (other, one)
    return reach + _BETWEEN[pair]


def _inner_width(layered: LayeredGraph, border: int) -> float:
    cluster = layered.clusters[layered.cluster_of_border[border]]
    return 2 * CLUSTER_PADDING + cluster.title[0]


def _title_above(layered: LayeredGraph, border: int, first: int) -> float:
    """In a picture that runs to the right, titles stand before a cluster's first row; in one that
    runs down, a line that enters a cluster before its first card keeps clear of the title."""
    cluster = layered.clusters[layered.cluster_of_border[border]]
    if not layered.frame.down:
        return cluster.title[0]
    enters = (
        layered.vertex_type[first] in ("dummy", "label") and layered.layer[first] == cluster.first
    )
    return cluster.title[0] + LINE_TO_LABEL if enters else 0.0
