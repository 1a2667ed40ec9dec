"""Markers are found where Markdown has a comment, and what is wrong with them is said at its place."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sdgen.workspace.embed.markers import MOST_FINDINGS, find_markers
from tests.support.cases import every_case
from tests.support.quick import examples

PAIR = "<!-- sdgen: a.yaml -->\n<!-- /sdgen -->\n"
CLOSED = "write <!-- /sdgen --> on a line of its own below it"
EXAMPLE = "<!-- sdgen: designs/shop.yaml view=high-level -->"


def told(text: str) -> list[str]:
    """Place, message and help of each finding."""
    return [
        f"{each.span.line}:{each.span.column}: {each.message} | {each.help}".removesuffix(" | ")
        for each in find_markers(text, "a.md").findings
    ]


def test_what_a_marker_says() -> None:
    text = (
        '\n<!-- sdgen: "my shop.yaml" view=sequence:buy format=svg width=600\n'
        "     alt='The \"shop\"' -->\nold\n<!-- /sdgen -->"
    )
    [marker] = find_markers(text, "a.md").markers
    wanted = marker.wanted
    assert (wanted.design, wanted.view, wanted.table) == ("my shop.yaml", "sequence:buy", "")
    assert (wanted.format, wanted.width, wanted.alt) == ("svg", 600, 'The "shop"')
    assert (wanted.at.line, wanted.at.column, wanted.at.end_line) == (2, 1, 3)
    assert (wanted.place("alt").line, wanted.place("alt").column) == (3, 6)
    assert (wanted.place("design").column, wanted.place("design").end_column) == (13, 27)
    assert wanted.place("table") == wanted.at
    assert text[marker.begin : marker.end] == "old\n"


def test_a_table_and_what_is_taken_where_nothing_is_said() -> None:
    text = f"{PAIR}\n<!--sdgen:/b.yaml table=spof-->\n<!--/sdgen-->"
    first, second = find_markers(text, "a.md").markers
    assert (first.wanted.view, first.wanted.format, first.wanted.width) == ("high-level", "png", 0)
    assert (second.wanted.design, second.wanted.view, second.wanted.table) == (
        "/b.yaml",
        "",
        "spof",
    )


@every_case(
    ("text", "prefix", "between"),
    [
        (PAIR, "", ""),
        (f"> {PAIR.strip().replace(chr(10), chr(10) + '> ')}", "> ", ""),
        ("- <!-- sdgen: a.yaml -->\n  old\n  <!-- /sdgen -->", "  ", "  old\n"),
        ("12. a\n\n    <!-- sdgen: a.yaml -->\n    <!-- /sdgen -->", "    ", ""),
        ("> 1) <!-- sdgen: a.yaml -->\n>    x\n>    <!-- /sdgen -->", ">    ", ">    x\n"),
        ("<div>\n<!-- sdgen: a.yaml -->\n<!-- /sdgen -->\n</div>", "", ""),
        ("a\n<!-- sdgen: a.yaml -->\n```\nx\n```\n<!-- /sdgen -->\nb", "", "```\nx\n```\n"),
        ("a\r\n<!-- sdgen: a.yaml -->\r\nx\r\n<!-- /sdgen -->\r\n", "", "x\r\n"),
        ("a\r<!-- sdgen: a.yaml -->\rx\r<!-- /sdgen -->", "", "x\r"),
        ("a \u2028 \x85 \x0c b\n<!-- sdgen: a.yaml -->\n\u2028\n<!-- /sdgen -->", "", "\u2028\n"),
        ("```\n<!-- sdgen: no.yaml -->\n```\n" + PAIR, "", ""),
        ("<!--\n<!-- sdgen: no.yaml -->\n" + PAIR, "", ""),
    ],
)
def test_where_a_marker_stands(text: str, prefix: str, between: str) -> None:
    found = find_markers(text, "a.md")
    assert found.findings == ()
    [marker] = found.markers
    assert marker.wanted.design == "a.yaml"
    assert (marker.prefix, text[marker.begin : marker.end]) == (prefix, between)


@every_case(
    "text",
    [
        "no marker, sdgen or not",
        "<!-- sdgen is good at this -->\n",
        "<!-- sdgen -->",
        "a <!-- sdgen is good --> b",
        f"```markdown\n{PAIR}```\n",
        f"~~~\n{PAIR}~~~\n",
        f"````\n```\n{PAIR}```\n````\n",
        f"- a\n\n  ```\n  {PAIR.replace(chr(10), chr(10) + '  ')}```\n",
        f"> ```\n> {PAIR.replace(chr(10), chr(10) + '> ')}\n",
        f"```\n{PAIR}",
        "    <!-- sdgen: a.yaml -->\n",
        "\t<!-- sdgen: a.yaml -->\n",
        "write `<!-- sdgen: a.yaml -->` and `` `<!-- /sdgen -->` ``\n",
        f"<pre>\n{PAIR}</pre>",
        f"<PRE class='x'>\n{PAIR}</PRE>",
        f"<script>\n{PAIR}</script>",
        "\\<!-- sdgen: a.yaml -->",
    ],
)
def test_code_and_other_texts_have_no_markers(text: str) -> None:
    found = find_markers(text, "a.md")
    assert (found.markers, found.findings) == ((), ())


@every_case(
    ("text", "expected"),
    [
        (
            "a\n\n<!-- sdgen: a.yaml -->\n",
            f"3:1: this marker is not closed before the file ends | {CLOSED}",
        ),
        (
            f"<!-- sdgen: a.yaml -->\n{PAIR}",
            f"1:1: this marker is not closed before another begins in line 2 | {CLOSED}",
        ),
        (
            f"{PAIR}<!-- /sdgen -->",
            f"3:1: this marker closes nothing | write {EXAMPLE} above it, or remove it",
        ),
        (
            "<!-- sdgen: a.yaml\n\nx",
            "1:1: this marker is no whole comment: '-->' is missing | write --> at its end",
        ),
        (
            "<!-- sdgen a.yaml -->\n<!-- /sdgen -->",
            f"1:1: a marker begins with 'sdgen:', and here the colon is missing | write {EXAMPLE}",
        ),
        (
            "a `x` <!-- sdgen: a.yaml -->\n\n<!-- /sdgen -->",
            "1:7: this marker does not stand alone on its line | write it on a line of its own, and "
            "<!-- /sdgen --> on another below it",
        ),
        (
            "`<!-- /sdgen -->`, b\n# <!-- /sdgen -->",
            "2:3: this marker does not stand alone on its line | write it on a line of its own, and "
            "<!-- /sdgen --> on another below it",
        ),
        (
            "  <!-- sdgen: a.yaml --> <!-- /sdgen -->",
            "1:3: this marker does not stand alone on its line | write it on a line of its own, and "
            "<!-- /sdgen --> on another below it",
        ),
        (
            "<!-- sdgen: a.yaml -->\n- <!-- /sdgen -->",
            "2:3: this marker does not stand alone on its line | write it on a line of its own, and "
            "<!-- /sdgen --> on another below it",
        ),
        (
            "- <!-- sdgen: a.yaml -->\n\n<!-- /sdgen -->",
            "1:3: this marker begins and ends in different quotes or list items | write "
            "<!-- /sdgen --> with the same signs or spaces before it",
        ),
        ("<!-- sdgen: -->\n<!-- /sdgen -->", f"1:1: this marker names no design | write {EXAMPLE}"),
        (
            "<!-- sdgen: a.yaml veiw=x -->\n<!-- /sdgen -->",
            "1:20: there is no option 'veiw' | did you mean 'view'? options: view, table, format, "
            "alt, width, base",
        ),
        (
            "<!-- sdgen: a.yaml base=out -->\n<!-- /sdgen -->",
            "1:20: 'base' is the address of a folder, such as https://example.org/main, not 'out' | leave it out for paths "
            "from this file",
        ),
        (
            "<!-- sdgen: a.yaml view=x view=y -->\n<!-- /sdgen -->",
            "1:27: 'view' is given twice",
        ),
        (
            "<!-- sdgen: a.yaml spof -->\n<!-- /sdgen -->",
            "1:20: 'spof' is no option of a marker | write table=spof",
        ),
        (
            "<!-- sdgen: a.yaml sequence:buy -->\n<!-- /sdgen -->",
            "1:20: 'sequence:buy' is no option of a marker | write view=sequence:buy",
        ),
        (
            "<!-- sdgen: my shop.yaml -->\n<!-- /sdgen -->",
            "1:16: 'shop.yaml' is no option of a marker | an option is written as view=high-level, a "
            'path with spaces in quotes: "my shop.yaml"',
        ),
        (
            "<!-- sdgen: a.yaml view=x table=spof -->\n<!-- /sdgen -->",
            "1:27: 'view' is a picture and 'table' a table: one of both | write one marker for the "
            "picture and one for the table",
        ),
        (
            "<!-- sdgen: a.yaml table=spof width=3 -->\n<!-- /sdgen -->",
            "1:31: 'width' is for pictures, and this is a table | leave it out",
        ),
        (
            "<!-- sdgen: a.yaml format=pgn -->\n<!-- /sdgen -->",
            "1:20: 'format' is png or svg, not 'pgn' | did you mean 'png'? write format=png",
        ),
        (
            "<!-- sdgen: a.yaml width=wide -->\n<!-- /sdgen -->",
            "1:20: 'width' is a whole number of px from 1 to 10,000, not 'wide' | write width=800",
        ),
        (
            "<!-- sdgen: a.yaml alt='' -->\n<!-- /sdgen -->",
            "1:20: 'alt' is empty | leave it out, or write alt=...",
        ),
    ],
)
def test_what_is_wrong_with_a_marker(text: str, expected: str) -> None:
    assert told(text) == [expected]


@every_case("width", ["0", "10001", "1e3", "-1", "٣", "9" * 5000, "1.5"])
def test_a_width_is_a_number_of_pixels(width: str) -> None:
    [said] = told(f"<!-- sdgen: a.yaml width={width} -->\n<!-- /sdgen -->")
    assert "1:20: 'width' is a whole number of px" in said


def test_one_broken_marker_does_not_hide_another() -> None:
    text = f"{PAIR}<!-- sdgen: a.yaml wide -->\n<!-- /sdgen -->\n{PAIR}<!-- sdgen: b.yaml -->"
    found = find_markers(text, "a.md")
    assert (len(found.markers), len(found.findings)) == (2, 2)


@pytest.mark.slow
def test_so_much_is_told_and_no_more() -> None:
    many = find_markers("<!-- sdgen: a.yaml b -->\n<!-- /sdgen -->\n" * 300, "a.md").findings
    assert len(many) == MOST_FINDINGS + 1
    assert many[-1].message == "more is wrong than is listed"
    assert len(told(f"<!-- sdgen: a.yaml {'b ' * 10_000}-->\n<!-- /sdgen -->")) < 20


@pytest.mark.slow
@every_case(
    "tail",
    [
        "<!-- sdgen: " * 80_000,
        "<!--" * 200_000,
        f"x {'<!-- sdgen: a -->' * 50_000}",
        f"<!-- sdgen: {'a=' + chr(34)!s}" * 60_000,
        f"<!-- sdgen: {' ' * 900_000}-->",
        f"x <!-- sdgen: y -->{'[a](' * 400}\n\n" * 400,
        "> " * 400_000,
    ],
)
def test_a_hostile_text_takes_no_longer_than_it_is_large(tail: str) -> None:
    """Each of these took minutes, or would, where something is looked for from every place."""
    assert find_markers(PAIR + tail, "a.md").markers[0].wanted.design == "a.yaml"


class _Comments(HTMLParser):
    """The comments of a page, outside code."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_comment(self, data: str) -> None:
        self.found.append(data)


