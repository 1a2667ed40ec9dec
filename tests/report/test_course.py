"""When each call of a journey is made and answered, in JSON and in explanations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import sdgen
from sdgen.analyses.estimate import estimate
from sdgen.analyses.explain.figures import explain
from sdgen.blocks import Paragraph, Table
from sdgen.cli.main import main
from sdgen.report.course import course_data, course_tables
from sdgen.report.estimate_json import estimate_data, explanation_data

SHOP = """\
sdgen: 1
name: Shop
components:
  web: {kind: client, calls: [shop]}
  shop: {kind: service, latency: {p50: 10ms, p99: 10ms}, calls: [db, events: {async: true}]}
  db: {kind: database, latency: {p50: 30ms, p99: 30ms}}
  events: {kind: stream, latency: {p50: 1ms, p99: 1ms}, calls: [mailer, indexer]}
  mailer: {kind: worker, latency: {p50: 4ms, p99: 4ms}}
  indexer: {kind: worker, latency: {p50: 9ms, p99: 9ms}}
journeys:
  buy:
    actor: web
    steps: [web -> shop, {shop -> db: {times: 50%}}, shop -> events, events -> mailer, events -> indexer]
  look: {actor: web}
"""


def test_json_has_bars_parts_and_the_choice() -> None:
    found = course_data(sdgen.loads(SHOP).facts.timeline("buy"))
    assert found is not None
    bars, parts = found["bars"], found["parts"]
    assert isinstance(bars, list)
    assert isinstance(parts, list)
    assert [(bar["component"], bar["caller"], bar["step"], bar["awaited"]) for bar in bars] == [
        ("web", None, None, True),
        ("shop", 0, 1, True),
        ("db", 1, 2, True),
        ("events", 1, 3, False),
        ("mailer", 3, 4, False),
        ("indexer", 3, 5, False),
    ]
    assert bars[2]["called"]["p99"] == pytest.approx(0.01, rel=0.01)
    assert bars[2]["returned"]["p99"] == pytest.approx(0.04, rel=0.01)
    assert bars[1]["share"] + bars[2]["share"] == pytest.approx(1.0, abs=0.01)
    assert bars[2]["share"] == pytest.approx(0.75, abs=0.01)
    assert [(part["first"], part["awaited"], part["counted"]) for part in parts] == [
        (0, True, True),
        (3, False, True),
    ]
    assert [run["bars"] for run in parts[1]["runs"]] == [[3, 4], [3, 5]]
    assert parts[1]["runs"][1]["end"]["p50"] == pytest.approx(0.01, rel=0.01)
    choice = found["choice"]
    assert isinstance(choice, dict)
    assert choice["bar"] == 2
    assert (choice["p99_with"], choice["p99_without"]) == (
        pytest.approx(0.04, rel=0.01),
        pytest.approx(0.01, rel=0.01),
    )
    assert course_data(None) is None


def test_tables_have_a_row_for_each_call_and_one_for_each_run() -> None:
    course = sdgen.loads(SHOP).facts.timeline("buy")
    assert course is not None
    sections = course_tables(course)
    titles = [getattr(section, "title", "") for section in sections]
    assert titles == [
        "where time goes",
        "afterwards, from events to mailer",
        "afterwards, from events to indexer",
    ]
    tables = [block for each in sections for block in getattr(each, "blocks", ())]
    assert all(isinstance(table, Table) for table in tables)
    assert tables[0].rows[:2] == (
        ("web -> shop", "0 s", "0 s", "10 ms", "40.1 ms", "25%"),
        ("shop -> db", "10 ms", "10 ms", "10 ms", "40.1 ms", "75%"),
    )
    assert tables[0].rows[2][0] == "all of it"
    assert tables[2].rows[0][3:5] == ("-", "-")


def test_what_is_overloaded_has_no_course() -> None:
    text = SHOP.replace("kind: database,", "kind: database, capacity: 1/s,")
    course = sdgen.loads(
        text.replace("actor: web\n", "actor: web\n    rate: 9/s\n")
    ).facts.timeline("buy")
    assert course is not None
    (block,) = getattr(course_tables(course)[0], "blocks", ())
    assert block == Paragraph("not computed: db overloaded")
    data = course_data(course)
    assert data is not None
    parts = data["parts"]
    assert isinstance(parts, list)
    assert parts[0]["runs"][0]["end"] is None
    assert parts[0]["runs"][0]["overloaded"] == ["db"]


def test_only_latencies_are_explained_with_it() -> None:
    facts = sdgen.loads(SHOP).facts
    found = estimate(facts)
    names = ("buy.p99", "buy.p50", "buy.peak", "look.p99")
    answers = [explain(found, name, facts.timeline)[0] for name in names]
    assert [each.course is not None for each in answers] == [True, True, False, False]
    assert [each["timeline"] is not None for each in explanation_data(answers)] == [
        *(True, True, False, False)
    ]
    assert explain(found, "buy.p99")[0].course is None
    journeys = estimate_data(found, {"buy": facts.timeline("buy")})["journeys"]
    assert isinstance(journeys, dict)
    assert journeys["buy"]["timeline"]["bars"]
    assert journeys["look"]["timeline"] is None


@pytest.mark.slow
def test_estimate_tells_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(SHOP, encoding="utf-8")
    assert main(["estimate", "shop.yaml", "-f", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert len(data["journeys"]["buy"]["timeline"]["bars"]) == 6
    assert main(["estimate", "shop.yaml", "--explain", "buy.p99"]) == 0
    told = capsys.readouterr().out
    assert "where time goes" in told
    assert "shop -> db" in told
    assert main(["estimate", "shop.yaml", "--explain", "buy.p99", "-f", "markdown"]) == 0
    assert "shop -\\> db | 10 ms |" in capsys.readouterr().out
