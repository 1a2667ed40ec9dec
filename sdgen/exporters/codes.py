"""Codes and names of what exporters find; their pages are in ``sdgen/lint/code_pages/exports.py``."""

from __future__ import annotations

from typing import Final

from sdgen.base.findings import Finding, Severity
from sdgen.base.lack import Lack
from sdgen.base.span import Span

NAMES: Final = {
    "EXPORT001": "nothing-to-export",
    "EXPORT002": "same-request",
    "EXPORT003": "no-http-request",
    "EXPORT004": "no-such-path",
    "EXPORT005": "renamed",
    "EXPORT006": "unknown-type",
}

NOTHING: Final = "EXPORT001"
SAME_REQUEST: Final = "EXPORT002"
NO_HTTP: Final = "EXPORT003"
NO_SUCH_PATH: Final = "EXPORT004"
RENAMED: Final = "EXPORT005"
UNKNOWN_TYPE: Final = "EXPORT006"

_SEVERITIES: Final = {
    NO_HTTP: Severity.WARNING,
    RENAMED: Severity.INFO,
    UNKNOWN_TYPE: Severity.INFO,
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
