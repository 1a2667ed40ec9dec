"""The plan of a layout: the direction, and the ranks and the order of every component.

Each component is searched for the candidates that show best in the box where the picture is read
(``search``, or ``graphviz_plan`` where an installed Graphviz is to rank and order the cards), and the
direction is taken in which all of them together do.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from sdgen.layout.connected_component import ComponentDraft
from sdgen.layout.dense_ranking import dense_centres, is_dense, longest_path_ranks
from sdgen.layout.engine import Engine, TooMuchWorkError
from sdgen.layout.frame import Frame, connected_components
from sdgen.layout.merit import Target, merit
from sdgen.layout.ordered_layers import plan_layers
from sdgen.layout.packing import IsolatedCard, grid_of_isolated_cards, pack_components
from sdgen.layout.placement import Graph, Placement
from sdgen.layout.search import Candidate, candidates
from sdgen.views.diagram import Direction

MOST_LINES = 4_000
"""Lines of a picture; with more it is not drawn."""

HELP = (
    "show less in one picture: fewer calls, a group drawn as one card, or a view of a part "
    "('views', with 'include')"
)


class Plan(Struct, frozen=True):
    """The plan chosen: drafts of the connected components, and the isolated cards."""

    frame: Frame
    drafts: tuple[ComponentDraft, ...]
    isolated: tuple[IsolatedCard, ...]


def choose_plan(graph: Graph, direction: Direction, engine: Engine, target: Target) -> Plan:
    """The best plan for ``graph``. Raises EngineError where an installed Graphviz is asked for and
    cannot be run, TooMuchWorkError where the graph has more than ``MOST_LINES`` lines."""
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
    frames = [Frame(down) for down in ways]
    isolated, components = _parts(graph)
    ranks = longest_path_ranks(graph)
    if is_dense(graph, ranks):
        return _dense_plan(graph, ranks, frames, (isolated, components), target)
    if engine == "dot" and components:
        from sdgen.layout.graphviz_plan import graphviz_candidates

        found = graphviz_candidates(graph, frames, components, target)
    else:
        several = len(components) > 1 or bool(isolated)
        found = [
            candidates(graph, frames, nodes, target, every_frame=several) for nodes in components
        ]
    if len(found) == 1 and not isolated:
        best = max(found[0], key=lambda each: each.merit)
        return Plan(best.frame, (best.draft,), ())
    plans = [Plan(frame, _drafts(found, frame), isolated) for frame in frames]
    merits = [_merit(graph, plan, target) for plan in plans]
    return plans[max(range(len(plans)), key=lambda number: merits[number])]


def _parts(graph: Graph) -> tuple[tuple[IsolatedCard, ...], list[list[int]]]:
    """The cards without lines or groups, and the components of the others."""
    isolated, components = [], []
    callers = {edge.source for edge in graph.edges}
    for nodes in connected_components(graph):
        first = graph.nodes[nodes[0]]
        if len(nodes) == 1 and first.cluster is None and first.id not in callers:
            size = (first.width, first.height, first.above, first.stack)
            isolated.append(IsolatedCard(first.id, *size, first.near))
        else:
            components.append(nodes)
    return tuple(isolated), components


def _dense_plan(
    graph: Graph,
    ranks: Sequence[int],
    frames: Sequence[Frame],
    parts: tuple[tuple[IsolatedCard, ...], list[list[int]]],
    target: Target,
) -> Plan:
    """The plan of a graph for which all searches take too long, in the direction in which its cards
    alone show larger."""
    isolated, components = parts
    centres = [dense_centres(graph, frame, ranks) for frame in frames]
    best = max(
        range(len(frames)), key=lambda way: _scale_of_cards(frames[way], centres[way], target)
    )
    drafts = [
        ComponentDraft(
            plan_layers(graph, frames[best], nodes, centres[best], dense=True),
            dense=True,
            target=target,
        )
        for nodes in components
    ]
    return Plan(frames[best], tuple(drafts), isolated)


def _scale_of_cards(frame: Frame, centres: Sequence[tuple[float, float]], target: Target) -> float:
    across, along = (
        max(each[axis] for each in centres) - min(each[axis] for each in centres) for axis in (0, 1)
    )
    return target.scale(across, along) if frame.down else target.scale(along, across)


def _drafts(found: Sequence[Sequence[Candidate]], frame: Frame) -> tuple[ComponentDraft, ...]:
    """The best draft of each component in that frame."""
    return tuple(next(each.draft for each in drafts if each.frame == frame) for drafts in found)


def _merit(graph: Graph, plan: Plan, target: Target) -> float:
    down = plan.frame.down
    measured = [draft.measured() for draft in plan.drafts]
    components = [Placement(width, height, down) for width, height, _ in measured]
    if plan.isolated:
        components.append(grid_of_isolated_cards(plan.isolated, down=down))
    whole = pack_components(components, down=down, target=target)
    disorder = sum(draft.disorder + draft.bends_of_leading_lines() for draft in plan.drafts)
    length = sum(length for _, _, length in measured)
    return merit(whole.width, whole.height, len(graph.edges), disorder, length, target)
