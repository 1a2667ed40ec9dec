from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdgen.text.clean import clean_text
from sdgen.text.clusters import grapheme_clusters
from sdgen.text.fit import FittedText, fit_text, needed_width
from sdgen.text.measure import Weight, text_width
from tests.support.cases import every_case


def test_what_fits_stays() -> None:
    assert fit_text("Redis", 100, 14, Weight.MEDIUM, 12, 2) == FittedText(("Redis",), 14, False)
    assert fit_text("", 100, 14) == FittedText(("",), 14, False)


def test_it_shrinks_before_it_wraps() -> None:
    fitted = fit_text("Timeline Service", 100, 14, Weight.MEDIUM, 12, 2)
    assert fitted.lines == ("Timeline Service",)
    assert 12 < fitted.size < 14
    assert text_width("Timeline Service", fitted.size, Weight.MEDIUM) <= 100


@every_case(
    ("text", "lines"),
    [
        ("Notification Delivery Service", ("Notification", "Delivery Service")),
        ("notification-delivery-service", ("notification-", "delivery-service")),
        ("NotificationDeliveryService", ("Notification", "DeliveryService")),
        ("notification_delivery_service", ("notification_", "delivery_service")),
        ("订单处理服务数据库集群系统", ("订单处理服务数据", "库集群系统")),
    ],
)
def test_it_wraps_where_a_reader_would(text: str, lines: tuple[str, ...]) -> None:
    assert fit_text(text, 115, 14, Weight.MEDIUM, 12, 2).lines == lines


def test_no_line_of_chinese_begins_with_a_full_stop() -> None:
    assert all(
        not line.startswith("。")
        for line in fit_text("订单处理服务数。据库集群", 98, 14, Weight.MEDIUM, 14, 2).lines
    )


def test_a_long_word_breaks_anywhere_at_the_smallest_size() -> None:
    fitted = fit_text("Supercalifragilisticexpialidocious", 110, 14, Weight.MEDIUM, 12, 2)
    assert "".join(fitted.lines) == "Supercalifragilisticexpialidocious"
    assert (fitted.size, fitted.shortened, len(fitted.lines)) == (12, False, 2)


def test_what_has_no_room_ends_in_an_ellipsis() -> None:
    fitted = fit_text("A name of eighty characters is longer than any card has room for", 90, 13)
    assert fitted == FittedText(("A name of eig…",), 13, True)
    two = fit_text("word " * 400, 90, 13, Weight.REGULAR, 11, 2)
    assert len(two.lines) == 2
    assert two.lines[1].endswith("word…")
    assert two.shortened


def test_a_megabyte_is_as_quick_as_a_page() -> None:
    assert fit_text("x" * 1_000_000, 90, 13, Weight.REGULAR, 11, 2).shortened


def test_families_and_flags_are_not_cut() -> None:
    family = "👨\u200d👩\u200d👧\u200d👦"
    fitted = fit_text(family * 20, 60, 13, Weight.REGULAR, 13, 2)
    for line in fitted.lines:
        assert set(grapheme_clusters(line)) <= {family, "…"}


@every_case(
    ("text", "lines"),
    [
        ("one module per verb", ("one module", "per verb")),
        ("OpenAI GPT-4o-mini", ("OpenAI", "GPT-4o-mini")),
        ("Cassandra", ("Cassandra",)),
    ],
)
def test_at_full_size_it_wraps_onto_lines_as_long_as_each_other(
    text: str, lines: tuple[str, ...]
) -> None:
    width = text_width(text, 14) - (" " in text)
    assert fit_text(text, width, 14, minimum_size=12, lines=2).size < 14 or len(lines) == 1
    assert fit_text(text, width, 14, minimum_size=12, lines=2, full_size=True).lines == lines
    assert fit_text(text, width, 14, minimum_size=12, lines=2, full_size=True).size == 14


@pytest.mark.slow
@given(st.text(max_size=60).map(clean_text), st.booleans())
def test_the_needed_width_is_the_least_for_two_lines(text: str, inside_words: bool) -> None:
    needed = needed_width(text, 14, inside_words=inside_words)
    assert needed <= text_width(text, 14) + 1e-6
    fitted = fit_text(text, needed + 1e-3, 14, lines=2)
    assert not fitted.shortened


def test_the_needed_width_is_that_of_the_widest_word() -> None:
    assert needed_width("Recommendation of it", 14) == text_width("Recommendation", 14)
    assert needed_width("user_timeline", 14) == text_width("user_timeline", 14)
    assert needed_width("user_timeline", 14, inside_words=True) == text_width("timeline", 14)


@pytest.mark.slow
@given(
    st.text(max_size=120).map(clean_text),
    st.floats(20, 300),
    st.integers(8, 14),
    st.integers(1, 3),
)
def test_lines_fit_and_nothing_is_lost_silently(
    text: str, width: float, smallest: int, lines: int
) -> None:
    fitted = fit_text(text, width, 14, Weight.MEDIUM, smallest, lines)
    assert 1 <= len(fitted.lines) <= lines
    assert smallest <= fitted.size <= 14
    for line in fitted.lines:
        is_alone = len(grapheme_clusters(line.rstrip("…"))) <= 1
        assert is_alone or text_width(line, fitted.size, Weight.MEDIUM) <= width + 1e-6
    if not fitted.shortened:
        # spaces of any sort may be lost where a line ends
        assert "".join("".join(fitted.lines).split()) == "".join(text.split())
