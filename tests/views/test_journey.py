"""What the view of a journey shows: its steps by number, with their figures, and nothing of others."""

from __future__ import annotations

from pathlib import Path

import pytest

import sdgen
from sdgen.cli.main import main
from sdgen.views.path import letters
from tests.model.given import design
from tests.support.cases import every_case
from tests.views.pictures import make_diagram

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def twitter() -> sdgen.LoadedDesign:
    return sdgen.load(ROOT / "designs/twitter.yaml")


@pytest.mark.slow
def test_the_steps_of_a_home_timeline(twitter: sdgen.LoadedDesign) -> None:
    """200M users x 10 a day x 3 at the peak are 69.4k/s; one look-up in a hundred misses."""
    shown = make_diagram(twitter.facts, "journey:home-timeline")
    assert [each.said for each in shown.path] == [
        "1: Web & mobile to Load balancer, GET /v1/timelines/home, 69.4k/s, 20 KB back",
        "2: Load balancer to API gateway, HTTPS, 69.4k/s, 20 KB back",
        "3: API gateway to Timeline service, gRPC, at most 200 ms, 69.4k/s, 20 KB back",
        "4: Timeline service to Timeline cache, read, at most 20 ms, 69.4k/s",
        "5: Timeline service to Tweet store, on a miss, 1% · at most 100 ms, 694/s",
    ]
    assert shown.subtitle == "Journey home-timeline · p99 34.9 ms of 200 ms · 99.979% available"
    assert shown.strong == ("p99 34.9 ms", "99.979%")
    bright = {card.id for card in shown.cards if not card.dimmed}
    assert bright == {"web", "lb", "gateway", "timeline", "timeline-cache", "tweet-store"}
    labels = {line.id: line.label for line in shown.lines if not line.dimmed}
    assert labels == {
        "web->lb": "",
        "lb->gateway": "",
        "gateway->timeline": "",
        "timeline->timeline-cache": "read",
        "timeline->tweet-store": "on a miss",
    }


@pytest.mark.slow
def test_the_description_tells_the_steps_in_their_order(twitter: sdgen.LoadedDesign) -> None:
    description = twitter.render("journey:follow").scene.description
    assert description == (
        "Journey follow · p99 48.1 ms of 300 ms · 99.43% available, of Twitter: 4 steps. "
        "1: Web & mobile to Load balancer, POST /v1/follows, 1.39k/s, 200 B. "
        "2: Load balancer to API gateway, HTTPS, 1.39k/s, 200 B. "
        "3: API gateway to User service, gRPC, at most 500 ms, 1.39k/s, 200 B. "
        "4: User service to User DB, follow, at most 100 ms, 1.39k/s."
    )


def test_what_a_broker_hands_on_happens_at_once(twitter: sdgen.LoadedDesign) -> None:
    shown = make_diagram(twitter.facts, "journey:post-tweet")
    numbers = [each.number for each in shown.path]
    assert numbers == ["1", "2", "3", "4", "5", "6", "7a", "7b", "8", "9", "10"]
    assert [each.target for each in shown.path[6:8]] == ["Fan-out worker", "Indexer"]
    assert shown.path[3].said.endswith(
        "upload, 30% · best effort · at most 400 ms, 1.04k/s, 800 KB"
    )
    assert shown.path[9].text == "push, 200 times · at most 100 ms"


COMPONENTS = """\
components:
  web: {kind: client, calls: [a]}
  a: {kind: service, calls: [b, c, d, {q: {label: later}}]}
  b: {kind: service, calls: [c]}
  c: {kind: database}
  d: {kind: database}
  q: {kind: queue, calls: [w]}
  w: {kind: worker}
"""
STEPS: dict[str, tuple[list[str], list[str]]] = {
    "two that run at once stand together, and before what hangs on the first": (
        ["web -> a", "a -> b", "b -> c", "a -> d: {parallel: true}", "a -> c"],
        ["1 web->a", "2a a->b", "2b a->d", "3 b->c", "4 a->c"],
    ),
    "three in a row": (
        ["web -> a", "a -> b", "a -> c: {parallel: true}", "a -> d: {parallel: true}"],
        ["1 web->a", "2a a->b", "2b a->c", "2c a->d"],
    ),
    "the same call again has a number of its own": (
        ["web -> a", "a -> c", "a -> d", "a -> c"],
        ["1 web->a", "2 a->c", "3 a->d", "4 a->c"],
    ),
    "what is sent to a queue runs beside nothing": (
        ["web -> a", "a -> q", "q -> w", "a -> c"],
        ["1 web->a", "2 a->q", "3 q->w", "4 a->c"],
    ),
}


