"""Why an event alone takes a journey down: what it takes is lost, or is too little of a quorum, or
too little for the peak.

The same event in the same journey with less asked of it: where any node holds all data and one of
each is enough, and the journey is down all the same, the cause is the loss. Else it is the quorum
where it is down without what the peak needs, and the capacity where it is not. What only waits
until a person has switched over, where one of each is enough, is lost.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Set

from msgspec.structs import replace

from sdgen.analyses.failure.logic import FailureLogic
from sdgen.analyses.failure.point import Cause
from sdgen.analyses.reliability.failure_model import FailureModel
from sdgen.analyses.reliability.states import cuts_among


def causes(
    logic: FailureLogic, direct: Collection[str], waiting: Collection[str]
) -> Mapping[str, Cause]:
    """The cause of each of the events: ``direct`` take the journey down alone, ``waiting`` until a
    person has switched over."""
    if not direct and not waiting:
        return {}
    one_enough = _with_one_enough(logic.model)
    events = (*direct, *waiting)
    lost = _down(one_enough, direct) | _waiting(logic, one_enough, events, serving=1)
    others = [event for event in direct if event not in lost]
    short: Set[str] = {*waiting, *others}
    if logic.peak_needs:
        model = logic.without_peak
        short = _down(model, others) | _waiting(logic, model, waiting)
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


def _down(model: FailureModel, events: Collection[str]) -> frozenset[str]:
    """Those of the events that alone take the journey down in ``model``."""
    return frozenset(cuts_among(model, {*events})) if events else frozenset()


def _waiting(
    logic: FailureLogic,
    model: FailureModel,
    events: Collection[str],
    serving: int | None = None,
) -> frozenset[str]:
    """Those of the events that a person has to switch over from: what the first ``serving``
    instances are lost with, or all that serve, where ``model`` waits for it."""
    if not events:
        return frozenset()
    by_hand = tuple(logic.by_hand())
    found = cuts_among(model, {each.window for each in by_hand})
    waited_for = {
        name
        for each in by_hand
        if each.window in found
        for instance in each.serving[:serving]
        for name in instance.lost_with
    }
    return frozenset(waited_for.intersection(events))
