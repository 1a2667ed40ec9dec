"""A picture of any type, drawn: the one place that knows who draws which."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from sdgen.draw.diagram.fits import FitName
from sdgen.draw.theme import ThemeName
from sdgen.draw.written import BackgroundChoice, DrawnPicture, FontChoice
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
    theme: ThemeName = "auto",
    font: FontChoice = "embedded",
    background: BackgroundChoice = "theme",
    direction: Direction = Direction.AUTO,
    routing: Routing = "orthogonal",
    engine: Engine = "sdgen",
    fit: FitName = "readme",
    headline: Sequence[Number] = (),
) -> DrawnPicture:
    """``picture`` in ``theme``, with the typeface inside it or not, on the theme's background or
    none; ``direction``, ``routing``, ``engine``, ``fit`` and ``headline`` are about diagrams: where they
    are read, and the numbers that a preview says. Raises layout's EngineError where an installed Graphviz is asked for and cannot run, and
    TooMuchWorkError."""
    if isinstance(picture, Diagram):
        from sdgen.draw.diagram.picture import draw_diagram

        return draw_diagram(
            picture,
            theme=theme,
            font=font,
            background=background,
            direction=direction,
            routing=routing,
            engine=engine,
            fit=fit,
            headline=headline,
        )
    # Most pictures are diagrams, which have no use for the records of the others.
    from sdgen.views.chart import Chart
    from sdgen.views.entities import Entities
    from sdgen.views.matrix import Matrix
    from sdgen.views.sequence import Sequence

    match picture:
        case Chart():
            from sdgen.draw.chart.picture import draw_chart

            return draw_chart(picture, theme=theme, font=font, background=background)
        case Entities():
            from sdgen.draw.entities.picture import draw_entities

            return draw_entities(picture, theme=theme, font=font, background=background)
        case Matrix():
            from sdgen.draw.matrix.picture import draw_matrix

            return draw_matrix(picture, theme=theme, font=font, background=background)
        case Sequence():
            from sdgen.draw.sequence.picture import draw_sequence

            return draw_sequence(picture, theme=theme, font=font, background=background)
        case _:
            assert_never(picture)
