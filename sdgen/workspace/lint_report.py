"""What came of linting, as a report in one of the formats."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen import __version__
from sdgen.base.errors import WrongUsageError
from sdgen.report import (
    format_names,
    has_statistics,
    report_parts,
    statistics_formats,
    write_statistics,
)
from sdgen.report.contents import Report
from sdgen.rules import all_rules
from sdgen.workspace.lint_result import LintResult
from sdgen.workspace.paths import path_in_repository


def lint_report(
    result: LintResult, format: str, *, colour: bool = False, statistics: bool = False
) -> Iterator[str]:
    """The report, part by part; ``statistics`` only count the findings of each rule. Raises
    ValueError for a format that does not exist, WrongUsageError for one without statistics."""
    findings = result.findings
    report = Report(
        findings=findings,
        files=tuple(each.name for each in result.designs),
        texts=result.texts,
        paths={file: path_in_repository(file) for file in {each.span.file for each in findings}},
        rules=all_rules(),
        colour=colour,
        suppressed=sum(each.suppressed for each in result.designs),
        version=__version__,
    )
    if not statistics:
        return report_parts(format, report)
    if format in format_names() and not has_statistics(format):
        counting = ", ".join(statistics_formats())
        raise WrongUsageError(f"--statistics is written in {counting}, not {format}")
    return iter((write_statistics(format, report),))
