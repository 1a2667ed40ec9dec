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
- A call's load is the sum over steps and journeys, a component's the sum over the calls to it;
  utilisation is peak load / (capacity of a replica x replicas).

What is unknown stays unknown and is never guessed: a journey without a rate adds nothing and is
named among the assumptions, and a sum of bytes is known only where each of its parts is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from sdgen.design.calls import calls_of
from sdgen.design.records import Call, Component, Design, Journey, Step
from sdgen.model.rates import average_rate, product, step_rates
from sdgen.quantity import Dimension, Quantity


class Load(Struct, frozen=True):
    """Operations per second at the average and at the peak, and the bytes per second that go along
    (``request``) and against (``response``) the calls at the peak; None where a size is unknown."""

    average: float = 0.0
    peak: float = 0.0
    request: float | None = 0.0
    response: float | None = 0.0

    def __add__(self, other: Load) -> Load:
        return Load(
            self.average + other.average,
            self.peak + other.peak,
            _sum(self.request, other.request),
            _sum(self.response, other.response),
        )


class Utilisation(Struct, frozen=True):
    """Peak load against the capacity of all replicas, both in operations per second; ``share`` is
    their ratio, 1 where the capacity is used up."""

    peak: float
    capacity: float

    @property
    def share(self) -> float:
        return self.peak / self.capacity


class Traffic(Struct, frozen=True):
    """The load of a design: by journey id, by call id and by component id.

    What no journey with a known rate reaches is absent, and so is the utilisation of what has no
    capacity. ``assumptions`` are sentences: what was taken for granted, and what is not counted.
    """

    journeys: Mapping[str, Load] = field(default_factory=dict)
    calls: Mapping[str, Load] = field(default_factory=dict)
    components: Mapping[str, Load] = field(default_factory=dict)
    utilisation: Mapping[str, Utilisation] = field(default_factory=dict)
    assumptions: tuple[str, ...] = ()

    @property
    def peaks(self) -> dict[str, float]:
        """Peak operations per second by component."""
        return {name: load.peak for name, load in self.components.items()}


class Pass(Struct, frozen=True):
    """A call that a journey makes: how often in a second on average, with how many bytes each
    time; ``step`` is the step that makes it, None in a journey without steps."""

    call: Call
    average: float
    request: float | None = None
    response: float | None = None
    step: Step | None = None


def flow(design: Design) -> Traffic:
    """The load of ``design``, over all journeys whose rate is known."""
    pairs = first_calls(design)
    factor = peak_factor(design)
    by_journey: dict[str, Load] = {}
    sums = _Sums()
    starts: dict[str, float] = {}
    for journey in design.journeys.values():
        start = journey_rate(design, journey)
        if start is None:
            continue
        by_journey[journey.id] = start
        if journey.steps:
            sums.add(_steps(journey, pairs, start.average))
        else:
            starts[journey.actor] = starts.get(journey.actor, 0.0) + start.average
    # what makes every call does so at any rate: all of it flows at once
    sums.add(_reachable_calls(design, starts))
    by_call = {name: each.load(factor) for name, each in sums.calls.items()}
    by_component = {name: each.load(factor) for name, each in sums.components.items()}
    utilisation = {
        name: Utilisation(load.peak, capacity)
        for name, load in by_component.items()
        if (capacity := total_capacity(design.components[name])) is not None
    }
    return Traffic(by_journey, by_call, by_component, utilisation, _assumptions(design, by_journey))


class _Sum(Struct):
    """Average operations a second, and bytes a second on average; None where a part is unknown."""

    average: float = 0.0
    request: float | None = 0.0
    response: float | None = 0.0

    def add(self, each: Pass) -> None:
        average = each.average
        self.average += average
        if self.request is not None:
            known = each.request is not None
            self.request = self.request + product(average, each.request or 0.0) if known else None
        if self.response is not None:
            known = each.response is not None
            self.response = (
                self.response + product(average, each.response or 0.0) if known else None
            )

    def load(self, factor: float) -> Load:
        """The load at the average and at the peak."""
        return Load(
            self.average,
            product(self.average, factor),
            None if self.request is None else product(self.request, factor),
            None if self.response is None else product(self.response, factor),
        )


class _Sums(Struct, frozen=True):
    """By call id and by component."""

    calls: dict[str, _Sum] = field(default_factory=dict)
    components: dict[str, _Sum] = field(default_factory=dict)

    def add(self, passes: Iterable[Pass]) -> None:
        for each in passes:
            name, target = each.call.id, each.call.target
            if name not in self.calls:
                self.calls[name] = _Sum()
            if target not in self.components:
                self.components[target] = _Sum()
            self.calls[name].add(each)
            self.components[target].add(each)


