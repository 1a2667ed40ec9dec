"""A picture of any type, drawn: the one place that knows who draws which."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from msgspec.structs import replace

from sdgen.draw.colouring import PLAIN, Colouring
from sdgen.draw.diagram.fits import FitName
from sdgen.draw.theme import ThemeName
from sdgen.draw.written import BackgroundChoice, DrawnPicture, FontChoice, write_scene
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
    colouring: Colouring = PLAIN,
) -> DrawnPicture:
    """``picture`` in ``theme`` and the colours that a look or a house makes of it, with the typeface inside it or not, on the theme's background or
    none; ``direction``, ``routing`` and ``engine`` are about diagrams, ``fit`` and ``headline`` about
    these and racks: where they are read, and the numbers that a preview says. Raises layout's EngineError where an installed Graphviz is asked for and cannot run, and
    TooMuchWorkError."""
    drawn = _drawn(picture, theme, font, background, direction, routing, engine, fit, headline)
    if colouring == PLAIN:
        return drawn
    scene = replace(drawn.scene, colouring=colouring)
    return replace(drawn, svg=write_scene(scene, theme, font, background).svg, scene=scene)


def _drawn(
    picture: Picture,
    theme: ThemeName,
    font: FontChoice,
    background: BackgroundChoice,
    direction: Direction,
    routing: Routing,
    engine: Engine,
    fit: FitName,
    headline: Sequence[Number],
) -> DrawnPicture:
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
    from sdgen.views.rack import Rack
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
        case Rack():
            from sdgen.draw.rack.picture import draw_rack

            return draw_rack(
                picture,
                theme=theme,
                font=font,
                background=background,
                fit=fit,
                headline=headline,
            )
        case Sequence():
            from sdgen.draw.sequence.picture import draw_sequence

            return draw_sequence(picture, theme=theme, font=font, background=background)
        case _:
            assert_never(picture)
