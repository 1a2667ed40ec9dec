"""One panel of a plot: a component's curve, the lines of its limits, and labels beside them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from sdgen.draw.chart.axes import Tick, ValueAxis, time_ticks, value_axis
from sdgen.draw.chart.curve import CurvePoint, areas, between, runs
from sdgen.draw.escape import escape_id, number, safe_link
from sdgen.draw.scene import Item, Part, Path, Rectangle
from sdgen.draw.tiles import CORNER, TILE, tile_items
from sdgen.draw.typography import LABEL, NAME, VALUE, FittedLine, TextStyle, fit, typeset, width_of
from sdgen.views.chart import Chart, Panel, Threshold

SIDE = 14.0
TEXT_LEFT = SIDE + TILE + 11.0
HEADER = 66.0
TICK_ROOM = 50.0
END_ROOM = 122.0
END_GAP = 8.0
PLOT = 118.0
BELOW = 30.0
HEIGHT = HEADER + 18.0 + PLOT + BELOW
DOT = 4.0
TICK = 4.0
FARTHEST_DATE = 40.0
"""How far above its dot the date of a crossing may stand."""

_VERDICT = replace(VALUE, size=12.5, minimum=11.0, leading=16)
_NAME = replace(NAME, size=15.0, minimum=12.0, leading=18)
_TEXT = replace(LABEL, size=12.0, minimum=11.0, leading=15)
_FINAL = replace(VALUE, size=12.0, minimum=11.0, leading=15)


class _PlotArea(Struct, frozen=True):
    """The rectangle in which a panel draws, and the scales over it."""

    left: float
    top: float
    right: float
    values: ValueAxis
    length: float

    @property
    def bottom(self) -> float:
        return self.top + PLOT

    def x(self, time: float) -> float:
        return self.left + (self.right - self.left) * (time / self.length if self.length else 0.0)

    def y(self, value: float) -> float:
        return self.bottom - PLOT * self.values.share(value)


def panel_part(
    chart: Chart, panel: Panel, left: float, top: float, width: float, symbols: frozenset[str]
) -> Part:
    """The panel with its top left corner at (``left``, ``top``)."""
    limits = [each.value for each in panel.thresholds]
    plot = _PlotArea(
        left + SIDE + TICK_ROOM,
        top + HEADER + 18.0,
        left + width - END_ROOM,
        value_axis(panel.values, limits, chart.dimension),
        chart.times[-1],
    )
    header, tooltip = _header(panel, left, top, width, symbols)
    items: list[Item] = [
        Rectangle("shade", left, top + 2.0, width, HEIGHT, CORNER),
        Rectangle("face", left, top, width, HEIGHT, CORNER),
        *header,
        *_axes(plot, time_ticks(chart.unit, chart.times[-1]), chart.unit),
        *_curve(chart, panel, plot),
        *_ends(panel, plot, left + width - END_ROOM + END_GAP),
    ]
    return Part(
        "panel",
        tuple(items),
        id=f"panel-{escape_id(panel.card.id)}",
        tooltip=tooltip,
        link=safe_link(panel.card.link),
    )


def _header(
    panel: Panel, left: float, top: float, width: float, symbols: frozenset[str]
) -> tuple[list[Item], tuple[str, ...]]:
    """Tile, name, verdict and aside; and the tooltip, with what had to be cut."""
    room = width - TEXT_LEFT - SIDE
    name = fit(panel.card.name, room, _NAME)
    verdict = fit(panel.verdict, room, _VERDICT)
    aside = fit(panel.aside, room, _TEXT)
    x, y = left + TEXT_LEFT, top + 9.0
    items = tile_items(panel.card, left + SIDE, top + 14.0, symbols)
    items += typeset(name, x, y)
    items += typeset(verdict, x, y + name.height, tone=panel.tone.value)
    if panel.aside:
        items += typeset(aside, x, y + name.height + verdict.height)
    whole = (name.whole, panel.card.tooltip, verdict.whole, aside.whole)
    return items, tuple(line for text in whole if text for line in text.split("\n"))


def _axes(plot: _PlotArea, times: Sequence[Tick], unit: str) -> list[Item]:
    """Lines across at round values, the axis of time with its marks, and what both say."""
    items: list[Item] = []
    for tick in plot.values.ticks:
        y = plot.y(tick.value)
        classes = "axis" if tick is plot.values.ticks[0] else "grid"
        items.append(_line(classes, plot.left, y, plot.right, y))
        label = fit(tick.label, TICK_ROOM - END_GAP + SIDE / 2, _TEXT)
        items += typeset(label, plot.left - END_GAP, y - label.height / 2, "end")
    for tick in times:
        x = plot.x(tick.value)
        items.append(_line("tick", x, plot.bottom, x, plot.bottom + TICK))
        items += typeset(fit(tick.label, 60.0, _TEXT), x, plot.bottom + TICK + 2.0, "middle")
    last = plot.x(times[-1].value) + width_of(times[-1].label, _TEXT) / 2
    named = fit(f"{unit}s", END_ROOM, _TEXT)
    items += typeset(named, max(plot.right + END_GAP, last + 5.0), plot.bottom + TICK + 2.0)
    if plot.values.logarithmic:
        said = fit("logarithmic scale", plot.right - plot.left, _TEXT)
        items += typeset(said, plot.left, plot.top - 17.0)
    return items


def _curve(chart: Chart, panel: Panel, plot: _PlotArea) -> list[Item]:
    """The curve, red where it is above the first limit, the lines, and dots where it meets them."""
    places = [
        CurvePoint(plot.x(time), plot.y(value))
        for time, value in zip(chart.times, panel.values, strict=True)
    ]
    firm = next((each for each in panel.thresholds if each.firm), None)
    level = plot.top - PLOT if firm is None else plot.y(firm.value)
    items: list[Item] = [Path("area", _closed(places, plot.bottom))]
    items += [Path("area over", _closed(run, level)) for run in areas(places, level)]
    for each in panel.thresholds:
        y = plot.y(each.value)
        items.append(_line("limit" if each.firm else "limit lost", plot.left, y, plot.right, y))
    for above, run in runs(places, level):
        items.append(Path("curve over" if above else "curve", _open(run)))
    for each in panel.thresholds:
        items += _crossing(each, places, plot)
    return items


def _crossing(threshold: Threshold, places: Sequence[CurvePoint], plot: _PlotArea) -> list[Item]:
    """The dot where the curve passes a line, and for the limit itself the date beside it."""
    if threshold.crossing is None:
        return []
    x, y = plot.x(threshold.crossing), plot.y(threshold.value)
    classes = "dot" if threshold.firm else "dot lost"
    items: list[Item] = [Rectangle(classes, x - DOT, y - DOT, 2 * DOT, 2 * DOT, DOT)]
    if not threshold.firm:
        return items
    text = fit(threshold.when, plot.right - plot.left, _FINAL)
    left = max(x - 6.0 - text.width, plot.left + 4.0)
    highest = min(y, *(each.y for each in between(places, left, left + text.width)))
    # Above the curve. Where that is too steep for the date to be near, or the name of the scale
    # stands there, the header alone has it.
    taken = plot.values.logarithmic and highest - text.height - 3.0 < plot.top
    if y - highest <= FARTHEST_DATE and not taken:
        items += typeset(text, left, highest - text.height - 3.0, tone="bad")
    return items


def _ends(panel: Panel, plot: _PlotArea, left: float) -> list[Item]:
    """What stands at the right ends: the curve's last value and the limits, none over another."""
    room = END_ROOM - END_GAP - 6.0
    found = [(plot.y(panel.values[-1]), fit(panel.final, room, _FINAL), "final")]
    for each in panel.thresholds:
        style: TextStyle = _TEXT
        found.append((plot.y(each.value), fit(each.label, room, style), ""))
    middles = spread([each[0] for each in found], _TEXT.leading, plot.top - 8.0, plot.bottom - 4.0)
    items: list[Item] = []
    for middle, (_, text, tone) in zip(middles, found, strict=True):
        items += _end(text, tone, left, middle)
    return items


def _end(text: FittedLine, tone: str, left: float, middle: float) -> list[Item]:
    return list(typeset(text, left, middle - text.height / 2, tone=tone))


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions near the wanted ones, at least ``gap`` apart and between ``low`` and ``high``
    where there is room for all."""
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    placed = [0.0] * len(wanted)
    least = low
    for index in order:
        placed[index] = max(wanted[index], least)
        least = placed[index] + gap
    most = high
    for index in reversed(order):
        placed[index] = min(placed[index], most)
        most = placed[index] - gap
    return placed


def _line(classes: str, x: float, y: float, to_x: float, to_y: float) -> Path:
    return Path(classes, f"M{number(x)} {number(y)}L{number(to_x)} {number(to_y)}")


def _open(places: Sequence[CurvePoint]) -> str:
    return "M" + "L".join(f"{number(each.x)} {number(each.y)}" for each in places)


def _closed(places: Sequence[CurvePoint], level: float) -> str:
    """The outline between a run of the curve and a height."""
    first, last = CurvePoint(places[0].x, level), CurvePoint(places[-1].x, level)
    return _open([first, *places, last]) + "Z"
