"""Why an event alone takes a journey down: what it takes is lost, or is too little of a quorum, or
too little for the peak.

The same event in the same journey with less asked of it: where any node holds all data and one of
each is enough, and the journey is down all the same, the cause is the loss. Else it is the quorum
where it is down without what the peak needs, and the capacity where it is not.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec.structs import replace

from sdgen.analyses.failure.logic import FailureLogic
from sdgen.analyses.failure.point import Cause
from sdgen.analyses.reliability.failure_model import FailureModel
from sdgen.analyses.reliability.states import cuts_among


def causes(logic: FailureLogic, events: Collection[str]) -> Mapping[str, Cause]:
    """The cause of each of the events, which take the journey down alone, or until a person has
    switched over."""
    if not events:
        return {}
    lost = _breaking(logic, _with_one_enough(logic.model), events, serving=1)
    others = [event for event in events if event not in lost]
    short = _breaking(logic, logic.without_peak, others) if logic.peak_needs else {*others}
    return {
        event: Cause.LOSS if event in lost else Cause.QUORUM if event in short else Cause.CAPACITY
        for event in events
    }


def _with_one_enough(model: FailureModel) -> FailureModel:
    """The same, one instance being enough of each component, and one member of each group."""
    return replace(
        model,
        own_parts=tuple(replace(part, need=1, copies=None, holders=()) for part in model.own_parts),
        requirements=tuple(
            tuple(replace(each, need=1) for each in requirements)
            for requirements in model.requirements
        ),
    )


def _breaking(
    logic: FailureLogic,
    model: FailureModel,
    events: Collection[str],
    serving: int | None = None,
) -> frozenset[str]:
    """Those of the events that take the journey down in ``model``, or that a person has to switch
    over from: the first ``serving`` instances, or all that serve."""
    if not events:
        return frozenset()
    by_hand = tuple(logic.by_hand())
    found = cuts_among(model, {*events, *(each.window for each in by_hand)})
    waiting = {
        name
        for each in by_hand
        if each.window in found
        for instance in each.serving[:serving]
        for name in instance.lost_with
    }
    return frozenset(found) | waiting
