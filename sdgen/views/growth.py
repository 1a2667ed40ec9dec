"""What the two plots of growth share: when each component will be asked for more than it has, in
words, figures and lines."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

from sdgen.analyses.facts import Facts
from sdgen.analyses.growth import Course, Growth, Limit, Unit, bearable_growth, growth
from sdgen.base.span import Span
from sdgen.base.words import by_number, in_one_line, joined, listed
from sdgen.design.records import Design, Scale
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_number, format_quantity
from sdgen.views.chart import Chart, Panel, Threshold
from sdgen.views.diagram import Tone
from sdgen.views.elements import component_card
from sdgen.views.view import Lack

MOST_PANELS = 8
MOST_NAMED = 12
"""How many of the components that have no panel a note names."""
LEAST_BEARABLE, MOST_BEARABLE = 0.001, 10.0
"""Growth a year that is worth telling that it can be borne."""

DEFAULT_HORIZON = "5y"
"""What a design without a horizon is advised to write."""


def grown_of(facts: Facts, journeys: tuple[str, ...] = ()) -> Growth | None:
    """The courses of what these journeys reach, of all by default; None without a horizon."""
    if not journeys:
        return facts.growth
    from sdgen.analyses.estimate import components_of

    return growth(facts, components_of(facts, journeys))


def lack(facts: Facts, message: str, help: str) -> Lack:
    """What the design does not say, to be written under ``scale`` or at the top."""
    scale = facts.design.scale
    span = Span.whole(facts.design.path) if scale is None else scale.span
    return Lack(message, help, span)


def no_horizon(facts: Facts) -> Lack:
    """For a design that does not say how far ahead it looks."""
    help = f"write under 'scale' how far ahead the design must last: 'horizon: {DEFAULT_HORIZON}'"
    return lack(facts, "there is no horizon to plot to", help)


def certain(chart: Chart | None) -> Chart:
    """The chart of a view of which its ``lack`` has said that the design has it."""
    assert chart is not None
    return chart


class Plot(Struct, frozen=True):
    """What one of the two plots is about, and the words for its limit and for being over it.
    ``journeys`` are those to speak of, none for all."""

    facts: Facts
    journeys: tuple[str, ...]
    grown: Growth
    view: str
    dimension: Dimension
    limit: str
    over: str

    @property
    def design(self) -> Design:
        return self.facts.design

    @property
    def scale(self) -> Scale:
        scale = self.design.scale
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
        return in_one_line(self.design.components[course.component].name)

    def when(self, seconds: float) -> str:
        """``now``, ``in month 14``: the month in which so many seconds are over."""
        if seconds <= 0.0:
            return "now"
        return f"{'on' if self.grown.unit is Unit.DAY else 'in'} {self.period(seconds)}"

    def period(self, seconds: float) -> str:
        """``month 14``: the month in which so many seconds are over."""
        number = math.floor(seconds / self.grown.unit_seconds + 1e-9) + 1
        return f"{self.grown.unit.value} {number}"


def chart_of(
    plot: Plot, what: str, drawn: Sequence[Course], panels: tuple[Panel, ...], notes: list[str]
) -> Chart:
    """The chart of ``panels``, the first of ``drawn``; ``what`` are the figures called."""
    design, grown = plot.design, plot.grown
    about = [f"{what} over {plot.horizon}"]
    if plot.growing and plot.scale.growth is not None:
        about.append(f"load growing by {plot.scale.growth.text} a year")
    factor = plot.facts.scenario.users
    if factor != 1.0:
        about.append(f"at {factor:g} times the users")
    named = [name for name in design.journeys if name in plot.journeys]
    if named and len(named) < len(design.journeys):
        about.append(f"what {joined(named)} reaches")
    subtitle = f"{', '.join(about)} · {_headline(plot, drawn)}"
    said = [f"{each.card.name}: {each.verdict}; {each.aside}".rstrip("; ") for each in panels]
    return Chart(
        view=plot.view,
        title=design.name,
        subtitle=subtitle,
        dimension=plot.dimension,
        unit=grown.unit.value,
        times=tuple(time / grown.unit_seconds for time in grown.times),
        panels=panels,
        notes=tuple(notes),
        description=". ".join([*said, *(each.rstrip(".") for each in notes)]) + ".",
    )


def _headline(plot: Plot, drawn: Sequence[Course]) -> str:
    """What runs out first."""
    full = [each for each in drawn if each.limit is not None and each.limit.reached is not None]
    if not full:
        limited = any(each.limit is not None for each in drawn)
        return "nothing runs out" if limited else f"no {plot.limit} to compare with"
    first = full[0]
    assert first.limit is not None
    assert first.limit.reached is not None
    return f"first to run out: {plot.name(first)}, {plot.when(first.limit.reached)}"


def panel_of(
    plot: Plot,
    course: Course,
    verdict: str,
    tone: Tone,
    aside: str,
    thresholds: tuple[Threshold, ...],
) -> Panel:
    """The panel of a component's course."""
    design = plot.design
    return Panel(
        card=component_card(design, design.components[course.component]),
        verdict=verdict,
        tone=tone,
        values=course.values,
        final=plot.shown(course.values[-1]),
        aside=aside,
        thresholds=thresholds,
    )


def verdict_of(plot: Plot, course: Course) -> tuple[str, Tone]:
    """Whether the component lasts, in a few words."""
    limit = course.limit
    if limit is None:
        return f"no {plot.limit} given", Tone.NEUTRAL
    if limit.reached == 0.0:
        return f"{plot.over} now: {percent(course.values[0] / limit.value)}", Tone.BAD
    if limit.reached is not None:
        return f"{plot.over} {plot.when(limit.reached)}", Tone.BAD
    share = f"{percent(course.values[-1] / limit.value)} of {plot.limit}"
    if plot.dimension is not Dimension.RATE or plot.growing:
        return f"lasts: {share} after {plot.horizon}", Tone.GOOD
    bearable = bearable_growth(course, plot.scale)
    if bearable is not None and LEAST_BEARABLE <= bearable <= MOST_BEARABLE:
        share += f": lasts {plot.horizon} at {percent(bearable)} growth a year"
    return share, Tone.GOOD


def threshold_of(
    plot: Plot, limit: Limit | None, words: str, *, firm: bool = True
) -> tuple[Threshold, ...]:
    """The line of a limit; none where there is nothing left."""
    if limit is None or limit.value <= 0.0:
        return ()
    label = f"{words} {plot.shown(limit.value)}"
    if not limit.reached:
        return (Threshold(limit.value, label, firm),)
    crossing = limit.reached / plot.grown.unit_seconds
    return (Threshold(limit.value, label, firm, crossing, plot.period(limit.reached)),)


def left_out(plot: Plot, courses: Sequence[Course]) -> list[str]:
    """The note about components that have no panel; none where all have one."""
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
            percent(each.values[-1] / each.limit.value)
            if each.limit
            else plot.shown(each.values[-1])
        )
        for each in courses
    ]
    are = by_number(len(courses), "is", "are")
    return [f"{len(courses)} more {are} not drawn{too}{measure}: {listed(named, MOST_NAMED)}."]


def percent(value: float) -> str:
    """A share in whole per cent; a tenth of one where it is small."""
    if value >= 100.0:
        return f"{format_number(value * 100)}%"
    if 0.0 < value < 0.0005:
        return "<0.1%"
    return f"{value:.0%}" if value >= 0.0995 or value == 0.0 else f"{value:.1%}"
