"""The best that so much money pays for, against every combination there is."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sdgen.analyses.facts import Facts
from sdgen.analyses.improve import plan as module
from sdgen.analyses.improve import within
from sdgen.analyses.improve.plan import plan
from sdgen.analyses.improve.search import Problem
from sdgen.analyses.improve.within import LEAST_HELP, best_within
from tests.analyses.designs import design_of
from tests.analyses.improve.designs import bodies
from tests.support.quick import examples

MOST = 600

TWO = """\
journeys:
  order: {actor: web, objectives: {availability: 99.9%}, steps: [web -> one]}
  look: {actor: web, objectives: {availability: 98%}, steps: [web -> two]}
components:
  web: {kind: client, calls: [one, two]}
  one: {kind: api_gateway, availability: 99%, price: {replica: $40/month}}
  two: {kind: api_gateway, availability: 90%, price: {replica: $30/month}}
"""


def _problem(body: str) -> Problem:
    planning = module._Planning(Facts(design_of(body)), (), None, include_accepted=False)
    planning.plan()
    return planning._problem


def _by_brute_force(problem: Problem, money: float) -> float:
    """The least that can be missing for so much."""
    names = list(problem.options)
    choices = (
        dict(zip(names, each, strict=True))
        for each in product(*(range(len(v)) for v in problem.options.values()))
    )
    return min(problem.shortfall(c) for c in choices if problem.key(c)[1] <= money * (1 + 1e-9))


@pytest.mark.slow
@examples(150, derandomize=True)
@given(bodies(), st.integers(0, 12))
def test_nothing_that_costs_no_more_is_better(body: str, tens: int) -> None:
    problem = _problem(body)
    assume(problem.in_money and problem.goals)
    number = 1
    for each in problem.options.values():
        number *= len(each)
    assume(1 < number <= MOST)
    found = best_within(problem, tens * 10.0)
    assert found.proved
    assert problem.key(found.choice)[1] <= tens * 10.0
    best = _by_brute_force(problem, tens * 10.0)
    assert problem.shortfall(found.choice) == pytest.approx(best, abs=2 * LEAST_HELP)


def test_of_two_journeys_that_which_misses_most() -> None:
    """order has 10 times the downtime that it may have, look 5 times; $40 help either."""
    made = plan(Facts(design_of(TWO)), most_money=40.0)
    assert made.money == 70.0
    assert made.within is not None
    assert [step.at for step in made.within.steps] == ["one"]
    assert made.within.then == pytest.approx({"order": 1 - 0.01**2, "look": 0.9})
    assert made.within.proved
    less = plan(Facts(design_of(TWO)), most_money=39.0)
    assert less.within is not None
    assert [step.at for step in less.within.steps] == ["two"]
    assert (less.within.money, less.within.instances) == (30.0, 1)


def test_for_too_little_there_is_nothing() -> None:
    made = plan(Facts(design_of(TWO)), most_money=29.0)
    assert made.within is not None
    assert not made.within.steps
    assert made.within.then == pytest.approx({"order": 0.99, "look": 0.9})


def test_what_pays_for_the_plan_needs_nothing_else() -> None:
    assert plan(Facts(design_of(TWO)), most_money=70.0).within is None


def test_greedy_is_not_the_last_word() -> None:
    """$50 for the first makes up for more a dollar, and leaves nothing for the other two."""
    body = """\
journeys: {j: {actor: web, objectives: {availability: 99.9%}}}
components:
  web: {kind: client, calls: [one, two, three]}
  one: {kind: api_gateway, availability: 96%, price: {replica: $50/month}}
  two: {kind: api_gateway, availability: 97%, price: {replica: $40/month}}
  three: {kind: api_gateway, availability: 97%, price: {replica: $40/month}}
"""
    problem = _problem(body)
    assert [*within._greedy(problem, 80.0)] == ["one"]
    assert [*best_within(problem, 80.0).choice] == ["two", "three"]


def test_a_search_that_ends_early_says_so() -> None:
    assert not best_within(_problem(TWO), 40.0, most=1).proved
    assert best_within(_problem(TWO), 40.0).proved


def test_a_balancer_is_paid_for_too() -> None:
    body = TWO.replace("one: {kind: api_gateway", "one: {kind: service")
    made = plan(Facts(design_of(body)), most_money=119.0)
    assert made.money == 150.0
    assert made.within is not None
    assert [step.at for step in made.within.steps] == ["two"]
    more = plan(Facts(design_of(body)), most_money=120.0)
    assert more.within is not None
    assert [step.at for step in more.within.steps] == ["one"]
