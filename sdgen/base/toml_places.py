"""Where keys stand in a TOML file: ``tomllib`` gives values without places. Every search takes time
in proportion to the text, whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sdgen.base.span import Span

_PART = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_DOT = r"[ \t]*+\.[ \t]*+"
_DOTTED = rf"{_PART}(?:{_DOT}{_PART})*+"
_TABLE = rf"[ \t]*+\[\[?+[ \t]*+({_DOTTED})[ \t]*+\]"
_KEY = rf"[ \t]*+({_DOTTED})[ \t]*+="

MOST_PARTS = 32
"""Parts of a dotted key; settings have four. ``tomllib`` takes time with the square of them."""
_LONG_KEY = rf"(?m)(?:^|[\[{{,])[ \t]*+({_PART}(?:{_DOT}{_PART}){{{MOST_PARTS},}}+)[ \t]*+[=\]]"

Places = Mapping[tuple[str, ...], Span]


def long_key(text: str, file: str) -> Span | None:
    """The place of the first dotted key of more than ``MOST_PARTS`` parts, if there is any."""
    found = re.search(_LONG_KEY, text)
    if found is None:
        return None
    line = text.count("\n", 0, found.start(1)) + 1
    column = found.start(1) - text.rfind("\n", 0, found.start(1))
    return Span(file, line, column, line, column + 1)


def place_of(places: Places, path: tuple[str, ...], file: str) -> Span:
    """The place of a key, given with its tables; that of the nearest table that is found where the
    key stands inside an inline table, and the whole file where nothing is found."""
    for length in range(len(path), 0, -1):
        if path[:length] in places:
            return places[path[:length]]
    return Span.whole(file)


def places_of(text: str, file: str) -> Places:
    """The place of every key and table, by its path."""
    found: dict[tuple[str, ...], Span] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), start=1):
        header = re.match(_TABLE, line)
        if header is not None:
            table = _parts(header[1])
            keys, words = table, (header.start(1), header.end(1))
        else:
            assignment = re.match(_KEY, line)
            if assignment is None:
                continue
            keys = (*table, *_parts(assignment[1]))
            words = (assignment.start(1), assignment.end(1))
        span = Span(file, number, words[0] + 1, number, words[1] + 1)
        for length in range(len(table) if header is None else 0, len(keys)):
            found.setdefault(keys[: length + 1], span)
    return found


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted))
