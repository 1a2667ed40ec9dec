"""Meters of every type of picture: a bar with what it measures above it."""

from __future__ import annotations

from msgspec import Struct

from sdgen.draw.scene import Item, Rectangle
from sdgen.draw.typography import METER, VALUE, FittedLine, fit, typeset
from sdgen.views.diagram import Meter

METER_HEIGHT = 23.0
BAR_HEIGHT = 5.0


class MeasuredMeter(Struct, frozen=True):
    """A bar with its fitted texts."""

    meter: Meter
    text: FittedLine
    value: FittedLine


def measure_meter(meter: Meter, room: float, letters: float = 1.0) -> MeasuredMeter:
    """The meter with its texts fitted side by side into ``room``, also where letters are drawn
    ``letters`` times as wide."""
    value = fit(meter.value, room * 0.5 / letters, VALUE)
    return MeasuredMeter(meter, fit(meter.text, (room - 8) / letters - value.width, METER), value)


def meter_items(measured: MeasuredMeter, left: float, right: float, top: float) -> list[Item]:
    """The meter between ``left`` and ``right``, ``METER_HEIGHT`` high."""
    tone = measured.meter.tone.value
    items: list[Item] = [
        *typeset(measured.text, left, top),
        *typeset(measured.value, right, top, "end", tone),
    ]
    bar = top + METER_HEIGHT - BAR_HEIGHT
    width = right - left
    items.append(Rectangle("track", left, bar, width, BAR_HEIGHT, BAR_HEIGHT / 2))
    share = min(max(measured.meter.share, 0.0), 1.0)
    if share > 0:
        filled = max(width * share, BAR_HEIGHT)
        items.append(Rectangle(f"bar {tone}", left, bar, filled, BAR_HEIGHT, BAR_HEIGHT / 2))
    return items
