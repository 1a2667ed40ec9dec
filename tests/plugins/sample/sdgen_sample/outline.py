"""A writer of reports: their titles only."""

from collections.abc import Iterator, Sequence

from sdgen.base.gate import terminal_page
from sdgen.base.medium import Medium
from sdgen.blocks import Page, Section
from sdgen.report.records import Writer


def write(pages: Sequence[Page]) -> str:
    """The title of each page, then those of its sections."""
    return "".join(terminal_page(_titles(page)) for page in pages)


def _titles(page: Page) -> Iterator[str]:
    yield page.title
    yield from (f"- {each.heading}" for each in page.blocks if isinstance(each, Section))


WRITER = Writer(medium=Medium.TEXT, write=write)
