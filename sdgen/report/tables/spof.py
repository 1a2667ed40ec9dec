"""``spof``: the single points of failure of all journeys."""

from __future__ import annotations

import math

from sdgen.analyses.facts import Facts
from sdgen.analyses.failure.point import PointKind, PointOfFailure
from sdgen.base.words import joined, listed
from sdgen.blocks import Paragraph, Table
from sdgen.report.analysis import calendar_of
from sdgen.report.failing import duration
from sdgen.report.report_table import ReportTable

MOST_JOURNEYS = 6
"""Names of journeys in a row."""
MOST_ROWS = 30
NONE = "No single point of failure."
OF_A_COMPONENT = (PointKind.INSTANCE, PointKind.PARTIAL)


def make(facts: Facts) -> Table | Paragraph:
    """A row for each zone, region, host or component that takes a journey down alone, the longest
    downtime first; instances of a component that fail alike have one row."""
    year = calendar_of(facts.design).year_seconds
    events: dict[tuple[str, PointKind], dict[str, float]] = {}
    journeys: dict[tuple[str, PointKind], dict[str, None]] = {}
    for journey in facts.analysed:
        logic = facts.failure_logic(journey)
        for point in facts.points_of_failure(journey):
            key = (_subject(point), point.kind)
            down = logic.events[point.event].unavailability
            events.setdefault(key, {})[point.event] = down
            journeys.setdefault(key, {})[journey] = None
    if not events:
        return Paragraph(NONE)
    order = sorted(events, key=lambda key: (-math.fsum(events[key].values()), key))
    rows = tuple(
        (
            _name(key[0], events[key]),
            key[1].value.replace("_", " "),
            duration(math.fsum(events[key].values()) * year),
            _journeys(facts, tuple(journeys[key])),
        )
        for key in order
    )
    more = max(0, len(rows) - MOST_ROWS)
    header = ("what fails", "kind", "down a year", "and takes down")
    return Table(header, rows[:MOST_ROWS], more, text_columns=(0, 1, 3))


def _subject(point: PointOfFailure) -> str:
    of_a_component = point.kind in OF_A_COMPONENT and point.component
    return point.component if of_a_component else point.event


def _name(subject: str, events: dict[str, float]) -> str:
    """What fails; of several instances of a component, that it is each of them."""
    if len(events) > 1:
        return f"each of {len(events)} {subject}"
    return next(iter(events))


def _journeys(facts: Facts, names: tuple[str, ...]) -> str:
    if len(names) == len(facts.analysed) and len(names) > 2:
        return f"all {len(names)} journeys"
    return joined(names) if len(names) <= MOST_JOURNEYS else listed(names, MOST_JOURNEYS)


TABLE = ReportTable(
    doc="What takes a journey down alone, how long it is down in a year, and which journeys.",
    make=make,
)
