"""What helps: steps of the plan, and what is never proposed."""

from __future__ import annotations

import pytest

from sdgen.analyses.facts import Facts
from sdgen.analyses.improve import improvements as module
from sdgen.analyses.improve.improvements import Improvement
from sdgen.analyses.improve.plan import Plan, State, plan
from sdgen.analyses.improve.variants import Load, variants_of
from tests.analyses.designs import design_of


def helpful(body: str) -> dict[str, Improvement]:
    facts = Facts(design_of(body))
    (name,) = facts.analysed
    found = facts.improvements(name)
    availability = facts.availability(name).value
    for step in found:
        assert step.before == pytest.approx(availability, abs=1e-12)
        assert step.gain == pytest.approx(step.availability - step.before, abs=1e-12)
        availability = step.availability
    return {step.text: step for step in found}


def planned(body: str) -> Plan:
    return plan(Facts(design_of(body)))


def texts(body: str, availability: str = "99.9%") -> list[str]:
    journeys = f"journeys: {{j: {{actor: web, objectives: {{availability: {availability}}}}}}}\n"
    return [step.text for step in planned(journeys + body).steps]


def one(component: str) -> str:
    return f"components: {{web: {{kind: client, calls: [it]}}, it: {component}}}\n"


def test_one_more_replica() -> None:
    found = helpful(one("{kind: service, replicas: 2, availability: 90%}"))
    (change,) = found.values()
    # a tenth of what can be gained is left: of 0.01 down 0.001, where 5 would leave 0.00001
    assert change.text == "add 1 replica to it (2 -> 3)"
    assert change.availability == pytest.approx(0.999)
    assert change.instances == 1


@pytest.mark.slow
def test_further_replicas_go_to_zones_that_have_none() -> None:
    gateway = "{kind: api_gateway, replicas: 1, zones: [a], availability: 99%}"
    assert texts(one(gateway), "99.9%") == ["add 1 replica to it in b (1 -> 2)"]
    placed = "{kind: api_gateway, place: {a: 1}, availability: 99%}"
    assert texts(one(placed), "99.9%") == ["add 1 replica to it in b (1 -> 2)"]
    spread = "{kind: api_gateway, replicas: 2, zones: [a], availability: 99.99%}"
    assert texts(one(spread), "99.98%") == ["spread it over a and b"]
    crowded = "{kind: api_gateway, replicas: {count: 4, need: 3}, zones: [a], availability: 99.9%}"
    assert texts(one(crowded), "99.95%") == ["add 1 replica to it, spread over a, b and c (4 -> 5)"]


def test_machines_hold_no_more_than_they_are() -> None:
    topology = "topology: {r: {availability: 100%, zones: {a: {availability: 100%, hosts: {h1: 99%, h2: 99%}}}}}\n"
    body = (
        "journeys: {j: {actor: web, objectives: {availability: 99.9%}}}\n"
        "components: {web: {kind: client, calls: [it]}, it: {kind: api_gateway, zones: [h1, h2], replicas: 1}}\n"
    )
    (step,) = plan(Facts(design_of(body, topology))).steps
    assert step.text == "add 1 replica to it in h2 (1 -> 2)"
    more = design_of(body.replace("availability: 99.9%", "availability: 99.999%"), topology)
    assert plan(Facts(more)).outcomes[0].ceiling == pytest.approx(0.9999)


def test_the_need_that_follows_from_load_stays() -> None:
    found = planned("""\
journeys: {read: {actor: web, rate: 150/s, steps: [web -> app], objectives: {availability: 94%}}}
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, replicas: 2, capacity: 50/s, availability: 90%}
""")
    (step,) = found.steps
    # two of two were asked before, three carry the peak
    assert step.text == "add 2 replicas to app (2 -> 4)"
    assert step.availability["read"] == (
        pytest.approx(0.81),
        pytest.approx(0.9**4 + 4 * 0.9**3 * 0.1),
    )


def test_so_many_are_tried_as_carry_the_peak_without_a_zone() -> None:
    found = planned("""\
journeys: {read: {actor: web, rate: 500/s, steps: [web -> app], objectives: {availability: 99.95%}}}
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, replicas: 10, zones: [a, b], capacity: 50/s, availability: 99.9%}
""")
    (step,) = found.steps
    assert step.text == "add 5 replicas to app in c (10 -> 15)"


