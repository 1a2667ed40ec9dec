"""From a Diagram to its picture: measure and lay out, compose, write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Unpack

from msgspec.structs import replace

from sdgen.draw.diagram.compose import Arranged, compose, drawing, scene_of
from sdgen.draw.diagram.laid import LaidDiagram, lay_out_diagram
from sdgen.draw.diagram.measured import MeasuredDiagram
from sdgen.draw.fits import FITS, FitName, name_height
from sdgen.draw.written import OTHER_LETTERS, DrawnPicture, Writing, draw_cards
from sdgen.layout import Engine
from sdgen.layout.placement import Graph, Placement, Routing
from sdgen.views.diagram import Diagram, Direction

if TYPE_CHECKING:
    from sdgen.blocks import Number


def draw_diagram(
    diagram: Diagram,
    *,
    direction: Direction = Direction.AUTO,
    routing: Routing = "orthogonal",
    engine: Engine = "sdgen",
    fit: FitName = "readme",
    headline: Sequence[Number] = (),
    **writing: Unpack[Writing],
) -> DrawnPicture:
    """The picture of ``diagram``.

    ``direction`` overrides the diagram's own unless it is auto. ``fit`` is where the picture is read; a
    preview has the numbers of the ``headline``, or of its panel. Raises layout's EngineError where an installed Graphviz
    is asked for and cannot run, and TooMuchWorkError.
    """
    laid = lay_out_diagram(
        diagram,
        direction=direction,
        routing=routing,
        engine=engine,
        letters=OTHER_LETTERS if writing.get("font") == "system" else 1.0,
        fit=FITS[fit],
    )
    if laid.fit.exact:
        drawn, shown = _preview(laid, headline, **writing)
    else:
        drawn = draw_placement(
            laid.measured, laid.graph, laid.placement, arranged=laid.arranged, **writing
        )
        shown = laid.shown
    return replace(drawn, name_height=name_height(shown)) if diagram.cards else drawn


def _preview(
    laid: LaidDiagram, headline: Sequence[Number], **writing: Unpack[Writing]
) -> tuple[DrawnPicture, float]:
    """The preview, and how large its drawing is shown."""
    from sdgen.draw.social import arrange_preview, compose_preview

    diagram, placement = laid.measured.diagram, laid.placement
    size = placement.width, placement.height
    if diagram.comparing is not None and not headline:
        from sdgen.draw.diagram.panel_numbers import panel_numbers

        headline = panel_numbers(diagram.comparing.panel)
    preview = arrange_preview(diagram.title, diagram.subtitle, size, laid.fit, headline)
    drawn = draw_cards(
        diagram.cards,
        lambda symbols: compose_preview(
            preview,
            drawing(laid.measured, laid.graph, placement, symbols),
            scene_of(diagram, laid.arranged.size, (), symbols),
        ),
        **writing,
    )
    return drawn, preview.frame.scale


def draw_placement(
    measured: MeasuredDiagram,
    graph: Graph,
    placement: Placement,
    *,
    arranged: Arranged | None = None,
    **writing: Unpack[Writing],
) -> DrawnPicture:
    """The picture of a measured diagram that is laid out already, and ``arranged`` if it is."""
    return draw_cards(
        measured.diagram.cards,
        lambda symbols: compose(measured, graph, placement, symbols, arranged),
        **writing,
    )
