"""Graphs that the tests of layout share: a design of the size people draw, and random ones."""

from __future__ import annotations

import random

from msgspec.structs import replace

from sdgen.layout.placement import Cluster, Edge, Fork, Graph, Node

_CARDS = {
    None: ("web", "dns"),
    "edge": ("lb", "cdn", "gateway"),
    "services": ("users", "timeline", "tweets"),
    "async": ("events", "fanout", "indexer"),
    "data": ("user-db", "cache", "tweet-store", "search", "media"),
}
_SINGLE = {"web", "dns", "cdn", "user-db", "media"}
_LINES = (
    ("web", "dns", 0),
    ("web", "lb", 86),
    ("web", "cdn", 40),
    ("lb", "gateway", 0),
    ("gateway", "users", 0),
    ("gateway", "timeline", 56),
    ("gateway", "tweets", 56),
    ("gateway", "search", 0),
    ("cdn", "media", 48),
    ("users", "user-db", 0),
    ("timeline", "cache", 48),
    ("timeline", "tweet-store", 50),
    ("tweets", "tweet-store", 36),
    ("tweets", "media", 46),
    ("tweets", "events", 48),
    ("events", "fanout", 0),
    ("events", "indexer", 0),
    ("fanout", "user-db", 58),
    ("fanout", "cache", 38),
    ("indexer", "search", 0),
)


def timeline_service(height: float = 58.0) -> Graph:
    """Sixteen cards in four groups, with labels: a home timeline."""
    nodes = []
    for group, names in _CARDS.items():
        for name in names:
            many = name not in _SINGLE
            nodes.append(
                Node(name, 176.0, height, group, 6.0 if many else 0.0, 10.0 if many else 0.0)
            )
    edges = tuple(
        Edge(f"{one}--{other}", one, other, float(width), 16.0 if width else 0.0)
        for one, other, width in _LINES
    )
    clusters = tuple(
        Cluster(name, None, 8.0 * len(name) + 6, 18.0) for name in _CARDS if name is not None
    )
    return Graph(tuple(nodes), edges, clusters)


def random_graph(seed: int, largest: int = 40) -> Graph:
    """Groups in groups, cycles, self-calls, double calls, lone cards, labels of any width."""
    dice = random.Random(seed)
    count = dice.randint(1, largest)
    clusters: list[Cluster] = []
    for number in range(dice.randint(0, max(1, count // 5))):
        above = dice.choice(clusters).id if clusters and dice.random() < 0.3 else None
        clusters.append(
            Cluster(f"g{number}", above, dice.uniform(20, 150), dice.choice((0.0, 18.0)))
        )
    tall = dice.random() < 0.3
    nodes = []
    for number in range(count):
        group = dice.choice(clusters).id if clusters and dice.random() < 0.75 else None
        many = dice.random() < 0.5
        height = dice.choice((58.0, 96.0, 120.0)) if tall else 58.0
        nodes.append(
            Node(f"n{number}", 176.0, height, group, 6.0 if many else 0.0, 10.0 if many else 0.0)
        )
    edges = []
    labelled = dice.random()
    onward = dice.random() < 0.6
    for number in range(dice.randint(0, count * 2)):
        one, other = dice.randrange(count), dice.randrange(count)
        if onward and one > other:
            one, other = other, one
        if one == other and dice.random() < 0.7:
            continue
        width = dice.uniform(20, 120) if dice.random() < labelled else 0.0
        edges.append(Edge(f"e{number}", f"n{one}", f"n{other}", width, 16.0 if width else 0.0))
    return Graph(tuple(nodes), tuple(edges), tuple(clusters))


def with_forks(graph: Graph, seed: int) -> Graph:
    """The graph with some lines of one caller in forks of two to ten, several a card; more lines
    are added, so that there are callers with many. Pills take some of the top edges."""
    dice = random.Random(f"forks {seed}")
    names = [node.id for node in graph.nodes]
    nodes = tuple(
        replace(node, pill_width=dice.uniform(30, 90) if node.pill else 0.0) for node in graph.nodes
    )
    edges = list(graph.edges)
    for number in range(dice.randint(1, 3)):
        caller = dice.choice(names)
        others = [name for name in names if name != caller]
        called = dice.sample(others, min(len(others), dice.randint(2, 10)))
        edges += [Edge(f"more{number}-{other}", caller, other) for other in called]
    callers: dict[str, list[int]] = {}
    for position, edge in enumerate(edges):
        if edge.source != edge.target:
            callers.setdefault(edge.source, []).append(position)
    forks: list[Fork] = []
    for caller, positions in callers.items():
        dice.shuffle(positions)
        while len(positions) > 1 and dice.random() < 0.7:
            members, positions = positions[: (size := dice.randint(2, 10))], positions[size:]
            fork = Fork(f"{caller}@{len(forks)}", dice.choice((45.0, 46.0, 52.0)), 18.0)
            forks.append(fork)
            for position in members:
                edges[position] = replace(edges[position], fork=fork.id)
    return Graph(nodes, tuple(edges), graph.clusters, tuple(forks))