PIECES = st.sampled_from(
    [
        "<!-- sdgen: N.yaml -->\n",
        "<!-- /sdgen -->\n",
        "text\n",
        "\n",
        "```\n",
        "~~~~\n",
        "- item\n",
        "  <!-- sdgen: N.yaml -->\n",
        "  <!-- /sdgen -->\n",
        "> <!-- sdgen: N.yaml -->\n",
        "> <!-- /sdgen -->\n",
        "> quote\n",
        "    <!-- sdgen: N.yaml -->\n",
        "`a\n",
        "<div>\n",
        "1. <!-- sdgen: N.yaml -->\n",
        "   <!-- /sdgen -->\n",
        "a `<!-- /sdgen -->` b\n",
        "# h\n",
        "***\n",
    ]
)


@given(st.lists(PIECES, max_size=14))
@examples(1500, quick=11)
def test_markers_are_the_comments_of_the_page_that_is_shown(pieces: list[str]) -> None:
    """Told by whoever shows the page: a comment in code is text there. Each marker has a number, and
    every one is found in its order, or something is broken; nothing else is."""
    text = "".join(piece.replace("N", str(number)) for number, piece in enumerate(pieces))
    shown = _Comments()
    shown.feed(MarkdownIt("commonmark").render(text))
    begun = [
        each[1] for each in map(re.compile(r" sdgen: (\d+)\.yaml ").fullmatch, shown.found) if each
    ]
    found = find_markers(text, "a.md")
    named = [int(each.wanted.design.removesuffix(".yaml")) for each in found.markers]
    assert set(named) <= {int(each) for each in begun}
    if not found.findings:
        assert named == [int(each) for each in begun]
    assert named == sorted(named)
    for marker in found.markers:
        lines = text[: marker.end].count("\n")
        assert "/sdgen" in text.splitlines()[lines]
        assert text[: marker.begin].endswith("-->\n")
