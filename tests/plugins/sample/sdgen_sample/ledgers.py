"""A view: the high-level picture without its lines."""

from msgspec.structs import replace

from sdgen.analyses.facts import Facts
from sdgen.views.diagram import Diagram
from sdgen.views.diagrams.high_level import high_level
from sdgen.views.view import BuiltInView


def make(facts: Facts, title: str) -> Diagram:
    """Every component, and no call."""
    return replace(high_level(facts, title), view="ledgers", lines=())


VIEW = BuiltInView(id="ledgers", title="Ledgers", doc="Components without their calls.", make=make)
