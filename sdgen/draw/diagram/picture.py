"""From a Diagram to its picture: measure and lay out, compose, write."""

from __future__ import annotations

from sdgen.draw.diagram.compose import Arranged, compose
from sdgen.draw.diagram.laid import lay_out_diagram
from sdgen.draw.diagram.measured import MeasuredDiagram
from sdgen.draw.theme import ThemeName
from sdgen.draw.written import BackgroundChoice, DrawnPicture, FontChoice, draw_cards
from sdgen.layout import Engine
from sdgen.layout.placement import Graph, Placement, Routing
from sdgen.views.diagram import Diagram, Direction

OTHER_LETTERS = 1.15
"""How many times as wide as those of the embedded font letters may be where that is not there."""


def draw_diagram(
    diagram: Diagram,
    *,
    theme: ThemeName = "auto",
    font: FontChoice = "embedded",
    background: BackgroundChoice = "theme",
    direction: Direction = Direction.AUTO,
    routing: Routing = "orthogonal",
    engine: Engine = "sdgen",
) -> DrawnPicture:
    """The picture of ``diagram``.

    ``direction`` overrides the diagram's own unless it is auto. ``font`` embeds the typeface, or
    names a stack of system typefaces of the same widths; ``background`` is that of the theme, or
    none. Raises layout's EngineError where an installed Graphviz is asked for and cannot run, and
    TooMuchWorkError.
    """
    laid = lay_out_diagram(
        diagram,
        direction=direction,
        routing=routing,
        engine=engine,
        letters=1.0 if font == "embedded" else OTHER_LETTERS,
    )
    return draw_placement(
        laid.measured,
        laid.graph,
        laid.placement,
        theme=theme,
        font=font,
        background=background,
        arranged=laid.arranged,
    )


def draw_placement(
    measured: MeasuredDiagram,
    graph: Graph,
    placement: Placement,
    *,
    theme: ThemeName = "auto",
    font: FontChoice = "embedded",
    background: BackgroundChoice = "theme",
    arranged: Arranged | None = None,
) -> DrawnPicture:
    """The picture of a measured diagram that is laid out already, and ``arranged`` if it is."""
    return draw_cards(
        measured.diagram.cards,
        lambda symbols: compose(measured, graph, placement, symbols, arranged),
        theme,
        font,
        background,
    )
