"""A rack with everything in its place but the lines."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from sdgen.layout.rack.clients import Clients
from sdgen.layout.rack.columns import Across, Band
from sdgen.layout.rack.rows import BandRows
from sdgen.layout.rack.sized import RackModel


class Bars(Struct, frozen=True):
    """Where bars are across: all those at the left, those at the right by the number of the band."""

    left: float
    right: tuple[float, ...]

    @property
    def outer(self) -> float:
        """The outermost ones at the right."""
        return max(self.right)

    def at(self, band: int, *, right: bool) -> float:
        """Those of a band on a side."""
        return self.right[band] if right else self.left


class Rack(Struct, frozen=True):
    """All but the lines: bands with their rows and columns, clients above, boxes at the right. The bars
    at the left are at 0."""

    model: RackModel
    bands: tuple[Band, ...]
    rows: tuple[BandRows, ...]
    across: tuple[Across, ...]
    clients: Clients
    order: tuple[str, ...]
    ports: Mapping[str, int]
    """How many ports a row has at one side at most."""

    @property
    def bars(self) -> Bars:
        """Where the bars of all bands are across."""
        return Bars(0.0, tuple(each.right for each in self.across))

    @property
    def right(self) -> float:
        """The bars at the right of the widest band."""
        return self.bars.outer

    @property
    def top(self) -> float:
        return self.rows[0].top

    @property
    def bottom(self) -> float:
        return self.rows[-1].bottom
