"""``sdgen analyze``: both formats, names that do not exist, designs with errors."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Sdgen
from tests.support.cases import every_case

ROOT = Path(__file__).parents[2]
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
  down 4.08 d a year, 8.06 h a month; objective 99.99%: missed, 112 times the downtime that it allows
  single points of failure (3)
    a     zone      8.76 h a year    nothing else does its work  shop.yaml:3:47
    r1    region    52.6 min a year  nothing else does its work  shop.yaml:3:12
    db/1  instance  3.65 d a year    nothing else does its work  shop.yaml:26:3
  also down alone with
    lb  managed by its provider  52.6 min a year
  what to do
    no change here meets it, at most 99.978%: lb 99.99% x r1 99.99% x db!window 99.9978%
    add 2 replicas to db, spread over a and b (1 -> 3): 98.9% -> 99.88%
    spread app over a and b: 99.88% -> 99.976%
  importance  Fussell-Vesely  Birnbaum
    db/1      89%             1
    a         8.9%            0.99

how to read this
  Fussell-Vesely: the share of the downtime in which the event takes part, about what would go if it never happened
  Birnbaum: how much more of the time the journey is down while the event lasts; 1 takes it down, near 0 something else stands in

assumptions
  Failures are independent, but for failure domains, common causes and failovers that the design names; availability is that of the steady state.
  1 of 3 replicas must be up to carry the peak, as if it lasted all day: app
  changing over between cache and db takes no time and always works: app
  journey 'browse' is not counted: its rate is unknown
"""

WITHOUT_B = """\
Shop: if b and app/1 fail
every journey stays up

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


@pytest.mark.slow
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


@pytest.mark.slow
@pytest.mark.usefixtures("shop")
def test_json_has_the_keys_of_the_contract(sdgen: Sdgen) -> None:
    done = sdgen("analyze", "shop.yaml", "-f", "json", "--fail", "db")
    assert done.status == 0
    data = json.loads(done.out)
    assert list(data["journeys"]) == ["order", "browse"]
    order = data["journeys"]["order"]
    assert order["availability"] == pytest.approx(0.988811219078)
    assert order["unavailability"] == pytest.approx(1 - 0.988811219078)
    groups = order["cut_set_groups"]
    assert groups[-1] == {
        "text": "all 3 replicas of app (1e-06)",
        "order": 3,
        "count": 1,
        "probability_sum": 1e-06,
        "cut_sets": [4],
    }
    assert [each["cut_sets"] for each in groups] == [[0], [1], [2], [3], [4]]
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
    assert (
        order["improvements"][0]["change"] == "add 2 replicas to db, spread over a and b (1 -> 3)"
    )
    assert data["what_if"]["journeys"]["order"] == {
        "up": False,
        "state": "down",
        "availability": 0.0,
        "unavailability": 1.0,
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
    assert "; objective 99.99%: missed, 1.01 times the downtime that it allows\n" in said


@pytest.mark.slow
def test_what_no_listed_cut_set_is_in_is_told_by_its_time(sdgen: Sdgen, tmp_path: Path) -> None:
    text = (
        "sdgen: 1\nname: A\ncomponents: {web: {kind: client, calls: [api]}, api: {kind: service, "
    )
    text += "availability: 50%, replicas: {count: 60, need: 30}}}\n"
    file = tmp_path / "many.yaml"
    file.write_text(text, encoding="utf-8")
    out = sdgen("analyze", str(file)).out
    assert "web: 55.1% available\n" in out
    assert "  more than 3 failures at once: 164 d a year\n" in out
    assert not re.search(r"[0-9]{7}", out)


@pytest.mark.slow
@pytest.mark.usefixtures("shop")
def test_journeys_of_which_the_same_is_to_say_have_one_section(sdgen: Sdgen) -> None:
    Path("twice.yaml").write_text(
        DESIGN.replace(
            "components:\n",
            """\
  order-again:
    actor: web
    rate: 1/s
    objectives: {availability: 99.99%}
    steps: [web -> lb -> app -> db]
