"""Nothing that a user wrote can become markup, an unsafe link or a broken id."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdgen.draw import escape
from sdgen.draw.escape import escape_id, number, safe_link
from tests.support.cases import every_case


def test_examples_in_docstrings_hold() -> None:
    result = doctest.testmod(escape)
    assert result.attempted
    assert not result.failed


@pytest.mark.slow
@given(st.text(), st.text())
def test_ids_are_safe_and_do_not_collide(first: str, second: str) -> None:
    allowed = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-")
    assert set(escape_id(first)) <= allowed
    assert (escape_id(first) == escape_id(second)) == (first == second)


@every_case(
    "link",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "a&b:c",
        "//example.org/a",
        "\\\\example.org\\a",
        "/\\example.org",
        "\\/example.org",
        " /\t/example.org",
        "///example.org",
    ],
)
def test_unsafe_links_are_refused(link: str) -> None:
    assert safe_link(link) == ""


@every_case(
    "link",
    [
        "https://example.org/a:b",
        "http://example.org",
        "mailto:team@example.org",
        "docs/orders.md",
        "../runbook.html#a:b",
        "/wiki?page=a:b",
        "#orders",
        "/wiki//a",
        "wiki\\a",
    ],
)
def test_safe_links_are_kept(link: str) -> None:
    assert safe_link(link) == link


@given(st.floats(-1e6, 1e6))
def test_numbers_have_two_decimals_at_most_and_no_negative_zero(value: float) -> None:
    text = number(value)
    assert text != "-0"
    assert abs(float(text) - value) <= 0.0051
    assert len(text.partition(".")[2]) <= 2
