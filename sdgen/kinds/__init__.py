"""Component kinds: a record each, from which schema, glyphs, legend and docs are made.

A module of this package that has a ``KINDS`` tuple adds its kinds: a new kind is one ``Kind(...)``
in one of these modules, or in a new one. Other packages add theirs as entry points of the group
``sdgen.kinds``: a module with ``KINDS``, a Kind, or a tuple of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from sdgen.kinds.kind import PALETTE, Kind, Property, PropertyType, Role
from sdgen.registry import Gathering

__all__ = [
    "KINDS",
    "PALETTE",
    "HasKind",
    "HasProperties",
    "Kind",
    "Property",
    "PropertyType",
    "Role",
    "glyph_of",
    "kind_names",
    "kind_of",
]


def _names_of(kind: Kind) -> tuple[str, ...]:
    return (kind.name,)


KINDS: Final = Gathering[Kind](
    "sdgen.kinds",
    package=__name__,
    attribute="KINDS",
    record="sdgen.kinds.kind:Kind",
    noun="component kind",
    names_of=_names_of,
    complaint="sdgen.kinds.kind:complaint",
)
"""Every component kind by name."""


def kind_names() -> tuple[str, ...]:
    """The kinds that a component can be of."""
    return tuple(KINDS)


class HasKind(Protocol):
    """What is of a kind: a component."""

    @property
    def kind(self) -> str:
        """The name of the kind."""


class HasProperties(HasKind, Protocol):
    """What is of a kind and has properties of that kind."""

    @property
    def properties(self) -> Mapping[str, object]:
        """The kind's own properties by name, as plain values."""


def kind_of(component: HasKind) -> Kind:
    """The kind of a component, which knows its role and traits.

    Raises KeyError where there is no such kind: reading a design refuses that.
    """
    return KINDS[component.kind]


def glyph_of(component: HasProperties) -> str:
    """The glyph of a component: that of its kind, or of what one of its properties says it is."""
    kind = kind_of(component)
    for own in kind.properties:
        value = component.properties.get(own.name)
        if own.glyphs and value in own.choices:
            return own.glyphs[own.choices.index(str(value))]
    return kind.glyph