components:
""",
        ),
        encoding="utf-8",
    )
    out = sdgen("analyze", "twice.yaml").out
    assert "order and order-again: 98.9% available\n" in out
    assert out.startswith(
        "Shop (twice.yaml)\n"
        "2 of 3 journeys miss their objective: order and order-again\n"
        "  journey      available  down a year  objective      budget used\n"
    )


def goals(*objectives: str) -> str:
    journeys = "".join(
        f"  j{at}: {{actor: web, rate: 1/s{f', objectives: {{availability: {each}}}' if each else ''}}}\n"
        for at, each in enumerate(objectives)
    )
    return (
        f"sdgen: 1\nname: Shop\njourneys:\n{journeys}components:\n"
        "  web: {kind: client, calls: [app]}\n  app: {kind: service, availability: 99%}\n"
    )


@pytest.mark.slow
@every_case(
    ("objectives", "verdict"),
    [
        (("90%", "90%"), "every journey meets its objective"),
        (("99.9%", "90%", "90%"), "1 of 3 journeys misses its objective: j0"),
        (("99.9%", "99.9%", "90%"), "2 of 3 journeys miss their objective: j0 and j1"),
        (("99.9%", "99.9%"), "both journeys miss their objective"),
        (("99.9%", "99.9%", "99.9%"), "all 3 journeys miss their objective"),
        (("99.9%", ""), "j0 misses its objective; 1 other journey has none"),
        (
            ("99.9%", "90%", "", ""),
            "j0 misses its objective, 1 meets it; 2 other journeys have none",
        ),
        (("90%", "90%", ""), "2 journeys meet their objective; 1 other journey has none"),
        (("90%", ""), "1 journey meets its objective; 1 other journey has none"),
        (("", ""), "  journey  available  down a year"),
        (("90%",), ""),
    ],
)
def test_the_verdict_on_all_journeys(
    objectives: tuple[str, ...], verdict: str, tmp_path: Path, sdgen: Sdgen
) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text(goals(*objectives), encoding="utf-8")
    assert sdgen("analyze", str(file)).out.splitlines()[1] == verdict


def test_what_an_objective_allows_is_a_budget(tmp_path: Path, sdgen: Sdgen) -> None:
    file = tmp_path / "shop.yaml"
    file.write_text(goals("99.9%", "90%", "100%", "0%"), encoding="utf-8")
    out = sdgen("analyze", str(file)).out
    assert [line.split()[3:] for line in out.splitlines()[3:7]] == [
        ["d", "99.9%", "missed", "1000%"],
        ["d", "90%", "met", "10%"],
        ["d", "100%", "missed"],
        ["d", "0%", "met", "1%"],
    ]
    assert "objective 90%: met, 10% of the downtime that it allows\n" in out


@pytest.mark.slow
def test_the_report_says_no_time_where_there_is_none(sdgen: Sdgen, tmp_path: Path) -> None:
    file = tmp_path / "design.yaml"
    for replicas, wanted in (
        ("replicas: 1000, mtbf: 3min, mttr: 5min", 0.625**1000),
        ("replicas: 8", 0.005**8),
    ):
        file.write_text(
            "sdgen: 1\nname: Negative downtime\njourneys: {a: {actor: web, rate: 1/s}}\n"
            "components:\n  web: {kind: client, calls: [api]}\n"
            f"  api: {{kind: service, {replicas}}}\n",
            encoding="utf-8",
        )
        out = sdgen("analyze", str(file)).out
        assert "a: 100% available\n  down 0 s a year, 0 s a month\n" in out
        data = json.loads(sdgen("analyze", str(file), "-f", "json").out)["journeys"]["a"]
        assert data["unavailability"] == pytest.approx(wanted, rel=1e-9)
        assert data["availability"] == 1.0


@pytest.mark.slow
def test_a_report_of_a_large_design_is_read_to_the_end(sdgen: Sdgen) -> None:
    assert len(sdgen("analyze", str(ROOT / "designs/twitter.yaml")).out.splitlines()) <= 120
    out = sdgen("analyze", str(ROOT / "tests/support/designs/twitter-with-risks.yaml")).out
    assert len(out.splitlines()) <= 120
    assert not re.search(r"tweet-store/\d+ \+", out)
    assert (
        "    2 of the 48 replicas of tweet-store that keep the same data (96, sum 0.0024): 21 h a year\n"
        in out
    )
    assert not re.search(r"[0-9]{7}|e-(1[0-9]|[2-9][0-9])", out)


BY_HAND = """\
sdgen: 1
name: Shop
topology: {r: {availability: 100%, zones: [a, b]}}
journeys: {order: {actor: web, rate: 150/s}}
components:
  web: {kind: client, calls: [gate]}
  gate: {kind: api_gateway, replicas: 2, zones: [a, b], capacity: 100/s, calls: [db]}
  db:
    kind: database
    zones: [a, b]
    replicas: {count: 2, mode: active-standby, failover: {automatic: false, time: 2h}}
"""


@pytest.mark.slow
def test_json_says_how_long_switching_over_takes(folder: Path, sdgen: Sdgen) -> None:
    (folder / "by-hand.yaml").write_text(BY_HAND, encoding="utf-8")
    data = json.loads(sdgen("analyze", "by-hand.yaml", "-f", "json").out)
    points = data["journeys"]["order"]["single_points_of_failure"]
    # a switch-over ends the outage of db, and not what the loss of zone a leaves of the gate
    assert {
        each["event"]: (each.get("out_seconds"), each.get("waits_seconds")) for each in points
    } == {
        "a": (None, 7200.0),
        "b": (None, None),
        "db/1": (7200.0, None),
        "gate/1": (None, None),
        "gate/2": (None, None),
    }
    text = sdgen("analyze", "by-hand.yaml").out
    assert "each of the 2 replicas of gate  instance" in text
    assert "2 h until a person switches over" in text
