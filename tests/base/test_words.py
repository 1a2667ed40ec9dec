"""Nouns with their indefinite article."""

from __future__ import annotations

import pytest

from sdgen.base.words import in_a_sentence, with_article


@pytest.mark.parametrize(
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
