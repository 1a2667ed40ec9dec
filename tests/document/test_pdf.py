"""Documents as PDF, as another program reads them: pages, text in its order, bookmarks, marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader

import sdgen
from sdgen import api
from sdgen.blocks import Block, Details, Figure, Link, List, Open, Paragraph, Section, Table, Terms
from sdgen.document.records import Document, Figures
from sdgen.document.writers import pdf
from sdgen.document.writers.pdf import ours, write_with
from sdgen.lint.settings import Settings
from tests.document.test_document import DESIGNS, LEAST, TWITTER
from tests.draw.made_fonts import make_font

UNIVERSAL_ACCESS = b"<pdfuaid:part>1</pdfuaid:part>"
NO_FONTS: tuple[Path, ...] = ()
PORTRAIT, LANDSCAPE = (595.5, 842.25), (842.25, 595.5)
HOSTILE = (
    '#panic() $x$ [a] *b* _c_ `d` \\ " #read("/etc/passwd") </text><b> <a> @e // f /* {{g}} = h'
)


def made(design: api.LoadedDesign, template: str = "steps") -> tuple[Document, Figures]:
    linted = api.lint_design(design, Settings(), date.min)
    document = api.make_document(design.facts, linted, file="shop.yaml", template=template)
    return document, api.draw_figures(design.facts, document, api.Options())


def written(text: str, template: str = "steps") -> bytes:
    done = write_with(*made(sdgen.loads(text), template), NO_FONTS)
    assert done.warnings == ()
    return done.data


@cache
def twitter() -> bytes:
    done = write_with(*made(sdgen.load(TWITTER)), NO_FONTS)
    assert done.warnings == ()
    return done.data


@cache
def twitter_pages() -> list[str]:
    return pages(twitter())


def of(*blocks: Block, title: str = "Shop", summary: str = "") -> Document:
    """A document with one section of these blocks."""
    section = Section("all of it", blocks, anchor="all", number="1")
    return Document(
        kind="System design", title=title, summary=summary, about=(), head=(), sections=(section,)
    )


def read(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data))


def pages(data: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in read(data).pages]


def words(data: bytes) -> str:
    return " ".join(pages(data))


def sizes(data: bytes) -> list[tuple[float, float]]:
    return [(float(page.mediabox.width), float(page.mediabox.height)) for page in read(data).pages]


def bookmarks(reader: PdfReader) -> Iterator[tuple[str, int]]:
    """The titles of bookmarks with the page that each leads to, from 1."""

    def listed(items: object) -> Iterator[tuple[str, int]]:
        assert isinstance(items, list)
        for each in items:
            if isinstance(each, list):
                yield from listed(each)
            else:
                number = reader.get_destination_page_number(each)
                assert number is not None
                yield each.title, number + 1

    return listed(reader.outline)


# --- what is in it --------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_document_of_little_has_pages_a_title_and_bookmarks() -> None:
    data = written(LEAST)
    reader = read(data)
    assert reader.metadata is not None
    assert reader.metadata.title == "Least: System design"
    assert not {"/CreationDate", "/ModDate"} & reader.metadata.keys()
    assert UNIVERSAL_ACCESS in data
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert [title for title, _ in bookmarks(reader) if title[1] == " "] == [
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
    assert write_with(*made(sdgen.load(TWITTER)), NO_FONTS).data == twitter()


@pytest.mark.slow
def test_twitter_reads_from_beginning_to_end() -> None:
    said = " ".join(twitter_pages())
    order = (
        "System design",
        "Short posts, a follow graph",
        "Worst availability 99.43%",
        "First to saturate 1.3x",
        "Contents",
        "Table 1 Functional requirements",
        "Asked and answered",
        "Table 3 Rates and bandwidth",
        "How each figure came about",
        "One single point of failure is left: User DB.",
    )
    places = [said.index(each) for each in order]
    assert places == sorted(places)
    assert UNIVERSAL_ACCESS in twitter()


@pytest.mark.slow
def test_contents_name_the_pages_on_which_sections_begin() -> None:
    reader = read(twitter())
    first = twitter_pages()[0]
    contents = first[first.index("Contents") :]
    sections = [(title, page) for title, page in bookmarks(reader) if title[1] == " "]
    assert len(sections) == 8
    for title, page in sections:
        assert f"{title} {page}" in contents
        assert title in twitter_pages()[page - 1]


@pytest.mark.slow
def test_each_page_names_its_section_and_its_number() -> None:
    found = twitter_pages()
    assert found[0].startswith("System design Twitter")
    assert found[0].endswith("1")
    assert found[1].startswith("Twitter 1 Requirements")
    assert found[-1].startswith("Twitter 7 Bottlenecks")
    assert all(said.endswith(f"{at}") for at, said in enumerate(found, start=1))


@pytest.mark.slow
def test_a_picture_that_is_wide_has_a_landscape_page_and_says_where() -> None:
    names = [f"stage{number}" for number in range(16)]
    calls = "".join(
        f"  {one}: {{kind: service, calls: [{other}]}}\n" for one, other in pairwise(names)
    )
    text = (
        "sdgen: 1\nname: Chain\ncomponents:\n  web: {kind: client, calls: [stage0]}\n"
        f"{calls}  stage15: {{kind: service}}\n"
        "journeys:\n  go:\n    actor: web\n    rate: 1/s\n    steps:\n"
        f"      - web -> {' -> '.join(names)}\n"
    )
    data = written(text)
    turned = [at for at, size in enumerate(sizes(data)) if size == LANDSCAPE]
    assert set(sizes(data)) == {PORTRAIT, LANDSCAPE}
    pictures = [re.findall(r"Figure \d+", pages(data)[at])[0] for at in turned]
    before = " ".join(pages(data)[: turned[0]])
    assert f"{pictures[0]} is on page {turned[0] + 1}." in before


@pytest.mark.slow
def test_figures_are_vectors_with_a_description_and_their_links() -> None:
    text = LEAST.replace("{kind: service}", "{kind: service, link: 'https://example.org/app'}")
    reader = read(written(text))
    targets = [
        annotation.get_object().get("/A", {}).get("/URI")
        for page in reader.pages
        for annotation in page.get("/Annots", ())
    ]
    assert "https://example.org/app" in targets
    assert "Least: High-level design. High-level design of Least: 1 component" in described(reader)
    assert not any(page.images for page in reader.pages)


def described(reader: PdfReader) -> str:
    """The descriptions of all figures."""
    found = []
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        each = waiting.pop().get_object()
        if isinstance(each, list):
            waiting += each
        elif isinstance(each, dict):
            found += [each["/Alt"]] if "/Alt" in each else []
            waiting += [each["/K"]] if "/K" in each else []
    return " ".join(found)


# --- pages ----------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_long_table_repeats_its_header_and_no_page_has_few_of_its_rows() -> None:
    for above in range(38, 54, 3):
        rows = tuple((f"row {at}", f"{at} MB") for at in range(100))
        lines = List(tuple(f"line {at}" for at in range(above)))
        found = pages(write_with(of(lines, Table(("Name", "Size"), rows)), {}, NO_FONTS).data)
        counts = [said.count("row ") for said in found if "row " in said]
        assert sum(counts) == 100
        assert min(counts) >= 4, above
        assert all("Name Size" in said for said in found if "row " in said)


@pytest.mark.slow
def test_no_heading_is_the_last_on_its_page() -> None:
    for above in range(40, 60, 2):
        lines = List(tuple(f"line {at}" for at in range(above)))
        part = Section("the part", (Paragraph("It says this."),), number="1.1")
        for said in pages(write_with(of(lines, part), {}, NO_FONTS).data):
            assert ("The part" in said) == ("It says this." in said)


@pytest.mark.slow
def test_what_is_folded_elsewhere_begins_on_the_page_of_its_first_lines() -> None:
    rows = tuple((f"row {at}", "many words " * 20) for at in range(9))
    fold = Details("What it comes from", (Table(("Figure", "is"), rows),))
    for above in range(20, 44, 3):
        lines = List(tuple(f"line {at}" for at in range(above)))
        part = Section("the part", (fold,), number="1.1")
        for said in pages(write_with(of(lines, part), {}, NO_FONTS).data):
            assert ("The part" in said) == ("What it comes from" in said) == ("row 0" in said)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["boutique", "payments"])
def test_no_page_but_the_last_is_nearly_empty(name: str) -> None:
    (path,) = (each for each in DESIGNS if each.stem == name)
    reader = read(write_with(*made(sdgen.load(path)), NO_FONTS).data)
    assert len(reader.pages) > 10
    for number, page in enumerate(reader.pages[:-1], start=1):
        assert filled(page) > 0.35, f"page {number}"


def filled(page: PageObject) -> float:
    """How much of the page's height its texts take from the top, its number left out."""
    height = float(page.mediabox.height)
    foot = 64 * 0.75
    found = []

    def see(text: str, matrix: list[float], place: list[float], *_: object) -> None:
        y = place[4] * matrix[1] + place[5] * matrix[3] + matrix[5]
        if text.strip() and y > foot:
            found.append(y)

    page.extract_text(visitor_text=see)
    return (height - min(found)) / (height - foot)


