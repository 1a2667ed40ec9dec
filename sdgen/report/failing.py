"""What takes a journey down, as blocks: alone, together, and how much each event matters."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from sdgen.analyses.analysis import Analysis
from sdgen.analyses.failure.cut_groups import DOMAINS
from sdgen.analyses.failure.events import Event, EventKind
from sdgen.analyses.failure.journeys import JourneyReliability
from sdgen.analyses.failure.point import Cause, PointOfFailure
from sdgen.base.words import and_more, counted, joined, listed
from sdgen.blocks import Block, List, Paragraph, Section, Table
from sdgen.design.records import Design
from sdgen.quantity import Dimension
from sdgen.quantity.print import format_quantity
from sdgen.report.cut_words import cut_words, rest_words
from sdgen.report.naming import BY_IDS, ByIds, place_of, transition_words

TOGETHER = "fail together"
IMPORTANCE = "importance"
LEAST_TIME = 1e-6
"""Seconds in a year or a month: what is down for less is not down at all."""
MOST_POINTS = 12
MOST_GROUPS = 5
"""Kinds of cut sets that are shown."""
FEW_GROUPS = 2
"""Those that are shown where each kind is rare, and all together are not."""
MOST_ROWS = 10
"""Rows that the table of importance has; a line below it says how many more there are."""
LEAST_SHARE = 0.01
"""What takes part in less of the downtime than this is left out."""
LEAST_REST = 0.001
"""Of cut sets that are not told one by one, together."""
MOST_NAMES = 12

WHY = {
    Cause.LOSS: "nothing else does its work",
    Cause.QUORUM: "fewer are left than must be up",
    Cause.CAPACITY: "what is left does not carry the peak",
}
"""Why something that fails takes a journey down, in words."""


# --- alone --------------------------------------------------------------------------------------


def alone(analysis: Analysis, found: JourneyReliability, year: float) -> Iterator[Block]:
    """The single points of failure, then what else takes the journey down alone and is none."""
    if found.points:
        table = _points(analysis, found, year)
        yield Section(f"single points of failure ({len(found.points)})", (table,))
    named = {point.event for point in found.points}
    others = [
        found.events[cut.events[0]]
        for cut in found.cut_sets
        if len(cut.events) == 1 and cut.events[0] not in named
    ]
    if others:
        title = (
            "also down alone with" if found.points else "no single point of failure, but down with"
        )
        rows = [(each.name, what_it_is(each), a_year(each.unavailability, year)) for each in others]
        yield Section(title, (_table(("what fails", "is", "down"), rows, MOST_POINTS, (0, 1)),))
    elif not found.points:
        yield Paragraph("no single point of failure")


def _points(analysis: Analysis, found: JourneyReliability, year: float) -> Table:
    """A row for each, one for instances that fail in the same way."""
    counted_as = {cut.events[0] for cut in found.cut_sets if len(cut.events) == 1}
    alike: dict[tuple[object, ...], list[PointOfFailure]] = {}
    for point in found.points:
        of = point.component if point.kind.value in ("instance", "partial") else point.event
        q = found.events[point.event].unavailability
        key = (of, point.kind, point.share, point.cause, point.out, point.waits, f"{q:.12g}")
        alike.setdefault(key, []).append(point)
    rows = []
    for points in alike.values():
        first = points[0]
        kind = first.kind.value.replace("_", " ")
        if first.share < 1.0:
            kind += f": {format_quantity(first.share, Dimension.RATIO)} of the data"
        why = why_down(first)
        names = [point.event for point in points]
        # what is counted as a failover, or is no outage of the journey, has no time of its own
        down = math.fsum(found.events[name].unavailability for name in names if name in counted_as)
        place = str(place_of(analysis.design, first.event, first.component))
        time = a_year(down, year) if down else ""
        rows.append((alike_in_words(names, found.events), kind, time, why, place))
    header = ("what fails", "kind", "down", "why", "stated at")
    return _table(header, rows, MOST_POINTS, (0, 1, 3, 4))


def why_down(point: PointOfFailure) -> str:
    """Why it takes the journey down, and how long a person takes who has to switch over."""
    if point.out is not None:
        return f"{format_quantity(point.out, Dimension.DURATION)} until a person switches over"
    if point.waits is None or point.cause is Cause.LOSS:
        return WHY[point.cause]
    time = format_quantity(point.waits, Dimension.DURATION)
    return f"out for {time} until a person switches over; then {WHY[point.cause]}"


def what_it_is(event: Event) -> str:
    """What an event is that is no single point of failure, though it takes a journey down alone."""
    if event.kind is EventKind.MANAGED:
        return "managed by its provider"
    return transition_words(event.name) or event.kind.value.replace("_", " ")


def a_year(unavailability: float, year: float) -> str:
    return f"{duration(unavailability * year)} a year"


def duration(seconds: float) -> str:
    """A time that is down on average; less than nobody notices is none."""
    return format_quantity(seconds if seconds >= LEAST_TIME else 0.0, Dimension.DURATION)


def _table(
    header: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    most: int,
    text_columns: tuple[int, ...],
) -> Table:
    """A table that speaks for itself on a terminal, up to so many rows."""
    more = max(0, len(rows) - most)
    return Table(header, tuple(rows[:most]), more, plain=True, text_columns=text_columns)


# --- together -----------------------------------------------------------------------------------


def together(
    design: Design,
    found: JourneyReliability,
    year: float,
    called: ByIds = BY_IDS,
    most: int = MOST_GROUPS,
) -> Iterator[Block]:
    """What takes the journey down by failing at the same time: the likeliest kinds, ``most`` of them,
    each with what it adds to the downtime, and the rest in one row."""
    groups = [each for each in found.cut_groups if each.order > 1]
    least = LEAST_SHARE * found.unavailability
    shown = [each for each in groups if each.probability >= least][:most]
    if not shown and math.fsum(each.probability for each in groups) >= least:
        shown = groups[:FEW_GROUPS]
    said = [(cut_words(design, each, found.cut_sets, called), each.probability) for each in shown]
    rest = groups[len(shown) :]
    others = math.fsum(each.probability for each in rest)
    if shown and others >= LEAST_REST * found.unavailability:
        said.append((rest_words(sum(len(each.cut_sets) for each in rest)), others))
    missing = found.unavailability - math.fsum(each.probability for each in found.cut_sets)
    if found.exact and missing > least:
        said.append((_beyond(found, called), missing))
    if said:
        lines = tuple(f"{words}: {a_year(down, year)}" for words, down in said)
        yield Section(TOGETHER, (List(lines),))


def _beyond(found: JourneyReliability, called: ByIds) -> str:
    """What is in the downtime and in none of the cut sets that are listed."""
    more = f"more than {counted(found.order, 'failure')} at once"
    if not found.rolling:
        return more
    rolling = joined(map(called.component, found.rolling))
    return f"one instance of {rolling} in maintenance and others failing, or {more}"


# --- importance ---------------------------------------------------------------------------------


def importance(found: JourneyReliability) -> Iterator[Block]:
    """The events that matter most; those that matter the same are one row."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for event, m in found.importance.items():
        if m.fussell_vesely >= LEAST_SHARE:
            known = found.events[event]
            of = known.component if known.kind is EventKind.INSTANCE else known.kind.value
            of = of if known.kind is EventKind.INSTANCE or known.kind in DOMAINS else event
            shown = f"{m.fussell_vesely:.2g}", f"{m.birnbaum:.2g}"
            alike.setdefault((of, *shown), []).append(event)
    ranked = sorted(alike.items(), key=lambda each: (-float(each[0][1]), each[0]))
    rows = [
        (alike_in_words(events, found.events), f"{100 * float(share):g}%", birnbaum)
        for (_, share, birnbaum), events in ranked[:MOST_ROWS]
    ]
    left = sum(len(events) for _, events in ranked[MOST_ROWS:])
    # where one event is behind all of it, that has been said
    if rows and (len(rows) > 1 or float(ranked[0][0][1]) < 1.0):
        table = Table(("", "Fussell-Vesely", "Birnbaum"), tuple(rows))
        rest = (Paragraph(f"{and_more(left)}, see -f json"),) if left else ()
        yield Section(IMPORTANCE, (table, *rest))


def alike_in_words(names: Sequence[str], events: Iterable[str], called: ByIds = BY_IDS) -> str:
    """``lb/1``, ``each of the 3 replicas of api``, ``api/2 and 3 alike``, ``use1-a and use1-b``."""
    if len(names) == 1:
        return called.subject(names[0])
    component, slash, _ = names[0].rpartition("/")
    if not slash:
        words = [called.subject(each) for each in names]
        return joined(words) if len(words) <= 3 else listed(words, 3)
    every = sum(name.startswith(f"{component}/") for name in events)
    if every == len(names):
        return f"each of the {every} replicas of {called.component(component)}"
    first = min(names, key=lambda name: (len(name), name))
    return f"{called.subject(first)} and {len(names) - 1} alike"
