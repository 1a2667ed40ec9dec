"""Sized rows, places and calls to a picture of a deployment: a rack with gutters beside it.

``place_rack`` is the whole of it. Its steps: a few orders of rows within their tiers in which calls cross
little (``order``), of which the one is taken in which lines cross least (``line_jumps``), the heights of rows in each band of columns (``rows``), the places of columns and
boxes (``columns``), what stands beside the rack (``outside``), the lanes of calls in each gutter
(``gutter``, ``lanes``), and the corners of the lines (``routes``, ``inner_routes``).
"""

from __future__ import annotations

from sdgen.layout.rack.placing import place_rack

__all__ = ["place_rack"]
