"""The unavailability of one component's own part, given which places are down."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from sdgen.analyses.reliability.counting import MOST_STEPS, any_down, more_down
from sdgen.analyses.reliability.failure_model import OwnPart
from sdgen.analyses.reliability.pieces import some_piece_down
from sdgen.analyses.reliability.ring import at_most_is_enough, some_run_down
from sdgen.analyses.reliability.rolling import turns_of

Place = tuple[str, ...]
"""A failure domain with its ancestors: what an instance's ``domains`` are."""

FEW = 500
"""Up to so many instances, answers are kept."""


class TooManyPlacesError(Exception):
    """Instances lie in more failure domains than can be enumerated, or copies of data
    on a ring that takes too many steps to go round."""


def places_of(parts: Iterable[OwnPart]) -> frozenset[Place]:
    """Where the instances of these parts lie."""
    return frozenset(i.domains for part in parts for i in part.instances if i.domains)


def own_unavailability(
    part: OwnPart, dark: frozenset[Place], unavailability: Mapping[str, float]
) -> float:
    """The probability that the part is down when the places of ``dark`` are down and all others
    up, its events being independent. Raises ``TooManyPlacesError`` where copies of its data lie on a
    ring that takes too many steps to go round."""
    if not part.rolling:
        return _without(part, (), dark, unavailability)
    turns = _turns(part, unavailability)
    return min(
        1.0,
        math.fsum(share * _without(part, out, dark, unavailability) for share, out in turns),
    )


def _turns(
    part: OwnPart, unavailability: Mapping[str, float]
) -> Iterator[tuple[float, tuple[int, ...]]]:
    """The instances that rolling maintenance has taken out, and for which share of the time. Raises
    ``TooManyPlacesError`` where there are too many."""
    turns: list[tuple[float, tuple[int, ...]]] = [(1.0, ())]
    only_number = part.copies is None and part.switch is None
    for each in part.rolling:
        differ = (
            [*turns_of(each, part.instances, unavailability)]
            if only_number and len(part.rolling) == 1
            else [(positions, 1) for positions in each.outs]
        )
        if len(turns) * len(differ) * len(part.instances) > MOST_STEPS:
            raise TooManyPlacesError
        one = each.share / len(each.outs)
        turns = [
            after
            for share, out in turns
            for after in (
                (share * (1.0 - each.share), out),
                *((share * number * one, (*out, *positions)) for positions, number in differ),
            )
        ]
    return iter(turns)


def _without(
    part: OwnPart,
    out: tuple[int, ...],
    dark: frozenset[Place],
    unavailability: Mapping[str, float],
) -> float:
    """The same with the instances at the positions ``out`` taken out."""
    instances = [
        1.0 if i.domains in dark else 0.0 if i.event is None else unavailability[i.event]
        for i in part.instances
    ]
    for at in out:
        instances[at] = 1.0
    common = any_down(unavailability[event] for event in part.common)
    if not instances:
        return common
    left = _too_few_left(part, instances, unavailability)
    return left if left == 1.0 else common + (1.0 - common) * left


def _too_few_left(
    part: OwnPart, instances: list[float], unavailability: Mapping[str, float]
) -> float:
    """The probability that too few of the instances serve, none of the common events happening."""
    if part.switch is None or len(instances) == 1:
        return _too_few_up(part, instances)
    fails = unavailability[part.switch]
    serving = instances[: part.serving]
    # with those that serve up nothing has to switch over
    disturbed = any_down(serving)
    others = _too_few_up(part, [*([0.0] * len(serving)), *instances[part.serving :]])
    undone = disturbed + (1.0 - disturbed) * others if fails > 0.0 else 0.0
    switched = _too_few_up(part, instances) if fails < 1.0 else 0.0
    return (1.0 - fails) * switched + fails * undone


def _too_few_up(part: OwnPart, instances: list[float]) -> float:
    """The probability that fewer instances are up than the part needs, or than one of its pieces
    does."""
    if part.holders:
        down = some_piece_down(tuple(instances), part.holders, part.need)
    elif part.copies is None:
        spare = len(instances) - part.need
        if len(instances) > FEW:
            return more_down(instances, spare)
        return _of_few(tuple(sorted(instances)), spare)
    else:
        copies = min(part.copies, len(instances))
        spare = copies - part.need
        if at_most_is_enough(len(instances), copies, spare):
            return more_down(instances, spare)
        down = some_run_down(instances, copies, spare)
    if down is None:
        raise TooManyPlacesError
    return down


@lru_cache(maxsize=2048)
def _of_few(instances: tuple[float, ...], spare: int) -> float:
    """More than ``spare`` down, kept: components are much alike, and asked about in journey after
    journey."""
    return more_down(instances, spare)
