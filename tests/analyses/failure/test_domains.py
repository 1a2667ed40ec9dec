"""Where replicas run."""

from __future__ import annotations

from sdgen.analyses.failure.domains import ancestors, replica_counts, replica_domains
from sdgen.design.records import Design
from tests.model.given import design
from tests.support.cases import every_case

TOPOLOGY = "topology:\n  eu: {zones: [eu-a, eu-b, eu-c]}\n  us: {zones: [us-a]}\n"


def placed(body: str) -> Design:
    return design(f"{TOPOLOGY}components:\n  db: {{kind: database, {body}}}\n")


@every_case(
    ("body", "expected"),
    [
        ("replicas: 5, zones: [eu-b, eu-a]", ("eu-b", "eu-a", "eu-b", "eu-a", "eu-b")),
        ("replicas: 2", (None, None)),
        ("zones: [eu]", ("eu",)),
        ("place: {us-a: 1, eu-a: 2}", ("us-a", "eu-a", "eu-a")),
        ("place: {eu-a: 3, eu-b: 2}", ("eu-a", "eu-b", "eu-a", "eu-b", "eu-a")),
        ("replicas: 3, place: {eu-c: 1}", ("eu-c", None, None)),
    ],
)
def test_each_replica_has_its_domain(body: str, expected: tuple[str | None, ...]) -> None:
    found = placed(body)
    domains = replica_domains(found.components["db"])
    assert domains == expected
    counts = replica_counts(found.components["db"])
    assert counts == {each: expected.count(each) for each in expected}
    assert list(counts) == list(dict.fromkeys(expected))


def test_the_domains_that_hold_a_domain() -> None:
    found = design(
        "components: {db: {kind: database}}\ntopology:\n  aws:\n    level: provider\n"
        "    regions: {eu: {zones: [eu-a]}}\n"
    )
    assert ancestors(found, "eu-a") == ("eu", "aws")
    assert ancestors(found, "aws") == ()
