"""``concise``: one line for each finding, as compilers print them and editors read them."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.medium import Medium
from sdgen.report.contents import Report
from sdgen.report.plain import Tint, closing_line, head_line, not_said_text
from sdgen.report.records import LintFormat
from sdgen.report.statistics import text_statistics


def write(report: Report) -> Iterator[str]:
    """A line for each finding, then what the designs do not say, then the totals."""
    tint = Tint(report.colour)
    for each in report.said:
        yield head_line(each, tint)
    yield not_said_text(report, with_help=False)
    yield closing_line(report)


FORMAT = LintFormat(medium=Medium.TEXT, write=write, statistics=text_statistics)
