"""Single changes, each computed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdgen.analyses.facts import Facts
from sdgen.analyses.failure.journeys import reliability
from sdgen.analyses.failure.logic import failure_logic
from sdgen.analyses.improve import improvements as module
from sdgen.analyses.improve.improvements import Improvement, improvements, solved
from sdgen.analyses.traffic.flow import flow
from sdgen.analyses.traffic.journey_calls import journeys_of, required_calls
from tests.analyses.designs import design_of
from tests.support.quick import examples


def helpful(body: str, most: int = 20) -> dict[str, Improvement]:
    design = design_of(body)
    journey = journeys_of(design)[0]
    found = improvements(design, journey, peak_loads=flow(design).peaks, most=most)
    before = reliability(design, journey, peak_loads=flow(design).peaks).availability
    for change in found:
        assert change.gain == pytest.approx(change.availability - before, abs=1e-12)
    assert list(found) == sorted(found, key=lambda change: -round(change.gain, 12))
    return {change.text: change for change in found}


def test_one_more_replica() -> None:
    found = helpful(
        "components: {web: {kind: client, calls: [app]}, app: {kind: service, replicas: 2, availability: 90%}}\n"
    )
    (change,) = found.values()
    assert change.text == "add 1 replica to app (2 -> 3)"
    assert change.availability == pytest.approx(0.999)


def test_one_more_replica_goes_to_a_zone_that_has_none() -> None:
    found = helpful(
        "components: {web: {kind: client, calls: [app]}, app: {kind: service, replicas: 2, zones: [a], availability: 90%}}\n"
    )
    assert list(found) == [
        "add 1 replica to app in b (2 -> 3)",
        "spread app over a, b",
    ]


def test_the_need_that_follows_from_load_stays() -> None:
    found = helpful("""\
journeys: {read: {actor: web, rate: 100/s, steps: [web -> app]}}
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, replicas: 2, capacity: 50/s, availability: 90%}
""")
    change = found["add 1 replica to app (2 -> 3)"]
    assert change.availability == pytest.approx(0.9**3 + 3 * 0.9**2 * 0.1)


def test_one_more_copy_of_the_data() -> None:
    found = helpful(
        "components: {web: {kind: client, calls: [db]}, db: {kind: database, replicas: {count: 6, copies: 2}, availability: 90%}}\n"
    )
    assert "keep 1 more copy of each piece of db (2 -> 3)" in found
    found = helpful(
        "components: {web: {kind: client, calls: [db]}, db: {kind: database, replicas: {count: 2, copies: 2}, availability: 90%}}\n"
    )
    assert "keep 1 more copy of each piece of db (2 -> 3, on 3 replicas)" in found


def test_a_switch_over_that_never_fails() -> None:
    found = helpful(
        "components: {web: {kind: client, calls: [db]}, db: {kind: database, availability: 99%, "
        "replicas: {count: 2, mode: active-standby, failover: {success: 50%, time: 0s}}}}\n"
    )
    text = "test the failover of db until it never fails"
    assert found[text].availability == pytest.approx(1 - 0.01 * 0.01)


def test_a_failover_that_waits_for_nobody() -> None:
    found = helpful(
        "components: {web: {kind: client, calls: [db]}, db: {kind: database, availability: 99%, "
        "replicas: {count: 2, mode: leader-follower, failover: {automatic: false, time: 4h}}}}\n"
    )
    # 30 s instead of 4 h, every 396 h
    window = 30 / (396 * 3600 + 30)
    assert found["let db fail over by itself"].availability == pytest.approx(
        (1 - 0.01**2) * (1 - window)
    )


def test_a_store_that_says_nothing_of_copies_keeps_one_more() -> None:
    found = helpful(
        "components: {web: {kind: client, calls: [db]}, db: {kind: database, availability: 99%, "
        "replicas: 4}}\n"
    )
    change = found["keep 1 more copy of each piece of db (3 -> 4)"]
    assert change.availability == pytest.approx(1 - 0.01**4)


def test_an_optional_call_and_an_alternative() -> None:
    found = helpful("""\
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, replicas: 9, calls: [db, mail]}
  db: {kind: database, replicas: {count: 9, copies: 9}}
  mail: {kind: external, availability: 99%}
""")
    assert list(found)[:2] == [
        "make the call app -> mail optional",
        "give app an alternative to mail",
    ]
    assert found["give app an alternative to mail"].availability == pytest.approx(0.9999)
    assert not any("optional" in text and "web" in text for text in found)


def test_an_alternative_calls_what_the_original_calls() -> None:
    found = helpful("""\
journeys: {read: {actor: web, steps: [web -> lb -> db]}}
components:
  web: {kind: client, calls: [lb]}
  lb: {kind: load_balancer, managed: true, availability: 99%, calls: [db, other]}
  db: {kind: database, availability: 90%}
  other: {kind: database, availability: 50%}
