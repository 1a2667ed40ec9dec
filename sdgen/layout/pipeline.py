"""``lay_out``: a graph of sized boxes to a placement, in the direction that shows larger."""

from __future__ import annotations

from dataclasses import replace

from sdgen.layout.dot_source import Variant, dot_source, read_plain
from sdgen.layout.engine import Engine, run_engine
from sdgen.layout.frame import Frame, linked_parts
from sdgen.layout.hops import add_hops
from sdgen.layout.pack import grid, pack, scale_in_view
from sdgen.layout.part import lay_out_part
from sdgen.layout.placement import Box, Graph, Node, Placement, Point, Route, Routing
from sdgen.views.diagram import Direction

MARGIN = 1.0
"""Room for strokes at the picture's edge."""

BOTH_WAYS_UP_TO = 120
"""Cards up to which ``auto`` lays the picture out both ways; beyond, Graphviz's sizes decide."""


def lay_out(
    graph: Graph,
    *,
    direction: Direction = Direction.AUTO,
    routing: Routing = Routing.ORTHOGONAL,
    engine: Engine = Engine.EMBEDDED,
) -> Placement:
    """Place every card, group and line of ``graph``.

    Every edge's ends must be nodes of the graph. Raises EngineError where Graphviz cannot be run.
    """
    if not graph.nodes:
        return Placement(0.0, 0.0, direction is not Direction.RIGHT)
    ways = {
        Direction.AUTO: (True, False),
        Direction.DOWN: (True,),
        Direction.RIGHT: (False,),
    }[direction]
    frames = [Frame(down) for down in ways]
    linked = _has_links(graph)
    variant = Variant()
    centres: list[list[tuple[float, float]]] = [[] for _ in frames]
    if linked:
        outputs = run_engine([dot_source(graph, frame, variant) for frame in frames], engine)
        centres = [list(read_plain(output, len(graph.nodes))) for output in outputs]
    if len(frames) > 1 and len(graph.nodes) > BOTH_WAYS_UP_TO:
        best = max((0, 1), key=lambda way: _estimate(graph, frames[way], centres[way]))
        frames, centres = [frames[best]], [centres[best]]
    curved = routing is Routing.CURVED
    placed = [
        _place(graph, frame, found, curved=curved)
        for frame, found in zip(frames, centres, strict=True)
    ]
    return max(placed, key=lambda placement: scale_in_view(placement.width, placement.height))


def _has_links(graph: Graph) -> bool:
    return bool(graph.edges) or any(node.group is not None for node in graph.nodes)


def _estimate(graph: Graph, frame: Frame, centres: list[tuple[float, float]]) -> float:
    """How large the picture will show, by where Graphviz put the cards."""
    width = max(x for x, _ in centres) - min(x for x, _ in centres) + 200
    height = max(y for _, y in centres) - min(y for _, y in centres) + 120
    labels = [frame.label(edge)[1] for edge in graph.edges]
    height += len({y for _, y in centres}) * (max(labels, default=0.0) + 30)
    return scale_in_view(width, height) if frame.down else scale_in_view(height, width)


def _place(
    graph: Graph, frame: Frame, centres: list[tuple[float, float]], *, curved: bool
) -> Placement:
    parts: list[Placement] = []
    numbers: list[int] = []
    single: list[Node] = []
    for nodes in linked_parts(graph):
        first = graph.nodes[nodes[0]]
        alone = len(nodes) == 1 and first.group is None
        if alone and all(first.id != edge.source for edge in graph.edges):
            single.append(first)
            continue
        part = lay_out_part(graph, frame, nodes, centres, curved=curved)
        parts.append(part.placement)
        numbers += part.order
    if single:
        boxes = [
            (node.id, node.width, node.height, max(node.stack, node.pill), node.stack)
            for node in single
        ]
        parts.append(grid(boxes, down=frame.down))
    whole = pack(parts, down=frame.down)
    order = sorted(range(len(numbers)), key=lambda position: numbers[position])
    routes = add_hops([whole.routes[position] for position in order], down=frame.down)
    return _with_margin(replace(whole, routes=routes))


def _with_margin(placement: Placement) -> Placement:
    def box(old: Box) -> Box:
        return Box(_tenth(old.x + MARGIN), _tenth(old.y + MARGIN), old.width, old.height)

    def points(old: tuple[Point, ...]) -> tuple[Point, ...]:
        return tuple(Point(_tenth(point.x + MARGIN), _tenth(point.y + MARGIN)) for point in old)

    return Placement(
        _tenth(placement.width + 2 * MARGIN),
        _tenth(placement.height + 2 * MARGIN),
        placement.down,
        {name: box(old) for name, old in placement.nodes.items()},
        {name: box(old) for name, old in placement.clusters.items()},
        tuple(
            Route(
                route.id,
                points(route.points),
                route.curved,
                box(route.label) if route.label else None,
                points(route.hops),
            )
            for route in placement.routes
        ),
    )


def _tenth(value: float) -> float:
    return round(value, 1) + 0.0
