from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdgen.text.clean import clean_text, is_right_to_left
from tests.support.cases import every_case


@every_case(
    ("text", "cleaned"),
    [
        ("Timeline Service", "Timeline Service"),
        ("  two\n lines\tand  more ", "two lines and more"),
        ("line\u2028separator\x85", "line separator"),
        ("escape \x1b[31m bell \x07 c1 \x9b", "escape \ufffd[31m bell \ufffd c1 \ufffd"),
        ("null\x00", "null\ufffd"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("not a character \uffff \U0001fffe", "not a character \ufffd \ufffd"),
        ("user\u202egnp.exe", "usergnp.exe"),
        ("isolate \u2067abc\u2069", "isolate abc"),
        ("soft\u00adhyphen zero\u200bwidth \ufeff", "softhyphen zerowidth"),
        ("e\u0301", "\u00e9"),
        ("👩\u200d💻 🇩🇪", "👩\u200d💻 🇩🇪"),
        ("\n\n", ""),
        ("", ""),
    ],
)
def test_text_becomes_one_safe_line(text: str, cleaned: str) -> None:
    assert clean_text(text) == cleaned


def test_a_tower_of_marks_is_cut() -> None:
    assert len(clean_text("a" + "\u0336" * 1000)) == 9


@pytest.mark.slow
@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_clean_text_goes_into_xml_and_stays_as_it_is(text: str) -> None:
    cleaned = clean_text(text)
    element = ElementTree.Element("text")
    element.text = cleaned
    assert ElementTree.fromstring(ElementTree.tostring(element, "utf-8")).text == (cleaned or None)
    assert clean_text(cleaned) == cleaned


@every_case(
    ("text", "expected"),
    [
        ("API", False),
        ("שירות", True),
        ("خدمة Redis", True),
        ("Redis خدمة", False),
        ("12 שירות", True),
        ("数据库", False),
        ("…", False),
    ],
)
def test_the_first_strong_character_gives_the_direction(text: str, expected: bool) -> None:
    assert is_right_to_left(text) is expected
