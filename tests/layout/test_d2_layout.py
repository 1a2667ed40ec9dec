"""What ``benchmarks/pictures.py`` compares with: D2's text of a graph, and D2's SVG read back."""

from __future__ import annotations

import base64

import pytest

import sdgen
from benchmarks.d2_layout import D2Error, d2_text, placement_in
from sdgen.draw.diagram.measured import MeasuredDiagram, graph_of, measure
from sdgen.layout.placement import Box, Point
from sdgen.views import make_picture
from sdgen.views.diagram import Diagram

DESIGN = """
sdgen: 1
name: Shop
components:
  web: {kind: service, name: 'The "web"', group: store, calls: [store: {label: costs $5}, store]}
  store: {kind: database}  # called as a group is
"""
CARD = '<g class="shape"><rect x="{}" y="{}" width="160" height="58"/></g>'
GROUP = '<g class="shape"><rect x="50" y="60" width="200" height="100"/></g>'
SHAPES = {"g0": GROUP, "g0.c0": CARD.format(70, 80), "c1": CARD.format(70, 300)}
LINES = {
    "(g0.c0 -&gt; c1)[0]": '<path d="M 100 140 L 100 296"/><text x="100" y="200">costs $5</text>',
    "(g0.c0 -&gt; c1)[1]": '<path d="M 120 140 L 120 200 S 120 200 120 200 L 140 200 L 140 296"/>',
}


def svg(parts: dict[str, str]) -> str:
    """As D2 writes it: each part in a group whose class is its name in base 64."""
    named = [
        f'<g class="{base64.b64encode(name.encode()).decode()}">{part}</g>'
        for name, part in parts.items()
    ]
    labels = '<rect width="9" height="9"/><rect x="80" y="190" width="40" height="20"/>'
    inner = f'<svg><g class="legend"/>{"".join(named)}<mask>{labels}</mask></svg>'
    return f'<svg xmlns="http://www.w3.org/2000/svg">{inner}</svg>'


@pytest.fixture(scope="module")
def measured() -> MeasuredDiagram:
    diagram = make_picture(sdgen.loads(DESIGN).design, "high-level")
    assert isinstance(diagram, Diagram)
    return measure(diagram)


def test_the_text_for_d2(measured: MeasuredDiagram) -> None:
    size = f"width: {measured.cards[0].width:g}; height: {measured.cards[0].height:g}"
    assert d2_text(measured, graph_of(measured)).splitlines() == [
        "direction: down",
        'g0: "STORE" {style.font-size: 11}',
        f'g0.c0: "The \\"web\\"" {{{size}; style.font-size: 14}}',
        f'c1: "Store" {{{size}; style.font-size: 14}}',
        'g0.c0 -> c1: "costs \\$5" {style.border-radius: 0; style.font-size: 12}',
        'g0.c0 -> c1: "" {style.border-radius: 0}',
    ]


def test_the_svg_of_d2(measured: MeasuredDiagram) -> None:
    graph = graph_of(measured)
    found = placement_in(svg(SHAPES | LINES), graph)
    assert (found.width, found.height) == (200.0, 298.0)
    assert found.clusters == {"store": Box(0, 0, 200, 100)}
    assert found.nodes == {"web": Box(20, 20, 160, 58), "store": Box(20, 240, 160, 58)}
    straight, stepped = found.routes
    assert straight.points == (Point(50, 78), Point(50, 240))  # up to the edges of both cards
    assert straight.label == Box(30, 130, 40, 20)
    assert stepped.points == (Point(70, 78), Point(70, 140), Point(90, 140), Point(90, 240))
    assert stepped.label is None


def test_an_svg_that_lacks_something_is_said(measured: MeasuredDiagram) -> None:
    graph = graph_of(measured)
    for name in (*SHAPES, *LINES):
        parts = {each: part for each, part in (SHAPES | LINES).items() if each != name}
        with pytest.raises(D2Error, match="its SVG lacks"):
            placement_in(svg(parts), graph)
    curved = {"(g0.c0 -&gt; c1)[1]": '<path d="M 100 140 C 100 200 120 200 120 296"/>'}
    with pytest.raises(D2Error, match="curved"):
        placement_in(svg(SHAPES | LINES | curved), graph)
