"""Graph to placement, the only code that knows Graphviz: a layered drawing after Sugiyama, Tagawa
and Toda (1981), in these steps.

1. ``plan``: direction and variant; Graphviz (``engine``) ranks and orders the cards, or
   ``dense_ranking`` does where a graph is too dense for it.
2. ``layered_graph``: cards and cluster borders in layers; ``connected_component`` runs the steps
   below for each connected component.
3. ``long_edges``: dummy nodes where an edge passes a layer (``greedy_long_edges`` in dense graphs);
   ``flat_edges``: edges within one rank.
4. ``ordering``: crossing reduction by sifting; ``gather`` brings the lines of a fork together, and
   ``forks`` places its mark.
5. ``ports``, then coordinate assignment: ``horizontal_coordinates`` (constraints and costs, with
   ``separations``), ``straightening`` (the search), ``vertical_coordinates``.
6. ``channel_routing``: a track for each horizontal segment (``left_edge`` in crowded channels);
   ``routes``: corners, curves and labels; ``line_jumps``: gaps where lines cross.
7. ``packing``: the components side by side; ``pipeline`` calls it all.
"""

from __future__ import annotations

from sdgen.layout.engine import Engine, EngineError, TooMuchWorkError
from sdgen.layout.pipeline import lay_out
from sdgen.layout.placement import Routing

__all__ = ["Engine", "EngineError", "Routing", "TooMuchWorkError", "lay_out"]
