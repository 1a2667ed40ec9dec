"""Documents as PDF, as another program reads them: pages, text in its order, bookmarks, marks."""

from __future__ import annotations

import sys
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

import sdgen
from sdgen import api
from sdgen.base.extras import MissingExtraError
from sdgen.document.records import Document, Figures
from sdgen.document.writers import pdf
from sdgen.document.writers.pdf import WRITER, ours, write_with
from sdgen.lint.settings import Settings
from tests.document.test_document import LEAST, TWITTER

UNIVERSAL_ACCESS = b"<pdfuaid:part>1</pdfuaid:part>"
NO_FONTS: tuple[Path, ...] = ()


def made(design: api.LoadedDesign, template: str = "steps") -> tuple[Document, Figures]:
    linted = api.lint_design(design, Settings(), date.min)
    document = api.make_document(design.facts, linted, file="shop.yaml", template=template)
    return document, api.draw_figures(design.facts, document, api.Options())


def written(text: str, template: str = "steps") -> bytes:
    design = sdgen.loads(text)
    done = write_with(*made(design, template), NO_FONTS)
    assert done.warnings == ()
    return done.data


@cache
def twitter() -> bytes:
    done = write_with(*made(sdgen.load(TWITTER)), NO_FONTS)
    assert done.warnings == ()
    return done.data


def words(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(data).pages).split())


def read(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data))


def bookmarks(reader: PdfReader) -> list[str]:
    def titles(items: list[object]) -> list[str]:
        found: list[str] = []
        for each in items:
            found += titles(each) if isinstance(each, list) else [each.title]  # type: ignore[attr-defined]
        return found

    return titles(reader.outline)


def test_a_document_of_little_has_pages_a_title_and_bookmarks() -> None:
    data = written(LEAST)
    reader = read(data)
    assert reader.metadata is not None
    assert reader.metadata.title == "Least: System design"
    assert not {"/CreationDate", "/ModDate"} & reader.metadata.keys()
    assert UNIVERSAL_ACCESS in data
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert [mark for mark in bookmarks(reader) if mark[1] == " "] == [
        "1 Requirements",
        "2 Estimates",
        "3 Interface",
        "4 Data model",
        "5 High-level design",
        "6 Detailed design",
        "7 Bottlenecks",
        "8 Summary",
    ]
    assert ours(data)
    assert not ours(b"%PDF-1.7 of somebody else")
    assert not ours(data[5:])


@pytest.mark.slow
def test_the_same_bytes_twice() -> None:
    done = write_with(*made(sdgen.load(TWITTER)), NO_FONTS)
    assert done.data == twitter()


@pytest.mark.slow
def test_twitter_reads_from_beginning_to_end() -> None:
    said = words(twitter())
    order = (
        "System design",
        "Short posts, a follow graph",
        "Worst availability 99.43%",
        "Contents",
        "Table 1 Functional requirements",
        "Asked and answered",
        "Table 3 Rates and bandwidth",
        "How each figure came about",
        "Three single points of failure are left",
    )
    places = [said.index(each) for each in order]
    assert places == sorted(places)


def test_a_missing_extra_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtraError, match=r"sdgen\[pdf\]"):
        pdf.require()
    assert WRITER.require is pdf.require
