"""``lay_out``: a graph of sized boxes to a placement, in the direction that shows larger."""

from __future__ import annotations

from msgspec.structs import replace

from sdgen.layout.engine import Engine
from sdgen.layout.free_places import Shown
from sdgen.layout.joins import add_joins
from sdgen.layout.line_jumps import add_line_jumps
from sdgen.layout.merit import README, Target, size_merit
from sdgen.layout.moving import mapped
from sdgen.layout.packing import pack
from sdgen.layout.placement import Box, Graph, Placement, Point, Routing
from sdgen.layout.plan import choose_plan
from sdgen.views.diagram import Direction

MARGIN = 1.0
"""Room for strokes at the picture's edge."""


def lay_out(
    graph: Graph,
    *,
    direction: Direction = Direction.AUTO,
    routing: Routing = "orthogonal",
    engine: Engine = "sdgen",
    target: Target = README,
    shown: Shown | None = None,
) -> Placement:
    """Place every card, cluster and line of ``graph``.

    Every edge's ends must be nodes of the graph. ``shown`` rates a picture with all that stands round
    the placement, of which cards may be missing; without it, its size in ``target`` does. Raises EngineError where an
    installed Graphviz is asked for and cannot be run, TooMuchWorkError where there are too many lines.
    """
    if not graph.nodes:
        return Placement(0.0, 0.0, direction is not Direction.RIGHT)
    plan = choose_plan(graph, direction, engine, target)
    components = [draft.finish(curved=routing == "curved") for draft in plan.drafts]
    placements = [component.placement for component in components]
    numbers = [number for component in components for number in component.order]
    whole = pack(
        graph,
        placements,
        plan.isolated,
        down=plan.frame.down,
        target=target,
        shown=shown or (lambda each: size_merit(each.width, each.height, target)),
    )
    order = sorted(range(len(numbers)), key=lambda position: numbers[position])
    leading = {edge.id for edge in graph.edges if edge.leading}
    routes = add_joins(graph.edges, [whole.routes[position] for position in order])
    routes = add_line_jumps(routes, down=plan.frame.down, leading=leading)
    return _with_margin(replace(whole, routes=routes))


def _with_margin(placement: Placement) -> Placement:
    moved = mapped(
        placement,
        lambda point: Point(_tenth(point.x + MARGIN), _tenth(point.y + MARGIN)),
        lambda box: Box(_tenth(box.x + MARGIN), _tenth(box.y + MARGIN), box.width, box.height),
    )
    return replace(
        moved,
        width=_tenth(placement.width + 2 * MARGIN),
        height=_tenth(placement.height + 2 * MARGIN),
    )


def _tenth(value: float) -> float:
    return round(value, 1) + 0.0
