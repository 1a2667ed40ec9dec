"""``checkstyle``: the XML of Checkstyle, which many review tools read."""

from __future__ import annotations

from itertools import groupby

from sdgen.findings import Finding
from sdgen.report.contents import Report, xml_text


def write(report: Report) -> str:
    """A ``file`` for each file with findings, an ``error`` for each finding."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<checkstyle version="4.3">']
    by_file = sorted(report.findings, key=lambda each: each.span.file)
    for _, findings in groupby(by_file, lambda each: each.span.file):
        group = tuple(findings)
        lines.append(f"  <file name={_attribute(report.path(group[0]))}>")
        lines.extend(_error(each) for each in group)
        lines.append("  </file>")
    return "\n".join((*lines, "</checkstyle>", ""))


def _error(finding: Finding) -> str:
    text = f"{finding.message}. {finding.help}" if finding.help else finding.message
    return (
        f'    <error line="{finding.span.line}" column="{finding.span.column}" '
        f'severity="{finding.severity.value}" message={_attribute(text)} '
        f"source={_attribute(f'sdgen.{finding.code}')}/>"
    )


def _attribute(text: str) -> str:
    from xml.sax.saxutils import quoteattr

    return quoteattr(xml_text(text))
