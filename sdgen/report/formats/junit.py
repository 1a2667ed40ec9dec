"""``junit``: test results, which most CI servers show: a suite for each file, a case for each finding."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.findings import Finding, Severity, by_file
from sdgen.base.gate import for_xml, for_xml_attribute
from sdgen.base.medium import Medium
from sdgen.report.contents import NOT_SAID, Report
from sdgen.report.records import LintFormat


def write(report: Report) -> Iterator[str]:
    """The report as XML. A file without findings is one case that passes; notes pass too."""
    found = by_file(report.findings)
    files = sorted({*report.files, *found})
    cases = sum(max(len(found.get(file, ())), 1) for file in files)
    failures = sum(_fails(each) for each in report.findings)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="sdgen lint" tests="{cases}" failures="{failures}" errors="0">\n'
    for file in files:
        yield f"{_suite(file, found.get(file, ()))}\n"
    yield "</testsuites>\n"


def _fails(finding: Finding) -> bool:
    return finding.severity is not Severity.INFO


def _suite(file: str, findings: tuple[Finding, ...]) -> str:
    name = for_xml_attribute(file)
    failures = sum(_fails(each) for each in findings)
    cases = [_case(each, name) for each in findings] or [
        f'    <testcase name="sdgen lint" classname="{name}"/>'
    ]
    head = f'  <testsuite name="{name}" tests="{len(cases)}" failures="{failures}" errors="0">'
    return "\n".join((head, *cases, "  </testsuite>"))


def _case(finding: Finding, file: str) -> str:
    mark = f"{NOT_SAID}: " if finding.not_said else ""
    title = f"{mark}{finding.code} {finding.name} ({finding.span.line}:{finding.span.column})"
    head = f'    <testcase name="{for_xml_attribute(title)}" classname="{file}"'
    said = (f"{finding.span}: {finding.message}", *([finding.help] if finding.help else []))
    text = "\n".join(map(for_xml, said))
    if not _fails(finding):
        return f"{head}>\n      <system-out>{text}</system-out>\n    </testcase>"
    return (
        f'{head}>\n      <failure message="{for_xml_attribute(finding.message)}" '
        f'type="{finding.severity.value}">{text}</failure>\n    </testcase>'
    )


FORMAT = LintFormat(medium=Medium.XML, write=write)
