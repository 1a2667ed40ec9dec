"""The search for the ranks and the order in which a component shows best.

Many ways of ranking are rated by the size of their rows, the better ones by crossings after a few
sweeps, and with them those in which one card is a rank higher or lower than in the best; the best of all
are ordered with all that lines need, the best of these become drafts with coordinates, and the best of
those are straightened. How many depends on the size of the component alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt

from msgspec import Struct

from sdgen.layout.connected_component import ComponentDraft
from sdgen.layout.frame import Frame
from sdgen.layout.layered_graph import LayeredGraph
from sdgen.layout.merit import Target, merit, size_merit
from sdgen.layout.near_ranks import NearRanks
from sdgen.layout.ordered_layers import order_layers
from sdgen.layout.placement import Graph
from sdgen.layout.ranked import Ranked, Rater, best_of
from sdgen.layout.ranking import Ranking, Way
from sdgen.layout.spacing import CARD_GAP, CHANNEL
from sdgen.layout.starting_order import Sweeper
from sdgen.layout.straightening import straighten_edges

WIDTHS = (0.5, 0.75, 1.0, 1.35, 1.8)
"""Bounds of ranks that are tried, in widths of the box."""


class Effort(Struct, frozen=True):
    """How many rankings are swept, and how many first orders each sweep has; how many of all are ordered
    with their lines, how many of those become drafts, and how many drafts are straightened. Of how many
    of the best one card is moved to the next rank, how many of these are swept at most, and how often
    all this is done again with what is best then."""

    swept: int
    tries: int
    ordered: int
    drafted: int
    straightened: int = 1
    varied: int = 0
    near: int = 0
    turns: int = 1


EFFORTS = (
    (30, Effort(8, 2, 10, 4, varied=2, near=40)),
    (60, Effort(12, 2, 16, 6, 2, varied=2, near=40, turns=3)),
    (110, Effort(8, 2, 8, 4, varied=2, near=30)),
    (200, Effort(3, 2, 3, 1, varied=1, near=10)),
    (800, Effort(3, 1, 1, 1)),
)
"""By the cards and lines of a component, up to which number."""
LARGE = 1_600
"""Cards and lines of a component from which on less is tried to improve its order and to straighten its
lines: the picture is looked at in parts only."""
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
    ranked = search.ranked()
    swept = [search.swept(each, effort.tries) for each in best_of(ranked, effort.swept, wanted)]
    if effort.varied and not search.is_good(best_of(swept, 1, ())[0]):
        swept += search.near(swept, effort)
    found = best_of(swept, effort.ordered, wanted)
    if len(found) > effort.drafted:
        found = best_of([search.ordered(each) for each in found], effort.drafted, wanted)
    if len(found) == 1:
        # what has no rival needs no rating, which takes a tenth of the time of a large one
        return [Candidate(0.0, found[0].frame, search.draft(found[0]))]
    drafts = [rated(each.frame, search.draft(each), target) for each in found]
    drafts.sort(key=lambda each: -each.merit)
    # which leading lines are straight is known when all has been tried
    count = len(drafts) if search.leading else effort.straightened
    straight = []
    for each in drafts[:count]:
        straighten_edges(each.draft.coordinates)
        straight.append(rated(each.frame, each.draft, target))
    return sorted(straight, key=lambda each: -each.merit) + drafts[count:]


def rated(frame: Frame, draft: ComponentDraft, target: Target) -> Candidate:
    """The draft with its merit."""
    width, height, length = draft.measured()
    lines = len(draft.layered.chains)
    disorder = draft.disorder + draft.bends_of_leading_lines()
    return Candidate(merit(width, height, lines, disorder, length, target), frame, draft)


class _Search:
    def __init__(
        self, graph: Graph, frames: Sequence[Frame], nodes: Sequence[int], target: Target
    ) -> None:
        self.graph, self.frames, self.nodes, self.target = graph, frames, nodes, target
        self.raters = {frame: Rater(graph, frame, nodes, target) for frame in frames}
        self.sweepers = {frame: Sweeper(graph, frame, nodes) for frame in frames}
        self.size = len(nodes) + len(self.raters[frames[0]].lines)
        ends = {graph.nodes[node].id for node in nodes}
        self.leading = any(edge.leading for edge in graph.edges if edge.source in ends)
        self.seen: set[tuple[Frame, tuple[int, ...]]] = set()
        """The ranks tried so far, by the places of ``nodes``."""

    def _is_new(self, frame: Frame, ranks: dict[int, int]) -> bool:
        key = frame, tuple([ranks[node] for node in self.nodes])
        known = key in self.seen
        self.seen.add(key)
        return not known

    def ranked(self) -> list[Ranked]:
        """All ways of ranking that differ, rated by the size of their rows."""
        found: list[Ranked] = []
        first = Ranking(self.graph, self.frames[0], self.nodes)
        first.simplex()
        for frame in self.frames:
            ranking = first.turned(frame)
            for way in self._ways(frame, ranking):
                ranks = dict(zip(self.nodes, ranking.ranks(way), strict=True))
                if self._is_new(frame, ranks):
                    found.append(self.raters[frame].rated(len(found), ranks))
        return found

    def _ways(self, frame: Frame, ranking: Ranking) -> list[Way]:
        across, along = self.target.width, self.target.height
        if not frame.down:
            across, along = along, across
        rater = self.raters[frame]
        sizes = list(rater.sizes.values())
        area = sum(
            (size.width + size.left + size.right + CARD_GAP) * (size.height + CHANNEL)
            for size in sizes
        )
        # what does not fit the box is to have its proportions
        room = max(across, sqrt(area * across / along))
        blocks = [False, True]
        if not rater.nest.around or any(self.graph.nodes[node].peers for node in self.nodes):
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

    def is_good(self, best: Ranked) -> bool:
        """Whether hardly anything can be better: no line crosses another, and all is shown at full size;
        or some lines lead, which other ranks would bend."""
        assert best.start is not None, "swept before"
        if self.leading:
            return True
        return not best.start.crossings and size_merit(*best.size, self.target) >= 0.0

    def near(self, swept: Sequence[Ranked], effort: Effort) -> list[Ranked]:
        """The best of the rankings near the best of those ``swept``, swept from the order of the one that
        they are near to; and those near the best of these, in turns."""
        varied = NearRanks(self.graph, self.nodes)
        number = max(each.number for each in swept) + 1
        pool, expanded = list(swept), set[int]()
        for _ in range(effort.turns):
            near: list[Ranked] = []
            for best in best_of(pool, effort.varied, ()):
                if best.number in expanded:
                    continue
                expanded.add(best.number)
                rater = self.raters[best.frame]
                for ranks in varied.of(best.ranks):
                    if self._is_new(best.frame, ranks):
                        near.append(rater.rated(number + len(near), ranks, best.start))
            number += len(near)
            pool += [self._swept_near(each) for each in best_of(near, effort.near, ())]
        return pool[len(swept) :]

    def _swept_near(self, ranked: Ranked) -> Ranked:
        assert ranked.start is not None, "the order of the one that it is near to"
        start = self.sweepers[ranked.frame].near(ranked.ranks, ranked.start)
        return self.raters[ranked.frame].swept(ranked, start)

    def swept(self, ranked: Ranked, tries: int) -> Ranked:
        """The same with the order that the best of so many sweeps leaves."""
        start = self.sweepers[ranked.frame].best(ranked.ranks, tries)
        return self.raters[ranked.frame].swept(ranked, start)

    def ordered(self, ranked: Ranked) -> Ranked:
        """The same with its layers in order."""
        return self.raters[ranked.frame].ordered(ranked, self._layers(ranked))

    def draft(self, ranked: Ranked) -> ComponentDraft:
        """A draft with the ranks and the order found."""
        layered = ranked.layered or self._layers(ranked)
        return ComponentDraft(layered, dense=self.size > LARGE, target=self.target)

    def _layers(self, ranked: Ranked) -> LayeredGraph:
        assert ranked.start is not None, "swept before"
        return order_layers(
            self.graph,
            ranked.frame,
            self.nodes,
            ranked.ranks,
            ranked.start,
            large=self.size > LARGE,
        )
