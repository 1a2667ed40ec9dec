"""All that is computed from a design, each fact once and only when it is asked for.

Rules, views and reports ask ``Facts`` instead of computing for themselves: whoever asks first has
it computed, whoever asks next gets the same. A fact is kept for as much of the scenario as it
depends on, so that what holds whatever the number of users is computed once for all scenarios.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING

from sdgen.analyses.keeping import Value, of_design, of_scenario, of_size
from sdgen.analyses.scenario import Scenario
from sdgen.analyses.shape import Shape
from sdgen.design.records import Call, Design

if TYPE_CHECKING:
    from sdgen.analyses.analysis import Availability
    from sdgen.analyses.cost import ComponentCost
    from sdgen.analyses.failure.after import LossOutcome, WhatIf
    from sdgen.analyses.failure.cut_groups import CutSet
    from sdgen.analyses.failure.journeys import JourneyReliability
    from sdgen.analyses.failure.logic import FailureLogic
    from sdgen.analyses.failure.point import PointOfFailure
    from sdgen.analyses.growth import Growth
    from sdgen.analyses.improve.improvements import Improvement
    from sdgen.analyses.improve.plan import Outcome, Plan
    from sdgen.analyses.latency.in_flight import InFlight
    from sdgen.analyses.latency.journeys import JourneyLatency, Latencies
    from sdgen.analyses.latency.service import Stays
    from sdgen.analyses.latency.timeline import Timeline
    from sdgen.analyses.reliability.bounds import CutsUpTo, Unavailability
    from sdgen.analyses.storage.cache_memory import CacheFacts, CacheMemory
    from sdgen.analyses.storage.kept_in import Keeping
    from sdgen.analyses.storage.stores import StorageFacts
    from sdgen.analyses.traffic.bottlenecks import Headroom
    from sdgen.analyses.traffic.connections import Connections
    from sdgen.analyses.traffic.flow import Pass, Traffic
    from sdgen.analyses.traffic.zones import ZoneLosses

__all__ = ["Facts", "Scenario"]


class Facts(Shape):
    """What is computed from a design in one scenario, beside its ``Shape``. ``given`` is the design as it
    was read.

    Only ``what_if`` and ``loss`` are about what has failed in the scenario; every other fact is about
    the design with the scenario's users, nothing lost. Methods take the id of a journey, and raise KeyError
    where there is none of that id. A copy made by pickle has the design and the scenario, and
    computes anew.
    """

    def __repr__(self) -> str:
        return f"<Facts name: {self.design.name!r}>"

    @classmethod
    def of(cls, design: Design | Facts) -> Facts:
        """The facts of a design, or those that are given."""
        return design if isinstance(design, Facts) else Facts(design)

    def under(self, scenario: Scenario) -> Facts:
        """The facts of the same design in another scenario; both share what holds in both."""
        return self if scenario == self.scenario else Facts(self.given, scenario, shared=self)

    def __reduce__(self) -> tuple[type[Facts], tuple[Design, Scenario]]:
        return Facts, (self.given, self.scenario)

    def _of_journey(
        self, name: str, journey: str, compute: Callable[[], Value], *asked: Hashable
    ) -> Value:
        """A fact about one journey, with the scenario's users; ``asked`` is what it depends on
        besides."""
        return self.once((name, self.scenario.users, journey, *asked), compute)

    # --- size -------------------------------------------------------------------------------

    @of_size
    def traffic(self) -> Traffic:
        """Load, bytes and utilisation."""
        from sdgen.analyses.traffic.flow import flow

        return flow(self.design)

    @of_size
    def steady(self) -> Mapping[str, float]:
        """Operations per second that must be kept up with, by component."""
        return self.traffic.steady

    @of_design
    def first_calls(self) -> Mapping[tuple[str, str], Call]:
        """The first call between each pair of components."""
        from sdgen.analyses.traffic.flow import first_calls

        return first_calls(self.given)

    @of_size
    def passes(self) -> Mapping[str, tuple[Pass, ...]]:
        """By journey whose rate is known, every call that it makes and how often."""
        from sdgen.analyses.traffic.flow import passes

        return {
            name: passes(self.design, self.design.journeys[name], self.first_calls)
            for name in self.traffic.journeys
        }

    @of_size
    def sized(self) -> frozenset[str]:
        """Both ends of all calls whose bytes are known, at least one way."""
        return frozenset(
            name
            for passes in self.passes.values()
            for each in passes
            if each.request is not None or each.response is not None
            for name in (each.call.source, each.call.target)
        )

    @of_size
    def connections(self) -> Mapping[str, Connections]:
        """Open connections by component: pools, and what is held for users."""
        from sdgen.analyses.traffic.connections import connections

        return connections(self.design, lambda: self.made)

    @of_size
    def standing_by(self) -> frozenset[str]:
        """The components to which load goes once another one has failed."""
        from sdgen.analyses.traffic.standing_by import standing_by

        return standing_by(self.design, self.traffic, self.made)

    @of_size
    def storage(self) -> StorageFacts:
        """What entities and stores keep, now and at the horizon."""
        from sdgen.analyses.storage.stores import storage

        return storage(self.design, self.traffic)

    @of_design
    def kept_in(self) -> Mapping[str, tuple[Keeping, ...]]:
        """By entity, the caches, CDNs and search indexes where it can be found besides its store."""
        from sdgen.analyses.storage.kept_in import kept_in

        return kept_in(self.given, self.visited)

    @of_size
    def cache_memory(self) -> CacheFacts:
        """The memory that caches need and have, and what was taken for granted."""
        from sdgen.analyses.storage.cache_memory import cache_memory

        return cache_memory(self.design, self.traffic, self.storage)

    @property
    def caches(self) -> Mapping[str, CacheMemory]:
        """The memory that caches need and have."""
        return self.cache_memory.caches

    @of_size
    def bottlenecks(self) -> tuple[Headroom, ...]:
        """How full components are, what breaks first in front."""
        from sdgen.analyses.traffic.bottlenecks import bottlenecks

        return bottlenecks(self.design, self.traffic, self.zone_losses)

    @of_size
    def zone_losses(self) -> ZoneLosses:
        """What the loss of each zone leaves of components, and the load that this sends there."""
        from sdgen.analyses.traffic.zones import zone_losses

        return zone_losses(self.design, self.traffic)

    @of_size
    def lost_caches(self) -> Mapping[str, Mapping[str, float]]:
        """By cache, the peak operations a second that others get more without it."""
        from sdgen.analyses.traffic.lost_caches import lost_caches

        return lost_caches(self.design, self.traffic)

    @of_size
    def costs(self) -> tuple[ComponentCost, ...]:
        """What components with a price cost."""
        from sdgen.analyses.cost import costs

        return costs(self.design, self.traffic, self.storage)

    @of_size
    def growth(self) -> Growth | None:
        """The course of every component up to the horizon; None where the design gives none."""
        from sdgen.analyses.growth import growth

        return growth(self)

    @of_size
    def _latencies(self) -> Latencies:
        from sdgen.analyses.latency.journeys import Latencies

        return Latencies(self.design, self.traffic.operations)

    @property
    def stays(self) -> Stays:
        """How long an operation stays in each component at the peak."""
        return self._latencies.stays

    @of_size
    def in_flight(self) -> Mapping[str, InFlight]:
        """How many operations each component holds at the same time at the peak."""
        from sdgen.analyses.latency.in_flight import in_flight

        return in_flight(self.design, self.traffic, self.stays)

    def latency(self, journey: str) -> JourneyLatency | None:
        """How long a journey takes at the peak, as far as it has steps."""
        found = self.design.journeys[journey]
        return self._of_journey("latency", journey, lambda: self._latencies.of(found))

    def timeline(self, journey: str) -> Timeline | None:
        """The course of a journey at the peak, call by call; None where it has no steps."""
        from sdgen.analyses.latency.timeline import timeline

        found = self.design.journeys[journey]
        return self._of_journey(
            "timeline", journey, lambda: timeline(self.design, found, self.stays)
        )

    # --- failure ----------------------------------------------------------------------------

    def failure_logic(self, journey: str) -> FailureLogic:
        """The failure model of a journey, ``need`` derived from the peak load."""
        from sdgen.analyses.failure.logic import failure_logic

        found = self.analysed[journey]
        return self._of_journey(
            "failure_logic", journey, lambda: failure_logic(self.design, found, self.steady)
        )

    def points_of_failure(self, journey: str) -> tuple[PointOfFailure, ...]:
        """The single points of failure of a journey: cheap, and exact for every design."""
        from sdgen.analyses.failure.points import points_of_failure

        return self._of_journey(
            "points_of_failure",
            journey,
            lambda: points_of_failure(self.design, self.failure_logic(journey)),
        )

    def availability_bound(self, journey: str, wanted: float) -> tuple[float, bool]:
        """The availability of a journey, and whether that is exact: where it is not, this is a
        proven upper bound, tight enough to tell whether the journey is ``wanted`` available.
        Quicker than ``availability`` where the journey is large."""
        from sdgen.analyses.reliability.bounds import proven_unavailability

        def bound() -> tuple[float, bool]:
            down, exact = proven_unavailability(self.failure_logic(journey).model, 1.0 - wanted)
            return 1.0 - down, exact

        return self._of_journey("availability_bound", journey, bound, wanted)

    def availability(self, journey: str) -> Availability:
        """How available a journey is: no cut sets and no importance, which take far longer."""
        from sdgen.analyses.analysis import availability

        found = self.analysed[journey]
        return self._of_journey(
            "availability", journey, lambda: availability(found, self._unavailability(journey))
        )

    def _alike(self, journey: str) -> str:
        """The journey, or one that was looked at before and fails in the same way: what is computed
        of the failures of one holds for both."""
        logic, users = self.failure_logic(journey), self.scenario.users
        known = (name for name in self.analysed if self.has(("failure_logic", users, name)))
        return next(name for name in known if self.failure_logic(name).fails_as(logic))

    def _unavailability(self, journey: str) -> Unavailability:
        from sdgen.analyses.reliability.bounds import unavailability

        journey = self._alike(journey)
        return self._of_journey(
            "unavailability",
            journey,
            lambda: unavailability(self.failure_logic(journey).model, self._cuts_up_to(journey)),
        )

    def _cuts_up_to(self, journey: str) -> CutsUpTo:
        """The minimal cut sets of a journey up to an order, of what can happen at all; each order
        listed once."""
        from functools import cache, partial

        from sdgen.analyses.reliability.failure_model import possible
        from sdgen.analyses.reliability.low_orders import cuts_or_none

        journey = self._alike(journey)
        return self._of_journey(
            "cuts_up_to",
            journey,
            lambda: cache(partial(cuts_or_none, possible(self.failure_logic(journey).model))),
        )

    def reliability(
        self, journey: str, order: int | None = None, *, everything: bool = True
    ) -> JourneyReliability:
        """Availability, points of failure, cut sets of up to ``order`` events, and importance;
        without ``everything`` only that of the events that matter, and no counts of cut sets."""
        from sdgen.analyses.failure.journeys import of_journey, reliability_of

        alike = self._alike(journey)
        found = self._of_journey(
            "reliability",
            alike,
            lambda: reliability_of(
                self.design,
                self.analysed[alike],
                self.failure_logic(alike),
                self._unavailability(alike),
                self._cuts_up_to(alike),
                order,
                everything=everything,
            ),
            order,
            everything,
        )
        return of_journey(found, self.analysed[journey], self.failure_logic(journey))

    def improvements(self, journey: str) -> tuple[Improvement, ...]:
        """What helps a journey most: the steps of the plan that concern it; where no plan meets its
        objective or it has none, those that come near to the best that can be made of it."""
        from sdgen.analyses.improve.improvements import improvements

        return self._of_journey("improvements", journey, lambda: improvements(self, journey))

    @of_size
    def plan(self) -> Plan | None:
        """The smallest set of changes that meets all availability objectives; None in designs so
        large that nobody wants to wait for it who has not asked."""
        from sdgen.analyses.improve.improvements import plan_in_passing

        return plan_in_passing(self)

    @of_size
    def outcomes(self) -> Mapping[str, Outcome]:
        """How the plan leaves each journey that has an objective; empty where no plan was made."""
        return {} if self.plan is None else {each.journey: each for each in self.plan.outcomes}

    @of_design
    def what_can_fail(self) -> Mapping[str, tuple[str, ...]]:
        """Every name that a scenario may say has failed, and the events that it stands for."""
        from sdgen.analyses.failure.said_to_fail import what_can_fail

        return what_can_fail(self.given)

    @of_size
    def domain_losses(self) -> Mapping[str, LossOutcome]:
        """What is left after the loss of each zone where something runs, then of each region and
        provider that holds one."""
        from sdgen.analyses.failure.losses import domain_losses

        return domain_losses(self.design, self.traffic)

    @of_design
    def promised(self) -> Mapping[str, float]:
        """The availability that is counted of each component that somebody else runs."""
        from sdgen.analyses.failure.losses import promised

        return promised(self.given)

    def pairs_of_failures(self, journey: str) -> tuple[CutSet, ...]:
        """The pairs of events that take a journey down at the same time and not alone, the likeliest
        first; what merely leaves too little for the peak is none. None where they are too many to list."""
        from sdgen.analyses.failure.cut_groups import pairs_of

        return self._of_journey(
            "pairs_of_failures",
            journey,
            lambda: pairs_of(self.failure_logic(journey).without_peak),
        )

    @of_scenario
    def loss(self) -> LossOutcome | None:
        """What is left after what has failed in the scenario, without how available journeys then
        are; None where nothing has. Raises KeyError as ``what_if`` does."""
        failed = self.scenario.failed
        if not failed:
            return None
        from sdgen.analyses.failure.losses import losses

        [found] = losses(self.design, self.traffic, [failed], self.what_can_fail)
        return found

    @of_scenario
    def what_if(self) -> WhatIf | None:
        """What is left after what has failed in the scenario; None where nothing has. Raises
        KeyError for a name that is not among ``what_can_fail``."""
        failed = self.scenario.failed
        if not failed:
            return None
        from sdgen.analyses.failure.what_if import what_if

        return what_if(self.design, failed, self.traffic, self.what_can_fail)
