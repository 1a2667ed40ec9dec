"""``json``: an array with one object for each finding, one a line, for scripts."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.edit import Edit
from sdgen.base.findings import Finding
from sdgen.base.medium import Medium
from sdgen.report.contents import Report, json_array
from sdgen.report.records import LintFormat
from sdgen.report.statistics import json_statistics


def write(report: Report) -> Iterator[str]:
    """The findings as JSON; ``[]`` where there are none. Keys are only ever added."""
    pairs = zip(report.findings, report.fingerprints(), strict=True)
    yield from json_array(_item(each, fingerprint) for each, fingerprint in pairs)
    yield "\n"


def _item(finding: Finding, fingerprint: str) -> dict[str, object]:
    span = finding.span
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "help": finding.help,
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "at": finding.at,
        "journeys": list(finding.journeys),
        "fingerprint": fingerprint,
        "fix": [_edit(edit) for edit in finding.fix],
        "not_said": finding.not_said,
        "parts": [_part(part) for part in finding.parts],
    }


def _part(finding: Finding) -> dict[str, object]:
    """One of the places that a finding about several speaks of."""
    span = finding.span
    return {
        "at": finding.at,
        "message": finding.message,
        "help": finding.help,
        "file": span.file,
        "line": span.line,
        "column": span.column,
    }


def _edit(edit: Edit) -> dict[str, object]:
    """What to write instead of the text from here to there, the end exclusive."""
    span = edit.span
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "text": edit.text,
    }


FORMAT = LintFormat(medium=Medium.JSON, write=write, statistics=json_statistics)
