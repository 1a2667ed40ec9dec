"""An analysis as blocks, as an engineer reads it: per journey what it promises, what breaks it, what helps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sdgen.analyses.analysis import Analysis, JourneyAnalysis
from sdgen.analyses.failure.certain import always_down, never_to_fail
from sdgen.analyses.failure.events import Assumption, EventKind
from sdgen.analyses.failure.journeys import CutSet, JourneyReliability
from sdgen.analyses.failure.point import Cause
from sdgen.base.words import counted, listed
from sdgen.blocks import Block, List, Page, Paragraph, Section, Table
from sdgen.quantity import Calendar, Dimension, format_number, format_quantity, format_ratios
from sdgen.report.analysis_json import place_of

MOST_CUT_SETS = 10
"""Cut sets that are shown of each order."""
MOST_EVENTS = 10
"""Events that the table of importance shows."""
MOST_POINTS = 30
MOST_NAMES = 12
WHY = {
    Cause.LOSS: "nothing else does its work",
    Cause.QUORUM: "fewer are left than must be up",
    Cause.CAPACITY: "what is left does not carry the peak",
}
"""Why something that fails takes a journey down, in words."""

STANDING_ASSUMPTION = (
    "Failures are independent, but for failure domains, common causes and failovers that the "
    "design names; availability is that of the steady state."
)


def analysis_page(analysis: Analysis) -> Page:
    """The whole report."""
    design = analysis.design
    blocks: list[Block] = []
    if analysis.implicit:
        blocks.append(Paragraph("no journeys are given: every call of each client counts as one"))
    calendar = _calendar(analysis)
    blocks += [_journey(analysis, each, calendar) for each in analysis.journeys]
    blocks.append(Section("assumptions", (List(tuple(assumption_lines(analysis))),)))
    return Page(f"{design.name} ({design.path})", tuple(blocks))


def assumption_lines(analysis: Analysis) -> list[str]:
    """What was taken for granted, each once, with all that it was taken of."""
    lines = [STANDING_ASSUMPTION]
    lines += [f"{statement}: {names}" for statement, names in _grouped(analysis.assumptions)]
    never = {each.name: each for part in analysis.journeys for each in part.reliability.never}
    if never:
        names = tuple(never_to_fail(analysis.design, never.values()))
        lines.append(f"taken never to fail: {listed(names, MOST_NAMES)}")
    return [*lines, *analysis.load_assumptions]


def percentage(ratio: float) -> str:
    """A ratio with as many nines as it takes to show what is missing."""
    return format_quantity(ratio, Dimension.RATIO)


def _calendar(analysis: Analysis) -> Calendar:
    usual, scale = Calendar(), analysis.design.scale
    month = scale.month.value if scale is not None and scale.month is not None else None
    year = scale.year.value if scale is not None and scale.year is not None else None
    return Calendar(month or usual.month_seconds, year or usual.year_seconds)


def _journey(analysis: Analysis, each: JourneyAnalysis, calendar: Calendar) -> Section:
    found = each.reliability
    down = 1.0 - found.availability
    blocks: list[Block] = [
        Paragraph(
            f"down {_duration(down * calendar.year_seconds)} a year, "
            f"{_duration(down * calendar.month_seconds)} a month"
        )
    ]
    if found.objective is not None:
        blocks.append(Paragraph(_objective(found)))
    if found.always:
        names = listed(tuple(always_down(analysis.design, found.always)), MOST_NAMES)
        blocks.append(Paragraph(f"always down: {names}"))
    blocks += [_points(analysis, found), *_cut_sets(found), *_importance(found)]
    if each.improvements:
        changes = tuple(
            f"{change.text}: {_raised(found.availability, change.availability)}"
            for change in each.improvements
        )
        blocks.append(Section("what helps most", (List(changes),)))
    return Section(f"{found.journey}: {_availability(found)}", tuple(blocks), is_name=True)


def _raised(before: float, after: float) -> str:
    """``99.91% -> 99.97%``, with as many digits as it takes to see the difference."""
    return " -> ".join(format_ratios(before, after))


def _availability(found: JourneyReliability) -> str:
    shown = f"{_beside_objective(found)[0]} available"
    if found.exact:
        return shown
    low, high = found.interval
    return (
        f"about {shown}, too complex for an exact result: {percentage(low)} to {percentage(high)} by "
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


def _points(analysis: Analysis, found: JourneyReliability) -> Block:
    if not found.points:
        others = [cut.events[0] for cut in found.cut_sets if len(cut.events) == 1]
        why = (
            f"; {listed(others, MOST_NAMES)}: managed, a failover or maintenance, no instance"
            if others
            else ""
        )
        return Paragraph(f"no single point of failure{why}")
    rows = []
    for point in found.points[:MOST_POINTS]:
        kind = point.kind.value.replace("_", " ")
        if point.share < 1.0:
            kind += f": {percentage(point.share)} of the data"
        place = str(place_of(analysis, point.event, point.component))
        why = WHY[point.cause]
        if point.out is not None:
            why = f"{_duration(point.out)} until a person switches over"
        rows.append((point.event, kind, why, place))
    header = ("what fails", "kind", "why", "stated at")
    made = _plain(header, rows, len(found.points), (0, 1, 2, 3))
    return Section(f"single points of failure ({len(found.points)})", (made,))


def _plain(
    header: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    number: int,
    text_columns: tuple[int, ...] = (0,),
) -> Table:
    """The rows shown, of so many, as a table that speaks for itself on a terminal."""
    more = max(0, number - len(rows))
    return Table(header, tuple(rows), more, plain=True, text_columns=text_columns)


_MILLION = 1_000_000


def _cut_sets(found: JourneyReliability) -> Iterator[Block]:
    """By order; orders above those listed are only counted."""
    by_order: dict[int, list[CutSet]] = {}
    for cut in found.cut_sets:
        by_order.setdefault(len(cut.events), []).append(cut)
    for order, cuts in sorted(by_order.items()):
        rows = [(" + ".join(c.events), f"{c.probability:.2g}") for c in cuts[:MOST_CUT_SETS]]
        made = _plain(("fail together", "probability"), rows, len(cuts))
        yield Section(f"cut sets of {counted(order, 'event')} ({len(cuts)})", (made,))
    if not by_order:
        yield Paragraph(f"no cut sets of up to {counted(found.order, 'event')}")
    higher = {order: n for order, n in found.cut_set_counts.items() if order > found.order}
    if higher:
        number = sum(higher.values())
        # of so many nobody wants to know the last
        sets = "more than a million cut sets" if number > _MILLION else counted(number, "cut set")
        least, most = min(higher), max(higher)
        of = counted(most, "event") if least == most else f"{least} to {most} events"
        yield Paragraph(f"beyond: {sets} of {of}")


def _importance(found: JourneyReliability) -> Iterator[Block]:
    """The events that matter most; instances that matter the same are one row."""
    if not found.importance:
        return
    alike: dict[tuple[str, ...], list[str]] = {}
    for event, m in found.importance.items():
        measures = tuple(f"{value:.3g}" for value in (m.criticality, m.fussell_vesely, m.birnbaum))
        known = found.events[event]
        of = known.component if known.kind is EventKind.INSTANCE else event
        alike.setdefault((of, *measures), []).append(event)
    ranked = sorted(alike.items(), key=lambda each: (-float(each[0][1]), each[0]))
    rows = tuple((_alike(events), *key[1:]) for key, events in ranked[:MOST_EVENTS])
    header = ("event", "criticality", "Fussell-Vesely", "Birnbaum")
    more = sum(len(events) for _, events in ranked[MOST_EVENTS:])
    yield Section("importance", (Table(header, rows, more),))


def _alike(events: list[str]) -> str:
    """``lb/1`` with how many others are like it."""
    first = min(events, key=lambda event: (len(event), event))
    return first if len(events) == 1 else f"{first} and {len(events) - 1} alike"


def _grouped(assumptions: Iterable[Assumption]) -> Iterator[tuple[str, str]]:
    """Each statement with the subjects that it is made of."""
    subjects: dict[str, list[str]] = {}
    for each in sorted(assumptions):
        subjects.setdefault(each.statement, []).append(each.subject)
    for statement, names in subjects.items():
        yield statement, listed(names, MOST_NAMES)
