"""Calls that stay within a zone."""

from __future__ import annotations

from tests.model.given import design, findings
from tests.support.cases import every_case

START = "topology: {eu: {zones: [a, b]}}\ncomponents:\n"


def shop(caller: str, called: str) -> str:
    return (
        f"{START}  app: {{kind: service, replicas: 2{caller}, calls: [db: {{same_zone: true}}]}}\n"
        f"  db: {{kind: database, replicas: 2{called}}}\n"
    )


def test_a_call_can_stay_in_its_zone() -> None:
    read = design(shop(", zones: [a]", ", zones: [a, b]"))
    [group] = read.components["app"].calls
    assert group.calls[0].same_zone


@every_case(
    ("caller", "called", "where"),
    [
        (", zones: [a, b]", ", zones: [a]", "in 'b'"),
        (", zones: [a, b]", "", "in 'a' and 'b'"),
    ],
)
def test_there_has_to_be_something_to_call(caller: str, called: str, where: str) -> None:
    [found] = findings(shop(caller, called))
    assert found.message == (
        f"component 'app', 'same_zone': replicas {where} have no 'db' in their zone"
    )
    assert found.span.line == 5