def test_one_more_copy_of_the_data() -> None:
    six = "{kind: database, replicas: {count: 6, copies: 2}, availability: 98%}"
    assert texts(one(six)) == ["keep 1 more copy of each piece of it (2 -> 3)"]
    two = "{kind: database, replicas: {count: 2, copies: 2}, availability: 95%}"
    assert texts(one(two)) == ["add 1 replica to it (2 -> 3)"]
    unsaid = "{kind: database, replicas: 4, availability: 90%}"
    assert texts(one(unsaid), "99.95%") == ["keep 1 more copy of each piece of it (3 -> 4)"]
    single = "{kind: database, availability: 80%}"
    # down are all 4, 0.2 ** 4, and for 30 s of every 16 h who takes over, in all 0.0021
    assert texts(one(single), "99.79%") == []
    assert texts(one(single), "99.78%") == ["add 3 replicas to it (1 -> 4)"]


PROMISE = "journeys: {j: {actor: web, objectives: {availability: 99.9%}}}\n"


def test_one_more_database_follows_the_first() -> None:
    spare = "{kind: database, backups: {every: 24h}, availability: 99%}"
    (step,) = planned(f"{PROMISE}{one(spare)}").steps
    assert step.text == "add 1 replica to it (1 -> 2)"
    assert step.assumes == ("one leads and the others follow, with an automatic failover in 30 s",)
    # without backups two copies of durable data are too few
    assert texts(one("{kind: database, availability: 99%}")) == ["add 2 replicas to it (1 -> 3)"]
    assert texts(one("{kind: search_index, availability: 99%}")) == ["add 1 replica to it (1 -> 2)"]
    by_hand = "{kind: database, backups: {every: 24h}, availability: 99%, replicas: {count: 1, failover: {automatic: false, time: 20min}}}"
    assert texts(one(by_hand), "99.98%") == [
        "add 2 replicas to it (1 -> 3)",
        "let it fail over by itself (in 30 s, assumed; stated were 20 min by hand)",
    ]


def test_copies_take_room_and_work() -> None:
    body = """\
journeys: {j: {actor: web, rate: 100/s, steps: [web -> db: write], objectives: {availability: 99.9%}}}
components:
  web: {kind: client, calls: [db]}
  db: {kind: database, replicas: {count: 6, copies: 2}, availability: 98%%s}
"""
    assert [s.text for s in planned(body.replace("%s", ", capacity: 1k/s")).steps] == [
        "keep 1 more copy of each piece of db (2 -> 3)"
    ]
    # at 40 writes a second 5 of 6 nodes carry 2 copies of 100 writes, and 8 of 9 carry 3
    (step,) = planned(body.replace("%s", ", capacity: 40/s")).steps
    assert step.text == "keep 1 more copy of each piece of db (2 -> 3, on 9 nodes instead of 6)"
    assert step.instances == 3


def test_full_disks_need_more_nodes() -> None:
    body = """\
journeys: {j: {actor: web, steps: [web -> db], objectives: {availability: 99.9%}}}
components:
  web: {kind: client, calls: [db]}
  db: {kind: database, replicas: {count: 6, copies: 2}, availability: 98%, storage: 1 TB}
data: {Row: {store: db, size: 1 KB, rows: 3B}}
"""
    (step,) = planned(body).steps
    assert step.text == "keep 1 more copy of each piece of db (2 -> 3, on 9 nodes instead of 6)"


def test_quorums_keep_a_copy_in_common() -> None:
    two = "{kind: database, replicas: {count: 9, copies: 3, need: 2 of 3}, availability: 99%}"
    assert texts(one(two)) == [
        "keep 2 more copies of each piece of it (3 -> 5, of which 3 must answer)"
    ]
    apart = "{kind: database, replicas: {count: 9, copies: 3, need: {reads: 2, writes: 2}}, availability: 99%}"
    (change,) = planned(
        "journeys: {j: {actor: web, steps: ['web -> it: read'], objectives: {availability: 99.9%}}}\n"
        + one(apart)
    ).chosen.values()
    replicas = change.component.replicas
    assert (replicas.copies, replicas.reads_need, replicas.writes_need) == (4, 2, 3)


def test_where_a_majority_decides_the_number_stays_odd() -> None:
    voting = "{kind: service, replicas: {count: 3, need: majority}, availability: 99%}"
    assert texts(one(voting), "99.99%") == ["add 2 replicas to it (3 -> 5)"]


