"""The notes below a picture, or in a panel of it: sentences, each as wide as that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from sdgen.draw.scene import Item, Part
from sdgen.draw.typography import LEGEND, FittedLine, TextStyle, fit, tooltip_of, typeset

NOTE_GAP = 4.0
"""Below each."""
_NOTE = replace(LEGEND, size=12.0, minimum=12.0, leading=16)


def fitted_notes(notes: Sequence[str], room: float, style: TextStyle = _NOTE) -> list[FittedLine]:
    """The notes, each in at most four lines."""
    return [fit(note, room, style, lines=4) for note in notes]


def notes_height(notes: Sequence[FittedLine]) -> float:
    """How high they are, one below the other."""
    return sum(note.height + NOTE_GAP for note in notes)


def note_items(notes: Sequence[FittedLine], left: float, top: float) -> Iterator[Item]:
    """The notes below ``top``."""
    for note in notes:
        yield Part("note", typeset(note, left, top), tooltip=tooltip_of([note]))
        top += note.height + NOTE_GAP
