"""What helps a journey most: single changes to the design, each computed, ranked by gain.

All are computed from one look at the journey (see ``conditional``), since a change to a component
is one to its own part alone; where that is not feasible, each changed design is solved by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.failure.logic import FailureLogic, failure_logic
from sdgen.analyses.failure.own_parts import GivenPart, own_part_of
from sdgen.analyses.improve.changes import (
    CallChange,
    Change,
    PartChange,
    changed,
    changes_of,
    changes_of_part,
)
from sdgen.analyses.reliability.bounds import exact_or_none
from sdgen.analyses.reliability.conditional import (
    ByPattern,
    Patterns,
    Structure,
    all_by_pattern,
    importance_by_pattern,
    own_by_pattern,
    patterns_of,
    structure_of,
    unavailability_by_pattern,
)
from sdgen.analyses.reliability.decision_diagram import TooLargeError
from sdgen.analyses.reliability.failure_model import (
    FailureModel,
    OwnPart,
    Requirement,
    shares_events,
)
from sdgen.analyses.reliability.own_part import (
    Place,
    TooManyPlacesError,
    own_unavailability,
    places_of,
)
from sdgen.analyses.reliability.rolling import shares_turns
from sdgen.analyses.replication import Accesses
from sdgen.analyses.traffic.journey_calls import JourneyCalls, required_calls
from sdgen.design.hosts import hosts_of
from sdgen.design.records import Design, Journey

MOST_CHANGES = 40
MOST_WORK = 30_000
"""At most so many changes are computed for one journey, and at most so many components are gone
through in doing so; of more, those to the components that matter most."""
EVENTS_OF_A_COMPONENT = 50
"""So many instances take as long to go through as a component does."""
MOST_SOLVED = 12
"""Where each changed design is solved by itself, fewer are."""
NODE_BOUND = 20_000
FEW_LOOKS = 10_000
"""Changes of calls are not computed where calls go round in cycles of more than a hundred."""
LEAST_GAIN = 1e-10
DIGITS = 13
"""Gains that differ beyond this decimal place count as equal: only rounding tells them apart."""


class Improvement(Struct, frozen=True):
    """One change: ``text`` says what to do, ``at`` is the component, ``availability`` what the
    journey has afterwards and ``gain`` how much more that is."""

    text: str
    at: str
    availability: float
    gain: float


class _Now(Struct, frozen=True):
    """The journey before any change."""

    design: Design
    journey: Journey
    loads: Mapping[str, float]
    calls: JourneyCalls
    model: FailureModel
    asked: Mapping[str, tuple[Accesses, ...]]
    alone: bool
    """Whether failure domains are all that couples own parts."""


class _Basis(Struct, frozen=True):
    """What all changes are computed from: for each pattern the unavailability of every own part,
    and how much each matters there."""

    structure: Structure
    patterns: Patterns
    own: tuple[ByPattern, ...]
    importance: tuple[ByPattern, ...]

    @property
    def unavailability(self) -> float:
        return self.patterns.expected(unavailability_by_pattern(self.structure, self.own))


def improvements(
    design: Design,
    journey: Journey,
    *,
    peak_loads: Mapping[str, float] | None = None,
    most: int = 5,
    most_changes: int | None = None,
    logic: FailureLogic | None = None,
) -> tuple[Improvement, ...]:
    """The ``most`` single changes that raise the availability of ``journey`` most, the best first;
    none where its availability is not known exactly. ``most_changes`` bounds how many are computed
    further: first come those to the components that matter most. ``logic`` is the journey's
    failure logic with these peak loads, where it is known already."""
    loads = dict(peak_loads or {})
    logic = failure_logic(design, journey, loads) if logic is None else logic
    calls = required_calls(design, journey)
    hosted = any(design.components[name].runs_on for name in calls.components)
    coupled = hosted or bool(logic.shared) or shares_turns(logic.model)
    alone = not coupled and not shares_events(logic.model)
    now = _Now(design, journey, loads, calls, logic.model, logic.asked, alone)
    found = []
    for change, before, after in _outcomes(now, most_changes):
        if before - after > LEAST_GAIN:
            found.append(Improvement(change.text, change.at, 1.0 - after, before - after))
    return tuple(sorted(found, key=lambda i: (-round(i.gain, DIGITS), i.at, i.text))[:most])


def _outcomes(now: _Now, most: int | None) -> Iterator[tuple[Change, float, float]]:
    """Each change with the unavailability before and after it."""
    model = now.model
    basis = _basis(model, places_of(model.own_parts), model.events) if now.alone else None
    changes = _changes(now, basis)[:most]
    parts = [
        own_part_of(now.design, change.component, now.loads.get(change.at), now.asked[change.at][0])
        if isinstance(change, PartChange) and basis is not None
        else None
        for change in changes
    ]
    if basis is not None:
        basis = _further(model, basis, [each for each in parts if each is not None])
    if basis is None:
        yield from _each_solved(now, changes[:MOST_SOLVED])
        return
    before = basis.unavailability
    number = {name: n for n, name in enumerate(model.names)}
    for change, part in zip(changes, parts, strict=True):
        after: float | None
        if part is not None:
            after = _after_part(basis, number[change.at], part, before)
        elif isinstance(change, CallChange):
            after = _after_calls(now, basis, change, number)
        if after is not None:
            yield change, before, after


def _changes(now: _Now, basis: _Basis | None) -> list[Change]:
    """The changes to try: first those to the components whose own part takes the journey down most
    often (where that is not known, that are down most often)."""
    names = now.model.names
    if basis is None:
        harm = [_harm(now.model, n) for n in range(len(names))]
    else:
        harm = [
            basis.patterns.expected(q * factor for q, factor in zip(own, importance, strict=True))
            for own, importance in zip(basis.own, basis.importance, strict=True)
        ]
    size = max(1, len(names), len(now.model.events) // EVENTS_OF_A_COMPONENT)
    most = max(5, min(MOST_CHANGES, MOST_WORK // size))
    changes: list[Change] = []
    known = set(now.calls.components)
    # what is asked in several ways stands in the model several times, and is one component
    for n in sorted(range(len(now.calls.components)), key=lambda n: -round(harm[n], DIGITS)):
        load = now.loads.get(names[n])
        changes += changes_of(now.design, now.journey, now.calls, names[n], load)
        for host in hosts_of(now.design, now.design.components[names[n]]):
            if host.id not in known:
                known.add(host.id)
                changes += changes_of_part(now.design, host, now.loads.get(host.id))
        if len(changes) >= most:
            break
    return changes[:most]


def _harm(model: FailureModel, number: int) -> float:
    """About how often the component's own part is down: by itself, or with one failure domain."""
    part = model.own_parts[number]
    try:
        return _own_harm(model, part)
    except TooManyPlacesError:
        # not known: as if it were the worst, so that it is looked at
        return 1.0


