"""``concise``: one line for each finding, as compilers print them and editors read them."""

from __future__ import annotations

from sdgen.report.contents import Report
from sdgen.report.formats.full import closing_line
from sdgen.report.plain import Tint, head_line


def write(report: Report) -> str:
    """A line for each finding, then the totals."""
    tint = Tint(report.colour)
    return "".join((*(head_line(each, tint) for each in report.findings), closing_line(report)))
