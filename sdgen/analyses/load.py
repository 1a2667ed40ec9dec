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

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sdgen.model.design import Call, Component, Design, Journey, Scale, Step
from sdgen.quantity import Dimension, Quantity

MONTHS = ("month", "months", "mo")
"""How a rate per user ends that counts the users of a month."""


@dataclass(frozen=True, slots=True)
class Load:
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


@dataclass(frozen=True, slots=True)
class Utilisation:
    """Peak load against the capacity of all replicas, both in operations per second; ``share`` is
    their ratio, 1 where the capacity is used up."""

    peak: float
    capacity: float

    @property
    def share(self) -> float:
        return self.peak / self.capacity


@dataclass(frozen=True, slots=True)
class LoadFacts:
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


@dataclass(frozen=True, slots=True)
class Pass:
    """A call that a journey makes: how often in a second on average, with how many bytes each
    time; ``step`` is the step that makes it, None in a journey without steps."""

    call: Call
    average: float
    request: float | None = None
    response: float | None = None
    step: Step | None = None


def flow(design: Design) -> LoadFacts:
    """The load of ``design``, over all journeys whose rate is known."""
    pairs = first_calls(design)
    factor = peak_factor(design)
    by_journey: dict[str, Load] = {}
    by_call: dict[str, Load] = {}
    by_component: dict[str, Load] = {}
    for journey in design.journeys.values():
        start = journey_rate(design, journey)
        if start is None:
            continue
        by_journey[journey.id] = start
        for each in _passes(design, journey, start.average, pairs):
            load = _load(each.average, factor, each.request, each.response)
            call = each.call
            by_call[call.id] = by_call.get(call.id, Load()) + load
            by_component[call.target] = by_component.get(call.target, Load()) + load
    utilisation = {
        name: Utilisation(load.peak, capacity)
        for name, load in by_component.items()
        if (capacity := total_capacity(design.components[name])) is not None
    }
    return LoadFacts(
        by_journey, by_call, by_component, utilisation, _assumptions(design, by_journey)
    )


def peak_factor(design: Design) -> float:
    """The peak over the daily average; 1 where the design gives none."""
    scale = design.scale
    return scale.peak.value if scale is not None and scale.peak is not None else 1.0


def journey_rate(design: Design, journey: Journey) -> Load | None:
    """How often the journey runs, or None where the design does not say."""
    if journey.rate is None:
        return None
    average = journey.rate.value
    if journey.rate.dimension is Dimension.USER_RATE:
        users = counted_users(design.scale, journey.rate)[1] if design.scale is not None else None
        if users is None:
            return None
        average = _product(average, users.value)
    return _load(average, peak_factor(design), _value(journey.request), _value(journey.response))


def counted_users(scale: Scale, rate: Quantity) -> tuple[str, Quantity | None]:
    """The users whom a rate per user counts, those of a day or of a month, and the key of
    ``scale`` that gives them."""
    unit = rate.text.rpartition("/")[2].strip().casefold()
    if unit in MONTHS:
        return "monthly_users", scale.monthly_users
    return "daily_users", scale.daily_users


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
    return _reachable_calls(design, journey.actor, average)


def _steps(
    journey: Journey, calls: Mapping[tuple[str, str], Call], average: float
) -> Iterator[Pass]:
    """What each step adds. The journey's own bytes run along the chains that begin at its actor,
    since that is the request being passed on; other steps say theirs, or are unknown."""
    own = (_value(journey.request), _value(journey.response))
    sizes: tuple[float | None, float | None] = own
    reached = {journey.actor: average}
    before = 0.0
    for step in journey.steps:
        if not step.chained:
            before = reached.get(step.source, 0.0)
            sizes = own if step.source == journey.actor else (None, None)
        before = _product(before, step.times.value) if step.times is not None else before
        reached[step.target] = reached.get(step.target, 0.0) + before
        call = calls.get((step.source, step.target))
        if call is not None:
            request = step.request.value if step.request is not None else sizes[0]
            response = step.response.value if step.response is not None else sizes[1]
            yield Pass(call, before, request, response, step)


def _reachable_calls(design: Design, actor: str, average: float) -> Iterator[Pass]:
    """Every call that the actor can reach. A call back to where the journey has been is made, and
    goes no further."""
    reached = {actor: average}
    for name in _callers_first(design, actor):
        for call in _made_calls(design, name):
            reached[call.target] = reached.get(call.target, 0.0) + reached[name]
            yield Pass(call, reached[name])


def _callers_first(design: Design, actor: str) -> list[str]:
    """The components that the actor reaches, each after its callers, but for those that call it
    in a cycle: the reverse of the order in which a depth-first walk leaves them."""
    left: list[str] = []
    seen = {actor}
    stack = [(actor, _made_calls(design, actor))]
    while stack:
        name, calls = stack[-1]
        target = next((call.target for call in calls if call.target not in seen), None)
        if target is None:
            left.append(name)
            stack.pop()
        else:
            seen.add(target)
            stack.append((target, _made_calls(design, target)))
    return left[::-1]


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
    for component in design.components.values():
        for group in component.calls:
            for call in group.calls:
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
    peak = _product(average, factor)
    return Load(
        average,
        peak,
        None if request is None else _product(peak, request),
        None if response is None else _product(peak, response),
    )


def _value(quantity: Quantity | None) -> float | None:
    return None if quantity is None else quantity.value


def _sum(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other


def _product(one: float, other: float) -> float:
    """The product; nothing times however much is nothing, also where a sum has become infinite."""
    return one * other if one and other else 0.0
