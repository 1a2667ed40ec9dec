"""The layout's own frame: ranks always run down. A picture to the right is laid out on its side.

Sizes are turned on the way in, boxes and points on the way out, so that everything between knows
one direction only. ``across`` is along a rank (x in a picture that runs down), ``along`` is the
way the request runs.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from sdgen.layout.placement import Box, Cluster, Edge, Fork, Graph, Node, Point
from sdgen.layout.spacing import BADGE_TO_LABEL, PILL_CLEARANCE, PILL_WIDTH, PORT_MARGIN


class Size(Struct, frozen=True):
    """A card in the frame: its face, and the room that stack and pill take on each side of it.
    ``head_end`` is how much of the head side's far end ports leave to the pill, ``foot_start`` how
    much of the foot side's near end marks of forks do, ``head_start`` how much of the head side's near
    end all ports do; ``left_start`` and ``left_end`` are how much of both ends of its left side lines
    within the rank do. Marks stand ``mark_above`` and ``mark_below`` off the card."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    head_end: float
    foot_start: float = 0.0
    mark_above: float = 0.0
    mark_below: float = 0.0
    head_start: float = 0.0
    left_start: float = 0.0
    left_end: float = 0.0


class Frame(Struct, frozen=True):
    """Turns sizes, points and boxes between the picture and the layout."""

    down: bool

    def card(self, node: Node) -> Size:
        above = node.above
        start = node.corner + PILL_CLEARANCE if node.corner else 0.0
        pill = (node.pill_width or PILL_WIDTH) + PILL_CLEARANCE if node.pill > 0 else 0.0
        if self.down:
            head_end = pill or PORT_MARGIN
            size = Size(node.width, node.height, 0.0, node.stack, above, 0.0, head_end)
            return replace(size, head_start=start, left_start=start)
        size = Size(node.height, node.width, above, 0.0, 0.0, node.stack, PORT_MARGIN)
        size = replace(size, head_start=start, left_start=start, left_end=pill)
        return replace(size, foot_start=node.pill)

    def label(self, edge: Edge, *, flat: bool = False) -> tuple[float, float]:
        """The room of a line's badge and label: one behind the other in the way of the line, which
        is across the ranks where it is ``flat``."""
        wide, high = edge.label_width, edge.label_height
        gap = BADGE_TO_LABEL if edge.badge_height and high else 0.0
        if self.down is flat:
            size = (wide + gap + edge.badge_width, max(high, edge.badge_height))
        else:
            size = (max(wide, edge.badge_width), high + gap + edge.badge_height)
        return size if self.down else (size[1], size[0])

    def mark(self, fork: Fork) -> tuple[float, float]:
        size = (fork.width, fork.height)
        return size if self.down else (size[1], size[0])

    def title(self, cluster: Cluster) -> tuple[float, float]:
        """How far the title reaches across and along, from the cluster's first corner."""
        size = (cluster.title_width, cluster.title_height)
        return size if self.down else (size[1], size[0])

    def point(self, across: float, along: float) -> Point:
        return Point(across, along) if self.down else Point(along, across)

    def box(self, across: float, along: float, width: float, height: float) -> Box:
        if self.down:
            return Box(across, along, width, height)
        return Box(along, across, height, width)


def connected_components(graph: Graph) -> list[list[int]]:
    """The connected components of the graph, joined by lines, by a common cluster or as peers, as
    indices of nodes in the order of the design."""
    parent = list(range(len(graph.nodes)))

    def find(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    index = {node.id: position for position, node in enumerate(graph.nodes)}
    for edge in graph.edges:
        one, other = find(index[edge.source]), find(index[edge.target])
        parent[max(one, other)] = min(one, other)
    parents = {cluster.id: cluster.parent for cluster in graph.clusters}
    first: dict[str, int] = {}
    alike: dict[str, int] = {}
    for position, node in enumerate(graph.nodes):
        if node.peers:
            one, other = find(alike.setdefault(node.peers, position)), find(position)
            parent[max(one, other)] = min(one, other)
        cluster = node.cluster
        if cluster is None or cluster not in parents:
            continue
        while (above := parents[cluster]) is not None and above in parents:
            cluster = above
        one, other = find(first.setdefault(cluster, position)), find(position)
        parent[max(one, other)] = min(one, other)
    components: dict[int, list[int]] = {}
    for position in range(len(graph.nodes)):
        components.setdefault(find(position), []).append(position)
    return list(components.values())
