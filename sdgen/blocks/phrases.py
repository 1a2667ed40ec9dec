"""Texts of blocks in pieces: plain text between what is marked, is an id, or leads somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct


class Tone(StrEnum):
    """How a piece of text is meant; a writer's choice what that looks like. Every tone is said in
    words too: colour alone reaches not every reader."""

    GOOD = "good"
    BAD = "bad"
    WARNING = "warning"
    QUIET = "quiet"
    STRONG = "strong"


class Code(Struct, frozen=True):
    """What is written in the design's file: an id, a path, a type."""

    text: str


class Mark(Struct, frozen=True):
    """A piece of text in a tone."""

    text: str
    tone: Tone


class Link(Struct, frozen=True):
    """Text that leads to the section of the same page whose anchor is ``anchor``."""

    text: str
    anchor: str


class Address(Struct, frozen=True):
    """Text that leads out of the page: to a file beside it, or to a page of the web."""

    text: str
    target: str


Piece = str | Code | Mark | Link | Address
Words = str | tuple[Piece, ...]


def plain(words: Words) -> str:
    """The text alone."""
    if isinstance(words, str):
        return words
    return "".join(piece if isinstance(piece, str) else piece.text for piece in words)


def pieces(words: Words) -> tuple[Piece, ...]:
    """The pieces of a text, also where it is one."""
    return (words,) if isinstance(words, str) else words


def listed_pieces(parts: Sequence[Piece], more: str = "") -> tuple[Piece, ...]:
    """``a``, ``a and b``, ``a, b and c``; ``a, b and 3 more`` where ``more`` says what is not shown."""
    *before, last = parts
    if more:
        return (*pieces(between([(each,) for each in parts])), f" {more}")
    return (*pieces(between([(each,) for each in before])), " and ", last) if before else (last,)


def between(parts: list[Words] | tuple[Words, ...], separator: str = ", ") -> Words:
    """The parts one after the other, with the separator between them."""
    found: list[Piece] = []
    for part in parts:
        if found:
            found.append(separator)
        found.extend(pieces(part))
    return tuple(found)
