"""Mermaid: its words and signs, limits, names and texts (mermaid.js.org/syntax, version 11).

A text of a design stands in Mermaid with every sign that means something there as a number
(``#35;``): whatever it says, no HTML, Markdown, icon, formula, comment, directive or second statement
comes of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from sdgen.base.gate import for_file, for_terminal
from sdgen.base.words import in_one_line

MOST_LINES: Final = 500
"""Lines between nodes that Mermaid draws, unless a site's ``maxEdges`` says more."""
MOST_CHARACTERS: Final = 50_000
"""Characters of a text that Mermaid reads, unless a site's ``maxTextSize`` says more."""

_WORDS: Final = """
    _blank _parent _self _top accdescr acctitle activate actor alt and as autonumber box break call
    class classdef click create critical deactivate default destroy details direction else end
    erdiagram flowchart graph href interpolate left link links linkstyle loop many note of one only opt
    option over par par_over participant properties rect right sequencediagram style subgraph title to zero
"""
KEYWORDS: Final = frozenset(_WORDS.split())
"""Words, in small letters, that are no names in at least one kind of diagram."""

_KEYS: Final = re.compile(r"(?i:PK|FK|UK)(?!\w)")
"""What marks an attribute as a key, and calls none."""

BREAK: Final = "<br>"
"""Between the lines of a text."""

_SIGNS: Final = re.compile(
    r"[!-$&*;-@\[-^`{-~]"
    r"|%(?=[%{])"  # alone it begins nothing
    r"|:(?! )|(?<=wrap):"
    r"|_(?![A-Za-z0-9])|(?<![A-Za-z0-9])_"  # within a word it is no Markdown
)
"""What of ASCII means something, in one place or another."""
_UNDONE: Final = re.compile(
    r"ﬂ(?=°)|¶(?=ß)"  # as what Mermaid writes numbers while it works
    r"|(?<=fa):(?=fa-)|(?<=fa[bklrs]):(?=fa-)"  # icons
    r"|\$(?=\$)"  # formulas
    r"|\\(?=n)"  # ends of lines
)
"""Signs that mean something also where they are written as numbers, unless they stand apart."""
_APART: Final = "\u200c"
"""Keeps two characters apart, unseen."""


def text(words: str) -> str:
    """``words`` in one line, meaning themselves, for any place of a text.

    >>> text('<b>"1" & 25% of #2')
    '#60;b#62;#34;1#34; #38; 25% of #35;2'
    """
    line = for_terminal(in_one_line(words))
    line = _UNDONE.sub(lambda found: f"{found[0]}{_APART}", line)
    return _SIGNS.sub(lambda found: f"#{ord(found[0])};", line)


def lines(parts: Iterable[str]) -> str:
    """The parts, each on a line of its own, as one text; empty ones are left out."""
    return BREAK.join(part for part in map(text, parts) if part)


def comment(words: str) -> str:
    """``words`` as a comment, a line of its own; in it, too, Mermaid looks for directives."""
    return "%% " + for_file(in_one_line(words)).replace("%%", "% %")


def names(ids: Iterable[str]) -> Mapping[str, str]:
    """A name for each id, as like it as can be and all different, that is no word of Mermaid.

    >>> dict(names(["user-db", "user_db", "end"]))
    {'user-db': 'user_db', 'user_db': 'user_db_2', 'end': 'end_'}
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for each in ids:
        wanted = re.sub(r"\W+", "_", each, flags=re.ASCII).strip("_") or "n"
        if wanted[0].isdigit():
            wanted = f"n{wanted}"
        elif wanted.lower() in KEYWORDS:
            wanted = f"{wanted}_"
        name, number = wanted, 1
        while name.lower() in taken:
            number += 1
            name = f"{wanted.rstrip('_')}_{number}"
        taken.add(name.lower())
        found[each] = name
    return found


def attribute(word: str) -> str:
    """``word`` as the type or the name of an attribute of an entity, which have few signs.

    >>> [attribute(each) for each in ("string(50)", "2nd name?", "pk")]
    ['string(50)', '_2nd_name_', '_pk']
    """
    name = re.sub(r"[^\w()\[\]-]+", "_", word, flags=re.ASCII)
    return f"_{name}" if not re.match(r"[A-Za-z_]", name) or _KEYS.match(name) else name
