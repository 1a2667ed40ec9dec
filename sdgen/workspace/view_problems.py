"""Why a view cannot be drawn of a design: there is none of that name, or it has nothing to show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sdgen import api
from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span
from sdgen.base.words import listed
from sdgen.design.view_registry import EVERY, VIEW_REGISTRY
from sdgen.model.view_names import OF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sdgen.analyses.facts import Facts

UNKNOWN_VIEW: Final = "VIEW001"


def view_problem(
    facts: Facts, view: str, at: Span, more: tuple[str, ...] = (EVERY,)
) -> Finding | None:
    """Why the view, which is named ``at`` that place, cannot be drawn; there ``more`` can be named
    besides views."""
    if not api.has_view(facts, view):
        return _unknown_view(facts, at, view, more)
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


def _unknown_view(facts: Facts, at: Span, view: str, more: tuple[str, ...]) -> Finding:
    """That there is no such view; or, of one that shows one thing each, no such thing. What may be
    meant are the views that the design has, then those of which it says too little."""
    from sdgen.base.suggest import did_you_mean, question
    from sdgen.views import built_in_view

    known = api.view_names(facts)
    message, help = f"the design has no view '{view}'", ""
    view_id, of, argument = view.partition(OF)
    base = built_in_view(view_id) if of else None
    if base is not None and base.each is not None:
        noun = base.each.noun
        message = f"view '{view_id}' is of one {noun}, and the design has no {noun} '{argument}'"
        known = tuple(each for each in known if each.startswith(f"{view_id}{OF}"))
        if base.each.whole:
            known = tuple(f"{view_id}{OF}{each}" for each in base.each.ids(facts))
        lack = None if known else api.view_lack(facts, view_id)
        if lack is not None:
            help = f"{lack.message}: {lack.help}"
    if not help:
        meant = did_you_mean(view, known)
        if meant is None and (base is None or base.each is None):
            meant = did_you_mean(view, VIEW_REGISTRY.built_in_names())
        shown = listed((*known, *more), api.MOST_LISTED)
        help = question(meant, then=f"views: {shown}")
    return Finding(
        code=UNKNOWN_VIEW,
        name="unknown-view",
        severity=Severity.ERROR,
        message=message,
        span=at,
        help=help,
    )


def drawable_views(
    file: str, facts: Facts, views: tuple[str, ...], configured: Span | None
) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """The views that can be drawn, and why others cannot. Of views that configuration names, at
    that place, for many designs, those are left out that this one has nothing to show in, unless
    that is all of them."""
    at = configured or Span.whole(file)
    problems = {
        view: found for view in views if (found := view_problem(facts, view, at)) is not None
    }
    drawn = tuple(view for view in views if view not in problems)
    if configured is not None and drawn:
        problems = {view: each for view, each in problems.items() if each.code == UNKNOWN_VIEW}
    return drawn, tuple(problems.values())


def unknown_events(facts: Facts, failed: Sequence[str]) -> tuple[Finding, ...]:
    """That names of what has failed are those of nothing that can."""
    from sdgen.workspace import report

    return report.unknown_events(facts, failed, ("VIEW005", "unknown-event"))
