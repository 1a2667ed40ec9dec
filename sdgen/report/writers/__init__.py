"""Blocks to the text of a format: one module a writer, each with ``write(pages) -> str``.

A writer's module is imported when its format is asked for; the names of the formats are those of
the modules.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from sdgen.blocks import Page

DEFAULT: Final = "text"


@cache
def page_formats() -> tuple[str, ...]:
    """Every format, the default first, found without importing any."""
    from pkgutil import iter_modules

    return (DEFAULT, *sorted({info.name for info in iter_modules(__path__)} - {DEFAULT}))


def write_pages(form: str, pages: Sequence[Page]) -> str:
    """The pages in a format. Raises ValueError for a format that does not exist."""
    from sdgen.base.gate import leaving_for

    if form not in page_formats():
        raise ValueError(f"there is no format '{form}' for reports")
    writer = _writer(form)
    return leaving_for(writer.MEDIUM, writer.write(pages))


def is_for_people(form: str) -> bool:
    """Whether people read the format as it is, on a terminal; programs read the others."""
    from sdgen.base.gate import Medium

    return form in page_formats() and _writer(form).MEDIUM is Medium.TEXT


def _writer(form: str) -> ModuleType:
    from importlib import import_module

    return import_module(f"{__name__}.{form}")
