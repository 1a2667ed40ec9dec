"""``sdgen estimate``: formats, scale, explanations, names that do not exist, designs with errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Sdgen
from tests.support.cases import every_case

DESIGN = """\
sdgen: 1
name: Shop
scale: {daily_users: 864k, peak: 2x, horizon: 1y}
journeys:
  order:
    actor: web
    rate: 10/user/day
    request: 1 KB
    response: 2 KB
    steps: [web -> app -> db, {app -> cache: {times: 50%}}]
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, replicas: 4, capacity: 100/s, price: {replica: $50}, calls: [cache, db: {pool: 5}]}
  cache: {kind: cache}
  db:
    kind: database
    replicas: {count: 2, copies: 2}
    fill: 50%
    capacity: 400/s
    storage: 1 TB
    connections: 100
    latency: {p50: 2ms, p99: 9ms}
data:
  Order: {store: db, created_by: order, size: 100 B}
"""

REPORT = """\
Shop (shop.yaml)
  app is full first, at 2x the load, 1.73M daily users

scale          value
  daily users  864k
  peak factor  2x
  horizon      1y

"""


@pytest.fixture(autouse=True)
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(DESIGN, encoding="utf-8")


def lines_of(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines()]


def test_the_tables(sdgen: Sdgen) -> None:
    done = sdgen("estimate", "shop.yaml", "--scale", "0.5x")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Shop (shop.yaml), at 0.5 times the users\n")
    lines = lines_of(done.out)
    assert ["daily", "users", "432k"] in lines
    assert next(line for line in lines if line[:2] == ["app", "50/s"])[:9] == [
        "app",
        "50/s",
        "100/s",
        "400/s",
        "25%",
        "100",
        "KB/s",
        "200",
        "KB/s",
    ]
    assert ["Order", "100", "B", "50/s", "0", "1.58B", "0", "B", "158", "GB"] in lines
    assert ["db", "2", "50%", "0", "B", "631", "GB", "2", "TB", "32%"] in lines
    assert ["db", "25%", "25%", "-", "4x", "(1.73M", "daily", "users)"] in lines
    assert ["db", "20", "200", "-"] in lines
    assert ["total", "$200"] in lines
    assert "most expensive: app" in done.out
    assert "assumptions\n  Latency is an approximation" in done.out


def test_as_it_is(sdgen: Sdgen) -> None:
    assert sdgen("estimate", "shop.yaml").out.startswith(REPORT)


def test_overload_and_what_it_takes(sdgen: Sdgen) -> None:
    out = sdgen("estimate", "shop.yaml", "--scale", "10x").out
    assert "order: unbounded: app and db are overloaded" in out
    assert "replicas of app for 70%: 4 -> 29" in out


def test_what_autoscales_takes_a_higher_maximum(sdgen: Sdgen) -> None:
    text = DESIGN.replace(
        "replicas: 4, capacity: 100/s", "replicas: {min: 2, max: 4}, capacity: 100/s"
    )
    Path("shop.yaml").write_text(text, encoding="utf-8")
    out = sdgen("estimate", "shop.yaml", "--scale", "10x").out
    assert "replicas of app for 70%: max 4 -> 29" in out


@pytest.mark.slow
def test_loads_beyond_all_measure(sdgen: Sdgen) -> None:
    text = DESIGN.replace("10/user/day", "1e13/s").replace("2x", "10x")
    text = text.replace("100 B", "1e6 EB")
    Path("shop.yaml").write_text(text, encoding="utf-8")
    done = sdgen("estimate", "shop.yaml", "--scale", "1e9")
    assert (done.status, done.err) == (0, "")
    assert "replicas of app for 70%: 4 -> 1.43e" in done.out
    assert sdgen("estimate", "shop.yaml", "--scale", "1e9", "-f", "json").status == 0
    assert sdgen("estimate", "shop.yaml", "--explain", "db.storage").status == 0


def test_markdown(sdgen: Sdgen) -> None:
    out = sdgen("estimate", "shop.yaml", "-f", "markdown").out
    assert out.startswith(
        "# Shop (shop.yaml)\n\n- app is full first, at 2x the load, 1.73M daily users\n\n"
        "## Scale\n\n| | value |\n| --- | ---: |\n"
    )
    assert "| Order | 100 B | 100/s | 0 | 3.15B | 0 B | 315 GB |\n" in out
    assert "\n## Assumptions\n\n- Latency" in out


def test_json_is_in_base_units(sdgen: Sdgen) -> None:
    data = json.loads(sdgen("estimate", "shop.yaml", "--format", "json").out)
    order = data["journeys"]["order"]
    assert (order["average"], order["peak"]) == (100, 200)
    assert 0.002 < order["p50"] < order["p99"] < 1
    app, db = data["components"]["app"], data["components"]["db"]
    assert (app["average"], app["peak"], app["capacity"], app["utilisation"]) == (
        100,
        200,
        400,
        0.5,
    )
    assert (app["ingress"], app["egress"], app["storage"]) == (200e3, 400e3, None)
    rows = 100 * 365 * 86_400
    assert db["storage"] == rows * 100 * 2 / 0.5
    assert data["entities"]["Order"]["rows"] == rows
    assert data["entities"]["Order"]["storage"] == rows * 100
    assert data["components"]["cache"]["average"] == 50
    assert data["cost"]["total"] == 200


def test_json_has_no_infinities(sdgen: Sdgen) -> None:
    out = sdgen("estimate", "shop.yaml", "--format", "json", "--scale", "10x").out
    assert "Infinity" not in out
    assert json.loads(out)["journeys"]["order"]["p99"] is None


def test_one_journey(sdgen: Sdgen) -> None:
    more = DESIGN.replace(
        "components:\n", "  look: {actor: web, rate: 1/s, steps: [web -> app]}\ncomponents:\n"
    )
    Path("shop.yaml").write_text(more, encoding="utf-8")
    done = sdgen("estimate", "shop.yaml", "--journey", "look", "-f", "json")
    data = json.loads(done.out)
    assert list(data["journeys"]) == ["look"]
    assert set(data["components"]) == {"web", "app"}
    assert data["components"]["app"]["average"] == 101
    assert data["entities"] == {}


EXPLAINED = """\
db.storage = 1.26 TB
  = (sum over its entities: rows at the horizon x size) x copies / fill
  daily users          864k         shop.yaml:3
  rate of order        10/user/day  shop.yaml:7
  rows of Order added  100/s        shop.yaml:24
  horizon              1y           shop.yaml:3
  size of Order        100 B        shop.yaml:24
  copies               2            shop.yaml:17
  fill                 50%          shop.yaml:18
