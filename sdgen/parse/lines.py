"""Lines of a text as YAML counts them, and places in it."""

from __future__ import annotations

from sdgen.base.span import Span


def lines_of(text: str) -> list[str]:
    """The lines without their ends. Unlike ``str.splitlines``, a form feed ends no line."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    for mark in ("\x85", "\u2028", "\u2029"):
        if mark in text:
            text = text.replace(mark, "\n")
    return text.split("\n")


def span_at(file: str, text: str, offset: int, length: int = 1) -> Span:
    """The place of ``length`` characters of one line, from their offset in the text."""
    before = lines_of(text[:offset])
    column = len(before[-1]) + 1
    return Span(file, len(before), column, len(before), column + length)
