"""``junit``: test results, which most CI servers show: a suite for each file, a case for each finding."""

from __future__ import annotations

from itertools import groupby

from sdgen.findings import Finding, Severity
from sdgen.report.contents import Report, xml_text


def write(report: Report) -> str:
    """The report as XML. A file without findings is one case that passes; notes pass too."""
    from xml.sax.saxutils import quoteattr

    found = {
        file: tuple(each)
        for file, each in groupby(
            sorted(report.findings, key=lambda each: each.span.file), lambda each: each.span.file
        )
    }
    suites = [_suite(file, found.get(file, ())) for file in sorted({*report.files, *found})]
    cases = sum(max(len(each), 1) for each in (found.get(f, ()) for f in {*report.files, *found}))
    failures = sum(_fails(each) for each in report.findings)
    head = (
        f"<testsuites name={quoteattr('sdgen lint')} tests={quoteattr(str(cases))} "
        f"failures={quoteattr(str(failures))} errors={quoteattr('0')}>"
    )
    return "\n".join(('<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>", ""))


def _fails(finding: Finding) -> bool:
    return finding.severity is not Severity.INFO


def _suite(file: str, findings: tuple[Finding, ...]) -> str:
    name = _attribute(file)
    failures = sum(_fails(each) for each in findings)
    cases = [_case(each, name) for each in findings] or [
        f"    <testcase name={_attribute('sdgen lint')} classname={name}/>"
    ]
    head = f'  <testsuite name={name} tests="{len(cases)}" failures="{failures}" errors="0">'
    return "\n".join((head, *cases, "  </testsuite>"))


def _case(finding: Finding, file: str) -> str:
    from xml.sax.saxutils import escape

    title = f"{finding.code} {finding.name} ({finding.span.line}:{finding.span.column})"
    head = f"    <testcase name={_attribute(title)} classname={file}"
    text = escape(xml_text(f"{finding.span}: {finding.message}\n{finding.help}".rstrip("\n")))
    if not _fails(finding):
        return f"{head}>\n      <system-out>{text}</system-out>\n    </testcase>"
    return (
        f"{head}>\n      <failure message={_attribute(finding.message)} "
        f"type={_attribute(finding.severity.value)}>{text}</failure>\n    </testcase>"
    )


def _attribute(text: str) -> str:
    from xml.sax.saxutils import quoteattr

    return quoteattr(xml_text(text))
