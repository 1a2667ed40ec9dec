"""``gitlab``: a code quality report, which GitLab shows in merge requests."""

from __future__ import annotations

from sdgen.findings import Severity
from sdgen.report.contents import Report

SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}


def write(report: Report) -> str:
    """A JSON array; the fingerprint of a finding stays the same when lines move."""
    import json

    items = [
        {
            "description": f"{each.message}. {each.help}" if each.help else each.message,
            "check_name": each.code,
            "fingerprint": fingerprint,
            "severity": SEVERITIES[each.severity],
            "location": {
                "path": report.path(each),
                "lines": {"begin": each.span.line, "end": each.span.line},
            },
        }
        for each, fingerprint in zip(report.findings, report.fingerprints(), strict=True)
    ]
    return json.dumps(items, indent=2) + "\n"
