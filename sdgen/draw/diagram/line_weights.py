"""How wide lines are for what goes along them: a step wider for ten times the calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import floor, log10
from typing import Final

from sdgen.views.diagram import Line, LineStyle

HEAVIEST: Final = 4
"""The weight of the busiest lines; those of the lightest is 1, and there is none without a load."""
BOLD_FROM: Final = 3
"""The weight from which a line has a larger arrowhead."""


def line_weights(lines: Iterable[Line]) -> Mapping[str, int]:
    """By id, the weight of each line whose rate the picture shows: ``HEAVIEST`` for those with as many
    digits as the busiest, one less for each digit less. Empty where all would be the same: then width
    says nothing. Replication, which is drawn in dots, has no weight."""
    loads = {
        line.id: line.load
        for line in lines
        if line.load > 0.0 and line.rate and line.style is not LineStyle.REPLICATION
    }
    decades = {name: floor(log10(load)) for name, load in loads.items()}
    if len(set(decades.values())) < 2:
        return {}
    top = max(decades.values())
    return {name: max(1, HEAVIEST - (top - decade)) for name, decade in decades.items()}


def heaviest_from(lines: Iterable[Line]) -> float:
    """The rate from which lines are as wide as they get; 0 where width says nothing."""
    lines = tuple(lines)
    weights = line_weights(lines)
    loads = [line.load for line in lines if line.id in weights]
    return float(10 ** floor(log10(max(loads)))) if loads else 0.0
