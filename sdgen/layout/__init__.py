"""Graph to placement: a layered drawing after Sugiyama, Tagawa and Toda (1981), in these steps.

1. ``plan``: the direction, and for each connected component the best of many candidates by its
   ``merit``. ``search`` makes them: ``ranking`` ranks the cards in several ways
   (``network_simplex``) and ``near_ranks`` varies the best, ``starting_order`` orders them, ``ranked``
   estimates what is worth more work (``block_placement``: how wide it will be).
   ``dense_ranking`` does all of it where a graph is too dense, and an installed Graphviz where one
   is asked for (``graphviz_plan``, with ``dot_source`` and ``installed``, which alone know it).
2. ``layered_graph``: cards and cluster borders in layers; ``ordered_layers`` and
   ``connected_component`` run the steps below for each connected component.
3. ``swept_lines``: dummy nodes where an edge passes a layer, as the first order has them, and
   ``long_edges``: better ones (``greedy_long_edges`` in dense graphs); ``flat_edges``: edges within one
   rank.
4. ``ordering``: crossing reduction by sifting; ``gather`` brings the lines of a fork together, and
   ``forks`` places its mark.
5. ``ports``, some for the lines of ``trunks``, then coordinate assignment:
   ``horizontal_coordinates`` (constraints and costs, with ``separations``), ``straightening`` (the
   search), ``short_jogs`` (its last pass), ``vertical_coordinates``.
6. ``channel_routing``: a track for each horizontal segment (``left_edge`` in crowded channels);
   ``routes``: corners, curves and labels; ``joins``: dots in trunks; ``line_jumps``: gaps where
   lines cross.
7. ``packing``: the components side by side, small ones and cards without lines in ``free_places``
   of the largest; ``pipeline`` calls it all.
"""

from __future__ import annotations

from sdgen.layout.engine import Engine, EngineError, TooMuchWorkError
from sdgen.layout.pipeline import lay_out
from sdgen.layout.placement import Routing

__all__ = ["Engine", "EngineError", "Routing", "TooMuchWorkError", "lay_out"]
