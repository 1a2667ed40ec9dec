"""Blocks as one HTML file: no script, nothing fetched, light and dark as the reader has it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import assert_never

from msgspec import Struct

from sdgen.base.gate import for_xml, for_xml_attribute
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
    Words,
    plain,
)
from sdgen.blocks.phrases import pieces
from sdgen.report.records import Writer

DEEPEST = 6
"""The lowest level that a heading can have."""

STYLE = """\
:root{color-scheme:light dark;--line:#d8dee9;--faint:#5b6577}
@media(prefers-color-scheme:dark){:root{--line:#38404f;--faint:#9aa5b8}}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.25rem;margin-top:2.2rem}h3{font-size:1rem;margin-top:1.6rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:.25rem .9rem .25rem 0;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
th{color:var(--faint);font-weight:500}
.text{text-align:left}
.more{color:var(--faint)}
@media print{body{margin:0;max-width:none}h2,h3{break-after:avoid}tr{break-inside:avoid}}
"""


class Around(Struct, frozen=True):
    """What blocks need of the page around them: how a figure is shown."""

    figure: Callable[[Figure], Iterable[str]]


def _caption_alone(figure: Figure) -> Iterator[str]:
    yield f"<p>{inline(figure.caption)}</p>"


ALONE = Around(_caption_alone)


def write(pages: Sequence[Page]) -> str:
    """The pages as one document, which is also well-formed XML; ends in a newline."""
    title = for_xml(next((page.title for page in pages if page.title), "sdgen"))
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en" xmlns="http://www.w3.org/1999/xhtml">',
        "<head>",
        '<meta charset="utf-8"/>',
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\"/>",
        f"<title>{title}</title>",
        f"<style>\n{STYLE}</style>",
        "</head>",
        "<body>",
        *(line for page in pages for line in _page(page)),
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def fragment(page: Page) -> str:
    """A page as a part of a document that has a look of its own, such as a notebook."""
    return f"<div>{''.join(_page(page))}</div>"


def _page(page: Page) -> Iterator[str]:
    if page.title:
        yield f"<h1>{for_xml(page.title)}</h1>"
    yield from html_lines(page.blocks)


def html_lines(blocks: Iterable[Block], level: int = 2, around: Around = ALONE) -> Iterator[str]:
    """The elements of blocks; headings begin at ``level``."""
    for block in blocks:
        yield from _block(block, level, around)


def _block(block: Block, level: int, around: Around) -> Iterator[str]:
    match block:
        case Paragraph():
            kind = ' class="quiet"' if block.quiet else ""
            yield f"<p{kind}>{inline(block.text)}</p>"
        case List():
            yield "<ul>"
            yield from (f"<li>{inline(item)}</li>" for item in block.items)
            yield "</ul>"
        case Terms():
            yield '<dl class="beside">' if block.beside else "<dl>"
            for name, said in block.pairs:
                yield f"<dt>{inline(name)}</dt><dd>{inline(said)}</dd>"
            yield "</dl>"
        case Table():
            yield from _table(block)
        case Figure():
            yield from around.figure(block)
        case Open():
            yield f'<p class="open"><b>Open</b> {inline(block.text)}</p>'
        case Numbers():
            yield from _numbers(block)
        case Details():
            yield f"<details><summary>{for_xml(block.summary)}</summary>"
            yield from html_lines(block.blocks, level, around)
            yield "</details>"
        case Section():
            yield from _section(block, level, around)
        case _:
            assert_never(block)


def _section(section: Section, level: int, around: Around) -> Iterator[str]:
    heading = f"h{min(level, DEEPEST)}"
    anchor = f' id="{for_xml_attribute(section.anchor)}"' if section.anchor else ""
    number = f'<span class="number">{for_xml(section.number)}</span> ' if section.number else ""
    yield f"<{heading}{anchor}>{number}{for_xml(section.heading)}</{heading}>"
    yield from html_lines(section.blocks, level + 1, around)


def _numbers(numbers: Numbers) -> Iterator[str]:
    yield '<div class="numbers">'
    for each in numbers.items:
        tone = f' class="{each.tone.value}"' if each.tone is not None else ""
        value = f"<b{tone}>{for_xml(each.value)}</b>"
        yield f"<div><small>{for_xml(each.label)}</small>{value}<p>{inline(each.text)}</p></div>"
    yield "</div>"


LONG, LONGEST = 40, 90
"""Characters of a cell: a narrow screen gives its column more room, so that rows stay low."""


def _table(found: Table) -> Iterator[str]:
    label = for_xml_attribute(plain(found.caption) or found.header[0] or "Table")
    yield f'<div class="scroll" tabindex="0" role="group" aria-label="{label}"><table>'
    if found.caption:
        yield f"<caption>{inline(found.caption)}</caption>"
    kinds = [_kind(found, at) for at in range(len(found.header))]
    yield f"<thead>{_row(kinds, found.header, 'th')}</thead>"
    yield "<tbody>"
    yield from (_row(kinds, row, "td") for row in found.rows)
    yield "</tbody>"
    yield "</table></div>"
    if found.more:
        yield f'<p class="more">... {and_more(found.more)}</p>'


def _kind(found: Table, at: int) -> str:
    """The class of a column of words, by how long they are; nothing of figures."""
    if at not in found.text_columns:
        return ""
    most = max((len(plain(row[at])) for row in found.rows), default=0)
    long = " longest" if most > LONGEST else " long" if most > LONG else ""
    return f' class="text{long}"'


def _row(kinds: Sequence[str], cells: Sequence[Words], tag: str) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    made = (
        f"<{tag}{scope}{kind}>{inline(cell)}</{tag}>"
        for kind, cell in zip(kinds, cells, strict=True)
    )
    return f"<tr>{''.join(made)}</tr>"


def inline(words: Words) -> str:
    """A text as content of an element."""
    return "".join(map(_piece, pieces(words)))


def _piece(piece: Piece) -> str:
    match piece:
        case str():
            return for_xml(piece)
        case Code():
            return f"<code>{for_xml(piece.text)}</code>"
        case Mark():
            return f'<span class="{piece.tone.value}">{for_xml(piece.text)}</span>'
        case Link():
            return f'<a href="#{for_xml_attribute(piece.anchor)}">{for_xml(piece.text)}</a>'
        case Address():
            if link_problem(piece.target):
                return for_xml(piece.text)
            return f'<a href="{for_xml_attribute(piece.target)}">{for_xml(piece.text)}</a>'
        case _:
            assert_never(piece)


WRITER = Writer(medium=Medium.XML, write=write)