def test_a_failover_that_waits_for_nobody() -> None:
    body = one(
        "{kind: database, availability: 99%, replicas: {count: 2, mode: leader-follower, failover: {automatic: false, time: 4h}}}"
    )
    assert texts(body) == ["let it fail over by itself (in 30 s, assumed; stated were 4 h by hand)"]
    # 30 s instead of 4 h, every 396 h
    window = 30 / (396 * 3600 + 30)
    found = helpful(body)["let it fail over by itself (in 30 s, assumed; stated were 4 h by hand)"]
    assert found.availability == pytest.approx((1 - 0.01**2) * (1 - window))


def test_what_scales_by_itself_leaves_more() -> None:
    body = one("{kind: service, replicas: {min: 1, max: 4}, availability: 99%}")
    found = planned("journeys: {j: {actor: web, objectives: {availability: 99.9%}}}\n" + body)
    assert [step.text for step in found.steps] == ["add 1 replica to it (min: 1 -> 2)"]
    (change,) = found.chosen.values()
    replicas = change.component.replicas
    assert (replicas.fewest, replicas.count, replicas.most) == (2, 2, 4)


STORES = """\
journeys: {post: {actor: web, writes: [Tweet], steps: [web -> app -> store], objectives: {availability: 99.99%}}}
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, replicas: 9, calls: [store]}
  store: {kind: database, managed: true, availability: 99.9%}
data: {Tweet: {store: store}}
"""


def test_a_store_gets_no_second_provider_and_no_call_becomes_optional() -> None:
    found = planned(STORES)
    (outcome,) = found.outcomes
    assert outcome.state is State.OUT_OF_REACH
    assert outcome.beyond is None
    assert not outcome.nearest
    assert not found.steps


PROVIDERS = """\
journeys: {look: {actor: web, steps: [web -> cdn -> bucket], objectives: {availability: 99.9%}}}
components:
  web: {kind: client, calls: [cdn]}
  cdn: {kind: cdn, managed: true, availability: 99.9%, calls: [bucket]}
  bucket: {kind: object_store, managed: true, availability: 99.99%}
"""


def test_a_second_provider_comes_last_and_the_ceiling_is_named() -> None:
    found = planned(PROVIDERS)
    (outcome,) = found.outcomes
    assert [step.text for step in found.steps] == ["have a second provider beside cdn"]
    assert outcome.state is State.PLANNED
    assert outcome.ceiling == pytest.approx(0.999 * 0.9999)
    assert [(limit.name, limit.availability) for limit in outcome.limits] == [
        ("cdn", pytest.approx(0.999)),
        ("bucket", pytest.approx(0.9999)),
    ]
    assert outcome.then == pytest.approx((1 - 0.001**2) * 0.9999)


def test_a_member_of_a_quorum_gets_no_second_provider() -> None:
    found = planned("""\
journeys: {j: {actor: web, objectives: {availability: 99.9999%}}}
components:
  web: {kind: client, calls: [{of: [a, b, c], need: 2}]}
  a: {kind: external, availability: 99%}
  b: {kind: external, availability: 99%}
  c: {kind: external, availability: 99%}
""")
    assert not found.steps


def test_a_second_provider_needs_all_that_it_calls_as_no_step_names_it() -> None:
    found = planned("""\
journeys: {j: {actor: web, steps: [web -> edge -> a], objectives: {availability: 99.7%}}}
components:
  web: {kind: client, calls: [edge]}
  edge: {kind: cdn, managed: true, availability: 99.5%, calls: [a, b]}
  a: {kind: object_store, managed: true, availability: 99.99%}
  b: {kind: object_store, managed: true, availability: 50%}
""")
    (outcome,) = found.outcomes
    assert outcome.state is State.PLANNED
    assert 1.0 - outcome.then == pytest.approx(1.0 - 0.9999 * (1.0 - 0.005 * (1.0 - 0.995 * 0.5)))


def test_accepted_components_are_left_alone_and_named() -> None:
    body = """\
journeys: {j: {actor: web, objectives: {availability: 99.9%}}}
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, availability: 99%, group: core}
accepted: [{rule: RULE, at: AT, because: it is cheap, until: 2030-01-01}]
"""
    for rule, at in (("SPOF001", "app"), ("single-zone", "app"), ("SLO001", "core")):
        design = design_of(body.replace("RULE", rule).replace("AT", at))
        found = plan(Facts(design))
        assert [(each.component, each.rule, each.until) for each in found.accepted] == [
            ("app", rule, "2030-01-01")
        ]
        assert found.outcomes[0].state is State.OUT_OF_REACH
        assert found.outcomes[0].limits[0].why == f"'{rule}' is accepted"
        assert plan(Facts(design), include_accepted=True).reaches
    other = design_of(body.replace("RULE", "API004").replace("AT", "app"))
    assert plan(Facts(other)).reaches


