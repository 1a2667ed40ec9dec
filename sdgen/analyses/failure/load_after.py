"""What load goes where after a failure, what gets more than is left of it carries, and what waits
in queues since."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from sdgen.analyses.failure.after import (
    ComponentAfter,
    MovedLoad,
    QueueAfter,
    Standing,
    TooLittle,
)
from sdgen.analyses.traffic.capacity import Mix, busiest, left_at_the_peak
from sdgen.analyses.traffic.flow import Traffic, peak_factor
from sdgen.analyses.traffic.rerouting import NO_OUTAGE, Outage, peak_mixes
from sdgen.design.calls import calls_of
from sdgen.design.records import Component, Design
from sdgen.kinds import kind_of

TOLERANCE = 1e-9
NOTHING = Mix()


class Loads:
    """The loads of a design ``before`` and after a failure, the outages by journey."""

    def __init__(
        self,
        design: Design,
        traffic: Traffic,
        outages: Mapping[str, Outage],
        states: Mapping[str, ComponentAfter],
        before: Mapping[str, Mix],
    ) -> None:
        self.design, self.traffic, self.states = design, traffic, states
        self.before = before
        nothing = all(each == NO_OUTAGE for each in outages.values())
        self.after = before if nothing else peak_mixes(design, outages)
        self.factor = peak_factor(design)
        self.taken_from = _taken_from(design)

    def moved(self) -> Iterator[MovedLoad]:
        """The components whose load or utilisation changes."""
        for name, component in self.design.components.items():
            was, now = self.before.get(name, NOTHING), self.after.get(name, NOTHING)
            load = MovedLoad(
                name,
                was.total,
                now.total,
                busiest(component, was),
                busiest(component, now, self._left(component)),
            )
            if _changes(load):
                yield load

    def over(self) -> Iterator[TooLittle]:
        """The components that get more than what is left of them carries."""
        for name, component in self.design.components.items():
            left = self._left(component)
            if self.states[name].standing is Standing.DOWN or left <= 0:
                continue
            waits = name in self.traffic.consumers
            factor = 1.0 / self.factor if waits else 1.0
            mix = self.after.get(name, NOTHING).scaled(factor)
            arriving, share = mix.total, busiest(component, mix, left)
            if share is None or share <= 1.0 + TOLERANCE:
                continue
            before = busiest(component, self.before.get(name, NOTHING).scaled(factor)) or 0.0
            yield TooLittle(
                name, arriving, arriving / share, waits, share <= before * (1.0 + TOLERANCE)
            )

    def queues(self, silent: Mapping[str, str]) -> Iterator[QueueAfter]:
        """The queues whose consumers are among the ``silent``, which cannot do their work without
        what stands beside them there, or have too few left for what comes at the peak, where that
        changes with the failure."""
        for name, component in self.design.components.items():
            queues = self._queues_of(name)
            if not queues:
                continue
            left, state = self._left(component), self.states[name]
            stalled = name in silent or state.standing is Standing.DOWN or left <= 0
            was, now = self.before.get(name, NOTHING), self.after.get(name, NOTHING)
            mix = was.scaled(self._arrives_at(queues)) if stalled else now
            peak, share = mix.total, busiest(component, mix, left)
            if stalled:
                carried = 0.0
            elif share is None or share <= 1.0 + TOLERANCE:
                continue
            else:
                carried = peak / share
            before = busiest(component, was)
            if peak <= 0.0 or (before and share and not stalled and share <= before):
                continue
            why = silent.get(name, name) if stalled else name
            without = "" if why == name else why
            yield QueueAfter(queues, name, peak / self.factor, peak, carried, without)

    def _arrives_at(self, queues: tuple[str, ...]) -> float:
        """The share of what came to these queues that still does."""
        before = math.fsum(self.before.get(name, NOTHING).total for name in queues)
        after = math.fsum(self.after.get(name, NOTHING).total for name in queues)
        return min(after / before, 1.0) if before > 0.0 and math.isfinite(before) else 1.0

    def _queues_of(self, consumer: str) -> tuple[str, ...]:
        """The queues that hold messages for a component, and are there to do so."""
        return tuple(
            name
            for name in self.taken_from.get(consumer, ())
            if self.states[name].standing is not Standing.DOWN
        )

    def _left(self, component: Component) -> int:
        state = self.states[component.id]
        # what is down for some of what it is asked may go on with the rest
        return left_at_the_peak(component, state.count - state.left - state.alone) - state.alone


def _taken_from(design: Design) -> dict[str, dict[str, None]]:
    """By consumer, what holds the messages that it takes."""
    found: dict[str, dict[str, None]] = {}
    for call in calls_of(design):
        source = design.components.get(call.source)
        waits = call.asynchronous and not call.dead_letter
        if source is not None and kind_of(source).holds_messages and waits:
            found.setdefault(call.target, {})[call.source] = None
    return found


def _changes(load: MovedLoad) -> bool:
    tolerance = TOLERANCE * max(load.before, load.after)
    if abs(load.after - load.before) > tolerance:
        return True
    if load.share_before is None or load.share_after is None:
        return False
    return abs(load.share_after - load.share_before) > TOLERANCE
