"""The choices that requests have, without what carries them out: a command line, or an editor, lists
them before anything is done."""

from __future__ import annotations

from sdgen.api import (
    DIRECTIONS,
    ENGINES,
    FONTS,
    FORMATS,
    LINES,
    SCALES,
    THEMES,
    Options,
    Reading,
    Theme,
)
from sdgen.report import DEFAULT as DEFAULT_LINT_FORMAT
from sdgen.report import format_names as lint_formats
from sdgen.report import is_for_people as is_lint_for_people
from sdgen.report.plain import finding_text
from sdgen.report.writers import DEFAULT as DEFAULT_REPORT_FORMAT
from sdgen.report.writers import is_for_people as is_report_for_people
from sdgen.report.writers import page_formats
from sdgen.schema.view_registry import VIEW_REGISTRY

__all__ = [
    "DATA",
    "DEFAULT_LINT_FORMAT",
    "DEFAULT_REPORT_FORMAT",
    "DIRECTIONS",
    "ENGINES",
    "FONTS",
    "FORMATS",
    "LINES",
    "REPORT_FORMATS",
    "SCALES",
    "THEMES",
    "Options",
    "Reading",
    "Theme",
    "finding_text",
    "is_lint_for_people",
    "is_report_for_people",
    "lint_formats",
    "view_names",
]

DATA = "json"
REPORT_FORMATS = (*page_formats(), DATA)
"""The formats of a report: those that show it, and the one that has everything computed."""


def view_names() -> tuple[str, ...]:
    """The views that no design defines; none is imported."""
    return VIEW_REGISTRY.names()
