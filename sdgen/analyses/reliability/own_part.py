"""The unavailability of one component's own part, given which places are down."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile

from sdgen.analyses.reliability.failure_model import OwnPart
from sdgen.analyses.reliability.pieces import every_piece_up
from sdgen.analyses.reliability.ring import at_most_is_enough, every_run_up
from sdgen.analyses.reliability.rolling import turns_of

Place = tuple[str, ...]
"""A failure domain with its ancestors: what an instance's ``domains`` are."""

MOST_STEPS = 1_000_000
"""Above this, instances are not gone through one by one."""
VANISHING = 2.0**-80
"""A term so small beside the largest one, of up to as many as there are instances, is left out."""
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
    up = math.prod(1.0 - unavailability[event] for event in part.common)
    if not instances:
        return 1.0 - up
    if part.switch is None or len(instances) == 1:
        return 1.0 - up * _enough_up(part, instances)
    fails = unavailability[part.switch]
    serving = instances[: part.serving]
    # with those that serve up nothing has to switch over
    served = math.prod(1.0 - q for q in serving)
    undisturbed = _enough_up(part, [*([0.0] * len(serving)), *instances[part.serving :]])
    switched = _enough_up(part, instances) if fails < 1.0 else 0.0
    return 1.0 - up * ((1.0 - fails) * switched + fails * served * undisturbed)


def _enough_up(part: OwnPart, instances: list[float]) -> float:
    """The probability that as many instances are up as the part needs, or as each of its pieces
    does."""
    if part.holders:
        up = every_piece_up(tuple(instances), part.holders, part.need)
        if up is None:
            raise TooManyPlacesError
        return up
    if part.copies is not None:
        copies = min(part.copies, len(instances))
        return _every_piece_up(instances, copies, copies - part.need)
    if len(instances) > FEW:
        return _at_most_down(instances, len(instances) - part.need)
    return _few_at_most_down(tuple(sorted(instances)), len(instances) - part.need)


@lru_cache(maxsize=2048)
def _few_at_most_down(instances: tuple[float, ...], spare: int) -> float:
    """The same, kept: components are much alike, and asked about in journey after journey."""
    return _at_most_down(instances, spare)


def _at_most_down(instances: Sequence[float], spare: int) -> float:
    """The probability that at most ``spare`` of the instances are down."""
    if len(instances) * (spare + 1) > MOST_STEPS:
        spare -= sum(q == 1.0 for q in instances)
        likely = [q for q in instances if 0.0 < q < 1.0]
        if len(set(likely)) <= 1:
            return _binomial_at_most(likely, spare)
    exactly = [1.0] + [0.0] * spare
    for q in instances:
        for down in range(spare, 0, -1):
            exactly[down] = exactly[down] * (1.0 - q) + exactly[down - 1] * q
        exactly[0] *= 1.0 - q
    return math.fsum(exactly)


def _binomial_at_most(alike: Sequence[float], spare: int) -> float:
    """The same for many instances that are all down with one probability, term by term."""
    number = len(alike)
    if spare < 0 or number <= spare:
        return float(spare >= 0)
    log_down, log_up = math.log(alike[0]), math.log1p(-alike[0])
    constant = math.lgamma(number + 1)

    def exactly(down: int) -> float:
        ways = constant - math.lgamma(down + 1) - math.lgamma(number - down + 1)
        return math.exp(ways + down * log_down + (number - down) * log_up)

    def added(downs: Iterator[int]) -> float:
        """Terms that fall from the first on, and soon vanish beside it."""
        first = exactly(next(downs))
        rest = takewhile(lambda each: each > first * VANISHING, map(exactly, downs))
        return min(1.0, math.fsum((first, *rest)))

    if spare < number * alike[0]:
        return added(iter(range(spare, -1, -1)))
    # Terms lose digits, as their logarithms are large: add those that are little together, so that
    # what is lost is little beside the few minutes a year that the rest is about.
    return 1.0 - added(iter(range(spare + 1, number + 1)))


def _every_piece_up(instances: list[float], copies: int, spare: int) -> float:
    """The probability that no ``copies`` neighbours in the ring have more than ``spare`` down."""
    if at_most_is_enough(len(instances), copies, spare):
        return _at_most_down(instances, spare)
    up = every_run_up(instances, copies, spare)
    if up is None:
        raise TooManyPlacesError
    return min(1.0, up)
