"""Documents as Markdown, read again by another program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

import sdgen
from sdgen import api
from sdgen.blocks import Numbers, Table, plain
from sdgen.document.records import Document, Figures, every_block
from tests.document.given import ALL, DESIGNS, SOON_DRAWN, made, made_of_file
from tests.document.test_html import hostile_design
from tests.support.quick import is_quick, picked

READER = MarkdownIt("commonmark").enable("table")


def parsed(document: Document, figures: Figures) -> tuple[str, list[Token], list[Table]]:
    text = api.write_document(document, "markdown", figures).data.decode()
    tables = [
        each
        for each in every_block((*document.head, *document.sections))
        if isinstance(each, Table)
    ]
    assert sum(isinstance(each, Numbers) for each in document.head) <= 1
    return text, READER.parse(text), tables


def cells(tokens: list[Token]) -> list[list[list[str]]]:
    """The cells of each table, by row."""
    found: list[list[list[str]]] = []
    for at, token in enumerate(tokens):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif token.type in ("td_open", "th_open"):
            inline = tokens[at + 1]
            found[-1][-1].append(
                "".join(each.content for each in inline.children or () if not each.nesting)
            )
    return found


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("path", picked(ALL, quick=SOON_DRAWN), ids=lambda each: each.stem)
def test_another_reader_finds_the_same_cells(path: Path) -> None:
    _, tokens, tables = parsed(*made_of_file(path))
    found = cells(tokens)
    if len(found) > len(tables):
        found = found[1:]  # the figures of the head are a table too
    expected = [
        [[squeezed(plain(cell)) for cell in row] for row in (table.header, *table.rows)]
        for table in tables
    ]
    assert [[[squeezed(cell) for cell in row] for row in table] for table in found] == expected


@pytest.mark.slow
def test_a_hostile_design_has_the_same_cells_and_no_markup_of_its_own() -> None:
    text, tokens, tables = parsed(*made(hostile_design()))
    found = cells(tokens)[-len(tables) :]
    expected = [
        [[squeezed(plain(cell)) for cell in row] for row in (table.header, *table.rows)]
        for table in tables
    ]
    assert [[[squeezed(cell) for cell in row] for row in table] for table in found] == expected
    html = [token.content for token in tokens if token.type == "html_block"]
    assert all(
        re.fullmatch(
            r"(<!-- Made by .* -->|</?details>|<details>\n<summary>.*</summary>)", each.strip()
        )
        for each in html
    ), html
    for token in tokens:
        for each in token.children or ():
            assert each.type != "html_inline", each
            assert each.type != "link_open" or str(each.attrGet("href")).startswith("#"), each
    assert "<script>" not in READER.render(text)


def test_every_line_fits_the_rules_of_markdown() -> None:
    """One heading of level 1, an empty line around blocks, no two empty lines, no spaces at ends."""
    text, tokens, _ = parsed(*made_of_file(SOON_DRAWN[0]))
    assert is_quick() or "\n\n\n" not in sdgen.load(DESIGNS[-2]).document(template="rfc").decode()
    assert sum(each.type == "heading_open" and each.tag == "h1" for each in tokens) == 1
    assert "\n\n\n" not in text and text.endswith("\n") and not text.endswith("\n\n")
    assert not re.search(r"[ \t]$", text, re.MULTILINE)
    for before, heading, after in re.findall(r"^(.*)\n(#+ .*)\n(.*)$", text, re.MULTILINE):
        assert (before, after) == ("", ""), heading
