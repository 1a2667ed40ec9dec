"""Heads of lifelines."""

from __future__ import annotations

import pytest

from sdgen.draw.heads import LEAST_WIDTH, NARROW, measure_heads
from sdgen.views.diagram import Card


def _card(name: str) -> Card:
    return Card("a", name, "", "server", "blue")


@pytest.mark.parametrize(
    ("name", "lines"), [("Chat API", 1), ("Conversations", 1), ("Merchants' webhooks", 2)]
)
def test_narrow_heads_break_no_words(name: str, lines: int) -> None:
    row = measure_heads([_card(name)], narrow=True)
    assert NARROW <= row.width < LEAST_WIDTH
    assert " ".join(row.heads[0].name.lines) == name
    assert len(row.heads[0].name.lines) == lines


def test_narrow_heads_are_never_wider_than_others() -> None:
    assert measure_heads([_card("x" * 60)], narrow=True).width == LEAST_WIDTH
