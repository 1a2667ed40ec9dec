"""``json``: an array with one object for each finding, for scripts."""

from __future__ import annotations

from sdgen.report.contents import Report


def write(report: Report) -> str:
    """The findings as JSON; ``[]`` where there are none. Keys are only ever added."""
    import json

    items = [
        {
            "code": each.code,
            "name": each.name,
            "severity": each.severity.value,
            "message": each.message,
            "help": each.help,
            "file": each.span.file,
            "line": each.span.line,
            "column": each.span.column,
            "end_line": each.span.end_line,
            "end_column": each.span.end_column,
            "at": each.at,
            "journeys": list(each.journeys),
            "fingerprint": fingerprint,
        }
        for each, fingerprint in zip(report.findings, report.fingerprints(), strict=True)
    ]
    return json.dumps(items, indent=2, ensure_ascii=True) + "\n"
