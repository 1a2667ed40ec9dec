from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdgen.text.measure import (
    ASCENT,
    CAPITAL_HEIGHT,
    DESCENT,
    LINE_HEIGHT,
    X_HEIGHT,
    Weight,
    missing_characters,
    text_width,
)
from tests.support.cases import every_case


def test_widths_are_those_of_the_font() -> None:
    assert text_width("A", 2048, Weight.REGULAR) == 1336
    assert text_width("AVA", 2048, Weight.REGULAR) == 2 * 1336 + 1304  # no kerning
    assert text_width("fi", 2048) == text_width("f", 2048) + text_width("i", 2048)
    assert text_width("", 13) == 0


def test_heavier_text_is_wider() -> None:
    widths = [text_width("Timeline Service", 13, weight) for weight in Weight]
    assert widths == sorted(widths)
    assert len(set(widths)) == 3


@every_case(
    ("text", "width"),
    [
        ("数据库", 3.0),
        ("データ", 3.0),
        ("데이터", 3.0),
        ("😀", 1.25),
        ("👨\u200d👩\u200d👧\u200d👦", 1.25),
        ("🇩🇪", 1.25),
        ("❤\ufe0f", 1.25),
        ("שלום", 2.4),
        ("ש\u05b8", 0.6),
        ("\u200d\u200b", 0.0),
        ("\ue000", 1.0),
    ],
)
def test_other_characters_count_by_width_class(text: str, width: float) -> None:
    assert text_width(text, 1.0) == pytest.approx(width)


def test_latin_beside_another_script_has_room_for_a_wider_font() -> None:
    assert text_width("a数", 10) == pytest.approx(1.12 * text_width("a", 10) + 10)


def test_line_metrics_are_shares_of_the_size() -> None:
    assert 0 < X_HEIGHT < CAPITAL_HEIGHT < ASCENT < 1
    assert 0 < DESCENT < 0.3
    assert ASCENT + DESCENT < LINE_HEIGHT


def test_the_font_has_what_our_own_texts_use() -> None:
    assert missing_characters("290k/s of 600k/s × 12 · 99.95% → ← ↔ ≥ ≤ ≈ … – — “” ✓ ✗ €") == set()
    assert missing_characters("Straße Łódź Ελλάδα Москва Tiếng Việt") == set()


def test_missing_characters_leave_out_what_has_no_picture() -> None:
    assert missing_characters("a数👩\u200d💻❤\ufe0f") == {"数", "👩", "💻", "❤"}


@given(st.text(), st.sampled_from(Weight))
def test_any_text_has_a_width(text: str, weight: Weight) -> None:
    assert text_width(text, 13, weight) >= 0
