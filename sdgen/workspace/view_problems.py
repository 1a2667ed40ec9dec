"""Why a view cannot be drawn of a design: there is none of that name, or it has nothing to show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sdgen import api
from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span
from sdgen.base.words import listed
from sdgen.design.view_registry import EVERY
from sdgen.model.view_names import OF

if TYPE_CHECKING:
    from sdgen.analyses.facts import Facts

UNKNOWN_VIEW: Final = "VIEW001"


def view_problem(
    facts: Facts, view: str, at: Span, more: tuple[str, ...] = (EVERY,)
) -> Finding | None:
    """Why the view, which is named ``at`` that place, cannot be drawn; there ``more`` can be named
    besides views."""
    if not api.has_view(facts, view):
        return _unknown_view(at, view, api.view_names(facts), more)
    lack = api.view_lack(facts, view)
    if lack is None:
        return None
    return Finding(
        code="VIEW002",
        name="nothing-to-show",
        severity=Severity.ERROR,
        message=f"view '{view}' has nothing to show: {lack.message}",
        span=lack.span,
        help=lack.help,
    )


def _unknown_view(at: Span, view: str, known: tuple[str, ...], more: tuple[str, ...]) -> Finding:
    """That there is no such view; or, of one that shows one thing each, no such thing."""
    from sdgen.base.suggest import did_you_mean, question
    from sdgen.views import built_in_view

    message = f"the design has no view '{view}'"
    view_id, of, argument = view.partition(OF)
    base = built_in_view(view_id) if of else None
    if base is not None and base.each is not None:
        noun = base.each.noun
        message = f"view '{view_id}' is of one {noun}, and the design has no {noun} '{argument}'"
        known = tuple(each for each in known if each.startswith(f"{view_id}{OF}"))
    shown = listed((*known, *more), api.MOST_LISTED)
    return Finding(
        code=UNKNOWN_VIEW,
        name="unknown-view",
        severity=Severity.ERROR,
        message=message,
        span=at,
        help=question(did_you_mean(view, known), then=f"views: {shown}"),
    )
