"""Tables about a design for documents that people have: a module here with a ``TABLE`` is a table of
its name. Other packages add theirs as entry points of the group ``sdgen.report_tables``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sdgen.registry import Registry

if TYPE_CHECKING:
    from sdgen.report.report_table import ReportTable

TABLES: Final[Registry[ReportTable]] = Registry(
    "sdgen.report_tables",
    package=__name__,
    attribute="TABLE",
    record="sdgen.report.report_table:ReportTable",
    noun="table",
    complaint="sdgen.report.report_table:complaint",
)
"""Every table by name."""
