"""Findings for terminals, in colour where it is wanted."""

from __future__ import annotations

from sdgen.base.findings import Finding, Severity, totals
from sdgen.base.gate import for_terminal, sentence_for_terminal
from sdgen.base.words import counted
from sdgen.report.contents import Report

COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
BOLD = "1"
FAINT = "2"
GREEN = "32"


class Tint:
    """Colours text, or leaves it alone."""

    def __init__(self, on: bool) -> None:
        self._on = on

    def __call__(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._on else text


def head_line(finding: Finding, tint: Tint) -> str:
    """Where, how bad, what, and which rule says so: the first line of a finding."""
    return (
        f"{tint(BOLD, for_terminal(str(finding.span)))}: "
        f"{tint(COLOURS[finding.severity], finding.severity.value)}: "
        f"{sentence_for_terminal(finding.message)} {tint(FAINT, f'[{finding.code} {finding.name}]')}\n"
    )


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
    designs = f"{counted(number, 'design')}: " if number else ""
    accepted = f"; {report.suppressed} accepted" if report.suppressed else ""
    return f"{designs}{totals(report.findings)}{accepted}\n"
