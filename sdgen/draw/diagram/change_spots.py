"""Where the badges of lines stand that a change has added, removed or changed, and that have no label beside
which they have room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sdgen.draw.diagram.change_marks import ON_LINES, RIM
from sdgen.draw.diagram.measured import MeasuredDiagram
from sdgen.layout.forks import fork_marks
from sdgen.layout.middles import badge_places
from sdgen.layout.placement import Box, Graph, Node, Placement, Point

TITLE_ROOM = (28.0, 14.0)
"""What the title of a group takes more than its text, with the room round it."""


def mark_spots(
    measured: MeasuredDiagram, graph: Graph, placement: Placement
) -> Mapping[str, Point]:
    """The middle of each badge, by the id of its line."""
    wanted = {
        each.line.id for each in measured.lines if each.line.change is not None and not each.says
    }
    if not wanted:
        return {}
    taken: list[Box] = []
    for node in graph.nodes:
        if node.id in placement.nodes:
            taken += _parts_of(node, placement.nodes[node.id])
    for group in measured.groups:
        whole = placement.clusters.get(group.group.id)
        if whole is not None:
            wide, high = group.title_width + TITLE_ROOM[0], group.title_height + TITLE_ROOM[1]
            taken.append(Box(whole.x, whole.y, wide, high))
    taken += [route.label for route in placement.routes if route.label is not None]
    taken += [mark.box for mark in fork_marks(graph, placement)]
    return badge_places(placement.routes, wanted, taken, ON_LINES + RIM)


def _parts_of(node: Node, box: Box) -> Iterator[Box]:
    """What a card takes: its stack, what is on its top edge, the badge at its corner."""
    yield Box(box.x, box.y - node.stack, box.width + node.stack, box.height + node.stack)
    if node.pill:
        yield Box(box.right - node.pill_width, box.y - node.pill, node.pill_width, 2 * node.pill)
    if node.corner:
        corner = node.corner
        yield Box(box.x - corner, box.y - corner, 2 * corner, 2 * corner)
