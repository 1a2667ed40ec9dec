"""Blocks as Markdown with tables (GitHub Flavored Markdown), to paste into a design document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import assert_never

from msgspec import Struct, field

from sdgen.base.gate import for_markdown, for_markdown_code, for_uri, for_xml, for_xml_attribute
from sdgen.base.links import link_problem
from sdgen.base.medium import Medium
from sdgen.base.words import and_more
from sdgen.blocks import (
    Address,
    Block,
    Code,
    Details,
    Figure,
    Link,
    List,
    Mark,
    Numbers,
    Open,
    Page,
    Paragraph,
    Piece,
    Section,
    Table,
    Terms,
    Tone,
    Words,
)
from sdgen.blocks.phrases import pieces
from sdgen.report.records import ShownFigure, Writer

DEEPEST = 6
"""The lowest level that a heading can have."""


class Around(Struct, frozen=True):
    """What blocks need to know of the page around them: its ``figures`` by view and page, and by
    anchor the slug that readers of Markdown give to a section's heading."""

    figures: Mapping[tuple[str, int], ShownFigure] = field(default_factory=dict)
    slugs: Mapping[str, str] = field(default_factory=dict)


ALONE = Around()


def write(pages: Sequence[Page]) -> str:
    """The pages one after the other; ends in a newline."""
    return "\n".join("".join(f"{line}\n" for line in _page(page)) for page in pages)


def _page(page: Page) -> Iterator[str]:
    if page.title:
        yield f"# {for_markdown(page.title)}"
        if page.blocks:
            yield ""
    yield from markdown_lines(page.blocks, 2)


def markdown_lines(
    blocks: Iterable[Block], level: int = 2, around: Around = ALONE
) -> Iterator[str]:
    """The lines of blocks, an empty one between two; headings begin at ``level``. Open questions
    that follow each other are one quotation."""
    first = True
    for is_open, group in groupby(blocks, lambda each: isinstance(each, Open)):
        parts = [list(_block(each, level, around)) for each in group]
        for at, lines in enumerate(parts):
            if not first:
                yield ">" if is_open and at else ""
            first = False
            yield from lines


def _block(block: Block, level: int, around: Around) -> Iterator[str]:
    match block:
        case Paragraph():
            yield inline(block.text, around, begins_block=True)
        case List():
            for item in block.items:
                yield f"- {inline(item, around, begins_block=True)}"
        case Terms():
            for name, said in block.pairs:
                strong = _strong(inline(name, around))
                yield f"- {strong} {inline(said, around)}".rstrip()
        case Table():
            yield from _table(block, around)
        case Figure():
            yield from _figure(block, around)
        case Open():
            yield f"> {_strong('Open:')} {inline(block.text, around)}"
        case Numbers():
            yield from _numbers(block, around)
        case Details():
            yield "<details>"
            yield f"<summary>{for_xml(block.summary)}</summary>"
            yield ""
            yield from markdown_lines(block.blocks, level, around)
            yield ""
            yield "</details>"
        case Section():
            yield f"{'#' * min(level, DEEPEST)} {for_markdown(numbered_heading(block))}"
            if block.blocks:
                yield ""
                yield from markdown_lines(block.blocks, level + 1, around)
        case _:
            assert_never(block)


def numbered_heading(section: Section) -> str:
    """The title with its number, if it has one."""
    return f"{section.number} {section.heading}" if section.number else section.heading


def slug(heading: str) -> str:
    """What GitHub and GitLab make of a heading to link to it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def _table(found: Table, around: Around) -> Iterator[str]:
    if found.caption:
        yield inline(found.caption, around, begins_block=True)
        yield ""
    marks = ("---" if at in found.text_columns else "---:" for at in range(len(found.header)))
    yield _row(found.header, around)
    yield f"| {' | '.join(marks)} |"
    for row in found.rows:
        yield _row(row, around)
    if found.more:
        yield ""
        yield f"... {and_more(found.more)}"


def _row(cells: Sequence[Words], around: Around) -> str:
    texts = [inline(cell, around, in_table=True) for cell in cells]
    # an empty cell is one space: what else linters say of tables holds of it, too
    return f"|{'|'.join(f' {text} ' if text else ' ' for text in texts)}|"


def _figure(figure: Figure, around: Around) -> Iterator[str]:
    shown = around.figures.get((figure.view, figure.page))
    if shown is not None:
        yield f"![{for_markdown(shown.title)}]({for_uri(shown.href)})"
        if figure.caption:
            yield ""
    if figure.caption:
        yield inline(figure.caption, around, begins_block=True)


def _numbers(numbers: Numbers, around: Around) -> Iterator[str]:
    header = tuple(each.label for each in numbers.items)
    yield _row(header, around)
    yield f"| {' | '.join('---' for _ in header)} |"
    yield _row(tuple((Mark(each.value, Tone.STRONG),) for each in numbers.items), around)
    yield _row(tuple(each.text for each in numbers.items), around)


def inline(
    words: Words, around: Around = ALONE, *, begins_block: bool = False, in_table: bool = False
) -> str:
    """A text on one line of Markdown; where it ``begins_block``, it begins no heading or list, and
    where it stands ``in_table``, it ends no cell."""
    parts = pieces(words)
    return "".join(
        for_markdown_code(piece.text, in_table=in_table)
        if isinstance(piece, Code)
        else _piece(piece, around, begins_block=begins_block and not at)
        for at, piece in enumerate(parts)
    )


def _piece(piece: Piece, around: Around, *, begins_block: bool) -> str:
    match piece:
        case str():
            # spaces at its ends keep it apart from what is beside it
            lead, tail = " " * piece.startswith(" "), " " * piece.endswith(" ")
            text = for_markdown(piece, begins_block=begins_block)
            return f"{lead}{text}{tail}" if text else lead
        case Code():
            return for_markdown_code(piece.text)
        case Mark():
            text = for_markdown(piece.text)
            return text if piece.tone is Tone.QUIET else _strong(text)
        case Link():
            text = for_markdown(piece.text)
            return (
                f"[{text}](#{around.slugs[piece.anchor]})" if piece.anchor in around.slugs else text
            )
        case Address():
            if link_problem(piece.target):
                return for_markdown(piece.text)
            return f"[{for_markdown(piece.text)}](<{_target(piece.target)}>)"
        case _:
            assert_never(piece)


def _target(link: str) -> str:
    """An address between ``<`` and ``>``, which end it."""
    return for_xml_attribute(link).replace("\\", "%5C").replace("|", "%7C")


def _strong(text: str) -> str:
    return f"**{text}**" if text else ""


WRITER = Writer(medium=Medium.TEXT, write=write)
