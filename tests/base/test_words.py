"""How texts count, list and shorten."""

from __future__ import annotations

from sdgen.base.words import (
    and_more,
    by_number,
    counted,
    in_a_sentence,
    in_one_line,
    joined,
    listed,
    listed_characters,
    named,
    shortened,
    with_article,
)
from tests.support.cases import every_case


@every_case(
    ("title", "expected"),
    [
        ("Object store", "an object store"),
        ("API gateway", "an API gateway"),
        ("External system", "an external system"),
        ("Cache", "a cache"),
        ("CDN", "a CDN"),
        ("", "a "),
    ],
)
def test_a_title_in_a_sentence(title: str, expected: str) -> None:
    assert with_article(in_a_sentence(title)) == expected


def test_counts_agree_with_their_nouns() -> None:
    assert [counted(n, "design") for n in (0, 1, 2)] == ["0 designs", "1 design", "2 designs"]
    assert [counted(n, "entry", "entries") for n in (1, 2)] == ["1 entry", "2 entries"]
    assert [counted(2, each) for each in ("copy", "entity", "journey", "day", "y")] == [
        "2 copies", "2 entities", "2 journeys", "2 days", "2 ys",
    ]  # fmt: skip
    assert [by_number(n, "is", "are") for n in (0, 1, 2)] == ["are", "is", "are"]


@every_case(
    ("words", "expected"),
    [("", ""), ("a", "a"), ("ab", "a and b"), ("abc", "a, b and c")],
)
def test_words_are_joined(words: str, expected: str) -> None:
    assert joined(words) == expected
    assert joined(iter(words), "or") == expected.replace("and", "or")


@every_case(
    ("words", "plain", "quoted"),
    [
        ("", "", ""),
        ("a", "a", "'a'"),
        ("abc", "a, b, c", "'a', 'b' and 'c'"),
        ("abcd", "a, b and 2 more", "'a', 'b' and 2 more"),
        ("abcdefgh", "a, b and 6 more", "'a', 'b' and 6 more"),
    ],
)
def test_the_last_entry_of_a_long_list_counts_the_rest(words: str, plain: str, quoted: str) -> None:
    assert listed(words, 3) == plain
    assert named(words, 3) == quoted


def test_what_is_left_out() -> None:
    assert and_more(3) == "and 3 more"
    assert and_more(3, "lines") == "and 3 more lines"
    assert listed_characters("é€") == "é (U+00E9), € (U+20AC)"


@every_case(
    ("text", "expected"),
    [("12345", "12345"), ("123456", "1234…"), ("123 567", "123…"), ("", "")],
)
def test_long_texts_are_cut(text: str, expected: str) -> None:
    assert shortened(text, 5) == expected


def test_a_text_in_one_line() -> None:
    assert in_one_line(" a\n\tb  c ") == "a b c"