"""


def test_explain(sdgen: Sdgen) -> None:
    done = sdgen("estimate", "shop.yaml", "--explain", "db.storage")
    assert (done.status, done.err, done.out) == (0, "", EXPLAINED)


def test_growth_of_load_is_told_and_explained(sdgen: Sdgen) -> None:
    Path("shop.yaml").write_text(DESIGN.replace("1y}", "1y, growth: 20%}"), encoding="utf-8")
    out = sdgen("estimate", "shop.yaml").out
    assert "  horizon        1y\n  growth a year  20%\n" in out
    out = sdgen("estimate", "shop.yaml", "--explain", "Order.rows").out
    # 100/s x a year x 0.2 / ln 1.2
    assert out.startswith("Order.rows = 3.46B\n")
    assert "time for which they are kept, the rate growing with the load\n" in out
    assert "growth of load a year  20%          shop.yaml:3" in out


@pytest.mark.slow
@every_case(
    ("name", "value", "inputs"),
    [
        ("order.average", "100/s", ["864k         shop.yaml:3", "10/user/day  shop.yaml:7"]),
        ("order.peak", "200/s", ["2x           shop.yaml:3"]),
        ("order.p99", "", ["db p99", "9ms", "cache p99, assumed", "app utilisation"]),
        ("cache.average", "50/s", ["50%          shop.yaml:10"]),
        (
            "db.utilisation",
            "50%",
            ["capacity of a replica", "400/s", "shop.yaml:19", "replicas", "copies", "busiest"],
        ),
        ("db.capacity", "400/s", ["capacity of a replica", "replicas"]),
        ("app.ingress", "200 KB/s", ["order: web -> app, bytes", "1 KB", "shop.yaml:8"]),
        ("app.egress", "400 KB/s", ["order: web -> app, bytes", "2 KB", "shop.yaml:9"]),
        ("cache.storage", "-", ["an input is missing"]),
        ("Order.rows", "3.15B", ["horizon"]),
        ("Order.storage", "315 GB", ["size of Order"]),
    ],
)
def test_every_figure_can_be_explained(
    sdgen: Sdgen, name: str, value: str, inputs: list[str]
) -> None:
    done = sdgen("estimate", "shop.yaml", "--explain", name)
    assert done.status == 0
    assert done.out.startswith(f"{name} = {value}")
    assert "\n  = " in done.out
    assert all(each in done.out for each in inputs), done.out


MISSES = """\
sdgen: 1
name: Shop
journeys:
  look: {actor: web, rate: 200/s, steps: [web -> app -> cache, {app -> db: {on_miss: cache}}]}
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, calls: [any_of: [cache, db]]}
  cache: {kind: cache, hit_ratio: 90%}
  db: {kind: database}
