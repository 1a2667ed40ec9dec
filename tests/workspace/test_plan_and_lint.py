"""What lint says of a design after a plan is written into it: nothing that it did not say before."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

import sdgen
from sdgen.base.findings import Finding, Severity
from sdgen.base.span import Span
from sdgen.workspace.write_plan import new_findings
from tests.support.cases import every_case

ROOT = Path(__file__).parents[2]
ZONES = "topology: {eu: {availability: 100%, zones: {za: 99.9%, zb: 99.9%, zc: 99.9%}}}\n"
HEAD = (
    f"sdgen: 1\nname: Test\n{ZONES}journeys: {{j: {{actor: web, rate: 10/s, steps: [web -> it], "
    "objectives: {availability: 99.9%}}}\ncomponents:\n  web: {kind: client, calls: [it]}\n"
)


def _found(file: Path) -> tuple[Finding, ...]:
    request = sdgen.LintRequest(files=(str(file),))
    return sdgen.Workspace().lint(request).findings


def _new(file: Path, availability: str | None = None) -> tuple[Finding, ...]:
    """What is found only after the plan is written."""
    before, workspace = _found(file), sdgen.Workspace()
    request = sdgen.ImproveRequest(file=str(file), include_accepted=True, availability=availability)
    result = workspace.improve(request)
    assert result.reaches
    assert workspace.write_plan(result)
    return new_findings(before, _found(file))


def _codes(found: Iterable[Finding]) -> set[str]:
    return {each.code for each in found}


@every_case(
    ("it", "written"),
    [
        (
            "{kind: database, technology: PostgreSQL, zones: [za]}",
            "zones: [za, zb, zc], replicas: {count: 3, mode: leader-follower, failover: automatic}",
        ),
        (
            "{kind: database, zones: [za], backups: {every: 24h}}",
            "replicas: {count: 2, mode: leader-follower, failover: automatic}",
        ),
        (
            "{kind: database, replicas: 1, place: {za: 1}, backups: {every: 24h}}",
            "replicas: {count: 2, mode: leader-follower, failover: automatic}, place: {za: 1, zb: 1}",
        ),
        ("{kind: stream, zones: [za]}", "zones: [za, zb, zc], replicas: 3"),
        ("{kind: secret_store, zones: [za]}", "zones: [za, zb, zc], replicas: 3"),
        ("{kind: search_index, zones: [za]}", "zones: [za, zb], replicas: 2"),
        ("{kind: worker, zones: [za]}", "zones: [za, zb], replicas: 2"),
        (
            "{kind: cdn, technology: CloudFront, icon: aws.network.CloudFront, managed: true, availability: 99.8%}",
            "it-2: {kind: cdn, name: Second It, managed: true, availability: 99.8%}",
        ),
        (
            "{kind: external, name: Stripe, technology: Stripe, availability: 99.8%}",
            "it-2: {kind: external, name: Second provider beside Stripe, availability: 99.8%}",
        ),
    ],
    quick=1,
)
def test_a_plan_adds_no_finding(it: str, written: str, tmp_path: Path) -> None:
    file = tmp_path / "design.yaml"
    file.write_text(f"{HEAD}  it: {it}\n", encoding="utf-8")
    assert _new(file) == ()
    assert written in file.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_balancer_stands_in_the_way_of_all_that_is_clean(tmp_path: Path) -> None:
    file = tmp_path / "design.yaml"
    file.write_text(
        f"{HEAD}  it: {{kind: service, zones: [za]}}\n  watch: {{kind: monitor, calls: [it]}}\n"
        "monitoring: {watches: [it], alerts: [{on: it, when: it is down}]}\n",
        encoding="utf-8",
    )
    assert _new(file) == ()
    text = file.read_text(encoding="utf-8")
    assert "steps: [web -> it-lb -> it]" in text
    assert "web: {kind: client, calls: [it-lb]}" in text
    assert "it: {kind: service, zones: [za, zb], replicas: 2}" in text
    assert "it-lb: {kind: load_balancer, replicas: 2, zones: [za, zb], calls: [it]}" in text
    assert "watch: {kind: monitor, calls: [it, it-lb]}" in text
    assert "watches: [it, it-lb]" in text


def test_an_error_that_a_plan_brings_is_told(tmp_path: Path) -> None:
    file = tmp_path / "design.yaml"
    head = HEAD.replace("calls: [it]", "calls: [any_of: [it, other]]")
    other = "  other: {kind: external, availability: 1%}\n"
    file.write_text(f"{head}{other}  it: {{kind: service, zones: [za]}}\n", encoding="utf-8")
    # where clients choose between two things none is put in their way
    assert _codes(_new(file)) == {"COPY002"}


@pytest.mark.slow
@every_case(
    ("path", "availability"),
    [
        ("tests/support/designs/twitter-with-risks.yaml", None),
        ("designs/gitlab.yaml", "99.5%"),
        ("designs/boutique.yaml", "99%"),
    ],
)
def test_a_plan_for_a_real_design_adds_no_finding(
    path: str, availability: str | None, tmp_path: Path
) -> None:
    """But that risks that were accepted are there no more."""
    file = tmp_path / Path(path).name
    shutil.copy(ROOT / path, file)
    assert _codes(_new(file, availability)) == {"DOC002"}


def test_what_is_new_are_errors_warnings_and_accepted_risks_that_are_none() -> None:
    at = Span.whole("d.yaml")

    def finding(code: str, message: str, severity: Severity, of: str = "db") -> Finding:
        return Finding(code=code, name="x", severity=severity, message=message, span=at, at=of)

    before = (
        finding("REP001", "1 copy", Severity.ERROR),
        finding("DOC002", "risk A", Severity.WARNING),
    )
    after = (
        finding("REP001", "2 copies", Severity.ERROR),
        finding("REP001", "2 copies", Severity.ERROR, "other"),
        finding("CAP002", "busy", Severity.WARNING),
        finding("SPOF007", "one provider", Severity.INFO),
        finding("DOC002", "risk A", Severity.WARNING),
        finding("DOC002", "risk B", Severity.WARNING),
    )
    assert new_findings(before, after) == (after[1], after[2], after[5])
