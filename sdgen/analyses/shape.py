"""A design's own shape in one scenario: its calls, and its journeys with what they reach."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sdgen.analyses.keeping import Keeper, of_design, of_size
from sdgen.analyses.scenario import Scenario, scaled
from sdgen.design.calls import calls_of
from sdgen.design.records import Call, Component, Design, Journey

if TYPE_CHECKING:
    from sdgen.analyses.traffic.journey_calls import JourneyCalls

AS_WRITTEN = Scenario()


class Shape(Keeper):
    """What a design is made of, before anything is computed of its size or of what fails. ``given`` is
    the design as it was read."""

    def __init__(
        self, design: Design, scenario: Scenario = AS_WRITTEN, *, shared: Shape | None = None
    ) -> None:
        """``shared`` are facts of the same design: what one of the two has computed, both have."""
        super().__init__(scenario, shared)
        self.given = design

    @of_size
    def design(self) -> Design:
        """The design with the scenario's users."""
        return scaled(self.given, self.scenario.users)

    @of_design
    def components(self) -> tuple[Component, ...]:
        """Every component, in the order of the file."""
        return tuple(self.given.components.values())

    @of_size
    def journeys(self) -> tuple[Journey, ...]:
        """Every journey, in the order of the file."""
        return tuple(self.design.journeys.values())

    @of_design
    def calls(self) -> tuple[Call, ...]:
        """Every call of every component whose target exists, in the order of the file."""
        known = self.given.components
        return tuple(call for call in calls_of(self.given) if call.target in known)

    @of_design
    def calls_to(self) -> Mapping[str, tuple[Call, ...]]:
        """The calls that arrive at each component."""
        found: dict[str, list[Call]] = {name: [] for name in self.given.components}
        for call in self.calls:
            found[call.target].append(call)
        return {name: tuple(calls) for name, calls in found.items()}

    @of_design
    def calls_from(self) -> Mapping[str, tuple[Call, ...]]:
        """The calls that leave each component."""
        found: dict[str, list[Call]] = {name: [] for name in self.given.components}
        for call in self.calls:
            found[call.source].append(call)
        return {name: tuple(calls) for name, calls in found.items()}

    @of_design
    def followers(self) -> Mapping[str, tuple[Component, ...]]:
        """The read replicas that name each store in ``copy_of``."""
        found: dict[str, list[Component]] = {name: [] for name in self.given.components}
        for component in self.components:
            source = component.properties.get("copy_of")
            if isinstance(source, str) and source in found:
                found[source].append(component)
        return {name: tuple(each) for name, each in found.items()}

    # --- journeys ---------------------------------------------------------------------------

    @of_design
    def visited(self) -> Mapping[str, tuple[str, ...]]:
        """The components that each journey passes through, its actor first: those of its steps,
        or without steps all that the actor can reach, dead letters apart."""
        return {name: self._visited(each) for name, each in self.given.journeys.items()}

    def _visited(self, journey: Journey) -> tuple[str, ...]:
        found = {journey.actor: None} if journey.actor in self.given.components else {}
        if journey.steps:
            found.update(
                (name, None) for step in journey.steps for name in (step.source, step.target)
            )
            return tuple(found)
        waiting = list(found)
        while waiting:
            for call in self.calls_from[waiting.pop()]:
                if call.target not in found and not call.dead_letter:
                    found[call.target] = None
                    waiting.append(call.target)
        return tuple(found)

    @of_design
    def journeys_of(self) -> Mapping[str, tuple[str, ...]]:
        """The journeys through each component, or what runs on it, in the order of the file."""
        from sdgen.design.hosts import hosts_of

        found: dict[str, list[str]] = {name: [] for name in self.given.components}
        for journey, names in self.visited.items():
            passed = [self.given.components[name] for name in names]
            hosts = [host.id for each in passed for host in hosts_of(self.given, each)]
            for name in dict.fromkeys((*names, *hosts)):
                found[name].append(journey)
        return {name: tuple(journeys) for name, journeys in found.items()}

    @of_size
    def analysed(self) -> Mapping[str, Journey]:
        """The journeys whose failing is analysed: the design's, or where it has none, one that makes
        every call for each of its clients."""
        from sdgen.analyses.traffic.journey_calls import journeys_of

        return {journey.id: journey for journey in journeys_of(self.design)}

    @of_design
    def required(self) -> Mapping[str, JourneyCalls]:
        """By journey of the design, the components and calls that it cannot do without."""
        from sdgen.analyses.traffic.journey_calls import required_calls

        return {
            name: required_calls(self.given, journey)
            for name, journey in self.given.journeys.items()
        }

    @of_design
    def made(self) -> Mapping[str, JourneyCalls]:
        """By analysed journey, the components that it reaches, by optional and asynchronous calls
        too."""
        from sdgen.analyses.traffic.journey_calls import made_calls

        return {name: made_calls(self.given, each) for name, each in self.analysed.items()}

    @of_design
    def availability_objectives(self) -> Mapping[str, tuple[float, str]]:
        """The highest availability that a journey asks of each component that it needs, and that
        journey."""
        found: dict[str, tuple[float, str]] = {}
        for journey in self.given.journeys.values():
            objective = journey.objectives.availability if journey.objectives else None
            if objective is None:
                continue
            for name in self.required[journey.id].components:
                if name not in found or objective.value > found[name][0]:
                    found[name] = (objective.value, journey.id)
        return found
