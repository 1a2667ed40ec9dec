"""How long a journey takes: median and 99th percentile, an approximation from its parts.

Each component takes a log-normal time, fitted to its median and 99th percentile, after waiting
in an M/M/c queue at its utilisation. The steps of one caller run in order, or at once where they
are ``parallel``; ``times`` below 1 is a mixture, above 1 a sequence (or parallel). Asynchronous
calls are not waited for. Components are taken as independent of each other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sdgen.analyses.distribution import Grid, LogNormal, deviations_above, fit_log_normal
from sdgen.analyses.queueing import Waiting, waiting
from sdgen.kinds import KINDS
from sdgen.model.design import Call, Component, Design, Journey, Step
from sdgen.quantity import Dimension

if TYPE_CHECKING:
    from sdgen.analyses.distribution import Masses

ROUNDS = 4
"""How often the bound of a journey's time is made smaller."""
MOST_REPEATS = 10_000
"""Calls of one step that are counted one by one; a larger fan-out is refused."""


@dataclass(frozen=True, slots=True)
class JourneyLatency:
    """Seconds at the peak; infinite where a component on the way is overloaded, which is then in
    ``overloaded``. ``unknown`` are components whose time is not known and counted as none."""

    p50: float
    p99: float
    overloaded: tuple[str, ...]
    unknown: tuple[str, ...]
    assumptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Visit:
    """One step's stay at its target; ``parent`` is the visit from which the step starts."""

    step: Step | None
    component: Component
    parent: int | None = None

    @property
    def parallel(self) -> bool:
        return self.step is not None and self.step.parallel


def journey_latency(
    design: Design,
    journey: Journey,
    peaks: Mapping[str, float],
    instant: frozenset[str] = frozenset(),
) -> JourneyLatency | None:
    """The latency of a journey with steps, ``peaks`` being peak operations a second by component;
    None where the journey has no steps or its actor is unknown. Components that are ``instant``
    are taken to need no time."""
    if not journey.steps or journey.actor not in design.components:
        return None
    visits = _visits(design, journey)
    components = {visit.component.id: visit.component for visit in visits}
    facts = {name: _Stay.of(each, peaks.get(name)) for name, each in components.items()}
    facts.update((name, _Stay(LogNormal(0.0, 0.0))) for name in instant & facts.keys())
    overloaded = tuple(name for name, stay in facts.items() if stay.overloaded)
    unknown = tuple(name for name, stay in facts.items() if stay.service is None)
    assumptions = tuple(text for stay in facts.values() for text in stay.assumptions)
    if overloaded:
        return JourneyLatency(math.inf, math.inf, overloaded, unknown, assumptions)
    longest = _spans(visits, facts)
    if longest == 0.0:
        return JourneyLatency(0.0, 0.0, (), unknown, assumptions)
    # a little more, for what never varies ends exactly there
    grid = Grid(1.01 * longest)
    total = _time(visits, facts, grid)
    p50, p99 = grid.quantile(total, 0.5), grid.quantile(total, 0.99)
    return JourneyLatency(p50, p99, (), unknown, assumptions)


def latency_bound(
    design: Design, journey: Journey, peaks: Mapping[str, float], share: float
) -> float | None:
    """Seconds that at least ``share`` of all runs stay within: the percentile that
    ``journey_latency`` computes is not above it. Cheap, and larger than need be: a run is late
    only if some part of it is, and that is at most as likely as the sum of the parts' chances.
    Infinite and None as there."""
    if not journey.steps or journey.actor not in design.components:
        return None
    parts: list[_Part] = []
    made: list[tuple[float, float]] = []
    for visit in _visits(design, journey):
        stay = _Stay.of(visit.component, peaks.get(visit.component.id))
        if stay.overloaded:
            return math.inf
        most, expected = (1.0, 1.0) if visit.parent is None else made[visit.parent]
        most, expected = most * math.ceil(_times(visit)), expected * _times(visit)
        made.append((most, expected))
        if stay.service is not None and stay.service.median and expected:
            parts.append(_Part(stay.service, most, expected))
        if stay.wait is not None and stay.wait.probability > 1e-12 and expected:
            parts.append(_Part(stay.wait, most, expected))
    return _bound(parts, 1.0 - share)