"""


def test_what_misses_is_explained_by_the_hit_ratio(sdgen: Sdgen) -> None:
    Path("shop.yaml").write_text(MISSES, encoding="utf-8")
    out = sdgen("estimate", "shop.yaml", "--explain", "db.average").out
    assert out.startswith("db.average = 20/s\n")
    assert "rate of the caller x times, or look-ups in the cache x the share that misses\n" in out
    assert "  hit ratio of cache     90%    shop.yaml:8\n" in out
    assert "hit ratio of cache" in sdgen("estimate", "shop.yaml", "--explain", "look.p99").out


def test_explain_in_other_formats(sdgen: Sdgen) -> None:
    arguments = ("estimate", "shop.yaml", "--explain", "order.peak", "-f")
    (data,) = json.loads(sdgen(*arguments, "json").out)
    assert (data["name"], data["value"], data["unit"]) == ("order.peak", 200, "rate")
    assert data["inputs"][0]["file"] == "shop.yaml"
    assert data["inputs"][0]["line"] == 3
    out = sdgen(*arguments, "markdown").out
    assert "| peak factor | 2x | shop.yaml:3 |" in out


@pytest.mark.slow
@every_case(
    ("arguments", "message", "advice"),
    [
        (("--journey", "oder"), "no journey called 'oder'", "did you mean 'order'?"),
        (("--journey", "zzzzz"), "no journey called 'zzzzz'", "journeys: order"),
        (("--explain", "db.storge"), "no figure called 'db.storge'", "'db.storage'"),
        (("--explain", "?"), "no figure called '?'", "such as shop.peak or Order.rows"),
    ],
)
def test_unknown_names(sdgen: Sdgen, arguments: tuple[str, ...], message: str, advice: str) -> None:
    done = sdgen("estimate", "shop.yaml", *arguments)
    assert (done.status, done.out) == (2, "")
    assert message in done.err
    assert advice in done.err


@every_case(
    ("scale", "message"),
    [
        ("ten", "'ten' is not a factor"),
        ("0", "must be over 0 and at most"),
        ("1e300", "at most a billion, such as 10x"),
    ],
)
def test_a_scale_that_is_none(sdgen: Sdgen, scale: str, message: str) -> None:
    done = sdgen("estimate", "shop.yaml", "--scale", scale)
    assert (done.status, done.out) == (2, "")
    assert "Invalid value for '--scale'" in done.err
    assert message in done.err


def test_a_design_with_errors(sdgen: Sdgen) -> None:
    Path("shop.yaml").write_text(DESIGN.replace("kind: cache", "kind: cash"), encoding="utf-8")
    done = sdgen("estimate", "shop.yaml")
    assert (done.status, done.out) == (2, "")
    assert "cash" in done.err
