"""``sdgen analyze``: both formats, names that do not exist, designs with errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Sdgen

DESIGN = """\
sdgen: 1
name: Shop
topology: {r1: {availability: 99.99%, zones: {a: 99.9%, b: 99.9%}}}
scale: {peak: 2x}
journeys:
  order:
    actor: web
    rate: 100/s
    objectives: {availability: 99.99%}
    steps: [web -> lb -> app -> db]
  browse:
    actor: web
    steps: [web -> lb -> app -> cache]
    objectives: {availability: 99%}
components:
  web: {kind: client, calls: [lb]}
  lb: {kind: load_balancer, managed: true, availability: 99.99%, calls: [app]}
  app:
    kind: service
    replicas: 3
    zones: [a]
    availability: 99%
    capacity: 200/s
    calls: [db, any_of: [cache, db]]
  cache: {kind: cache, replicas: 1, zones: [b], availability: 99%}
  db: {kind: database, replicas: 1, zones: [a], availability: 99%, capacity: 300/s}
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(DESIGN, encoding="utf-8")


REPORT = """\
Shop (shop.yaml)

order: 98.9% available
  down 4.08 d a year, 8.06 h a month
  objective 99.99%: missed, 112 times the downtime that it allows
  single points of failure (3)
    a     zone      nothing else does its work  shop.yaml:3:47
    r1    region    nothing else does its work  shop.yaml:3:12
    db/1  instance  nothing else does its work  shop.yaml:26:3
  cut sets of 1 event (4)
    db/1  0.01
    a     0.001
    lb    0.0001
    r1    0.0001
  beyond: 1 cut set of 3 events
  importance
    event              criticality  Fussell-Vesely  Birnbaum
    db/1               0.893        0.894           0.999
    a                  0.0885       0.0894          0.99
    lb                 0.00884      0.00894         0.989
    r1                 0.00884      0.00894         0.989
    app/1 and 2 alike  8.84e-05     8.94e-05        9.89e-05
  what helps most
    add 1 replica to db in b (1 -> 2): 98.9% -> 99.87%
    make the call app -> db optional: 98.9% -> 99.87%
    give app an alternative to db: 98.9% -> 99.86%
    give web an alternative to lb: 98.88% -> 98.89%
    add 1 replica to app in b (3 -> 4): 98.8811% -> 98.8812%

assumptions
  Failures are independent, but for failure domains, common causes and failovers that the design names; availability is that of the steady state.
  1 of 3 replicas must be up to carry the peak, as if it lasted all day: app
  changing over between cache and db takes no time and always works: app
  journey 'browse' is not counted: its rate is unknown
"""

WITHOUT_B = """\
Shop: if b and app/1 fail

journeys
  order   up  98.87%  without cache
  browse  up  98.87%  without cache

down
  cache  0 of 1 left

reduced
  app  2 of 3 left  needs 1

untouched
  web, lb, db

load at the peak
  component  before  after  used before  used after
  app        200/s   200/s  33%          50%
"""


@pytest.mark.usefixtures("shop")
def test_the_report_says_what_breaks_a_journey_and_what_helps(sdgen: Sdgen) -> None:
    done = sdgen("analyze", "shop.yaml", "--journey", "order", "--order", "2")
    assert (done.status, done.err) == (0, "")
    assert done.out == REPORT


@pytest.mark.usefixtures("shop")
def test_failing_a_zone_says_what_breaks_and_what_load_moves(sdgen: Sdgen) -> None:
    done = sdgen("analyze", "shop.yaml", "--fail", "b", "--fail", "app/1")
    assert (done.status, done.err) == (0, "")
    assert done.out == WITHOUT_B


