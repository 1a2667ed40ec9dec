"""What can never happen, and what always has."""

from __future__ import annotations

from sdgen.analyses.facts import Facts
from sdgen.analyses.failure.certain import always_down, never_to_fail
from sdgen.analyses.failure.what_if import what_if
from tests.analyses.designs import design_of

BODY = """\
components:
  web: {kind: client, calls: [sure, shared, swift, fixed, often, {any_of: [one, two]}, ours, again]}
  sure: {kind: service, availability: 100%, replicas: 2}
  shared: {kind: service, availability: 99%, common_cause: 100%, replicas: 3}
  swift:
    kind: database
    availability: 99%
    replicas: {count: 2, mode: leader-follower, failover: {automatic: true, time: 0s, success: 100%}}
  fixed: {kind: database, mtbf: 30d, mttr: 0s}
  often: {kind: service, availability: 0%, replicas: 2}
  one: {kind: service, availability: 99%}
  two: {kind: service, availability: 99%}
  ours: {kind: database, managed: true, availability: 99%, deploy_availability: 100%}
  again:
    kind: database
    availability: 99%
    replicas: {count: 2, mode: leader-follower, failover: {automatic: true, time: 1s}}
"""


def test_why_each_is_taken_never_to_fail() -> None:
    found = Facts(design_of(BODY)).reliability("web")
    assert list(never_to_fail(design_of(BODY), found.never)) == [
        "sure (100%)",
        "shared (common_cause 100%)",
        "swift!window (time 0 s)",
        "swift!switch (100%)",
        "fixed/1 (mttr 0 s)",
        "ours!deploy (100%)",
    ]
    # said by itself
    said = {str(each) for each in found.assumptions}
    assert "again: every failover succeeds, since 'success' is not given" in said
    assert list(always_down(design_of(BODY), found.always)) == ["often"]
    listed = {event for cut in found.cut_sets for event in cut.events}
    assert not listed & {each.name for each in found.never}
    assert {"often/1", "often/2"} <= listed
    assert found.availability == 0.0


def test_what_never_fails_can_be_said_to_fail() -> None:
    design = design_of(BODY.replace("often, ", ""))
    (journey,) = what_if(design, ["sure"]).journeys
    assert not journey.is_up
    assert journey.chain == ("web", "sure")
