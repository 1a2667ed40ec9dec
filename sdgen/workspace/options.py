"""The choices that requests have, without what carries them out: a command line, or an editor, lists
them before anything is done."""

from __future__ import annotations

from sdgen.api import (
    DIRECTIONS,
    ENGINES,
    FONTS,
    LINES,
    THEMES,
    Options,
    Reading,
    Theme,
    picture_formats,
)
from sdgen.design.view_registry import VIEW_REGISTRY
from sdgen.draw.picture_format import SCALES
from sdgen.report import DEFAULT as DEFAULT_LINT_FORMAT
from sdgen.report import format_names as lint_formats
from sdgen.report import is_for_people as is_lint_for_people
from sdgen.report import shows_excerpts
from sdgen.report.plain import finding_text
from sdgen.report.writers import DATA, page_formats, report_formats
from sdgen.report.writers import DEFAULT as DEFAULT_REPORT_FORMAT
from sdgen.report.writers import is_for_people as is_report_for_people

__all__ = [
    "DATA",
    "DEFAULT_LINT_FORMAT",
    "DEFAULT_REPORT_FORMAT",
    "DIRECTIONS",
    "ENGINES",
    "FONTS",
    "LINES",
    "SCALES",
    "THEMES",
    "Options",
    "Reading",
    "Theme",
    "finding_text",
    "is_lint_for_people",
    "is_report_for_people",
    "lint_formats",
    "page_formats",
    "picture_formats",
    "report_formats",
    "shows_excerpts",
    "view_names",
]


def view_names() -> tuple[str, ...]:
    """The views that no design defines; none is imported."""
    return VIEW_REGISTRY.names()
