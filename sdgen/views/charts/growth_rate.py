"""The growth-rate view: what each component will be asked for at the peak, and when that is more
than it can take."""

from __future__ import annotations

from collections.abc import Sequence

from sdgen.analyses.facts import Facts
from sdgen.analyses.growth import Course, Growth, Loss
from sdgen.base.words import listed
from sdgen.quantity import Dimension
from sdgen.views.chart import Chart, Panel
from sdgen.views.diagram import Tone
from sdgen.views.growth import (
    MOST_NAMED,
    MOST_PANELS,
    Plot,
    certain,
    chart_of,
    grown_of,
    lack,
    left_out,
    no_horizon,
    panel_of,
    percent,
    threshold_of,
    verdict_of,
)
from sdgen.views.view import BuiltInView, Lack

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


def rate_chart(
    facts: Facts, title: str = "Peak rate", journeys: tuple[str, ...] = ()
) -> Chart | None:
    """Peak rates and capacities of what ``journeys`` reach (all by default), what is full first in
    front; None without a horizon, and where there is nothing to see: no component's rate and
    capacity are known, and rates that are known do not grow."""
    grown = grown_of(facts, journeys)
    if grown is None:
        return None
    plot = Plot(facts, journeys, grown, "growth-rate", Dimension.RATE, "capacity", "over capacity")
    limited, unlimited = _courses(grown)
    drawn = limited or (unlimited if plot.growing else [])
    if not drawn:
        return None
    notes = [_NO_GROWTH] if plot.scale.growth is None else []
    notes += left_out(plot, drawn[MOST_PANELS:])
    notes += _without_capacity(plot, unlimited) if limited else [_NO_CAPACITY]
    panels = tuple(_rate_panel(plot, each) for each in drawn[:MOST_PANELS])
    return chart_of(plot, title, drawn, panels, notes)


def no_rates(facts: Facts) -> Lack:
    """For a design whose rates say nothing."""
    return lack(
        facts,
        "no capacity of a component with load, and no growth of load",
        "give components on the way of a journey with a rate their 'capacity', or write under "
        "'scale' how much load grows in a year: 'growth: 20%'",
    )


def _courses(grown: Growth) -> tuple[list[Course], list[Course]]:
    """Those with a capacity, and those without that have load."""
    limited = [each for each in grown.rates if each.limit is not None]
    unlimited = [each for each in grown.rates if each.limit is None and max(each.values) > 0]
    return limited, unlimited


def _rate_panel(plot: Plot, course: Course) -> Panel:
    verdict, tone = verdict_of(plot, course)
    thresholds = threshold_of(plot, course.limit, plot.limit)
    aside = ""
    if course.lost is not None and course.rest is not None:
        lost = _LOST[course.lost]
        thresholds += threshold_of(plot, course.rest, f"{course.lost.value} lost", firm=False)
        if tone is Tone.GOOD and course.rest.reached is not None:
            tone = Tone.WARNING
        aside = _DOWN[course.lost] if course.rest.value <= 0.0 else _rest(plot, course, lost)
    return panel_of(plot, course, verdict, tone, aside, thresholds)


def _rest(plot: Plot, course: Course, lost: str) -> str:
    """How it stands after a loss; nothing where that goes without saying."""
    limit, rest = course.limit, course.rest
    if limit is None or rest is None or limit.reached == 0.0:
        return ""
    if rest.reached is not None:
        return f"with {lost}: over {plot.when(rest.reached)}"
    after = f" after {plot.horizon}" if plot.growing else ""
    return f"with {lost}: {percent(course.values[-1] / rest.value)}{after}"


def _without_capacity(plot: Plot, courses: Sequence[Course]) -> list[str]:
    if not courses:
        return []
    named = []
    for each in courses:
        now, then = plot.shown(each.values[0]), plot.shown(each.values[-1])
        named.append(f"{plot.name(each)} {now}" + (f" to {then}" if then != now else ""))
    return [f"No capacity in operations given: {listed(named, MOST_NAMED)}."]


def _lack(facts: Facts) -> Lack | None:
    if facts.growth is None:
        return no_horizon(facts)
    return no_rates(facts) if rate_chart(facts) is None else None


VIEW = BuiltInView(
    id="growth-rate",
    title="Peak rate",
    doc="When the load of each component exceeds its capacity, up to the horizon.",
    make=lambda facts, title: certain(rate_chart(facts, title)),
    order=6,
    lack=_lack,
)
