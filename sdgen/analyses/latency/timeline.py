"""The course of a journey in time: its parts, the stays of each, when each call is made and
answered, and in which stays the slowest runs spend their time.

The first part is what the actor waits for. Each asynchronous call begins a part of its own, whose
time counts from there; what a broker hands on belongs to one part, a run for each consumer, since
they work at once and independently of each other.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.latency.groups import exclusive, groups_of
from sdgen.analyses.latency.moments import Moment, Spanned, moments_of
from sdgen.analyses.latency.service import NO_TIME, Stay, Stays
from sdgen.analyses.latency.shares import shares_of
from sdgen.analyses.latency.times import journey_times, put_together
from sdgen.analyses.latency.turns import prepare
from sdgen.analyses.latency.visits import Calls, Visit, visits
from sdgen.design.records import Design, Journey
from sdgen.kinds import Role, kind_of

NOWHERE = ""
"""The id of what a run begins at without taking its time."""


class Bar(Struct, frozen=True):
    """A stay at a component, and the call that leads there: ``visit`` tells which, its ``parent``
    being the number of the caller's bar. ``step`` is the number of the journey's step, None for the
    actor. ``called`` and ``returned`` count from the start of the part; ``returned`` and ``share``
    (of the time of those runs of ``run`` that take its 99th percentile) are None for calls that
    nobody waits for in the part, all three where a time on the way is not known."""

    visit: Visit
    step: int | None
    called: Moment | None = None
    returned: Moment | None = None
    share: float | None = None


class Run(Struct, frozen=True):
    """What is done one after another in a part, as the numbers of its bars in the order of their
    calls; ``end`` is when all of it is done, None where ``unknown`` or ``overloaded`` components
    are on the way."""

    bars: tuple[int, ...]
    end: Moment | None
    unknown: tuple[str, ...] = ()
    overloaded: tuple[str, ...] = ()


class Part(Struct, frozen=True):
    """What begins with one call. ``first`` is the bar that it begins at; where that is not
    ``counted`` (a broker whose answer was waited for before) the time counts from its answer.
    The ``runs`` of a broker are those of its consumers, each with the broker's bar."""

    first: int
    counted: bool
    runs: tuple[Run, ...]

    @property
    def slowest(self) -> Run:
        """The run that ends last, by its 99th percentile; the first where that is not known."""
        known = [each for each in self.runs if each.end is not None]
        return max(known, key=_p99) if len(known) == len(self.runs) else self.runs[0]


class Choice(Struct, frozen=True):
    """A call that not every run makes: the 99th percentiles of the first part, in seconds, of the
    runs ``with_it`` and of those ``without``."""

    bar: int
    with_it: float
    without: float


class Timeline(Struct, frozen=True):
    """All stays of a journey, each after its caller's, and its parts; the first is the one that the
    actor waits for. ``choice`` is the call of the first part that the slowest runs spend most time
    in of those that not all runs make."""

    bars: tuple[Bar, ...]
    parts: tuple[Part, ...]
    choice: Choice | None = None


def timeline(design: Design, journey: Journey, stays: Stays) -> Timeline | None:
    """The course of a journey at the peak; None where it has no steps or its actor is unknown."""
    if not journey.steps or journey.actor not in design.components:
        return None
    passed = visits(design, journey, Calls(design), everything=True)
    numbers = {id(step): number for number, step in enumerate(journey.steps)}
    bars = [Bar(each, numbers[id(each.step)] if each.step else None) for each in passed]
    parts = []
    for first, counted, lines in _parts(passed):
        runs = [_Measured(passed, line, stays, counted=counted) for line in lines]
        part = Part(first, counted, tuple(each.run for each in runs))
        for each in sorted(runs, key=lambda run: run.run is part.slowest):
            each.tell(bars)
        parts.append(part)
    return Timeline(tuple(bars), tuple(parts), _choice(bars, parts[0], stays))


def _p99(run: Run) -> float:
    return run.end.p99 if run.end is not None else 0.0


def _parts(passed: Sequence[Visit]) -> Iterator[tuple[int, bool, list[list[int]]]]:
    """Each part: its first visit, whether its time counts, and its runs as the numbers of their
    visits."""
    children: list[list[int]] = [[] for _ in passed]
    for at, visit in enumerate(passed):
        if visit.parent is not None:
            children[visit.parent].append(at)
    waiting = [(0, True)]
    begun = {0}
    while waiting:
        first, counted = waiting.pop(0)
        handed_on = _handed_on(first, passed, children) if first else []
        lines = [[first, *_awaited(each, passed, children)] for each in handed_on]
        if not lines:
            lines = [_awaited(first, passed, children)]
        yield first, counted, lines
        for at in sorted({at for line in lines for at in line}):
            for child in children[at]:
                if passed[child].awaited or child in handed_on:
                    continue
                brought = kind_of(passed[at].component).role is Role.BROKER
                start = at if brought else child
                if start not in begun:
                    begun.add(start)
                    waiting.append((start, not brought))


def _handed_on(first: int, passed: Sequence[Visit], children: Sequence[Sequence[int]]) -> list[int]:
    """What a broker calls without waiting for it."""
    if kind_of(passed[first].component).role is not Role.BROKER:
        return []
    return [at for at in children[first] if not passed[at].awaited]


