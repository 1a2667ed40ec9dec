"""What was found, as text for people and for machines.

:func:`write_report` and :func:`report_parts` write lint findings in any of the formats of :mod:`sdgen.report.formats`; a
format's module is imported when it is asked for.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from sdgen.base.gate import Medium, leaving_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

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
    parts: Iterator[str] = _module(format_name).write(report)
    medium = _medium(format_name)
    return (leaving_for(medium, part, colour=report.colour) for part in parts)


def is_for_people(format_name: str) -> bool:
    """Whether people read the format, on a terminal; programs read the others."""
    return _medium(format_name) is Medium.TEXT


def _medium(format_name: str) -> Medium:
    medium: Medium = _module(format_name).MEDIUM
    return medium


def _module(format_name: str) -> ModuleType:
    from importlib import import_module

    return import_module(f"sdgen.report.formats.{format_name}")


def write_report(format_name: str, report: Report) -> str:
    """The report in a format, whole."""
    return "".join(report_parts(format_name, report))
