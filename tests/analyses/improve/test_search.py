"""The smallest plan, against every combination there is, each solved by itself."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import assume, given
from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.analyses.improve import plan as module
from sdgen.analyses.improve import search
from sdgen.analyses.improve.evaluation import solved
from sdgen.analyses.improve.plan import Plan, State, plan
from sdgen.analyses.improve.search import Goal, Key, Problem
from sdgen.analyses.improve.variants import Change, Variant
from sdgen.design.records import Component
from tests.analyses.designs import design_of
from tests.analyses.improve.designs import bodies, spread_bodies
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
    assert not module.still_bare(facts.design, made.chosen)
    if module.still_bare(facts.design, planning.plan().chosen):
        # what needs a balancer only where something before it stays alone: one more was tried
        assert not made.proved
        return
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


ZONES = ("a", "b", "c")


def _placed_otherwise(component: Component) -> list[Variant]:
    """Up to three replicas more, in the zones that it has and any that are free."""
    listed = tuple(dict.fromkeys(component.zones))
    free = [zone for zone in ZONES if zone not in listed]
    price = component.price.replica.value if component.price and component.price.replica else None
    found = []
    for more in range(4):
        replicas = replace(component.replicas, count=component.replicas.count + more, given=True)
        for number in range(len(free) + 1):
            for further in combinations(free, number):
                after = replace(component, replicas=replicas, zones=(*listed, *further))
                found.append(Variant(after, (Change("", more, price and price * more),)))
    return found


def _is_no_dearer_than_any_placing(facts: Facts) -> bool:
    """Checks the plan against all numbers and places, made without it; False where none does."""
    made, in_money = plan(facts), facts.design.components["c0"].price is not None
    own = {n: c for n, c in facts.design.components.items() if n != "web"}
    least = None
    for variants in product(*(_placed_otherwise(each) for each in own.values())):
        cost = sum((v.money or 0.0) if in_money else v.instances for v in variants)
        chosen = dict(zip(own, variants, strict=True))
        if (least is None or cost < least) and all(
            1.0 - (solved(facts.design, journey, facts.steady, chosen) or 0.0)
            >= journey.objectives.availability.value
            for journey in facts.analysed.values()
            if journey.objectives and journey.objectives.availability
        ):
            least = cost
    if least is None:
        return False
    assert made.reaches
    assert made.proved
    assert (made.money if in_money else made.instances) <= least + 1e-9
    assert all(len({*v.component.zones}) == len(v.component.zones) for v in made.chosen.values())
    return True


@pytest.mark.slow
@examples(60, derandomize=True)
@given(spread_bodies())
def test_no_other_numbers_and_places_are_cheaper(body: str) -> None:
    assume(_is_no_dearer_than_any_placing(Facts(design_of(body))))


FEWER_REPLICAS_THAN_ZONES = """\
journeys:
  j: {actor: web, rate: 100/s, objectives: {availability: 99.95%}, steps: [web -> c0]}
components:
  web: {kind: client, calls: [c0]}
  c0: {kind: api_gateway, replicas: 1, zones: [a, b], capacity: 60/s}
"""


def test_an_empty_zone_comes_before_a_second_replica_in_one() -> None:
    facts = Facts(design_of(FEWER_REPLICAS_THAN_ZONES))
    assert _is_no_dearer_than_any_placing(facts)
    made = plan(facts)
    assert [step.text for step in made.steps] == ["add 2 replicas to c0 in b and c (1 -> 3)"]
    assert made.chosen["c0"].component.zones == ("a", "b", "c")


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


@pytest.mark.slow
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
  one: {{kind: api_gateway, availability: 99%, price: {{replica: $50/month}}}}
  two: {{kind: api_gateway, availability: 99%{price}}}
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


@pytest.mark.slow
def test_a_search_that_ends_early_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    body = "journeys: {j: {actor: web, objectives: {availability: 99.99%}}}\n" + (
        "components:\n  web: {kind: client, calls: [s0]}\n"
        + "".join(
            f"  s{n}: {{kind: api_gateway, replicas: 2, availability: 99%, calls: [s{n + 1}]}}\n"
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
    most = next(n for n, v in enumerate(problem.options["app"]) if v.component.replicas.count == 4)
    start = {"app": most, "db": 5}
    assert problem.is_met(start)
    better = search.exchanged(problem, start)
    assert problem.is_met(better)
    assert problem.key(better) < problem.key(start)


def test_the_smaller_of_two_choices() -> None:
    """No second provider, then less money or fewer instances, fewer changes, what stands first in the
    file, the variant that was tried first."""
    design = design_of("components: {a: {kind: service}, b: {kind: service}}\n")

    def variants(name: str) -> tuple[Variant, ...]:
        of = design.components[name]
        one, dear, free = Change("", 1, 5.0), Change("", 1, 9.0), Change("", 0, 0.0)
        changes = ((), (one,), (one, free), (dear,), (free, one))
        found = [Variant(of, each) for each in changes]
        return (*found, Variant(of, (free,), twin="a-2"))

    problem = Problem((), {name: variants(name) for name in ("a", "b")}, in_money=True)
    rising = [{}, {"a": 1}, {"b": 1}, {"a": 2}, {"a": 4}, {"b": 2}, {"a": 3}, {"a": 1, "b": 1}]
    rising += [{"a": 5}, {"a": 5, "b": 1}]
    keys = [problem.key(choice) for choice in rising]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    instances = Problem((), problem.options, in_money=False)
    assert instances.key({"a": 1}) < instances.key({"a": 3}) < instances.key({"a": 2})


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
  app: {kind: api_gateway, availability: 90%, calls: [mail]}
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
  three: {kind: api_gateway, availability: 94%}
""")
    # one more of one and of three would do too
    assert {name: variant.instances for name, variant in made.chosen.items()} == {"three": 2}


GREEDY_IS_WRONG = """\
journeys: {j: {actor: web, objectives: {availability: 96.9%}}}
components:
  web: {kind: client, calls: [one, two, three]}
  one: {kind: api_gateway, availability: 97%, price: {replica: $10/month}}
  two: {kind: api_gateway, availability: 98%, price: {replica: $7/month}}
  three: {kind: api_gateway, availability: 98%, price: {replica: $7/month}}
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
