"""What each of several losses does to one journey: whether it stays up, and why not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from sdgen.analyses.failure.after import JourneyOutcome, JourneyState, Reason
from sdgen.analyses.failure.logic import ByHand, failure_logic
from sdgen.analyses.failure.lost_pieces import lost_pieces
from sdgen.analyses.failure.said_to_fail import with_losses
from sdgen.analyses.reliability.failure_model import FailureModel, OwnPart
from sdgen.analyses.reliability.states import components_down, own_parts_down, spread
from sdgen.analyses.traffic.journey_calls import made_calls, required_calls
from sdgen.analyses.traffic.rerouting import Outage, reached
from sdgen.design.records import Design, Journey

States = Sequence[frozenset[str]]
"""The events that have happened in each state."""


def masks_of(model: FailureModel, states: States) -> dict[str, int]:
    """Bit i of an event's mask says whether it has happened in state i."""
    masks = dict.fromkeys(model.events, 0)
    for at, happened in enumerate(states):
        for event in happened:
            if event in masks:
                masks[event] |= 1 << at
    return masks


def lost_positions(part: OwnPart, happened: frozenset[str]) -> tuple[int, ...]:
    """The positions of the instances that are lost."""
    return tuple(
        at for at, each in enumerate(part.instances) if not happened.isdisjoint(each.lost_with)
    )


class JourneyLosses:
    """One journey in each state. Where only the peak needs more instances than are left it is up,
    with too little capacity."""

    def __init__(
        self, design: Design, journey: Journey, peaks: Mapping[str, float], states: States
    ) -> None:
        self.design, self.journey, self.name = design, journey, journey.id
        self.states = states
        logic = failure_logic(design, journey, peaks, made_calls(design, journey))
        self.logic = with_losses(design, logic, frozenset().union(*states))
        self.model = self.logic.without_peak
        self.masks = masks_of(self.model, states)
        self._own = own_parts_down(self.model, self.masks)
        self._is_down = spread(self.model, list(self._own))
        self._down = [
            (name, mask)
            for name, mask in zip(dict.fromkeys(self.logic.owners), self._is_down, strict=False)
            if mask
        ]

    def down(self, state: int) -> tuple[str, ...]:
        """The components that do not answer it in a state."""
        return tuple(name for name, mask in self._down if mask >> state & 1)

    def silent(self, state: int, asked: Collection[str]) -> dict[str, str]:
        """Those of ``asked`` that do not answer it, each with the nearest one that is why."""
        found: dict[str, str] = {}
        if not any(name in asked for name in self.down(state)):
            return found
        is_down, own = _bits(self._is_down, state), _bits(self._own, state)
        for number, name in enumerate(self.logic.owners):
            if is_down[number] and name in asked:
                ways = _ways_down(self.model, is_down, number)
                found[name] = self._cause(next(each for each in ways if own[each]))
        return found

    def after(self, state: int, over: Collection[str], outage: Outage) -> JourneyOutcome:
        """What is left of it, ``over`` being the components that get more than they carry."""
        down = self.down(state)
        if self._is_down[0] >> state & 1:
            is_down, own = _bits(self._is_down, state), _bits(self._own, state)
            ways = _ways_down(self.model, is_down, 0)
            numbers = next(way for number, way in ways.items() if own[number])
            chain = self._names(numbers)
            reason = _reason(self.model.own_parts[numbers[-1]], chain[-1], self.states[state])
            others = [self._cause(n) for n in ways if own[n] and n != numbers[-1]]
            return JourneyOutcome(
                self.name,
                JourneyState.DOWN,
                chain,
                down,
                reason=reason,
                besides=tuple(name for name in dict.fromkeys(others) if name != chain[-1]),
            )
        short = self._short({*over}, {*down}, outage)
        waits_for = self._waits_for(state)
        return JourneyOutcome(
            self.name,
            JourneyState.OVER if short else JourneyState.UP,
            (),
            down,
            tuple(waits_for),
            max(waits_for.values(), default=0.0),
            over=short,
        )

    def _short(self, over: set[str], down: set[str], outage: Outage) -> tuple[str, ...]:
        """Those of ``over`` that it needs and asks something of."""
        over &= self._needed
        if not over:
            return ()
        asked = reached(self.design, self.journey, outage) - down
        return tuple(each for each in self.design.components if each in over & asked)

    @cached_property
    def _needed(self) -> frozenset[str]:
        return frozenset(required_calls(self.design, self.journey).components)

    def _names(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """The components of parts; what stands for a group of alternatives is none."""
        owners = self.logic.owners
        return tuple(owners[number] for number in numbers if number < len(owners))

    def _cause(self, number: int) -> str:
        """The component of a part that is down by itself; of what stands for a group of alternatives
        the event."""
        owners, events = self.logic.owners, self.model.own_parts[number].common
        return owners[number] if number < len(owners) else events[0]

    def _waits_for(self, state: int) -> dict[str, float]:
        """The components that a person has to switch over before the journey is up again, and the
        seconds that this takes."""
        happened = self.states[state]
        return {
            each.component: each.seconds
            for each, down in self._by_hand
            if down >> state & 1
            and any(happened.intersection(instance.lost_with) for instance in each.serving)
        }

    @cached_property
    def _by_hand(self) -> list[tuple[ByHand, int]]:
        """Each failover that waits for a person, and in which states the journey is down until then."""
        every = (1 << len(self.states)) - 1
        return [
            (each, components_down(self.model, {**self.masks, each.window: every})[0])
            for each in self.logic.by_hand()
        ]


def _bits(masks: Sequence[int], state: int) -> list[int]:
    return [mask >> state & 1 for mask in masks]


def _reason(part: OwnPart, component: str, happened: frozenset[str]) -> Reason:
    """Why a part is down by itself."""
    lost = lost_positions(part, happened)
    count = len(part.instances)
    common = next((event for event in part.common if event in happened), "")
    pieces = None if common else lost_pieces(component, part, lost)
    left = count - len(lost)
    if part.switch in happened and not pieces and left >= part.need:
        common = common or part.switch
    return Reason(component, left, count, part.need, pieces, common)


def _ways_down(model: FailureModel, down: Sequence[int], start: int) -> dict[int, list[int]]:
    """By component that takes down ``start``, which is down, or leads to one that does, the
    shortest way there; the nearest first."""
    ways: dict[int, list[int]] = {start: [start]}
    queue = [start]
    for number in queue:
        for requirement in model.requirements[number]:
            up = sum(not down[target] for target in requirement.targets)
            if up >= requirement.need:
                continue
            for target in requirement.targets:
                if down[target] and target not in ways:
                    ways[target] = [*ways[number], target]
                    queue.append(target)
    return ways
