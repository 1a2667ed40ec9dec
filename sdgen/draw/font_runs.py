"""Text that needs several fonts, cut so that a rasteriser draws each piece with one of them.

Left alone, resvg shapes the whole text with the embedded font and takes what that lacks from
another, but only while both make the same number of glyphs: emoji of several characters and the
ligatures of Arabic show as boxes then. And a font that happens to have all of the text draws all
of it, so that a name in bold loses its weight for one Chinese character in it.

A piece of Arabic stands in the middle of its room, whose width is an estimate. Pieces stand in the
order of the bidirectional algorithm (``levels.py``). resvg takes each for a line that reads from left
to right, so signs between letters that read from right to left are pieces of their own, turned.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from sdgen.base.characters import bidirectional, category, combining, is_letter_or_digit
from sdgen.draw.escape import number
from sdgen.draw.levels import MIRRORED, levels, visual_order
from sdgen.draw.scene import SHARE_BEFORE, Item, Part, Scene, Text
from sdgen.draw.typography import style_of, width_of
from sdgen.text.clusters import grapheme_clusters
from sdgen.text.measure import missing_characters

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
    """A piece of one font, as it is seen from left to right if it has no letters. ``direction`` is
    that of its letters: L, R or neither (""); ``level`` the one at which it stands in its line."""

    text: str
    font: int
    direction: str
    level: int


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
    runs = _runs(text.content, stand_ins, text.right_to_left)
    if len(runs) > 1:
        return _placed(text, runs, stand_ins)
    if runs[0].font == _OWN:
        return (text,)
    return (replace(text, family=stand_ins[runs[0].font].family),)


def _runs(text: str, stand_ins: Sequence[StandIn], right_to_left: bool) -> list[_Run]:
    """The pieces in the order of the text."""
    clusters = grapheme_clusters(text)
    fonts = [_font_of(cluster, stand_ins) for cluster in clusters]
    _join_across_spaces(clusters, fonts, stand_ins)
    found = levels(clusters, right_to_left)
    turned = [_is_turned(at, clusters, fonts, found) for at in range(len(clusters))]
    runs = []
    members = zip(fonts, found, turned, clusters, strict=True)
    for (font, level, turns), same in groupby(members, key=lambda each: each[:3]):
        piece = ""
        for *_, cluster in same:
            piece = MIRRORED.get(cluster, cluster) + piece if turns else piece + cluster
            if font != _OWN and _is_composed(cluster):
                runs.append(_Run(piece, font, _direction(piece), level))
                piece = ""
        if piece:
            runs.append(_Run(piece, font, _direction(piece), level))
    return runs


def _is_turned(
    at: int, clusters: Sequence[str], fonts: Sequence[int], found: Sequence[int]
) -> bool:
    """Whether a cluster stands among letters that read from right to left, and at no side has such
    a letter in its own piece: on its own, a renderer takes it for one that reads the other way."""
    if found[at] % 2 == 0:
        return False
    sides = []
    for step in (-1, 1):
        near = at
        while 0 <= near < len(clusters) and (fonts[near], found[near]) == (fonts[at], found[at]):
            if _direction(clusters[near]):
                sides.append(near)
                break
            near += step
    return len(sides) < 2


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

    ordered = [runs[at] for at in visual_order([run.level for run in runs])]
    widths = [width_in(run) for run in ordered]
    at, anchor = text.anchored()
    x = float(number(at)) - SHARE_BEFORE[anchor] * sum(widths)
    pieces: list[Text] = []
    for run, width in zip(ordered, widths, strict=True):
        # Renderers drop space at either end, so the place of the piece has to make up for it.
        shown = run.text.strip(" ")
        inner = run.text.lstrip(" ")
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
