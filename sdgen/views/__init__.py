"""What each picture shows: a Design and facts to a Diagram.

A module of this package that has a ``VIEW`` adds a view of that name.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from sdgen.model.design import Design
from sdgen.views.diagram import Diagram
from sdgen.views.selection import select
from sdgen.views.view import BuiltInView

__all__ = ["VIEWS", "BuiltInView", "make_diagram"]


def _find_views() -> dict[str, BuiltInView]:
    """The views of every module in this package, in the order in which ``all`` shows them."""
    found: list[BuiltInView] = []
    for info in iter_modules(__path__):
        view = getattr(import_module(f"{__name__}.{info.name}"), "VIEW", None)
        if view is not None:
            found.append(view)
    found.sort(key=lambda view: (view.order, view.id))
    return {view.id: view for view in found}


VIEWS: Mapping[str, BuiltInView] = MappingProxyType(_find_views())
"""Every built-in view by id."""


def make_diagram(design: Design, view_id: str) -> Diagram:
    """The diagram of a built-in view, or of one that the design defines.

    Raises ``KeyError`` for a view that neither has.
    """
    own = design.views.get(view_id)
    if own is None:
        view = VIEWS[view_id]
        return view.make(design, view.title)
    base = VIEWS[own.base]
    return select(design, own, base.make(design, own.title or base.title))
