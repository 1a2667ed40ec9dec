"""How findings look on a terminal: where, what, the line with a caret, and what to write instead."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from typing import TextIO

from sdgen.findings import Finding, Severity

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_BOLD = "1"
_FAINT = "2"
_GREEN = "32"


def wants_colour(stream: TextIO) -> bool:
    """Colour is for terminals; ``NO_COLOR`` (any value but empty) and ``TERM=dumb`` turn it off."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def printable(text: str) -> str:
    """``text`` with control characters, which could steer a terminal, shown as escapes."""
    if text.isprintable():
        return text
    return "".join(
        sign if sign.isprintable() or sign == "\n" else sign.encode("unicode_escape").decode()
        for sign in text
    )


def finding_text(finding: Finding, source: str | None, *, colour: bool) -> str:
    """One finding as text, ending in a newline; ``source`` is the text of its file, if known."""
    tint = _Tint(colour)
    head = (
        f"{tint(_BOLD, printable(str(finding.span)))}: "
        f"{tint(_COLOURS[finding.severity], finding.severity.value)}: "
        f"{printable(finding.message)} {tint(_FAINT, f'[{finding.code} {finding.name}]')}\n"
    )
    lines = [head]
    if source:
        from sdgen.load.excerpt import excerpt

        lines.extend(
            f"  {printable(line)}\n" for line in excerpt(source, finding.span).splitlines()
        )
    if finding.help:
        lines.append(f"  {tint(_GREEN, 'help')}: {printable(finding.help)}\n")
    return "".join(lines)


def print_findings(
    findings: Iterable[Finding], sources: Mapping[str, str], stream: TextIO | None = None
) -> None:
    """Print findings, by place, to standard error or ``stream``."""
    stream = sys.stderr if stream is None else stream
    colour = wants_colour(stream)
    ordered = sorted(findings, key=lambda each: (each.span.file, each.span, each.code))
    for finding in ordered:
        stream.write(finding_text(finding, sources.get(finding.span.file), colour=colour))


def count_text(number: int, noun: str) -> str:
    """``1 design``, ``3 designs``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


class _Tint:
    def __init__(self, on: bool) -> None:
        self._on = on

    def __call__(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._on else text
