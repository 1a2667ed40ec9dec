"""The only door to standard output and standard error: for people, through the gate; for programs,
byte for byte. Findings are shown with place, excerpt and what to write instead."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from typing import TextIO

from sdgen.base.findings import Finding, in_order
from sdgen.base.gate import for_terminal, leaving
from sdgen.cli.streams import put, settle

__all__ = [
    "Progress",
    "complain",
    "flush",
    "hand_over",
    "print_findings",
    "print_text",
    "say",
    "wants_colour",
    "warn",
]


def wants_colour(stream: TextIO) -> bool:
    """Colour is for terminals. ``NO_COLOR`` turns it off everywhere, ``FORCE_COLOR`` or
    ``CLICOLOR_FORCE`` on, ``CLICOLOR=0`` and ``TERM=dumb`` off on terminals; a variable that is
    empty says nothing, nor does one that forces with ``0``."""
    given = os.environ.get
    if given("NO_COLOR"):
        return False
    if any(given(name, "") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    if given("CLICOLOR") == "0" or given("TERM") == "dumb":
        return False
    return stream.isatty()


def print_text(text: str, stream: TextIO | None = None, *, colour: bool = False) -> None:
    """Print a text for people, of many lines, to standard output or ``stream``."""
    put(stream or sys.stdout, leaving(text, colour=colour))


def say(line: str) -> None:
    """Print one line to standard output."""
    print_text(f"{for_terminal(line)}\n")


def warn(line: str) -> None:
    """Print one line to standard error."""
    print_text(f"{for_terminal(line)}\n", sys.stderr)


def complain(message: str, *more: str) -> None:
    """Say on standard error that something went wrong, with further lines below."""
    lines = (
        f"sdgen: error: {for_terminal(message)}",
        *(f"  {for_terminal(each)}" for each in more),
    )
    print_text("\n".join(lines) + "\n", sys.stderr)


def hand_over(data: str | bytes) -> None:
    """Give a program on standard output what it reads, in UTF-8 whatever the locale is."""
    raw = data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data
    has_bytes = hasattr(sys.stdout, "buffer")
    put(sys.stdout, raw if has_bytes else raw.decode("utf-8"))


def flush() -> None:
    """Let whoever reads standard output have all of it so far."""
    settle(sys.stdout)


class Progress:
    """A line on a terminal that says how far it is; silent elsewhere and for one thing."""

    def __init__(self) -> None:
        self._total = 0
        self._done = 0
        self._on = False

    def begin(self, total: int) -> None:
        """There are so many things to do."""
        self._total = total
        self._on = total > 1 and sys.stderr.isatty()

    def show(self, name: str) -> None:
        """One more is done, of that name: show the line, until ``clear``."""
        self._done += 1
        if self._on:
            put(sys.stderr, for_terminal(f"[{self._done}/{self._total}] {name}"))
            settle(sys.stderr)

    def clear(self) -> None:
        """Take the line away."""
        if self._on:
            put(sys.stderr, "\r\x1b[K")
            settle(sys.stderr)


def print_findings(
    findings: Iterable[Finding], sources: Mapping[str, str], stream: TextIO | None = None
) -> None:
    """Print findings, by place, to standard error or ``stream``."""
    found = in_order(findings)
    if not found:
        return
    from sdgen.workspace.options import finding_text

    stream = sys.stderr if stream is None else stream
    colour = wants_colour(stream)
    for finding in found:
        text = finding_text(finding, sources.get(finding.span.file), colour=colour)
        print_text(text, stream, colour=colour)
