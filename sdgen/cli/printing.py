"""How findings look on a terminal: where, what, the line with a caret, and what to write instead."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from typing import TextIO

from sdgen.base.findings import Finding
from sdgen.report.formats.full import finding_text
from sdgen.report.plain import printable

__all__ = ["count_text", "finding_text", "print_findings", "printable", "wants_colour"]


def wants_colour(stream: TextIO) -> bool:
    """Colour is for terminals; ``NO_COLOR`` (any value but empty) and ``TERM=dumb`` turn it off."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


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
