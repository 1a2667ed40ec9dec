"""A table for documents: what each component is."""

from sdgen.analyses.facts import Facts
from sdgen.blocks import Table
from sdgen.report.report_table import ReportTable


def make(facts: Facts) -> Table:
    """A row for each component."""
    rows = tuple((each.id, each.kind) for each in facts.components)
    return Table(("component", "kind"), rows, text_columns=(0, 1))


TABLE = ReportTable(doc="Each component with its kind.", make=make)
