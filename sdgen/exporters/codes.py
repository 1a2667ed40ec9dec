"""Codes and names of what exporters find; their pages are in ``sdgen/lint/code_pages/exports.py``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sdgen.base.findings import Finding, Severity
from sdgen.base.lack import Lack
from sdgen.base.span import Span
from sdgen.base.words import by_number, counted, named

NAMES: Final = {
    "EXPORT001": "nothing-to-export",
    "EXPORT002": "same-request",
    "EXPORT003": "no-http-request",
    "EXPORT004": "no-such-path",
    "EXPORT005": "renamed",
    "EXPORT006": "unknown-type",
    "EXPORT007": "no-table",
    "EXPORT008": "not-shown",
    "EXPORT009": "too-large",
    "EXPORT010": "not-written",
}

NOTHING: Final = "EXPORT001"
SAME_REQUEST: Final = "EXPORT002"
NO_HTTP: Final = "EXPORT003"
NO_SUCH_PATH: Final = "EXPORT004"
RENAMED: Final = "EXPORT005"
UNKNOWN_TYPE: Final = "EXPORT006"
NO_TABLE: Final = "EXPORT007"
NOT_SHOWN: Final = "EXPORT008"
TOO_LARGE: Final = "EXPORT009"
NOT_WRITTEN: Final = "EXPORT010"

_SEVERITIES: Final = {
    NO_HTTP: Severity.WARNING,
    RENAMED: Severity.INFO,
    UNKNOWN_TYPE: Severity.INFO,
    NO_TABLE: Severity.INFO,
    NOT_SHOWN: Severity.INFO,
    TOO_LARGE: Severity.WARNING,
}


def finding(code: str, message: str, span: Span, help: str, at: str = "") -> Finding:
    """A finding of this code about the element ``at``: an error unless what is written is true all
    the same."""
    severity = _SEVERITIES.get(code, Severity.ERROR)
    return Finding(code, NAMES[code], severity, message, span, help, at)


def nothing(format: str, lack: Lack, severity: Severity) -> Finding:
    """That a design has nothing to export to a format."""
    message = f"there is nothing to export to '{format}': {lack.message}"
    return Finding(NOTHING, NAMES[NOTHING], severity, message, lack.span, lack.help)


def unknown_types(words: Sequence[str], span: Span) -> Finding:
    """That words, of which the first stands there, are no types."""
    number = len(words)
    is_not = by_number(number, "is", "are")
    return finding(
        UNKNOWN_TYPE,
        f"{counted(number, 'type')} {is_not} not known: {named(words)}",
        span,
        "write a type such as string(50), int or timestamp, or the name of an entity of 'data'",
    )


def not_written(why: str, span: Span, severity: Severity) -> Finding:
    """That a format has no way to write a view of the design's own."""
    help = "build the view on another one, or draw it: 'sdgen render --view'"
    return Finding(NOT_WRITTEN, NAMES[NOT_WRITTEN], severity, why, span, help)


def not_shown(tool: str, view: str, losses: str, span: Span) -> Finding:
    """What of a view a tool has no way to show."""
    return finding(
        NOT_SHOWN,
        f"{tool} does not show all of {view}: it lacks {losses}",
        span,
        f"'sdgen render --view {view}' draws all of it",
    )


def too_large(message: str, span: Span) -> Finding:
    """That a tool refuses what is written."""
    return finding(
        TOO_LARGE,
        message,
        span,
        "write a view of less: overview, that of a group, or your own with 'include'",
    )
