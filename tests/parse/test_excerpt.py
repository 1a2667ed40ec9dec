"""Excerpts show the place in its lines, fit the width, and are safe to print."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdgen.base.span import Span
from sdgen.parse import excerpt as module
from sdgen.parse.excerpt import excerpt

TEXT = "sdgen: 1\nname: Größe\ncomponents:\n  web: {knid: client}\n"


def lines(text: str, span: Span, **options: int) -> list[str]:
    return excerpt(text, span, **options).split("\n")


def test_a_word_is_marked_between_its_neighbours():
    assert lines(TEXT, Span("f", 4, 9, 4, 13)) == [
        "  |",
        "3 | components:",
        "4 |   web: {knid: client}",
        "  |         ^^^^",
        "  |",
    ]


def test_more_context_and_wider_gutters():
    text = "\n".join(f"line {number}" for number in range(1, 13))
    assert lines(text, Span("f", 9, 6, 9, 7), context=2) == [
        "   |",
        " 7 | line 7",
        " 8 | line 8",
        " 9 | line 9",
        "   |      ^",
        "10 | line 10",
        "11 | line 11",
        "   |",
    ]


def test_a_place_without_length_still_has_a_mark():
    assert lines("a:", Span("f", 1, 3, 1, 3))[1:3] == ["1 | a:", "  |   ^"]


def test_a_span_of_several_lines_is_marked_to_the_end_of_its_first():
    assert lines("a: [1,\n2]", Span("f", 1, 4, 2, 3))[1:3] == ["1 | a: [1,", "  |    ^^^"]


def test_wide_and_combining_characters_keep_the_mark_in_place():
    assert lines("名前: xy", Span("f", 1, 5, 1, 7))[2] == "  |       ^^"
    assert lines("e\u0301: xy", Span("f", 1, 5, 1, 7))[2] == "  |    ^^"
    assert lines("名前: xy", Span("f", 1, 1, 1, 3))[2] == "  | ^^^^"


def test_tabs_become_spaces():
    assert lines("\ta:\tb", Span("f", 1, 5, 1, 6))[1:3] == ["1 |     a:  b", "  |         ^"]


def test_long_lines_are_clipped_around_the_place():
    text = f"{'y' * 500} HERE {'z' * 500}"
    shown = lines(text, Span("f", 1, 502, 1, 506), width=50)
    assert all(len(line) <= 50 for line in shown)
    assert shown[1].startswith("1 | …yyy")
    assert shown[1].endswith("…")
    mark = shown[2].index("^")
    assert shown[1][mark : mark + 4] == "HERE"
    assert shown[2].count("^") == 4


def test_the_beginning_of_a_long_line_is_kept_where_it_can_be():
    shown = lines("key: " + "v" * 500, Span("f", 1, 1, 1, 4), width=50)
    assert shown[1] == "1 | key: " + "v" * 40 + "…"
    assert shown[2] == "  | ^^^"


def test_long_neighbours_are_clipped_too():
    shown = lines("a\n" + "b" * 500, Span("f", 1, 1, 1, 2), width=50)
    assert shown[3] == "2 | " + "b" * 45 + "…"


def test_nothing_in_the_text_can_reach_the_terminal():
    text = "a: \x1b[31m\x07\x00\x7f\x9b\u202e\u2066\ufeff\u200b\ud800b"
    assert lines(text, Span("f", 1, 16, 1, 17))[1:3] == [
        "1 | a: ␛[31m␇␀␡������b",
        "  |                ^^"[:-1],
    ]


def test_outside_of_the_text_there_is_nothing():
    assert excerpt("", Span.whole("f")) == ""
    assert excerpt("a", Span("f", 2, 1, 2, 2)) == ""


def test_line_ends_of_every_kind():
    for end in ("\n", "\r\n", "\r", "\x85", "\u2028"):
        assert lines(f"a{end}b{end}c", Span("f", 2, 1, 2, 2))[2] == "2 | b"


@pytest.mark.slow
@given(
    st.text(max_size=300),
    st.integers(1, 5),
    st.integers(1, 400),
    st.integers(0, 5),
    st.integers(1, 400),
    st.integers(1, 120),
)
def test_any_place_in_any_text(text, line, column, more, end, width):
    shown = excerpt(text, Span("f", line, column, line + more, end), width)
    assert all(part.isprintable() for part in shown.split("\n"))
    assert not shown or "^" in shown


@given(
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=300),
    st.integers(1, 400),
    st.integers(1, 400),
    st.integers(1, 120),
)
def test_plain_text_is_clipped_as_any_other_is(text, column, end, width):
    span = Span("f", 1, column, 1, end)
    shown = excerpt(text, span, width)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_is_plain", lambda _: False)
        assert excerpt(text, span, width) == shown


def test_spaces_of_every_kind_are_spaces():
    shown = excerpt("a\xa0b\u3000c d", Span("f", 1, 7, 1, 8))
    assert shown.split("\n")[1:3] == ["1 | a b  c d", "  |        ^"]