""")
    change = found["give web an alternative to lb"]
    assert change.availability == pytest.approx(0.9999 * 0.9)


def test_of_many_changes_those_to_what_fails_most_are_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MOST_WORK", 1)
    monkeypatch.setattr(module, "MOST_CHANGES", 1)
    services = "".join(
        f"  s{n}: {{kind: service, availability: 99.9{n}%, calls: [s{n + 1}]}}\n" for n in range(8)
    )
    found = helpful(
        f"components:\n  web: {{kind: client, calls: [s0]}}\n{services}  s8: {{kind: service, availability: 90%}}\n"
    )
    assert next(iter(found)) == "add 1 replica to s8 (1 -> 2)"
    assert len(found) == 5


def test_many_instances_count_as_many_components(monkeypatch: pytest.MonkeyPatch) -> None:
    def tried(replicas: int) -> int:
        services = "".join(
            f"  s{n}: {{kind: service, availability: 90%, replicas: {{count: {replicas}, need: {replicas}}}}}\n"
            for n in range(12)
        )
        calls = ", ".join(f"s{n}" for n in range(12))
        design = design_of(f"components:\n  web: {{kind: client, calls: [{calls}]}}\n{services}")
        journey = journeys_of(design)[0]
        counted: list[object] = []
        outcomes = module._outcomes
        monkeypatch.setattr(
            module,
            "_outcomes",
            lambda *given: counted.extend(each := list(outcomes(*given))) or iter(each),
        )
        improvements(design, journey)
        monkeypatch.setattr(module, "_outcomes", outcomes)
        return len(counted)

    monkeypatch.setattr(module, "MOST_WORK", 240)
    monkeypatch.setattr(module, "EVENTS_OF_A_COMPONENT", 10)
    assert tried(2) > 5
    assert 0 < tried(100) <= 5


def test_a_group_that_changes_over_is_nobody_s_to_change() -> None:
    design = design_of(
        "journeys: {j: {actor: web}}\n"
        "components:\n"
        "  web: {kind: client, calls: [{any_of: [a, b], failover: {time: 1h, success: 90%}}]}\n"
        "  a: {kind: service, availability: 99%}\n"
        "  b: {kind: service, availability: 98%}\n"
    )
    found = Facts(design).improvements("j")
    assert found
    assert {each.at for each in found} == {"a", "b"}


def test_nothing_helps_what_never_fails() -> None:
    assert not helpful("journeys: {idle: {actor: web}}\ncomponents: {web: {kind: client}}\n")


# --- against solving each changed design ------------------------------------------------------

REPLICAS = (
    "1",
    "2",
    "3",
    "{count: 3, need: 2}",
    "{count: 3, copies: 2}",
    "{count: 2, mode: active-standby, failover: {success: 90%}}",
)
ZONES = ("", "zones: [a], ", "zones: [a, b], ", "zones: [b, c], ", "place: {b: 1}, ")
KINDS = ("service", "database", "queue", "external")


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """A small design with a journey: alternatives, quorums, cycles, zones, steps, need by load."""
    names = [f"c{n}" for n in range(draw(st.integers(1, 5)))]
    lines = ["components:", f"  web: {{kind: client, calls: [{names[0]}]}}"]
    made = [("web", names[0])]
    for name in names:
        groups = []
        others = [other for other in names if other != name]
        lists = st.lists(st.sampled_from(others or names), min_size=1, unique=True)
        for targets in draw(st.lists(lists, max_size=3)) if others else ():
            made += [(name, target) for target in targets]
            groups.append(
                targets[0]
                if len(targets) == 1
                else f"{{any_of: [{', '.join(targets)}]}}"
                if draw(st.booleans())
                else f"{{of: [{', '.join(targets)}], need: {draw(st.integers(1, len(targets)))}}}"
            )
        kind = draw(st.sampled_from(KINDS))
        parts = "" if kind == "external" else f"replicas: {draw(st.sampled_from(REPLICAS))}, "
        capacity = draw(st.sampled_from(("", "", "capacity: 60/s, "))) if parts else ""
        lines.append(
            f"  {name}: {{kind: {kind}, {parts}{capacity}{draw(st.sampled_from(ZONES))}"
            f"availability: {draw(st.sampled_from(('90%', '99%')))}, calls: [{', '.join(groups)}]}}"
        )
    steps = draw(st.lists(st.sampled_from(made), max_size=3, unique=True))
    reached = {"web"}
    kept = []
    for source, target in [made[0], *(step for step in steps if step != made[0])] if steps else ():
        if source in reached:
            reached.add(target)
            kept.append((source, target))
    arrows = ", ".join(f"{source} -> {target}" for source, target in kept)
    return (
        f"journeys: {{read: {{actor: web, rate: 100/s, steps: [{arrows}]}}}}\n"
        + "\n".join(lines)
        + "\n"
    )


@pytest.mark.slow
@examples(400, derandomize=True)
@given(bodies())
def test_each_gain_is_that_of_the_changed_design(body: str) -> None:
    design = design_of(body)
    journey, loads = design.journeys["read"], flow(design).peaks
    logic = failure_logic(design, journey, loads)
    now = module._Now(
        design,
        journey,
        loads,
        required_calls(design, journey),
        logic.model,
        logic.asked,
        alone=True,
    )
    seen = 0
    for change, before, after in module._outcomes(now, None):
        assert after == pytest.approx(solved(design, journey, change, loads), abs=1e-12)
        assert before == pytest.approx(
            1 - reliability(design, journey, peak_loads=loads).availability, abs=1e-12
        )
        seen += 1
    assert seen or all(
        component.kind in ("client", "external") for component in design.components.values()
    )
