"""What each of several losses leaves: of journeys, of components, and what load moves where. All but
how available a journey then is, which takes far longer (``what_if``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sdgen.analyses.failure.after import ComponentAfter, JourneyOutcome, LossOutcome, Standing
from sdgen.analyses.failure.component_losses import ComponentLosses, over
from sdgen.analyses.failure.domains import ancestors
from sdgen.analyses.failure.events import EventKind
from sdgen.analyses.failure.journey_losses import JourneyLosses
from sdgen.analyses.failure.load_after import Loads
from sdgen.analyses.failure.logic import failure_logic_of
from sdgen.analyses.failure.said_to_fail import what_can_fail
from sdgen.analyses.replication import is_sharded_cache
from sdgen.analyses.traffic.flow import Traffic
from sdgen.analyses.traffic.journey_calls import all_calls, journeys_of
from sdgen.analyses.traffic.rerouting import Outage, peak_mixes
from sdgen.analyses.traffic.zones import zones_of
from sdgen.design.records import Design

MOST_WORK = 2_000_000
"""Losses x journeys x components up to which the load is followed that each moves."""


def domain_losses(design: Design, traffic: Traffic) -> Mapping[str, LossOutcome]:
    """By domain, what its loss leaves: of each zone in which something runs, then of each region or
    provider that holds one."""
    zones = dict.fromkeys(
        zone for each in design.components.values() for zone in zones_of(design, each)
    )
    outer = dict.fromkeys(each for zone in zones for each in ancestors(design, zone))
    every = [name for name in design.domains if name in zones]
    every += [name for name in design.domains if name in outer and name not in zones]
    lost = {each: (each,) for each in every}
    return dict(zip(every, losses(design, traffic, [*lost.values()], lost), strict=True))


def promised(design: Design) -> Mapping[str, float]:
    """By component that its provider runs, the availability that is counted: what the design says,
    else what is assumed of its kind."""
    logic = failure_logic_of(design, all_calls(design))
    return {
        event.component: 1.0 - event.unavailability
        for event in logic.events.values()
        if event.kind is EventKind.MANAGED
    }


def losses(
    design: Design,
    traffic: Traffic,
    failed: Sequence[Sequence[str]],
    known: Mapping[str, tuple[str, ...]] | None = None,
) -> Iterator[LossOutcome]:
    """For each of the states in which so many names out of ``what_can_fail`` have failed and nothing
    else, what is left; ``traffic`` is that of the design. ``known`` are these names, and the events that
    they stand for, which are looked up unless they are given. Raises ``KeyError`` for a name that is
    unknown."""
    known = what_can_fail(design) if known is None else known
    names = [tuple(dict.fromkeys(each)) for each in failed]
    states = [frozenset(event for name in each for event in known[name]) for each in names]
    return Losses(design, traffic, states, names).outcomes() if states else iter(())


class Losses:
    """A design in each of several ``states``, the events that have happened; ``failed`` is what was
    said to fail in them."""

    def __init__(
        self,
        design: Design,
        traffic: Traffic,
        states: Sequence[frozenset[str]],
        failed: Sequence[tuple[str, ...]],
    ) -> None:
        self.design, self.traffic, self.states, self.failed = design, traffic, states, failed
        self.components = ComponentLosses(design, traffic, states)
        self.journeys = [
            JourneyLosses(design, each, traffic.steady, states) for each in journeys_of(design)
        ]
        work = len(states) * max(1, len(self.journeys)) * len(design.components)
        self.followed = work <= MOST_WORK or len(states) == 1
        self._before = peak_mixes(design, {}) if self.followed else {}

    def outcomes(self) -> Iterator[LossOutcome]:
        """What each leaves, one after the other."""
        return (self._outcome(state) for state in range(len(self.states)))

    def _outcome(self, state: int) -> LossOutcome:
        components = self.components.after(state)
        outages = self._outages(state, components)
        if not self.followed:
            journeys = self._journeys(state, set(), outages)
            return LossOutcome(self.failed[state], journeys, components, (), followed=False)
        after = {each.component: each for each in components}
        loads = Loads(self.design, self.traffic, outages, after, self._before)
        too_little = tuple(loads.over())
        grown = {each.component for each in too_little if not each.as_before}
        silent = {
            name: why
            for each in self.journeys
            for name, why in each.silent(state, loads.taken_from).items()
        }
        return LossOutcome(
            self.failed[state],
            self._journeys(state, {each.component for each in too_little}, outages),
            tuple(over(each) if each.component in grown else each for each in components),
            tuple(loads.moved()),
            too_little,
            tuple(loads.queues(silent)),
        )

    def _journeys(
        self, state: int, short: set[str], outages: Mapping[str, Outage]
    ) -> tuple[JourneyOutcome, ...]:
        return tuple(each.after(state, short, outages[each.name]) for each in self.journeys)

    def _outages(self, state: int, components: Sequence[ComponentAfter]) -> dict[str, Outage]:
        """What of each journey does not answer."""
        gone = frozenset(each.component for each in components if each.standing is Standing.DOWN)
        missing = {
            each.component: (each.count - each.left) / each.count
            for each in components
            if each.standing is Standing.REDUCED
            and is_sharded_cache(self.design.components[each.component])
        }
        return {
            each.name: Outage(frozenset(each.down(state)), gone, missing) for each in self.journeys
        }
