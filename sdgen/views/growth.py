"""The plots of growth: what each component will be asked for, and when that is more than it has."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

from sdgen.analyses.estimate import Estimate
from sdgen.analyses.growth import Course, Growth, Limit, Loss, Unit, bearable_growth
from sdgen.design.records import Scale
from sdgen.quantity import Dimension, format_number, format_quantity
from sdgen.views.chart import Chart, Panel, Threshold
from sdgen.views.diagram import Tone
from sdgen.views.elements import component_card

MOST_PANELS = 8
MOST_NAMED = 12
"""How many of the components that have no panel a note names."""
LEAST_BEARABLE, MOST_BEARABLE = 0.001, 10.0
"""Growth a year that is worth telling that it can be borne."""

_LOST = {Loss.ZONE: "its worst zone lost", Loss.REPLICA: "a replica lost"}
_DOWN = {
    Loss.ZONE: "down when its zone is lost",
    Loss.REPLICA: "down when its only replica is lost",
}
_NO_GROWTH = (
    "No growth of load is given, so rates stay as they are. Write it under `scale`, such as "
    "`growth: 20%` (a year)."
)
_NO_CAPACITY = "No component has a capacity. Write it for one replica, such as `capacity: 2k/s`."


class _Plot(Struct, frozen=True):
    """What one of the two plots is about, and the words for its limit and for being over it."""

    found: Estimate
    grown: Growth
    dimension: Dimension
    limit: str
    over: str

    @property
    def scale(self) -> Scale:
        scale = self.found.design.scale
        assert scale is not None  # there is no growth without a horizon
        return scale

    @property
    def growing(self) -> bool:
        return self.scale.growth is not None and self.scale.growth.value > 0

    @property
    def horizon(self) -> str:
        return self.scale.horizon.text if self.scale.horizon is not None else ""

    def shown(self, value: float) -> str:
        return format_quantity(value, self.dimension)

    def name(self, course: Course) -> str:
        return self.found.design.components[course.component].name

    def when(self, seconds: float) -> str:
        """``now``, ``in month 14``: the month in which so many seconds are over."""
        if seconds <= 0.0:
            return "now"
        number = math.floor(seconds / self.grown.unit_seconds + 1e-9) + 1
        return f"{'on' if self.grown.unit is Unit.DAY else 'in'} {self.grown.unit.value} {number}"


def rate_chart(found: Estimate, grown: Growth) -> Chart | None:
    """Peak rates and capacities, what is full first in front; None where there is nothing to see:
    no component's rate and capacity are known, and rates that are known do not grow."""
    plot = _Plot(found, grown, Dimension.RATE, "capacity", "over capacity")
    limited = [each for each in grown.rates if each.limit is not None]
    unlimited = [each for each in grown.rates if each.limit is None and max(each.values) > 0]
    drawn = limited or (unlimited if plot.growing else [])
    if not drawn:
        return None
    notes = [_NO_GROWTH] if plot.scale.growth is None else []
    notes += _left_out(plot, drawn[MOST_PANELS:])
    notes += _without_capacity(plot, unlimited) if limited else [_NO_CAPACITY]
    panels = tuple(_rate_panel(plot, each) for each in drawn[:MOST_PANELS])
    return _chart(plot, "Peak rate", drawn, panels, notes)


def storage_chart(found: Estimate, grown: Growth) -> Chart | None:
    """What each store holds, all copies, and its disk; None where no store holds anything known."""
    plot = _Plot(found, grown, Dimension.BYTES, "disk", "disk full")
    if not grown.stores:
        return None
    panels = tuple(_store_panel(plot, each) for each in grown.stores[:MOST_PANELS])
    notes = _left_out(plot, grown.stores[MOST_PANELS:])
    return _chart(plot, "Storage of all copies", grown.stores, panels, notes)


def _chart(
    plot: _Plot, what: str, drawn: Sequence[Course], panels: tuple[Panel, ...], notes: list[str]
) -> Chart:
    found, grown = plot.found, plot.grown
    about = [f"{what} over {plot.horizon}"]
    if plot.growing and plot.scale.growth is not None:
        about.append(f"load growing by {plot.scale.growth.text} a year")
    if found.factor != 1.0:
        about.append(f"at {found.factor:g} times the users")
    if len(found.journeys) < len(found.design.journeys):
        about.append(f"what {' and '.join(found.journeys)} reaches")
    subtitle = f"{', '.join(about)} · {_headline(plot, drawn)}"
    said = [f"{each.card.name}: {each.verdict}; {each.aside}".rstrip("; ") for each in panels]
    return Chart(
        view="growth-rate" if plot.dimension is Dimension.RATE else "growth-storage",
        title=found.design.name,
        subtitle=subtitle,
        dimension=plot.dimension,
        unit=grown.unit.value,
        times=tuple(time / grown.unit_seconds for time in grown.times),
        panels=panels,
        notes=tuple(notes),
        description=". ".join([*said, *(each.rstrip(".") for each in notes)]) + ".",
    )


def _headline(plot: _Plot, drawn: Sequence[Course]) -> str:
    """What runs out first."""
    full = [each for each in drawn if each.limit is not None and each.limit.reached is not None]
    if not full:
        limited = any(each.limit is not None for each in drawn)
        return "nothing runs out" if limited else f"no {plot.limit} to compare with"
    first = full[0]
    assert first.limit is not None
    assert first.limit.reached is not None
    return f"first to run out: {plot.name(first)}, {plot.when(first.limit.reached)}"