@every_case("case", STEPS)
def test_numbers(case: str) -> None:
    steps, wanted = STEPS[case]
    lines = "".join(f"      - {step}\n" for step in steps)
    found = design(f"{COMPONENTS}journeys:\n  go:\n    steps:\n{lines}")
    path = make_diagram(found, "journey:go").path
    assert [f"{each.number} {each.line}" for each in path] == wanted


def test_letters_go_on_after_z() -> None:
    assert [letters(each) for each in (0, 25, 26, 27, 51, 52)] == ["a", "z", "aa", "ab", "az", "ba"]


def test_what_is_not_known_is_not_said() -> None:
    """Without a rate: how often a run makes a call."""
    steps = "      - web -> a\n      - a -> b: {times: 200, batch: 10}\n      - a -> q\n"
    found = design(f"{COMPONENTS}journeys:\n  go:\n    name: Going\n    steps:\n{steps}")
    shown = make_diagram(found, "journey:go")
    assert [each.said for each in shown.path] == [
        "1: Web to A",
        "2: A to B, 200 times, 10 at a time, 20 a run",
        "3: A to Q, later",
    ]
    assert shown.subtitle.startswith("Journey Going · ")


def test_too_much_load_is_said() -> None:
    components = COMPONENTS.replace(
        "b: {kind: service,", "b: {kind: service, capacity: 1/s, latency: {p50: 1ms, p99: 2ms},"
    )
    found = design(f"{components}journeys:\n  go:\n    rate: 10/s\n    steps: [web -> a, a -> b]\n")
    assert make_diagram(found, "journey:go").strong[0] == "overloaded at the peak"


def test_no_card_of_alternatives_says_that_any_will_do(twitter: sdgen.LoadedDesign) -> None:
    """A journey says what it does: cache first, store on a miss."""
    shown = make_diagram(twitter.facts, "journey:home-timeline")
    assert shown.forks == ()
    assert not any(line.fork for line in shown.lines)


SHOP = f"sdgen: 1\nname: Shop\n{COMPONENTS}journeys:\n  go: {{steps: [web -> a]}}\n"


@pytest.mark.parametrize(
    ("text", "view", "said"),
    [
        (SHOP, "journey:goo", "the design has no journey 'goo'"),
        (SHOP, "journey:goo", "did you mean 'journey:go'?"),
        (SHOP + "  idle: {actor: web}\n", "journey:idle", "journey 'idle' has no steps"),
        (SHOP.replace("steps: [web -> a]", "actor: web"), "journey", "no journey has steps"),
        (SHOP.partition("journeys")[0], "journey", "there is no journey"),
    ],
)
def test_what_cannot_be_drawn_is_said(
    text: str,
    view: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(text, encoding="utf-8")
    assert main(["render", "shop.yaml", "--view", view]) == 2
    assert said in capsys.readouterr().err
    assert not Path("out").exists()


@pytest.mark.slow
def test_a_picture_for_each_journey_with_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(SHOP + "  idle: {actor: web}\n", encoding="utf-8")
    assert main(["render", "shop.yaml", "--view", "journey", "-f", "svg"]) == 0
    assert [path.name for path in Path("out/shop").iterdir()] == ["journey-go.svg"]


def test_no_design_builds_on_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """It shows one thing; a view of a design's own would have to say which."""
    file = tmp_path / "shop.yaml"
    file.write_text(SHOP + "views: {own: {base: journey}}\n", encoding="utf-8")
    assert main(["validate", str(file)]) == 1
    assert "'journey'" in capsys.readouterr().err


def test_what_serves_misses_says_so_where_nobody_has_named_it() -> None:
    text = (
        "sdgen: 1\nname: S\ncomponents:\n  web: {kind: client, calls: [shop]}\n"
        "  shop: {kind: service, calls: [cache, db: {protocol: SQL}]}\n"
        "  cache: {kind: cache, hit_ratio: 80%}\n  db: {kind: database}\n"
        "journeys: {buy: {actor: web, steps: [web -> shop -> cache, "
        "{'shop -> db': {on_miss: cache}}]}}\n"
    )
    shown = make_diagram(sdgen.loads(text).facts, "journey:buy")
    assert shown.path[-1].text == "on a miss, 20%"
