"""A choice of variants as steps, in the order in which they are best done."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from sdgen.analyses.improve.evaluation import Choice, Options
from sdgen.analyses.improve.search import Problem

WORK_OF_ORDER = 1_000_000
"""Looks at a component in a pattern of dark places, to find the best order."""


class Step(Struct, frozen=True):
    """One change of the component ``at``: ``text`` says what to do. ``instances`` and ``money`` are
    what it adds, the latter None where no price is given. ``availability`` has for each journey that
    it changes what it has before and after it, with all steps before it done. ``assumes``
    is what that takes for granted."""

    text: str
    at: str
    instances: int
    money: float | None
    availability: Mapping[str, tuple[float, float]]
    assumes: tuple[str, ...] = ()


def steps_of(problem: Problem, choice: Choice) -> tuple[Step, ...]:
    """The steps of a choice: at each time that one which makes up most of what is still missing. Of
    very many, those first that make up most of it by themselves."""
    steps: list[Step] = []
    done: dict[str, int] = {}
    left = [(name, at) for name in problem.options for at in _way(problem.options, name, choice)]
    if len(left) ** 2 * problem.work > WORK_OF_ORDER:
        ranks = {name: _rank(problem, {}, (name, choice[name])) for name, _ in left}
        for name, at in sorted(left, key=lambda each: ranks[each[0]]):
            steps.append(_step(problem, done, name, at))
            done = {**done, name: at}
        return tuple(steps)
    while left:
        open_now = [each for n, each in enumerate(left) if each[0] not in {x for x, _ in left[:n]}]
        name, at = min(open_now, key=lambda each: _rank(problem, done, each))
        left.remove((name, at))
        steps.append(_step(problem, done, name, at))
        done = {**done, name: at}
    return tuple(steps)


def _way(options: Options, name: str, choice: Choice) -> list[int]:
    """The variants on the way to the one chosen, which differ by one change each."""
    at = choice.get(name, 0)
    changes = options[name][at].changes
    ways = [
        next(n for n, each in enumerate(options[name]) if each.changes == changes[:number])
        for number in range(1, len(changes))
    ]
    return [*ways, at] if at else []


def _rank(problem: Problem, done: Choice, step: tuple[str, int]) -> tuple[object, ...]:
    name, at = step
    is_last = bool(problem.options[name][at].twin)
    after = {**done, name: at}
    short = round(problem.shortfall(after), 9)
    down = sum(goal.evaluation.down(after) or 0.0 for goal in problem.goals)
    return is_last, short, round(down, 12), list(problem.options).index(name)


def _step(problem: Problem, done: Choice, name: str, at: int) -> Step:
    variants = problem.options[name]
    change = variants[at].changes[len(variants[done.get(name, 0)].changes)]
    availability = {}
    for goal in problem.goals:
        if name not in goal.evaluation.components:
            continue
        before, after = goal.evaluation.down(done), goal.evaluation.down({**done, name: at})
        if before is not None and after is not None and abs(before - after) > 1e-12:
            availability[goal.journey] = (1.0 - before, 1.0 - after)
    return Step(change.text, name, change.instances, change.money, availability, change.assumes)
