"""Texts as runs of one look each, and where a line may break in a word that is longer than it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, assert_never

from sdgen.base.gate import drawable
from sdgen.blocks import Address, Code, Link, Mark, Piece, Words
from sdgen.blocks.phrases import pieces
from sdgen.draw.escape import safe_link
from sdgen.draw.pdf import LONGEST_LINK, uri
from sdgen.text.clean import is_right_to_left
from sdgen.text.clusters import grapheme_clusters
from sdgen.text.measure import Weight, text_width

Run = dict[str, Any]
BREAK = "\u200b"
"""Where a line may end inside a word. No text of a design has it: Unicode's own is taken out."""
_WHOLE = (
    r"[^\s\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    r"\U00020000-\U0003ffff]+"
)
"""What is a word: a line may end after any character of Chinese, Japanese and Korean."""
_BEFORE_A_UNIT = r"(?<=\d) (?=(?:ms|s|min|h|d|[KMGTPE]?B)\b)"
_UNBROKEN = "\u00a0"


def runs(words: Words, width: float, size: float, targets: Mapping[str, str]) -> list[Run]:
    """The pieces of a text in a column of ``width`` px, set at ``size`` px. ``targets`` are the
    labels of sections by their anchors; a link to none of them is plain text."""
    shown = [(each, shown_text(each)) for each in pieces(words)]
    whole = "".join(text for _, text in shown)
    cuts = set(_cuts(whole, width, size))
    found, at = [], 0
    for piece, text in shown:
        if text:
            found.append({"text": _cut(text, at, cuts), **_look(piece, targets)})
        at += len(text)
    if found and is_right_to_left(whole):
        found[0]["leftwards"] = True
    return found


def shown_text(piece: Piece) -> str:
    """The text of a piece as a page has it, on one line; no line ends between a number and its
    unit."""
    text = drawable(piece if isinstance(piece, str) else piece.text).replace(BREAK, "")
    return re.sub(_BEFORE_A_UNIT, _UNBROKEN, text)


def shown(words: Words) -> str:
    """The text of all pieces as a page has it."""
    return "".join(map(shown_text, pieces(words)))


def longest_word(text: str, size: float) -> float:
    """The width of the widest word."""
    words = re.findall(_WHOLE, text)
    return max((text_width(word, size, Weight.MEDIUM) for word in words), default=0.0)


def _look(piece: Piece, targets: Mapping[str, str]) -> Run:
    match piece:
        case str():
            return {"look": "plain"}
        case Code():
            return {"look": "code"}
        case Mark():
            return {"look": piece.tone.value}
        case Link():
            label = targets.get(piece.anchor)
            return {"look": "plain"} if label is None else {"look": "link", "label": label}
        case Address():
            target = uri(safe_link(piece.target))
            if not 0 < len(target) <= LONGEST_LINK:
                return {"look": "plain"}
            return {"look": "link", "target": target}
        case _:
            assert_never(piece)


def _cuts(text: str, width: float, size: float) -> Iterator[int]:
    """Where words that are wider than the line may be cut: after every grapheme cluster."""
    for word in re.finditer(_WHOLE, text):
        # no character is wider than two em, few narrower than a fifth of one
        if len(word[0]) * 2.0 * size <= width or text_width(word[0], size, Weight.BOLD) <= width:
            continue
        at = word.start()
        for cluster in grapheme_clusters(word[0]):
            at += len(cluster)
            yield at


def _cut(text: str, start: int, cuts: set[int]) -> str:
    """``text``, which begins at ``start`` of the whole, with a sign where it may be cut."""
    if not cuts.intersection(range(start + 1, start + len(text))):
        return text
    return "".join(
        f"{character}{BREAK}" if start + at in cuts and at < len(text) else character
        for at, character in enumerate(text, start=1)
    )