def test_journeys_are_met_jointly() -> None:
    found = planned("""\
journeys:
  one: {actor: web, steps: [web -> lb -> a], objectives: {availability: 99.9%}}
  two: {actor: web, steps: [web -> lb -> b], objectives: {availability: 99.9%}}
components:
  web: {kind: client, calls: [lb]}
  lb: {kind: load_balancer, availability: 99%, calls: [a, b]}
  a: {kind: service, replicas: 3, availability: 99%}
  b: {kind: service, availability: 99%}
""")
    assert [step.at for step in found.steps] == ["b", "lb"] or [s.at for s in found.steps] == [
        "lb",
        "b",
    ]
    assert all(each.state is State.PLANNED for each in found.outcomes)


def test_steps_that_help_only_together_are_one() -> None:
    """Of each, two of three must be up, and two stand in one zone: either spread alone trades the
    loss of that zone for those of others."""
    found = helpful("""\
journeys: {j: {actor: web, objectives: {availability: 99.9%}}}
components:
  web: {kind: client, calls: [one, two]}
  one: {kind: service, replicas: {count: 3, need: 2}, zones: [a, b], availability: 99.9%}
  two: {kind: service, replicas: {count: 3, need: 2}, zones: [a, b], availability: 99.9%}
""")
    (both,) = found
    assert both == "spread one over a, b and c, and spread two over a, b and c"


def test_a_journey_that_keeps_its_promise_needs_nothing() -> None:
    body = "journeys: {j: {actor: web, objectives: {availability: 90%}}}\n"
    assert not helpful(body + one("{kind: service, availability: 99%}"))
    found = planned(body + one("{kind: service, availability: 99%}"))
    assert found.reaches
    assert not found.steps


def test_nothing_helps_what_never_fails() -> None:
    assert not helpful("journeys: {idle: {actor: web}}\ncomponents: {web: {kind: client}}\n")


def test_no_plan_is_made_in_passing_of_what_is_very_large(monkeypatch: pytest.MonkeyPatch) -> None:
    body = one("{kind: service, availability: 99%}")
    monkeypatch.setattr(module, "MOST_COMPONENTS", 1)
    assert not helpful(body)
    promising = "journeys: {j: {actor: web, objectives: {availability: 99.9%}}}\n" + body
    facts = Facts(design_of(promising))
    assert facts.plan is None
    assert not facts.improvements("j")


def test_of_many_components_those_that_fail_most_are_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sdgen.analyses.improve.plan.MOST_COMPONENTS", 2)
    services = "".join(
        f"  s{n}: {{kind: service, availability: 99.9{n}%, calls: [s{n + 1}]}}\n" for n in range(8)
    )
    found = planned(
        "journeys: {j: {actor: web, objectives: {availability: 99.5%}}}\n"
        f"components:\n  web: {{kind: client, calls: [s0]}}\n{services}"
        "  s8: {kind: service, availability: 90%}\n"
    )
    assert "s8" in found.chosen
    assert len(found.chosen) <= 2
    assert not found.proved


def test_what_gains_most_is_done_first() -> None:
    found = planned("""\
journeys: {j: {actor: web, objectives: {availability: 99.9%}}}
components:
  web: {kind: client, calls: [one, two]}
  one: {kind: service, availability: 99.5%}
  two: {kind: service, availability: 98%}
""")
    assert [step.at for step in found.steps] == ["two", "one"]


def test_what_votes_gets_no_even_number() -> None:
    design = design_of(one("{kind: coordinator, replicas: 3, availability: 99%}"))
    variants = variants_of(design, design.components["it"], Load())
    assert {each.component.replicas.count for each in variants} == {3, 5}


def test_journeys_that_promise_nothing_are_looked_at_up_to_a_number_of_components(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    body = (
        "journeys: {one: {actor: web}, two: {actor: web}}\n"
        "components: {web: {kind: client, calls: [it]}, it: {kind: service, replicas: 1}}\n"
    )
    sizes = [len(Facts(design_of(body)).failure_logic(name).owners) for name in ("one", "two")]
    for most, some in ((sum(sizes), True), (sum(sizes) - 1, False)):
        monkeypatch.setattr(module, "MOST_WITHOUT_OBJECTIVE", most)
        facts = Facts(design_of(body))
        assert [bool(facts.improvements(name)) for name in ("one", "two")] == [some, some]
