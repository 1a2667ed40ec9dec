"""Titles of columns beside each other: whole where all of them find room, else short, and never cut so
that two of them look alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from sdgen.base.characters import in_capitals
from sdgen.base.words import ELLIPSIS
from sdgen.draw.typography import GROUP_TITLE, FittedLine, fit, width_of
from sdgen.text.clean import clean_text


class ColumnTitle(Struct, frozen=True):
    """A title that fits its column; ``whole`` is what it came from where that is more."""

    text: FittedLine
    whole: str = ""


def fit_column_titles(
    titles: Sequence[str], short: Sequence[str], rooms: Sequence[float], *, shrink: bool = True
) -> tuple[ColumnTitle, ...]:
    """Each title in capitals in its room, a little smaller where it may ``shrink`` for that."""
    fitted = _fitted(titles, rooms)
    if not any(each.whole or (each.size < GROUP_TITLE.size and not shrink) for each in fitted):
        return tuple(map(ColumnTitle, fitted))
    fitted = _fitted(short, rooms)
    seen = Counter(each.lines for each in fitted if each.whole)
    found = []
    for title, shown, text, room in zip(titles, short, fitted, rooms, strict=True):
        if text.whole and seen[text.lines] > 1:
            text = _cut_in_front(text, room)
        found.append(ColumnTitle(text, title if text.whole or title != shown else ""))
    return tuple(found)


def _fitted(titles: Sequence[str], rooms: Sequence[float]) -> list[FittedLine]:
    return [
        fit(in_capitals(each), room, GROUP_TITLE) for each, room in zip(titles, rooms, strict=True)
    ]


def _cut_in_front(title: FittedLine, room: float) -> FittedLine:
    """The end of a title, since others begin alike."""
    left = clean_text(title.whole)
    while left and width_of(ELLIPSIS + left, GROUP_TITLE, title.size) > room:
        left = left[1:]
    text = ELLIPSIS + left.lstrip()
    return replace(title, lines=(text,), width=width_of(text, GROUP_TITLE, title.size))
