"""A Diagram measured and laid out, with cards of the width in which the picture shows larger."""

from __future__ import annotations

from msgspec import Struct

from sdgen.draw.diagram.compose import Arranged, arrange_picture, surroundings
from sdgen.draw.diagram.measured import MeasuredDiagram, graph_of, measure
from sdgen.draw.fits import DEFAULT_FIT, Fit
from sdgen.layout import Engine, lay_out
from sdgen.layout.merit import size_merit
from sdgen.layout.placement import Graph, Placement, Routing
from sdgen.views.diagram import Diagram, Direction

FULL = 0.35
"""Of the box that wide cards and the room round them take: with more of it the picture would be
larger than the box, and is laid out with narrow ones only."""
ROOM = (60.0, 80.0)
"""Pixels round a card, for lines and labels: across, along."""
MUCH_NARROWER = 1.1
"""How many times as wide as narrow cards wide ones have to be in such a picture."""
CLEARLY = 1.02
"""How many times as large a picture of narrow cards has to be shown as one of wide cards, which
have their texts on fewer lines."""


class LaidDiagram(Struct, frozen=True):
    """A measured diagram, its sizes, where all of it is, and what stands around that; ``fit`` is
    where it is read."""

    measured: MeasuredDiagram
    graph: Graph
    placement: Placement
    arranged: Arranged
    fit: Fit = DEFAULT_FIT

    @property
    def shown(self) -> float:
        """How large the picture is shown where it is read; 1 is full size. Of an exact size that is
        what its drawing has."""
        if self.fit.exact:
            return min(self.fit.target.scale(self.placement.width, self.placement.height), 1.0)
        return self.fit.shown(*self.arranged.size)


def lay_out_diagram(
    diagram: Diagram,
    *,
    direction: Direction = Direction.AUTO,
    routing: Routing = "orthogonal",
    engine: Engine = "sdgen",
    letters: float = 1.0,
    fit: Fit = DEFAULT_FIT,
) -> LaidDiagram:
    """``diagram`` laid out with wide cards where it then is below the size of the box, else with
    narrow ones where those show it larger. ``direction`` overrides the diagram's own unless it is auto;
    ``letters`` is how many times as wide as those of the embedded font letters on cards may be; ``fit``
    is where the picture is read, which decides the direction too.
    Raises layout's EngineError where Graphviz cannot run.
    """
    chosen = diagram.direction if direction is Direction.AUTO else direction
    around = surroundings(diagram)

    def laid(measured: MeasuredDiagram) -> LaidDiagram:
        graph = graph_of(measured)

        def shown(placement: Placement) -> float:
            if fit.exact:  # what stands round the drawing takes nothing of its room
                return size_merit(placement.width, placement.height, fit.target)
            arranged = arrange_picture(measured, graph, placement, fit, around)
            return size_merit(*arranged.size, fit.box)

        placement = lay_out(
            graph,
            direction=chosen,
            routing=routing,
            engine=engine,
            target=fit.target,
            shown=shown,
        )
        arranged = arrange_picture(measured, graph, placement, fit, around)
        return LaidDiagram(measured, graph, placement, arranged, fit)

    wide = measure(diagram, letters=letters)
    first = None
    if _area(wide) <= FULL * fit.width * fit.height:
        first = laid(wide)
        if first.shown == 1.0:
            return first
    narrow = measure(diagram, narrow=True, letters=letters)
    narrower = _total_width(wide) / max(_total_width(narrow), 1.0)
    if first is None:
        return laid(narrow if narrower > MUCH_NARROWER else wide)
    if narrower <= 1.0:
        return first
    other = laid(narrow)
    return other if other.shown > first.shown * CLEARLY else first


def _area(measured: MeasuredDiagram) -> float:
    """What the cards take with the room round them."""
    return sum((card.width + ROOM[0]) * (card.height + ROOM[1]) for card in measured.cards)


def _total_width(measured: MeasuredDiagram) -> float:
    return sum(card.width for card in measured.cards)
