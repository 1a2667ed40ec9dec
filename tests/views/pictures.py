"""Pictures of views, for tests that know which type of picture a view makes."""

from __future__ import annotations

from sdgen.analyses.facts import Facts
from sdgen.design.records import Design
from sdgen.views import make_picture
from sdgen.views.chart import Chart
from sdgen.views.diagram import Diagram
from sdgen.views.rack import Rack


def make_diagram(design: Design | Facts, view: str) -> Diagram:
    """The picture of a view that is a diagram."""
    made = make_picture(design, view)
    assert isinstance(made, Diagram)
    return made


def make_chart(design: Design | Facts, view: str) -> Chart:
    """The picture of a view that is a chart."""
    made = make_picture(design, view)
    assert isinstance(made, Chart)
    return made


def make_rack(design: Design | Facts, view: str = "deployment") -> Rack:
    """The picture of a view that is a rack."""
    made = make_picture(design, view)
    assert isinstance(made, Rack)
    return made
