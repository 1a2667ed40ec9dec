"""``github``: workflow commands that GitHub Actions turns into annotations.

GitHub shows ten errors and ten warnings of a step: the worst come first, and a notice gives the
totals.
"""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.findings import Finding, Severity, totals, worst_first
from sdgen.base.gate import for_command, for_command_property
from sdgen.base.medium import Medium
from sdgen.report.contents import NOT_SAID, Report, marked
from sdgen.report.records import LintFormat

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write(report: Report) -> Iterator[str]:
    """A command for each finding; nothing where there are none."""
    if not report.findings:
        return
    number = len(report.not_said)
    total = f"{totals(report.findings)}{(number and f'; {number} {NOT_SAID}') or ''}"
    yield f"::notice title=sdgen lint::{for_command(total)}\n"
    for each in worst_first(report.findings):
        yield f"{_command(each, report.path(each))}\n"


def _command(finding: Finding, path: str) -> str:
    span = finding.span
    places = {"file": path, "line": span.line, "col": span.column}
    if span.end_line == span.line and span.end_column > span.column:
        places |= {"endLine": span.end_line, "endColumn": span.end_column}
    places["title"] = f"{finding.code} {finding.name}"
    said = ",".join(f"{key}={for_command_property(str(value))}" for key, value in places.items())
    message = marked(finding)
    text = f"{message}\n{finding.help}" if finding.help else message
    return f"::{COMMANDS[finding.severity]} {said}::{for_command(text)}"


FORMAT = LintFormat(medium=Medium.COMMANDS, write=write)
