"""What a rule sees: the design, facts computed from it on demand and once, and its options."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from sdgen.design.records import Call, Component, Design, Journey
from sdgen.kinds import KINDS, Kind

if TYPE_CHECKING:
    from sdgen.analyses.cache_memory import CacheMemory
    from sdgen.analyses.failure_logic import FailureLogic
    from sdgen.analyses.journey_calls import JourneyCalls
    from sdgen.analyses.journey_reliability import JourneyReliability, PointOfFailure
    from sdgen.analyses.latency import JourneyLatency, Latencies
    from sdgen.analyses.load import LoadFacts, Pass
    from sdgen.analyses.storage import StorageFacts
    from sdgen.rules.option import AnyOption, AnyValue, Option, Value
    from sdgen.rules.suppression import Judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """An input without which rules are silent. ``missing`` names the elements that lack it;
    ``part_of`` is the input that holds it: without journeys, none of them lacks a rate."""

    name: str
    doc: str
    missing: Callable[[LintContext], Iterable[str]]
    part_of: Need | None = None


class LintContext:
    """One design while it is linted.

    Each fact is computed when a rule first asks for it and kept for the next. ``needs`` says for
    every rule that there is, by its code, what it needs, and ``judged`` (for rules that run last)
    what came of the suppressions.
    """

    def __init__(
        self,
        design: Design,
        *,
        values: Mapping[AnyOption, AnyValue] | None = None,
        needs: tuple[tuple[str, Need], ...] = (),
        judged: tuple[Judged, ...] = (),
    ) -> None:
        self.design = design
        self.needs = needs
        self.judged = judged
        self._values = values or {}
        self._logic: dict[str, FailureLogic] = {}
        self._points: dict[str, tuple[PointOfFailure, ...]] = {}
        self._reliability: dict[str, JourneyReliability] = {}
        self._latency: dict[str, JourneyLatency | None] = {}

    def option(self, option: Option[Value]) -> Value:
        """The value of an option: what configuration says, else its default."""
        value = self._values.get(option, option.default)
        return cast("Value", value)

    # --- the design's own shape -------------------------------------------------------------

    @cached_property
    def components(self) -> tuple[Component, ...]:
        """Every component, in the order of the file."""
        return tuple(self.design.components.values())

    @cached_property
    def journeys(self) -> tuple[Journey, ...]:
        """Every journey, in the order of the file."""
        return tuple(self.design.journeys.values())

    def kind(self, component: Component) -> Kind:
        """The kind of a component."""
        return KINDS[component.kind]

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """Every call of every component whose target exists, in the order of the file."""
        return tuple(
            call
            for component in self.components
            for group in component.calls
            for call in group.calls
            if call.target in self.design.components
        )

    @cached_property
    def calls_to(self) -> Mapping[str, tuple[Call, ...]]:
        """The calls that arrive at each component."""
        found: dict[str, list[Call]] = {name: [] for name in self.design.components}
        for call in self.calls:
            found[call.target].append(call)
        return {name: tuple(calls) for name, calls in found.items()}

    @cached_property
    def calls_from(self) -> Mapping[str, tuple[Call, ...]]:
        """The calls that leave each component."""
        found: dict[str, list[Call]] = {name: [] for name in self.design.components}
        for call in self.calls:
            found[call.source].append(call)
        return {name: tuple(calls) for name, calls in found.items()}

    @cached_property
    def followers(self) -> Mapping[str, tuple[Component, ...]]:
        """The read replicas that name each store in ``copy_of``."""
        found: dict[str, list[Component]] = {name: [] for name in self.design.components}
        for component in self.components:
            source = component.properties.get("copy_of")
            if isinstance(source, str) and source in found:
                found[source].append(component)
        return {name: tuple(each) for name, each in found.items()}

    # --- journeys ---------------------------------------------------------------------------

    @cached_property
    def visited(self) -> Mapping[str, tuple[str, ...]]:
        """The components that each journey passes through, its actor first: those of its steps,
        or without steps all that the actor can reach."""
        return {journey.id: self._visited(journey) for journey in self.journeys}

    def _visited(self, journey: Journey) -> tuple[str, ...]:
        found = {journey.actor: None} if journey.actor in self.design.components else {}
        if journey.steps:
            found.update(
                (name, None) for step in journey.steps for name in (step.source, step.target)
            )
            return tuple(found)
        waiting = list(found)
        while waiting:
            for call in self.calls_from[waiting.pop()]:
                if call.target not in found:
                    found[call.target] = None
                    waiting.append(call.target)
        return tuple(found)

    @cached_property
    def journeys_of(self) -> Mapping[str, tuple[str, ...]]:
        """The journeys that pass through each component, in the order of the file."""
        found: dict[str, list[str]] = {name: [] for name in self.design.components}
        for journey, names in self.visited.items():
            for name in names:
                found[name].append(journey)
        return {name: tuple(journeys) for name, journeys in found.items()}

    @cached_property
    def required(self) -> Mapping[str, JourneyCalls]:
        """By journey, the components and calls that it cannot do without."""
        from sdgen.analyses.journey_calls import required_calls

        return {journey.id: required_calls(self.design, journey) for journey in self.journeys}

    @cached_property
    def availability_objectives(self) -> Mapping[str, tuple[float, str]]:
        """The highest availability that a journey asks of each component that it needs, and that
        journey."""
        found: dict[str, tuple[float, str]] = {}
        for journey in self.journeys:
            objective = journey.objectives.availability if journey.objectives else None
            if objective is None:
                continue
            for name in self.required[journey.id].components:
                if name not in found or objective.value > found[name][0]:
                    found[name] = (objective.value, journey.id)
        return found

    # --- analyses ---------------------------------------------------------------------------

    @cached_property
    def load(self) -> LoadFacts:
        """Load, bytes and utilisation."""
        from sdgen.analyses.load import flow

        return flow(self.design)

    @cached_property
    def first_calls(self) -> Mapping[tuple[str, str], Call]:
        """The first call between each pair of components."""
        from sdgen.analyses.load import first_calls

        return first_calls(self.design)

    @cached_property
    def passes(self) -> Mapping[str, tuple[Pass, ...]]:
        """By journey whose rate is known, every call that it makes and how often."""
        from sdgen.analyses.load import passes

        return {
            name: passes(self.design, self.design.journeys[name], self.first_calls)
            for name in self.load.journeys
        }

    @cached_property
    def storage(self) -> StorageFacts:
        """What entities and stores keep, now and at the horizon."""
        from sdgen.analyses.storage import storage

        return storage(self.design, self.load)

    @cached_property
    def caches(self) -> Mapping[str, CacheMemory]:
        """The memory that caches need and have."""
        from sdgen.analyses.cache_memory import cache_memory

        return cache_memory(self.design, self.load, self.storage).caches

    @cached_property
    def _latencies(self) -> Latencies:
        from sdgen.analyses.latency import Latencies

        return Latencies(self.design, self.load.peaks)

    def latency(self, journey: str) -> JourneyLatency | None:
        """How long a journey takes at the peak, as far as it has steps."""
        if journey not in self._latency:
            self._latency[journey] = self._latencies.of(self.design.journeys[journey])
        return self._latency[journey]

    def failure_logic(self, journey: str) -> FailureLogic:
        """The failure model of a journey, ``need`` derived from the peak load."""
        if journey not in self._logic:
            from sdgen.analyses.failure_logic import failure_logic

            self._logic[journey] = failure_logic(
                self.design, self.design.journeys[journey], self.load.peaks
            )
        return self._logic[journey]

    def points_of_failure(self, journey: str) -> tuple[PointOfFailure, ...]:
        """The single points of failure of a journey: cheap, and exact for every design."""
        if journey not in self._points:
            from sdgen.analyses.journey_reliability import points_of_failure

            self._points[journey] = points_of_failure(self.design, self.failure_logic(journey))
        return self._points[journey]

    def availability(self, journey: str, wanted: float) -> tuple[float, bool]:
        """The availability of a journey, and whether that is exact: where it is not, this is a
        proven upper bound, tight enough to tell whether the journey is ``wanted`` available."""
        from sdgen.analyses.reliability.estimate import proven_unavailability

        down, exact = proven_unavailability(self.failure_logic(journey).model, 1.0 - wanted)
        return 1.0 - down, exact

    def reliability(self, journey: str) -> JourneyReliability:
        """Availability, cut sets of up to two events, and importance of a journey."""
        if journey not in self._reliability:
            from sdgen.analyses.journey_reliability import reliability

            self._reliability[journey] = reliability(
                self.design, self.design.journeys[journey], order=2, peak_loads=self.load.peaks
            )
        return self._reliability[journey]