def peak_factor(design: Design) -> float:
    """The peak over the daily average; 1 where the design gives none."""
    scale = design.scale
    return scale.peak.value if scale is not None and scale.peak is not None else 1.0


def journey_rate(design: Design, journey: Journey) -> Load | None:
    """How often the journey runs, or None where the design does not say."""
    average = average_rate(design.scale, journey)
    if average is None:
        return None
    return _load(average, peak_factor(design), _value(journey.request), _value(journey.response))


def total_capacity(component: Component) -> float | None:
    """Operations per second that all replicas carry together; None where the capacity is unknown
    or is no rate of operations."""
    capacity = component.capacity
    if capacity is None or capacity.dimension is not Dimension.RATE or capacity.value <= 0:
        return None
    return capacity.value * component.replicas.count


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
        return _steps(journey, calls, average)
    return _reachable_calls(design, {journey.actor: average})


def _steps(
    journey: Journey, calls: Mapping[tuple[str, str], Call], average: float
) -> Iterator[Pass]:
    """What each step adds. The journey's own bytes run along the chains that begin at its actor,
    since that is the request being passed on; other steps say theirs, or are unknown."""
    own = (_value(journey.request), _value(journey.response))
    sizes: tuple[float | None, float | None] = own
    for step, rate in step_rates(journey, average):
        if not step.chained:
            sizes = own if step.source == journey.actor else (None, None)
        call = calls.get((step.source, step.target))
        if call is not None:
            request = step.request.value if step.request is not None else sizes[0]
            response = step.response.value if step.response is not None else sizes[1]
            yield Pass(call, rate, request, response, step)


def _reachable_calls(design: Design, starts: Mapping[str, float]) -> Iterator[Pass]:
    """Every call that the actors can reach, who start at these rates. A call back to where an
    actor's requests have been is made, and goes no further."""
    made: dict[str, tuple[Call, ...]] = {}
    order, cyclic = _callers_first(design, starts, made)
    if cyclic and len(starts) > 1:
        # where a cycle is entered decides where it ends
        for actor, average in starts.items():
            yield from _reachable_calls(design, {actor: average})
        return
    reached = dict(starts)
    for name in order:
        average = reached[name]
        for call in made[name]:
            reached[call.target] = reached.get(call.target, 0.0) + average
            yield Pass(call, average)


def _callers_first(
    design: Design, starts: Iterable[str], made: dict[str, tuple[Call, ...]]
) -> tuple[list[str], bool]:
    """The components that the actors reach, each after its callers, but for those that call it in
    a cycle: the reverse of the order in which a depth-first walk leaves them; and whether there is
    such a cycle. ``made`` is filled with the calls of each."""
    left: list[str] = []
    done: dict[str, bool] = {}
    cyclic = False
    for start in starts:
        stack = [start] if start not in done else []
        waiting: list[Iterator[Call]] = []
        while stack:
            name = stack[-1]
            if name not in done:
                done[name] = False
                made[name] = tuple(_made_calls(design, name))
                waiting.append(iter(made[name]))
            for call in waiting[-1]:
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


def _made_calls(design: Design, name: str) -> Iterator[Call]:
    """The calls that a component makes while everything is up."""
    component = design.components.get(name)
    for group in component.calls if component is not None else ():
        for call in group.calls[: group.need]:
            if call.target in design.components:
                yield call


def first_calls(design: Design) -> dict[tuple[str, str], Call]:
    """The first call between each pair: a step names its ends, not one of several calls."""
    pairs: dict[tuple[str, str], Call] = {}
    for call in calls_of(design):
        if call.target in design.components:
            pairs.setdefault((call.source, call.target), call)
    return pairs


def _assumptions(design: Design, counted: Mapping[str, Load]) -> tuple[str, ...]:
    said = []
    if counted and (design.scale is None or design.scale.peak is None):
        said.append("no peak factor is given: peaks are counted as the average")
    said += [
        f"journey '{journey.id}' is not counted: its rate is unknown"
        for journey in design.journeys.values()
        if journey.id not in counted
    ]
    return tuple(said)


def _load(average: float, factor: float, request: float | None, response: float | None) -> Load:
    """The load of operations that come at an average rate, with so many bytes each."""
    peak = product(average, factor)
    return Load(
        average,
        peak,
        None if request is None else product(peak, request),
        None if response is None else product(peak, response),
    )


def _value(quantity: Quantity | None) -> float | None:
    return None if quantity is None else quantity.value


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other
