"""``sarif``: SARIF 2.1.0, as GitHub code scanning reads it.

Paths are from the root of the repository; a result is the one line that its key stands on; our own
stable id is a partial fingerprint of our own name, since GitHub computes ``primaryLocationLineHash``
itself. What is accepted is left out: GitHub shows suppressed results as open.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sdgen.base.edit import Edit, by_file
from sdgen.base.findings import Finding, Severity
from sdgen.base.gate import for_json, for_uri
from sdgen.base.medium import Medium
from sdgen.lint.page import markdown_page
from sdgen.lint.rule import Rule
from sdgen.project import REPOSITORY
from sdgen.report.contents import NOT_SAID, Report, json_array, with_help
from sdgen.report.records import LintFormat

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

Json = dict[str, Any]


def write(report: Report) -> Iterator[str]:
    """The report as one SARIF run, one result a line."""
    described = _descriptors(report)
    places = {each["id"]: at for at, each in enumerate(described)}
    driver: Json = {"name": "sdgen", "informationUri": REPOSITORY}
    if report.version:
        driver["semanticVersion"] = report.version
    driver["rules"] = described
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "sdgen/lint/"},
        "columnKind": "unicodeCodePoints",
    }
    head = for_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)
    pairs = zip(report.findings, report.fingerprints(), strict=True)
    yield head.removesuffix(_END) + ',\n      "results": '
    yield from json_array(
        _result(finding, report, places[finding.code], fingerprint)
        for finding, fingerprint in pairs
    )
    yield _END + "\n"


_END = "\n    }\n  ]\n}"
"""How the text ends behind the last part of the only run."""


def _descriptors(report: Report) -> list[Json]:
    """A description of every code that has a result, sorted by code."""
    rules = {rule.code: rule for rule in report.rules}
    found = {finding.code: finding for finding in reversed(report.findings)}
    return [
        _of_rule(rules[code]) if code in rules else _of_finding(found[code])
        for code in sorted(found)
    ]


def _of_rule(rule: Rule) -> Json:
    doc = rule.documentation
    page = markdown_page(rule)
    return {
        "id": rule.code,
        "name": _pascal_case(rule.name),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": doc.finds or rule.summary},
        "help": {"text": doc.why or rule.summary, "markdown": page},
        "helpUri": f"{REPOSITORY}/blob/main/docs/rules/{rule.name}.md",
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": ["design", rule.code.rstrip("0123456789").lower()]},
    }


def _of_finding(finding: Finding) -> Json:
    """What is known of a code that no rule has: it is about the file, not about the design."""
    text = f"The design file cannot be used: {finding.name.replace('-', ' ')}."
    return {
        "id": finding.code,
        "name": _pascal_case(finding.name),
        "shortDescription": {"text": text},
        "fullDescription": {"text": text},
        "help": {"text": "Run 'sdgen validate' and fix what it reports."},
        "defaultConfiguration": {"level": LEVELS[finding.severity]},
    }


def _result(finding: Finding, report: Report, rule_index: int, fingerprint: str) -> Json:
    span = finding.span
    one_line = span.end_line == span.line and span.end_column >= span.column
    return {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": LEVELS[finding.severity],
        "message": {"text": with_help(finding)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _artifact(report.path(finding)),
                    "region": {
                        "startLine": span.line,
                        "startColumn": span.column,
                        "endLine": span.line,
                        "endColumn": span.end_column if one_line else span.column,
                    },
                },
                **_logical(finding),
            }
        ],
        "partialFingerprints": {"sdgen/v1": fingerprint},
        **({"properties": {"tags": [NOT_SAID]}} if finding.not_said else {}),
        **_fixes(finding, report),
    }


def _artifact(path: str) -> Json:
    return {"uri": for_uri(path), "uriBaseId": "%SRCROOT%"}


def _fixes(finding: Finding, report: Report) -> Json:
    """The edits of the finding as one fix, all regions exact."""
    if not finding.fix:
        return {}
    changes = [
        {
            "artifactLocation": _artifact(report.path_of(file)),
            "replacements": [_replacement(edit) for edit in edits],
        }
        for file, edits in by_file(finding.fix).items()
    ]
    return {"fixes": [{"description": {"text": with_help(finding)}, "artifactChanges": changes}]}


def _replacement(edit: Edit) -> Json:
    (line, column), (end_line, end_column) = edit.start, edit.end
    region = {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
    }
    return {"deletedRegion": region, "insertedContent": {"text": edit.text}}


def _logical(finding: Finding) -> Json:
    if not finding.at:
        return {}
    return {"logicalLocations": [{"name": finding.at, "kind": "element"}]}


def _pascal_case(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("-"))


FORMAT = LintFormat(medium=Medium.JSON, write=write)