@dataclass(frozen=True, slots=True)
class _Part:
    """A time that a run has at most ``most`` times over, and ``expected`` times on average."""

    time: LogNormal | Waiting
    most: float
    expected: float

    def within(self, late: float) -> tuple[float, float]:
        """The time of all of them where none exceeds what one exceeds with probability
        ``late / expected``, and how much that changes with the logarithm of ``late``."""
        chance = min(late / self.expected, 0.5)
        if isinstance(self.time, Waiting):
            length = self.most * self.time.mean
            return length * max(0.0, math.log(self.time.probability / chance)), length
        deviations = deviations_above(chance)
        seconds = self.most * self.time.median * math.exp(deviations * self.time.spread)
        return seconds, seconds * self.time.spread / max(deviations, 1.0)


def _bound(parts: Sequence[_Part], late: float) -> float:
    """The time of all parts, ``late`` shared out among them so that it becomes small: however it
    is shared out the bound holds, and it is smallest where all changes are the same."""
    if not parts:
        return 0.0
    shares = [late / len(parts)] * len(parts)
    smallest = math.inf
    for _ in range(ROUNDS):
        found = [part.within(each) for part, each in zip(parts, shares, strict=True)]
        smallest = min(smallest, sum(seconds for seconds, _ in found))
        whole = sum(change for _, change in found)
        if whole <= 0.0:
            break
        # never nothing, for then its time would have no bound
        shares = [late * (0.99 * change / whole + 0.01 / len(parts)) for _, change in found]
    return smallest


def slowest_parts(
    design: Design, journey: Journey, peaks: Mapping[str, float], *, most: int, median: bool = False
) -> tuple[tuple[str, float], ...]:
    """The components that add most to the journey's 99th percentile, or to its median, each with
    what that would be if it took no time, the smallest first. ``most`` of them are tried."""
    visits = _visits(design, journey)
    made: list[float] = []
    longest: dict[str, float] = {}
    for visit in visits:
        before = 1.0 if visit.parent is None else made[visit.parent]
        made.append(before * _times(visit))
        stay = _Stay.of(visit.component, peaks.get(visit.component.id))
        if visit.parent is not None and stay.service is not None:
            own = stay.service.median if median else stay.service.high()
            own += stay.wait.mean if stay.wait is not None else 0.0
            longest[visit.component.id] = longest.get(visit.component.id, 0.0) + made[-1] * own
    tried = sorted(longest, key=lambda name: (-longest[name], name))[:most]
    found = []
    for name in tried:
        without = journey_latency(design, journey, peaks, frozenset({name}))
        if without is not None:
            found.append((name, without.p50 if median else without.p99))
    return tuple(sorted(found, key=lambda each: (each[1], each[0])))


@dataclass(frozen=True, slots=True)
class _Stay:
    """The time that one operation spends in a component."""

    service: LogNormal | None
    wait: Waiting | None = None
    overloaded: bool = False
    assumptions: tuple[str, ...] = ()

    @staticmethod
    def of(component: Component, peak: float | None) -> _Stay:
        if component.kind == "client":
            return _Stay(LogNormal(0.0, 0.0))
        service, assumptions = _service(component)
        capacity = component.capacity
        if (
            service is None
            or peak is None
            or capacity is None
            or capacity.dimension is not Dimension.RATE
            or capacity.value <= 0
            or service.mean == 0.0
        ):
            return _Stay(service, assumptions=assumptions)
        servers, time = _servers(component.replicas.count, capacity.value, service.mean)
        wait = waiting(peak, servers, time, service.variation)
        return _Stay(service, wait, wait is None, assumptions)


def _servers(replicas: int, capacity: float, service_time: float) -> tuple[int, float]:
    """How many operations a component works on at once, and the seconds of one server for each:
    by Little's law a replica at capacity holds capacity x service time of them, at least one."""
    slots = max(1, round(capacity * service_time))
    return replicas * slots, slots / capacity


def service_time(component: Component) -> LogNormal | None:
    """How long the component works on one operation, waiting apart: as it says, else as its kind
    is taken to; None where neither does."""
    return None if component.kind == "client" else _service(component)[0]


def _service(component: Component) -> tuple[LogNormal | None, tuple[str, ...]]:
    kind = KINDS[component.kind]
    given = component.latency
    p50 = given.p50.value if given is not None and given.p50 is not None else None
    p99 = given.p99.value if given is not None and given.p99 is not None else None
    assumptions: tuple[str, ...] = ()
    if p50 is None and p99 is None:
        p50, p99 = kind.latency_p50, kind.latency_p99
        if p50 is None or p99 is None:
            return None, ()
        text = f"{component.id}: {p50 * 1000:g} ms median, {p99 * 1000:g} ms p99, as a {kind.title}"
        assumptions = (text,)
    ratio = kind.latency_p99 / kind.latency_p50 if kind.latency_p50 and kind.latency_p99 else 10.0
    if p50 is None:
        assert p99 is not None, "one of the two is given"
        p50 = p99 / ratio
        assumptions = (f"{component.id}: the median is 1/{ratio:g} of the p99",)
    elif p99 is None:
        p99 = p50 * ratio
        assumptions = (f"{component.id}: the p99 is {ratio:g} times the median",)
    return fit_log_normal(p50, p99), assumptions


