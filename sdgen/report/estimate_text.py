"""An estimate for a terminal: aligned columns, as on a whiteboard."""

from __future__ import annotations

from collections.abc import Iterable

from sdgen.analyses.estimate import Estimate
from sdgen.analyses.explanation import Explanation
from sdgen.base.gate import terminal_page
from sdgen.report.estimate_tables import Table, explanation_table, heading, tables
from sdgen.report.table import table


def estimate_text(found: Estimate) -> str:
    """The whole report; ends in a newline."""
    lines = [heading(found)]
    for each in tables(found):
        lines += ["", *_table(each)]
    lines += ["", "assumptions", *(f"  {each}" for each in found.assumptions)]
    return terminal_page(lines)


def explanation_text(explanations: Iterable[Explanation]) -> str:
    """Each figure with its formula and its inputs."""
    blocks = []
    for each in explanations:
        made = explanation_table(each)
        lines = [made.title, *(f"  {note}" for note in made.notes), *table(made.rows, indent=4)]
        blocks.append(terminal_page(lines))
    return "\n".join(blocks)


def _table(each: Table) -> list[str]:
    head = (each.title, *each.header[1:])
    rows = [(f"  {name}", *cells) for name, *cells in each.rows]
    return [*table([head, *rows]), *(f"  {note}" for note in each.notes)]
