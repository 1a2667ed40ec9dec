"""Blocks to the text of a format: a module here with a ``WRITER`` writes the format of its name.
Other packages add theirs as entry points of the group ``sdgen.report_writers``.

A writer's module is imported when its format is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sdgen.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sdgen.blocks import Page
    from sdgen.report.records import Writer

DATA: Final = "json"
"""The format of everything that was computed, which is made of no blocks: no writer is called so."""

WRITERS: Final[Registry[Writer]] = Registry(
    "sdgen.report_writers",
    package=__name__,
    attribute="WRITER",
    record="sdgen.report.records:Writer",
    noun="writer of reports",
    first="text",
    reserved=(DATA,),
    complaint="sdgen.report.records:complaint",
)
"""Every writer of blocks by the name of its format, the default first."""

DEFAULT: Final = WRITERS.built_in_names()[0]


def page_formats() -> tuple[str, ...]:
    """Every format, the default first, found without importing any."""
    return WRITERS.names()


def report_formats() -> tuple[str, ...]:
    """The formats of a report: those that show it, and the one that has everything computed."""
    return (*page_formats(), DATA)


def write_pages(form: str, pages: Sequence[Page]) -> str:
    """The pages in a format. Raises ValueError for a format that does not exist."""
    from sdgen.base.medium import leaving_for

    if form not in WRITERS:
        raise ValueError(f"there is no format '{form}' for reports")
    writer = WRITERS[form]
    with WRITERS.blaming(form):
        return leaving_for(writer.medium, writer.write(pages))


def is_for_people(form: str) -> bool:
    """Whether people read the format as it is, on a terminal; programs read the others."""
    from sdgen.base.medium import Medium

    return form in WRITERS and WRITERS[form].medium is Medium.TEXT
