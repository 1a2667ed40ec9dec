"""Sentences of reports that few designs bring about: each is read once."""

from __future__ import annotations

from pathlib import Path

import pytest

import sdgen
from sdgen.cli.main import main

HEAD = "sdgen: 1\nname: Shop\nscale: {daily_users: 1M, peak: 3x, horizon: 1y}\n"
ONE = """\
journeys: {look: {actor: web, rate: 100/s, steps: [web -> app]}}
components:
  web: {kind: client, calls: [app]}
"""


def told(tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: str, body: str) -> str:
    """What the verb says of a design, in one line."""
    path = tmp_path / "shop.yaml"
    path.write_text(HEAD + body, encoding="utf-8")
    status = main([verb, str(path)])
    captured = capsys.readouterr()
    assert status == 0, captured.err
    return " ".join(captured.out.split())


@pytest.mark.parametrize(
    ("latency", "sentence"),
    [
        ("p99: 200ms", "app: the median is 1/10 of the p99"),
        ("p50: 20ms", "app: the p99 is 10 times the median"),
    ],
)
def test_of_half_a_latency_the_other_half_is_taken(
    latency: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = f"{ONE}  app: {{kind: service, latency: {{{latency}}}}}\n"
    assert sentence in told(tmp_path, capsys, "estimate", body)


def test_runs_without_an_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = ONE.replace("[app]}", "[app: {failures: 2%}]}") + "  app: {kind: service}\n"
    said = told(tmp_path, capsys, "estimate", body)
    assert "look: in 2.0% of its runs a call ends without an answer" in said


def test_a_store_with_an_unknown_entity(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = f"""{ONE}  app: {{kind: service, calls: [db]}}
  db: {{kind: database}}
data:
  Order: {{store: db, rows: 1M, size: 1 KB}}
  Note: {{store: db}}
"""
    said = told(tmp_path, capsys, "estimate", body)
    assert "db: more, for not every entity in it is known" in said


def test_many_components_that_are_too_busy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [f"app-{at:02}" for at in range(20)]
    steps = ", ".join(f"web -> {name}" for name in names)
    body = f"journeys: {{look: {{actor: web, rate: 100/s, steps: [{steps}]}}}}\ncomponents:\n"
    body += f"  web: {{kind: client, calls: [{', '.join(names)}]}}\n"
    body += "".join(f"  {name}: {{kind: service, capacity: 50/s}}\n" for name in names)
    assert "more over 70%" in told(tmp_path, capsys, "estimate", body)


def test_an_objective_that_allows_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = ONE.replace("[web -> app]}", "[web -> app], objectives: {availability: 100%}}")
    said = told(tmp_path, capsys, "analyze", f"{body}  app: {{kind: service}}\n")
    assert "objective 100%: missed" in said
    assert "times" not in said.split("objective 100%: missed")[1].split(")")[0]


def test_a_copy_of_part_of_the_data_is_a_point_of_failure_of_that_part(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = ONE.replace("web -> app]", "web -> app -> db]")
    body = f"""{steps}  app: {{kind: service, replicas: 2, calls: [db]}}
  db: {{kind: database, replicas: {{count: 4, copies: 1}}}}
"""
    said = told(tmp_path, capsys, "analyze", body)
    assert "25% of the data" in said


def test_what_a_session_shows_of_a_design_and_a_picture() -> None:
    design = sdgen.loads(f"{HEAD}{ONE}  app: {{kind: service}}\n")
    assert repr(design) == "<design 'Shop', 2 components>"
    picture = design.render("high-level")
    assert repr(picture) == f"<picture 'high-level', {picture.width:g} x {picture.height:g}>"
