"""The records that describe a component kind: what it is, how it looks, what is assumed of it."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from sdgen.quantity import Dimension

PALETTE = (
    "slate",
    "sky",
    "cyan",
    "indigo",
    "blue",
    "violet",
    "amber",
    "orange",
    "red",
    "emerald",
    "teal",
    "pink",
)
"""The colour names that a kind may use; the themes give each its light and dark value."""


class PropertyType(StrEnum):
    """What the value of a kind's own property is."""

    TEXT = "text"
    FLAG = "flag"
    COUNT = "count"
    QUANTITY = "quantity"
    CHOICE = "choice"


class Property(Struct, frozen=True, kw_only=True):
    """A property that only components of some kinds have.

    ``dimension`` is given where ``type`` is a quantity, ``choices`` where it is a choice; ``doc``
    is the description that editors and the reference show.
    """

    name: str
    doc: str
    type: PropertyType = PropertyType.TEXT
    dimension: Dimension | None = None
    choices: tuple[str, ...] = ()


class Kind(Struct, frozen=True, kw_only=True):
    """A component kind, from which schema, glyphs, legend, assumptions and reference are made.

    ``glyph`` is a name of the lucide icon set, ``colour`` one of ``PALETTE``. ``store`` marks
    kinds that keep data at all, ``durable`` those whose loss would lose it. ``abbreviations`` are
    ids that say no more than the kind does, so that such a component is titled by its kind;
    ``also_called`` are other words for the kind and well-known products of it, in small letters.

    ``availability`` is assumed of one instance that the design runs itself and says nothing
    about, ``managed_availability`` of a managed component; both are ratios (0.995 is 99.5%).
    ``latency_p50`` and ``latency_p99`` are the seconds that one operation is assumed to take
    inside the component; ``None`` where time spent there counts for no journey. Whoever uses an
    assumption states it with its source.
    """

    name: str
    title: str
    doc: str
    glyph: str
    colour: str
    store: bool = False
    durable: bool = False
    abbreviations: tuple[str, ...] = ()
    also_called: tuple[str, ...] = ()
    availability: float = 0.995
    managed_availability: float = 0.999
    availability_source: str = ""
    latency_p50: float | None = None
    latency_p99: float | None = None
    latency_source: str = ""
    properties: tuple[Property, ...] = ()

    def property(self, name: str) -> Property | None:
        """The kind's own property of this name, or ``None``."""
        return next((each for each in self.properties if each.name == name), None)
