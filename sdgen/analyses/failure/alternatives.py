"""How callers change over from one alternative to another: what that takes, and how it fails.

Of an ``any_of`` that says ``failover``, and of one that a name server chooses from, the first choice
serves, and the others do once callers have changed over. Meanwhile nothing answers: the window
U x min(1, T / R), U being the unavailability of the first choice with all that it needs, T the time
of changing over and R that of a repair.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from sdgen.analyses.failure.events import Event, EventKind, complement
from sdgen.analyses.failure.failover import REPAIR
from sdgen.analyses.failure.own_parts import OwnParts
from sdgen.analyses.reliability.failure_model import FailureModel, OwnPart, Requirement
from sdgen.analyses.traffic.journey_calls import JourneyCalls
from sdgen.base.words import joined
from sdgen.design.records import CallGroup, Component, Design, Journey
from sdgen.kinds import kind_of
from sdgen.quantity import Dimension, Quantity, QuantityError
from sdgen.quantity.print import format_quantity

DETECTION = 90.0
"""Seconds until a name server's health checks notice: three failures 30 s apart, which is what
Amazon Route 53 does unless told otherwise."""
TIME_TO_LIVE = 60.0
"""Seconds that resolvers keep an answer where the design does not say."""
TIMES = r"(?P<failures>\d{1,4}) times (?P<every>.{1,30})"


class ChangeOver(Struct, frozen=True):
    """Of a group of alternatives of ``caller``: the seconds of changing over, and how likely it
    works. ``name`` is what its events begin with, ``at`` the group's place among what the caller
    needs, ``first`` that of the first choice in the group."""

    name: str
    caller: str
    group: CallGroup
    at: int
    first: int
    seconds: float
    success: float


class _Made:
    """A model in the making, to which the groups' own events are added."""

    def __init__(self, model: FailureModel) -> None:
        self.names = list(model.names)
        self.parts = list(model.own_parts)
        self.requirements = [list(each) for each in model.requirements]
        self.events = dict(model.events)
        self.top = model.top

    def model(self, top: tuple[Requirement, ...] | None = None) -> FailureModel:
        return FailureModel(
            tuple(self.names),
            tuple(self.parts),
            tuple(tuple(each) for each in self.requirements),
            self.top if top is None else top,
            self.events,
        )

    def add(self, name: str, event: str, requirement: Requirement) -> int:
        """What is down when ``event`` has happened, or the requirement is not met."""
        self.names.append(name)
        self.parts.append(OwnPart(common=(event,)))
        self.requirements.append([requirement])
        return len(self.names) - 1


def with_change_overs(
    design: Design,
    journey: Journey | None,
    calls: JourneyCalls,
    model: FailureModel,
    owners: Sequence[str],
    made: OwnParts,
) -> FailureModel:
    """The model in which changing over from one alternative to another takes time and can fail.
    ``owners`` are the components that the model's parts belong to. Events and assumptions are
    added to ``made``."""
    found = [
        each
        for name in calls.components
        for each in _change_overs(journey, design.components[name], calls, made)
    ]
    if not found:
        return model
    # the innermost first: what an alternative needs may change over itself
    waiting = _innermost_first(found, calls)
    grown = _Made(model)
    for each in waiting:
        places = [at for at, name in enumerate(owners) if name == each.caller]
        targets = model.requirements[places[0]][each.at].targets
        first = targets[each.first]
        others = tuple(target for target in targets if target != first)
        window = _window(design, grown, each, first)
        _event(made, grown, f"{each.name}.window", each.caller, window)
        _event(made, grown, f"{each.name}.switch", each.caller, complement(each.success))
        left = grown.add(f"{each.name}.others", f"{each.name}.switch", Requirement(1, others))
        whole = grown.add(each.name, f"{each.name}.window", Requirement(1, (first, left)))
        for place in places:
            grown.requirements[place][each.at] = Requirement(1, (whole,))
    return grown.model()


def _event(made: OwnParts, grown: _Made, name: str, caller: str, q: float) -> None:
    made.events[name] = Event(name, EventKind.TRANSITION, caller, q)
    grown.events[name] = q


def _window(design: Design, grown: _Made, change: ChangeOver, first: int) -> float:
    """The share of time in which callers are changing over."""
    target = design.components[change.group.calls[change.first].target]
    repair = target.mttr.value if target.mttr is not None else REPAIR
    if change.seconds <= 0.0:
        return 0.0
    from sdgen.analyses.reliability.bounds import unavailability

    down = unavailability(grown.model((Requirement(1, (first,)),))).value
    return down * min(1.0, change.seconds / repair) if repair > 0.0 else 0.0


