"""Single changes, each computed."""

from __future__ import annotations

import pytest

from sdgen.analyses import improvements as module
from sdgen.analyses.improvements import Improvement, improvements
from sdgen.analyses.journey_calls import journeys_of
from sdgen.analyses.journey_reliability import reliability
from sdgen.analyses.load import flow
from tests.analyses.designs import design_of


def helpful(body: str, most: int = 20) -> dict[str, Improvement]:
    design = design_of(body)
    journey = journeys_of(design)[0]
    found = improvements(design, journey, peak_loads=flow(design).peaks, most=most)
    before = reliability(design, journey, peak_loads=flow(design).peaks).availability
    for change in found:
        assert change.gain == pytest.approx(change.availability - before, abs=1e-12)
    assert list(found) == sorted(found, key=lambda change: -change.gain)
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
        "replicas: {count: 2, mode: active-standby, failover: {success: 50%}}}}\n"
    )
    text = "automate and test the failover of db until it never fails"
    assert found[text].availability == pytest.approx(1 - 0.01 * 0.01)


def test_an_optional_call_and_an_alternative() -> None:
    found = helpful("""\
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, replicas: 9, calls: [db, mail]}
  db: {kind: database, replicas: 9}
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


def test_nothing_helps_what_never_fails() -> None:
    assert not helpful("journeys: {idle: {actor: web}}\ncomponents: {web: {kind: client}}\n")
