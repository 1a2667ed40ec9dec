"""What stands first in a report: the sentences that say what all the figures come to."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdgen.cli.main import main
from tests.support.cases import every_case


def told(
    text: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, *arguments: str
) -> list[str]:
    """The lines between the title and the first section."""
    path = tmp_path / "shop.yaml"
    path.write_text(f"sdgen: 1\nname: Shop\n{text}", encoding="utf-8")
    verb, *others = arguments
    assert main([verb, str(path), *others]) == 0
    lines = capsys.readouterr().out.split("\n\n")[0].splitlines()[1:]
    return [line.strip() for line in lines]


def shop(
    *,
    goal: str = "",
    app: str = "",
    horizon: str = "",
    rate: str = "100/s",
    extra: str = "",
) -> str:
    return (
        f"topology: {{r: {{zones: [a, b]}}}}\nscale: {{peak: 1x{horizon}}}\n"
        f"journeys: {{look: {{actor: web, rate: {rate}, steps: [web -> app]{goal}}}}}\n"
        "components:\n  web: {kind: client, calls: [app]}\n"
        f"  app: {{kind: service{app}}}\n{extra}"
    )


FAST = ", latency: {p50: 5ms, p99: 50ms}"


@every_case(
    ("design", "wanted"),
    [
        (shop(), []),
        (
            shop(goal=", objectives: {p99: 200ms}", app=FAST),
            ["the latency objective is met"],
        ),
        (
            shop(goal=", objectives: {p50: 20ms, p99: 200ms}", app=FAST),
            ["every latency objective is met"],
        ),
        (
            shop(goal=", objectives: {p50: 20ms, p99: 40ms}", app=FAST),
            ["too slow: p99 of look is 50 ms (objective 40 ms)"],
        ),
        (
            shop(goal=", objectives: {p99: 40ms}", app=f"{FAST}, capacity: 50/s"),
            [
                "too slow: p99 of look is unbounded (objective 40 ms)",
                "over capacity at the peak: app (200%)",
            ],
        ),
        (shop(app=", capacity: 99.8/s"), ["over capacity at the peak: app (just over 100%)"]),
        (shop(app=", capacity: 100/s"), ["app is full first, at 1x the load"]),
        (shop(app=", capacity: 250/s"), ["app is full first, at 2.5x the load"]),
        (
            shop(app=", capacity: 80/s, replicas: 2, zones: [a, b]"),
            [
                "app is full first, at 1.6x the load",
                "a lost zone leaves too little of app (125%)",
            ],
        ),
        (
            shop(app=", capacity: 200/s, replicas: 2, zones: [a, b]"),
            [
                "app is full first, at 4x the load",
                "a lost zone leaves enough for the peak of all whose capacity is known",
            ],
        ),
        (
            shop(app=", capacity: 200/s, zones: [a]"),
            ["app is full first, at 2x the load", "a lost zone leaves nothing of app"],
        ),
    ],
)
def test_what_an_estimate_comes_to(
    design: str, wanted: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert told(design, capsys, tmp_path, "estimate") == wanted


def test_disks_and_memory_that_are_too_small(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    design = """\
scale: {horizon: 1y}
journeys:
  look:
    actor: web
    rate: 100/s
    writes: [Note]
    steps: [web -> app, app -> cache: read, {app -> db: {on_miss: cache}}]
components:
  web: {kind: client, calls: [app]}
  app: {kind: service, calls: [any_of: [cache, db]]}
  cache: {kind: cache, memory: 1 GB, hit_ratio: 90%, hot_set: 3 GB}
  db: {kind: database, storage: 1 GB}
data:
  Note: {store: db, created_by: look, size: 1 KB}
"""
    said = told(design, capsys, tmp_path, "estimate")
    assert said[-2].startswith("too little disk in 1y: db (")
    assert said[-1].startswith("too little memory in 1y: cache (")


TWO = """\
topology: {{r: {{zones: [a, b]}}}}
scale: {{peak: 1x}}
journeys:
  look: {{actor: web, rate: 100/s, steps: [web -> app]}}
  buy: {{actor: web, rate: 1/s, steps: [web -> app -> db]}}
