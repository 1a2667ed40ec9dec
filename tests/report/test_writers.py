"""Blocks in every format: what a writer makes of them, and that no text becomes markup."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

import sdgen
from sdgen.analyses.explain.figures import explain, explainable
from sdgen.blocks import List, Page, Paragraph, Section, Table
from sdgen.report.analysis import analysis_page
from sdgen.report.estimate import estimate_page, explanation_page
from sdgen.report.what_if import what_if_page
from sdgen.report.writers import is_for_people, page_formats, write_pages
from tests.support.cases import every_case
from tests.support.quick import picked

DESIGNS = sorted((Path(__file__).parents[2] / "designs").glob("*.yaml"))
HTML = "{http://www.w3.org/1999/xhtml}"
PAGE = Page(
    "Shop (shop.yaml)",
    (
        Paragraph("nothing is stated of journeys"),
        Section(
            "journeys",
            (
                Table(("", "average", "peak"), (("buy", "3/s", "12/s"), ("look", "30/s", "120/s"))),
                List(("buy: overloaded",)),
            ),
        ),
        Section(
            "buy: 99% available",
            (
                Paragraph("down 3.65 d a year"),
                Section(
                    "cut sets",
                    (
                        Table(
                            ("fail together", "probability"), (("a + b", "1e-05"),), 9, plain=True
                        ),
                    ),
                ),
                Section("importance", (Table(("event", "Birnbaum"), (("db/1", "0.9"),)),)),
            ),
            is_name=True,
        ),
    ),
)


def test_a_terminal_has_columns_and_indents() -> None:
    assert write_pages("text", (PAGE,)) == (
        "Shop (shop.yaml)\n"
        "nothing is stated of journeys\n"
        "\n"
        "journeys  average  peak\n"
        "  buy     3/s      12/s\n"
        "  look    30/s     120/s\n"
        "  buy: overloaded\n"
        "\n"
        "buy: 99% available\n"
        "  down 3.65 d a year\n"
        "  cut sets\n"
        "    a + b  1e-05\n"
        "    ... and 9 more\n"
        "  importance\n"
        "    event  Birnbaum\n"
        "    db/1   0.9\n"
    )


def test_markdown_has_headings_and_tables() -> None:
    assert write_pages("markdown", (PAGE,)) == (
        "# Shop (shop.yaml)\n"
        "\n"
        "nothing is stated of journeys\n"
        "\n"
        "## Journeys\n"
        "\n"
        "| | average | peak |\n"
        "| --- | ---: | ---: |\n"
        "| buy | 3/s | 12/s |\n"
        "| look | 30/s | 120/s |\n"
        "\n"
        "- buy: overloaded\n"
        "\n"
        "## buy: 99% available\n"
        "\n"
        "down 3.65 d a year\n"
        "\n"
        "### Cut sets\n"
        "\n"
        "| fail together | probability |\n"
        "| --- | ---: |\n"
        "| a + b | 1e-05 |\n"
        "\n"
        "... and 9 more\n"
        "\n"
        "### Importance\n"
        "\n"
        "| event | Birnbaum |\n"
        "| --- | ---: |\n"
        "| db/1 | 0.9 |\n"
    )


def parsed(html: str) -> ElementTree.Element:
    return ElementTree.fromstring(html.replace("<!DOCTYPE html>\n", ""))


def test_html_is_one_file_without_script() -> None:
    root = parsed(write_pages("html", (PAGE,)))
    assert root.findtext(f".//{HTML}title") == "Shop (shop.yaml)"
    assert [each.text for each in root.iter(f"{HTML}h2")] == ["Journeys", "buy: 99% available"]
    assert [each.text for each in root.iter(f"{HTML}h3")] == ["Cut sets", "Importance"]
    cells = [[cell.text for cell in row] for row in root.iter(f"{HTML}tr")]
    assert ["buy", "3/s", "12/s"] in cells
    assert ["event", "Birnbaum"] in cells
    used = {each.tag.removeprefix(HTML) for each in root.iter()}
    assert not used & {"script", "link", "img", "iframe", "object"}


@every_case("form", page_formats())
def test_no_text_is_markup(form: str) -> None:
    hostile = "# <script>x</script> | a\n::error::b\x1b[31m \u202e [l](//e) &amp; *b*"
    page = Page(
        hostile,
        (
            Paragraph(hostile),
            List((hostile,)),
            Table((hostile, "b"), ((hostile, hostile),), 1),
            Section(hostile, (Section(hostile, (Paragraph(hostile),)),)),
        ),
    )
    written = write_pages(form, (page,))
    assert not any(each in written for each in ("\x1b", "\u202e"))
    assert not any(line.lstrip().startswith("::") for line in written.splitlines())
    if form == "html":
        tags = {each.tag.removeprefix(HTML) for each in parsed(written).iter()}
        assert "script" not in tags
    if form == "markdown":
        headings = [line for line in written.splitlines() if line.startswith("#")]
        assert [line.split(" ")[0] for line in headings] == ["#", "##", "###"]
        assert "<script>" not in written.replace(r"\<script\>", "")


def test_deep_sections_have_the_lowest_heading() -> None:
    section = Section("nine", (Paragraph("deep"),))
    for number in range(8):
        section = Section(f"level {number}", (section,))
    page = Page("top", (section,))
    assert "\n###### Nine\n" in write_pages("markdown", (page,))
    assert "<h6>Nine</h6>" in write_pages("html", (page,))


def test_pages_follow_each_other_and_one_without_title_is_its_sections() -> None:
    part = Page("", (Section("a", (Paragraph("one"),)), Section("b", (Paragraph("two"),))))
    assert write_pages("text", (part,)) == "a\n  one\n\nb\n  two\n"
    assert write_pages("markdown", (part,)) == "## A\n\none\n\n## B\n\ntwo\n"
    assert "<h1>" not in write_pages("html", (part,))
    assert write_pages("text", (part, part)) == "a\n  one\n\nb\n  two\n\na\n  one\n\nb\n  two\n"


def test_formats_are_found_and_others_refused() -> None:
    assert page_formats() == ("text", "html", "markdown")
    assert [form for form in page_formats() if is_for_people(form)] == ["text", "markdown"]
    assert not is_for_people("json")
    with pytest.raises(ValueError, match="there is no format 'tex' for reports"):
        write_pages("tex", (PAGE,))


@pytest.mark.parametrize(
    "path",
    picked(DESIGNS, quick=[each for each in DESIGNS if each.stem in ("minimal", "url-shortener")]),
    ids=lambda path: path.stem,
)
def test_every_report_of_every_design_is_valid_in_every_format(path: Path) -> None:
    design = sdgen.load(path)
    estimate = design.estimate()
    figures = [explain(estimate, name)[0] for name in list(explainable(estimate))[:5]]
    event = next(iter(design.facts.what_can_fail))
    failed = design.analyze(fail=[event]).what_if
    assert failed is not None
    pages = (
        analysis_page(design.analyze()),
        estimate_page(estimate),
        explanation_page(figures),
        what_if_page(design.name, failed),
    )
    for each in pages:
        root = parsed(write_pages("html", (each,)))
        assert len(list(root.iter(f"{HTML}h2"))) == sum(
            isinstance(block, Section) for block in each.blocks
        )
        for line in write_pages("markdown", (each,)).splitlines():
            assert not line.startswith("|") or line.endswith("|")
