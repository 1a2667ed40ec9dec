"""What lint, ``analyze`` and ``improve`` say alike of a plan."""

from __future__ import annotations

import math
from collections.abc import Callable

from sdgen.analyses.improve.ceiling import LEAST_SHARE, Limit
from sdgen.analyses.improve.plan import Outcome
from sdgen.base.words import joined
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity, format_ratios

MOST_LIMITS = 4


def ceiling_in_words(outcome: Outcome, call: Callable[[str], str] = str) -> str:
    """``at most 99.89%: cdn 99.9% x media-store 99.99%``: how far it gets, and what keeps it there;
    ``call`` says what events and components are called."""
    assert outcome.ceiling is not None, "said of what has a ceiling"
    reached = f"at most {format_ratios(outcome.ceiling, outcome.objective)[0]}"
    if not outcome.limits:
        return f"{reached}, as several things fail at the same time"
    if outcome.ceiling <= 0.0:
        always = [each.called(call) for each in outcome.limits if each.availability <= 0.0]
        return f"{reached}: always down: {joined(always or [outcome.limits[0].called(call)])}"
    shown = outcome.limits[:MOST_LIMITS]
    factors = [_limit(each, call) for each in shown]
    rest = outcome.ceiling / math.prod(each.availability for each in shown)
    if 1.0 - rest > LEAST_SHARE * (1.0 - outcome.ceiling):
        number = len(outcome.limits) - len(shown)
        others = f"{number} more" if number else "the rest"
        factors.append(f"{others} {format_quantity(rest, Dimension.RATIO)}")
    return f"{reached}: {' x '.join(factors)}"


def out_of_reach(outcome: Outcome, call: Callable[[str], str] = str) -> str:
    """What keeps a journey from its objective, where no plan meets it."""
    return f"no change here meets it, {ceiling_in_words(outcome, call)}"


def _limit(limit: Limit, call: Callable[[str], str]) -> str:
    why = f" ({limit.why})" if limit.why else ""
    return f"{limit.called(call)} {format_quantity(limit.availability, Dimension.RATIO)}{why}"
