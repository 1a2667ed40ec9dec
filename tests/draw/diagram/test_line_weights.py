"""Lines are as wide as what goes along them, by powers of ten."""

from __future__ import annotations

import re

import sdgen
from sdgen.draw.diagram.line_weights import HEAVIEST, heaviest_from, line_weights
from sdgen.draw.theme import LOAD_WIDTHS
from sdgen.views.diagram import Line, LineStyle
from tests.support.cases import every_case


def lines(*loads: float, style: LineStyle = LineStyle.SYNCHRONOUS) -> tuple[Line, ...]:
    return tuple(
        Line(f"l{at}", "a", "b", style, rate=f"{load}/s", load=load)
        for at, load in enumerate(loads)
    )


@every_case(
    ("loads", "weights", "least"),
    [
        ((), [], 0.0),
        ((5.0,), [], 0.0),
        ((100.0, 999.0), [], 0.0),
        ((99.0, 100.0), [3, 4], 100.0),
        ((0.02, 0.5, 3.0, 1e6), [1, 1, 1, 4], 1e6),
        ((1e3, 1e4, 1e5, 9.9e5, 1e2, 1.0), [2, 3, 4, 4, 1, 1], 1e5),
        ((0.0, 10.0, 100.0), [0, 3, 4], 100.0),
    ],
)
def test_ten_times_the_calls_are_a_step(
    loads: tuple[float, ...], weights: list[int], least: float
) -> None:
    found = line_weights(lines(*loads))
    assert [found.get(f"l{at}", 0) for at in range(len(loads))] == (weights or [0] * len(loads))
    assert heaviest_from(lines(*loads)) == least


def test_dots_and_what_says_no_rate_have_no_weight() -> None:
    assert line_weights(lines(1.0, 1e4, style=LineStyle.REPLICATION)) == {}
    assert line_weights([Line("a", "a", "b", load=1.0), Line("b", "a", "b", load=1e4)]) == {}


def test_each_weight_has_a_width_and_they_grow() -> None:
    widths = [float(LOAD_WIDTHS[weight]) for weight in range(1, HEAVIEST + 1)]
    assert widths == sorted(set(widths))


DESIGN = """\
sdgen: 1
name: Shop
components:
  web: {kind: client, calls: [app, logs]}
  app: {kind: service, calls: [db]}
  logs: {kind: service}
  db: {kind: database}
journeys:
  buy: {actor: web, rate: 5k/s, steps: [web -> app, app -> db: {times: 1%}]}
"""


def test_the_detailed_view_shows_it_and_its_legend_says_it() -> None:
    design = sdgen.loads(DESIGN)
    svg = design.render("detailed").svg
    classes = dict(re.findall(r'-line-([^"]+)" class="line synchronous ?([^"]*)"', svg))
    assert classes == {"web-_3e_app": "load-4", "web-_3e_logs": "", "app-_3e_db": "load-2"}
    assert f'stroke-width="{LOAD_WIDTHS[4]}"' in svg
    assert "×10 calls a step, widest from 1k/s" in svg
    for view in ("high-level", "failure"):
        other = design.render(view).svg
        assert "load-" not in other
        assert "calls a step" not in other
