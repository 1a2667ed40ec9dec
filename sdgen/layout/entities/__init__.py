"""Tables of sized rows to a picture of a data model: stores in two columns, references in the gaps
beside the columns.

``place_entities`` is the whole of it. Its steps: the order of stores and tables in which references
are short (``order``), the places of boxes (``grid``), where on a row each reference ends (``ports``),
trunks that references to one key share (``trunks``), and the corners of the lines (``routes``).
"""

from __future__ import annotations

from sdgen.layout.entities.placing import place_entities

__all__ = ["place_entities"]
