"""The quality of layouts: no figure of the table in ``tests/golden/layout/quality.txt`` gets worse.

A figure may get better, and may get worse by 2%; the height of names may not get worse at all.
The picture's height and what its cards fill are there to be read: they count in the height of names.
``pytest --regenerate`` renews the table, to be read before it is committed.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from sdgen.layout.placement import Box, Placement, Point, Route
from sdgen.views import make_picture
from tests.support.cases import every_case
from tests.support.layout_measures import (
    Measures,
    measure_geometry,
    measure_picture,
    measure_placement,
)
from tests.support.line_crossings import crossings
from tests.support.measured_pictures import PICTURES, ROOT, VIEWS
from tests.support.quick import spread

TABLE = ROOT / "tests" / "golden" / "layout" / "quality.txt"
HEADER = ("design", "view", "crossings", "bends", "length", "width", "height", "name", "cards")
ALLOWANCE = 0.02

QUICK_SEEDS = {15}
"""Without the price of crossings it gets worse."""
QUICK = {"minimal", "url-shortener", "gitlab-10k"}
QUICK_PICTURES = {(name, VIEWS[0]) for name in QUICK | {f"random-{seed}" for seed in QUICK_SEEDS}}


def measured(name: tuple[str, str]) -> Measures:
    return measure_picture(make_picture(PICTURES[name]().design, name[1]))


def written(figures: Mapping[tuple[str, str], Measures]) -> str:
    """The table as text, its columns in line."""
    rows = [HEADER]
    for (design, view), found in figures.items():
        whole = (found.crossings, found.bends, found.length, found.width, found.height)
        decimal = (f"{found.name:.2f}", f"{found.cards:.1f}")
        rows.append((design, view, *map(str, whole), *decimal))
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADER))]
    lines = []
    for row in rows:
        cells = [
            cell.ljust(width) if column < 2 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines) + "\n"


def read_table() -> dict[tuple[str, str], Measures]:
    figures = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]:
        design, view, *whole, name, cards = line.split()
        figures[design, view] = Measures(*map(int, whole), float(name), float(cards))
    return figures


def worse(was: Measures, now: Measures) -> list[str]:
    """The figures that got worse by more than they may."""
    found = [
        f"{figure} rose from {getattr(was, figure)} to {getattr(now, figure)}"
        for figure in ("crossings", "bends", "length", "width")
        if getattr(now, figure) > getattr(was, figure) * (1 + ALLOWANCE)
    ]
    if now.name < was.name:
        found.append(f"name height fell from {was.name} to {now.name}")
    return found


def test_the_table_is_of_these_pictures(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--regenerate"):
        TABLE.parent.mkdir(parents=True, exist_ok=True)
        text = written({name: measured(name) for name in PICTURES})
        TABLE.write_text(text, encoding="utf-8", newline="\n")
    assert list(read_table()) == list(PICTURES)
    assert written(read_table()) == TABLE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(
            each, id="-".join(each), marks=() if each in QUICK_PICTURES else pytest.mark.slow
        )
        for each in PICTURES
    ],
)
def test_no_picture_gets_worse(name: tuple[str, str]) -> None:
    assert worse(read_table()[name], measured(name)) == []


STEPS = {
    "sdgen.layout.connected_component.reduce_crossings": ("messenger", "crossings"),
    "sdgen.layout.ordering.Sifter.sift_items": ("mastodon", "crossings"),
    "sdgen.layout.connected_component.reroute_long_edges": ("boutique-real", "crossings"),
    "sdgen.layout.connected_component.straighten_edges": ("twitter", "bends"),
}


@pytest.mark.parametrize("step", spread(STEPS, quick=1))
def test_a_step_that_is_left_out_is_seen(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    design, figure = STEPS[step]
    name = design, "high-level"
    monkeypatch.setattr(step, lambda *given: False)
    if step.endswith("straighten_edges"):
        monkeypatch.setattr("sdgen.layout.search.straighten_edges", lambda columns: None)
    found = worse(read_table()[name], measured(name))
    assert any(each.startswith(f"{figure} rose") for each in found)


WAS = Measures(crossings=10, bends=100, length=1000, width=500, height=700, name=14.0, cards=25.0)


@every_case(
    ("now", "said"),
    [
        (Measures(10, 102, 1020, 510, 700, 14.0, 25.0), []),
        (Measures(0, 0, 0, 0, 1200, 15.0, 5.0), []),
        (Measures(11, 100, 1000, 500, 700, 14.0, 25.0), ["crossings rose from 10 to 11"]),
        (Measures(10, 103, 1000, 500, 700, 14.0, 25.0), ["bends rose from 100 to 103"]),
        (Measures(10, 100, 1021, 500, 700, 14.0, 25.0), ["length rose from 1000 to 1021"]),
        (Measures(10, 100, 1000, 511, 700, 14.0, 25.0), ["width rose from 500 to 511"]),
        (Measures(10, 100, 1000, 500, 700, 13.99, 25.0), ["name height fell from 14.0 to 13.99"]),
    ],
)
def test_what_counts_as_worse(now: Measures, said: list[str]) -> None:
    assert worse(WAS, now) == said


def test_the_figures_of_a_known_picture() -> None:
    box = Box(0, 0, 83, 250)
    across = Route("across", (Point(0, 50), Point(100, 50)))
    hook = Route("hook", (Point(30, 0), Point(30, 80), Point(70, 80), Point(70, 0)))
    touch = Route("touch", (Point(90, 50), Point(90, 90)))
    placement = Placement(100, 100, True, {"a": box, "b": box}, {}, (across, hook, touch))
    found = measure_placement(placement, 1660.0, 250.0)
    assert found == Measures(2, 2, 340, 1660, 250, 7.0, 10.0)
    sloping = Route("sloping", (Point(0, 0), Point(30, 40)))
    assert measure_geometry((), [sloping], 100, 100).length == 50
    assert measure_placement(placement, 415.0, 5000.0).name == 3.5
    assert measure_placement(placement, 415.0, 500.0).name == 14.0


def test_a_trunk_counts_once_for_each_line_in_it() -> None:
    ends = (Point(50, 60), Point(50, 100))
    lines = [Route(f"{x}", (Point(x, 0), Point(x, 60), *ends)) for x in (0.0, 100.0)]
    across = Route("across", (Point(20, 80), Point(80, 80)))
    found = measure_geometry((), [*lines, across], 100, 100)
    assert found == Measures(2, 4, 360, 100, 100, 14.0, 0.0)


APART = [(0, 0), (0, 50), (100, 50), (100, 100)]


@every_case(
    ("other", "times"),
    [
        ([(50, 0), (50, 100)], 1),  # straight across
        ([(50, 0), (50, 70), (80, 70), (80, 0)], 2),  # there and back
        ([(50, 0), (50, 50)], 0),  # up to it
        ([(50, 0), (50, 50), (100, 50), (100, 100)], 0),  # a trunk
        ([(0, 0), (0, 50), (50, 50), (50, 0)], 0),  # a fork
        ([(30, 0), (30, 50), (60, 50), (60, 0)], 0),  # along and back
        ([(30, 0), (30, 50), (60, 50), (60, 90)], 1),  # along and across
        ([(60, 90), (60, 50), (30, 50), (30, 0)], 1),  # against it and across
        ([(60, 0), (60, 50), (30, 50), (30, 0)], 0),  # against it and back
        ([(-50, 50), (150, 50)], 1),  # from end to end
        ([(-50, 50), (60, 50), (60, 0)], 1),  # round the corner
        ([(0, 100), (0, 50), (-50, 50)], 0),  # corner at corner
        ([(0, 100), (0, 50), (50, 50), (50, 90)], 0),  # beside it
        ([(-20, 30), (0, 30), (0, 50), (40, 50), (40, 0)], 1),  # round and across
        ([(20, 0), (80, 100)], 1),  # sloping
    ],
)
def test_crossings_of_lines_that_share_a_piece(other: list[tuple[int, int]], times: int) -> None:
    assert crossings(APART, other) == times
    assert crossings(other, APART) == times
    assert crossings(APART[::-1], other) == times
