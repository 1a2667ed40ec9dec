"""A diagram as a directed graph of Graphviz, written by the package ``graphviz``: cards as nodes, groups
as clusters, lines as edges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from sdgen.base.links import link_problem
from sdgen.design.records import Design
from sdgen.exporters.colours import MARKED, ROLES, solid, tint
from sdgen.exporters.losses import diagram_losses
from sdgen.exporters.pictures import (
    Mark,
    card_lines,
    contents_of,
    line_label,
    links_of,
    step_numbers,
)
from sdgen.exporters.texts import address, plain_line
from sdgen.kinds import Role, kind_of
from sdgen.views.diagram import Card, Diagram, Direction, Fork, Group, Line, LineStyle

if TYPE_CHECKING:
    from graphviz import Digraph

Attributes = dict[str, str]

_SHAPES: Final[Mapping[Role, Attributes]] = {
    Role.ACTOR: {"shape": "oval"},
    Role.EDGE: {"style": "filled,rounded"},
    Role.BALANCER: {"shape": "hexagon"},
    Role.COMPUTE: {},
    Role.BROKER: {"peripheries": "2"},
    Role.STORE: {"shape": "cylinder"},
    Role.CACHE: {"shape": "cylinder"},
    Role.REPLICA: {"shape": "cylinder"},
    Role.MONITOR: {"style": "filled,rounded"},
    Role.PROVIDED: {"style": "filled,rounded,dashed"},
}
"""What differs from a box."""
_SEVERAL: Final = {"shape": "box3d"}

_STYLES: Final[Mapping[LineStyle, Attributes]] = {
    LineStyle.SYNCHRONOUS: {},
    LineStyle.ASYNCHRONOUS: {"style": "dashed", "arrowhead": "vee"},
    LineStyle.OPTIONAL: {"color": ROLES["light-line"], "arrowhead": "empty"},
    LineStyle.REPLICATION: {"style": "dotted", "penwidth": "2"},
}

_GRAPH: Final = {
    "fontname": "Helvetica,Arial,sans-serif",
    "nodesep": "0.4",
    "ranksep": "0.9",
    "compound": "true",
    "bgcolor": ROLES["background"],
    "fontcolor": ROLES["ink"],
    "labelloc": "t",
}
_NODE: Final = {
    "shape": "box",
    "style": "filled",
    "fontname": "Helvetica,Arial,sans-serif",
    "fontsize": "11",
    "fontcolor": ROLES["ink"],
}
_EDGE: Final = {
    "fontname": "Helvetica,Arial,sans-serif",
    "fontsize": "9",
    "fontcolor": ROLES["muted"],
    "color": ROLES["line"],
}


def graph_of(design: Design, diagram: Diagram, comments: Iterable[str]) -> Digraph:
    """The graph; ``comments`` are its first lines."""
    from graphviz import Digraph

    first, *more = comments
    graph = Digraph("sdgen", comment=plain_line(first))
    # the package writes one comment
    graph.body += [f"\t// {plain_line(each)}\n" for each in more]
    title = label((f"{diagram.title}: {diagram.subtitle}",))
    rank = "TB" if diagram.direction is Direction.DOWN else "LR"
    graph.attr("graph", **_GRAPH, rankdir=rank, label=title)
    graph.attr("node", **_NODE)
    graph.attr("edge", **_EDGE)
    _add_cards(graph, design, diagram)
    _add_edges(graph, diagram)
    return graph


def graph_losses(diagram: Diagram) -> Iterator[str]:
    """What the graph does not show of the diagram."""
    return diagram_losses(diagram, tooltips=False)


def label(lines: Iterable[str], end: str = "\\n") -> str:
    r"""The lines as one label, meaning themselves: Graphviz replaces ``&amp;`` and ``\N`` in labels, and
    takes one between ``<`` and ``>`` for HTML.

    >>> label(["a & b", "<c>\\N"])
    'a &amp; b\\n&lt;c&gt;\\\\N'
    """
    return end.join(_text(line) for line in lines if line)


def _text(line: str) -> str:
    shown = plain_line(line).replace("\\", "\\\\")
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _tooltip(text: str) -> str:
    return label(text.split("\n"))


def _given(found: Attributes) -> Attributes:
    """Those of the attributes that have a value."""
    return {key: value for key, value in found.items() if value}


def _add_cards(graph: Digraph, design: Design, diagram: Diagram) -> None:
    contents = contents_of(diagram)

    def add(to: Digraph, group: str | None, depth: int) -> None:
        for card in contents.cards.get(group, ()):
            to.node(_name(card.id), **_card(design, card))
        for mark in contents.marks.get(group, ()):
            to.node(_name(mark), **_mark(mark.fork))
        for each in contents.groups.get(group, ()):
            with to.subgraph(name=f"cluster_{each.id}") as cluster:
                cluster.attr(**_group(each, depth))
                add(cluster, each.id, depth + 1)

    add(graph, None, 0)


def _mark(fork: Fork) -> Attributes:
    return {
        "label": label((fork.text,)),
        "tooltip": _tooltip(fork.tooltip),
        "shape": "circle",
        "fontsize": "9",
        "margin": "0.02",
        "color": ROLES["line"],
        "fillcolor": ROLES["pill"],
    }


def _name(end: str | Mark) -> str:
    """The name of a node: the id of its card, or that of its mark behind a sign with which no id of a
    card begins; the package takes ``:`` in it for a port."""
    return (f"@{end.id}" if isinstance(end, Mark) else end).replace(":", "/")


def _card(design: Design, card: Card) -> Attributes:
    component = None if card.stands_for else design.components.get(card.component)
    shape = _SEVERAL if component is None else _SHAPES[kind_of(component).role]
    found = {
        "label": label(card_lines(card)),
        "tooltip": _tooltip(card.tooltip),
        "color": solid(card.colour),
        "fillcolor": tint(card.colour),
        **shape,
    }
    if card.ring is not None:
        found |= {"color": ROLES[card.ring.value], "penwidth": "3"}
    if card.dimmed or card.beside:
        found |= {
            "color": ROLES["dimmed-line"],
            "fillcolor": ROLES["dimmed-face"],
            "fontcolor": ROLES["dimmed-ink"],
        }
    if card.link and not link_problem(card.link):
        # Graphviz 2.43 writes a quote into its SVG as it is
        found["URL"] = address(card.link).replace("&", "&amp;")
    return _given(found)


def _group(group: Group, depth: int) -> Attributes:
    kind = "inner-group" if depth else "group"
    edge = ROLES[group.tone.value] if group.tone in MARKED else ROLES[f"{kind}-edge"]
    found = {
        "label": label((group.title, *(badge.text for badge in group.badges))),
        "tooltip": _tooltip(group.tooltip),
        "style": "filled,rounded",
        "fillcolor": ROLES[kind],
        "color": edge,
        "fontcolor": ROLES["muted"],
        "fontsize": "11",
    }
    return _given(found)


def _add_edges(graph: Digraph, diagram: Diagram) -> None:
    numbers = step_numbers(diagram)
    for link in links_of(diagram):
        line = link.line
        look = {"arrowhead": "none"} if line is None else _edge(line, numbers.get(line.id, ()))
        graph.edge(_name(link.source), _name(link.target), **look)


def _edge(line: Line, numbers: Sequence[str]) -> Attributes:
    """How a line looks; ``numbers`` are those of the steps of a path along it."""
    tooltip = _tooltip(line.tooltip)
    found = {
        "label": label(line_label(line, numbers)),
        "tooltip": tooltip,
        "labeltooltip": tooltip,
        **_STYLES[line.style],
    }
    if line.dimmed or line.faint:
        found |= {"color": ROLES["dimmed-line"], "fontcolor": ROLES["dimmed-ink"]}
    elif numbers:
        found |= {"color": ROLES["path"], "penwidth": "2"}
    return _given(found)
