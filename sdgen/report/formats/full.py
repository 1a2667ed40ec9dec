"""``full``: for people. Where, what, the line with a caret, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.findings import Finding
from sdgen.base.gate import Medium, for_terminal, sentence_for_terminal
from sdgen.report.contents import Report, totals
from sdgen.report.plain import GREEN, Tint, head_line

MEDIUM = Medium.TEXT


def write(report: Report) -> Iterator[str]:
    """Every finding with its excerpt, then the totals."""
    for each in report.findings:
        yield finding_text(each, report.texts.get(each.span.file), colour=report.colour)
    yield closing_line(report)


def finding_text(finding: Finding, source: str | None, *, colour: bool) -> str:
    """One finding as text, ending in a newline; ``source`` is the text of its file, if known."""
    tint = Tint(colour)
    lines = [head_line(finding, tint)]
    if source:
        from sdgen.parse.excerpt import excerpt

        lines.extend(
            f"  {for_terminal(line)}\n" for line in excerpt(source, finding.span).splitlines()
        )
    if finding.help:
        lines.append(f"  {tint(GREEN, 'help')}: {sentence_for_terminal(finding.help)}\n")
    return "".join(lines)


def closing_line(report: Report) -> str:
    """``3 designs: 2 errors, 1 warning; 1 accepted``."""
    number = len(report.files)
    designs = f"{number} design{'' if number == 1 else 's'}: " if number else ""
    accepted = f"; {report.suppressed} accepted" if report.suppressed else ""
    return f"{designs}{totals(report.findings)}{accepted}\n"
