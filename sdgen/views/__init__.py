"""What each picture shows: a Design and facts to a Picture.

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
from sdgen.views.picture import Picture
from sdgen.views.selection import select
from sdgen.views.view import BuiltInView, Lack, NoPictureError

__all__ = [
    "VIEWS",
    "BuiltInView",
    "NoPictureError",
    "built_in_view",
    "lack_of",
    "make_picture",
]

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


def lack_of(design: Design | Facts, view_id: str) -> Lack | None:
    """What the design does not say that a view needs; None where the design has the view.

    Raises ``KeyError`` for a view that neither is built in nor the design defines.
    """
    facts = Facts.of(design)
    return _base(facts.design, view_id).lack(facts)


def make_picture(design: Design | Facts, view_id: str) -> Picture:
    """The picture of a built-in view, or of one that the design defines.

    Views of the same facts share what they compute. Raises ``KeyError`` for a view that neither
    has, and ``NoPictureError`` for one that has nothing to show.
    """
    facts = Facts.of(design)
    design = facts.design
    base = _base(design, view_id)
    lack = base.lack(facts)
    if lack is not None:
        raise NoPictureError(view_id, lack)
    own = design.views.get(view_id)
    made = base.make(facts, (own.title if own else "") or base.title)
    # the schema lets a design build on diagrams only
    return select(design, own, made) if own is not None and isinstance(made, Diagram) else made


def _base(design: Design, view_id: str) -> BuiltInView:
    """The built-in view of this id, or on which the design's own of this id builds."""
    own = design.views.get(view_id)
    base = built_in_view(view_id if own is None else own.base)
    if base is None:
        raise KeyError(view_id)
    return base
