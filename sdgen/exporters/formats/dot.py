"""``dot``: diagrams of a design as graphs that Graphviz lays out."""

from __future__ import annotations

from sdgen.analyses.facts import Facts
from sdgen.base.lack import Lack
from sdgen.exporters.exporter import Exported, Exporter, ExportOptions


def lack(_: Facts) -> Lack | None:
    """Every design has a diagram."""
    return None


def export(facts: Facts, options: ExportOptions) -> Exported:
    """The view as a directed graph."""
    from sdgen.exporters import codes
    from sdgen.exporters.dot.graph import graph_losses, graph_of
    from sdgen.exporters.losses import first_lines, further_pages, told
    from sdgen.exporters.pictures import pictures_of
    from sdgen.views.diagram import Diagram

    pages = pictures_of(facts, options.view)
    diagram = pages[0]
    assert isinstance(diagram, Diagram), options.view
    lost = told((*graph_losses(diagram), *further_pages(pages)))
    comments = first_lines(options.mark, "Graphviz", lost)
    # the package indents by tabs, which some terminals obey
    text = graph_of(facts.design, diagram, comments).source.replace("\t", "  ")
    if not lost:
        return Exported(text)
    return Exported(text, (codes.not_shown("Graphviz", options.view, lost, facts.design.span),))


EXPORTER = Exporter(
    doc="Diagrams as graphs that Graphviz lays out.",
    suffixes=("dot", "gv"),
    views=("diagrams", "overviews", "paths"),
    lack=lack,
    export=export,
)
