"""An estimate as Markdown, to paste into a design document."""

from __future__ import annotations

from collections.abc import Iterable

from sdgen.analyses.estimate import Estimate
from sdgen.analyses.explanation import Explanation
from sdgen.base.gate import for_markdown
from sdgen.report.estimate_tables import Table, explanation_table, heading, tables


def estimate_markdown(found: Estimate) -> str:
    """The whole report; ends in a newline."""
    lines = [f"# {for_markdown(heading(found))}"]
    for each in tables(found):
        lines += ["", f"## {for_markdown(each.title.capitalize())}", "", *_table(each)]
    lines += ["", "## Assumptions", "", *(f"- {for_markdown(each)}" for each in found.assumptions)]
    return "\n".join(lines) + "\n"


def explanation_markdown(explanations: Iterable[Explanation]) -> str:
    """Each figure with its formula and its inputs."""
    lines: list[str] = []
    for each in explanations:
        made = explanation_table(each)
        lines += [*([""] if lines else []), f"## {for_markdown(made.title)}", "", *_table(made)]
    return "\n".join(lines) + "\n"


def _table(each: Table) -> list[str]:
    lines = []
    if each.rows:
        marks = ("---", *("---:" for _ in each.header[1:]))
        lines = [_row(each.header), _row(marks), *(_row(row) for row in each.rows)]
    if each.notes:
        lines += [
            *([""] if lines else []),
            *(f"- {for_markdown(note, begins_block=True)}" for note in each.notes),
        ]
    return lines


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(for_markdown(cell) for cell in cells)} |"
