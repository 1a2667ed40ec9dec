"""What views of one journey each share: which journeys there are, and which have nothing to show."""

from __future__ import annotations

from sdgen.analyses.facts import Facts
from sdgen.base.span import Span
from sdgen.base.words import in_one_line
from sdgen.views.view import Each, Lack

_STEPS = "write its calls in their order under 'steps', such as '- web -> api -> db'"


def lack_of_journey(facts: Facts, journey_id: str) -> Lack | None:
    """Why a journey has no course: it has no steps; None where it has."""
    journey = facts.design.journeys[journey_id]
    if journey.steps and journey.actor in facts.design.components:
        return None
    return Lack(f"journey '{journey_id}' has no steps", _STEPS, journey.span)


def no_journey(facts: Facts) -> Lack | None:
    """Why no journey has a course."""
    journeys = facts.design.journeys
    if any(lack_of_journey(facts, each) is None for each in journeys):
        return None
    if not journeys:
        help = "write what users do under 'journeys', each with its 'steps'"
        return Lack("there is no journey", help, Span.whole(facts.design.span.file))
    first = next(iter(journeys.values()))
    return Lack("no journey has steps", _STEPS, first.span)


def journey_name(facts: Facts, journey_id: str) -> str:
    """The name of an analysed journey, or its id."""
    journey = facts.analysed[journey_id]
    return in_one_line(journey.name or journey.id)


JOURNEYS = Each("journey", lambda facts: tuple(facts.design.journeys), lack_of_journey)
"""For views that are drawn of each journey with steps."""
