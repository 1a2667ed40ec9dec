"""Text that needs several fonts, cut so that a rasteriser draws each piece with one of them.

Left alone, resvg shapes the whole text with the embedded font and takes what that lacks from
another, but only while both make the same number of glyphs: emoji of several characters and the
ligatures of Arabic show as boxes then. And a font that happens to have all of the text draws all
of it, so that a name in bold loses its weight for one Chinese character in it.

A piece of Arabic stands in the middle of its room, whose width is an estimate. The order of
pieces follows the bidirectional algorithm (Unicode Standard Annex 9) for whole pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from sdgen.base.characters import bidirectional, category, combining, is_letter_or_digit
from sdgen.draw.escape import number
from sdgen.draw.scene import SHARE_BEFORE, Item, Part, Scene, Text
from sdgen.draw.typography import style_of, width_of
from sdgen.text import grapheme_clusters, missing_characters

_EMOJI_PRESENTATION = "\ufe0f"
_FIRST_EMOJI = "\U0001f000"
_JOINED = 0.85
"""The width of Arabic letters in a word as a share of what they have alone, by experience."""
_VIRAMA = 9
_HALF = 0.5
"""The width of a consonant before a virama as a share of the whole one, by experience."""
_UNKNOWN = 0.6
"""In em: the width of a character of which no font is known."""
_OWN = -1
"""In place of a stand-in's index: the embedded font."""


class StandIn(Struct, frozen=True):
    """An installed font that draws what the embedded one lacks: its family as its file names it,
    how wide it has those characters of the picture that it has, in em, and whether it has them in
    colour."""

    family: str
    widths: Mapping[str, float]
    coloured: bool = False


class _Run(Struct, frozen=True):
    """A piece of one font. ``direction`` is that of its letters: L, R or neither ("")."""

    text: str
    font: int
    direction: str


def with_runs(scene: Scene, stand_ins: Sequence[StandIn]) -> Scene:
    """The scene with each text that the embedded font does not have whole cut into pieces of one
    font, which name it. ``stand_ins`` stand in order of preference."""
    return replace(scene, items=_cut_items(scene.items, stand_ins))


def _cut_items(items: Iterable[Item], stand_ins: Sequence[StandIn]) -> tuple[Item, ...]:
    cut: list[Item] = []
    for item in items:
        if isinstance(item, Text):
            cut += _cut(item, stand_ins)
        elif isinstance(item, Part):
            cut.append(replace(item, items=_cut_items(item.items, stand_ins)))
        else:
            cut.append(item)
    return tuple(cut)


def _cut(text: Text, stand_ins: Sequence[StandIn]) -> tuple[Text, ...]:
    if not missing_characters(text.content):
        return (text,)
    runs = _runs(text.content, stand_ins)
    if len(runs) > 1:
        return _placed(text, runs, stand_ins)
    if runs[0].font == _OWN:
        return (text,)
    return (replace(text, family=stand_ins[runs[0].font].family),)


def _runs(text: str, stand_ins: Sequence[StandIn]) -> list[_Run]:
    clusters = grapheme_clusters(text)
    fonts = [_font_of(cluster, stand_ins) for cluster in clusters]
    _join_across_spaces(clusters, fonts, stand_ins)
    runs = []
    for font, members in groupby(zip(clusters, fonts, strict=True), key=lambda pair: pair[1]):
        piece = ""
        for cluster, _ in members:
            piece += cluster
            if font != _OWN and _is_composed(cluster):
                runs.append(_Run(piece, font, _direction(piece)))
                piece = ""
        if piece:
            runs.append(_Run(piece, font, _direction(piece)))
    return runs


def _is_composed(cluster: str) -> bool:
    """Whether several glyphs stand side by side in the cluster, as in the scripts of India. resvg
    moves on by the widest of them only, so whatever follows needs a place of its own."""
    return any(category(each) == "Mc" or _is_virama(each) for each in cluster)


def _font_of(cluster: str, stand_ins: Sequence[StandIn]) -> int:
    """The first font that has most of what the embedded one lacks of the cluster; one in colour
    for an emoji that is to be in colour, if there is one."""
    lacking = missing_characters(cluster)
    if not lacking or not stand_ins:
        return _OWN
    wish = _EMOJI_PRESENTATION in cluster or cluster[0] >= _FIRST_EMOJI
    had = [2 * len(lacking & font.widths.keys()) + (wish and font.coloured) for font in stand_ins]
    best = had.index(max(had))
    return best if lacking & stand_ins[best].widths.keys() else _OWN


