"""What is best for so much money: of all choices that cost no more, the one after which least is
missing of the objectives, and of equal ones the smallest.

Greedy first, then every combination that may be better: what cannot be, whatever becomes of the
components still to be decided, is left out with all that follows it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sdgen.analyses.improve.evaluation import Choice
from sdgen.analyses.improve.search import (
    MOST_COMBINATIONS,
    MOST_WORK,
    NOTHING,
    WORK_OF_GREEDY,
    Found,
    Key,
    Problem,
    moves_from,
)

LEAST_HELP = 1e-9
"""What makes up for less of what is missing, as a logarithm, is no help."""


def best_within(problem: Problem, money: float, most: int | None = None) -> Found:
    """The best choice that costs at most so much, nothing where none helps. At most so many
    combinations are gone through, or ``MOST_COMBINATIONS``."""
    search = _Within(problem, money, most)
    search.begin(_greedy(problem, search.money))
    complete = search.run()
    return Found(search.best, complete)


def _greedy(problem: Problem, money: float) -> Choice:
    """What makes up for most for its cost, again and again, as long as the money lasts."""
    choice: Choice = NOTHING
    left, budget = problem.shortfall(choice), WORK_OF_GREEDY // problem.work
    while budget > 0:
        found: list[tuple[float, Key, Choice]] = []
        now = problem.key(choice)[1]
        for name, at in moves_from(problem, choice):
            budget -= 1
            after = {**choice, name: at}
            key = problem.key(after)
            gain = left - problem.shortfall(after)
            if key[1] <= money and gain > LEAST_HELP:
                found.append((-gain / max(key[1] - now, 1e-9), key, after))
        if not found:
            break
        _, _, choice = min(found, key=lambda each: each[:2])
        left = problem.shortfall(choice)
    return choice


class _Within:
    """The search, with the ``best`` so far."""

    def __init__(self, problem: Problem, money: float, most: int | None) -> None:
        self.problem, self.money = problem, money * (1.0 + 1e-9)
        self._left = min(most or MOST_COMBINATIONS, MOST_WORK // problem.work)
        self.best: Choice = NOTHING
        self._rank = (problem.shortfall(NOTHING), problem.key(NOTHING))
        self._costs = {
            name: [problem.key({name: at})[1] for at in range(len(variants))]
            for name, variants in problem.options.items()
        }
        helped = {name for goal in problem.goals for name in goal.evaluation.components}
        self._names = tuple(name for name in problem.options if name in helped)

    def begin(self, choice: Choice) -> None:
        """Take the choice where it is better than the best so far."""
        rank = (self.problem.shortfall(choice), self.problem.key(choice))
        short, was = rank[0], self._rank[0]
        if short < was - LEAST_HELP or (abs(short - was) <= LEAST_HELP and rank[1] < self._rank[1]):
            self.best, self._rank = dict(choice), rank

    def run(self) -> bool:
        """Whether every combination was gone through."""
        self._go(0, {}, 0.0)
        return self._left > 0

    def _go(self, at: int, choice: dict[str, int], spent: float) -> None:
        """All combinations that begin with ``choice``, of the components before ``at``."""
        if self._left <= 0:
            return
        self._left -= 1
        self.begin(choice)
        if at == len(self._names) or not self._may_be_better(choice, self._names[at:]):
            return
        name = self._names[at]
        for variant, cost in sorted(enumerate(self._costs[name]), key=lambda each: each[1]):
            if spent + cost <= self.money:
                after = {**choice, name: variant} if variant else choice
                self._go(at + 1, after, spent + cost)

    def _may_be_better(self, choice: Mapping[str, int], free: Sequence[str]) -> bool:
        """Whether anything may become of those that are free that is better than the best so far."""
        missing = sum(
            goal.shortfall(goal.evaluation.least(choice, free)) for goal in self.problem.goals
        )
        short, key = self._rank
        if missing < short - LEAST_HELP:
            return True
        # at best as good, so only if it may still be smaller
        return missing <= short + LEAST_HELP and self.problem.key(choice)[:3] < key[:3]
