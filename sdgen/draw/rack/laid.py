"""A rack measured and placed, in the shape in which its names show largest where it is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import ceil

from msgspec import Struct

from sdgen.draw.fits import READABLE, Fit, name_height
from sdgen.draw.legend_row import Swatch, legend_column_size, legend_height
from sdgen.draw.rack.legend import swatches
from sdgen.draw.rack.measured import MeasuredRack, Shape, measure_rack
from sdgen.draw.title import TitleBlock, measure_title
from sdgen.layout.placement import Point
from sdgen.layout.rack import place_rack
from sdgen.layout.rack.sized import PlacedRack
from sdgen.views.rack import Rack, tops_of

MARGIN = 28.0
BELOW_TITLE = 22.0
ABOVE_LEGEND = 24.0
LEGEND_ASIDE = 30.0
"""From what stands beside the rack to a legend below it."""
MOST_WIDE = 4
"""Columns beside each other whose cards have names on them."""
LEAST_WIDTH = 300.0
CLEARLY = 1.05


class LaidRack(Struct, frozen=True):
    """The places of everything in px from the top left corner of the ``placed`` drawing: the title is
    above it, and the legend in a column beside the rack or in rows below."""

    measured: MeasuredRack
    placed: PlacedRack
    title: TitleBlock
    swatches: tuple[Swatch, ...]
    legend: Point
    in_column: bool
    room: float
    fit: Fit

    @property
    def top(self) -> float:
        """How far down the drawing begins."""
        return MARGIN + self.title.height + BELOW_TITLE

    @property
    def width(self) -> int:
        return ceil(self.room + 2 * MARGIN)

    @property
    def height(self) -> int:
        bottom = self.placed.placement.height
        if self.swatches and not self.in_column:
            bottom = self.legend.y + legend_height(self.swatches, self.room)
        return ceil(self.top + bottom + MARGIN)

    @property
    def shown(self) -> float:
        """How large the picture is shown where it is read; 1 is full size. Of an exact size that is
        what its drawing has."""
        if self.fit.exact:
            size = self.placed.placement
            return min(self.fit.target.scale(size.width, size.height), 1.0)
        return self.fit.shown(self.width, self.height)


def lay_out_rack(rack: Rack, fit: Fit, letters: float = 1.0) -> LaidRack:
    """The first shape whose names can be read where the picture is, else the one that shows them
    largest."""
    best: LaidRack | None = None
    for shape in _shapes(rack):
        laid = _laid(rack, shape, fit, letters)
        if best is None or laid.shown > best.shown * CLEARLY:
            best = laid
        if name_height(best.shown) >= READABLE:
            break
    assert best is not None, "there is a shape"
    return best


def _shapes(rack: Rack) -> Iterator[Shape]:
    """Regions below each other, with names on cards; then what takes less room."""
    counts = Counter(tops_of(rack.places))
    if max(counts.values()) <= MOST_WIDE:
        yield Shape(stacked=True, narrow=False)
    yield Shape(stacked=True, narrow=True)
    if len(counts) > 1:
        if sum(counts.values()) <= MOST_WIDE:
            yield Shape(stacked=False, narrow=False)
        yield Shape(stacked=False, narrow=True)


def _laid(rack: Rack, shape: Shape, fit: Fit, letters: float) -> LaidRack:
    measured = measure_rack(rack, shape, letters)
    placed = place_rack(measured.model)
    size = placed.placement
    title = measure_title(rack.title, rack.subtitle, size.width)
    found = swatches(measured, placed)
    room = max(size.width, title.width, LEAST_WIDTH)
    spot = _beside(measured, placed, found)
    if spot is not None:
        return LaidRack(measured, placed, title, found, spot, True, room, fit)
    below = Point(0.0, size.height + ABOVE_LEGEND)
    return LaidRack(measured, placed, title, found, below, False, room, fit)


def _beside(measured: MeasuredRack, placed: PlacedRack, found: tuple[Swatch, ...]) -> Point | None:
    """Below the boxes beside the rack, if the legend has room there."""
    boxes = [placed.placement.clusters[box.id] for box in measured.model.boxes]
    if not boxes or not found:
        return None
    width, height = legend_column_size(found)
    left = min(box.x for box in boxes)
    top = max(box.bottom for box in boxes) + LEGEND_ASIDE
    if top + height > placed.placement.height or left + width > placed.placement.width + 1.0:
        return None
    return Point(left, top)