def _join_across_spaces(
    clusters: Sequence[str], fonts: list[int], stand_ins: Sequence[StandIn]
) -> None:
    """Give what stands between two pieces of one font, and is neither letter nor digit, to it;
    not to emoji, whose spaces are as wide as they."""
    last = _OWN
    since = 0
    for index, cluster in enumerate(clusters):
        font = fonts[index]
        if font != _OWN:
            if font == last:
                fonts[since:index] = [font] * (index - since)
            last, since = font, index + 1
        elif last != _OWN and (
            all(map(is_letter_or_digit, cluster))
            or stand_ins[last].coloured
            or not stand_ins[last].widths.keys() >= set(cluster)
        ):
            last = _OWN


def _direction(text: str) -> str:
    for character in text:
        direction = bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction[-1] if direction == "L" else "R"
    return ""


def _in_visual_order(runs: Sequence[_Run], right_to_left: bool) -> list[_Run]:
    """From left to right as they are seen (rules N1, N2 and L2 of the annex)."""
    base = "R" if right_to_left else "L"
    directions = [base, *(run.direction for run in runs), base]
    for index in range(1, len(directions) - 1):
        if not directions[index]:
            after = next(each for each in directions[index + 1 :] if each)
            directions[index] = after if after == directions[index - 1] else base
    ordered: list[_Run] = []
    pairs = zip(directions[1:-1], runs, strict=True)
    for direction, members in groupby(pairs, key=lambda pair: pair[0]):
        stretch = [run for _, run in members]
        if direction == "R":
            stretch.reverse()
        ordered = [*stretch, *ordered] if right_to_left else [*ordered, *stretch]
    return ordered


def _width(run: _Run, font: StandIn, size: float) -> float:
    """About as wide as the piece will be: exact where its letters neither join nor change."""
    width = 0.0
    for cluster in grapheme_clusters(run.text):
        # A cluster of several emoji is one picture.
        for index, character in enumerate(cluster[:1] if font.coloured else cluster):
            width += font.widths.get(character, _UNKNOWN) * _share(cluster, index)
    return width * size


def _share(cluster: str, index: int) -> float:
    """How much of the width that it has alone a character of the cluster takes."""
    character = cluster[index]
    if category(character) in ("Mn", "Me", "Cf"):
        return 0.0  # sits on its letter
    if bidirectional(character) == "AL":
        return _JOINED
    before, after, next_letter = cluster[max(index - 1, 0)], cluster[index + 1 : index + 2], ""
    if after and _is_virama(after):
        next_letter = cluster[index + 2 : index + 3]
    if _is_ra(character) and (next_letter or _is_virama(before)):
        return 0.0  # sits on the next letter, or below the one before
    return _HALF if next_letter and not _is_ra(next_letter) else 1.0


def _is_virama(character: str) -> bool:
    """Whether it is the sign that joins consonants in the scripts of India."""
    return combining(character) == _VIRAMA


def _is_ra(character: str) -> bool:
    from unicodedata import name

    return name(character, "").endswith(" LETTER RA")


def _placed(text: Text, runs: Sequence[_Run], stand_ins: Sequence[StandIn]) -> tuple[Text, ...]:
    """The runs one after the other where the text stood, each a text of its own."""
    style = style_of(text)
    size = float(number(text.size))  # as it is written, so that pieces stand as the whole would

    def width_in(run: _Run) -> float:
        if run.font == _OWN:
            return width_of(run.text, style, size)
        return _width(run, stand_ins[run.font], size)

    ordered = _in_visual_order(runs, text.right_to_left)
    widths = [width_in(run) for run in ordered]
    at, anchor = text.anchored()
    x = float(number(at)) - SHARE_BEFORE[anchor] * sum(widths)
    pieces: list[Text] = []
    for run, width in zip(ordered, widths, strict=True):
        # Renderers drop space at either end, so the place of the piece has to make up for it.
        shown = run.text.strip(" ")
        inner = run.text.rstrip(" ") if text.right_to_left else run.text.lstrip(" ")
        start = x + width_of(" " * (len(run.text) - len(inner)), style, size)
        family = "" if run.font == _OWN else stand_ins[run.font].family
        piece = replace(
            text, content=shown, width=width, right_to_left=False, family=family, anchor="start"
        )
        if run.direction == "R":
            piece = replace(piece, x=x + width / 2, anchor="middle")
        else:
            piece = replace(piece, x=start)
        if shown:
            pieces.append(piece)
        x += width
    return tuple(pieces)
