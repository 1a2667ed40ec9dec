"""Where keys stand in a TOML file: ``tomllib`` gives values without places."""

from __future__ import annotations

import re

from sdgen.base.span import Span

_TABLE = r"\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$"
_KEY = r"""\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*="""
_PART = r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'"""


def place_of(text: str, path: tuple[str, ...], file: str) -> Span:
    """The place of a key, given with its tables; that of the nearest table that is found where the
    key stands inside an inline table, and the whole file where nothing is found."""
    places = _places(text, file)
    for length in range(len(path), 0, -1):
        if path[:length] in places:
            return places[path[:length]]
    return Span.whole(file)


def _places(text: str, file: str) -> dict[tuple[str, ...], Span]:
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