@pytest.mark.slow
def test_rows_that_are_higher_than_a_page_lose_nothing() -> None:
    long = " ".join(f"word{at}" for at in range(3000))
    table = Table(("Name", "Note"), (("a", long), ("b", "short")), text_columns=(0, 1))
    blocks = (table, Terms((("Asked", long),)), Open(long), Details("More", (Paragraph(long),)))
    said = words(write_with(of(*blocks), {}, NO_FONTS).data).split()
    for word in ("word0", "word1499", "word2999"):
        assert said.count(word) == 4


# --- texts are data -------------------------------------------------------------------------------


def test_nothing_that_a_design_says_is_markup() -> None:
    text = HOSTILE.replace('"', "'")
    cell = (text, Link(text, "all"), Link(text, "nowhere"))
    blocks = (
        Paragraph(text),
        List((text,)),
        Terms(((text, text),)),
        Table((text, text), ((cell, text),), text_columns=(0, 1), caption=text),
        Open(text),
        Details(text, (Paragraph(text),)),
        Figure("gone", caption=text),
        Section(text, (), is_name=True, anchor=text, number="1.1"),
    )
    document = of(*blocks, title=text, summary=text)
    data = write_with(document, {}, NO_FONTS).data
    metadata = read(data).metadata
    assert metadata is not None
    assert metadata.title == f"{text}: System design"
    squeezed = words(data).replace(" ", "")
    assert squeezed.count(text.replace(" ", "")) >= 14
    assert UNIVERSAL_ACCESS in data


