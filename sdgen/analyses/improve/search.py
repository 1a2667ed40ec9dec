"""The smallest set of changes that meets all goals: greedy, then exchange, then a proof by going
through every combination that could be smaller.

The smallest is the one with the fewest second providers, of these the one that costs least, then
that of fewest changes, then that of the components that come first in the file.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product

from msgspec import Struct

from sdgen.analyses.improve.evaluation import Choice, Evaluation, Options

MOST_COMBINATIONS = 100_000
MOST_WORK = 6_000_000
"""Looks at a component in a pattern of dark places, over all combinations that are gone through."""
WORK_OF_GREEDY = 2_000_000
WORK_OF_BEST = 200_000
WORK_OF_EXCHANGE = 500_000
MOST_EXCHANGES = 30_000
NOTHING: Choice = {}
LEAST = 1e-18
"""An unavailability that counts as none where the shortfall is measured."""

Key = tuple[int, float, int, tuple[int, ...], tuple[int, ...]]
"""What the smallest is told by."""


Spent = tuple[int, float, int]
"""Second providers, costs and changes."""


class Goal(Struct, frozen=True):
    """The journey shall be down for no larger share of time than ``objective`` leaves."""

    journey: str
    objective: float
    evaluation: Evaluation

    def is_met(self, down: float | None) -> bool:
        return down is not None and 1.0 - down >= self.objective

    def shortfall(self, down: float | None) -> float:
        """How many times too much, as a logarithm; 0 where it is met."""
        if down is None:
            return math.inf
        if self.is_met(down):
            return 0.0
        return math.log(max(down, LEAST) / max(1.0 - self.objective, LEAST))


class Problem(Struct, frozen=True, dict=True):
    """``options`` by component in the order of the file; ``in_money`` where all have prices."""

    goals: tuple[Goal, ...]
    options: Options
    in_money: bool

    @cached_property
    def _adds(self) -> Mapping[str, tuple[int, tuple[Spent, ...]]]:
        """By component its place in the file, and what each of its variants adds."""
        return {
            name: (
                place,
                tuple(
                    (int(bool(v.twin)), self._cost(v.money, v.instances), len(v.changes))
                    for v in variants
                ),
            )
            for place, (name, variants) in enumerate(self.options.items())
        }

    def key(self, choice: Choice) -> Key:
        adds = self._adds
        chosen = sorted((*adds[name], at) for name, at in choice.items() if at and name in adds)
        spent = [each[at] for _, each, at in chosen]
        return (
            sum(twins for twins, _, _ in spent),
            round(sum(cost for _, cost, _ in spent), 9),
            sum(changes for _, _, changes in spent),
            tuple(place for place, _, _ in chosen),
            tuple(at for _, _, at in chosen),
        )

    def _cost(self, money: float | None, instances: int) -> float:
        return (money or 0.0) if self.in_money else float(instances)

    def is_met(self, choice: Choice) -> bool:
        return all(goal.is_met(goal.evaluation.down(choice)) for goal in self.goals)

    def shortfall(self, choice: Choice) -> float:
        return sum(goal.shortfall(goal.evaluation.down(choice)) for goal in self.goals)

    @property
    def work(self) -> int:
        """How long one combination takes."""
        return max(1, sum(goal.evaluation.work for goal in self.goals))

    def may_be_met(self) -> bool:
        """Whether the best that each component could be meets every goal."""
        free = tuple(self.options)
        return all(goal.is_met(goal.evaluation.least(NOTHING, free)) for goal in self.goals)


class Found(Struct, frozen=True):
    """A choice that meets all goals, and whether it is proved that none is smaller."""

    choice: Choice
    proved: bool


def smallest(problem: Problem, most: int | None = None) -> Found | None:
    """The smallest choice that meets all goals; None where none was found. At most so many
    combinations are gone through, or ``MOST_COMBINATIONS``."""
    if problem.is_met(NOTHING):
        return Found(NOTHING, True)
    if not problem.may_be_met():
        return None
    search = Exhaustive(problem, near(problem), most)
    complete = search.run()
    return None if search.best is None else Found(search.best, complete)


def near(problem: Problem) -> Choice | None:
    """A choice that meets all goals and is about as small as it can be; None where none was found."""
    choice = greedy(problem)
    if choice is None:
        # changes that help only together
        choice = best_choice(problem)
        if not problem.is_met(choice):
            return None
    return exchanged(problem, choice)


def best_choice(problem: Problem) -> Choice:
    """For each component the variant that helps most while the others are as good as they can be, the
    cheapest of those."""
    best = {}
    for name, variants in problem.options.items():
        goals = [goal for goal in problem.goals if name in goal.evaluation.components]
        others = [each for each in problem.options if each != name]
        ranked = []
        for at in range(len(variants)):
            if any(goal.evaluation.down({name: at}) is None for goal in goals):
                continue
            down = [goal.evaluation.least({name: at}, others) for goal in goals]
            ranked.append((round(sum(down), 15), problem.key({name: at})[:3], at))
        if ranked and min(ranked)[2]:
            best[name] = min(ranked)[2]
    return best if all(goal.evaluation.apart for goal in problem.goals) else _lowered(problem, best)


def _lowered(problem: Problem, choice: Choice) -> Choice:
    """The choice with every further change that lowers what is left: of what lies on others the best
    does not show while these are taken as up."""
    budget = WORK_OF_BEST // problem.work
    best, now = choice, _down(problem, choice)
    lowered = True
    while lowered:
        lowered = False
        for name, at in moves_from(problem, best):
            budget -= 1
            if budget < 0:
                return best
            after = {**best, name: at}
            down = _down(problem, after)
            if down < now - 1e-15:
                best, now, lowered = after, down, True
    return best


def _down(problem: Problem, choice: Choice) -> float:
    """How often all journeys are down in all; infinite where it is not known."""
    downs = [goal.evaluation.down(choice) for goal in problem.goals]
    known = [down for down in downs if down is not None]
    return sum(known) if len(known) == len(downs) else math.inf


# --- greedy -----------------------------------------------------------------------------------


def greedy(problem: Problem) -> Choice | None:
    """What makes up most of the shortfall for its cost, again and again; None where nothing more
    does before all goals are met. Once so many changes were tried, those that seemed best the last
    time are done one after the other."""
    choice: Choice = NOTHING
    left = problem.shortfall(choice)
    budget = WORK_OF_GREEDY // problem.work
    moves = sum(len(variants) - 1 for variants in problem.options.values())
    while left > 0.0:
        ranked = sorted(_ranked(problem, choice, left))
        if not ranked:
            return None
        budget -= moves
        if budget < moves:
            return _one_after_the_other(problem, choice, left, [move for _, move in ranked])
        name, at = ranked[0][1]
        choice = {**choice, name: at}
        left = problem.shortfall(choice)
    return choice


Move = tuple[str, int]


def _ranked(
    problem: Problem, choice: Choice, left: float
) -> list[tuple[tuple[bool, float, Key], Move]]:
    """The changes that make up for something of what is left, with how good they are for that."""
    now = problem.key(choice)
    found = []
    for name, at in moves_from(problem, choice):
        after = {**choice, name: at}
        short = problem.shortfall(after)
        if left - short <= 1e-12:
            continue
        key = problem.key(after)
        dearer = max(0.0, key[1] - now[1]) + _SMALL * _unit(problem)
        found.append(((key[0] > now[0], -(left - short) / dearer, key), (name, at)))
    return found


def _one_after_the_other(
    problem: Problem, choice: Choice, left: float, moves: Sequence[Move]
) -> Choice | None:
    """The choice with these changes as long as they help, until all goals are met."""
    for name, at in moves:
        after = {**choice, name: at}
        short = problem.shortfall(after)
        if left - short > 1e-12:
            choice, left = after, short
        if left <= 0.0:
            return choice
    return None


_SMALL = 0.25
"""What a change counts that adds nothing, beside one that adds an instance."""


def _unit(problem: Problem) -> float:
    """The least that an option that costs anything costs."""
    if not problem.in_money:
        return 1.0
    costs = (v.money for each in problem.options.values() for v in each if v.money)
    return min(costs, default=1.0)


def moves_from(problem: Problem, choice: Choice) -> Iterator[Move]:
    for name, variants in problem.options.items():
        for at in range(len(variants)):
            if at != choice.get(name, 0):
                yield name, at


# --- exchange ---------------------------------------------------------------------------------


def exchanged(problem: Problem, choice: Choice) -> Choice:
    """A smaller choice, made by taking changes back, and by doing another instead of one."""
    budget, looks = WORK_OF_EXCHANGE // problem.work, MOST_EXCHANGES
    best, key = choice, problem.key(choice)
    improved = True
    while improved and budget > 0:
        improved = False
        for after in _exchanges(problem, best):
            looks -= 1
            if looks <= 0:
                return best
            other = problem.key(after)
            if other >= key:
                continue
            budget -= 1
            if problem.is_met(after):
                best, key, improved = after, other, True
                break
            if budget <= 0:
                break
    return best


def _exchanges(problem: Problem, choice: Choice) -> Iterator[Choice]:
    chosen = [name for name, at in choice.items() if at]
    for name in chosen:
        others = [at for at in range(len(problem.options[name])) if at != choice[name]]
        for at in others:
            yield {**choice, name: at}
        for at, (other, instead) in product(others, moves_from(problem, choice)):
            if other != name:
                yield {**choice, name: at, other: instead}


# --- every combination ------------------------------------------------------------------------


class Exhaustive:
    """Goes through every combination that may be smaller than ``best``: what cannot meet a goal
    whatever becomes of the components still to be decided is left out with all that follows it."""

    def __init__(self, problem: Problem, best: Choice | None, most: int | None = None) -> None:
        self.problem, self.best = problem, best
        self._key = None if best is None else problem.key(best)
        self._left = min(most or MOST_COMBINATIONS, MOST_WORK // problem.work)
        self._adds = {
            name: tuple(problem.key({name: at})[:3] for at in range(len(variants)))
            for name, variants in problem.options.items()
        }
        self._downs = tuple(goal.evaluation.down(NOTHING) for goal in problem.goals)
        self._spoiled = False
        self._names: tuple[str, ...] = ()
        self._cheapest: list[tuple[int, float]] = []

    def run(self) -> bool:
        """Whether every combination was gone through; ``best`` is the smallest then."""
        helping = self._helping()
        for names in (helping, tuple(self.problem.options)):
            self._names = names
            self._cheapest = self._least_costs()
            self._spoiled = False
            self._go(0, {}, self._downs, (0, 0.0, 0))
            if self._left <= 0:
                return False
            # what helps no goal that is missed may still mend what another change would spoil
            if not self._spoiled or len(helping) == len(self.problem.options):
                break
        return True

    def _helping(self) -> tuple[str, ...]:
        """The components that may help a goal that is missed, those that help most first."""
        gains: dict[str, float] = {}
        for goal, down in zip(self.problem.goals, self._downs, strict=True):
            if goal.is_met(down):
                continue
            before = goal.evaluation.least(NOTHING, ())
            for name in goal.evaluation.components:
                if len(self.problem.options.get(name, ())) > 1:
                    gain = before - goal.evaluation.least(NOTHING, (name,))
                    gains[name] = gains.get(name, 0.0) + gain / max(1.0 - goal.objective, LEAST)
        found = [name for name in self.problem.options if gains.get(name, 0.0) > 0.0]
        return tuple(sorted(found, key=lambda name: -gains[name]))

    def _least_costs(self) -> list[tuple[int, float]]:
        """From each component on, what the cheapest change adds: second providers, and cost."""
        least = [(1_000_000, math.inf)]
        for name in reversed(self._names):
            least.append(min([each[:2] for each in self._adds[name][1:]] + [least[-1]]))
        return least[::-1]

    def _go(
        self, at: int, choice: dict[str, int], downs: Sequence[float | None], spent: Spent
    ) -> None:
        """All combinations that begin with ``choice``, of the components before ``at``; ``downs``
        are what it makes of each goal, ``spent`` what it adds."""
        if self._left <= 0:
            return
        self._left -= 1
        goals = self.problem.goals
        missed = [n for n, goal in enumerate(goals) if not goal.is_met(downs[n])]
        if not missed:
            key = self.problem.key(choice)
            if self._key is None or key < self._key:
                self.best, self._key = dict(choice), key
            return
        if at == len(self._names) or not self._may_be_smaller(_sum(spent, self._one_more(at))):
            self._note(missed)
            return
        free = self._names[at:]
        for n in missed:
            if not goals[n].is_met(goals[n].evaluation.least(choice, free)):
                self._note([n])
                return
        name = self._names[at]
        for variant in self._in_order(name):
            after = {**choice, name: variant} if variant else choice
            more = _sum(spent, self._adds[name][variant])
            if variant and not self._may_be_smaller(more):
                continue
            changed = downs
            if variant:
                changed = [
                    goal.evaluation.down(after) if name in goal.evaluation.components else down
                    for goal, down in zip(goals, downs, strict=True)
                ]
            self._go(at + 1, after, changed, more)

    def _in_order(self, name: str) -> list[int]:
        return sorted(range(len(self._adds[name])), key=lambda at: self._adds[name][at])

    def _note(self, missed: Sequence[int]) -> None:
        if any(self.problem.goals[n].is_met(self._downs[n]) for n in missed):
            self._spoiled = True

    def _one_more(self, at: int) -> Spent:
        """What one change more of a component from ``at`` on adds at least."""
        twins, cost = self._cheapest[at]
        return twins, cost, 1

    def _may_be_smaller(self, spent: Spent) -> bool:
        """Whether what adds so much may be smaller than the best so far."""
        if self._key is None:
            return True
        twins, cost, changes = spent
        return (twins, round(cost, 9), changes) <= self._key[:3]


def _sum(one: Spent, other: Spent) -> Spent:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def by_component(options: Options, choice: Choice) -> Mapping[str, int]:
    """The choice in the order of the file, without what stays as it was."""
    return {name: at for name in options if (at := choice.get(name, 0))}
