"""Make any text safe to draw on one line, and tell which way it reads."""

from __future__ import annotations

REPLACEMENT = "\ufffd"
"""What stands for a character that must not be drawn but should be seen to be there."""

_LINE_BREAKS = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029")
_INVISIBLE = frozenset("\u00ad\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\ufff9\ufffa\ufffb")
_BIDIRECTIONAL_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MOST_MARKS = 8
"""More combining marks than this on one letter are no script but a way to draw over others."""


def _is_unsafe(character: str) -> bool:
    """Whether XML forbids the character or a terminal would obey it."""
    code = ord(character)
    return (
        code < 0x20
        or 0x7F <= code <= 0x9F
        or 0xD800 <= code <= 0xDFFF
        or 0xFDD0 <= code <= 0xFDEF
        or code & 0xFFFE == 0xFFFE
    )


def clean_text(text: str) -> str:
    """``text`` as one line that can be drawn and written to XML.

    Line breaks and runs of spaces become one space, spaces at the ends go. Control characters,
    lone surrogates and noncharacters become U+FFFD. Characters without a picture and those that
    turn the reading direction of what follows (Unicode's embeddings, overrides and isolates) are
    removed, so that no label can rearrange another. Letters and their marks are composed (NFC);
    marks beyond eight on a letter are dropped.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    from unicodedata import category, normalize

    kept: list[str] = []
    for character in text:
        if character in _LINE_BREAKS:
            kept.append(" ")
        elif _is_unsafe(character):
            kept.append(REPLACEMENT)
        elif character not in _INVISIBLE and character not in _BIDIRECTIONAL_CONTROLS:
            kept.append(character)
    drawn: list[str] = []
    marks = 0
    for character in normalize("NFC", "".join(kept)):
        marks = marks + 1 if category(character) in ("Mn", "Me") else 0
        if marks <= _MOST_MARKS:
            drawn.append(character)
    return " ".join(word for word in "".join(drawn).split(" ") if word)


def is_right_to_left(text: str) -> bool:
    """Whether the first character with a direction of its own reads right to left (Unicode
    Standard Annex 9, rule P2)."""
    if text.isascii():
        return False
    from unicodedata import bidirectional

    for character in text:
        direction = bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False
