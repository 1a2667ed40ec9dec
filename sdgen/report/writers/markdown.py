"""Blocks as Markdown with tables (GitHub Flavored Markdown), to paste into a design document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from sdgen.base.gate import for_markdown
from sdgen.base.medium import Medium
from sdgen.base.words import and_more
from sdgen.blocks import Block, List, Page, Paragraph, Section, Table
from sdgen.report.records import Writer

DEEPEST = 6
"""The lowest level that a heading can have."""


def write(pages: Sequence[Page]) -> str:
    """The pages one after the other; ends in a newline."""
    return "\n".join("".join(f"{line}\n" for line in _page(page)) for page in pages)


def _page(page: Page) -> Iterator[str]:
    if page.title:
        yield f"# {for_markdown(page.title)}"
    for at, block in enumerate(page.blocks):
        if at or page.title:
            yield ""
        yield from _block(block, 2)


def _block(block: Block, level: int) -> Iterator[str]:
    match block:
        case Paragraph():
            yield for_markdown(block.text, begins_block=True)
        case List():
            yield from (f"- {for_markdown(item, begins_block=True)}" for item in block.items)
        case Table():
            yield from _table(block)
        case Section():
            yield f"{'#' * min(level, DEEPEST)} {for_markdown(block.heading)}"
            for each in block.blocks:
                yield ""
                yield from _block(each, level + 1)
        case _:
            assert_never(block)


def _table(found: Table) -> Iterator[str]:
    marks = ("---" if at in found.text_columns else "---:" for at in range(len(found.header)))
    yield _row(found.header)
    yield _row(tuple(marks))
    yield from map(_row, found.rows)
    if found.more:
        yield ""
        yield f"... {and_more(found.more)}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(for_markdown(cell) for cell in cells)} |"


WRITER = Writer(medium=Medium.TEXT, write=write)
