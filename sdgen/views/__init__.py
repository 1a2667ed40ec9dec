"""What each picture shows: a Design and facts to a Picture.

A module with a ``VIEW`` in one of the folders here, one for each type of picture, adds a view: the
one in ``diagrams/high_level.py`` is called ``high-level``. One that is of one thing in the design
each (``sequence``, ``journey``) is called with that thing's id: ``sequence:post-tweet``. Other packages
add theirs as entry points of the groups ``sdgen.views.diagrams``, ``sdgen.views.charts``,
``sdgen.views.data_models`` and ``sdgen.views.racks``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, get_args

from msgspec import Struct

from sdgen.analyses.facts import Facts
from sdgen.design.records import Design, View
from sdgen.design.view_registry import VIEW_REGISTRY
from sdgen.model.view_names import OF
from sdgen.views.diagram import Diagram
from sdgen.views.view import BuiltInView, Lack, NoPictureError

if TYPE_CHECKING:
    from sdgen.views.picture import Picture

__all__ = [
    "VIEWS",
    "BuiltInView",
    "NoPictureError",
    "all_names",
    "built_in_view",
    "has_view",
    "lack_of",
    "make_picture",
    "make_pictures",
    "names_of",
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


def all_names(design: Design | Facts) -> tuple[str, ...]:
    """Every view that the design can be drawn in: the built-in ones of which it has something to
    show, those of one thing each with its id (``sequence:post-tweet``), then its own."""
    facts = Facts.of(design)
    shown = (
        name
        for view_id, view in _all_views().items()
        if _lack(facts, _Wanted(view)) is None
        for name in names_of(facts, view_id)
    )
    return tuple(dict.fromkeys((*shown, *facts.design.views)))


def names_of(design: Design | Facts, name: str) -> tuple[str, ...]:
    """The views that ``name`` stands for: itself, or where it is a view of one thing in the design
    each and names none, that of everything that the design says enough of. Raises ``KeyError`` as
    ``lack_of`` does."""
    facts = Facts.of(design)
    wanted = _wanted(facts, name)
    each = wanted.base.each
    if each is None or wanted.argument or each.whole:
        return (name,)
    with VIEW_REGISTRY.blaming(wanted.base.id):
        known = each.ids(facts)
        return tuple(f"{name}{OF}{one}" for one in known if each.lack(facts, one) is None)


def has_view(design: Design | Facts, name: str) -> bool:
    """Whether there is such a view, built in or the design's own; asking looks at no other."""
    try:
        _wanted(Facts.of(design), name)
    except KeyError:
        return False
    return True


def lack_of(design: Design | Facts, name: str) -> Lack | None:
    """What the design does not say that a view needs; None where the design has the view.

    Raises ``KeyError`` for a view that neither is built in nor the design defines, and for one of
    something that the design does not have.
    """
    facts = Facts.of(design)
    return _lack(facts, _wanted(facts, name))


def make_picture(design: Design | Facts, name: str, collapse: Collection[str] = ()) -> Picture:
    """The picture of a view, the first of several pages; raises what ``make_pictures`` does."""
    return make_pictures(design, name, collapse)[0]


def make_pictures(
    design: Design | Facts, name: str, collapse: Collection[str] = ()
) -> tuple[Picture, ...]:
    """The pages of a built-in view, or of one that the design defines; most have one. Diagrams show
    each group of the design whose id is in ``collapse`` as one card.

    Views of the same facts share what they compute. Raises ``KeyError`` as ``lack_of`` does and for
    a view of one thing that does not say which, and ``NoPictureError`` for a view that has nothing
    to show.
    """
    facts = Facts.of(design)
    wanted = _wanted(facts, name)
    lack = _lack(facts, wanted, collapse)
    if lack is not None:
        raise NoPictureError(name, lack)
    each = wanted.base.each
    if each is not None and not wanted.argument and not each.whole:
        raise KeyError(name)
    base, own = wanted.base, facts.design.views.get(name)
    which = (wanted.argument,) if wanted.argument else ()
    with VIEW_REGISTRY.blaming(base.id):
        made = base.make(facts, (own.title if own else "") or base.title, *which)
    pages = made if isinstance(made, tuple) else (made,)
    for page in pages:
        if not _is_picture(page):
            what = f"it makes a {type(page).__name__}, which is no Picture"
            raise VIEW_REGISTRY.blame(base.id, what)
    if not pages:
        raise VIEW_REGISTRY.blame(base.id, "it makes no page")
    if own is None:
        return tuple(_collapsed(facts, page, collapse) for page in pages)
    from sdgen.views.selection import can_select, select

    # the schema lets a design build on diagrams and racks only
    [first, *others] = pages
    if others or not can_select(first):
        raise VIEW_REGISTRY.blame(base.id, "it stands with the diagrams and makes none")
    return (_collapsed(facts, select(facts, own, first), collapse),)


def _collapsed(facts: Facts, page: Picture, groups: Collection[str]) -> Picture:
    if not groups:
        return page
    from sdgen.views.rack import Rack

    if isinstance(page, Rack):
        from sdgen.views.rack_part import collapsed_rack

        return collapsed_rack(facts, page, groups)
    if not isinstance(page, Diagram):
        return page
    from sdgen.views.collapse import collapsed

    return collapsed(facts, page, groups)


def _is_picture(made: object) -> bool:
    if type(made) is Diagram:
        return True
    from sdgen.views.picture import Picture

    return type(made) in get_args(Picture)


class _Wanted(Struct, frozen=True):
    """A view by its name: what is built in, the id of the one thing that it shows, if any, and what the
    design says of a view of its own."""

    base: BuiltInView
    argument: str = ""
    own: View | None = None


def _wanted(facts: Facts, name: str) -> _Wanted:
    """The built-in view of this name, or on which the design's own of this name builds. Raises
    KeyError where there is none, or none of that thing."""
    own = facts.design.views.get(name)
    if own is not None:
        name = own.base
    view_id, of, argument = name.partition(OF)
    base = built_in_view(view_id)
    if base is None or (of and (base.each is None or not base.each.knows(facts, argument))):
        raise KeyError(name)
    return _Wanted(base, argument, own)


def _lack(facts: Facts, wanted: _Wanted, collapse: Collection[str] = ()) -> Lack | None:
    base = wanted.base
    with VIEW_REGISTRY.blaming(base.id):
        if base.each is not None and wanted.argument:
            return base.each.lack(facts, wanted.argument)
        if base.lack_among is not None and (wanted.own is not None or collapse):
            from sdgen.views.selection import chosen

            own, design = wanted.own, facts.design
            shown = chosen(design, own) if own is not None else tuple(design.components)
            groups = (*collapse, *(own.collapsed if own is not None else ()))
            return base.lack_among(facts, shown, groups)
        return base.lack(facts)