components:
  web: {{kind: client, calls: [app]}}
  app: {{kind: service, replicas: 2, zones: [a, b], capacity: {capacity}, calls: [db]}}
  db: {{kind: database, replicas: {replicas}, zones: [a, b]}}
"""
MANUAL = "{count: 2, mode: leader-follower, failover: {automatic: false, time: 20min}}"


@pytest.mark.slow
@every_case(
    ("capacity", "replicas", "failed", "wanted"),
    [
        ("200/s", "2", "a", "every journey stays up"),
        ("200/s", "1", "a", "1 of 2 journeys is down: buy"),
        ("200/s", "1", "r", "every journey is down"),
        ("80/s", "2", "a", "look and buy answer, but too little is left for the peak"),
        (
            "80/s",
            "1",
            "a",
            "1 of 2 journeys is down: buy; look answers, but too little is left for the peak",
        ),
        ("200/s", MANUAL, "a", "buy waits until a person has switched over"),
    ],
)
def test_what_a_failure_comes_to(
    capacity: str,
    replicas: str,
    failed: str,
    wanted: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    design = TWO.format(capacity=capacity, replicas=replicas)
    assert told(design, capsys, tmp_path, "analyze", "--fail", failed) == [wanted]


@pytest.mark.parametrize(
    ("failed", "wanted"), [("app", "the journey is down"), ("x", "the journey stays up")]
)
def test_what_a_failure_comes_to_where_there_is_one_journey(
    failed: str, wanted: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    design = shop(extra="  x: {kind: service}\n")
    assert told(design, capsys, tmp_path, "analyze", "--fail", failed) == [wanted]


@every_case(
    ("replicas", "wanted"),
    [
        ("3, capacity: 60/s", "2 of 3 left 2 carry the peak, none to spare"),
        ("4, capacity: 60/s", "3 of 4 left 2 carry the peak"),
        ("{count: 3, need: 2}", "2 of 3 left needs 2, none to spare"),
        ("{count: 4, need: 2}", "3 of 4 left needs 2"),
    ],
)
def test_what_has_none_to_spare_is_told(
    replicas: str, wanted: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "shop.yaml"
    text = shop(app=f", replicas: {replicas}")
    path.write_text(f"sdgen: 1\nname: Shop\n{text}", encoding="utf-8")
    assert main(["analyze", str(path), "--fail", "app/1"]) == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert f"app {wanted}" in lines


def text_of(text: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> str:
    path = tmp_path / "shop.yaml"
    path.write_text(f"sdgen: 1\nname: Shop\n{text}", encoding="utf-8")
    assert main(["analyze", str(path)]) == 0
    return capsys.readouterr().out


def chain(number: int) -> str:
    """So many services in a row, each alone, and each a little less available than the last."""
    names = [f"s{at}" for at in range(number)]
    lines = [
        f"  {name}: {{kind: service, replicas: 1, availability: {99.9 - at / 100:.2f}%, calls: [{after}]}}\n"
        for at, (name, after) in enumerate(zip(names, [*names[1:], "db"], strict=True))
    ]
    return (
        "journeys: {look: {actor: web}}\ncomponents:\n  web: {kind: client, calls: [s0]}\n"
        f"{''.join(lines)}  db: {{kind: database, availability: 100%}}\n"
    )


@pytest.mark.parametrize(
    ("number", "rows", "rest"), [(7, 7, ""), (13, 10, "and 3 more, see -f json")]
)
def test_the_importance_table_says_what_it_leaves_out(
    number: int, rows: int, rest: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    found = text_of(chain(number), capsys, tmp_path)
    section = found[found.index("  importance") : found.index("how to read")].strip().splitlines()
    assert sum("/1 " in line for line in section) == rows
    assert section[-1].strip() == rest if rest else len(section) == rows + 1


def test_what_does_not_carry_the_peak_at_all_is_not_said_to(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = shop(app=", replicas: 4, capacity: 10/s", rate="80/s")
    assert (
        "all 4 replicas must be up, though they do not carry the peak, as if it lasted all day: app"
        in text_of(text, capsys, tmp_path)
    )
