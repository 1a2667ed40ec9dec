"""``gitlab``: a code quality report, which GitLab shows in merge requests."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.findings import Finding, Severity
from sdgen.base.medium import Medium
from sdgen.report.contents import Report, json_array, with_help
from sdgen.report.records import LintFormat

SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}


def write(report: Report) -> Iterator[str]:
    """A JSON array; the fingerprint of a finding stays the same when lines move."""
    pairs = zip(report.findings, report.fingerprints(), strict=True)
    yield from json_array(_item(each, report.path(each), name) for each, name in pairs)
    yield "\n"


def _item(finding: Finding, path: str, fingerprint: str) -> dict[str, object]:
    line = finding.span.line
    return {
        "description": with_help(finding),
        "check_name": finding.code,
        "fingerprint": fingerprint,
        "severity": SEVERITIES[finding.severity],
        "location": {"path": path, "lines": {"begin": line, "end": line}},
    }


FORMAT = LintFormat(medium=Medium.JSON, write=write)
