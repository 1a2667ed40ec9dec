"""How far the changes of a design's own components get a journey, and what sets that."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from sdgen.analyses.facts import Facts
from sdgen.analyses.improve import search, steps
from sdgen.analyses.improve.ceiling import LEAST_SHARE, NEAR
from sdgen.analyses.improve.plan import Outcome, Plan, State, plan
from sdgen.analyses.improve.search import Problem
from sdgen.analyses.improve.words import ceiling_in_words
from tests.analyses.designs import design_of
from tests.support.cases import every_case

COPIES_ON_HOSTS = """\
components:
  web: {{kind: client, calls: [api]}}
  api: {{kind: external, availability: 99%, calls: [topic]}}
  topic: {{kind: topic, {where}}}
  kafka: {{kind: stream, replicas: 3}}
"""
ON_KAFKA = "runs_on: kafka, replicas: {copies: 1}"
MANUAL = """\
components:
  web: {kind: client, calls: [db]}
  db:
    kind: database
    availability: 99%
    replicas: {count: 2, mode: leader-follower, failover: {automatic: false, time: 4h, success: 50%}}
    mtbf: 30d
"""
CRON = """\
journeys: {nightly: {actor: cron, rate: 80/s, steps: [cron -> db]}}
components:
  cron: {kind: worker, replicas: 4, capacity: 10/s, calls: [db: {pool: 100}]}
  db: {kind: database, capacity: 200/s, connections: 300, replicas: {count: 3, mode: leader-follower}}
"""
TOGETHER = """\
components:
  web: {kind: client, calls: [api]}
  api: {kind: service, replicas: {min: 2, max: 4}, calls: [{need: 2, of: [db, c1, c2]}]}
  db: {kind: database}
  c1: {kind: external, availability: 99%}
  c2: {kind: external, availability: 99%}
"""
NOTHING_UP = """\
components:
  web: {kind: client, calls: [a]}
  a: {kind: service, availability: 0%, replicas: 2}
"""


def _outcome(body: str, availability: float = 0.99999) -> Outcome:
    (outcome,) = plan(Facts(design_of(body)), availability=availability).outcomes
    return outcome


def _closely(outcome: Outcome) -> bool:
    """Whether what is said to set the limit makes up the ceiling."""
    assert outcome.ceiling is not None
    product = math.prod(each.availability for each in outcome.limits)
    return abs(product - outcome.ceiling) <= 2.0 * LEAST_SHARE * (1.0 - outcome.ceiling)


@pytest.mark.parametrize("where", [ON_KAFKA, "replicas: {count: 3, copies: 1}"])
def test_copies_count_in_the_ceiling_also_where_they_lie_on_others(where: str) -> None:
    outcome = _outcome(COPIES_ON_HOSTS.format(where=where))
    assert outcome.ceiling == pytest.approx(0.99, abs=2e-6)
    assert [limit.name for limit in outcome.limits] == ["api"]
    assert [step.at for step in outcome.nearest] == ["topic"]


def test_a_plan_keeps_more_copies_on_the_instances_of_others() -> None:
    body = COPIES_ON_HOSTS.format(where=ON_KAFKA).replace("99%", "99.99%")
    made = plan(Facts(design_of(body)), availability=0.999)
    assert made.reaches
    assert [*made.chosen] == ["topic"]


def test_a_failover_that_does_not_always_succeed_sets_the_limit() -> None:
    outcome = _outcome(MANUAL)
    assert outcome.ceiling == pytest.approx(0.995, abs=1e-5)
    said = ceiling_in_words(outcome)
    assert said == "at most 99.5%: db 99.5% (its failover succeeds 50% of the time)"


@every_case(
    ("body", "names"),
    [(CRON, ["cron"]), (TOGETHER, ["c1 together with c2"]), (MANUAL, ["db"])],
)
def test_what_is_named_makes_up_the_ceiling(body: str, names: list[str]) -> None:
    outcome = _outcome(body)
    assert outcome.state is State.OUT_OF_REACH
    assert [limit.name for limit in outcome.limits] == names
    assert _closely(outcome)


def test_what_is_always_down_is_named() -> None:
    assert ceiling_in_words(_outcome(NOTHING_UP)) == "at most 0%: always down: a"


def test_the_steps_come_within_a_tenth_of_the_ceiling() -> None:
    body = """\
components:
  web: {kind: client, calls: [orders]}
  orders: {kind: service, replicas: 2, zones: [a, b], calls: [db]}
  db: {kind: database, zones: [a]}
"""
    outcome = _outcome(body, availability=1.0)
    assert outcome.ceiling is not None
    reached = outcome.nearest[-1].availability["web"][1]
    assert 1.0 - reached <= (1.0 + 1.01 * NEAR) * (1.0 - outcome.ceiling)


def _long(number: int) -> Plan:
    calls = [f"  s{n}: {{kind: service, calls: [s{n + 1}]}}\n" for n in range(number)]
    body = "components:\n  web: {kind: client, calls: [s0]}\n" + "".join(calls)
    body += f"  s{number}: {{kind: service}}\n"
    return plan(Facts(design_of(body)), availability=0.99)


@pytest.mark.slow
def test_the_work_is_bounded_by_a_number_of_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = 0
    shortfall = Problem.shortfall

    def counted(problem: Problem, choice: search.Choice) -> float:
        nonlocal looks
        looks += 1
        return shortfall(problem, choice)

    monkeypatch.setattr(Problem, "shortfall", counted)
    monkeypatch.setattr(search, "WORK_OF_GREEDY", 1)
    monkeypatch.setattr(search, "MOST_COMBINATIONS", 1)
    greedy = search.greedy

    def watched(problem: Problem) -> search.Choice | None:
        nonlocal looks
        looks = 0
        choice = greedy(problem)
        moves = sum(len(each) - 1 for each in problem.options.values())
        assert looks <= 2 * moves + 2
        return choice

    monkeypatch.setattr(search, "greedy", watched)
    made = _long(12)
    assert made.reaches
    assert not made.proved


@pytest.mark.slow
def test_very_many_steps_are_put_in_order_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    carefully = _long(4)
    monkeypatch.setattr(steps, "WORK_OF_ORDER", 1)
    at_once = _long(4)
    assert sorted(each.at for each in at_once.steps) == sorted(each.at for each in carefully.steps)
    assert len(at_once.steps) > 1
    gained = [each.availability["web"] for each in at_once.steps]
    assert all(before[1] == after[0] for before, after in pairwise(gained))
    assert gained[-1][1] >= 0.99
