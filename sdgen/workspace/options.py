"""The choices that requests for reports have, without what carries them out: a command line, or an
editor, lists them before anything is done. Those of pictures are in ``picture_options``."""

from __future__ import annotations

from sdgen.api import export_formats
from sdgen.report import DEFAULT as DEFAULT_LINT_FORMAT
from sdgen.report import format_names as lint_formats
from sdgen.report import is_for_people as is_lint_for_people
from sdgen.report import shows_excerpts
from sdgen.report.plain import finding_text
from sdgen.report.writers import DATA, page_formats, report_formats
from sdgen.report.writers import DEFAULT as DEFAULT_REPORT_FORMAT
from sdgen.report.writers import is_for_people as is_report_for_people

FAIL_ON = ("objective", "spof", "findings", "any")
"""What ``sdgen diff --fail-on`` takes."""

__all__ = [
    "DATA",
    "DEFAULT_LINT_FORMAT",
    "DEFAULT_REPORT_FORMAT",
    "FAIL_ON",
    "export_formats",
    "finding_text",
    "is_lint_for_people",
    "is_report_for_people",
    "lint_formats",
    "page_formats",
    "report_formats",
    "shows_excerpts",
]
