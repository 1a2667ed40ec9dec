"""Both designs in one."""

from __future__ import annotations

import pytest

from sdgen import api
from sdgen.design.calls import calls_of
from sdgen.diff.changes import Sign, changes_between
from sdgen.diff.elements import calls_by_id
from sdgen.diff.union import Union, union_of
from tests.diff.given import design
from tests.support.cases import every_case
from tests.support.changed_designs import changed
from tests.support.measured_pictures import FILES
from tests.support.quick import daily

BEFORE = """\
sdgen: 1
name: Shop
components:
  web: {kind: client, calls: [api, old, cdn]}
  api: {kind: service, group: back, calls: [db, old, any_of: [mail, sms]]}
  old: {kind: service, group: gone, calls: [db, db: {async: true}]}
  db: {kind: database, group: back}
  cdn: {kind: cdn}
  mail: {kind: external}
  sms: {kind: external}
groups: {front: Front, gone: Gone, back: Back}
topology: {eu: {zones: [a, b]}}
"""
AFTER = """\
sdgen: 1
name: Shop
components:
  web: {kind: client, calls: [api, cdn]}
  api: {kind: service, group: back, replicas: 3, calls: [db, new, sms]}
  new: {kind: worker, group: front, calls: [db]}
  db: {kind: database, group: back, zones: [c]}
  cdn: {kind: cdn}
  sms: {kind: external}
groups: {front: Front, back: Backend}
topology: {eu: {zones: [a, c]}}
"""


def union(before: str, after: str) -> Union:
    return union_of(changes_between(design(before), design(after)))


def test_it_has_all_of_both_and_says_what_the_newer_says() -> None:
    found = union(BEFORE, AFTER).design
    assert list(found.components) == ["web", "api", "old", "new", "db", "cdn", "mail", "sms"]
    assert list(found.groups) == ["front", "gone", "back"]
    assert list(found.domains) == ["eu", "a", "b", "c"]
    assert found.groups["back"].name == "Backend"
    assert found.components["api"].replicas.count == 3
    assert found.components["old"].group == "gone"


def test_calls_stand_where_they_stood() -> None:
    made = union(BEFORE, AFTER)
    calls = [call.id for call in calls_of(made.design)]
    assert calls[:3] == ["web->api", "web->old", "web->cdn"]
    assert calls[3:8] == ["api->db", "api->old", "api->mail", "api->new", "api->sms"]
    assert calls[8:] == ["old->db", "old->db#2", "new->db"]
    signs = {name: change.sign for name, change in made.calls.items()}
    assert signs == {
        "web->old": Sign.REMOVED,
        "api->old": Sign.REMOVED,
        "api->mail": Sign.REMOVED,
        "api->new": Sign.ADDED,
        "api->sms": Sign.CHANGED,  # it is one of several no more
        "old->db": Sign.REMOVED,
        "old->db#2": Sign.REMOVED,
        "new->db": Sign.ADDED,
    }


def test_alternatives_that_are_removed_together_stay_together() -> None:
    after = BEFORE.replace(", any_of: [mail, sms]", "")
    groups = union(BEFORE, after).design.components["api"].calls
    assert [[call.target for call in group.calls] for group in groups] == [
        ["db"],
        ["old"],
        ["mail", "sms"],
    ]


def test_a_removed_call_takes_the_id_of_no_other() -> None:
    """Here the call that is left has the id that the removed one had."""
    found = union(BEFORE, BEFORE.replace("[db, db: {", "[db: {"))
    calls = {call.id: call.asynchronous for call in calls_of(found.design) if call.source == "old"}
    signs = {name: each.sign for name, each in found.calls.items()}
    assert calls == {"old->db": True, "old->db#2": False}
    assert signs == {"old->db#2": Sign.REMOVED}


@pytest.mark.slow
def test_without_a_change_it_is_the_newer_design() -> None:
    for file in FILES:
        read = api.load(file).design
        assert union_of(changes_between(read, read)).design == read


@every_case("seed", daily(range(30), 10), quick=1)
def test_random_changes(seed: int) -> None:
    old = api.load(FILES[seed % len(FILES)]).design
    new = changed(old, seed)
    changes = changes_between(old, new)
    made = union_of(changes)
    assert made == union_of(changes_between(old, new))
    before, after = changes.before, changes.after
    assert set(made.design.components) == {*before.components, *after.components}
    assert set(made.design.groups) == {*before.groups, *after.groups}
    calls = [call.id for call in calls_of(made.design)]
    assert len(set(calls)) == len(calls)
    assert {call.id for call in calls_of(after)} <= set(calls)
    gone = calls_by_id(before).keys() - calls_by_id(after).keys()
    assert len(calls) == len(list(calls_of(after))) + len(gone)
    assert sum(each.sign is Sign.REMOVED for each in made.calls.values()) == len(gone)
    for each in made.design.components.values():
        assert each.group is None or each.group in made.design.groups
