"""What each picture shows: a Design and facts to a Diagram.

A module of this package that has a ``VIEW`` adds a view of that name.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from sdgen.analyses.facts import Facts
from sdgen.design.records import Design
from sdgen.views.diagram import Diagram
from sdgen.views.selection import select
from sdgen.views.view import BuiltInView

__all__ = ["VIEWS", "BuiltInView", "built_in_view", "make_diagram"]

VIEWS: Mapping[str, BuiltInView]
"""Every built-in view by id, in the order in which ``all`` shows them; found when first used."""


def __getattr__(name: str) -> object:
    """``VIEWS``: its modules import the analyses, which one picture seldom needs."""
    if name != "VIEWS":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return _all_views()


@cache
def _all_views() -> Mapping[str, BuiltInView]:
    found = [view for info in iter_modules(__path__) if (view := _view_of(info.name)) is not None]
    found.sort(key=lambda view: (view.order, view.id))
    return MappingProxyType({view.id: view for view in found})


def _view_of(module: str) -> BuiltInView | None:
    view = getattr(import_module(f"{__name__}.{module}"), "VIEW", None)
    assert view is None or isinstance(view, BuiltInView)
    return view


def built_in_view(view_id: str) -> BuiltInView | None:
    """The built-in view of this id, if there is one: in the module of its name, or in any."""
    module = view_id.replace("-", "_")
    if any(info.name == module for info in iter_modules(__path__)):
        view = _view_of(module)
        if view is not None and view.id == view_id:
            return view
    return _all_views().get(view_id)


def make_diagram(design: Design | Facts, view_id: str) -> Diagram:
    """The diagram of a built-in view, or of one that the design defines.

    Views of the same facts share what they compute. Raises ``KeyError`` for a view that neither
    has.
    """
    facts = Facts.of(design)
    design = facts.design
    own = design.views.get(view_id)
    base = built_in_view(view_id if own is None else own.base)
    if base is None:
        raise KeyError(view_id)
    if own is None:
        return base.make(facts, base.title)
    return select(design, own, base.make(facts, own.title or base.title))
