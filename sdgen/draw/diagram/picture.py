"""From a Diagram to its picture: measure, lay out, compose, write."""

from __future__ import annotations

from sdgen.draw.diagram.compose import compose
from sdgen.draw.diagram.measured import MeasuredDiagram, graph_of, measure
from sdgen.draw.theme import ThemeName
from sdgen.draw.written import BackgroundChoice, DrawnPicture, FontChoice, draw_cards
from sdgen.layout import Engine, lay_out
from sdgen.layout.placement import Graph, Placement, Routing
from sdgen.views.diagram import Diagram, Direction


def draw_diagram(
    diagram: Diagram,
    *,
    theme: ThemeName = "auto",
    font: FontChoice = "embedded",
    background: BackgroundChoice = "theme",
    direction: Direction = Direction.AUTO,
    routing: Routing = "orthogonal",
    engine: Engine = "embedded",
) -> DrawnPicture:
    """The picture of ``diagram``.

    ``direction`` overrides the diagram's own unless it is auto. ``font`` embeds the typeface, or
    names a stack of system typefaces of the same widths; ``background`` is that of the theme, or
    none. Raises layout's EngineError where
    Graphviz cannot run.
    """
    measured = measure(diagram)
    graph = graph_of(measured)
    chosen = diagram.direction if direction is Direction.AUTO else direction
    placement = lay_out(graph, direction=chosen, routing=routing, engine=engine)
    return draw_placement(measured, graph, placement, theme=theme, font=font, background=background)


def draw_placement(
    measured: MeasuredDiagram,
    graph: Graph,
    placement: Placement,
    *,
    theme: ThemeName = "auto",
    font: FontChoice = "embedded",
    background: BackgroundChoice = "theme",
) -> DrawnPicture:
    """The picture of a measured diagram that is laid out already."""
    return draw_cards(
        measured.diagram.cards,
        lambda symbols: compose(measured, graph, placement, symbols),
        theme,
        font,
        background,
    )
