"""A format of what lint finds: place and code, a line each."""

from collections.abc import Iterator

from sdgen.base.medium import Medium
from sdgen.report.contents import Report
from sdgen.report.records import LintFormat


def write(report: Report) -> Iterator[str]:
    """A line for each finding."""
    for each in report.findings:
        yield f"{each.span.file} {each.span.line} {each.code}\n"


FORMAT = LintFormat(medium=Medium.TEXT, write=write)
