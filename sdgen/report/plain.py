"""Findings for terminals, in colour where it is wanted."""

from __future__ import annotations

from sdgen.base.findings import Finding, Severity, totals
from sdgen.base.gate import for_terminal, sentence_for_terminal
from sdgen.base.words import counted
from sdgen.report.contents import NOT_SAID, Report

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
        lines.append(_help_line(finding, tint))
    return "".join(lines)


def _help_line(finding: Finding, tint: Tint) -> str:
    return f"  {tint(GREEN, 'help')}: {sentence_for_terminal(finding.help)}\n"


def not_said_text(report: Report, *, with_help: bool) -> str:
    """What the designs do not say, under a heading of its own; empty where that is nothing."""
    if not report.not_said:
        return ""
    tint = Tint(report.colour)
    parts = [f"{tint(BOLD, NOT_SAID)}:\n"]
    for each in report.not_said:
        parts.append(head_line(each, tint))
        if with_help and each.help:
            parts.append(_help_line(each, tint))
    return "".join(parts)


def closing_line(report: Report) -> str:
    """``3 designs: 2 errors, 1 warning; 5 not said, 1 accepted``."""
    number = len(report.files)
    designs = f"{counted(number, 'design')}: " if number else ""
    counts = {NOT_SAID: len(report.not_said), "accepted": report.suppressed}
    others = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    return f"{designs}{totals(report.findings)}{others and f'; {others}'}\n"
