"""What if this fails: which journeys break and why, what stays up, and what load moves where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from sdgen.analyses.failure.after import JourneyAfter, JourneyOutcome, JourneyState, WhatIf
from sdgen.analyses.failure.logic import failure_logic
from sdgen.analyses.failure.losses import losses
from sdgen.analyses.failure.said_to_fail import what_can_fail, with_losses
from sdgen.analyses.reliability.bounds import Unavailability, unavailability
from sdgen.analyses.traffic.flow import Traffic, flow
from sdgen.analyses.traffic.journey_calls import journeys_of, required_calls
from sdgen.design.records import Design, Journey


def what_if(
    design: Design,
    failed: Sequence[str],
    traffic: Traffic | None = None,
    known: Mapping[str, tuple[str, ...]] | None = None,
) -> WhatIf:
    """The state in which ``failed``, names out of ``what_can_fail``, have happened and nothing
    else; ``traffic`` is that of the design, and ``known`` are all such names: both are computed unless
    they are given. Raises ``KeyError`` for a name that is unknown."""
    traffic = flow(design) if traffic is None else traffic
    known = what_can_fail(design) if known is None else known
    [left] = losses(design, traffic, [failed], known)
    happened = frozenset(event for name in left.failed for event in known[name])
    journeys = tuple(
        _with_availability(design, journey, outcome, traffic.steady, happened)
        for journey, outcome in zip(journeys_of(design), left.journeys, strict=True)
    )
    return WhatIf(
        left.failed, journeys, left.components, left.loads, left.over, left.queues, left.followed
    )


def _with_availability(
    design: Design,
    journey: Journey,
    outcome: JourneyOutcome,
    peaks: Mapping[str, float],
    happened: frozenset[str],
) -> JourneyAfter:
    """The outcome with how available the journey is while the failure lasts."""
    value, exact = 1.0, True
    if outcome.is_up:
        off_peak = outcome.state is JourneyState.OVER
        left = _left(design, journey, None if off_peak else peaks, happened)
        value, exact = left.value, left.exact
    return JourneyAfter(
        **{name: getattr(outcome, name) for name in outcome.__struct_fields__},
        availability=1.0 - value,
        unavailability=value,
        exact=exact,
    )


def _left(
    design: Design,
    journey: Journey,
    peaks: Mapping[str, float] | None,
    happened: frozenset[str],
) -> Unavailability:
    """How unavailable it is: with whatever else may fail."""
    logic = failure_logic(design, journey, peaks, required_calls(design, journey))
    logic = with_losses(design, logic, happened)
    certain = {event: 1.0 for event in happened if event in logic.model.events}
    return unavailability(replace(logic.model, events={**logic.model.events, **certain}))