@pytest.mark.slow
def test_texts_of_every_sort_are_set() -> None:
    texts = {
        "a\u202eb\u2066c": "a\ufffdb\ufffdc",
        "a\nb\tc\x00d": "a b c\ufffdd",
        "\u200b": "",
        "x" * 200: "x" * 200,
        "": "",
    }
    for text, said in texts.items():
        blocks = (
            Paragraph(text),
            List((text,)),
            Terms(((text, text),)),
            Table((text,), ((text,),)),
        )
        document = of(*blocks, Section(text, (), anchor="a", number="1.1"), title=text)
        done = write_with(document, {}, NO_FONTS)
        assert done.warnings == ()
        assert said.replace(" ", "") in words(done.data).replace(" ", "")
        assert UNIVERSAL_ACCESS in done.data


# --- fonts ----------------------------------------------------------------------------------------


@pytest.mark.slow
def test_without_a_font_for_a_letter_there_is_no_mark_and_a_warning_says_why() -> None:
    done = write_with(of(Paragraph("数据")), {}, NO_FONTS)
    lacking, mark = done.warnings
    assert lacking.startswith("no installed font has 据 (U+636E), 数 (U+6570)")
    assert mark == (
        "PDF is written without the mark of PDF/UA-1, by which programs read a document aloud: no "
        "font here has some of its characters"
    )
    assert UNIVERSAL_ACCESS not in done.data
    assert ours(done.data)


@pytest.mark.slow
def test_a_font_of_the_machine_stands_in(tmp_path: Path) -> None:
    make_font(tmp_path / "Boxes.ttf", "Test Boxes", dict.fromkeys("数据", 1000))
    done = write_with(of(Paragraph("数据 in Latin")), {}, [tmp_path])
    (warning,) = done.warnings
    assert warning.startswith("PNG and PDF are drawn with a font of this machine too, Test Boxes")
    assert "数据 in Latin" in words(done.data)
    assert UNIVERSAL_ACCESS in done.data


@pytest.mark.slow
def test_what_typst_cannot_mark_is_written_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_fallback_fonts", lambda *_: pdf.FallbackFonts())
    done = write_with(of(Paragraph("数")), {}, NO_FONTS)
    (warning,) = done.warnings
    assert warning == (
        "PDF is written without the mark of PDF/UA-1, by which programs read a document aloud: "
        'typst: PDF/UA-1 error: the text `"数"` could not be displayed with font `"Roboto"`'
    )
    assert UNIVERSAL_ACCESS not in done.data
