"""Figures that are computed of a design, by name, and those that a design states itself.

A figure is named ``OWNER.figure``: ``home-timeline.peak``, ``tweet-store.storage``, ``Tweet.rows``.
"""

from __future__ import annotations

from sdgen.base.span import Places
from sdgen.base.subject import Subject
from sdgen.design.records import StatedFigure
from sdgen.model import codes
from sdgen.model.gather import Gather, mapping
from sdgen.parse.document import Node
from sdgen.quantity import Dimension

JOURNEY_FIGURES = {
    "average": Dimension.RATE,
    "peak": Dimension.RATE,
    "p50": Dimension.DURATION,
    "p99": Dimension.DURATION,
}
COMPONENT_FIGURES = {
    "average": Dimension.RATE,
    "peak": Dimension.RATE,
    "capacity": Dimension.RATE,
    "utilisation": Dimension.RATIO,
    "ingress": Dimension.BYTE_RATE,
    "egress": Dimension.BYTE_RATE,
    "storage": Dimension.BYTES,
    "memory": Dimension.BYTES,
}
ENTITY_FIGURES = {"rows": Dimension.COUNT, "storage": Dimension.BYTES}
DIMENSIONS = {**JOURNEY_FIGURES, **COMPONENT_FIGURES, **ENTITY_FIGURES}
"""A figure has the same dimension whoever owns it."""


def read_estimates(node: Node | None, gather: Gather) -> dict[str, StatedFigure]:
    """The stated figures by name; those that nothing computes are reported."""
    found: dict[str, StatedFigure] = {}
    for entry in mapping(node).entries:
        owner, _, figure = entry.key.rpartition(".")
        dimension = DIMENSIONS.get(figure)
        if dimension is None:
            if owner:  # else the schema has said that it is no name of a figure
                gather.report(
                    codes.UNKNOWN_ELEMENT,
                    f"estimate '{entry.key}': there is no figure '{figure}'",
                    entry.key_span,
                    gather.suggest(figure, DIMENSIONS, "figures"),
                    owner,
                    fix=gather.mend(entry.key_span, figure, DIMENSIONS),
                )
            continue
        quantity = gather.quantity(entry.value, dimension, Subject("estimate", entry.key))
        if quantity is not None:
            found[entry.key] = StatedFigure(
                span=entry.key_span,
                spans=Places({"quantity": entry.value.span}),
                owner=owner,
                figure=figure,
                quantity=quantity,
            )
    return found
