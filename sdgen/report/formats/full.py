"""``full``: for people. Where, what, the line with a caret, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.medium import Medium
from sdgen.report.contents import Report
from sdgen.report.plain import closing_line, finding_text, not_said_text
from sdgen.report.records import LintFormat
from sdgen.report.statistics import text_statistics


def write(report: Report) -> Iterator[str]:
    """Every finding with its excerpt, then what the designs do not say, then the totals."""
    for each in report.said:
        yield finding_text(each, report.texts.get(each.span.file), colour=report.colour)
    yield not_said_text(report, with_help=True)
    yield closing_line(report)


FORMAT = LintFormat(medium=Medium.TEXT, write=write, statistics=text_statistics, excerpts=True)
