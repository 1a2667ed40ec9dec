"""The same cards, groups and lines laid out by D2: its SVG read back as a Placement, so that it is
drawn in the same looks and measured by the same rules.

D2 knows nothing of titles, legends, stacks behind cards and badges on them. Its labels are measured
in its own font, at the same size. Its corners are asked to be sharp: it rounds them by curves that
hide where the corner is.
"""

from __future__ import annotations

import base64
import binascii
import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

from sdgen.draw.diagram.measured import MeasuredDiagram
from sdgen.draw.typography import GROUP_TITLE, FittedLine
from sdgen.layout.placement import Box, Graph, Placement, Point, Route
from sdgen.views.diagram import Direction

SECONDS = 120
SVG = "{http://www.w3.org/2000/svg}"
CONNECTION = re.compile(
    r"(?:(?P<within>.+)\.)?\((?P<source>.+) -> (?P<target>.+)\)\[(?P<turn>\d+)\]"
)
COMMAND = re.compile(r"([MLS])((?:\s*-?[\d.]+)+)")
SHARP = "style.border-radius: 0"


class D2Error(Exception):
    """D2 drew nothing, or nothing that can be read; the message says what it said."""


def version_of(d2: str) -> str:
    """What ``d2 --version`` says."""
    said = subprocess.run([d2, "--version"], capture_output=True, text=True, check=True)
    return said.stdout.strip().removeprefix("v")


def lay_out_with(d2: str, engine: str, source: Path, graph: Graph) -> Placement:
    """The placement of ``graph`` by an engine of D2, which reads ``source`` and writes its SVG
    beside it. Raises D2Error."""
    target = source.with_name(f"{source.stem}-{engine}.svg")
    command = [d2, "--layout", engine, "--pad", "20", "--timeout", str(SECONDS), source, target]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise D2Error((done.stderr.strip().splitlines() or ["it said nothing"])[-1])
    return placement_in(target.read_text(encoding="utf-8"), graph)


def d2_text(measured: MeasuredDiagram, graph: Graph) -> str:
    """The diagram for D2: cards of the same sizes, groups with their titles, lines with what they
    say, in the diagram's direction (down where it leaves the choice)."""
    right = measured.diagram.direction is Direction.RIGHT
    lines = [f"direction: {'right' if right else 'down'}"]
    paths, groups = paths_of(graph)
    for group in measured.groups:
        title = _quoted(group.title.lines)
        lines.append(f"{groups[group.group.id]}: {title} {{style.font-size: {GROUP_TITLE.size:g}}}")
    for card in measured.cards:
        size = f"width: {card.width:g}; height: {card.height:g}"
        style = f"style.font-size: {round(card.name.size)}"
        lines.append(f"{paths[card.card.id]}: {_quoted(card.name.lines)} {{{size}; {style}}}")
    for line in measured.lines:
        ends = f"{paths[line.line.source]} -> {paths[line.line.target]}"
        lines.append(f"{ends}: {_said(line.label)}")
    return "\n".join(lines) + "\n"


def paths_of(graph: Graph) -> tuple[dict[str, str], dict[str, str]]:
    """What cards and groups are called in D2, by their ids, of which a card and a group may have the
    same: numbers, within the groups that they stand in."""
    parents = {cluster.id: cluster.parent for cluster in graph.clusters}
    numbers = {cluster.id: f"g{number}" for number, cluster in enumerate(graph.clusters)}

    def path_of(cluster: str | None) -> str:
        return f"{path_of(parents[cluster])}{numbers[cluster]}." if cluster is not None else ""

    cards = {node.id: f"{path_of(node.cluster)}c{place}" for place, node in enumerate(graph.nodes)}
    return cards, {cluster: path_of(cluster).removesuffix(".") for cluster in numbers}


def placement_in(svg: str, graph: Graph) -> Placement:
    """The boxes and lines of D2's SVG under the ids of the graph, moved to start at (0, 0).
    Raises D2Error where one is not found."""
    root = ElementTree.fromstring(svg)
    boxes: dict[str, Box] = {}
    routes: dict[tuple[str, str, int], tuple[tuple[Point, ...], Box | None]] = {}
    labels = _label_boxes(root)
    for called, part in _parts(root):
        connection = CONNECTION.fullmatch(called)
        if connection is None:
            boxes[called] = _box(part.find(f"{SVG}g/{SVG}rect"))
            continue
        within = f"{connection['within']}." if connection["within"] else ""
        ends = within + connection["source"], within + connection["target"]
        path = part.find(f"{SVG}path")
        label = next(labels) if part.find(f"{SVG}text") is not None else None
        points = _points(path.get("d", "") if path is not None else "")
        routes[(*ends, int(connection["turn"]))] = points, label
    try:
        return _moved(*_under_ids(graph, boxes, routes))
    except KeyError as error:
        raise D2Error(f"its SVG lacks {error}") from error


