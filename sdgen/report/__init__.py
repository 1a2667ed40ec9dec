"""What was found, as text for people and for machines.

:func:`write_report` and :func:`report_parts` write lint findings in any of the formats of
:mod:`sdgen.report.formats`; a format's module is imported when it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sdgen.base.medium import Medium, leaving_for
from sdgen.report.formats import LINT_FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdgen.report.contents import Report
    from sdgen.report.records import LintFormat

DEFAULT: Final = LINT_FORMATS.built_in_names()[0]


def format_names() -> tuple[str, ...]:
    """Every format, the default first, found without importing any."""
    return LINT_FORMATS.names()


def report_parts(format_name: str, report: Report) -> Iterator[str]:
    """The report in a format, part by part. Raises ValueError for a format that does not exist."""
    if format_name not in LINT_FORMATS:
        raise ValueError(f"there is no report format '{format_name}'")
    return _parts(format_name, LINT_FORMATS[format_name], report)


def _parts(name: str, form: LintFormat, report: Report) -> Iterator[str]:
    with LINT_FORMATS.blaming(name):
        for part in form.write(report):
            yield leaving_for(form.medium, part, colour=report.colour)


def is_for_people(format_name: str) -> bool:
    """Whether people read the format, on a terminal; programs read the others."""
    return LINT_FORMATS[format_name].medium is Medium.TEXT


def shows_excerpts(format_name: str) -> bool:
    """Whether the format shows lines of the designs, so that their texts are needed."""
    return LINT_FORMATS[format_name].excerpts


def write_report(format_name: str, report: Report) -> str:
    """The report in a format, whole."""
    return "".join(report_parts(format_name, report))


def has_statistics(format_name: str) -> bool:
    """Whether how often each rule has spoken can be written in the format."""
    return LINT_FORMATS[format_name].statistics is not None


def statistics_formats() -> tuple[str, ...]:
    """The formats that how often each rule has spoken can be written in."""
    return tuple(name for name in LINT_FORMATS if has_statistics(name))


def write_statistics(format_name: str, report: Report) -> str:
    """How often each rule has spoken. Raises ValueError for a format that does not exist or has
    none of it."""
    write = LINT_FORMATS[format_name].statistics if format_name in LINT_FORMATS else None
    if write is None:
        raise ValueError(f"there is no report format '{format_name}' with statistics")
    with LINT_FORMATS.blaming(format_name):
        medium = LINT_FORMATS[format_name].medium
        return leaving_for(medium, write(report), colour=report.colour)
