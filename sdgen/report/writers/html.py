"""Blocks as one HTML file: no script, nothing fetched, light and dark as the reader has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from sdgen.base.gate import for_xml
from sdgen.base.medium import Medium
from sdgen.base.words import and_more
from sdgen.blocks import Block, List, Page, Paragraph, Section, Table
from sdgen.report.records import Writer

DEEPEST = 6
"""The lowest level that a heading can have."""

STYLE = """\
:root{color-scheme:light dark;--line:#d8dee9;--faint:#5b6577}
@media(prefers-color-scheme:dark){:root{--line:#38404f;--faint:#9aa5b8}}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.25rem;margin-top:2.2rem}h3{font-size:1rem;margin-top:1.6rem}
div{overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:.25rem .9rem .25rem 0;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
th{color:var(--faint);font-weight:500}
.text{text-align:left}
.more{color:var(--faint)}
@media print{body{margin:0;max-width:none}h2,h3{break-after:avoid}tr{break-inside:avoid}}
"""


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
    for block in page.blocks:
        yield from _block(block, 2)


def _block(block: Block, level: int) -> Iterator[str]:
    match block:
        case Paragraph():
            yield f"<p>{for_xml(block.text)}</p>"
        case List():
            yield "<ul>"
            yield from (f"<li>{for_xml(item)}</li>" for item in block.items)
            yield "</ul>"
        case Table():
            yield from _table(block)
        case Section():
            heading = f"h{min(level, DEEPEST)}"
            yield f"<{heading}>{for_xml(block.heading)}</{heading}>"
            for each in block.blocks:
                yield from _block(each, level + 1)
        case _:
            assert_never(block)


def _table(found: Table) -> Iterator[str]:
    yield "<div><table>"
    yield f"<thead>{_row(found, found.header, 'th')}</thead>"
    yield "<tbody>"
    yield from (_row(found, row, "td") for row in found.rows)
    yield "</tbody>"
    yield "</table></div>"
    if found.more:
        yield f'<p class="more">... {and_more(found.more)}</p>'


def _row(found: Table, cells: Sequence[str], tag: str) -> str:
    made = (
        f'<{tag} class="text">{for_xml(cell)}</{tag}>'
        if at in found.text_columns
        else f"<{tag}>{for_xml(cell)}</{tag}>"
        for at, cell in enumerate(cells)
    )
    return f"<tr>{''.join(made)}</tr>"


WRITER = Writer(medium=Medium.XML, write=write)
