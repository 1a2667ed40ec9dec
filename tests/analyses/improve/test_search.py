"""The smallest plan, against every combination there is, each solved by itself."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import assume, given

from sdgen.analyses.facts import Facts
from sdgen.analyses.improve import plan as module
from sdgen.analyses.improve import search
from sdgen.analyses.improve.evaluation import solved
from sdgen.analyses.improve.plan import Plan, State, plan
from sdgen.analyses.improve.search import Goal, Key, Problem
from tests.analyses.designs import design_of
from tests.analyses.improve.designs import bodies
from tests.support.quick import examples

MOST = 400


def by_brute_force(facts: Facts, *, twins: bool) -> dict[Key, dict[str, int]]:
    """Every combination that meets all objectives, each computed from the changed design."""
    planning = module._Planning(facts, (), None, include_accepted=False)
    options = planning.options if twins else planning.own
    problem = Problem((), options, planning.in_money)
    found = {}
    for variants in product(*(range(len(each)) for each in options.values())):
        choice = dict(zip(options, variants, strict=True))
        chosen = {name: options[name][at] for name, at in choice.items() if at}
        if all(
            1.0 - (solved(facts.design, facts.analysed[name], facts.steady, chosen) or 0.0)
            >= objective
            for name, objective in planning.objectives.items()
        ):
            found[problem.key(choice)] = choice
    return found


def _number(options: module.Options) -> int:
    number = 1
    for each in options.values():
        number *= len(each)
    return number


def _agrees(facts: Facts) -> None:
    made = plan(facts)
    planning = module._Planning(facts, (), None, include_accepted=False)
    own = by_brute_force(facts, twins=False)
    wider = own or by_brute_force(facts, twins=True)
    if not wider:
        assert not made.reaches
        return
    key = min(wider)
    assert made.reaches, key
    assert made.proved
    options = planning.options if made.chosen.keys() - planning.own.keys() else planning.own
    choice = {name: options[name].index(variant) for name, variant in made.chosen.items()}
    problem = Problem((), planning.options if not own else planning.own, planning.in_money)
    assert problem.key(choice) == key
    assert made.instances == sum(each.instances for each in made.chosen.values())


@pytest.mark.slow
@examples(200, derandomize=True)
@given(bodies())
def test_the_plan_is_the_smallest_of_all_combinations(body: str) -> None:
    facts = Facts(design_of(body))
    planning = module._Planning(facts, (), None, include_accepted=False)
    assume(1 < _number(planning.options) <= MOST)
    _agrees(facts)


ONE_OF_EACH = """\
journeys:
  buy: {actor: web, rate: 100/s, steps: [web -> app -> db], objectives: {availability: 99.9%}}
  look: {actor: web, rate: 100/s, steps: [web -> cdn], objectives: {availability: 99.9%}}
components:
  web: {kind: client, calls: [app, cdn]}
  app: {kind: service, zones: [a], availability: 99.5%, calls: [db]}
  db:
    kind: database
    availability: 99.5%
    replicas: {count: 2, mode: leader-follower, failover: {automatic: false, time: 2h}}
  cdn: {kind: cdn, managed: true, availability: 99.5%}
"""


def test_of_a_design_with_one_of_each() -> None:
    _agrees(Facts(design_of(ONE_OF_EACH)))


def _plan(body: str) -> Plan:
    return plan(Facts(design_of(body)))


def test_where_the_costs_are_equal_fewer_changes_come_first_then_the_file_s_order() -> None:
    made = _plan("""\
journeys: {j: {actor: web, objectives: {availability: 98.9%}}}
components:
  web: {kind: client, calls: [one, two]}
  one: {kind: service, availability: 99%}
  two: {kind: service, availability: 99%}
""")
    assert list(made.chosen) == ["one"]
    assert made.proved


def test_money_decides_where_all_have_prices() -> None:
    body = """\
journeys: {{j: {{actor: web, objectives: {{availability: 98.9%}}}}}}
components:
  web: {{kind: client, calls: [one, two]}}
  one: {{kind: service, availability: 99%, price: {{replica: $50/month}}}}
  two: {{kind: service, availability: 99%{price}}}
