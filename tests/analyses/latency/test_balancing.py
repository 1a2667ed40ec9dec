"""How requests are spread over replicas, as far as a design says it, and what is said of it."""

from __future__ import annotations

from sdgen.analyses.estimate import estimate
from sdgen.analyses.latency.balancing import Balancing, spreads
from tests.model.given import design
from tests.support.cases import every_case

DESIGN = """
components:
  web: {kind: client, calls: [lb]}
  lb: {kind: load_balancer, BALANCING calls: [api]}
  api: {kind: service, replicas: 3, capacity: 100/s, calls: [db, jobs]}
  db: {kind: database, replicas: 3, capacity: 400/s}
  jobs: {kind: queue}
  worker: {kind: worker, replicas: 3, capacity: 100/s, consumes: [jobs], calls: [api]}
journeys:
  ask: {rate: 240/s, steps: [web -> lb -> api -> db, api -> jobs -> worker]}
"""


def said(balancing: str) -> list[str]:
    """The assumptions of the estimate that are about replicas."""
    found = estimate(design(DESIGN.replace("BALANCING", balancing))).assumptions
    return [each for each in found if "replicas" in each or "random" in each]


def test_workers_share_a_queue_and_keys_choose_nodes() -> None:
    shop = design(DESIGN.replace("BALANCING", ""))
    found = {name: each.balancing for name, each in spreads(shop).items()}
    assert found == {
        "lb": Balancing.ROUND_ROBIN,
        "api": Balancing.ROUND_ROBIN,
        "db": Balancing.RANDOM,
        "jobs": Balancing.ROUND_ROBIN,
        "worker": Balancing.ONE_QUEUE,
    }


@every_case(
    ("written", "found"),
    [
        ("balancing: random,", Balancing.RANDOM),
        ("balancing: round-robin,", Balancing.ROUND_ROBIN),
        ("sticky: true,", Balancing.RANDOM),
        ("balancing: least-connections, sticky: true,", Balancing.RANDOM),
        # the worker calls api too, in turn
        ("balancing: least-connections,", Balancing.ROUND_ROBIN),
    ],
)
def test_the_least_even_of_all_callers_counts(written: str, found: Balancing) -> None:
    assert spreads(design(DESIGN.replace("BALANCING", written)))["api"].balancing is found


def test_what_is_assumed_is_said() -> None:
    assert said("") == [
        "requests go to the replicas of api in turn (round-robin): no 'balancing' is said",
        "requests go to the replicas of db at random, by their keys",
    ]
    assert said("balancing: random,") == [
        "requests go to the replicas of db at random, by their keys",
    ]


def test_what_is_said_twice_is_said() -> None:
    assert said("balancing: round-robin, sticky: true,")[-1] == (
        "lb: what is sticky counts as random, not as round-robin"
    )


def test_balancing_that_counts_for_nothing_is_said() -> None:
    text = DESIGN.replace("BALANCING", "balancing: random,")
    line = "stated for readers and rules, no figure depends on it: "
    assert not [each for each in estimate(design(text)).assumptions if each.startswith(line)]
    text = text.replace("service, replicas: 3, capacity: 100/s", "service")
    assert f"{line}balancing of lb" in estimate(design(text)).assumptions


def test_balancing_changes_the_latency() -> None:
    def p99(balancing: str) -> float:
        return estimate(design(DESIGN.replace("BALANCING", balancing))).latency["ask"].p99

    assert p99("balancing: random,") > 1.1 * p99("balancing: round-robin,")
