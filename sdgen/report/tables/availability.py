"""``availability``: how available each journey is, against what it promises."""

from __future__ import annotations

from sdgen.analyses.facts import Facts
from sdgen.blocks import Table
from sdgen.quantity.print import format_ratios
from sdgen.report.analysis import calendar_of
from sdgen.report.failing import duration
from sdgen.report.report_table import ReportTable


def make(facts: Facts) -> Table:
    """A row for each journey; columns for objectives where one promises any."""
    year = calendar_of(facts.design).year_seconds
    found = [facts.availability(name) for name in facts.analysed]
    promised = any(each.objective is not None for each in found)
    rows = []
    for each in found:
        goal = () if each.objective is None else (each.objective,)
        shown, *objective = format_ratios(each.value, *goal)
        about = "" if each.exact else "about "
        row = (each.journey, f"{about}{shown}", duration(each.unavailability * year))
        met = "met" if each.meets_objective else "missed"
        verdict = (objective[0], met) if objective else ("none", "")
        rows.append((*row, *(verdict if promised else ())))
    header = (
        "journey",
        "available",
        "down a year",
        *(("objective", "verdict") if promised else ()),
    )
    return Table(header, tuple(rows), text_columns=(0, 4))


TABLE = ReportTable(
    doc="How available each journey is, how long it is down in a year, and whether it meets its "
    "objective.",
    make=make,
)