def _rate_panel(plot: _Plot, course: Course) -> Panel:
    verdict, tone = _verdict(plot, course)
    thresholds = _threshold(plot, course.limit, plot.limit)
    aside = ""
    if course.lost is not None and course.rest is not None:
        lost = _LOST[course.lost]
        thresholds += _threshold(plot, course.rest, f"{course.lost.value} lost", firm=False)
        if tone is Tone.GOOD and course.rest.reached is not None:
            tone = Tone.WARNING
        aside = _DOWN[course.lost] if course.rest.value <= 0.0 else _rest(plot, course, lost)
    return _panel(plot, course, verdict, tone, aside, thresholds)


def _rest(plot: _Plot, course: Course, lost: str) -> str:
    """How it stands after a loss; nothing where that goes without saying."""
    limit, rest = course.limit, course.rest
    if limit is None or rest is None or limit.reached == 0.0:
        return ""
    if rest.reached is not None:
        return f"with {lost}: over {plot.when(rest.reached)}"
    after = f" after {plot.horizon}" if plot.growing else ""
    return f"with {lost}: {_share(course.values[-1] / rest.value)}{after}"


def _store_panel(plot: _Plot, course: Course) -> Panel:
    store = plot.found.storage.stores[course.component]
    verdict, tone = _verdict(plot, course)
    now, then = plot.shown(course.values[0]), plot.shown(course.values[-1])
    aside = f"{now} now and after {plot.horizon}"
    if now != then:
        aside = f"{now} now, {then} after {plot.horizon}"
    if store.copies > 1:
        aside += f", {store.copies} copies"
    if not store.complete:
        aside += ", more with what is unknown"
    return _panel(plot, course, verdict, tone, aside, _threshold(plot, course.limit, plot.limit))


def _panel(
    plot: _Plot,
    course: Course,
    verdict: str,
    tone: Tone,
    aside: str,
    thresholds: tuple[Threshold, ...],
) -> Panel:
    design = plot.found.design
    return Panel(
        card=component_card(design, design.components[course.component]),
        verdict=verdict,
        tone=tone,
        values=course.values,
        final=plot.shown(course.values[-1]),
        aside=aside,
        thresholds=thresholds,
    )


def _verdict(plot: _Plot, course: Course) -> tuple[str, Tone]:
    limit = course.limit
    if limit is None:
        return f"no {plot.limit} given", Tone.NEUTRAL
    if limit.reached == 0.0:
        return f"{plot.over} now: {_share(course.values[0] / limit.value)}", Tone.BAD
    if limit.reached is not None:
        return f"{plot.over} {plot.when(limit.reached)}", Tone.BAD
    share = f"{_share(course.values[-1] / limit.value)} of {plot.limit}"
    if plot.dimension is not Dimension.RATE or plot.growing:
        return f"lasts: {share} after {plot.horizon}", Tone.GOOD
    bearable = bearable_growth(course, plot.scale)
    if bearable is not None and LEAST_BEARABLE <= bearable <= MOST_BEARABLE:
        share += f": lasts {plot.horizon} at {_share(bearable)} growth a year"
    return share, Tone.GOOD


def _threshold(
    plot: _Plot, limit: Limit | None, words: str, *, firm: bool = True
) -> tuple[Threshold, ...]:
    """The line of a limit; none where there is nothing left."""
    if limit is None or limit.value <= 0.0:
        return ()
    label = f"{words} {plot.shown(limit.value)}"
    if not limit.reached:
        return (Threshold(limit.value, label, firm),)
    crossing = limit.reached / plot.grown.unit_seconds
    when = plot.when(limit.reached).split(" ", 1)[1]
    return (Threshold(limit.value, label, firm, crossing, when),)


def _left_out(plot: _Plot, courses: Sequence[Course]) -> list[str]:
    if not courses:
        return []
    over = sum(each.limit is not None and each.limit.reached is not None for each in courses)
    of_them = f"{over} of them " if len(courses) > 1 else ""
    too = f", {of_them}{plot.over} by then too" if over else ""
    limited = any(each.limit is not None for each in courses)
    measure = f" (share of {plot.limit} after {plot.horizon})" if limited else ""
    named = [
        f"{plot.name(each)} "
        + (
            _share(each.values[-1] / each.limit.value)
            if each.limit
            else plot.shown(each.values[-1])
        )
        for each in courses
    ]
    are = "is" if len(courses) == 1 else "are"
    return [f"{len(courses)} more {are} not drawn{too}{measure}: {_listed(named)}."]


def _without_capacity(plot: _Plot, courses: Sequence[Course]) -> list[str]:
    if not courses:
        return []
    named = []
    for each in courses:
        now, then = plot.shown(each.values[0]), plot.shown(each.values[-1])
        named.append(f"{plot.name(each)} {now}" + (f" to {then}" if then != now else ""))
    return [f"No capacity in operations given: {_listed(named)}."]


def _listed(named: list[str]) -> str:
    more = len(named) - MOST_NAMED
    shown = ", ".join(named[:MOST_NAMED])
    return f"{shown} and {more} more" if more > 0 else shown


def _share(value: float) -> str:
    """A share in whole per cent; a tenth of one where it is small."""
    if value >= 100.0:
        return f"{format_number(value * 100)}%"
    return f"{value:.0%}" if value >= 0.0995 or value == 0.0 else f"{value:.1%}"
