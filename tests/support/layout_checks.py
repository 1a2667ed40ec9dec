"""Checks that a placement keeps layout's promises; the tests run it on every graph they lay out.

Each problem is one sentence that names what is wrong. An empty result is a sound placement.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from sdgen.layout.forks import Mark, fork_marks
from sdgen.layout.joins import trunks
from sdgen.layout.placement import Box, Edge, Graph, Placement, Point, Route
from sdgen.layout.spacing import SELF_LOOP_TO_LABEL

TOLERANCE = 0.25
NEAR = 3.0
"""Parallel pieces of two lines that are nearer than this lie on each other."""


def problems(graph: Graph, placement: Placement) -> list[str]:
    """Everything that is wrong with ``placement`` as a picture of ``graph``."""
    return [
        *_missing(graph, placement),
        *_cards(placement),
        *_groups(graph, placement),
        *_outside(placement),
        *_ends(graph, placement),
        *_lines_and_cards(placement),
        *_lines_and_titles(graph, placement),
        *_strays(graph, placement),
        *_labels(graph, placement),
        *_lines_on_lines(graph, placement),
        *_trunks(graph, placement),
        *_marks(graph, placement),
    ]


def _missing(graph: Graph, placement: Placement) -> Iterator[str]:
    for node in graph.nodes:
        box = placement.nodes.get(node.id)
        if box is None:
            yield f"card {node.id} is not placed"
        elif box.width < node.width - TOLERANCE or box.height < node.height - TOLERANCE:
            yield f"card {node.id} has shrunk"
    if [route.id for route in placement.routes] != [edge.id for edge in graph.edges]:
        yield "the routes are not the edges of the graph in their order"
    for route, edge in zip(placement.routes, graph.edges, strict=False):
        wanted = edge.badge_width > 0 or (edge.label_width > 0 and edge.label_height > 0)
        if (route.label is not None) != wanted:
            yield f"line {edge.id} has a label where none is wanted, or none where one is"


def _cards(placement: Placement) -> Iterator[str]:
    for (one, first), (other, second) in combinations(placement.nodes.items(), 2):
        if _overlap(first, second):
            yield f"cards {one} and {other} overlap"


def _groups(graph: Graph, placement: Placement) -> Iterator[str]:
    parents = {cluster.id: cluster.parent for cluster in graph.clusters}
    for node in graph.nodes:
        box, groups = placement.nodes[node.id], _within(node.cluster, parents)
        for name, frame in placement.clusters.items():
            if name in groups and not _contains(frame, box):
                yield f"card {node.id} sticks out of its group {name}"
            if name not in groups and _overlap(frame, box):
                yield f"card {node.id} lies in the foreign group {name}"
    for (one, first), (other, second) in combinations(placement.clusters.items(), 2):
        if one in _within(other, parents) or other in _within(one, parents):
            inner, outer = (second, first) if one in _within(other, parents) else (first, second)
            if not _contains(outer, inner):
                yield f"one of the groups {one} and {other} sticks out of the other"
        elif _overlap(first, second):
            yield f"groups {one} and {other} overlap"


def _within(group: str | None, parents: dict[str, str | None]) -> set[str]:
    """A group and the groups that it is in."""
    found: set[str] = set()
    while group is not None and group in parents and group not in found:
        found.add(group)
        group = parents[group]
    return found


def _outside(placement: Placement) -> Iterator[str]:
    whole = Box(0.0, 0.0, placement.width, placement.height)
    for name, box in [*placement.nodes.items(), *placement.clusters.items()]:
        if not _contains(whole, box):
            yield f"{name} lies outside the picture"
    for route in placement.routes:
        points = [Box(point.x, point.y, 0.0, 0.0) for point in route.points]
        if not all(
            _contains(whole, box) for box in [*points, *([route.label] if route.label else [])]
        ):
            yield f"line {route.id} leaves the picture"


def _ends(graph: Graph, placement: Placement) -> Iterator[str]:
    for route, edge in zip(placement.routes, graph.edges, strict=False):
        for point, name in ((route.points[0], edge.source), (route.points[-1], edge.target)):
            if not _on_edge(point, placement.nodes[name]):
                yield f"line {route.id} does not touch {name}"
        if route.curved:
            continue
        for one, other in pairwise(route.points):
            if abs(one.x - other.x) > TOLERANCE and abs(one.y - other.y) > TOLERANCE:
                yield f"line {route.id} runs aslant"


def _lines_and_cards(placement: Placement) -> Iterator[str]:
    for route in placement.routes:
        for name, box in placement.nodes.items():
            if any(_overlap(piece, box) for piece in _pieces(route)):
                yield f"line {route.id} runs through card {name}"


def _lines_and_titles(graph: Graph, placement: Placement) -> Iterator[str]:
    """Lines that run through the title of a group."""
    for cluster in graph.clusters:
        frame = placement.clusters.get(cluster.id)
        if frame is None or cluster.title_height <= 0:
            continue
        title = Box(frame.x + 10, frame.y + 4, cluster.title_width, cluster.title_height)
        for route in placement.routes:
            if any(_overlap(piece, title) for piece in _pieces(route)):
                yield f"line {route.id} runs through the title of {cluster.id}"


def _strays(graph: Graph, placement: Placement) -> Iterator[str]:
    """Lines between two ranks that leave a group which has both their ends."""
    parents = {cluster.id: cluster.parent for cluster in graph.clusters}
    homes = {node.id: node.cluster for node in graph.nodes}
    for route, edge in zip(placement.routes, graph.edges, strict=False):
        if _on_one_rank(placement, edge):
            continue
        shared = _within(homes[edge.source], parents) & _within(homes[edge.target], parents)
        for name in sorted(shared):
            frame = placement.clusters[name]
            if not all(_contains(frame, piece) for piece in _pieces(route)):
                yield f"line {route.id} leaves the group {name}"


def _on_one_rank(placement: Placement, edge: Edge) -> bool:
    one, other = placement.nodes[edge.source], placement.nodes[edge.target]
    if placement.down:
        return one.y < other.bottom and other.y < one.bottom
    return one.x < other.right and other.x < one.right


def _labels(graph: Graph, placement: Placement) -> Iterator[str]:
    labels = [(route, route.label) for route in placement.routes if route.label is not None]
    loops = {edge.id for edge in graph.edges if edge.source == edge.target}
    for (one, first), (other, second) in combinations(labels, 2):
        if _overlap(first, second):
            yield f"the labels of {one.id} and {other.id} overlap"
    for route, label in labels:
        for name, box in placement.nodes.items():
            if _overlap(label, box):
                yield f"the label of {route.id} lies on card {name}"
        for cluster in graph.clusters:
            frame = placement.clusters.get(cluster.id)
            if frame is not None and cluster.title_width > 0 and cluster.title_height > 0:
                title = Box(frame.x + 8, frame.y + 4, cluster.title_width, cluster.title_height)
                if _overlap(label, title):
                    yield f"the label of {route.id} lies on the title of {cluster.id}"
        for other in placement.routes:
            if other is not route and any(_overlap(piece, label) for piece in _pieces(other)):
                yield f"line {other.id} runs through the label of {route.id}"
        on_its_line = _beside_piece if route.id in loops else _on_piece
        if not route.curved and not any(on_its_line(label, piece) for piece in _pieces(route)):
            yield f"the label of {route.id} is not on its line"


def _lines_on_lines(graph: Graph, placement: Placement) -> Iterator[str]:
    """Pieces of two lines that run on each other. Lines of one card may, where it has so many
    that its side cannot hold them apart, and those of a trunk on the piece at the end they share."""
    ends = {edge.id: {edge.source, edge.target} for edge in graph.edges}
    crowded = _crowded(graph)
    trunk_of = {
        placement.routes[line].id: number
        for number, trunk in enumerate(trunks(graph.edges, placement.routes))
        for line in trunk.lines
    }
    pieces = [
        (route.id, piece)
        for route in placement.routes
        if not route.curved
        for piece in _pieces(route)
    ]
    for (one, first), (other, second) in combinations(pieces, 2):
        if one == other or ends[one] & ends[other] & crowded:
            continue
        if one in trunk_of and trunk_of[one] == trunk_of.get(other):
            continue
        upright = first.width < NEAR and second.width < NEAR
        flat = first.height < NEAR and second.height < NEAR
        if upright and abs(first.x - second.x) < NEAR:
            shared = min(first.bottom, second.bottom) - max(first.y, second.y)
        elif flat and abs(first.y - second.y) < NEAR:
            shared = min(first.right, second.right) - max(first.x, second.x)
        else:
            continue
        if shared > NEAR:
            yield f"lines {one} and {other} run on each other"


def _trunks(graph: Graph, placement: Placement) -> Iterator[str]:
    """Lines of a trunk are alike, carry nothing, and are in no other trunk. Two of them share one
    piece, at the end that all share, and where they part one of them has a dot on a corner."""
    found = trunks(graph.edges, placement.routes)
    members = [line for trunk in found for line in trunk.lines]
    routes = placement.routes
    for line, edge in enumerate(graph.edges):
        plain = not (edge.label_width or edge.badge_width or edge.fork or edge.leading)
        if members.count(line) > 1:
            yield f"line {edge.id} is in two trunks"
        if line in members and not plain:
            yield f"line {edge.id} is in a trunk and carries something of its own"
        if not set(routes[line].joins) <= set(routes[line].points[1:-1]):
            yield f"line {edge.id} has a dot off its corners"
        if routes[line].joins and line not in members:
            yield f"line {edge.id} has a dot and is in no trunk"
    for trunk in found:
        kept = [routes[line] for line in trunk.lines if not routes[line].curved]
        for one, other in combinations(kept, 2):
            first, second = (_from_end(each, trunk.shared_end) for each in (one, other))
            shared, at = _parting(first, second)
            if at not in (*one.joins, *other.joins):
                yield f"lines {one.id} and {other.id} part without a dot"
            together = sum(
                max(0.0, min(a.right, b.right) - max(a.x, b.x))
                + max(0.0, min(a.bottom, b.bottom) - max(a.y, b.y))
                for a in _pieces(one)
                for b in _pieces(other)
                if min(a.right, b.right) - max(a.x, b.x) > -TOLERANCE
                and min(a.bottom, b.bottom) - max(a.y, b.y) > -TOLERANCE
            )
            if together > shared + NEAR:
                yield f"lines {one.id} and {other.id} meet again before they part"


def _from_end(route: Route, end: str) -> list[Point]:
    return list(route.points if end == "source" else route.points[::-1])


def _parting(one: list[Point], other: list[Point]) -> tuple[float, Point]:
    """How long two lines that start at one point run together, and where they part."""
    length, here = 0.0, one[0]
    first, second = 1, 1
    while first < len(one) and second < len(other):
        ways = [(a.x - here.x, a.y - here.y) for a in (one[first], other[second])]
        reach = [abs(x) + abs(y) for x, y in ways]
        if min(reach) == 0:
            first, second = first + (reach[0] == 0), second + (reach[1] == 0)
            continue
        (x, y), (a, b) = ways
        if abs(x * b - y * a) > TOLERANCE or x * a + y * b <= 0:
            break
        length += min(reach)
        here = one[first] if reach[0] <= reach[1] else other[second]
    return length, here


def _marks(graph: Graph, placement: Placement) -> Iterator[str]:
    """The marks of forks: on their own lines and on nothing else, inside the groups of their card,
    and each line of a fork under one of them."""
    marks = fork_marks(graph, placement)
    parents = {cluster.id: cluster.parent for cluster in graph.clusters}
    homes = {node.id: node.cluster for node in graph.nodes}
    whole = Box(0.0, 0.0, placement.width, placement.height)
    marked = sorted(edge for mark in marks for edge in mark.edges)
    forked = [edge.id for edge in graph.edges if edge.fork and edge.source != edge.target]
    if marked != sorted(forked):
        yield "the marks are not those of the lines with forks"
    for one, other in combinations(marks, 2):
        if _overlap(one.box, other.box) or _overlap(one.bar, other.bar):
            yield f"the marks of {one.fork} and {other.fork} overlap"
    for mark in marks:
        for place in (mark.box, mark.bar):
            yield from _under_mark(graph, placement, mark, place)
        for name in ("", *sorted(_within(homes[mark.card], parents))):
            if not _contains(placement.clusters[name] if name else whole, mark.box):
                yield f"the mark of {mark.fork} sticks out of {name or 'the picture'}"


def _under_mark(graph: Graph, placement: Placement, mark: Mark, place: Box) -> Iterator[str]:
    """What lies under a mark that should not."""
    for node in graph.nodes:
        box = placement.nodes[node.id]
        pill = Box(box.right - node.pill_width, box.y - node.pill, node.pill_width, 2 * node.pill)
        if node.id != mark.card and _overlap(place, box):
            yield f"the mark of {mark.fork} lies on card {node.id}"
        if node.pill_width and _overlap(place, pill):
            yield f"the mark of {mark.fork} lies on the pill of {node.id}"
    for cluster in graph.clusters:
        frame = placement.clusters.get(cluster.id)
        if frame is not None and cluster.title_height > 0:
            title = Box(frame.x + 10, frame.y + 4, cluster.title_width, cluster.title_height)
            if _overlap(place, title):
                yield f"the mark of {mark.fork} lies on the title of {cluster.id}"
    for route in placement.routes:
        if route.label is not None and _overlap(place, route.label):
            yield f"the mark of {mark.fork} lies on the label of {route.id}"
        if route.id not in mark.edges and any(_overlap(piece, place) for piece in _pieces(route)):
            yield f"line {route.id} runs through the mark of {mark.fork}"


def _crowded(graph: Graph) -> set[str]:
    degree = dict.fromkeys((node.id for node in graph.nodes), 0)
    for edge in graph.edges:
        degree[edge.source] += 1
        degree[edge.target] += 1
    return {
        node.id
        for node in graph.nodes
        if degree[node.id] * 2 * NEAR > min(node.width, node.height) - 24
    }


def _pieces(route: Route) -> list[Box]:
    """The straight pieces of a line as boxes without thickness; of a curve, many short ones."""
    points = list(route.points)
    if route.curved:
        points = _flattened(route.points)
    return [
        Box(min(one.x, other.x), min(one.y, other.y), abs(one.x - other.x), abs(one.y - other.y))
        for one, other in pairwise(points)
    ]


def _flattened(points: tuple[Point, ...]) -> list[Point]:
    flat = [points[0]]
    for start in range(0, len(points) - 3, 3):
        a, b, c, d = points[start : start + 4]
        for step in range(1, 17):
            t = step / 16
            u = 1 - t
            weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
            flat.append(
                Point(
                    sum(w * p.x for w, p in zip(weights, (a, b, c, d), strict=True)),
                    sum(w * p.y for w, p in zip(weights, (a, b, c, d), strict=True)),
                )
            )
    return flat


def _overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.right - TOLERANCE
        and other.x < one.right - TOLERANCE
        and one.y < other.bottom - TOLERANCE
        and other.y < one.bottom - TOLERANCE
    )


def _contains(outer: Box, inner: Box) -> bool:
    return (
        inner.x >= outer.x - TOLERANCE
        and inner.y >= outer.y - TOLERANCE
        and inner.right <= outer.right + TOLERANCE
        and inner.bottom <= outer.bottom + TOLERANCE
    )


def _on_edge(point: Point, box: Box) -> bool:
    across = box.x - TOLERANCE <= point.x <= box.right + TOLERANCE
    along = box.y - TOLERANCE <= point.y <= box.bottom + TOLERANCE
    upright = min(abs(point.x - box.x), abs(point.x - box.right)) <= TOLERANCE
    flat = min(abs(point.y - box.y), abs(point.y - box.bottom)) <= TOLERANCE
    return across and along and (upright or flat)


def _beside_piece(label: Box, piece: Box) -> bool:
    """Whether a label begins at a piece, as that of a loop does, or its badge lies on it."""
    near = SELF_LOOP_TO_LABEL + TOLERANCE
    return (
        label.x - near <= piece.right
        and piece.x <= label.right + near
        and label.y - near <= piece.bottom
        and piece.y <= label.bottom + near
    )


def _on_piece(label: Box, piece: Box) -> bool:
    middle = label.centre
    return (
        piece.x - TOLERANCE <= middle.x <= piece.right + TOLERANCE
        and piece.y - TOLERANCE <= middle.y <= piece.bottom + TOLERANCE
    )
