"""How wide text is: the embedded font's own widths, and a width class for all other characters.

The embedded font has neither kerning nor ligatures, so the widths of the characters add up to the
width that is drawn. Sizes and widths are in pixels of the picture.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cache

from sdgen.assets import font_widths
from sdgen.base.characters import category, is_wide


class Weight(IntEnum):
    """The weights of the embedded font, with the numbers that CSS gives them."""

    REGULAR = 400
    MEDIUM = 500
    BOLD = 700


ASCENT = font_widths.ASCENT / font_widths.UNITS_PER_EM
"""From the baseline up to the top of the line, as a share of the size."""
DESCENT = font_widths.DESCENT / font_widths.UNITS_PER_EM
"""From the baseline down to the bottom of the line, as a share of the size."""
CAPITAL_HEIGHT = font_widths.CAPITAL_HEIGHT / font_widths.UNITS_PER_EM
"""Height of a capital letter above the baseline, as a share of the size."""
X_HEIGHT = font_widths.X_HEIGHT / font_widths.UNITS_PER_EM
"""Height of a small x above the baseline, as a share of the size."""
LINE_HEIGHT = 1.25
"""From baseline to baseline of two lines, as a share of the size."""

_EMOJI_WIDTH = 1.25
_WIDE = 1.0
_OTHER = 0.6
_SPACING_MARK = 0.4
_STAND_IN = 1.12
"""How much wider the widest common stand-in (DejaVu Sans) draws Latin than the embedded font:
renderers take the whole text from the font that has its other characters, if that has all."""
_EMOJI_PRESENTATION = "\ufe0f"


@cache
def _widths(weight: Weight) -> dict[str, int]:
    values = {
        Weight.REGULAR: font_widths.REGULAR,
        Weight.MEDIUM: font_widths.MEDIUM,
        Weight.BOLD: font_widths.BOLD,
    }[weight]
    return dict(zip(font_widths.CHARACTERS, map(int, values.split()), strict=True))


@cache
def _class_width(character: str) -> float:
    """Width in em of a character that the embedded font lacks, by what kind of one it is."""
    if "\U0001f300" <= character <= "\U0001faff":
        return _EMOJI_WIDTH  # also those that Unicode 14 does not know yet
    kind = category(character)
    if kind in ("Mn", "Me", "Cf", "Cc"):
        return 0.0
    if kind == "Mc":
        return _SPACING_MARK
    is_pictograph = character >= "\U0001f000" or "\u2300" <= character <= "\u2bff"
    if is_wide(character):
        return _EMOJI_WIDTH if is_pictograph and character < "\U00020000" else _WIDE
    if is_pictograph or kind in ("Co", "So"):
        return _WIDE
    return _OTHER


def _cluster_width(cluster: str, widths: dict[str, int]) -> float:
    """Width in em of one grapheme cluster of more than one character."""
    first = cluster[0]
    if _EMOJI_PRESENTATION in cluster or first >= "\U0001f1e6":
        return _EMOJI_WIDTH
    total = 0.0
    for character in cluster:
        units = widths.get(character)
        total += _class_width(character) if units is None else units / font_widths.UNITS_PER_EM
    return total


def cluster_widths(clusters: tuple[str, ...], weight: Weight) -> list[float]:
    """Width in em of each grapheme cluster of one text.

    When a cluster needs another font, those that do not are taken to be drawn by it as well.
    """
    widths = _widths(weight)
    units = [widths.get(cluster) for cluster in clusters]
    scale = (_STAND_IN if None in units else 1.0) / font_widths.UNITS_PER_EM
    measured: list[float] = []
    for cluster, known in zip(clusters, units, strict=True):
        if known is not None:
            measured.append(known * scale)
        elif len(cluster) == 1:
            measured.append(_class_width(cluster))
        else:
            measured.append(_cluster_width(cluster, widths))
    return measured


def text_width(text: str, size: float, weight: Weight = Weight.REGULAR) -> float:
    """Width of ``text`` on one line at ``size``, in the same unit as ``size``.

    Exact where the embedded font has the characters; others count by width class: 1 em for wide
    East Asian characters, 1.25 em for an emoji, nothing for marks that sit on a letter, 0.6 em
    for the rest; the embedded font's characters beside them count 12% more, because the other
    font may draw them too.
    """
    widths = _widths(weight)
    try:
        return sum([widths[character] for character in text]) * size / font_widths.UNITS_PER_EM
    except KeyError:
        from sdgen.text.clusters import grapheme_clusters

        return sum(cluster_widths(grapheme_clusters(text), weight)) * size


def missing_characters(text: str) -> set[str]:
    """The characters of ``text`` that the embedded font lacks and another font must draw;
    joiners, variation selectors and other characters without a picture of their own do not count.
    """
    missing = set(text).difference(_widths(Weight.REGULAR))
    if not missing:
        return missing
    return {
        character
        for character in missing
        if category(character) not in ("Cf", "Cc", "Cs") and not "\ufe00" <= character <= "\ufe0f"
    }
