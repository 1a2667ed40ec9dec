"""Lines that come together before a card: each is still a line of its own, with a dot where it joins."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from sdgen.draw.diagram.measured import graph_of, measure
from sdgen.draw.picture import draw_picture
from sdgen.views.diagram import Card, Diagram, Direction, Fork, Line, LineStyle, PathStep
from tests.support.cases import every_case
from tests.support.svg_checks import problems

NAMESPACE = "{http://www.w3.org/2000/svg}"
CALLERS = tuple(f"c{number}" for number in range(6))


def hub(style: LineStyle = LineStyle.SYNCHRONOUS) -> Diagram:
    """A card with six callers."""
    cards = (
        *(Card(name, name, "Go", "server", "blue") for name in CALLERS),
        Card("hub", "Hub", "Kafka", "database", "amber"),
    )
    lines = tuple(
        Line(f"{name}--hub", name, "hub", style, tooltip=f"by {name}") for name in CALLERS
    )
    return Diagram("high-level", "Hub", "", cards, lines)


def _lines(svg: str) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(svg)
    return [each for each in root.iter() if "line" in each.get("class", "").split()]


def _drawn(svg: str, name: str) -> list[str]:
    """What of a line has the class: its path, or its attributes."""
    parts = (part for line in _lines(svg) for part in line.iter())
    return [
        part.get("d") or f"{part.get('x')} {part.get('y')}"
        for part in parts
        if name in part.get("class", "").split()
    ]


def _attributes(svg: str, name: str, attribute: str) -> set[str | None]:
    parts = [part for line in _lines(svg) for part in line.iter()]
    return {part.get(attribute) for part in parts if name in part.get("class", "").split()}


@pytest.mark.slow
@every_case("style", list(LineStyle))
@every_case("theme", ["light", "dark", "auto"])
def test_each_line_is_one_of_its_own_and_all_have_one_arrowhead(style, theme):
    svg = draw_picture(hub(style), font="system", theme=theme, direction=Direction.RIGHT).svg
    calls = [(name, "hub") for name in CALLERS]
    assert problems(svg, [*CALLERS, "hub"], calls) == []
    titles = [line.findtext(f"{NAMESPACE}title") for line in _lines(svg)]
    assert titles == [f"by {name}" for name in CALLERS]
    arrow = "arrow-open" if style is LineStyle.OPTIONAL else "arrow"
    assert len(set(_drawn(svg, arrow))) == 1
    assert len(_drawn(svg, "join")) >= 4
    strokes = [stroke.split("L")[0] for stroke in _drawn(svg, "stroke")]
    assert len(set(strokes)) == 1
    ink = "stroke" if style is LineStyle.OPTIONAL else "fill"
    assert _attributes(svg, "join", "fill") == _attributes(svg, arrow, ink)


def test_lines_that_carry_something_of_their_own_are_in_no_trunk():
    diagram = hub()
    first, second, third, fourth, *rest = diagram.lines
    diagram = replace(
        diagram,
        lines=(
            replace(first, label="read"),
            replace(second, rate="12k/s"),
            replace(third, fork="f"),
            fourth,
            *(replace(line, dimmed=True) for line in rest),
        ),
        forks=(Fork("f", "any of"),),
        path=(PathStep("1", 0, fourth.id, "c3", "Hub"),),
    )
    keys = [edge.trunk for edge in graph_of(measure(diagram)).edges]
    assert keys == ["", "", "", "", *["synchronous dimmed"] * 2]
    styles = {edge.trunk for style in LineStyle for edge in graph_of(measure(hub(style))).edges}
    assert styles == {style.value for style in LineStyle}
