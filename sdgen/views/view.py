"""The record of a view, and what its module gives: a new view is one file in this package."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from sdgen.analyses.facts import Facts
from sdgen.views.diagram import Diagram


class BuiltInView(Struct, frozen=True):
    """A picture that every design has; ``make`` takes the facts of the design and the
    title of the view.

    Views are listed by ``order``, then by id.
    """

    id: str
    title: str
    doc: str
    make: Callable[[Facts, str], Diagram]
    order: int = 100
