"""The unavailability of a journey: exact where that is feasible, else labelled bounds.

Where no decision diagram stays within its bound, two figures stand in: the exact probability of
the union of the minimal cut sets up to order 3, which the unavailability cannot be below, and a
simulation of independent states with its confidence interval, from a fixed seed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache, partial
from typing import TYPE_CHECKING

from msgspec import Struct

from sdgen.analyses.reliability.conditional import conditional_unavailability, structure_of
from sdgen.analyses.reliability.decision_diagram import TooLargeError, compile_tree
from sdgen.analyses.reliability.exact import exact_unavailability
from sdgen.analyses.reliability.failure_model import FailureModel, shares_events
from sdgen.analyses.reliability.failure_tree import failure_tree
from sdgen.analyses.reliability.fault_tree import FaultTreeBuilder
from sdgen.analyses.reliability.low_orders import cuts_or_none
from sdgen.analyses.reliability.own_part import TooManyPlacesError
from sdgen.analyses.reliability.probability import top_probability
from sdgen.analyses.reliability.rolling import chances_in_turn, with_turns
from sdgen.analyses.reliability.states import down_masks

if TYPE_CHECKING:
    import random

CutsUpTo = Callable[[int], tuple[tuple[str, ...], ...] | None]
"""The minimal cut sets of a journey up to an order; None where there are too many."""
SAMPLES = 100_000
MOST_FAILURES = 3_000_000
"""So many failures are drawn at most, over all samples: fewer samples where failures are many."""
EVENTS_DRAWN = 20_000
"""Of so many events, and of each that many more, one part fewer failures are drawn: drawing an event
takes time even where it never happens."""
CONFIDENCE = 0.99
NORMAL_QUANTILE = 2.5758293035489004
"""Of the standard normal distribution at (1 + CONFIDENCE) / 2."""
MANY_EVENTS = 2_000
"""Beyond it, single instances are not tried where their components are too many already, and cut
sets of order 3 are not united: they add a hundredth to the bound."""
MOST_EVENTS = 30_000
"""Beyond it, no diagram over single instances is tried."""
NODE_BOUND = 300_000
SMALL_BOUND = 50_000
UNION_BOUND = 60_000
MOST_UNITED = 10_000
"""Cut sets in one union: more of them have not been seen to stay within its bound."""


class Unavailability(Struct, frozen=True):
    """``value`` is exact, or the middle of ``interval``, which holds the true one with 99%
    confidence; ``lower`` is proven: the true one is not below it."""

    value: float
    exact: bool
    lower: float
    interval: tuple[float, float]


def unavailability(model: FailureModel, cuts: CutsUpTo | None = None) -> Unavailability:
    """The probability that the journey is down, exact if a decision diagram can be built; ``cuts``
    are those of the model, where somebody else asks for them too."""
    value = exact_or_none(model)
    if value is not None:
        return Unavailability(value, True, value, (value, value))
    cuts = cuts or partial(cuts_or_none, model)
    lower = union_lower_bound(model, cuts, (2,) if len(model.events) > MANY_EVENTS else (3, 2))
    low, high = simulated_interval(model)
    low, high = max(low, lower), max(high, lower)
    return Unavailability((low + high) / 2, False, lower, (low, high))


def exact_or_none(model: FailureModel, node_bound: int = NODE_BOUND) -> float | None:
    """The exact unavailability, or None where no decision diagram stays within the bound."""
    model = with_turns(model)
    try:
        structure = structure_of(model, node_bound)
    except TooLargeError:
        # every other diagram of the journey holds this one, with more events in place of each
        return None
    if not shares_events(model):
        with suppress(TooManyPlacesError):
            return conditional_unavailability(model, structure)
        try:
            return exact_unavailability(model, node_bound)
        except TooManyPlacesError:
            pass
        except TooLargeError:
            if len(model.events) > MANY_EVENTS:
                # the diagram over all instances would hold this one too
                return None
    if len(model.events) > MOST_EVENTS:
        return None
    with suppress(TooLargeError):
        return _instance_unavailability(model, node_bound)
    return None


def proven_unavailability(model: FailureModel, enough: float) -> tuple[float, bool]:
    """The unavailability where a small diagram gives it, and whether that is so; else what it is
    proven not to be below, not tightened any further once that is more than ``enough``."""
    value = exact_or_none(model, SMALL_BOUND)
    if value is not None:
        return value, True
    cuts = cache(partial(cuts_or_none, model))
    single = _any_single(model, cuts)
    return (single if single > enough else max(single, union_lower_bound(model, cuts, (2,)))), False


def _instance_unavailability(model: FailureModel, node_bound: int) -> float:
    tree = failure_tree(with_turns(model, every=True))
    if tree is None:
        return 0.0
    return top_probability(compile_tree(tree, node_bound), tree.probabilities)


def union_lower_bound(model: FailureModel, cuts: CutsUpTo, orders: Sequence[int]) -> float:
    """The probability that a minimal cut set of order 3 or less has happened whole; of order 2 or
    1 where that is the most that a decision diagram holds. ``orders`` are tried in turn."""
    for order in orders:
        found = cuts(order)
        if found is None or len(found) > MOST_UNITED:
            continue
        if not found:
            return 0.0
        builder = FaultTreeBuilder(model.events.items())
        gates = [builder.all_of(builder.number_of[event] for event in cut) for cut in found]
        tree = builder.build(builder.any_of(gates))
        with suppress(TooLargeError):
            return top_probability(compile_tree(tree, UNION_BOUND), tree.probabilities)
    return _any_single(model, cuts)


def _any_single(model: FailureModel, cuts: CutsUpTo) -> float:
    """The probability that an event has happened that alone takes the journey down."""
    single = [model.events[event] for (event,) in cuts(1) or ()]
    return 1.0 if 1.0 in single else -math.expm1(math.fsum(math.log1p(-q) for q in single))


def simulated_interval(model: FailureModel) -> tuple[float, float]:
    """The 99% confidence interval of the unavailability (Wilson's, 1927), from states drawn at
    random: bit i of a component's mask says whether it is down in sample i."""
    # most designs are computed exactly: nothing is drawn
    import random

    model = with_turns(model, every=True)
    expected = sum(model.events.values())
    samples = how_many_samples(expected, len(model.events))
    source = random.Random(1)  # noqa: S311 - a simulation, and the same one each time
    masks = {name: _draw(source, q, samples) for name, q in model.events.items()}
    _one_at_a_time(model, masks, source, samples)
    down = down_masks(model, masks)
    share = down.bit_count() / samples
    spread = NORMAL_QUANTILE**2 / samples
    middle = (share + spread / 2) / (1 + spread)
    half = math.sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def _one_at_a_time(
    model: FailureModel, masks: dict[str, int], source: random.Random, samples: int
) -> None:
    """Draws anew what happens one at a time: each where none before it has."""
    for group in model.exclusive:
        taken = 0
        for name, chance in chances_in_turn(model, group):
            masks[name] = _draw(source, chance, samples) & ~taken
            taken |= masks[name]


def how_many_samples(expected: float, events: int) -> int:
    """Of states with so many events, of which so many have happened on average. The interval is
    wider where there are fewer samples, and as honest."""
    most = MOST_FAILURES // (1 + events // EVENTS_DRAWN)
    return SAMPLES if expected == 0 else min(SAMPLES, int(most / expected) + 1)


def _draw(source: random.Random, q: float, samples: int) -> int:
    """A mask in which each of ``samples`` bits is set with probability ``q``."""
    if q <= 0.0:
        return 0
    if q >= 1.0:
        return (1 << samples) - 1
    bits = bytearray(samples // 8 + 1)
    for at in _failures(source, q, samples):
        bits[at >> 3] |= 1 << (at & 7)
    return int.from_bytes(bits, "little")


def _failures(source: random.Random, q: float, samples: int) -> Iterator[int]:
    """The samples in which the event happens: the gaps between them are geometric."""
    scale = 1.0 / math.log1p(-q)
    at = int(math.log(1.0 - source.random()) * scale)
    while at < samples:
        yield at
        at += 1 + int(math.log(1.0 - source.random()) * scale)
