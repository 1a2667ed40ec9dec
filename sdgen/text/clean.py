"""Make any text safe to draw on one line, and tell which way it reads."""

from __future__ import annotations

from sdgen.base.characters import bidirectional, category, composed
from sdgen.base.gate import DIRECTION_CONTROLS, LINE_BREAKS, REPLACEMENT, is_control

_INVISIBLE = frozenset("\u00ad\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\ufff9\ufffa\ufffb")
_MOST_MARKS = 8
"""More combining marks than this on one letter are no script but a way to draw over others."""


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
    kept: list[str] = []
    for character in text:
        if character in LINE_BREAKS:
            kept.append(" ")
        elif is_control(character):
            kept.append(REPLACEMENT)
        elif character not in _INVISIBLE and character not in DIRECTION_CONTROLS:
            kept.append(character)
    drawn: list[str] = []
    marks = 0
    for character in composed("".join(kept)):
        marks = marks + 1 if category(character) in ("Mn", "Me") else 0
        if marks <= _MOST_MARKS:
            drawn.append(character)
    return " ".join(word for word in "".join(drawn).split(" ") if word)


def is_right_to_left(text: str) -> bool:
    """Whether the first character with a direction of its own reads right to left (Unicode
    Standard Annex 9, rule P2)."""
    if text.isascii():
        return False
    for character in text:
        direction = bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False
