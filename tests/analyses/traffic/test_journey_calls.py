"""Which components count for a journey."""

from __future__ import annotations

from sdgen.analyses.traffic.journey_calls import all_calls, journeys_of, made_calls, required_calls
from tests.analyses.designs import design_of

BODY = """\
journeys:
  read:
    actor: web
    steps: [web -> app -> cache]
  all: {actor: web}
components:
  web: {kind: client, calls: [app]}
  app:
    kind: service
    calls:
      - any_of: [cache, db]
      - search
      - log: {async: true}
  cache: {kind: cache}
  db: {kind: database}
  search: {kind: search_index}
  log: {kind: queue, calls: [archive]}
  archive: {kind: database}
"""


def test_steps_choose_calls_and_an_alternative_brings_its_whole_group() -> None:
    design = design_of(BODY)
    calls = required_calls(design, design.journeys["read"])
    assert calls.components == ("web", "app", "cache", "db")
    (group,) = calls.required["app"]
    assert [call.target for call in group.calls] == ["cache", "db"]


def test_an_alternative_that_no_step_names_makes_every_call() -> None:
    design = design_of("""\
journeys: {read: {actor: web, steps: [web -> one -> db-1]}}
components:
  web: {kind: client, calls: [any_of: [one, two]]}
  one: {kind: service, calls: [db-1, db-2]}
  two: {kind: service, calls: [db-2]}
  db-1: {kind: database}
  db-2: {kind: database}
""")
    calls = required_calls(design, design.journeys["read"])
    assert calls.components == ("web", "one", "two", "db-1", "db-2")
    assert len(calls.required["one"]) == 1
    assert len(calls.required["two"]) == 1


def test_without_steps_every_call_counts_but_asynchronous_ones() -> None:
    design = design_of(BODY)
    calls = required_calls(design, design.journeys["all"])
    assert calls.components == ("web", "app", "cache", "db", "search")


def test_made_calls_reach_what_nobody_waits_for() -> None:
    design = design_of(BODY)
    calls = made_calls(design, design.journeys["all"])
    assert calls.components[-2:] == ("log", "archive")
    assert len(calls.required["app"]) == 2


def test_all_calls_are_of_every_component() -> None:
    design = design_of(BODY)
    assert all_calls(design).components == tuple(design.components)


def test_without_journeys_each_client_is_one() -> None:
    design = design_of(BODY[BODY.index("components") :])
    assert [(j.id, j.actor, j.name) for j in journeys_of(design)] == [
        ("web", "web", "every call of Web")
    ]


def test_without_clients_what_nobody_calls_stands_for_them() -> None:
    design = design_of(
        "components: {one: {kind: service, calls: [two]}, two: {kind: service}, tool: {kind: worker}}\n"
    )
    assert [j.actor for j in journeys_of(design)] == ["one", "tool"]


def test_in_one_cycle_every_component_is_an_actor() -> None:
    design = design_of(
        "components: {one: {kind: service, calls: [two]}, two: {kind: service, calls: [one]}}\n"
    )
    assert [j.actor for j in journeys_of(design)] == ["one", "two"]