@pytest.mark.usefixtures("shop")
def test_json_has_the_keys_of_the_contract(sdgen: Sdgen) -> None:
    done = sdgen("analyze", "shop.yaml", "-f", "json", "--fail", "db")
    assert done.status == 0
    data = json.loads(done.out)
    assert list(data["journeys"]) == ["order", "browse"]
    order = data["journeys"]["order"]
    assert order["availability"] == pytest.approx(0.988811219078)
    assert (order["exact"], order["objective"]) == (True, pytest.approx(0.9999))
    assert order["single_points_of_failure"][2] == {
        "event": "db/1",
        "kind": "instance",
        "cause": "loss",
        "component": "db",
        "file": "shop.yaml",
        "line": 26,
        "column": 3,
    }
    assert (order["taken_never_to_fail"], order["always_down"]) == ([], [])
    assert order["cut_sets"] == [["db/1"], ["a"], ["lb"], ["r1"], ["app/1", "app/2", "app/3"]]
    assert set(order["importance"]["db/1"]) == {"birnbaum", "criticality", "fussell_vesely"}
    assert order["improvements"][0]["change"] == "add 1 replica to db in b (1 -> 2)"
    assert data["what_if"]["journeys"]["order"] == {
        "up": False,
        "state": "down",
        "availability": 0.0,
        "exact": True,
        "chain": ["web", "lb", "app", "db"],
        "reason": {"component": "db", "left": 0, "count": 1, "need": 1},
        "besides": [],
        "down": ["web", "lb", "app", "db"],
        "over": [],
    }
    assert (data["what_if"]["over"], data["what_if"]["queues"]) == ({}, [])
    assert data["what_if"]["components"]["db"]["state"] == "down"


@pytest.mark.usefixtures("shop")
def test_names_that_do_not_exist_are_findings_with_near_ones(sdgen: Sdgen) -> None:
    done = sdgen("analyze", "shop.yaml", "--journey", "ordr", "--fail", "app/4", "--fail", "xyz")
    assert (done.status, done.out) == (2, "")
    assert "error: no journey called 'ordr' [ANALYZE001 unknown-journey]" in done.err
    assert "help: did you mean 'order'?" in done.err
    assert "error: nothing that can fail is called 'app/4' [ANALYZE002 unknown-event]" in done.err
    assert "did you mean 'app/1', 'app/2' or 'app/3'?" in done.err
    assert "name a zone, a region, a component, or one replica such as user-db/1" in done.err


@pytest.mark.usefixtures("shop")
def test_a_journey_far_from_all_is_answered_with_the_list(sdgen: Sdgen) -> None:
    done = sdgen("analyze", "shop.yaml", "--journey", "zzzzzz")
    assert done.status == 2
    assert "help: journeys: browse, order" in done.err


def test_a_design_with_errors_is_not_analysed(sdgen: Sdgen, folder: Path) -> None:
    (folder / "bad.yaml").write_text("sdgen: 1\nname: Bad\ncomponents: {a: {kind: nothing}}\n")
    done = sdgen("analyze", "bad.yaml")
    assert (done.status, done.out) == (2, "")
    assert "bad.yaml:3:24: error:" in done.err


@pytest.mark.usefixtures("folder")
def test_a_missing_file(sdgen: Sdgen) -> None:
    done = sdgen("analyze", "missing.yaml")
    assert done.status == 2
    assert "missing.yaml" in done.err


@pytest.mark.usefixtures("folder")
def test_a_design_without_journeys(sdgen: Sdgen) -> None:
    done = sdgen("analyze", "shop.yaml")
    assert done.status == 0
    assert "no journeys are given: every call of each client counts as one" in done.out
    assert "web: 99% available" in done.out
    assert json.loads(sdgen("analyze", "shop.yaml", "-f", "json").out)["implicit_journeys"]


def test_wrong_usage(sdgen: Sdgen) -> None:
    assert sdgen("analyze").status == 2
    assert sdgen("analyze", "x.yaml", "--order", "9").status == 2


def test_an_objective_missed_by_little_looks_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sdgen: Sdgen
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(
        "sdgen: 1\nname: Shop\njourneys: {buy: {actor: web, objectives: {availability: 99.99%}}}\n"
        "components:\n  web: {kind: client, calls: [shop, pay]}\n"
        "  shop: {kind: service, replicas: 2, availability: 99%}\n"
        "  pay: {kind: service, replicas: 3, availability: 99%}\n",
        encoding="utf-8",
    )
    said = sdgen("analyze", "shop.yaml").out
    assert "buy: 99.9899% available\n" in said
    assert "  objective 99.99%: missed, 1.01 times the downtime that it allows\n" in said


def test_of_very_many_cut_sets_no_number_is_given(sdgen: Sdgen, tmp_path: Path) -> None:
    text = (
        "sdgen: 1\nname: A\ncomponents: {web: {kind: client, calls: [api]}, api: {kind: service, "
    )
    text += "replicas: {count: 60, need: 30}}}\n"
    file = tmp_path / "many.yaml"
    file.write_text(text, encoding="utf-8")
    out = sdgen("analyze", str(file)).out
    assert "  beyond: more than a million cut sets of 31 events\n" in out
