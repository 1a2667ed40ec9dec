"""A load balancer comes with the second replica of what callers cannot choose among."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sdgen.analyses.facts import Facts
from sdgen.analyses.improve.evaluation import solved
from sdgen.analyses.improve.plan import Plan, plan, still_bare, towards
from sdgen.analyses.improve.variants import after
from sdgen.design.calls import targets_of
from tests.analyses.designs import design_of
from tests.support.cases import every_case
from tests.support.quick import examples

SHOP = """\
journeys:
  order:
    actor: web
    rate: 10/s
    objectives: {availability: 99.9%}
    steps: [web -> shop -> db: {op: write, times: 2}]
components:
  web: {kind: client, calls: [shop: {protocol: HTTPS, timeout: 1s, retries: 2}]}
  shop: {kind: service, availability: 99%, calls: [db]}
  db: {kind: database, managed: true, availability: 99.99%}
"""


def planned(body: str) -> Plan:
    return plan(Facts(design_of(body)))


def test_a_second_replica_gets_a_balancer_before_it() -> None:
    made = planned(SHOP)
    (step,) = made.steps
    assert step.text == (
        "add 1 replica to shop (1 -> 2) and a load balancer in front of it (shop-lb, 2 replicas)"
    )
    assert step.assumes == ("each instance of shop-lb is 99.5% available",)
    assert step.instances == made.instances == 3
    # both of two at 99%, both of two at 99.5%, and the database
    (outcome,) = made.outcomes
    assert outcome.then == pytest.approx((1 - 0.01**2) * (1 - 0.005**2) * 0.9999, abs=1e-12)


def test_calls_and_steps_go_through_it() -> None:
    facts = Facts(design_of(SHOP))
    then = after(facts.design, plan(facts).chosen)
    assert targets_of(then.components["web"]) == {"shop-lb"}
    (onward,) = then.components["shop-lb"].calls[0].calls
    assert (onward.id, onward.protocol, onward.retries) == ("shop-lb->shop", "HTTPS", None)
    assert onward.timeout is not None
    steps = [(s.source, s.target, s.chained, s.times) for s in then.journeys["order"].steps]
    assert [each[:3] for each in steps] == [
        ("web", "shop-lb", False),
        ("shop-lb", "shop", True),
        ("shop", "db", True),
    ]
    assert [each[3] is not None for each in steps] == [False, False, True]


def test_it_stands_in_the_zones_of_what_it_balances() -> None:
    body = SHOP.replace("kind: service,", "kind: service, zones: [a], price: {replica: $10},")
    made = planned(body)
    (step,) = made.steps
    assert step.text.startswith("add 1 replica to shop in b (1 -> 2) and a load balancer")
    assert step.assumes == (
        "each instance of shop-lb is 99.5% available, and as dear as one of shop",
    )
    assert step.money == made.money == 30.0
    balancer = made.chosen["shop"].balancer
    assert balancer is not None
    assert balancer.component.zones == ("a", "b")


def test_strict_objectives_ask_for_three_of_each() -> None:
    (step,) = planned(SHOP.replace("99.99%", "99.9999%").replace("99.9%}", "99.99%}")).steps
    assert step.text == (
        "add 2 replicas to shop (1 -> 3) and a load balancer in front of it (shop-lb, 3 replicas)"
    )


@every_case(
    "change",
    [
        (
            "calls: [shop: {",
            "calls: [lb]}\n  lb: {kind: load_balancer, replicas: 2, calls: [shop: {",
        ),
        ("kind: service", "kind: api_gateway"),
    ],
)
def test_none_where_something_balances_or_nobody_is_asked_to(change: tuple[str, str]) -> None:
    body = SHOP.replace(*change).replace(
        "web -> shop", "web -> lb -> shop" if "lb" in change[1] else "web -> shop"
    )
    (step,) = planned(body).steps
    assert step.text.endswith("(1 -> 2)")
    assert not step.assumes


@every_case(
    "change",
    [
        ("[shop: {protocol: HTTPS, timeout: 1s, retries: 2}]", "[any_of: [shop, other]]"),
        ("[shop: {protocol: HTTPS, timeout: 1s, retries: 2}]", "[shop, shop: {label: again}]"),
        ("components:\n", "components:\n  shop-lb: {kind: custom}\n"),
        ("[web -> shop -> db:", "[web -> shop: {only: true}, shop -> db:"),
    ],
)
def test_where_none_can_stand_the_step_says_what_it_takes_for_granted(
    change: tuple[str, str],
) -> None:
    body = f"{SHOP.replace(*change)}  other: {{kind: external, availability: 1%}}\n"
    (step, *_) = planned(body).steps
    assert step.assumes == ("web spreads its requests over them",)
    assert "load balancer" not in step.text


CHAIN = """\
journeys: {{j: {{actor: web, objectives: {{availability: {goal}}}}}}}
components:
  web: {{kind: client, calls: [front]}}
  front: {{kind: service, availability: {front}, calls: [back]}}
  back: {{kind: service, availability: 98%}}
"""


def test_behind_the_first_balancer_none_is_needed() -> None:
    made = planned(CHAIN.format(goal="99.9%", front="98%"))
    assert [(n, v.balancer is not None) for n, v in made.chosen.items()] == [
        ("front", True),
        ("back", False),
    ]
    assert made.proved


def test_what_stays_alone_before_it_needs_one_after_it() -> None:
    """The front is good enough to stay alone, so that its calls to two of the others are bare."""
    made = planned(CHAIN.format(goal="99.9%", front="99.999%"))
    assert [(n, v.balancer is not None) for n, v in made.chosen.items()] == [("back", True)]
    assert not made.proved


def test_what_helps_without_an_objective_has_it_too() -> None:
    facts = Facts(design_of(SHOP.replace("    objectives: {availability: 99.9%}\n", "")))
    (step,) = towards(facts, "order")
    assert "shop-lb" in step.text


BOTH_WAYS = """\
journeys:
  j: {{actor: web, rate: 1/s, objectives: {{availability: {goal}}}, steps: [{steps}]}}
components:
  web: {{kind: client, calls: [{calls}]}}
  gate: {{kind: api_gateway, replicas: 2, availability: 99.9%, calls: [it, back]}}
  it: {{kind: service, availability: {it}, calls: [back]}}
  back: {{kind: service, availability: 99%}}
"""
STEPS = (
    "web -> it",
    "web -> gate -> it",
    "web -> gate -> back",
    "web -> it -> back",
    "web -> back",
)


@pytest.mark.slow
@examples(80)
@given(
    st.lists(st.sampled_from(STEPS), min_size=1, max_size=4, unique=True),
    st.sampled_from(("99%", "99.9%", "99.95%")),
    st.sampled_from(("95%", "99%")),
    st.sampled_from(("it, gate, back", "{any_of: [it, gate]}, back")),
)
def test_what_the_plan_says_is_what_the_changed_design_is(
    steps: list[str], goal: str, it: str, calls: str
) -> None:
    body = BOTH_WAYS.format(goal=goal, steps=", ".join(steps), it=it, calls=calls)
    facts = Facts(design_of(body))
    made = plan(facts)
    assume(made.reaches and made.chosen)
    down = solved(facts.design, facts.analysed["j"], facts.steady, made.chosen)
    assert down is not None
    assert made.outcomes[0].then == pytest.approx(1.0 - down, abs=1e-12)
    assert not still_bare(facts.design, made.chosen) - _assumed(made)


def _assumed(made: Plan) -> set[str]:
    """What the plan says that its callers spread their requests over it."""
    return {step.at for step in made.steps if any("over them" in each for each in step.assumes)}
