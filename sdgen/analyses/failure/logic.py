"""A journey of a design as a failure model: which events there are, and what each takes down.

The definitions: an instance is up if its own event has not happened and every domain that holds
it is up; a component's own part is up if at least ``need`` of its instances are; a component is up
if its own part is and its required calls are met. Unavailability is 1 - availability, or
MTTR / (MTBF + MTTR).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from sdgen.analyses.failure.alternatives import with_change_overs
from sdgen.analyses.failure.events import Assumption, Event, window_of
from sdgen.analyses.failure.failover import Switching
from sdgen.analyses.failure.own_parts import OwnParts
from sdgen.analyses.reliability.coupling import coupled
from sdgen.analyses.reliability.failure_model import FailureModel, Instance, OwnPart, Requirement
from sdgen.analyses.reliability.low_orders import trunk_of
from sdgen.analyses.replication import UNKNOWN, Accesses, tells_accesses_apart
from sdgen.analyses.traffic.journey_calls import JourneyCalls, required_calls
from sdgen.analyses.traffic.misses import miss_ratio, misses
from sdgen.design.records import Access, Design, Journey
from sdgen.kinds import kind_of
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity


class ByHand(Struct, frozen=True):
    """A failover that waits for a person, ``seconds`` long: ``serving`` are the instances of
    ``component`` that others stand by for, ``window`` the event that it runs."""

    component: str
    seconds: float
    window: str
    serving: tuple[Instance, ...]


class FailureLogic(Struct, frozen=True):
    """A journey's failure model, its events by name, and what was assumed to make it; ``manual``
    are the failovers by component that wait for a person. ``asked`` is what the journey does to
    each component: one entry for each part of the model that the component is. ``owners`` are the
    components of the model's parts; further parts stand for groups of alternatives. ``peak_needs``
    are the components of which as many must be up as carry the peak, since nothing else is said;
    ``shared`` the events that may take several components: those of what they run on, and common
    windows."""

    model: FailureModel
    events: Mapping[str, Event]
    assumed: frozenset[Assumption]
    manual: Mapping[str, Switching] = field(default_factory=dict)
    asked: Mapping[str, tuple[Accesses, ...]] = field(default_factory=dict)
    owners: tuple[str, ...] = ()
    peak_needs: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()

    @property
    def without_peak(self) -> FailureModel:
        """The model in which one instance is enough where only the peak needs more."""
        if not self.peak_needs:
            return self.model
        parts = list(self.model.own_parts)
        for at, owner in enumerate(self.owners):
            if owner in self.peak_needs:
                parts[at] = replace(parts[at], need=1)
        return replace(self.model, own_parts=tuple(parts))

    def fails_as(self, other: FailureLogic) -> bool:
        """Whether all that is computed of failures is the same for both."""
        return self is other or (
            self.model == other.model
            and self.events == other.events
            and self.manual == other.manual
            and self.owners == other.owners
            and self.peak_needs == other.peak_needs
            and self.shared == other.shared
        )

    def by_hand(self) -> Iterator[ByHand]:
        """The failovers that wait for a person."""
        for name, part in zip(self.model.names, self.model.own_parts, strict=True):
            switch = self.manual.get(name)
            if switch is not None:
                serving = part.instances[: switch.serving]
                yield ByHand(name, switch.seconds, window_of(name), serving)

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """What was assumed, in order; seldom asked for."""
        return tuple(sorted(self.assumed))


def failure_logic(
    design: Design,
    journey: Journey,
    peak_loads: Mapping[str, float] | None = None,
    calls: JourneyCalls | None = None,
) -> FailureLogic:
    """The failure model of ``journey``; ``peak_loads`` are operations per second by component,
    from which ``need`` is derived where the design gives a capacity and no need. ``calls`` are
    what the journey requires, or the wider ``made_calls``."""
    calls = required_calls(design, journey) if calls is None else calls
    logic = failure_logic_of(design, calls, (journey.actor,), peak_loads, journey)
    missing = frozenset(_failing_misses(design, journey, calls))
    return replace(logic, assumed=logic.assumed | missing) if missing else logic


def _failing_misses(design: Design, journey: Journey, calls: JourneyCalls) -> Iterator[Assumption]:
    """What the availability leaves out: a journey counts as up while a cache answers, though what
    is not in it would fail."""
    for step, cache in zip(journey.steps, misses(design, journey), strict=True):
        groups = calls.required.get(step.source, ())
        together = any(
            {cache, step.target} <= {call.target for call in group.calls} for group in groups
        )
        if cache and together:
            share = format_quantity(miss_ratio(design, step, cache), Dimension.RATIO)
            yield Assumption(
                f"up while it answers: {share} of the look-ups miss, and fail while {step.target} "
                "is down",
                cache,
            )


def failure_logic_of(
    design: Design,
    calls: JourneyCalls,
    actors: tuple[str, ...] = (),
    peak_loads: Mapping[str, float] | None = None,
    journey: Journey | None = None,
) -> FailureLogic:
    """The failure model of these components and calls, which is up while all ``actors`` are; the
    steps of ``journey`` tell the first choice of alternatives."""
    loads = peak_loads or {}
    parts = _Parts(design, calls, {})
    if parts.several and not _changes_over(design, calls):
        # what the journey cannot do without decides where it asks as much as all the rest
        trial = _model_of(design, calls, actors, parts, OwnParts(design, loads))
        parts = _Parts(design, calls, _same_as_all(design, loads, parts, trunk_of(trial)))
    goals = journey.objectives if journey is not None else None
    maintained = goals is None or not goals.excludes_maintenance
    made = OwnParts(design, loads, maintained=maintained)
    model = _model_of(design, calls, actors, parts, made)
    model = with_change_overs(design, journey, calls, model, parts.owners, made)
    return FailureLogic(
        model,
        made.events,
        frozenset(made.assumptions),
        made.manual,
        parts.asked,
        tuple(parts.owners),
        frozenset(made.peak_needs),
        frozenset(made.shared),
    )


def _changes_over(design: Design, calls: JourneyCalls) -> bool:
    """Whether callers may change over between alternatives: what that takes depends on what the
    first choice is asked there alone, so that no part of it may stand for another."""
    return any(
        group.failover is not None or kind_of(design.components[name]).resolves_names
        for name in calls.components
        for group, _ in calls.needs_of(name)
        if len(group.calls) > 1
    )


_Key = tuple[str, frozenset[Access | None]]


class _Parts:
    """The parts of the model: the components in their order, then those again that are asked
    something else too, each with what is done to it. ``owners`` are their components. What is
    ``together`` is one part, whatever it is asked."""

    def __init__(
        self, design: Design, calls: JourneyCalls, together: Mapping[str, Accesses]
    ) -> None:
        self._design, self._together = design, together
        self._place = {name: at for at, name in enumerate(calls.components)}
        self._number: dict[_Key, int] = {}
        self.owners = list(calls.components)
        self.accesses: list[Accesses] = [together.get(name, UNKNOWN) for name in self.owners]
        for caller in calls.components:
            for group, accesses in calls.needs_of(caller):
                for call in group.calls:
                    self._add(call.target, accesses)

    def _key(self, name: str, accesses: Accesses) -> _Key:
        # what is done matters where reads and writes need different things
        apart = name not in self._together and tells_accesses_apart(self._design.components[name])
        return name, frozenset(accesses) if apart else frozenset()

    def _add(self, name: str, accesses: Accesses) -> None:
        key = self._key(name, accesses)
        if key in self._number:
            return
        if name in self._place:
            self._number[key] = self._place.pop(name)
            self.accesses[self._number[key]] = self._together.get(name, accesses)
        else:
            self._number[key] = len(self.owners)
            self.owners.append(name)
            self.accesses.append(accesses)

    def number(self, name: str, accesses: Accesses) -> int:
        """The part that answers when this is done to a component."""
        return self._number[self._key(name, accesses)]

    @property
    def asked(self) -> dict[str, tuple[Accesses, ...]]:
        """By component, what is done to each of its parts."""
        found: dict[str, tuple[Accesses, ...]] = {}
        for name, accesses in zip(self.owners, self.accesses, strict=True):
            found[name] = (*found.get(name, ()), accesses)
        return found

    @property
    def several(self) -> bool:
        """Whether a component is more than one part."""
        return len(self.owners) > len(set(self.owners))


def _model_of(
    design: Design, calls: JourneyCalls, actors: tuple[str, ...], parts: _Parts, made: OwnParts
) -> FailureModel:
    count = len(calls.components)
    own: Sequence[OwnPart] = [
        made.own_part(design.components[name], accesses)
        for name, accesses in zip(parts.owners, parts.accesses, strict=True)
    ]
    if made.shared:
        own = coupled(own, made.shared)
    return FailureModel(
        tuple(n if at < count else f"{n}!otherwise" for at, n in enumerate(parts.owners)),
        tuple(own),
        tuple(
            tuple(
                Requirement(
                    group.need, tuple(parts.number(call.target, does) for call in group.calls)
                )
                for group, does in calls.needs_of(name)
            )
            for name in parts.owners
        ),
        tuple(
            Requirement(1, (calls.components.index(actor),))
            for actor in actors
            if actor in calls.required
        ),
        {name: event.unavailability for name, event in made.events.items()},
    )


def _same_as_all(
    design: Design, loads: Mapping[str, float], parts: _Parts, trunk: Collection[int]
) -> dict[str, Accesses]:
    """The components whose part that the journey cannot do without asks for as much as all that is
    done to them, and that: with it up, so are their other parts."""
    certain: dict[str, set[Access | None]] = {}
    for at in trunk:
        certain.setdefault(parts.owners[at], set()).update(parts.accesses[at])
    found: dict[str, Accesses] = {}
    for name, several in parts.asked.items():
        if len(several) == 1 or not certain.get(name):
            continue
        every = frozenset(access for accesses in several for access in accesses)
        component, made = design.components[name], OwnParts(design, loads)
        if made.own_part(component, frozenset(certain[name])) == made.own_part(component, every):
            found[name] = every
    return found


def requirements_of(calls: JourneyCalls) -> tuple[tuple[Requirement, ...], ...]:
    """What each component needs of the others, by their numbers."""
    number = {name: at for at, name in enumerate(calls.components)}
    return tuple(
        tuple(
            Requirement(group.need, tuple(number[call.target] for call in group.calls))
            for group in calls.required[name]
        )
        for name in calls.components
    )
