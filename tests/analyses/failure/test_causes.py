"""Why an event alone takes a journey down, each by hand."""

from __future__ import annotations

import pytest

from sdgen.analyses.facts import Facts
from tests.analyses.designs import design_of
from tests.support.cases import every_case


def causes(body: str) -> dict[str, str]:
    """The cause of each point of failure of the journey."""
    facts = Facts(design_of(body))
    (journey,) = facts.analysed
    return {point.event: point.cause.value for point in facts.points_of_failure(journey)}


HEAD = """\
journeys: {j: {actor: web, rate: 300/s}}
components:
  web: {kind: client, calls: [api]}
"""
LOSS, QUORUM, CAPACITY = "loss", "quorum", "capacity"


@pytest.mark.slow
@every_case(
    ("api", "expected"),
    [
        ("kind: service, replicas: 1", {"api/1": LOSS}),
        # nothing is left without zone a, and the region that holds it
        ("kind: service, replicas: 2, zones: [a]", {"a": LOSS, "r1": LOSS}),
        ("kind: service, replicas: {count: 2, need: 2}", {"api/1": QUORUM, "api/2": QUORUM}),
        ("kind: database, replicas: {count: 2, copies: 1}", {"api/1": QUORUM, "api/2": QUORUM}),
        ("kind: cache, replicas: 2", {"api/1": QUORUM, "api/2": QUORUM}),
        ("kind: service, replicas: 2, capacity: 200/s", {"api/1": CAPACITY, "api/2": CAPACITY}),
        # 300/s need 2 of 100/s for each zone that is left: a zone of two leaves one
        (
            "kind: service, replicas: 4, zones: [a, b], capacity: 100/s",
            {"a": CAPACITY, "b": CAPACITY, "r1": LOSS},
        ),
        # what needs all by word needs them at the peak too
        (
            "kind: service, replicas: {count: 2, need: 2}, capacity: 200/s",
            {"api/1": QUORUM, "api/2": QUORUM},
        ),
        # the leader is waited for whatever else is there; a majority is not
        (
            "kind: database, replicas: {count: 3, mode: leader-follower, failover: manual}",
            {"api/1": LOSS},
        ),
        # of two that serve the second is one too many to lose only since both are asked for
        (
            "kind: database, replicas: {count: 3, need: 2, mode: active-standby, failover: manual}",
            {"api/1": LOSS, "api/2": QUORUM},
        ),
        (
            "kind: service, replicas: 2, common_cause: 10%, capacity: 200/s",
            {"api/1": CAPACITY, "api/2": CAPACITY, "api!common": LOSS},
        ),
    ],
)
def test_the_cause_of_each_point(api: str, expected: dict[str, str]) -> None:
    assert causes(f"{HEAD}  api: {{{api}}}\n") == expected


def test_a_zone_that_takes_more_members_than_a_group_can_miss_is_a_quorum() -> None:
    body = """\
  api: {kind: service, replicas: 2, calls: [{need: 2, of: [n1, n2, n3]}]}
  n1: {kind: database, zones: [a]}
  n2: {kind: database, zones: [a]}
  n3: {kind: database, zones: [b]}
"""
    assert causes(HEAD + body) == {"a": QUORUM, "r1": LOSS}
    assert causes(HEAD + body.replace("zones: [b]", "zones: [a]")) == {"a": LOSS, "r1": LOSS}


def test_what_is_lost_to_one_and_too_little_of_another_is_a_loss() -> None:
    body = """\
  api: {kind: service, replicas: 4, zones: [a, b], capacity: 100/s, calls: [db]}
  db: {kind: database, zones: [a]}
"""
    assert causes(HEAD + body) == {"db/1": LOSS, "a": LOSS, "b": CAPACITY, "r1": LOSS}
