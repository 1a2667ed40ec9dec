"""No line steps aside by a few px: it is straight there, or its two corners are seen."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sdgen.draw.diagram.laid import lay_out_diagram
from sdgen.layout import lay_out
from sdgen.layout.placement import Graph, Placement
from sdgen.layout.spacing import LEAST_JOG
from sdgen.views import make_picture
from sdgen.views.diagram import Direction
from tests.support.cases import every_case
from tests.support.graphs import random_graph
from tests.support.layout_checks import problems
from tests.support.layout_measures import measure_placement
from tests.support.measured_pictures import PICTURES
from tests.support.quick import daily

PASS = "sdgen.layout.straightening.remove_short_jogs"


def short_jogs(placement: Placement) -> int:
    """The steps aside between two pieces that run the way of the picture."""
    found = 0
    for route in placement.routes:
        for one, other in pairwise(route.points[1:-1]):
            aside, along = abs(one.x - other.x), abs(one.y - other.y)
            if not placement.down:
                aside, along = along, aside
            found += along < 0.05 < aside < LEAST_JOG - 0.15
    return found


@every_case(
    "name",
    [("boutique", "detailed"), ("dropbox", "detailed"), ("youtube", "detailed")],
    quick=1,
)
def test_pictures_have_no_short_jogs(name: tuple[str, str]) -> None:
    diagram = make_picture(PICTURES[name]().design, name[1])
    assert short_jogs(lay_out_diagram(diagram).placement) == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PASS, lambda search: None)
        assert short_jogs(lay_out_diagram(diagram).placement) > 0


def laid_out(graph: Graph) -> Placement:
    placement = lay_out(graph, direction=Direction.DOWN)
    assert problems(graph, placement) == []
    return placement


@pytest.mark.slow
@every_case("seed", daily(range(24), 8, also=(12,)))
def test_nothing_else_gets_worse(seed: int) -> None:
    graph = random_graph(seed)
    after = laid_out(graph)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PASS, lambda search: None)
        before = laid_out(graph)
    assert short_jogs(after) <= short_jogs(before)
    one, other = (measure_placement(each, each.width, each.height) for each in (before, after))
    assert (other.crossings, other.width) == (one.crossings, one.width)
    assert other.bends <= one.bends
    assert other.length <= one.length * 1.02
