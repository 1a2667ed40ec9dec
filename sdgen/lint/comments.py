"""Comments that ignore a finding on their line: ``# sdgen: ignore[SPOF001] the reason``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from sdgen.base.span import Span
from sdgen.lint.suppression import Suppression

MARK = "sdgen:"


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(r"(?:^|\s)#\s*sdgen:\s*ignore\s*\[([^\]]*)\](.*)$")


def find_comments(texts: Mapping[str, str]) -> tuple[Suppression, ...]:
    """Every such comment in the files, one Suppression for each rule that it names."""
    return tuple(
        suppression
        for file in sorted(texts)
        if MARK in texts[file] and "ignore" in texts[file]
        for suppression in _in_file(file, texts[file])
    )


def _in_file(file: str, text: str) -> Iterator[Suppression]:
    from sdgen.parse.lines import lines_of

    quoted = _places_of_text(text, file)
    for number, line in enumerate(lines_of(text), start=1):
        found = _pattern().search(line) if MARK in line else None
        if found is None:
            continue
        start = line.index("#", found.start())
        if any(
            each.line <= number <= each.end_line and _covers(each, number, start + 1)
            for each in quoted
        ):
            continue
        reason = found[2].strip(" \t:-")
        for word in found[1].split(","):
            column = start + 1
            span = Span(file, number, column, number, len(line) + 1)
            yield Suppression(rule=word.strip(), reason=reason, span=span, comment=True)


def _covers(span: Span, line: int, column: int) -> bool:
    return (span.line, span.column) <= (line, column) < (span.end_line, span.end_column)


def _places_of_text(text: str, file: str) -> list[Span]:
    """Where values stand: a ``#`` inside one begins no comment."""
    from sdgen.parse import parse_text
    from sdgen.parse.document import Mapping as YamlMapping
    from sdgen.parse.document import Scalar

    spans: list[Span] = []
    waiting = [parse_text(text, file).root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar):
            if MARK in node.text:
                spans.append(node.span)
        elif isinstance(node, YamlMapping):
            waiting.extend(entry.value for entry in node.entries)
        elif node is not None:
            waiting.extend(node.items)
    return spans