def _under_ids(
    graph: Graph,
    boxes: Mapping[str, Box],
    routes: Mapping[tuple[str, str, int], tuple[tuple[Point, ...], Box | None]],
) -> tuple[dict[str, Box], dict[str, Box], list[Route]]:
    paths, groups = paths_of(graph)
    nodes = {node.id: boxes[paths[node.id]] for node in graph.nodes}
    clusters = {cluster.id: boxes[groups[cluster.id]] for cluster in graph.clusters}
    turns: Counter[tuple[str, str]] = Counter()
    found = []
    for edge in graph.edges:
        ends = paths[edge.source], paths[edge.target]
        points, label = routes[(*ends, turns[ends])]
        turns[ends] += 1
        whole = _up_to(nodes[edge.source], nodes[edge.target], points)
        found.append(Route(edge.id, whole, label=label))
    return nodes, clusters, found


def _up_to(source: Box, target: Box, points: Sequence[Point]) -> tuple[Point, ...]:
    """D2 ends a line some pixels before a card, for the width of the edge and the arrow: the line up
    to the edges of both cards."""
    return (
        _onto(source, points[1], points[0]),
        *points[1:-1],
        _onto(target, points[-2], points[-1]),
    )


def _onto(card: Box, before: Point, end: Point) -> Point:
    if abs(end.x - before.x) < abs(end.y - before.y):
        return Point(
            end.x, card.y if abs(end.y - card.y) < abs(end.y - card.bottom) else card.bottom
        )
    return Point(card.x if abs(end.x - card.x) < abs(end.x - card.right) else card.right, end.y)


def _moved(nodes: dict[str, Box], clusters: dict[str, Box], routes: list[Route]) -> Placement:
    places = [*nodes.values(), *clusters.values(), *(each.label for each in routes if each.label)]
    corners = [Point(box.x, box.y) for box in places] + [
        Point(box.right, box.bottom) for box in places
    ]
    corners += [point for route in routes for point in route.points]
    left, top = min(point.x for point in corners), min(point.y for point in corners)

    def box(given: Box) -> Box:
        return Box(given.x - left, given.y - top, given.width, given.height)

    lines = tuple(
        Route(
            route.id,
            tuple(Point(point.x - left, point.y - top) for point in route.points),
            label=box(route.label) if route.label else None,
        )
        for route in routes
    )
    return Placement(
        max(point.x for point in corners) - left,
        max(point.y for point in corners) - top,
        True,
        {name: box(each) for name, each in nodes.items()},
        {name: box(each) for name, each in clusters.items()},
        lines,
    )


def _parts(root: ElementTree.Element) -> Iterator[tuple[str, ElementTree.Element]]:
    """The groups of the SVG whose class is the name of a shape or connection, in base 64."""
    for part in root.findall(f"{SVG}svg/{SVG}g"):
        try:
            yield unescape(base64.b64decode(part.get("class", "").split()[0]).decode()), part
        except (binascii.Error, UnicodeDecodeError, IndexError):
            continue


def _label_boxes(root: ElementTree.Element) -> Iterator[Box]:
    """What D2 keeps free of lines for labels, in the order of the lines that have one."""
    mask = root.find(f"{SVG}svg/{SVG}mask")
    return iter([] if mask is None else [_box(each) for each in mask.findall(f"{SVG}rect")[1:]])


def _box(part: ElementTree.Element | None) -> Box:
    if part is None:
        raise D2Error("a shape of its SVG is no rectangle")
    return Box(*(float(part.get(name, "0")) for name in ("x", "y", "width", "height")))


def _points(path: str) -> tuple[Point, ...]:
    """The corners of a path of straight pieces, each once. Raises D2Error for a curve."""
    points: list[Point] = []
    if COMMAND.sub("", path).strip():
        raise D2Error(f"a line of its SVG is curved: {path}")
    for _, numbers in COMMAND.findall(path):
        *_, x, y = map(float, numbers.split())
        if Point(x, y) not in points[-1:]:
            points.append(Point(x, y))
    return tuple(points)


def _said(label: FittedLine | None) -> str:
    if label is None:
        return f'"" {{{SHARP}}}'
    return f"{_quoted(label.lines)} {{{SHARP}; style.font-size: {round(label.size)}}}"


def _quoted(lines: Sequence[str]) -> str:
    text = "\n".join(lines)
    for character, escaped in (("\\", r"\\"), ('"', r"\""), ("\n", r"\n"), ("$", r"\$")):
        text = text.replace(character, escaped)
    return f'"{text}"'
