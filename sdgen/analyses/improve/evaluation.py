"""How often a journey is down in a design of which some components are changed: the exact figure of
``analyze``, quickly enough to be asked for thousands of combinations.

Where failure domains are all that own parts have in common, the journey is looked at once (see
``conditional``), and a changed component is another own part in that. Elsewhere the changed design
is solved, and what came of it is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from sdgen.analyses.failure.domains import named_places
from sdgen.analyses.failure.instances import Instances
from sdgen.analyses.failure.logic import FailureLogic, failure_logic
from sdgen.analyses.failure.own_parts import GivenPart, own_part_of
from sdgen.analyses.improve.balancer import Balancer, journey_through, with_balancers
from sdgen.analyses.improve.series import Series, Shift, shift_of, together
from sdgen.analyses.improve.variants import Variant, after, balancers_of
from sdgen.analyses.reliability.bounds import exact_or_none
from sdgen.analyses.reliability.conditional import (
    ByPattern,
    Patterns,
    Structure,
    all_by_pattern,
    own_by_pattern,
    patterns_of,
    structure_of,
    unavailability_by_pattern,
)
from sdgen.analyses.reliability.decision_diagram import TooLargeError
from sdgen.analyses.reliability.failure_model import FailureModel, OwnPart, shares_events
from sdgen.analyses.reliability.own_part import TooManyPlacesError, places_of
from sdgen.analyses.reliability.rolling import shares_turns
from sdgen.analyses.traffic.journey_calls import required_calls
from sdgen.design.hosts import hosts_of
from sdgen.design.records import Component, Design, Journey

NODE_BOUND = 20_000
FEW_CHANGES = 6
"""In series only what changes is gone through, which is about half of all where many change."""
BEST = -1
"""In the place of the number of a variant: the best that a component can be."""

Choice = Mapping[str, int]
"""Which variant of each component, by number; a component that is not named is as it was."""
Options = Mapping[str, Sequence[Variant]]


class Evaluation(Protocol):
    """``components`` are those that the journey depends on, ``work`` how long one answer takes,
    beside that of others. ``apart`` tells whether what is best for a component is so whatever
    becomes of the others; it is not where instances of one hold copies of another. ``is_solved``
    tells whether each changed design is solved."""

    components: tuple[str, ...]
    work: int
    apart: bool
    is_solved: bool

    def down(self, choice: Choice) -> float | None:
        """The unavailability with these variants; None where it is not known exactly."""

    def least(self, choice: Choice, free: Sequence[str]) -> float:
        """What the unavailability is not below, whatever becomes of those that are ``free``."""


def evaluation_of(
    design: Design,
    journey: Journey,
    loads: Mapping[str, float],
    options: Options,
    logic: FailureLogic | None = None,
    *,
    by_solving: bool = False,
) -> Evaluation | None:
    """How to evaluate a journey; None where its availability is not known exactly. ``logic`` is its
    failure logic with these loads, where it is known already. ``by_solving`` asks for solving each
    changed design."""
    logic = failure_logic(design, journey, loads) if logic is None else logic
    names = required_calls(design, journey).components
    if not by_solving and not _is_coupled(design, names, logic):
        try:
            return _ByPattern(design, journey, loads, options, logic, names)
        except (TooLargeError, TooManyPlacesError):
            pass
    if exact_or_none(logic.model, NODE_BOUND) is None:
        return None
    return _BySolving(design, journey, loads, options, names)


def _is_coupled(design: Design, names: Sequence[str], logic: FailureLogic) -> bool:
    """Whether own parts have more in common than failure domains, or follow from each other."""
    return (
        any(design.components[name].runs_on for name in names)
        or bool(logic.shared)
        or shares_turns(logic.model)
        or shares_events(logic.model)
        or len(logic.model.names) > len(names)
    )


class _Model(Struct, frozen=True):
    """A journey looked at once: what takes it down in which pattern of dark places."""

    structure: Structure
    patterns: Patterns
    own: tuple[ByPattern, ...]


class _ByPattern:
    """Each variant is an own part of its own in the one look at the journey."""

    apart = True
    is_solved = False

    def __init__(
        self,
        design: Design,
        journey: Journey,
        loads: Mapping[str, float],
        options: Options,
        logic: FailureLogic,
        names: Sequence[str],
    ) -> None:
        goals = journey.objectives
        self._maintained = goals is None or not goals.excludes_maintenance
        self._design, self._loads, self._asked = design, loads, logic.asked
        self._journey = journey
        self.components = tuple(names)
        self._number = {name: at for at, name in enumerate(names)}
        domains = dict.fromkeys(
            domain
            for name in names
            for variant in options.get(name, ())
            for component in _all_of(variant)
            for domain in named_places(component)
        )
        self._model = _looked_at(design, logic.model, domains)
        self._parts: dict[tuple[str, int], ByPattern | None] = {}
        self._options = options
        self._best: dict[str, ByPattern] = {}
        patterns = len(self._model.patterns.weights)
        diagram = self._model.structure.diagram
        trunk = [self._model.own[at] for at in self._model.structure.trunk]
        self._series = Series(self._model.patterns, trunk) if diagram is None else None
        self._trunk = frozenset(self._model.structure.trunk)
        nodes = 0 if diagram is None else len(diagram.variables) + len(names)
        self.work = patterns * (FEW_CHANGES + len(names) // 2 + nodes)
        self._known: dict[tuple[object, ...], float | None] = {}
        self._shifts: dict[tuple[str, int], Shift] = {}
        self._free: dict[tuple[str, ...], Shift] = {}

    def _part(self, name: str, variant: Variant) -> GivenPart:
        return own_part_of(
            self._design,
            variant.component,
            self._loads.get(name),
            self._asked[name][0],
            maintained=self._maintained,
        )

    def _own(self, name: str, at: int) -> ByPattern | None:
        """The unavailability of a variant in each pattern; None where that takes too long."""
        if (name, at) not in self._parts:
            part, events = self._part(name, self._options[name][at])
            try:
                found: ByPattern | None = own_by_pattern(part, self._model.patterns, events)
            except TooManyPlacesError:
                found = None
            if found is not None and self._options[name][at].twin:
                # down only where both providers are, of which each fails by itself
                found = tuple(q * q for q in found)
            if found is not None and (balancer := self._options[name][at].balancer):
                found = self._behind(balancer, found)
            self._parts[name, at] = found
        return self._parts[name, at]

    def _behind(self, balancer: Balancer, own: ByPattern) -> ByPattern | None:
        """The unavailability of a component with that of the balancer in front of it, where the
        journey comes through that."""
        journey = journey_through(self._journey, [balancer])
        design = with_balancers(self._design, [balancer])
        component = balancer.component
        if component.id not in required_calls(design, journey).components:
            return own
        part, events = own_part_of(design, component, None, maintained=self._maintained)
        try:
            found = own_by_pattern(part, self._model.patterns, events)
        except TooManyPlacesError:
            return None
        return tuple(q + p - q * p for q, p in zip(own, found, strict=True))

    def _least_own(self, name: str) -> ByPattern:
        """The least that a component can be down in each pattern."""
        if name not in self._best:
            numbers = range(len(self._options.get(name, ())))
            known = [own for at in numbers if (own := self._own(name, at)) is not None]
            now = self._model.own[self._number[name]]
            self._best[name] = tuple(map(min, zip(*known, now, strict=True))) if known else now
        return self._best[name]

    def down(self, choice: Choice) -> float | None:
        changed = tuple([(name, at) for name, at in choice.items() if at and name in self._number])
        if changed not in self._known:
            self._known[changed] = self._down(changed)
        return self._known[changed]

    def _down(self, changed: Sequence[tuple[str, int]]) -> float | None:
        if self._series is not None:
            if any(self._own(name, at) is None for name, at in changed):
                return None
            return self._series.down([self._shift(name, at) for name, at in changed])
        own = list(self._model.own)
        for name, at in changed:
            part = self._own(name, at)
            if part is None:
                return None
            own[self._number[name]] = part
        return self._expected(own)

    def _shift(self, name: str, at: int) -> Shift:
        """What a variant adds to the series, or the best that a component can be, for -1."""
        if (name, at) not in self._shifts:
            now = self._model.own[self._number[name]]
            after = self._least_own(name) if at == BEST else self._own(name, at) or now
            in_series = self._number[name] in self._trunk
            self._shifts[name, at] = shift_of(now, after if in_series else now)
        return self._shifts[name, at]

    def _all_free(self, free: Sequence[str]) -> Shift:
        """What it adds that all of these are as good as they can be."""
        key = tuple(free)
        if key not in self._free:
            best = [self._shift(name, BEST) for name in key if name in self._number]
            self._free[key] = together(best, len(self._model.patterns.weights))
        return self._free[key]

    def least(self, choice: Choice, free: Sequence[str]) -> float:
        if self._series is not None:
            kept = [(name, at) for name, at in choice.items() if at and name in self._number]
            shifts = [self._shift(name, at) for name, at in kept]
            return self._series.down([*shifts, self._all_free(free)])
        own = list(self._model.own)
        for name, at in choice.items():
            if at and name in self._number:
                own[self._number[name]] = self._own(name, at) or own[self._number[name]]
        for name in free:
            if name in self._number:
                own[self._number[name]] = self._least_own(name)
        return self._expected(own)

    def _expected(self, own: Sequence[ByPattern]) -> float:
        model = self._model
        return model.patterns.expected(unavailability_by_pattern(model.structure, own))


def _looked_at(design: Design, model: FailureModel, domains: Iterable[str]) -> _Model:
    """The journey with the places in which variants may lie beside its own."""
    made = Instances(design)
    places = places_of(model.own_parts) | made.places(domains)
    events = {name: event.unavailability for name, event in made.events.items()}
    unavailability = {**events, **model.events}
    patterns = patterns_of(places, unavailability)
    own = all_by_pattern(model.own_parts, patterns, unavailability)
    return _Model(structure_of(model, patterns.most_nodes(NODE_BOUND)), patterns, own)


class _BySolving:
    """Each changed design is solved."""

    apart = False
    is_solved = True

    def __init__(
        self,
        design: Design,
        journey: Journey,
        loads: Mapping[str, float],
        options: Options,
        names: Sequence[str],
    ) -> None:
        self._design, self._journey, self._loads = design, journey, loads
        self._options = options
        hosts = (host.id for name in names for host in hosts_of(design, design.components[name]))
        self.components = tuple(dict.fromkeys((*names, *hosts)))
        self.work = 20 * len(self.components)
        self._known: dict[tuple[object, ...], float | None] = {}

    def down(self, choice: Choice) -> float | None:
        changed = tuple([(n, at) for n, at in choice.items() if at and n in self.components])
        if changed not in self._known:
            model = self._logic(changed).model
            self._known[changed] = exact_or_none(model, NODE_BOUND)
        return self._known[changed]

    def _logic(self, changed: Sequence[tuple[str, int]]) -> FailureLogic:
        return logic_after(
            self._design,
            self._journey,
            self._loads,
            {name: self._options[name][at] for name, at in changed},
        )

    def least(self, choice: Choice, free: Sequence[str]) -> float:
        # as if they never failed, with all that only runs on them
        kept = tuple((n, at) for n, at in choice.items() if at and n in self.components)
        ideal = frozenset(name for name in free if len(self._options.get(name, ())) > 1)
        key = (kept, ideal & {*self.components})
        if key not in self._known:
            logic = self._logic(kept)
            guests = {
                name
                for name in self.components
                if any(h.id in ideal for h in hosts_of(self._design, self._design.components[name]))
            }
            self._known[key] = exact_or_none(without(logic, ideal | guests), NODE_BOUND)
        return self._known[key] or 0.0


def without(logic: FailureLogic, ideal: Set[str]) -> FailureModel:
    """The model in which these components never fail, and changing over takes no time."""
    owners = logic.owners
    parts = [
        OwnPart() if at >= len(owners) or owners[at] in ideal else part
        for at, part in enumerate(logic.model.own_parts)
    ]
    return replace(logic.model, own_parts=tuple(parts))


def solved(
    design: Design, journey: Journey, loads: Mapping[str, float], chosen: Mapping[str, Variant]
) -> float | None:
    """The unavailability of the journey in the design with the variants chosen; None where it is
    not known exactly."""
    return exact_or_none(logic_after(design, journey, loads, chosen).model, NODE_BOUND)


def logic_after(
    design: Design, journey: Journey, loads: Mapping[str, float], chosen: Mapping[str, Variant]
) -> FailureLogic:
    """How the journey fails in the design with the variants chosen."""
    through = journey_through(journey, balancers_of(chosen))
    return failure_logic(after(design, chosen), through, loads)


def _all_of(variant: Variant) -> Iterator[Component]:
    yield variant.component
    if variant.balancer is not None:
        yield variant.balancer.component
