"""Text of a picture in which some words stand out, such as the facts of a subtitle."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct


class Phrase(Struct, frozen=True):
    """A piece of a line of text; ``strong`` is drawn in bold ink."""

    text: str
    strong: bool = False


def said(phrases: Iterable[Phrase]) -> str:
    """The phrases as one plain text."""
    return "".join(each.text for each in phrases)


def in_turn(parts: Iterable[Iterable[Phrase]]) -> tuple[Phrase, ...]:
    """The parts one behind the other with a dot between them, as subtitles have them; empty ones
    are left out."""
    found: list[Phrase] = []
    for part in parts:
        phrases = [each for each in part if each.text]
        if phrases and found:
            found.append(Phrase(" · "))
        found += phrases
    return tuple(found)
