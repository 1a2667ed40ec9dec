"""Accepted risks, which plans leave alone for as long as they are accepted."""

from __future__ import annotations

from datetime import date

import pytest

from sdgen.analyses.facts import Facts
from sdgen.analyses.improve.accepted import accepted_risks
from sdgen.analyses.improve.plan import plan
from tests.analyses.designs import design_of
from tests.support.cases import every_case

BODY = """\
groups: {{back: {{}}, inner: {{parent: back}}}}
journeys: {{j: {{actor: web, objectives: {{availability: 99.9%}}}}}}
components:
  web: {{kind: client, calls: [b]}}
  b: {{kind: service, availability: 99%, group: inner}}
accepted:
  - {{rule: {rule}, at: {at}, because: it is cheap{until}}}
"""


def _body(rule: str = "SPOF001", at: str = "b", until: str = "") -> str:
    return BODY.format(rule=rule, at=at, until=until and f", until: {until}")


@every_case(
    ("until", "holds"),
    [("", True), ("2026-03-01", True), ("2026-02-28", False), ("2020-01-01", False)],
)
def test_what_was_accepted_until_a_day_is_changed_after_it(until: str, holds: bool) -> None:
    design = design_of(_body(until=until))
    assert bool(accepted_risks(design, date(2026, 3, 1))) is holds


def test_a_plan_changes_what_is_accepted_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772323200")  # 2026-03-01
    assert not plan(Facts(design_of(_body(until="2026-03-01")))).reaches
    made = plan(Facts(design_of(_body(until="2026-02-28"))))
    assert made.reaches
    assert not made.accepted


def test_a_rule_is_accepted_by_its_code_in_any_case_or_its_name() -> None:
    for rule in ("SPOF001", "spof001", "single-point-of-failure"):
        assert [each.component for each in accepted_risks(design_of(_body(rule)))] == ["b"]
    assert not accepted_risks(design_of(_body("OBS001")))


@every_case("at", ["b", "inner", "back"])
def test_a_group_stands_for_all_that_is_in_it_and_in_groups_within(at: str) -> None:
    assert [each.component for each in accepted_risks(design_of(_body(at=at)))] == ["b"]