def _awaited(first: int, passed: Sequence[Visit], children: Sequence[Sequence[int]]) -> list[int]:
    """A visit and all below it that it waits for, in the order of their calls."""
    found, left = [], [first]
    while left:
        at = left.pop()
        found.append(at)
        left.extend(child for child in reversed(children[at]) if passed[child].awaited)
    return found


class _Measured:
    """The times of one run."""

    def __init__(
        self, passed: Sequence[Visit], line: Sequence[int], stays: Stays, *, counted: bool
    ) -> None:
        self._counted = counted
        self._spans: list[Spanned] = []
        self._shares: list[float] | None = None
        tree, known = _as_journey(passed, line, stays, counted=counted)
        overloaded = tuple(name for name, stay in known.items() if stay.overloaded)
        unknown = tuple(name for name, stay in known.items() if stay.service is None)
        end = None if overloaded or unknown else self._measure(tree, known)
        self.run = Run(tuple(line), end, unknown, overloaded)

    def _measure(self, tree: Sequence[Visit], known: Mapping[str, Stay]) -> Moment:
        together = put_together(tree, known)
        end = Moment(together.found.p50, together.found.p99)
        if together.made is None:
            self._spans = [Spanned(end, end)] * len(tree)
        else:
            # the end is known to more digits than the grid of the moments shows
            self._spans = [
                Spanned(_by(each.called, end), _by(each.returned, end))
                for each in moments_of(together.made)
            ]
            self._spans[0] = replace(self._spans[0], returned=end)
            self._shares = shares_of(together.made, end.p99)
        return end

    def tell(self, bars: list[Bar]) -> None:
        """Write the run's figures into its bars."""
        for number, at in enumerate(self.run.bars):
            if self._spans and (number or self._counted):
                span = self._spans[number]
                share = self._shares[number] if self._shares is not None else None
                bars[at] = replace(
                    bars[at], called=span.called, returned=span.returned, share=share
                )


def _by(moment: Moment, end: Moment) -> Moment:
    """A moment, which is not after the end."""
    return Moment(min(moment.p50, end.p50), min(moment.p99, end.p99))


def _as_journey(
    passed: Sequence[Visit], line: Sequence[int], stays: Stays, *, counted: bool = True
) -> tuple[list[Visit], dict[str, Stay]]:
    """The visits of a run as those of a journey, which begins with the first of them, and the stay
    at each component; where the first is not ``counted``, it takes no time."""
    places = {at: number for number, at in enumerate(line)}
    first = passed[line[0]].component
    tree = [Visit(None, first if counted else replace(first, id=NOWHERE))]
    joining = _joining(passed, places)
    for at in line[1:]:
        visit = passed[at]
        assert visit.parent is not None, "only the actor's visit has no parent"
        tree.append(
            replace(
                visit,
                parent=places[visit.parent],
                beside=visit.beside and at in joining,
                instead=visit.instead and at in joining,
                awaited=True,
            )
        )
    names = dict.fromkeys(each.component.id for each in tree)
    known = {name: Stay(NO_TIME) if name == NOWHERE else stays.of(name) for name in names}
    prepare(each.wait for each in known.values() if each.wait is not None)
    return tree, known


def _joining(passed: Sequence[Visit], line: Container[int]) -> set[int]:
    """The visits of a run that begin together with an earlier one of it, or are made instead: one
    that is left without those is as any other."""
    groups = (group for of_visit in groups_of(passed) for group in of_visit)
    there = ([at for at in group if at in line] for group in groups)
    return {at for group in there for at in group[1:]}


def _choice(bars: Sequence[Bar], part: Part, stays: Stays) -> Choice | None:
    """The call that the slowest runs spend most time in of those that not all runs make."""
    run = part.runs[0]
    passed = [each.visit for each in bars]
    inside = {at: _below(at, run.bars, passed) for at in run.bars if 0.0 < passed[at].times < 1.0}
    spent = {at: sum(bars[each].share or 0.0 for each in found) for at, found in inside.items()}
    if run.end is None or not any(spent.values()):
        return None
    chosen = max(spent, key=lambda at: (spent[at], -at))
    others = _others(chosen, passed)
    never = {each for other in others for each in _below(other, run.bars, passed)}
    always, never_made = list(passed), list(passed)
    always[chosen] = replace(passed[chosen], times=1.0)
    for other in others:
        # of the runs without it as many more make one of the others
        often = passed[other].times / (1.0 - passed[chosen].times)
        never_made[other] = replace(passed[other], times=min(often, 1.0))
    with_it = [at for at in run.bars if at not in never]
    left = [at for at in run.bars if at not in inside[chosen]]
    return Choice(
        chosen,
        journey_times(*_as_journey(always, with_it, stays)).p99,
        journey_times(*_as_journey(never_made, left, stays)).p99,
    )


def _others(chosen: int, passed: Sequence[Visit]) -> list[int]:
    """The calls of which a run makes one at most, if it makes the chosen one none."""
    for group in (group for of_visit in groups_of(passed) for group in of_visit):
        if chosen in group and exclusive(passed, group):
            return [at for at in group if at != chosen]
    return []


def _below(first: int, run: Sequence[int], passed: Sequence[Visit]) -> set[int]:
    """A visit and those of its run that it waits for, directly or not."""
    found = {first}
    for at in run:
        if passed[at].parent in found:
            found.add(at)
    return found
