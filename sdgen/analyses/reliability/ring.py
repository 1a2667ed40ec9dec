"""Data on a ring of instances: the probability that some neighbours have too many down at once.

Every piece of data lies on a run of ``copies`` neighbours, of which at most ``spare`` may be down.
A walk round the ring has to remember which of the last ``copies - 1`` are down. Where instances
repeat in a short period, as they do over zones, a whole round is a power of one small matrix, found
by squaring. Work is counted beforehand, never timed, so that each machine gives the same answer.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from sdgen.analyses.reliability.counting import more_down

MOST_WALKED = 1_000_000
"""States that a walk round the ring meets at most."""
FEW_WALKED = 50_000
"""Up to so many, no shorter way is looked for."""
MOST_MULTIPLIED = 5_000_000
"""Products in the squarings of a matrix at most, which take about a sixth of a second."""
LOG_NEGLIGIBLE = math.log(2.0**-60)
"""Of a probability that counts as 0 where to find it takes long."""
FEWEST_DIGITS = 1e-6
"""What is less than this is no difference of two squared matrices, where it can be had otherwise."""
MOST_PERIOD = 64
"""Instances that repeat in a longer period than this are walked, one by one."""

Matrix = list[list[float]]


def at_most_is_enough(instances: int, copies: int, spare: int) -> bool:
    """Whether every run of ``copies`` keeps enough exactly when at most ``spare`` are down in all.

    With d down, runs have d * copies / instances down on average, and some run has no less.
    """
    return (spare + 1) * min(copies, instances) > spare * instances


def some_run_down(instances: Sequence[float], copies: int, spare: int) -> float | None:
    """The probability that some ``copies`` neighbours in the ring have more than ``spare`` down,
    given how often each is down; None where that takes more steps than are allowed."""
    certain = _most_down([float(q == 1.0) for q in instances], copies)
    if certain > spare or all(q in (0.0, 1.0) for q in instances):
        return float(certain > spare)
    alike = instances[0] if instances.count(instances[0]) == len(instances) else None
    if alike is not None and spare == copies - 1:
        return _some_whole_run_down(len(instances), alike, copies)
    states = _how_many_states(copies - 1, spare, MOST_WALKED)
    walk = states * states * len(instances)
    if walk <= FEW_WALKED:
        return _walked(instances, copies - 1, spare)
    likely = max(q for q in instances if q < 1.0)
    if is_negligible(len(instances), copies, spare - certain, likely):
        return 0.0
    period = _period(instances)
    squarings = 0 if period is None else (len(instances) // period).bit_length()
    squaring = states * states * (states + 2 * (period or 0)) * squarings
    if period is not None and squaring <= min(walk // 2, MOST_MULTIPLIED):
        up = _by_squaring(tuple(instances[:period]), len(instances), copies - 1, spare)
        if 1.0 - up > FEWEST_DIGITS or walk > MOST_WALKED:
            return max(0.0, 1.0 - up)
    return _walked(instances, copies - 1, spare) if walk <= MOST_WALKED else None


def is_negligible(number: int, copies: int, spare: int, unavailability: float) -> bool:
    """Whether the probability that some run of ``copies`` neighbours has more than ``spare`` down
    is next to nothing, where each of ``number`` is down with no more than this probability.

    No more than the sum over the runs, each bounded by Chernoff's inequality in the form of
    Hoeffding (1963): P(X >= a n) <= exp(-n D(a || q)) for a > q.
    """
    share = (spare + 1) / copies
    if share > 1.0 or unavailability == 0.0:
        return True
    if share <= unavailability:
        return False
    divergence = share * math.log(share / unavailability)
    if share < 1.0:
        divergence += (1.0 - share) * math.log((1.0 - share) / (1.0 - unavailability))
    return math.log(number) - copies * divergence < LOG_NEGLIGIBLE


def _most_down(instances: Sequence[float], copies: int) -> int:
    """How many are down in the worst run, each being up or down for certain."""
    down = [int(q) for q in instances]
    inside = most = sum(down[:copies])
    for at, left in enumerate(down):
        inside += down[(at + copies) % len(down)] - left
        most = max(most, inside)
    return most


def _some_whole_run_down(number: int, q: float, run: int) -> float:
    """The probability that some ``run`` neighbours of a ring, which has more, are all down.

    Without the first up one and the last up one, which have some down between them across the end
    of the ring, what is left is a row. Where those between them are a run, or at most one is up, a
    run is down whatever else is.
    """
    in_row = [0.0] * (number + 1)
    lost = q**run
    for length in range(run, number + 1):
        # the row first fails where a run ends, with an up one before it
        before = (1.0 - q) * (1.0 - in_row[length - run - 1]) if length > run else 1.0
        in_row[length] = in_row[length - 1] + lost * before
    across = (
        (between + 1)
        * q**between
        * (1.0 - q) ** 2
        * (in_row[number - 2 - between] if between < run else 1.0)
        for between in range(number - 1)
    )
    return min(1.0, math.fsum((*across, number * q ** (number - 1) * (1.0 - q), q**number)))


def _how_many_states(memory: int, spare: int, enough: int) -> int:
    """In how many ways at most ``spare`` of ``memory`` are down; counted no further than
    ``enough``."""
    count = 0
    for down in range(min(memory, spare) + 1):
        count += math.comb(memory, down)
        if count > enough:
            break
    return count


def _states(memory: int, spare: int) -> list[int]:
    """These ways, as bits; the most recent instance is the highest bit."""
    return sorted(
        sum(1 << at for at in down)
        for size in range(min(memory, spare) + 1)
        for down in combinations(range(memory), size)
    )


def _period(instances: Sequence[float]) -> int | None:
    """After how many instances they repeat, the last repetition being whole or not, if soon."""
    for period in range(1, min(MOST_PERIOD, len(instances)) + 1):
        if instances[period:] == instances[:-period]:
            return period
    return None


def _walked(instances: Sequence[float], memory: int, spare: int) -> float:
    """By a walk for each state of the first ``memory`` instances, which the last runs meet again:
    the sum of what is lost on the way, so that it is exact also where it is very little."""
    states = _states(memory, spare)
    up, down = _following(states, memory, spare)
    lost = more_down(instances[:memory], spare)
    for at, first in enumerate(states):
        start = math.prod(
            q if first >> bit & 1 else 1.0 - q for bit, q in enumerate(instances[:memory])
        )
        if start == 0.0:
            continue
        chances = [0.0] * len(states)
        chances[at] = start
        for q in (*instances[memory:], *(float(first >> bit & 1) for bit in range(memory))):
            after = [0.0] * len(states)
            for state, chance in enumerate(chances):
                if not chance:
                    continue
                after[up[state]] += chance * (1.0 - q)
                if down[state] >= 0:
                    after[down[state]] += chance * q
                else:
                    lost += chance * q
            chances = after
    return min(1.0, lost)


def _following(states: Sequence[int], memory: int, spare: int) -> tuple[list[int], list[int]]:
    """For each state the position of the one that follows where the next instance is up, and where
    it is down: -1 where the run that ends there has too many down."""
    position = {state: at for at, state in enumerate(states)}
    up = [position[state >> 1] for state in states]
    down = [
        position[(state | 1 << memory) >> 1] if state.bit_count() < spare else -1
        for state in states
    ]
    return up, down


@lru_cache(maxsize=256)
def _by_squaring(period: tuple[float, ...], number: int, memory: int, spare: int) -> float:
    """As the trace of a matrix: a walk that ends in the state it began in has gone round. Kept,
    since the same rings are asked about in change after change."""
    states = _states(memory, spare)
    up, down = _following(states, memory, spare)

    def walk(matrix: Matrix, stretch: Sequence[float]) -> Matrix:
        for q in stretch:
            further = []
            for row in matrix:
                after = [0.0] * len(row)
                for at, probability in enumerate(row):
                    after[up[at]] += probability * (1.0 - q)
                    if down[at] >= 0:
                        after[down[at]] += probability * q
                further.append(after)
            matrix = further
        return matrix

    matrix = [[float(a == b) for b in range(len(states))] for a in range(len(states))]
    repeated, left = divmod(number, len(period))
    for digit in f"{repeated:b}":
        matrix = _squared(matrix)
        if digit == "1":
            matrix = walk(matrix, period)
    matrix = walk(matrix, period[:left])
    return math.fsum(row[at] for at, row in enumerate(matrix))


def _squared(matrix: Matrix) -> Matrix:
    columns = list(zip(*matrix, strict=True))
    return [[sum(map(operator.mul, row, column)) for column in columns] for row in matrix]
