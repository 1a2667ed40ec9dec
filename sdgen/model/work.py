"""In which unit work and capacity are given, and whether the two are the same."""

from __future__ import annotations

from sdgen.design.records import Component
from sdgen.quantity import Dimension, Quantity

BYTES = "bytes"
OPERATIONS = frozenset(
    ("operation", "operations", "op", "ops", "request", "requests", "req", "reqs", "call", "calls")
)
"""Words for operations of any sort, as a rate without a word counts them."""


def unit_of(quantity: Quantity) -> str:
    """What an amount of work, or a rate of it, counts: ``bytes``, ``tokens``; nothing where it is
    operations of any sort."""
    if quantity.dimension in (Dimension.BYTES, Dimension.BYTE_RATE):
        return BYTES
    return "" if quantity.noun.casefold() in OPERATIONS else quantity.noun


def same_unit(one: str, other: str) -> bool:
    """Whether two words are of one unit: ``token`` and ``tokens``."""
    return one.casefold().removesuffix("s") == other.casefold().removesuffix("s")


def counts_operations(component: Component) -> bool:
    """Whether each operation takes one of the capacity, as far as no step says otherwise."""
    capacity = component.capacity
    return capacity is None or capacity.dimension is Dimension.RATE
