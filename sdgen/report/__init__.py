"""What was found, as text for people and for machines.

:func:`write_report` and :func:`report_parts` write lint findings in any of the formats of :mod:`sdgen.report.formats`; a
format's module is imported when it is asked for.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdgen.report.contents import Report

DEFAULT: Final = "full"


@cache
def format_names() -> tuple[str, ...]:
    """Every format, the default first, found without importing any."""
    from pkgutil import iter_modules

    from sdgen.report import formats

    found = {info.name for info in iter_modules(formats.__path__)}
    return (DEFAULT, *sorted(found - {DEFAULT}))


def report_parts(format_name: str, report: Report) -> Iterator[str]:
    """The report in a format, part by part. Raises ValueError for a format that does not exist."""
    if format_name not in format_names():
        raise ValueError(f"there is no report format '{format_name}'")
    from importlib import import_module

    parts: Iterator[str] = import_module(f"sdgen.report.formats.{format_name}").write(report)
    return parts


def write_report(format_name: str, report: Report) -> str:
    """The report in a format, whole."""
    return "".join(report_parts(format_name, report))
