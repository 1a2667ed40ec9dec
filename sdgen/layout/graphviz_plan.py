"""Candidates whose ranks and order come from an installed Graphviz (``--engine dot``)."""

from __future__ import annotations

from collections.abc import Sequence

from sdgen.layout.connected_component import ComponentDraft
from sdgen.layout.dot_source import Variant, dot_source, peers_of, read_plain
from sdgen.layout.frame import Frame
from sdgen.layout.installed import run_installed
from sdgen.layout.merit import Target
from sdgen.layout.ordered_layers import plan_layers
from sdgen.layout.placement import Graph
from sdgen.layout.search import Candidate, rated

VARIANTS_UP_TO = 40
"""Cards up to which both ways of ranking groups are drafted."""


def graphviz_candidates(
    graph: Graph, frames: Sequence[Frame], components: Sequence[Sequence[int]], target: Target
) -> list[list[Candidate]]:
    """Drafts of each component, the best first, at least one in each frame. Raises EngineError where
    Graphviz cannot be run."""
    variants = [Variant()]
    if peers_of(graph):
        variants = [Variant(global_ranks=True)]
    elif len(graph.nodes) <= VARIANTS_UP_TO and graph.clusters:
        variants.append(Variant(global_ranks=True))
    asked = [(frame, variant) for frame in frames for variant in variants]
    outputs = run_installed([dot_source(graph, frame, variant) for frame, variant in asked])
    found: list[list[Candidate]] = [[] for _ in components]
    for (frame, _), output in zip(asked, outputs, strict=True):
        centres = read_plain(output, len(graph.nodes))
        for number, nodes in enumerate(components):
            draft = ComponentDraft(plan_layers(graph, frame, nodes, centres), target=target)
            found[number].append(rated(frame, draft, target))
    return [sorted(drafts, key=lambda each: -each.merit) for drafts in found]
