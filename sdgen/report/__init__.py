"""Findings as text for people and for machines: one module for each format.

A module of this package that has ``write`` is a format of that name: it takes a Report and
returns the text. Modules are imported when their format is asked for.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sdgen.report.contents import Report

DEFAULT: Final = "full"
NOT_FORMATS: Final = frozenset({"contents", "plain"})


@cache
def format_names() -> tuple[str, ...]:
    """Every format, the default first, found without importing any."""
    from pkgutil import iter_modules

    found = {info.name for info in iter_modules(__path__)} - NOT_FORMATS
    return (DEFAULT, *sorted(found - {DEFAULT}))


def write_report(format_name: str, report: Report) -> str:
    """The report in a format. Raises ValueError for a format that does not exist."""
    if format_name not in format_names():
        raise ValueError(f"there is no report format '{format_name}'")
    from importlib import import_module

    text = import_module(f"{__name__}.{format_name}").write(report)
    assert isinstance(text, str)
    return text
