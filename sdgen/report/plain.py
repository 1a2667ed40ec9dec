"""Text for terminals: safe characters, and colour where it is wanted."""

from __future__ import annotations

from sdgen.base.findings import Finding, Severity

COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
BOLD = "1"
FAINT = "2"
GREEN = "32"


def printable(text: str) -> str:
    """``text`` with control characters, which could steer a terminal, shown as escapes."""
    if text.isprintable():
        return text
    return "".join(
        sign if sign.isprintable() or sign == "\n" else sign.encode("unicode_escape").decode()
        for sign in text
    )


def one_line(text: str) -> str:
    """``text`` printable, and on one line."""
    return printable(" ".join(text.split("\n")))


class Tint:
    """Colours text, or leaves it alone."""

    def __init__(self, on: bool) -> None:
        self._on = on

    def __call__(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._on else text


def head_line(finding: Finding, tint: Tint) -> str:
    """Where, how bad, what, and which rule says so: the first line of a finding."""
    return (
        f"{tint(BOLD, printable(str(finding.span)))}: "
        f"{tint(COLOURS[finding.severity], finding.severity.value)}: "
        f"{one_line(finding.message)} {tint(FAINT, f'[{finding.code} {finding.name}]')}\n"
    )