def _change_overs(
    journey: Journey | None,
    caller: Component,
    calls: JourneyCalls,
    made: OwnParts,
) -> list[ChangeOver]:
    """Those of a caller, in the order of its calls."""
    found = []
    needs = calls.required[caller.id]
    alone = {group.calls[0].target for group in needs if len(group.calls) == 1}
    groups = [
        (place, group)
        for place, group in enumerate(needs)
        if len(group.calls) > 1 and group.need == 1
    ]
    names: dict[tuple[int, str], str] = {}
    for place, group in groups:
        if len({call.target for call in group.calls}) < 2:
            continue
        first = _first_choice(journey, caller, group)
        target = group.calls[first].target
        # reading and writing through one group is one change-over, unless they begin elsewhere
        key = (_place_of(caller, group), target)
        number = len(names) + 1
        name = names.setdefault(key, f"{caller.id}!group" + (str(number) if number > 1 else ""))
        said = _said(caller, group, made)
        # what cannot do without its first choice does not change over
        if said is not None and target not in alone:
            found.append(ChangeOver(name, caller.id, group, place, first, *said))
    return found


def _place_of(caller: Component, group: CallGroup) -> int:
    """Which of the caller's groups it is, or is a part of."""
    return next(at for at, each in enumerate(caller.calls) if group.calls[0] in each.calls)


def _first_choice(journey: Journey | None, caller: Component, group: CallGroup) -> int:
    """The place in the group of the member that the steps of the journey name first."""
    members = [call.target for call in group.calls]
    steps = journey.steps if journey is not None else ()
    named = (step.target for step in steps if step.source == caller.id)
    return next((members.index(each) for each in named if each in members), 0)


def _said(caller: Component, group: CallGroup, made: OwnParts) -> tuple[float, float] | None:
    """Seconds and success of changing over; None where it takes none and always works."""
    failover = group.failover
    if failover is not None:
        seconds = failover.time.value if failover.time is not None else 0.0
        success = failover.success.value if failover.success is not None else 1.0
        if failover.time is None:
            made.assume(
                caller.id, f"changing over {_among(group)} takes no time: no 'time' is given"
            )
        return seconds, success
    kind = kind_of(caller)
    if kind.resolves_names and caller.properties.get("routing") != "simple":
        return _by_name_server(caller, made), 1.0
    made.assume(caller.id, f"changing over {_among(group)} takes no time and always works")
    return None


def _among(group: CallGroup) -> str:
    return "between " + joined(call.target for call in group.calls)


def _by_name_server(caller: Component, made: OwnParts) -> float:
    """Until health checks have noticed, and resolvers have forgotten the old answer."""
    kept = caller.properties.get("ttl")
    if isinstance(kept, Quantity):
        keeps = kept.value
    else:
        keeps = TIME_TO_LIVE
        made.assume(caller.id, f"answers are kept for {_time(keeps)}, since 'ttl' is not given")
    detects = _detection(caller.properties.get("health_check"))
    if detects is None:
        detects = DETECTION
        made.assume(
            caller.id,
            f'a failure is noticed after {_time(detects)}: write "health_check: 3 times 30 s"',
        )
    return keeps + detects


def _detection(said: object) -> float | None:
    """The seconds of ``3 times 30 s``; None where a health check does not say."""
    match = re.fullmatch(TIMES, said.strip()) if isinstance(said, str) else None
    if match is None:
        return None
    from sdgen.quantity.parse import parse_quantity

    try:
        every = parse_quantity(match["every"], Dimension.DURATION)
    except QuantityError:
        return None
    return int(match["failures"]) * every.value


def _time(seconds: float) -> str:
    return format_quantity(seconds, Dimension.DURATION)


def _innermost_first(found: Sequence[ChangeOver], calls: JourneyCalls) -> list[ChangeOver]:
    """Those that the first choice of another needs before it; what needs itself is left out."""
    by_caller: dict[str, list[ChangeOver]] = {}
    for each in found:
        by_caller.setdefault(each.caller, []).append(each)
    below = {each.name: _below(each.group.calls[each.first].target, calls) for each in found}
    ordered: list[ChangeOver] = []
    done: set[str] = set()
    left = [each for each in found if each.caller not in below[each.name]]
    while left:
        ready = [
            each
            for each in left
            if all(
                inner.name in done or inner not in left
                for name in below[each.name]
                for inner in by_caller.get(name, ())
            )
        ]
        if not ready:
            return ordered
        ordered += ready
        done.update(each.name for each in ready)
        left = [each for each in left if each.name not in done]
    return ordered


def _below(start: str, calls: JourneyCalls) -> frozenset[str]:
    """The components that ``start`` needs, with itself."""
    found = {start}
    queue = [start]
    while queue:
        for group in calls.required.get(queue.pop(), ()):
            for call in group.calls:
                if call.target not in found:
                    found.add(call.target)
                    queue.append(call.target)
    return frozenset(found)
