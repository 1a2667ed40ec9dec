"""``checkstyle``: the XML of Checkstyle, which many review tools read."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.findings import Finding, by_file
from sdgen.base.gate import for_xml_attribute
from sdgen.base.medium import Medium
from sdgen.report.contents import Report, with_help
from sdgen.report.records import LintFormat


def write(report: Report) -> Iterator[str]:
    """A ``file`` for each file with findings, an ``error`` for each finding."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n'
    for group in by_file(report.findings).values():
        yield f'  <file name="{for_xml_attribute(report.path(group[0]))}">\n'
        for each in group:
            yield f"{_error(each)}\n"
        yield "  </file>\n"
    yield "</checkstyle>\n"


def _error(finding: Finding) -> str:
    return (
        f'    <error line="{finding.span.line}" column="{finding.span.column}" '
        f'severity="{finding.severity.value}" message="{for_xml_attribute(with_help(finding))}" '
        f'source="sdgen.{for_xml_attribute(finding.code)}"/>'
    )


FORMAT = LintFormat(medium=Medium.XML, write=write)
