"""Grapheme clusters: what a reader takes for one character, never to be cut in two.

Follows Unicode Standard Annex 29 closely enough for names: combining marks, emoji with joiners,
skin tones and tags, flags, Hangul syllables of single letters, and consonants that a virama joins.
"""

from __future__ import annotations

from sdgen.base.characters import category, combining, is_letter_or_digit

_ZERO_WIDTH_JOINER = "\u200d"
_VIRAMA = 9
"""The canonical combining class of the sign that joins consonants in the scripts of India."""


def _is_regional_indicator(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _extends(character: str) -> bool:
    """Whether the character belongs to the one before it, whatever that is."""
    return (
        character == _ZERO_WIDTH_JOINER
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
        or category(character) in ("Mn", "Me", "Mc")
    )


def _joins_hangul(before: str, after: str) -> bool:
    """Whether two parts of a Hangul syllable stand together: leading, vowel, trailing letters."""
    is_leading = "\u1100" <= before <= "\u115f" or "\ua960" <= before <= "\ua97c"
    is_syllable = "\uac00" <= before <= "\ud7a3"
    if is_leading:
        return "\u1100" <= after <= "\u11a7" or "\ua960" <= after <= "\ua97c" or is_syllable
    if is_syllable or "\u1160" <= before <= "\u11a7":
        return "\u1160" <= after <= "\u11ff"
    return "\u11a8" <= before <= "\u11ff" and "\u11a8" <= after <= "\u11ff"


def _joins(before: str, after: str) -> bool:
    """Whether ``after`` continues the cluster whose last character is ``before``."""
    if _extends(after) or _joins_hangul(before, after):
        return True
    if before == _ZERO_WIDTH_JOINER:
        return after >= "\u2190" and not is_letter_or_digit(after)
    return combining(before) == _VIRAMA and category(after) == "Lo"


def grapheme_clusters(text: str) -> tuple[str, ...]:
    """``text`` in its grapheme clusters, in order; joined they give ``text`` again."""
    if text.isascii():
        return tuple(text)
    clusters: list[str] = []
    flag = False
    for character in text:
        if not clusters:
            clusters.append(character)
            flag = _is_regional_indicator(character)
            continue
        if flag and _is_regional_indicator(character):
            joined, flag = True, False
        else:
            joined = _joins(clusters[-1][-1], character)
            flag = not joined and _is_regional_indicator(character)
        if joined:
            clusters[-1] += character
        else:
            clusters.append(character)
    return tuple(clusters)
