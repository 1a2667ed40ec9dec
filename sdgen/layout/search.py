"""The search for the ranks and the order in which a component shows best.

Many ways of ranking are rated by the size of their rows, the better ones by crossings after a few
sweeps; the best become drafts, with all that lines need, and the best of those are straightened. How
many depends on the size of the component alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt

from msgspec import Struct
from msgspec.structs import replace

from sdgen.layout.block_placement import block_coordinates, cluster_means, cluster_spans
from sdgen.layout.connected_component import ComponentDraft
from sdgen.layout.cycles import representatives
from sdgen.layout.dot_source import columns_of_loose_cards
from sdgen.layout.frame import Frame
from sdgen.layout.merit import Target, merit, size_merit
from sdgen.layout.placement import Graph
from sdgen.layout.ranking import Ranking, Way
from sdgen.layout.spacing import CARD_GAP, CHANNEL, CLUSTER_GAP, CLUSTER_PADDING, LINE_GAP
from sdgen.layout.starting_order import Start, best_start
from sdgen.layout.straightening import straighten_edges

PASSED_COST, FLAT_COST = 0.12, 0.58
"""Of a rank that a line passes, and of a line within a rank, for every line, before an order is known."""
SWEPT_COST = 0.9
"""Of a crossing that sweeps leave, for every line: 0.4 of what one costs in the end. The three predict
best, of 470 candidates of 20 designs, the merit when all is done (least squares, at a weight of 1.5)."""
WIDTHS = (0.5, 0.75, 1.0, 1.35, 1.8)
"""Bounds of ranks that are tried, in widths of the box."""
STAIRS = 0.5
"""Of the width that groups need in the order of the design: a better order needs less."""
TITLE = 16.0
"""About how high the title of a group is."""


class Effort(Struct, frozen=True):
    """How many rankings are swept, how many of them become drafts, how many of those are straightened,
    and how many first orders each sweep has; then of how many of the best one card is moved to the next
    rank, how many of these are swept, and how many of them become drafts at most."""

    swept: int
    drafted: int
    straightened: int
    tries: int
    varied: int = 0
    near: int = 0
    near_drafted: int = 0


EFFORTS = (
    (60, Effort(12, 3, 1, 2, varied=3, near=60, near_drafted=6)),
    (110, Effort(8, 4, 1, 1)),
    (200, Effort(5, 2, 1, 1)),
    (800, Effort(3, 1, 1, 1)),
)
"""By the cards and lines of a component, up to which number."""
LARGE = 1_600
"""Cards and lines of a component from which on its lines are routed as those of a dense one: in half
the time, with more bends in a picture that is looked at in parts only."""
BETTER_THAN = 3
"""So many of the rankings that are drafted anyway a ranking near the best is compared with."""
LEAST_EFFORT = Effort(1, 1, 1, 1)


class Candidate(Struct, frozen=True):
    """A component laid out in one way."""

    merit: float
    frame: Frame
    draft: ComponentDraft


def candidates(
    graph: Graph,
    frames: Sequence[Frame],
    nodes: Sequence[int],
    target: Target,
    *,
    every_frame: bool = True,
) -> list[Candidate]:
    """Drafts of one component: those that were straightened, then the others, both the best first; at
    least one in each frame where ``every_frame`` is asked for."""
    search = _Search(graph, frames, nodes, target)
    wanted = frames if every_frame else ()
    effort = next((effort for most, effort in EFFORTS if search.size <= most), LEAST_EFFORT)
    ranked = _best(search.ranked(), effort.swept, wanted)
    swept = _best([search.swept(each, effort.tries) for each in ranked], effort.drafted, wanted)
    if effort.varied and not search.is_good(swept[0]):
        swept += search.near(swept, ranked, effort)
    if len(swept) == 1:
        # what has no rival needs no rating, which takes a tenth of the time of a large one
        return [Candidate(0.0, swept[0].frame, search.draft(swept[0]))]
    drafts = [rated(each.frame, search.draft(each), target) for each in swept]
    drafts.sort(key=lambda each: -each.merit)
    straight = []
    for each in drafts[: effort.straightened]:
        straighten_edges(each.draft.coordinates)
        straight.append(rated(each.frame, each.draft, target))
    return sorted(straight, key=lambda each: -each.merit) + drafts[effort.straightened :]


def rated(frame: Frame, draft: ComponentDraft, target: Target) -> Candidate:
    """The draft with its merit."""
    width, height, length = draft.measured()
    lines = len(draft.layered.chains)
    disorder = draft.disorder + draft.bent_leading_lines()
    return Candidate(merit(width, height, lines, disorder, length, target), frame, draft)


class _Ranked(Struct, frozen=True):
    """Ranks for the cards, and what is known of them before there is a draft: about the ``size`` of
    their rows in the picture; ``number`` says in which order they were tried."""

    merit: float
    number: int
    frame: Frame
    ranks: dict[int, int]
    size: tuple[float, float]
    start: Start | None = None
    across: dict[int, float] | None = None


def _best(ranked: Sequence[_Ranked], count: int, frames: Sequence[Frame]) -> list[_Ranked]:
    """The best so many, and the best of each frame."""
    order = sorted(ranked, key=lambda each: (-each.merit, each.number))
    found = order[:count]
    for frame in frames:
        if all(each.frame != frame for each in found):
            found += [each for each in order if each.frame == frame][:1]
    return found


def _at_least(frame: Frame, size: tuple[float, float], wide: float) -> tuple[float, float]:
    """The size of a picture that is at least so wide across the ranks."""
    width, height = size
    return (max(width, wide), height) if frame.down else (width, max(height, wide))


class _Search:
    def __init__(
        self, graph: Graph, frames: Sequence[Frame], nodes: Sequence[int], target: Target
    ) -> None:
        self.graph, self.frames, self.nodes, self.target = graph, frames, nodes, target
        self.names = {graph.nodes[node].id: node for node in nodes}
        self.edges = [edge for edge in graph.edges if edge.source in self.names]
        self.size = len(nodes) + len(self.edges)
        self.cluster_keys = cluster_means(graph, dict(zip(nodes, range(len(nodes)), strict=True)))
        self.sizes = {
            frame: {node: frame.card(graph.nodes[node]) for node in nodes} for frame in frames
        }

    def ranked(self) -> list[_Ranked]:
        """All ways of ranking that differ, rated by the size of their rows."""
        found: list[_Ranked] = []
        first = Ranking(self.graph, self.frames[0], self.nodes)
        first.simplex()
        for frame in self.frames:
            ranking = first.turned(frame)
            seen: set[tuple[int, ...]] = set()
            for way in self._ways(frame, ranking):
                numbers = tuple(ranking.ranks(way))
                if numbers not in seen:
                    seen.add(numbers)
                    ranks = dict(zip(self.nodes, numbers, strict=True))
                    found.append(self._rated(len(found), frame, ranks))
        return found

    def is_good(self, best: _Ranked) -> bool:
        """Whether hardly anything can be better: no line crosses another, and all is shown at full size; or
        some lines lead, which other ranks would bend."""
        assert best.start is not None, "swept before"
        if any(edge.leading for edge in self.edges):
            return True
        return not best.start.crossings and size_merit(*best.size, self.target) >= 0.0

    def near(
        self, swept: Sequence[_Ranked], known: Sequence[_Ranked], effort: Effort
    ) -> list[_Ranked]:
        """The best rankings near those that were ``swept``, best first, as far as they are better than
        the first few of these."""
        near = self.varied(swept[: effort.varied], known)
        near = [self.swept(each, 1) for each in _best(near, effort.near, ())]
        least = swept[min(BETTER_THAN, len(swept)) - 1].merit
        return [each for each in _best(near, effort.near_drafted, ()) if each.merit > least]

    def varied(self, best: Sequence[_Ranked], known: Sequence[_Ranked]) -> list[_Ranked]:
        """Rankings in which one card, with those that share its rank, is a rank higher or lower than in
        one of these, and that are not ``known``."""
        together: dict[int, list[int]] = {}
        for node, owner in zip(self.nodes, representatives(self.graph, self.nodes), strict=True):
            together.setdefault(owner, []).append(node)
        fixed = {node for column in columns_of_loose_cards(self.graph) for node in column}
        moving = [each for each in together.values() if fixed.isdisjoint(each)]
        found: list[_Ranked] = []
        seen = {(each.frame, tuple(each.ranks[node] for node in self.nodes)) for each in known}
        number = 1 + max((each.number for each in known), default=0)
        for each in best:
            for nodes in moving:
                for further in (-1, 1):
                    ranks = {**each.ranks, **{n: each.ranks[n] + further for n in nodes}}
                    # none is left without a card
                    place = {rank: at for at, rank in enumerate(sorted({*ranks.values()}))}
                    ranks = {node: place[rank] for node, rank in ranks.items()}
                    key = each.frame, tuple(ranks[node] for node in self.nodes)
                    if key not in seen:
                        seen.add(key)
                        found.append(self._rated(number + len(found), each.frame, ranks))
        return found

    def _rated(self, number: int, frame: Frame, ranks: dict[int, int]) -> _Ranked:
        passed = flat = 0
        for edge in self.edges:
            ends = self.names[edge.source], self.names[edge.target]
            span = abs(ranks[ends[0]] - ranks[ends[1]])
            passed += max(0, span - 1)
            flat += span == 0 and ends[0] != ends[1]
        rows = self._rough_size(frame, ranks)
        size = _at_least(frame, rows, self._declared(frame, ranks))
        cost = (PASSED_COST * passed + FLAT_COST * flat) / (len(self.edges) + 1)
        return _Ranked(size_merit(*size, self.target) - cost, number, frame, ranks, rows)

    def _ways(self, frame: Frame, ranking: Ranking) -> list[Way]:
        across, along = self.target.width, self.target.height
        if not frame.down:
            across, along = along, across
        sizes = list(self.sizes[frame].values())
        area = sum(
            (size.width + size.left + size.right + CARD_GAP) * (size.height + CHANNEL)
            for size in sizes
        )
        # what does not fit the box is to have its proportions
        room = max(across, sqrt(area * across / along))
        blocks = [False, True]
        if not self.cluster_keys or any(self.graph.nodes[node].peers for node in self.nodes):
            blocks = [False]
        found = [Way()]
        found += [
            Way(room * part, block, beside)
            for part in WIDTHS
            for block in blocks
            for beside in (False, True)
        ]
        pitch = sum(size.height + CHANNEL for size in sizes) / len(sizes)
        deep = max(ranking.simplex(), default=0) + 1
        if deep * pitch > along:
            rows = max(2, int(along * room / across / pitch))
            folds = sorted({rows, ceil(deep / 2), ceil(deep / 3)})
            found += [Way(fold=fold) for fold in folds if fold < deep]
        return found

    def _rough_size(self, frame: Frame, ranks: dict[int, int]) -> tuple[float, float]:
        """About the size of a picture with these ranks."""
        rows = max(ranks.values()) + 1
        wide, high, label = [0.0] * rows, [0.0] * rows, [0.0] * rows
        for node, rank in ranks.items():
            size = self.sizes[frame][node]
            wide[rank] += size.width + size.left + size.right + CARD_GAP
            high[rank] = max(high[rank], size.height + size.top + size.bottom + CHANNEL)
        for first, last in cluster_spans(self.graph, ranks).values():
            high[first] += CLUSTER_PADDING + TITLE
            high[last] += CLUSTER_PADDING
            for rank in range(first, last + 1):
                wide[rank] += 2 * CLUSTER_PADDING + CLUSTER_GAP - CARD_GAP
        for edge in self.edges:
            ends = ranks[self.names[edge.source]], ranks[self.names[edge.target]]
            label[min(ends)] = max(label[min(ends)], frame.label(edge)[1])
            for rank in range(min(ends) + 1, max(ends)):
                wide[rank] += LINE_GAP
        across = max(wide) - CARD_GAP
        along = sum(high) + sum(label) - CHANNEL
        return (across, along) if frame.down else (along, across)

    def _declared(self, frame: Frame, ranks: dict[int, int]) -> float:
        """A part of what groups need across in the order of the design; 0 without groups."""
        if not self.cluster_keys:
            return 0.0
        keys = dict(zip(self.nodes, range(len(self.nodes)), strict=True))
        across = block_coordinates(self.graph, frame, ranks, keys, self.cluster_keys)
        return STAIRS * self._wide(frame, across)

    def _wide(self, frame: Frame, across: dict[int, float]) -> float:
        sizes = self.sizes[frame]
        return max(across[node] + sizes[node].width / 2 for node in self.nodes)

    def swept(self, ranked: _Ranked, tries: int) -> _Ranked:
        """The same with the order that the best of so many sweeps leaves, and the width that groups
        need in it: beside each other on all ranks that they share, they may stand like stairs."""
        start = best_start(self.graph, ranked.frame, ranked.ranks, tries)
        across = block_coordinates(
            self.graph, ranked.frame, ranked.ranks, start.keys, start.cluster_keys
        )
        size = _at_least(ranked.frame, ranked.size, self._wide(ranked.frame, across))
        cost = SWEPT_COST * start.crossings / (len(self.edges) + 1)
        value = size_merit(*size, self.target) - cost
        return replace(ranked, merit=value, start=start, across=across)

    def draft(self, ranked: _Ranked) -> ComponentDraft:
        """A draft with the ranks and the order found."""
        graph, across = self.graph, ranked.across
        assert across is not None, "swept before"
        centres = [(0.0, 0.0)] * len(graph.nodes)
        for node in self.nodes:
            centres[node] = (across[node], float(ranked.ranks[node]))
        return ComponentDraft(
            graph,
            ranked.frame,
            self.nodes,
            centres,
            dense=self.size > LARGE,
            target=self.target,
        )
