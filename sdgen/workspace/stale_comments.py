"""Comments that may no longer be true once a plan is written: those beside what it changes, and
those of the same component above it that speak of a number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from sdgen.parse import parse_text
from sdgen.parse.comments import Comment, comments_of
from sdgen.parse.document import Mapping as MappingNode
from sdgen.parse.document import Node, Sequence, to_plain

CHANGED = ("replicas", "zones", "place")
"""The keys of a component that a plan sets."""
_NUMBER = re.compile(
    r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|single|both|alone)\b",
    re.IGNORECASE,
)


class StaleComment(Struct, frozen=True, order=True):
    """A comment, and the line that it is in, from 1."""

    line: int
    text: str


def stale_comments(before: str, after: str, names: Iterable[str]) -> tuple[StaleComment, ...]:
    """The comments of a file that may be out of date since components of these names have changed;
    lines are those of the text ``after``."""
    old, new = parse_text(before, "").root, parse_text(after, "").root
    comments = comments_of(after)
    lines = {
        line
        for name in names
        for key in CHANGED
        for line in _about(old, new, ("components", name, key), comments)
    }
    return tuple(StaleComment(line, comments[line].text) for line in sorted(lines))


def _about(
    old: Node | None, new: Node | None, path: tuple[str, ...], comments: Mapping[int, Comment]
) -> Iterator[int]:
    """The lines of comments about a value that has changed."""
    was, now = _at(old, path), _at(new, path)
    if now is None or (was is not None and to_plain(was) == to_plain(now)):
        return
    _, first, *keys = _key_lines(new, path)
    changed = {*_changed(was, now), *([] if was is not None else keys)}
    yield from changed & comments.keys()
    # what stands further up may be about anything, unless it speaks of a number
    for line in {
        first,
        *keys,
        *(each for at in {*changed, *keys} for each in _above(comments, at)),
    }:
        if line in comments and _NUMBER.search(comments[line].text):
            yield line


def _at(node: Node | None, path: tuple[str, ...]) -> Node | None:
    for key in path:
        node = node.get(key) if isinstance(node, MappingNode) else None
    return node


def _key_lines(node: Node | None, path: tuple[str, ...]) -> Iterator[int]:
    """The line of each key on the way."""
    for key in path:
        entry = node.entry(key) if isinstance(node, MappingNode) else None
        assert entry is not None, "asked of what is there"
        yield entry.key_span.line
        node = entry.value


def _changed(was: Node | None, now: Node) -> Iterator[int]:
    """The lines of what is not as it was."""
    if isinstance(was, MappingNode) and isinstance(now, MappingNode):
        for entry in now.entries:
            yield from _changed(was.get(entry.key), entry.value)
    elif isinstance(was, Sequence) and isinstance(now, Sequence):
        known = [to_plain(each) for each in was.items]
        yield from (each.span.line for each in now.items if to_plain(each) not in known)
    elif was is None or to_plain(was) != to_plain(now):
        yield from (now.span.line, now.span.end_line)


def _above(comments: Mapping[int, Comment], line: int) -> Iterator[int]:
    """The comments that stand alone in the lines directly above one."""
    while (line := line - 1) in comments and comments[line].alone:
        yield line
