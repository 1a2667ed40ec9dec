"""Characters above U+FFFF that JSON writes as two escapes."""

from __future__ import annotations

import json
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdgen.parse import parse_text, to_plain
from sdgen.parse.document import Mapping, Scalar
from tests.support.cases import every_case


def read(text: str) -> object:
    document = parse_text(text, "d.yaml")
    assert document.findings == ()
    assert document.root is not None
    return to_plain(document.root)


@every_case(
    ("text", "value"),
    [
        (r'"\ud83d\ude00"', "😀"),
        (r'"a\uD83D\uDE00\ud83d\uDe01b"', "a😀😁b"),
        (r'"\\\ud83d\ude00"', "\\😀"),
        (r'"\\ud83d\\ude00"', r"\ud83d\ude00"),
        (r'"\"\ud83d\ude00"', '"😀'),
        (r'"\ud800\udc00\udbff\udfff"', "\U00010000\U0010ffff"),
        (r"'\ud83D\ude00 \uD83d\uDE01'", r"\ud83D\ude00 \uD83d\uDE01"),
        (r"\ud83d\ude00", r"\ud83d\ude00"),
        ("|\n  \\ud83d\\uDE00\n  \\uD83D\\ude00", "\\ud83d\\uDE00\n\\uD83D\\ude00\n"),
        (">\n  \\ud83d\\uDE00\n  \\uD83D\\ude00", "\\ud83d\\uDE00 \\uD83D\\ude00\n"),
        ("\ue000 # \\ud83d\\ude00", "\ue000"),
        ('"\ue000\\ud83d\\ude00"', "\ue000😀"),
    ],
)
def test_pairs_in_double_quotes_only_are_characters(text: str, value: str) -> None:
    # pairs before it, of every kind, so that counting them wrongly shows
    before = "# \\ud83d\\ude02\nb: '\\ud83d\\ude03'\nc: \"\\ud83d\\ude04\"\n"
    assert read(f"{before}a: {text}\n") == {"b": r"\ud83d\ude03", "c": "😄", "a": value}


def test_places_behind_a_pair_are_those_of_the_file() -> None:
    document = parse_text('{"\\ud83d\\ude00": "\\ud83d\\ude00\\ud83d\\ude00", "b": 1}', "d")
    assert isinstance(document.root, Mapping)
    entry = document.root.entry("b")
    assert entry is not None
    assert entry.key_span.column == document.text.index('"b"') + 1
    finding = parse_text('a: "\\ud83d\\ude00" b', "d").findings[0]
    assert (finding.span.line, finding.span.column) == (1, 19)
    assert isinstance(document.root.get("😀"), Scalar)


HALF = (
    "is half of a character (a surrogate), and the other half is missing",
    r"write the character itself, or both halves, such as \ud83d\ude00, or its number with "
    r"eight digits, such as \U0001F600",
)


@every_case(
    ("text", "column", "message", "help_text"),
    [
        (r'a: "x\ud83dy"', 6, rf"\ud83d {HALF[0]}", HALF[1]),
        (r'a: "\ude00\ud83d"', 5, rf"\ude00 {HALF[0]}", HALF[1]),
        (r'a: "\ud83d\\ude00"', 5, rf"\ud83d {HALF[0]}", HALF[1]),
        (r'a: "\ud83d\ude00\ud83d"', 17, rf"\ud83d {HALF[0]}", HALF[1]),
        (r'a: "\U0000DC00"', 5, rf"\U0000DC00 {HALF[0]}", HALF[1]),
        (
            r'a: "\U00110000"',
            5,
            r"there is no character \U00110000: the last one is \U0010FFFF",
            "write the character itself",
        ),
    ],
)
def test_half_a_character_is_said_to_be_that(
    text: str, column: int, message: str, help_text: str
) -> None:
    [finding] = parse_text(text, "d").findings
    assert (finding.code, finding.span.column) == ("YAML004", column)
    assert (finding.message, finding.help) == (message, help_text)


@pytest.mark.slow
@given(st.dictionaries(st.text(min_size=1, max_size=80), st.text()))
def test_what_json_writes_in_ascii_is_read_as_it_was(data: dict[str, str]) -> None:
    assert read(json.dumps({"a": data})) == {"a": data}


@pytest.mark.slow
def test_many_pairs_take_time_in_proportion() -> None:
    def seconds(count: int) -> float:
        text = "a: [" + ", ".join([r"'\ud83d\ude00'", r'"\ud83d\ude00"'] * count) + "]"
        begin = perf_counter()
        assert parse_text(text, "d").findings == ()
        return perf_counter() - begin

    assert seconds(20_000) < 40 * max(seconds(2_000), 0.01)
