"""All that is computed about how a design fails: what ``sdgen analyze`` reports."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.analyses.failure.after import WhatIf
from sdgen.analyses.failure.events import Assumption
from sdgen.analyses.failure.journeys import JourneyReliability
from sdgen.analyses.improve.improvements import Improvement
from sdgen.analyses.improve.plan import Outcome
from sdgen.analyses.reliability.bounds import Unavailability
from sdgen.base.brief import briefly, page_of
from sdgen.design.records import Design, Journey


class JourneyAnalysis(Struct, frozen=True):
    """How one journey fails, and the first steps of the plan that helps it; ``outcome`` says how the
    plan leaves it, where it has an objective and a plan was made."""

    reliability: JourneyReliability
    improvements: tuple[Improvement, ...]
    outcome: Outcome | None = None

    __repr__ = briefly


class Analysis(Struct, frozen=True):
    """The journeys in the design's order; ``implicit`` where the design has none and every call
    of each client stands for one. ``what_if`` is None where nothing was said to fail."""

    design: Design
    journeys: tuple[JourneyAnalysis, ...]
    implicit: bool
    assumptions: tuple[Assumption, ...]
    load_assumptions: tuple[str, ...]
    what_if: WhatIf | None = None

    __repr__ = briefly

    def _repr_html_(self) -> str | None:
        return page_of(self)


class Availability(Struct, frozen=True):
    """``value`` is exact or the middle of ``interval`` (99% confidence), and not above
    ``highest``, which is proven; ``unavailability`` is what it leaves, exact to the last digits also
    where that is very little."""

    journey: str
    value: float
    unavailability: float
    exact: bool
    highest: float
    interval: tuple[float, float]
    objective: float | None

    __repr__ = briefly

    @property
    def meets_objective(self) -> bool | None:
        """Whether the objective is met; None where there is none."""
        return None if self.objective is None else self.value >= self.objective


def availability(journey: Journey, down: Unavailability) -> Availability:
    """The availability of a journey whose unavailability is known."""
    low, high = down.interval
    objective = journey.objectives.availability if journey.objectives is not None else None
    return Availability(
        journey=journey.id,
        value=1.0 - down.value,
        unavailability=down.value,
        exact=down.exact,
        highest=1.0 - down.lower,
        interval=(1.0 - high, 1.0 - low),
        objective=None if objective is None else objective.value,
    )


def analyse(
    design: Design | Facts,
    *,
    journeys: Sequence[str] = (),
    order: int | None = None,
    failed: Sequence[str] = (),
    everything: bool = True,
) -> Analysis:
    """Analyse all journeys, or those named; cut sets of up to ``order`` events are listed. Names
    in ``failed`` are out of ``what_can_fail``; where there are none, what has failed in the
    scenario of the facts. Without ``everything`` cut sets are not counted, and importance is that
    of the events that matter, which takes far less time."""
    facts = Facts.of(design)
    if failed:
        facts = facts.under(replace(facts.scenario, failed=tuple(failed)))
    analysed = []
    for name in facts.analysed:
        if journeys and name not in journeys:
            continue
        found = facts.reliability(name, order, everything=everything)
        helpful = facts.improvements(name) if found.exact else ()
        outcome = facts.outcomes.get(name) if found.exact else None
        analysed.append(JourneyAnalysis(found, helpful, outcome))
    assumptions = {each for part in analysed for each in part.reliability.assumptions}
    return Analysis(
        facts.design,
        tuple(analysed),
        not facts.design.journeys,
        tuple(sorted(assumptions)),
        facts.traffic.assumptions,
        None if facts.what_if is None else facts.what_if.of_journeys(journeys),
    )
