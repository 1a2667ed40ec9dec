"""Small diagrams with placements made by hand, so that these tests do not depend on layout."""

from __future__ import annotations

from msgspec.structs import replace

from sdgen.draw.diagram.measured import graph_of, measure
from sdgen.draw.diagram.picture import draw_placement
from sdgen.draw.written import DrawnPicture
from sdgen.layout.frame import Frame
from sdgen.layout.placement import Box, Graph, Placement, Point, Route
from sdgen.views.diagram import (
    Badge,
    Card,
    Chip,
    Diagram,
    Group,
    Line,
    LineStyle,
    Meter,
    PathStep,
    Tone,
)
from sdgen.views.rack import Rack
from tests.model.given import design
from tests.views.pictures import make_rack

ROW = 200.0


LEGENDS = {
    "detailed": {"load_word": "Peak load", "faint_word": "Zone without a replica"},
    "failure": {"dimmed_word": "Fails with it"},
}
"""What the legend says in some views, as these say it."""


def shop(view: str = "high-level") -> Diagram:
    """Four cards in two groups, one of each line style."""
    cards = (
        Card("web", "Web & mobile", "2M daily users", "smartphone", "slate"),
        Card(
            "orders",
            "Order service",
            "Go · stateless",
            "server",
            "blue",
            count=12,
            group="services",
            link="https://example.org/orders?a=1&b=2",
            tooltip="Takes orders",
            meters=(Meter("12k/s of 48k/s", "25%", 0.25, Tone.GOOD),),
            chips=(Chip("a", tooltip="us-east-1a"), Chip("b"), Chip("c", active=False)),
        ),
        Card(
            "db",
            "Order database",
            "PostgreSQL 16",
            "database",
            "emerald",
            group="data",
            facts=("stores orders, customers",),
            meters=(Meter("52k/s of 40k/s", "130%", 1.3, Tone.BAD),),
            badges=(Badge("SPOF", Tone.BAD, "one instance"),),
            ring=Tone.BAD,
        ),
        Card("audit", "Audit log", "Kafka", "scroll-text", "amber", group="data", dimmed=True),
    )
    lines = (
        Line("web--orders", "web", "orders", label="HTTPS · 12k/s"),
        Line("orders--db", "orders", "db", LineStyle.SYNCHRONOUS, "read"),
        Line("orders--audit", "orders", "audit", LineStyle.ASYNCHRONOUS, dimmed=True),
        Line("web--db", "web", "db", LineStyle.OPTIONAL),
        Line("db--audit", "db", "audit", LineStyle.REPLICATION, tooltip="once a minute"),
    )
    groups = (
        Group("services", "Services"),
        Group("data", "Data", badges=(Badge("zone a", Tone.NEUTRAL),), tone=Tone.WARNING),
    )
    shown = Diagram(view, "Shop", "High-level design", cards, lines, groups, "Sells things")
    return replace(shown, **LEGENDS.get(view, {}))


def along_a_path() -> Diagram:
    """The same with a path from the web to the audit log, twice along its second line; icons on and
    off it."""
    diagram = shop("journey")
    path = (
        PathStep("1", 0, "web--orders", "Web & mobile", "Order service", "order", "12k/s"),
        PathStep("2a", 1, "orders--db", "Order service", "Order database", "read", "24k/s", "1 KB"),
        PathStep("2b", 1, "orders--audit", "Order service", "Audit log"),
        PathStep("3", 2, "orders--db", "Order service", "Order database", "write"),
    )
    web, orders, db, audit = diagram.cards
    other = replace(db, id="old", name="Old database", ring=None, badges=(), dimmed=True)
    icon = "onprem.database.PostgreSQL"
    cards = (web, orders, replace(db, icon=icon), replace(audit, dimmed=False))
    used = {step.line for step in path}
    return replace(
        diagram,
        cards=(*cards, replace(other, icon=icon), replace(web, id="off", dimmed=True)),
        lines=tuple(replace(line, dimmed=line.id not in used) for line in diagram.lines),
        path=path,
        strong=("design",),
        path_word="The order",
        dimmed_word="Not part of the order",
    )


def stacked(graph: Graph) -> Placement:
    """The cards below each other, each line a step from edge to edge at the right, groups around
    their cards."""
    boxes: dict[str, Box] = {}
    clusters: dict[str, Box] = {}
    top = 60.0
    for node in graph.nodes:
        boxes[node.id] = Box(60.0, top, node.width, node.height)
        top += ROW
    for cluster in graph.clusters:
        inside = [boxes[node.id] for node in graph.nodes if node.cluster == cluster.id]
        if inside:
            first, last = inside[0], inside[-1]
            clusters[cluster.id] = Box(
                40.0, first.y - 44, first.width + 40, last.bottom - first.y + 62
            )
    routes = []
    for index, edge in enumerate(graph.edges):
        source, target = boxes[edge.source], boxes[edge.target]
        x = source.right + 60.0 + 30.0 * index
        down, up = source.y + 20.0 + 5 * index, target.y + 15.0 + 5 * index
        points = (
            Point(source.right, down),
            Point(x, down),
            Point(x, up),
            Point(target.right, up),
        )
        label = None
        if edge.label_width or edge.badge_width:
            middle = (down + up) / 2
            label = Box(x - 20, middle, *Frame(True).label(edge))
        routes.append(Route(edge.id, points, label=label, jumps=(Point(x, (down + up) / 2 - 30),)))
    return Placement(640.0, top, True, boxes, clusters, tuple(routes))


def draw(diagram: Diagram, **options: str) -> DrawnPicture:
    """The diagram with its cards below each other."""
    measured = measure(diagram)
    graph = graph_of(measured)
    return draw_placement(measured, graph, stacked(graph), **options)  # type: ignore[arg-type]


def one_card(**changes: object) -> Diagram:
    """A diagram of one card; ``changes`` are the card's fields."""
    card = replace(Card("only", "Only", "Go", "server", "blue"), **changes)
    return Diagram("high-level", "One", "High-level design", (card,), ())


def deployment() -> Rack:
    """A leader and a follower, a blank, a stack, and calls of every style."""
    read = design(
        "topology: {eu: {zones: [a, b]}}\n"
        "components:\n"
        "  web: {kind: client, calls: [api]}\n"
        '  api: {kind: service, technology: Go, link: "https://example.com", '
        "replicas: 6, zones: [a, b], calls: [db, any_of: [cache, mail], "
        "q: {async: true}, s3: {optional: true}]}\n"
        "  db: {kind: database, technology: PostgreSQL, replicas: {count: 2, mode: leader-follower}, "
        "zones: [a, b]}\n"
        "  cache: {kind: cache, zones: [a]}\n  q: {kind: queue, zones: [b]}\n"
        "  vm: {kind: custom, zones: [a]}\n  cron: {kind: scheduler, runs_on: vm}\n"
        "  mail: {kind: external}\n  s3: {kind: object_store, managed: true}\n"
    )
    return make_rack(read)
