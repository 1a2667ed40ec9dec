"""``decisions``: what was decided, why, and what was not taken."""

from __future__ import annotations

from sdgen.analyses.facts import Facts
from sdgen.base.span import Span
from sdgen.base.words import joined
from sdgen.blocks import Table
from sdgen.design.records import Decision
from sdgen.report.report_table import ReportTable
from sdgen.views.view import Lack

OPEN = "open"


def make(facts: Facts) -> Table:
    """A row for each decision, in the order of the file."""
    header = ("question", "choice", "because", "instead of")
    rows = tuple(_row(each) for each in facts.design.decisions.values())
    return Table(header, rows, text_columns=(0, 1, 2, 3))


def _row(decision: Decision) -> tuple[str, ...]:
    others = joined(name for name in decision.options if name != decision.choice)
    if decision.choice:
        return (decision.question, decision.choice, decision.because, others)
    return (
        decision.question,
        OPEN,
        decision.because,
        f"to choose from: {others}" if others else "",
    )


def _lack(facts: Facts) -> Lack | None:
    if facts.design.decisions:
        return None
    help = "write each question with its options, the choice and why under 'decisions'"
    return Lack("the design has no decisions", help, Span.whole(facts.design.path))


TABLE = ReportTable(
    doc="Each decision with the choice, why it was made, and the options that were not taken.",
    make=make,
    lack=_lack,
)
