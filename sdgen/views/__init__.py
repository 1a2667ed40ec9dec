"""What each picture shows: a Design and facts to a Picture.

A module with a ``VIEW`` in one of the folders here, one for each type of picture, adds a view: the
one in ``diagrams/high_level.py`` is called ``high-level``. Other packages add theirs as entry points
of the groups ``sdgen.views.diagrams`` and ``sdgen.views.charts``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import get_args

from sdgen.analyses.facts import Facts
from sdgen.design.records import Design
from sdgen.design.view_registry import VIEW_REGISTRY
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
"""Every view that no design defines, by id, in the order in which ``all`` shows them; found when
first used."""


def __getattr__(name: str) -> object:
    """``VIEWS``: its modules import the analyses, which one picture seldom needs."""
    if name != "VIEWS":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return _all_views()


@cache
def _all_views() -> Mapping[str, BuiltInView]:
    found = sorted(VIEW_REGISTRY.items(), key=lambda each: (each[1].order, each[0]))
    return MappingProxyType(dict(found))


def built_in_view(view_id: str) -> BuiltInView | None:
    """The view of this id that no design defines, if there is one; no other is imported."""
    return VIEW_REGISTRY.get(view_id)


def lack_of(design: Design | Facts, view_id: str) -> Lack | None:
    """What the design does not say that a view needs; None where the design has the view.

    Raises ``KeyError`` for a view that neither is built in nor the design defines.
    """
    facts = Facts.of(design)
    return _lack(facts, _base(facts.design, view_id))


def make_picture(design: Design | Facts, view_id: str) -> Picture:
    """The picture of a built-in view, or of one that the design defines.

    Views of the same facts share what they compute. Raises ``KeyError`` for a view that neither
    has, and ``NoPictureError`` for one that has nothing to show.
    """
    facts = Facts.of(design)
    design = facts.design
    own = design.views.get(view_id)
    base = _base(design, view_id)
    lack = _lack(facts, base)
    if lack is not None:
        raise NoPictureError(view_id, lack)
    with VIEW_REGISTRY.blaming(base.id):
        made = base.make(facts, (own.title if own else "") or base.title)
    if type(made) not in get_args(Picture):
        raise VIEW_REGISTRY.blame(base.id, f"it makes a {type(made).__name__}, which is no Picture")
    if own is None:
        return made
    # the schema lets a design build on diagrams only
    if not isinstance(made, Diagram):
        raise VIEW_REGISTRY.blame(base.id, "it stands with the diagrams and makes none")
    return select(design, own, made)


def _lack(facts: Facts, view: BuiltInView) -> Lack | None:
    with VIEW_REGISTRY.blaming(view.id):
        return view.lack(facts)


def _base(design: Design, view_id: str) -> BuiltInView:
    """The built-in view of this id, or on which the design's own of this id builds."""
    own = design.views.get(view_id)
    base = built_in_view(view_id if own is None else own.base)
    if base is None:
        raise KeyError(view_id)
    return base
