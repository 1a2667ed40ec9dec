"""What lint, ``analyze`` and ``improve`` say alike of a plan."""

from __future__ import annotations

from sdgen.analyses.improve.ceiling import Limit
from sdgen.analyses.improve.plan import Outcome
from sdgen.base.words import and_more
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity, format_ratios

MOST_LIMITS = 4


def ceiling_in_words(outcome: Outcome) -> str:
    """``at most 99.89%: cdn 99.9% x media-store 99.99%``: how far it gets, and what keeps it there."""
    assert outcome.ceiling is not None, "said of what has a ceiling"
    reached = f"at most {format_ratios(outcome.ceiling, outcome.objective)[0]}"
    if not outcome.limits:
        return f"{reached}, as several things fail at the same time"
    shown = [_limit(each) for each in outcome.limits[:MOST_LIMITS]]
    rest = len(outcome.limits) - len(shown)
    more = f" {and_more(rest)}" if rest else ""
    return f"{reached}: {' x '.join(shown)}{more}"


def out_of_reach(outcome: Outcome) -> str:
    """What keeps a journey from its objective, where no plan meets it."""
    return f"no change here meets it, {ceiling_in_words(outcome)}"


def _limit(limit: Limit) -> str:
    why = f" ({limit.why})" if limit.why else ""
    return f"{limit.name} {format_quantity(limit.availability, Dimension.RATIO)}{why}"
