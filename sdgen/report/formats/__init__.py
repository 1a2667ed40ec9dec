"""Formats of what lint finds: a module here with a ``FORMAT`` is a format of its name. Other packages
add theirs as entry points of the group ``sdgen.lint_formats``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sdgen.registry import Registry

if TYPE_CHECKING:
    from sdgen.report.records import LintFormat

LINT_FORMATS: Final[Registry[LintFormat]] = Registry(
    "sdgen.lint_formats",
    package=__name__,
    attribute="FORMAT",
    record="sdgen.report.records:LintFormat",
    noun="report format",
    first="full",
    complaint="sdgen.report.records:complaint",
)
"""Every format by name, the default first."""
