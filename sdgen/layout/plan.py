"""The plan of a layout: the direction, and the variant of ranking that Graphviz is asked for.

Each candidate is drafted, and the one that shows largest in the reader's view wins, less a penalty
for its crossings. For a large graph only the direction is chosen, by Graphviz's own coordinates,
because a draft takes long.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from msgspec import Struct

from sdgen.layout.connected_component import ComponentDraft
from sdgen.layout.dense_ranking import dense_centres, is_dense, longest_path_ranks
from sdgen.layout.dot_source import Variant, dot_source, peers_of, read_plain
from sdgen.layout.engine import Engine, TooMuchWorkError, run_engine
from sdgen.layout.frame import Frame, connected_components
from sdgen.layout.packing import (
    IsolatedCard,
    grid_of_isolated_cards,
    pack_components,
    scale_in_view,
)
from sdgen.layout.placement import Graph, Placement
from sdgen.layout.straightening import straighten_edges
from sdgen.views.diagram import Direction

MOST_LINES = 4_000
"""Lines of a picture; with more it is not drawn."""

DRAFT_VARIANTS_UP_TO = 40
HELP = (
    "show less in one picture: fewer calls, a group drawn as one card, or a view of a part "
    "('views', with 'include')"
)

DRAFT_DIRECTIONS_UP_TO = 120
"""Cards up to which each candidate is drafted."""

DENSE_LINES = 250
DENSE_LINES_OF_A_CARD = 4
"""Lines, in all and for each card, from which a graph is dense: its direction matters little."""

GLOBAL_RANKS_COST = 0.25
"""The penalty for ranking all cards together, which stretches clusters."""

CLOSE = 0.3
"""Two directions whose drafts differ less in merit are compared after straightening."""

ROUNDING = 0.001
"""More than the rounding error of a merit."""

CROSSING_WEIGHT = 0.35
"""The penalty for one crossing for every line, in the logarithm of the size."""


class Plan(Struct, frozen=True):
    """The candidate chosen: drafts of the connected components, and the isolated cards."""

    frame: Frame
    variant: Variant
    drafts: tuple[ComponentDraft, ...]
    isolated: tuple[IsolatedCard, ...]


def choose_plan(graph: Graph, direction: Direction, engine: Engine) -> Plan:
    """The best candidate for ``graph``. Raises EngineError as ``run_engine`` does,
    TooMuchWorkError where the graph has more than ``MOST_LINES`` lines."""
    if len(graph.edges) > MOST_LINES:
        raise TooMuchWorkError(
            f"the picture would have {len(graph.edges):,} lines, and one of more than "
            f"{MOST_LINES:,} is not drawn; {HELP}"
        )
    ways = {
        Direction.AUTO: (True, False),
        Direction.DOWN: (True,),
        Direction.RIGHT: (False,),
    }[direction]
    count = len(graph.nodes)
    variants = [Variant()]
    if peers_of(graph):
        variants = [Variant(global_ranks=True)]
    elif count <= DRAFT_VARIANTS_UP_TO and graph.clusters:
        variants.append(Variant(global_ranks=True))
    asked = [(Frame(down), variant) for down in ways for variant in variants]
    ranks = longest_path_ranks(graph)
    if is_dense(graph, ranks):
        return _dense_plan(graph, ranks, [frame for frame, _ in asked[:: len(variants)]])
    sources = [dot_source(graph, frame, variant) for frame, variant in asked]
    centres: list[Sequence[tuple[float, float]]] = [[(0.0, 0.0)] * count for _ in asked]
    if graph.edges or any(node.cluster is not None for node in graph.nodes):
        try:
            outputs = run_engine(sources, engine)
        except TooMuchWorkError as error:
            raise TooMuchWorkError(
                f"{error}, since the picture has {count} cards and {len(graph.edges)} lines; {HELP}"
            ) from error
        centres = [read_plain(output, count) for output in outputs]
    if count > DRAFT_DIRECTIONS_UP_TO or _is_dense(graph):
        best = max(range(len(asked)), key=lambda way: _estimate(graph, asked[way][0], centres[way]))
        return _plan(graph, *asked[best], centres[best])
    plans = []
    for number, (frame, variant) in enumerate(asked):
        if centres[number] not in centres[:number] or number % len(variants) == 0:
            plans.append(_plan(graph, frame, variant, centres[number]))
    merits = {number: _merit(graph, plan) for number, plan in enumerate(plans)}
    best = max(merits, key=lambda number: merits[number])
    others = [number for number in merits if plans[number].frame != plans[best].frame]
    if not others or count > DRAFT_VARIANTS_UP_TO:
        return plans[best]
    rival = max(others, key=lambda number: merits[number])
    if merits[best] - merits[rival] > CLOSE:
        return plans[best]
    merit = _merit_when_straightened(graph, plans[best])
    # Straightening takes long, and mostly even the rival's upper bound is lower.
    if _merit_bound(graph, plans[rival]) <= merit:
        return plans[best]
    return plans[best] if merit >= _merit_when_straightened(graph, plans[rival]) else plans[rival]


def _dense_plan(graph: Graph, ranks: Sequence[int], frames: Sequence[Frame]) -> Plan:
    """The plan of a graph that takes Graphviz, and the search for the best ways, too long."""
    centres = [dense_centres(graph, frame, ranks) for frame in frames]
    best = max(range(len(frames)), key=lambda way: _estimate(graph, frames[way], centres[way]))
    return _plan(graph, frames[best], Variant(), centres[best], dense=True)


def _is_dense(graph: Graph) -> bool:
    lines = len(graph.edges)
    return lines > DENSE_LINES and lines > DENSE_LINES_OF_A_CARD * len(graph.nodes)


def _plan(
    graph: Graph,
    frame: Frame,
    variant: Variant,
    centres: Sequence[tuple[float, float]],
    *,
    dense: bool = False,
) -> Plan:
    drafts, isolated = [], []
    callers = {edge.source for edge in graph.edges}
    for nodes in connected_components(graph):
        first = graph.nodes[nodes[0]]
        alone = len(nodes) == 1 and first.cluster is None
        if alone and first.id not in callers:
            above = max(first.stack, first.pill)
            isolated.append(IsolatedCard(first.id, first.width, first.height, above, first.stack))
        else:
            drafts.append(ComponentDraft(graph, frame, nodes, centres, dense=dense))
    return Plan(frame, variant, tuple(drafts), tuple(isolated))


def _merit(graph: Graph, plan: Plan) -> float:
    down = plan.frame.down
    components = [Placement(*draft.size(), down) for draft in plan.drafts]
    if plan.isolated:
        components.append(grid_of_isolated_cards(plan.isolated, down=down))
    whole = pack_components(components, down=down)
    return log(scale_in_view(whole.width, whole.height, path=_has_path(graph))) - _cost(graph, plan)


def _merit_when_straightened(graph: Graph, plan: Plan) -> float:
    """The merit of a plan after straightening."""
    for draft in plan.drafts:
        straighten_edges(draft.coordinates)
    return _merit(graph, plan)


def _merit_bound(graph: Graph, plan: Plan) -> float:
    """An upper bound of the plan's merit after straightening."""
    sizes = [draft.least_size() for draft in plan.drafts]
    width, height = (max((size[axis] for size in sizes), default=0.0) for axis in (0, 1))
    return log(scale_in_view(width, height, path=_has_path(graph))) - _cost(graph, plan) + ROUNDING


def _cost(graph: Graph, plan: Plan) -> float:
    """The penalty for a plan's crossings and stretched clusters, in the logarithm of the size."""
    crossings = sum(draft.crossings for draft in plan.drafts)
    cost = CROSSING_WEIGHT * crossings / (len(graph.edges) + 1)
    return cost + GLOBAL_RANKS_COST if plan.variant.global_ranks else cost


def _estimate(graph: Graph, frame: Frame, centres: Sequence[tuple[float, float]]) -> float:
    """The scale of the picture in the view, estimated from Graphviz's coordinates."""
    width = max(x for x, _ in centres) - min(x for x, _ in centres) + 200
    height = max(y for _, y in centres) - min(y for _, y in centres) + 120
    labels = [frame.label(edge)[1] for edge in graph.edges]
    height += len({y for _, y in centres}) * (max(labels, default=0.0) + 30)
    across, down = (width, height) if frame.down else (height, width)
    return scale_in_view(across, down, path=_has_path(graph))


def _has_path(graph: Graph) -> bool:
    return any(edge.leading for edge in graph.edges)
