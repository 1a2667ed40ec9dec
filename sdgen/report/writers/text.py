"""Blocks for a terminal: aligned columns, each level of sections two cells further in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from sdgen.base.gate import terminal_page
from sdgen.base.medium import Medium
from sdgen.base.words import and_more
from sdgen.blocks import (
    Block,
    Details,
    Figure,
    List,
    Numbers,
    Open,
    Page,
    Paragraph,
    Section,
    Table,
    Terms,
    plain,
)
from sdgen.report.records import Writer

STEP = 2
"""Cells that what stands under a title is further in."""
WIDEST = 60
"""A wider cell does not push the columns after it; its row does as it must."""


def write(pages: Sequence[Page]) -> str:
    """The pages, a blank line between them; ends in a newline."""
    return "\n".join(terminal_page(_page(page)) for page in pages)


def _page(page: Page) -> Iterator[str]:
    if page.title:
        yield page.title
    for at, block in enumerate(page.blocks):
        if isinstance(block, Section):
            if at or page.title:
                yield ""
            yield from _section(block, 0)
        else:
            # What belongs to the title stands right under it.
            yield from _block(block, 0 if isinstance(block, Paragraph) else STEP)


def _section(section: Section, indent: int) -> Iterator[str]:
    blocks = section.blocks
    first = blocks[0] if blocks else None
    if isinstance(first, Table) and first.header[0] == "" and not first.plain:
        # The title is what the first column is about.
        yield from _table_of(section.title, first, indent)
        blocks = blocks[1:]
    else:
        yield " " * indent + section.title
    for block in blocks:
        yield from _block(block, indent + STEP)


def _block(block: Block, indent: int) -> Iterator[str]:
    lead = " " * indent
    match block:
        case Paragraph():
            yield lead + plain(block.text)
        case List():
            yield from (lead + plain(item) for item in block.items)
        case Terms():
            for name, said in block.pairs:
                yield from (lead + plain(name), f"{lead}{' ' * STEP}{plain(said)}")
        case Table():
            if block.caption:
                yield lead + plain(block.caption)
            header = () if block.plain else (block.header,)
            yield from table((*header, *_plain(block)), indent)
            if block.more:
                yield f"{lead}... {and_more(block.more)}"
        case Figure():
            yield f"{lead}[{block.view}] {plain(block.caption)}".rstrip()
        case Open():
            yield f"{lead}open: {plain(block.text)}"
        case Numbers():
            rows = [(each.label, each.value, plain(each.text)) for each in block.items]
            yield from table(rows, indent)
        case Details():
            yield from _section(Section(block.summary, block.blocks), indent)
        case Section():
            yield from _section(block, indent)
        case _:
            assert_never(block)


def _table_of(title: str, found: Table, indent: int) -> Iterator[str]:
    rows = [(" " * STEP + name, *cells) for name, *cells in _plain(found)]
    yield from table([(title, *found.header[1:]), *rows], indent)
    if found.more:
        yield f"{' ' * (indent + STEP)}... {and_more(found.more)}"


def _plain(found: Table) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(plain, row)) for row in found.rows)


def table(rows: Sequence[Sequence[str]], indent: int = 0) -> Iterator[str]:
    """The rows as lines, cells two spaces apart, without spaces at the end."""
    if not rows:
        return
    widths = [
        max((len(cell) for cell in column if len(cell) <= WIDEST), default=0)
        for column in zip(*rows, strict=True)
    ]
    # one format for all rows: a large design has tens of thousands
    line = " " * indent + "  ".join(f"{{:<{width}}}" for width in widths)
    for row in rows:
        yield line.format(*row).rstrip()


WRITER = Writer(medium=Medium.TEXT, write=write)
