"""An analysis as an engineer reads it: per journey what it promises, what breaks it, what helps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sdgen.analyses.analysis import Analysis, JourneyAnalysis
from sdgen.analyses.failure_logic import Assumption
from sdgen.analyses.journey_reliability import CutSet, JourneyReliability
from sdgen.base.gate import terminal_page
from sdgen.quantity import Calendar, Dimension, format_number, format_quantity, format_ratios
from sdgen.report.analysis_json import place_of
from sdgen.report.table import table

MOST_CUT_SETS = 10
"""Cut sets that are shown of each order."""
MOST_EVENTS = 10
"""Events that the table of importance shows."""
MOST_POINTS = 30
MOST_NAMES = 12

STANDING_ASSUMPTION = (
    "Failures are independent, but for failure domains, common causes and switch-overs that the "
    "design names; availability is that of the steady state."
)


def analysis_text(analysis: Analysis) -> str:
    """The whole report; ends in a newline."""
    design = analysis.design
    lines = [f"{design.name} ({design.path})"]
    if analysis.implicit:
        lines.append("no journeys are given: every call of each client counts as one")
    calendar = _calendar(analysis)
    for each in analysis.journeys:
        lines += ["", *_journey(analysis, each, calendar)]
    lines += ["", *assumption_lines(analysis)]
    return terminal_page(lines)


def assumption_lines(analysis: Analysis) -> list[str]:
    """What was taken for granted, each once, with all that it was taken of."""
    lines = ["assumptions", f"  {STANDING_ASSUMPTION}"]
    lines += [f"  {statement}: {names}" for statement, names in _grouped(analysis.assumptions)]
    lines += [f"  {each}" for each in analysis.load_assumptions]
    return lines


def percentage(ratio: float) -> str:
    """A ratio with as many nines as it takes to show what is missing."""
    return format_quantity(ratio, Dimension.RATIO)


def listed(names: Sequence[str], most: int = MOST_NAMES) -> str:
    """Names with commas, the last ones counted where there are many."""
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most} more"


def _calendar(analysis: Analysis) -> Calendar:
    usual, scale = Calendar(), analysis.design.scale
    month = scale.month.value if scale is not None and scale.month is not None else None
    year = scale.year.value if scale is not None and scale.year is not None else None
    return Calendar(month or usual.month_seconds, year or usual.year_seconds)


def _journey(analysis: Analysis, each: JourneyAnalysis, calendar: Calendar) -> Iterator[str]:
    found = each.reliability
    yield f"{found.journey}: {_availability(found)}"
    down = 1.0 - found.availability
    yield (
        f"  down {_duration(down * calendar.year_seconds)} a year, "
        f"{_duration(down * calendar.month_seconds)} a month"
    )
    if found.objective is not None:
        yield f"  {_objective(found)}"
    yield from _points(analysis, found)
    yield from _cut_sets(found)
    yield from _importance(found)
    if each.improvements:
        yield "  what helps most"
        for change in each.improvements:
            yield f"    {change.text}: {_raised(found.availability, change.availability)}"


def _raised(before: float, after: float) -> str:
    """``99.91% -> 99.97%``, with as many digits as it takes to see the difference."""
    return " -> ".join(format_ratios(before, after))


def _availability(found: JourneyReliability) -> str:
    shown = f"{_beside_objective(found)[0]} available"
    if found.exact:
        return shown
    low, high = found.interval
    return (
        f"about {shown}, too tangled to be exact: {percentage(low)} to {percentage(high)} by "
        f"simulation (99% confidence), proven to be at most {percentage(found.highest)}"
    )


def _beside_objective(found: JourneyReliability) -> tuple[str, ...]:
    """The availability, and the objective if there is one, with digits to tell them apart."""
    if found.objective is None:
        return format_ratios(found.availability)
    return format_ratios(found.availability, found.objective)


def _duration(seconds: float) -> str:
    return format_quantity(seconds, Dimension.DURATION)


def _objective(found: JourneyReliability) -> str:
    objective = _beside_objective(found)[-1]
    if found.meets_objective:
        return f"objective {objective}: met"
    allowed = 1.0 - (found.objective or 0.0)
    missed = f"objective {objective}: missed"
    if allowed <= 0.0:
        return missed
    times = format_number((1.0 - found.availability) / allowed)
    return f"{missed}, {times} times the downtime that it allows"


def _points(analysis: Analysis, found: JourneyReliability) -> Iterator[str]:
    if not found.points:
        others = [cut.events[0] for cut in found.cut_sets if len(cut.events) == 1]
        why = f"; {listed(others)}: managed or a switch-over, no instance" if others else ""
        yield f"  no single point of failure{why}"
        return
    yield f"  single points of failure ({len(found.points)})"
    rows = []
    for point in found.points[:MOST_POINTS]:
        kind = point.kind.value.replace("_", " ")
        if point.share < 1.0:
            kind += f": {percentage(point.share)} of the data"
        rows.append((point.event, kind, str(place_of(analysis, point.event, point.component))))
    yield from table(rows, indent=4)
    yield from _more(len(found.points) - MOST_POINTS)


def _cut_sets(found: JourneyReliability) -> Iterator[str]:
    """By order; orders above those listed are only counted."""
    by_order: dict[int, list[CutSet]] = {}
    for cut in found.cut_sets:
        by_order.setdefault(len(cut.events), []).append(cut)
    for order, cuts in sorted(by_order.items()):
        yield f"  cut sets of {_events(order)} ({len(cuts)})"
        rows = [(" + ".join(c.events), f"{c.probability:.2g}") for c in cuts[:MOST_CUT_SETS]]
        yield from table(rows, indent=4)
        yield from _more(len(cuts) - MOST_CUT_SETS)
    if not by_order:
        yield f"  no cut sets of up to {_events(found.order)}"
    higher = {order: n for order, n in found.cut_set_counts.items() if order > found.order}
    if higher:
        number = sum(higher.values())
        sets = "1 cut set" if number == 1 else f"{number} cut sets"
        least, most = min(higher), max(higher)
        of = _events(most) if least == most else f"{least} to {most} events"
        yield f"  beyond: {sets} of {of}"


def _events(number: int) -> str:
    return "1 event" if number == 1 else f"{number} events"


def _importance(found: JourneyReliability) -> Iterator[str]:
    """The events that matter most; instances that matter the same are one row."""
    if not found.importance:
        return
    yield "  importance"
    alike: dict[tuple[str, ...], list[str]] = {}
    for event, m in found.importance.items():
        measures = tuple(f"{value:.3g}" for value in (m.criticality, m.fussell_vesely, m.birnbaum))
        component = event.rpartition("/")[0] or event
        alike.setdefault((component, *measures), []).append(event)
    ranked = sorted(alike.items(), key=lambda each: (-float(each[0][1]), each[0]))
    rows = [("event", "criticality", "Fussell-Vesely", "Birnbaum")]
    for (_, criticality, union, gain), events in ranked[:MOST_EVENTS]:
        rows.append((_alike(events), criticality, union, gain))
    yield from table(rows, indent=4)
    yield from _more(sum(len(events) for _, events in ranked[MOST_EVENTS:]))


def _alike(events: list[str]) -> str:
    """``lb/1`` with how many others are like it."""
    first = min(events, key=lambda event: (len(event), event))
    return first if len(events) == 1 else f"{first} and {len(events) - 1} alike"


def _more(number: int) -> Iterator[str]:
    if number > 0:
        yield f"    ... and {number} more"


def _grouped(assumptions: Iterable[Assumption]) -> Iterator[tuple[str, str]]:
    """Each statement with the subjects that it is made of."""
    subjects: dict[str, list[str]] = {}
    for each in sorted(assumptions):
        subjects.setdefault(each.statement, []).append(each.subject)
    for statement, names in subjects.items():
        yield statement, listed(names)
