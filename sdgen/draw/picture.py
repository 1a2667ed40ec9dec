"""A picture of any type, drawn: the one place that knows who draws which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack, assert_never

from sdgen.draw.fits import FitName
from sdgen.draw.written import DrawnPicture, Writing
from sdgen.layout.engine import Engine
from sdgen.layout.placement import Routing
from sdgen.views.diagram import Diagram, Direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sdgen.blocks import Number
    from sdgen.views.picture import Picture


def draw_picture(
    picture: Picture,
    *,
    direction: Direction = Direction.AUTO,
    routing: Routing = "orthogonal",
    engine: Engine = "sdgen",
    fit: FitName = "readme",
    headline: Sequence[Number] = (),
    **writing: Unpack[Writing],
) -> DrawnPicture:
    """``picture``, written in the theme, typeface, background and colours of ``writing``;
    ``direction``, ``routing`` and ``engine`` are about diagrams, ``fit`` and ``headline`` about
    these and racks: where they are read, and the numbers that a preview says. Raises layout's
    EngineError where an installed Graphviz is asked for and cannot run, and TooMuchWorkError."""
    if isinstance(picture, Diagram):
        from sdgen.draw.dense import is_matrix

        if fit != "social" and is_matrix(picture):
            from sdgen.draw.matrix.calls import draw_calls

            return draw_calls(picture, fit, **writing)
        from sdgen.draw.diagram.picture import draw_diagram

        return draw_diagram(
            picture,
            direction=direction,
            routing=routing,
            engine=engine,
            fit=fit,
            headline=headline,
            **writing,
        )
    # Most pictures are diagrams, which have no use for the records of the others.
    from sdgen.views.chart import Chart
    from sdgen.views.entities import Entities
    from sdgen.views.matrix import Matrix
    from sdgen.views.rack import Rack
    from sdgen.views.sequence import Sequence

    match picture:
        case Chart():
            from sdgen.draw.chart.picture import draw_chart

            return draw_chart(picture, **writing)
        case Entities():
            from sdgen.draw.entities.picture import draw_entities

            return draw_entities(picture, **writing)
        case Matrix():
            from sdgen.draw.matrix.picture import draw_matrix

            return draw_matrix(picture, **writing)
        case Rack():
            from sdgen.draw.rack.picture import draw_rack

            return draw_rack(picture, fit=fit, headline=headline, **writing)
        case Sequence():
            from sdgen.draw.sequence.picture import draw_sequence

            return draw_sequence(picture, **writing)
        case _:
            assert_never(picture)