def _visits(design: Design, journey: Journey) -> list[_Visit]:
    """The steps as a tree, each after the one that it starts from: the latest visit of its source.
    What an asynchronous call starts is left out, and so is what starts from there."""
    visits = [_Visit(None, design.components[journey.actor])]
    latest: dict[str, int | None] = {journey.actor: 0}
    for step in journey.steps:
        parent = latest.get(step.source)
        call = _call(design, step)
        if parent is None or step.target not in design.components or (call and call.asynchronous):
            latest[step.target] = None
            continue
        latest[step.target] = len(visits)
        visits.append(_Visit(step, design.components[step.target], parent))
    return visits


def _call(design: Design, step: Step) -> Call | None:
    for group in design.components[step.source].calls if step.source in design.components else ():
        for call in group.calls:
            if call.target == step.target:
                return call
    return None


def _times(visit: _Visit) -> float:
    if visit.step is None or visit.step.times is None:
        return 1.0
    return min(visit.step.times.value, MOST_REPEATS)


def _spans(visits: Sequence[_Visit], facts: Mapping[str, _Stay]) -> float:
    """A time that is hardly ever exceeded, which the grid must hold."""
    longest = [0.0] * len(visits)
    for at in range(len(visits) - 1, -1, -1):
        visit = visits[at]
        longest[at] = _longest(visit, facts[visit.component.id], longest[at])
        if visit.parent is not None:
            longest[visit.parent] += longest[at]
    return longest[0]


def _longest(visit: _Visit, stay: _Stay, below: float) -> float:
    own = 0.0 if stay.service is None else stay.service.highest()
    if stay.wait is not None:
        own += 14.0 * stay.wait.mean
    times = _times(visit)
    if times > 1 and not visit.parallel:
        # a sum of many varies less than its parts: its mean and some of their worst cases
        mean = (0.0 if stay.service is None else stay.service.mean) + below / 10
        return mean * times + (own + below) * math.sqrt(times)
    return own + below


@dataclass(slots=True)
class _Answer:
    """What the steps below a visit take so far: ``done`` in order, ``at_once`` the parallel ones
    that no other step has ended yet."""

    done: Masses | None = None
    at_once: Masses | None = None


def _time(visits: Sequence[_Visit], facts: Mapping[str, _Stay], grid: Grid) -> Masses:
    """The time from the actor's first call to its last answer. A step is followed by those that
    it starts, so that from the last to the first each is complete when its turn comes."""
    own: dict[str, Masses] = {}
    answers: dict[int, _Answer] = {}
    for at in range(len(visits) - 1, 0, -1):
        visit = visits[at]
        time = _repeated(visit, _with_own(visit, answers.pop(at, None), facts, grid, own), grid)
        assert visit.parent is not None, "only the first visit has no parent"
        answer = answers.setdefault(visit.parent, _Answer())
        if visit.parallel:
            before = answer.at_once
            answer.at_once = time if before is None else grid.parallel([before, time])
        else:
            parts = [answer.done, answer.at_once, time]
            answer.done = grid.sequence([part for part in parts if part is not None])
            answer.at_once = None
    return _with_own(visits[0], answers.pop(0, None), facts, grid, own)


def _with_own(
    visit: _Visit,
    answer: _Answer | None,
    facts: Mapping[str, _Stay],
    grid: Grid,
    own: dict[str, Masses],
) -> Masses:
    """The component's own time, then what it calls."""
    name = visit.component.id
    if name not in own:
        stay = facts[name]
        parts = [grid.log_normal(stay.service)] if stay.service and stay.service.median else []
        if stay.wait is not None and stay.wait.probability > 1e-12:
            parts.append(grid.wait(stay.wait))
        own[name] = grid.sequence(parts)
    if answer is None:
        return own[name]
    below = (answer.done, answer.at_once)
    return grid.sequence([own[name], *(part for part in below if part is not None)])


def _repeated(visit: _Visit, once: Masses, grid: Grid) -> Masses:
    times = _times(visit)
    whole, part = int(times), times - int(times)
    if visit.parallel and whole > 1:
        # the slowest of so many
        total = grid.slowest(once, whole)
    else:
        total = grid.power(once, whole) if whole != 1 else once
    return grid.sequence([total, grid.mixture(part, once)]) if part > 1e-12 else total