"""
    priced = _plan(body.format(price=", price: {replica: $20/month}"))
    assert list(priced.chosen) == ["two"]
    assert priced.money == 20.0
    assert priced.currency == "$"
    assert not priced.unpriced
    unpriced = _plan(body.format(price=""))
    assert list(unpriced.chosen) == ["one"]
    assert unpriced.money is None
    assert unpriced.unpriced == ("two",)


def test_a_search_that_ends_early_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    body = "journeys: {j: {actor: web, objectives: {availability: 99.99%}}}\n" + (
        "components:\n  web: {kind: client, calls: [s0]}\n"
        + "".join(
            f"  s{n}: {{kind: service, replicas: 2, availability: 99%, calls: [s{n + 1}]}}\n"
            for n in range(5)
        )
        + "  s5: {kind: service, replicas: 2, availability: 98%}\n"
    )
    assert _plan(body).proved
    monkeypatch.setattr(search, "MOST_COMBINATIONS", 3)
    made = _plan(body)
    assert made.reaches
    assert not made.proved


def test_an_exchange_makes_what_greedy_finds_smaller() -> None:
    facts = Facts(design_of(ONE_OF_EACH))
    planning = module._Planning(facts, ("buy",), None, include_accepted=False)
    evaluation = planning._evaluation("buy")
    assert evaluation is not None
    problem = Problem((Goal("buy", 0.999, evaluation),), planning.own, in_money=False)
    start = {"app": 5, "db": 5}
    assert problem.is_met(start)
    better = search.exchanged(problem, start)
    assert problem.is_met(better)
    assert problem.key(better) < problem.key(start)


def test_what_no_combination_meets_is_out_of_reach() -> None:
    made = _plan("""\
journeys: {j: {actor: web, objectives: {availability: 99.99%}}}
components:
  web: {kind: client, calls: [bucket]}
  bucket: {kind: object_store, managed: true, availability: 99.9%}
""")
    (outcome,) = made.outcomes
    assert outcome.state is State.OUT_OF_REACH
    assert outcome.ceiling == pytest.approx(0.999)
    assert [limit.name for limit in outcome.limits] == ["bucket"]
    assert not made.steps


def test_second_providers_are_fewer_rather_than_cheaper() -> None:
    made = _plan("""\
journeys:
  order: {actor: web, steps: [web -> app -> mail], objectives: {availability: 98.95%}}
  look: {actor: web, steps: [web -> cdn -> mail], objectives: {availability: 98.95%}}
components:
  web: {kind: client, calls: [app, cdn]}
  app: {kind: service, availability: 90%, calls: [mail]}
  cdn: {kind: cdn, managed: true, availability: 98%, calls: [mail]}
  mail: {kind: external, availability: 99%}
""")
    # with a second provider of mail one more replica of app would do
    assert {name: variant.instances for name, variant in made.chosen.items()} == {
        "app": 3,
        "cdn": 1,
    }


def test_of_equal_costs_fewer_changes_win_over_the_file_s_order() -> None:
    made = _plan("""\
journeys: {j: {actor: web, objectives: {availability: 98.8%}}}
components:
  web: {kind: client, calls: [one, two, three]}
  one: {kind: service, availability: 99.5%}
  two: {kind: service, availability: 99.5%}
  three: {kind: service, availability: 94%}
""")
    # one more of one and of three would do too
    assert {name: variant.instances for name, variant in made.chosen.items()} == {"three": 2}


GREEDY_IS_WRONG = """\
journeys: {j: {actor: web, objectives: {availability: 96.9%}}}
components:
  web: {kind: client, calls: [one, two, three]}
  one: {kind: service, availability: 97%, price: {replica: $10/month}}
  two: {kind: service, availability: 98%, price: {replica: $7/month}}
  three: {kind: service, availability: 98%, price: {replica: $7/month}}
"""


def _problem(body: str) -> Problem:
    facts = Facts(design_of(body))
    planning = module._Planning(facts, (), None, include_accepted=False)
    goals = []
    for name, objective in planning.objectives.items():
        evaluation = planning._evaluation(name)
        assert evaluation is not None
        goals.append(Goal(name, objective, evaluation))
    return Problem(tuple(goals), planning.own, planning.in_money)


def test_what_greedy_finds_is_exchanged_and_then_proved() -> None:
    problem = _problem(GREEDY_IS_WRONG)
    greedy = search.greedy(problem)
    assert greedy is not None
    near = search.near(problem)
    assert near is not None
    assert [*search.by_component(problem.options, greedy)] == ["one", "two"]
    assert [*search.by_component(problem.options, near)] == ["two", "three"]
    proof = search.Exhaustive(problem, greedy)
    assert proof.run()
    assert proof.best is not None
    assert [*search.by_component(problem.options, proof.best)] == ["two", "three"]
