"""All that is computed about how a design fails: what ``sdgen analyze`` reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sdgen.analyses.failure_logic import Assumption
from sdgen.analyses.improvements import Improvement, improvements
from sdgen.analyses.journey_calls import journeys_of
from sdgen.analyses.journey_reliability import JourneyReliability, reliability
from sdgen.analyses.load import flow
from sdgen.analyses.what_if import WhatIf, what_if
from sdgen.design.records import Design

MOST_IMPROVEMENTS = 5


@dataclass(frozen=True, slots=True)
class JourneyAnalysis:
    """How one journey fails, and what helps it most, the best first."""

    reliability: JourneyReliability
    improvements: tuple[Improvement, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """The journeys in the design's order; ``implicit`` where the design has none and every call
    of each client stands for one. ``what_if`` is None where nothing was said to fail."""

    design: Design
    journeys: tuple[JourneyAnalysis, ...]
    implicit: bool
    assumptions: tuple[Assumption, ...]
    load_assumptions: tuple[str, ...]
    what_if: WhatIf | None = None


def analyse(
    design: Design,
    *,
    journeys: Sequence[str] = (),
    order: int | None = None,
    failed: Sequence[str] = (),
) -> Analysis:
    """Analyse all journeys, or those named; cut sets of up to ``order`` events are listed. Names
    in ``failed`` are out of ``what_can_fail``."""
    load = flow(design)
    analysed = []
    for journey in journeys_of(design):
        if journeys and journey.id not in journeys:
            continue
        found = reliability(design, journey, order=order, peak_loads=load.peaks)
        helpful: tuple[Improvement, ...] = ()
        if found.exact:
            helpful = improvements(design, journey, peak_loads=load.peaks, most=MOST_IMPROVEMENTS)
        analysed.append(JourneyAnalysis(found, helpful))
    assumptions = {each for part in analysed for each in part.reliability.assumptions}
    return Analysis(
        design,
        tuple(analysed),
        not design.journeys,
        tuple(sorted(assumptions)),
        load.assumptions,
        what_if(design, failed, load.peaks) if failed else None,
    )
