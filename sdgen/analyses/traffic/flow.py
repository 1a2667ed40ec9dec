"""Load: rates from users and actions, carried along each journey's steps to every call.

- A journey's average rate is users x actions of one user a second, or the rate that it gives; the
  users are those of a day, or those of a month where the rate is given per user and month.
- Every peak is its average x ``scale.peak``. A design without a peak factor is counted at its
  average, and says so among the assumptions.
- Steps are taken in order. A step's rate is the rate at which its source is reached x ``times``:
  for the second arrow of ``a -> b -> c`` the rate of the first, for a step that stands by itself
  what has arrived at its source in this journey so far. A step back therefore adds to what is there
  and multiplies nothing again.
- A journey without steps makes every call that its actor can reach once for each time that the
  caller is reached; of alternatives the first carries the load, of a quorum the first ``need``.
- A call's load is the sum over steps and journeys, a component's the sum over the calls to it and to
  what runs on it; utilisation is that of the busiest replica.

What is unknown stays unknown and is never guessed: a journey without a rate adds nothing and is
named among the assumptions, and a sum of bytes is known only where each of its parts is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from sdgen.analyses.traffic.assumptions import read_as, uncounted, unmeasured, untold
from sdgen.analyses.traffic.capacity import ONE, Mix, carried, work_of
from sdgen.analyses.traffic.misses import look_ups, miss_ratio, misses
from sdgen.analyses.traffic.operations import Stored, accesses, stored_by
from sdgen.analyses.traffic.sums import Load, Sum, bearers_of, lay_on_hosts
from sdgen.analyses.traffic.work import Asked, sizes_of_steps, value_of
from sdgen.base.brief import briefly
from sdgen.design.calls import calls_of
from sdgen.design.records import Access, Call, Component, Design, Journey, Step
from sdgen.kinds import Role, kind_of
from sdgen.model.rates import average_rate, product, times_made


class Utilisation(Struct, frozen=True):
    """Peak load against what can be carried until the busiest replica is full, both in operations
    per second; ``share`` is their ratio, 1 where that replica is."""

    peak: float
    capacity: float

    @property
    def share(self) -> float:
        return self.peak / self.capacity


class Traffic(Struct, frozen=True):
    """The load of a design: by journey id, by call id and by component id.

    What no journey with a known rate reaches is absent, and so is the utilisation of what has no
    capacity. ``operations`` are reads and writes a second at the peak; ``weights`` are the work of the mean operation,
    a write being 1, where a capacity tells them apart; ``consumers`` get nothing but messages,
    which wait until they have time. ``assumptions`` are sentences: what was taken for granted, and what is not counted.
    """

    journeys: Mapping[str, Load] = field(default_factory=dict)
    calls: Mapping[str, Load] = field(default_factory=dict)
    components: Mapping[str, Load] = field(default_factory=dict)
    utilisation: Mapping[str, Utilisation] = field(default_factory=dict)
    operations: Mapping[str, Mix] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    consumers: frozenset[str] = frozenset()
    assumptions: tuple[str, ...] = ()

    __repr__ = briefly

    @property
    def peaks(self) -> dict[str, float]:
        """Peak operations per second by component."""
        return {name: load.peak for name, load in self.components.items()}

    @property
    def steady(self) -> dict[str, float]:
        """What arrives at each. Where one replica does so many reads or so many writes, the writes
        that are as much work."""
        return {name: self.arriving(name) * self.weights.get(name, 1.0) for name in self.components}

    def arriving(self, name: str) -> float:
        """Operations per second that must be kept up with: the peak; of consumers the average,
        since what waits in a queue need only be worked off in the long run. Nothing arrives at what
        no journey reaches."""
        load = self.components.get(name)
        if load is None:
            return 0.0
        return load.average if name in self.consumers else load.peak

    def carried(self, component: Component, left: int | None = None) -> float | None:
        """Operations a second that the component carries, reads and writes mixed as they arrive,
        with ``left`` of its replicas or all; None where its capacity is unknown."""
        return carried(component, self.operations.get(component.id, ONE), left)


class Pass(Struct, frozen=True):
    """A call that a journey makes: how often in a second on average, with how many bytes each
    time, and what it does; ``step`` is the step that makes it, None in a journey without steps."""

    call: Call
    average: float
    request: float | None = None
    response: float | None = None
    step: Step | None = None
    access: Access | None = None


def flow(design: Design) -> Traffic:
    """The load of ``design``, over all journeys whose rate is known."""
    pairs = first_calls(design)
    factor = peak_factor(design)
    by_journey: dict[str, Load] = {}
    sums = _Sums()
    starts: dict[Stored, dict[str, float]] = {}
    for journey in design.journeys.values():
        start = journey_rate(design, journey)
        if start is None:
            continue
        by_journey[journey.id] = start
        sums.start(design, journey.actor, start.average)
        if journey.steps:
            sums.add(design, _steps(design, journey, pairs, start.average))
        else:
            alike = starts.setdefault(stored_by(design, journey), {})
            alike[journey.actor] = alike.get(journey.actor, 0.0) + start.average
    # what makes every call does so at any rate: all that does the same flows at once
    for stored, rates in starts.items():
        sums.add(design, _reachable_calls(design, rates, stored))
    lay_on_hosts(design, sums.components, sums.taken)
    by_component = {name: each.load(factor) for name, each in sums.components.items()}
    operations = {
        name: each.mix_on(design.components[name], factor) for name, each in sums.components.items()
    }
    utilisation = {
        name: Utilisation(load.peak, capacity)
        for name, load in by_component.items()
        if (capacity := carried(design.components[name], operations[name])) is not None
    }
    return Traffic(
        journeys=by_journey,
        calls={name: each.load(factor) for name, each in sums.calls.items()},
        components=by_component,
        utilisation=utilisation,
        operations=operations,
        weights={
            name: weight
            for name, mix in operations.items()
            if (weight := work_of(design.components[name], mix)) is not None
        },
        consumers=frozenset(name for name, waits in sums.taken.items() if waits),
        assumptions=(
            *uncounted(design, by_journey),
            *read_as(design),
            *untold(design, utilisation, operations),
            *unmeasured(design, operations),
        ),
    )


class _Sums(Struct, frozen=True):
    """By call id and by component."""

    calls: dict[str, Sum] = field(default_factory=dict)
    components: dict[str, Sum] = field(default_factory=dict)

    taken: dict[str, bool] = field(default_factory=dict)
    """Whether all that a component gets are messages, which wait until it has time."""

    def start(self, design: Design, actor: str, average: float) -> None:
        """What a component that acts by itself, such as a scheduler, has to do for that."""
        if acts_by_itself(design, actor):
            own = self.components.setdefault(actor, Sum())
            own.average += average
            own.count(bearers_of(design, actor), Asked(), average, None)
            self.taken[actor] = False

    def add(self, design: Design, passes: Iterable[Pass]) -> None:
        for each in passes:
            name, target = each.call.id, each.call.target
            broker = kind_of(design.components[each.call.source]).role is Role.BROKER
            waits = broker and each.call.asynchronous
            self.taken[target] = self.taken.get(target, True) and waits
            if name not in self.calls:
                self.calls[name] = Sum()
            if target not in self.components:
                self.components[target] = Sum()
            self.calls[name].add(each)
            self.components[target].add(each)
            asked = Asked(each.step, (each.request, each.response))
            bearers = bearers_of(design, target)
            self.components[target].count(bearers, asked, each.average, each.access)


def acts_by_itself(design: Design, actor: str) -> bool:
    """Whether what begins a journey is a part of the system, such as a scheduler, and no client."""
    component = design.components.get(actor)
    return component is not None and kind_of(component).role is not Role.ACTOR


def peak_factor(design: Design) -> float:
    """The peak over the daily average; 1 where the design gives none."""
    scale = design.scale
    return scale.peak.value if scale is not None and scale.peak is not None else 1.0


def journey_rate(design: Design, journey: Journey) -> Load | None:
    """How often the journey runs, or None where the design does not say."""
    average = average_rate(design, journey)
    if average is None:
        return None
    return _load(
        average, peak_factor(design), value_of(journey.request), value_of(journey.response)
    )


def passes(
    design: Design, journey: Journey, calls: Mapping[tuple[str, str], Call] | None = None
) -> tuple[Pass, ...]:
    """Every call that the journey makes, in the order of its steps; none where its rate is
    unknown. Who asks for many journeys gives the ``first_calls`` of the design."""
    start = journey_rate(design, journey)
    if start is None:
        return ()
    pairs = first_calls(design) if calls is None else calls
    return tuple(_passes(design, journey, start.average, pairs))


def _passes(
    design: Design, journey: Journey, average: float, calls: Mapping[tuple[str, str], Call]
) -> Iterator[Pass]:
    if journey.steps:
        return _steps(design, journey, calls, average)
    return _reachable_calls(design, {journey.actor: average}, stored_by(design, journey))


def _steps(
    design: Design, journey: Journey, calls: Mapping[tuple[str, str], Call], average: float
) -> Iterator[Pass]:
    """What each step adds."""
    done = accesses(design, journey)
    rates = rates_of_steps(design, journey, average)
    for (step, rate), access, sizes in zip(rates, done, sizes_of_steps(journey), strict=True):
        call = calls.get((step.source, step.target))
        if call is not None:
            yield Pass(call, rate, *sizes, step, access)


def rates_of_steps(
    design: Design, journey: Journey, average: float
) -> Iterator[tuple[Step, float]]:
    """Each step with how often it is made in a second, of a journey that runs so often: the rate
    at which its source is reached x ``times``, of one that serves the misses of a cache the
    look-ups there x the share of them that miss."""
    reached = {journey.actor: average}
    made: dict[tuple[str, str], float] = {}
    before = 0.0
    for step, cache in zip(journey.steps, misses(design, journey), strict=True):
        if cache:
            asked = look_ups(step, cache, made, reached)
            before = product(asked, miss_ratio(design, step, cache)) / (step.batch or 1)
        else:
            before = before if step.chained else reached.get(step.source, 0.0)
            before = product(before, times_made(step))
        reached[step.target] = reached.get(step.target, 0.0) + before
        ends = step.source, step.target
        made[ends] = made.get(ends, 0.0) + before
        yield step, before


def _reachable_calls(design: Design, starts: Mapping[str, float], stored: Stored) -> Iterator[Pass]:
    """Every call that the actors can reach, who start at these rates. A call back to where an
    actor's requests have been is made, and goes no further."""
    made: dict[str, tuple[tuple[Call, float], ...]] = {}
    order, cyclic = _callers_first(design, starts, made)
    if cyclic and len(starts) > 1:
        # where a cycle is entered decides where it ends
        for actor, average in starts.items():
            yield from _reachable_calls(design, {actor: average}, stored)
        return
    reached = dict(starts)
    for name in order:
        average = reached[name]
        for call, share in made[name]:
            rate = average * share
            reached[call.target] = reached.get(call.target, 0.0) + rate
            yield Pass(call, rate, access=stored.access_to(call.target))


