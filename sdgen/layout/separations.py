"""Separation constraints: the least distance of two neighbours in a layer."""

from __future__ import annotations

from sdgen.layout.layered_graph import LayeredGraph, VertexType
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

_SOLID = (VertexType.CARD, VertexType.SELF_LOOP)
_BETWEEN = {
    (VertexType.CARD, VertexType.CARD): CARD_GAP,
    (VertexType.CARD, VertexType.DUMMY): LINE_TO_CARD,
    (VertexType.CARD, VertexType.LABEL): LINE_TO_CARD,
    (VertexType.CARD, VertexType.SELF_LOOP): 0.0,
    (VertexType.DUMMY, VertexType.DUMMY): LINE_GAP,
    (VertexType.DUMMY, VertexType.LABEL): LINE_TO_LABEL,
    (VertexType.DUMMY, VertexType.SELF_LOOP): LINE_TO_CARD,
    (VertexType.LABEL, VertexType.LABEL): LABEL_GAP,
    (VertexType.LABEL, VertexType.SELF_LOOP): LINE_TO_CARD,
    (VertexType.SELF_LOOP, VertexType.SELF_LOOP): LINE_TO_LABEL,
}


def separation(layered: LayeredGraph, left: int, right: int) -> float:
    """The least distance between the coordinates of two neighbours, ``left`` before ``right``."""
    one, other = layered.vertex_type[left], layered.vertex_type[right]
    reach = layered.right_extent[left] + layered.left_extent[right]
    if one is VertexType.LEFT_BORDER and other is VertexType.RIGHT_BORDER:
        return _inner_width(layered, left)
    if one is VertexType.LEFT_BORDER:
        inside = (
            CLUSTER_PADDING
            if other in _SOLID or other is VertexType.LEFT_BORDER
            else LINE_TO_CLUSTER
        )
        return reach + inside + _title_above(layered, left, right)
    if other is VertexType.RIGHT_BORDER:
        return reach + (
            CLUSTER_PADDING if one in _SOLID or one is VertexType.RIGHT_BORDER else LINE_TO_CLUSTER
        )
    if one is VertexType.RIGHT_BORDER or other is VertexType.LEFT_BORDER:
        lonely = (VertexType.DUMMY, VertexType.LABEL)
        return reach + (LINE_TO_CLUSTER if one in lonely or other in lonely else CLUSTER_GAP)
    if one is VertexType.SELF_LOOP and other is VertexType.CARD:
        return reach + CARD_GAP
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
        layered.vertex_type[first] in (VertexType.DUMMY, VertexType.LABEL)
        and layered.layer[first] == cluster.first
    )
    return cluster.title[0] + LINE_TO_LABEL if enters else 0.0
