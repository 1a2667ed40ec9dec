"""A journey's steps as a tree of visits: who waits for whom, and how each call is repeated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.traffic.misses import look_ups, miss_ratio, misses
from sdgen.design.records import Call, CallGroup, Component, Design, Journey, Step
from sdgen.model.rates import batched_wait, product, times_made, times_waited

MOST_REPEATS = 10_000
"""Calls of one step that are counted one by one; of a larger fan-out so many are."""
MOST_ATTEMPTS = 100
"""Attempts of one call that are followed; those after them take no more time."""


class Attempts(Struct, frozen=True):
    """How a call is tried: up to ``most`` times, each until ``timeout`` seconds have passed
    (None: for as long as it takes) and failing with probability ``failures`` besides; before the
    second the caller waits ``backoff`` seconds, and twice as long before each one after it.
    A ``needed`` call that ends without an answer fails its caller."""

    most: int
    timeout: float | None
    failures: float
    backoff: float
    needed: bool

    @property
    def longest_backoff(self) -> float:
        """Seconds between all attempts."""
        return self.backoff * (2.0 ** (self.most - 1) - 1.0)


class Visit(Struct, frozen=True):
    """One step's stay at its target; ``parent`` is the visit from which the step starts. The first
    visit is the actor's, which no step made. ``times`` is how often each stay at the parent waits for
    the call, and ``made`` how often it makes it: of a call for a batch of several stays each waits
    for all of it and makes a part; ``attempts`` is None for a call that is made once and always answered.
    ``beside`` tells that it begins together with the visit before it of the same parent,
    ``awaited`` that the parent waits for it, ``instead`` that it is made only in runs in which the one
    before it, and those that one is made instead of, are not. ``misses_of`` is the cache whose misses it
    serves, empty for none."""

    step: Step | None
    component: Component
    parent: int | None = None
    call: Call | None = None
    attempts: Attempts | None = None
    times: float = 1.0
    made: float = 1.0
    beside: bool = False
    awaited: bool = True
    instead: bool = False
    misses_of: str = ""

    @property
    def parallel(self) -> bool:
        """Whether its repetitions are made at once."""
        return self.step is not None and self.step.parallel


class Calls:
    """The calls of a design by their ends, looked up as they are needed."""

    def __init__(self, design: Design) -> None:
        self._design = design
        self._found: dict[str, dict[str, tuple[Call, Attempts | None]]] = {}
        self._groups: dict[str, CallGroup] = {}

    def between(self, step: Step) -> tuple[Call | None, Attempts | None]:
        """The first call along a step, and how it is tried."""
        if step.source not in self._found:
            self._found[step.source] = self._of(step.source)
        return self._found[step.source].get(step.target, (None, None))

    def _of(self, source: str) -> dict[str, tuple[Call, Attempts | None]]:
        found: dict[str, tuple[Call, Attempts | None]] = {}
        component = self._design.components.get(source)
        for group in component.calls if component is not None else ():
            for call in group.calls:
                spared = call.optional or len(group.calls) > group.need
                found.setdefault(call.target, (call, _attempts(call, not spared)))
                self._groups[call.id] = group
        return found

    def alternatives(self, visit: Visit) -> CallGroup | None:
        """The group of which any one will do that the call of a visit belongs to. What serves the
        misses of another member comes after that one, and for ``only`` nothing else can stand in."""
        if visit.call is None or visit.misses_of or (visit.step is not None and visit.step.only):
            return None
        group = self._groups[visit.call.id]
        return group if group.need == 1 and len(group.calls) > 1 else None


def _attempts(call: Call, needed: bool) -> Attempts | None:
    failures = call.failures.value if call.failures is not None else 0.0
    timeout = call.timeout.value if call.timeout is not None and call.timeout.value > 0 else None
    most = min((call.retries or 0) + 1, MOST_ATTEMPTS)
    if timeout is None and not failures and most == 1:
        return None
    backoff = call.backoff.value if call.backoff is not None else 0.0
    return Attempts(most, timeout, failures, backoff, needed)


def visits(
    design: Design, journey: Journey, calls: Calls, *, everything: bool = False
) -> list[Visit]:
    """The steps as a tree, each after the one that it starts from: the latest visit of its source.
    What an asynchronous call starts is left out, and so is what starts from there, unless
    ``everything`` is asked for; what runs beside
    it alone begins when it does. A step that
    serves the misses of a cache is made as often as look-ups there miss."""
    found = [Visit(None, design.components[journey.actor])]
    latest: dict[str, int | None] = {journey.actor: 0}
    waits, calls_made = _Counts(journey.actor), _Counts(journey.actor)
    # stays whose last step somebody waits for: the next may run beside it
    waiting: set[int] = set()
    for step, cache in zip(journey.steps, misses(design, journey), strict=True):
        parent = latest.get(step.source)
        call, attempts = calls.between(step)
        target = design.components.get(step.target)
        awaited = not (call is not None and call.asynchronous)
        if parent is None or target is None or not (awaited or everything):
            latest[step.target] = None
            if parent is not None:
                waiting.discard(parent)
            continue
        times, made = times_waited(step), times_made(step)
        if cache:
            missed = miss_ratio(design, step, cache)
            times = batched_wait(waits.look_ups(step, cache, parent) * missed, step.batch)
            made = calls_made.look_ups(step, cache, parent) * missed / (step.batch or 1)
        times = min(times, MOST_REPEATS)
        latest[step.target] = len(found)
        beside = step.parallel and parent in waiting and awaited
        visit = Visit(step, target, parent, call, attempts, times, made, beside, awaited)
        found.append(replace(visit, misses_of=cache) if cache else visit)
        if awaited:
            waiting.add(parent)
        else:
            waiting.discard(parent)
        waits.add(step, parent, times)
        calls_made.add(step, parent, made)
    return _with_alternatives(found, calls)


def _with_alternatives(found: list[Visit], calls: Calls) -> list[Visit]:
    """The visits, of which those are told to be made instead of each other that follow each other as
    alternatives of one caller, none in every run and together in all runs at most: a call that is shared
    out among them. Where a later one is made besides, as it is after an earlier one has failed, it is as
    any other call."""
    below: dict[int, list[int]] = {}
    for at, visit in enumerate(found):
        if visit.parent is not None:
            below.setdefault(visit.parent, []).append(at)
    for members in below.values():
        for same in _of_one_group(members, found, calls):
            if sum(found[at].times for at in same) <= 1.0 + 1e-9:
                for at in same[1:]:
                    found[at] = replace(found[at], instead=True)
    return found


def _of_one_group(
    members: Sequence[int], found: Sequence[Visit], calls: Calls
) -> Iterator[list[int]]:
    """The visits of one parent that follow each other as alternatives, and beside nothing."""
    same: list[int] = []
    before: CallGroup | None = None
    for place, at in enumerate(members):
        visit = found[at]
        after = members[place + 1 : place + 2]
        alone = not visit.beside and not any(found[each].beside for each in after)
        group = calls.alternatives(visit) if visit.awaited and alone else None
        if group is None or group is not before:
            yield same
            same = []
        same.append(at)
        before = group
    yield same


class _Counts:
    """How often one run of a journey comes to each visit, to each component and along each pair."""

    def __init__(self, actor: str) -> None:
        self._visits = [1.0]
        self._reached = {actor: 1.0}
        self._asked: dict[tuple[str, str], float] = {}

    def look_ups(self, step: Step, cache: str, parent: int) -> float:
        """The look-ups in a cache, for each stay at the visit whose misses a step serves."""
        stays = self._visits[parent]
        return look_ups(step, cache, self._asked, self._reached) / stays if stays else 0.0

    def add(self, step: Step, parent: int, times: float) -> None:
        """Count a step that each stay at its parent makes so often."""
        number = product(self._visits[parent], times)
        self._visits.append(number)
        ends = step.source, step.target
        self._reached[step.target] = self._reached.get(step.target, 0.0) + number
        self._asked[ends] = self._asked.get(ends, 0.0) + number