def _callers_first(
    design: Design, starts: Iterable[str], made: dict[str, tuple[tuple[Call, float], ...]]
) -> tuple[list[str], bool]:
    """The components that the actors reach, each after its callers, but for those that call it in
    a cycle: the reverse of the order in which a depth-first walk leaves them; and whether there is
    such a cycle. ``made`` is filled with the calls of each."""
    left: list[str] = []
    done: dict[str, bool] = {}
    cyclic = False
    for start in starts:
        stack = [start] if start not in done else []
        waiting: list[Iterator[tuple[Call, float]]] = []
        while stack:
            name = stack[-1]
            if name not in done:
                done[name] = False
                made[name] = tuple(_made_calls(design, name))
                waiting.append(iter(made[name]))
            for call, _ in waiting[-1]:
                if call.target not in done:
                    stack.append(call.target)
                    break
                cyclic = cyclic or not done[call.target]
            else:
                done[name] = True
                left.append(name)
                stack.pop()
                waiting.pop()
    return left[::-1], cyclic


def _made_calls(design: Design, name: str) -> Iterator[tuple[Call, float]]:
    """The calls that a component makes while everything is up, each with the share of what arrives
    that goes along it: of the messages of a queue each goes to one of those who take them."""
    component = design.components.get(name)
    if component is None:
        return
    groups = [
        [call for call in group.calls[: group.need] if call.target in design.components]
        for group in component.calls
        if not any(call.dead_letter for call in group.calls)
    ]
    shared = kind_of(component).hands_out_once
    for calls in groups:
        for call in calls:
            yield call, 1.0 / len(groups) if shared else 1.0


def first_calls(design: Design) -> dict[tuple[str, str], Call]:
    """The first call between each pair: a step names its ends, not one of several calls."""
    pairs: dict[tuple[str, str], Call] = {}
    for call in calls_of(design):
        if call.target in design.components and not call.dead_letter:
            pairs.setdefault((call.source, call.target), call)
    return pairs


def _load(average: float, factor: float, request: float | None, response: float | None) -> Load:
    """The load of operations that come at an average rate, with so many bytes each."""
    peak = product(average, factor)
    return Load(
        average,
        peak,
        None if request is None else product(peak, request),
        None if response is None else product(peak, response),
    )