def _own_harm(model: FailureModel, part: OwnPart) -> float:
    harm = own_unavailability(part, frozenset(), model.events)
    for place in sorted(places_of((part,))):
        harm += model.events[place[0]] * own_unavailability(part, frozenset({place}), model.events)
    return harm


# --- from one look at the journey -------------------------------------------------------------


def _basis(
    model: FailureModel, places: Iterable[Place], unavailability: Mapping[str, float]
) -> _Basis | None:
    """What changes are computed from; None where that would be too large."""
    try:
        patterns = patterns_of(places, unavailability)
        own = all_by_pattern(model.own_parts, patterns, unavailability)
        structure = structure_of(model, patterns.most_nodes(NODE_BOUND))
    except (TooLargeError, TooManyPlacesError):
        return None
    return _Basis(structure, patterns, own, importance_by_pattern(structure, own))


def _further(model: FailureModel, basis: _Basis, parts: Sequence[GivenPart]) -> _Basis | None:
    """The same with the places in which changed parts lie beside the model's own."""
    places = places_of(model.own_parts)
    unavailability = dict(model.events)
    for part, events in parts:
        for place in places_of((part,)) - places:
            unavailability.update((domain, events[domain]) for domain in place)
    further = places.union(*(places_of((part,)) for part, _ in parts))
    if further == places:
        return basis
    return _basis(model, further, unavailability)


def _after_part(basis: _Basis, number: int, given: GivenPart, before: float) -> float | None:
    """The unavailability with another own part; None where that takes too long to compute."""
    part, events = given
    try:
        changed_part = own_by_pattern(part, basis.patterns, events)
    except TooManyPlacesError:
        return None
    return before - basis.patterns.expected(
        factor * (old - new)
        for factor, old, new in zip(
            basis.importance[number], basis.own[number], changed_part, strict=True
        )
    )


def _after_calls(
    now: _Now, basis: _Basis, change: CallChange, number: Mapping[str, int]
) -> float | None:
    """The unavailability with other calls; None where that is too large to compute."""
    model, own, target = now.model, basis.own, number[change.at]
    caller = number[change.caller.id]
    groups = now.calls.required[change.caller.id]
    at = next(at for at, group in enumerate(groups) if group is change.group)
    mine, requirements = list(model.requirements[caller]), list(model.requirements)
    if change.twin is None:
        del mine[at]
    else:
        mine[at] = Requirement(1, (target, len(own)))
        requirements.append(requirements[target])
        own = (*own, own[target])
        model = replace(model, names=(*model.names, change.twin.id))
    requirements[caller] = tuple(mine)
    try:
        model = replace(model, requirements=tuple(requirements))
        structure = structure_of(model, basis.patterns.most_nodes(NODE_BOUND), FEW_LOOKS)
    except TooLargeError:
        return None
    return basis.patterns.expected(unavailability_by_pattern(structure, own))


# --- one by one -------------------------------------------------------------------------------


def _each_solved(now: _Now, changes: Iterable[Change]) -> Iterator[tuple[Change, float, float]]:
    """Each change to a journey that is too large for one look, solved by itself."""
    before = exact_or_none(now.model, NODE_BOUND)
    if before is None:
        return
    for change in changes:
        after = solved(now.design, now.journey, change, now.loads)
        if after is not None:
            yield change, before, after


def solved(
    design: Design, journey: Journey, change: Change, peak_loads: Mapping[str, float]
) -> float | None:
    """The unavailability of the journey after a change, from the changed design; None where it is
    not known exactly."""
    after, through = changed(design, journey, change)
    loads = dict(peak_loads)
    if isinstance(change, CallChange) and change.twin is not None and change.at in loads:
        loads[change.twin.id] = loads[change.at]
    return exact_or_none(failure_logic(after, through, loads).model, NODE_BOUND)
