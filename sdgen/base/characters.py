"""What characters are, the same on every Python: each has its own edition of Unicode, and pictures
must not change with it.

All answers are those of Unicode 14, which Python 3.11 has: what later editions assign counts as
unassigned, and the few characters that they judge anew keep the properties that they had.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

_FIRST_UNASSIGNED = "\u0378"
_CATEGORIES = {"\u0295": "Ll", "\U0001171e": "Mn"}
_DIRECTIONS = {
    **dict.fromkeys("\u1b3a\u1b3c\u1b42\U0001171e", "NSM"),
    **dict.fromkeys("\U0001d6c1\U0001d6fb\U0001d735\U0001d76f\U0001d7a9", "L"),
}
_ONCE_NARROW = ((0x2630, 0x2637), (0x268A, 0x268F), (0x4DC0, 0x4DFF), (0x1D300, 0x1D376))
"""Hexagrams, tallies and counting rods, wide from Unicode 16 on."""
_WIDE_PLANES = ((0x20000, 0x2FFFD), (0x30000, 0x3FFFD))
"""Where East Asian ideographs are added: wide, assigned or not."""


@cache
def _unassigned() -> tuple[list[int], list[int]]:
    """The first and the last code point of each range that Unicode 14 leaves open, in order."""
    from sdgen.assets.characters import UNASSIGNED

    pairs = [word.split("+") for word in UNASSIGNED.split()]
    firsts = [int(first, 16) for first, _ in pairs]
    return firsts, [int(first, 16) + int(more, 16) for first, more in pairs]


def is_assigned(character: str) -> bool:
    """Whether Unicode 14 knows the character."""
    if character < _FIRST_UNASSIGNED:
        return True
    firsts, lasts = _unassigned()
    at = bisect_right(firsts, ord(character)) - 1
    return lasts[at] < ord(character)


@cache
def category(character: str) -> str:
    """The general category, such as ``Lu``; ``Cn`` where Unicode 14 does not know the character."""
    import unicodedata

    if not is_assigned(character):
        return "Cn"
    return _CATEGORIES.get(character) or unicodedata.category(character)


def combining(character: str) -> int:
    """The canonical combining class, 0 for most."""
    import unicodedata

    return unicodedata.combining(character) if is_assigned(character) else 0


def bidirectional(character: str) -> str:
    """The bidirectional class, such as ``L`` or ``AL``; empty where there is none."""
    import unicodedata

    if not is_assigned(character):
        return ""
    return _DIRECTIONS.get(character) or unicodedata.bidirectional(character)


def is_wide(character: str) -> bool:
    """Whether it takes the room of two Latin letters in East Asian text."""
    import unicodedata

    code = ord(character)
    if any(first <= code <= last for first, last in _WIDE_PLANES):
        return True
    if not is_assigned(character) or any(first <= code <= last for first, last in _ONCE_NARROW):
        return False
    return unicodedata.east_asian_width(character) in ("W", "F")


def is_letter_or_digit(character: str) -> bool:
    """Whether it is a letter or a number of any script."""
    return is_assigned(character) and character.isalnum()


def composed(text: str) -> str:
    """``text`` with letters and their marks composed (NFC)."""
    import unicodedata

    if text.isascii():
        return text
    pieces: list[str] = []
    start = 0
    for index, character in enumerate(text):
        if not is_assigned(character):
            pieces += [unicodedata.normalize("NFC", text[start:index]), character]
            start = index + 1
    pieces.append(unicodedata.normalize("NFC", text[start:]))
    return "".join(pieces)


def in_capitals(text: str) -> str:
    """``text`` in capitals, as far as Unicode 14 has them."""
    if text.isascii():
        return text.upper()
    return "".join(_capital(character) for character in text)


def _capital(character: str) -> str:
    capital = character.upper() if is_assigned(character) else character
    return capital if all(map(is_assigned, capital)) else character
