"""Component kinds: a record each, from which schema, glyphs, legend and docs are made.

A module of this package that has a ``KINDS`` tuple adds its kinds: a new kind is one ``Kind(...)``
in one of these modules, or in a new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Protocol

from sdgen.kinds.kind import PALETTE, Kind, Property, PropertyType, Role

__all__ = ["KINDS", "PALETTE", "HasKind", "Kind", "Property", "PropertyType", "Role", "kind_of"]


def _find_kinds() -> dict[str, Kind]:
    """Every kind of every module in this package, by name, in the order of modules and tuples."""
    found: dict[str, Kind] = {}
    for module_name in sorted(info.name for info in iter_modules(__path__)):
        module = import_module(f"{__name__}.{module_name}")
        for kind in getattr(module, "KINDS", ()):
            if kind.name in found:
                raise ValueError(f"two component kinds are called {kind.name!r}")
            found[kind.name] = kind
    return found


KINDS: Mapping[str, Kind] = MappingProxyType(_find_kinds())
"""Every component kind by name."""


class HasKind(Protocol):
    """What is of a kind: a component."""

    @property
    def kind(self) -> str:
        """The name of the kind."""


def kind_of(component: HasKind) -> Kind:
    """The kind of a component, which knows its role and traits.

    Raises KeyError where there is no such kind: reading a design refuses that.
    """
    return KINDS[component.kind]
