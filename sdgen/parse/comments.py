"""The comments of a text, which mean nothing to it and something to whoever reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from sdgen.parse.layout import Form, Layout

_COMMENT = re.compile(r"(?:(?<=\s)|^)#[^\n\r\x85\u2028\u2029]*")


class Comment(Struct, frozen=True):
    """``text`` begins with ``#``; ``alone`` tells whether nothing else is in its line."""

    text: str
    alone: bool


def comments_of(text: str) -> Mapping[int, Comment]:
    """The comments of a text that the parser has read without an error, by line, from 1."""
    layout = Layout(text)
    leaves = [each for each in layout.root.inside() if each.form in (Form.SCALAR, Form.ALIAS)]
    found: dict[int, Comment] = {}
    at = 0
    for start, end in (*sorted((each.start, each.end) for each in leaves), (len(text), len(text))):
        for match in _COMMENT.finditer(text, at, start):
            line = layout.lines.index(match.start()) + 1
            found[line] = Comment(match.group().rstrip(), layout.begins_line(match.start()))
        at = max(at, end)
    return found
