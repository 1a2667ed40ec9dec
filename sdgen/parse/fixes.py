"""Small changes of one value that mend a finding, where the text says beyond doubt what to write."""

from __future__ import annotations

import re
from functools import lru_cache

from sdgen.base.edit import Edit, Lines
from sdgen.base.span import Span
from sdgen.parse.document import Document

Fix = tuple[Edit, ...]
NO_FIX: Fix = ()

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")


@lru_cache(maxsize=2)
def _lines(text: str) -> Lines:
    """The lines of a text; kept, since findings of one file come one after the other."""
    return Lines(text)


def _stretch(document: Document, span: Span) -> tuple[int, int] | None:
    """Where a value stands in the text, without ``&name`` and tag; ``None`` where an alias repeats
    it, since it would then change elsewhere too."""
    if span.file != document.file or _is_shared(document, span):
        return None
    lines = _lines(document.text)
    start = lines.offset(span.line, span.column)
    end = lines.offset(span.end_line, span.end_column)
    if start is None or end is None:
        return None
    match = _PROPERTIES.match(document.text, start, end)
    return (match.end() if match else start), end


def _is_shared(document: Document, span: Span) -> bool:
    start, end = (span.line, span.column), (span.end_line, span.end_column)
    return any(
        (each.line, each.column) <= start and end <= (each.end_line, each.end_column)
        for each in document.shared
    )


def respell(document: Document, span: Span, word: str, meant: str) -> Fix:
    """``meant`` instead of ``word``, which stands once in ``span``, alone or with other text."""
    from sdgen.parse import write

    place = _stretch(document, span)
    if place is None or not word:
        return ()
    start, end = place
    pattern = rf"(?<![\w-]){re.escape(word)}(?![\w-])"
    found = list(re.finditer(pattern, document.text[start:end]))
    if len(found) != 1:
        return ()
    first = start + found[0].start()
    if (first, len(word)) == (start, end - start) and not write.is_plain(meant, in_flow=True):
        meant = write.quote(meant)
    changed = _lines(document.text).span(document.file, first, first + len(word))
    return (Edit(changed, meant),)


def word_at(document: Document, span: Span) -> str:
    """The word that stands alone in ``span``, without quotes; empty where an alias repeats it."""
    place = _stretch(document, span)
    return document.text[slice(*place)].strip("'\"") if place else ""


def requote(document: Document, span: Span, text: str) -> Fix:
    """The unquoted ``text`` of ``span`` in double quotes."""
    from sdgen.parse import write

    return _replace(document, span, text, write.quote(text))


def rewrite(document: Document, span: Span, text: str, meant: str) -> Fix:
    """``meant``, YAML as it stands, instead of the unquoted ``text`` of ``span``."""
    return _replace(document, span, text, meant)


def bracket(document: Document, span: Span, text: str) -> Fix:
    """``[a]`` for a value ``a`` in one line that stays one value in brackets."""
    from sdgen.parse import write

    place = _stretch(document, span)
    if place is None:
        return ()
    start, end = place
    source = document.text[start:end]
    if source[:1] in ("'", '"') and "\n" not in source:
        new = f"[{source}]"
    elif source == text and write.is_plain(text, in_flow=True):
        new = f"[{text}]"
    else:
        return ()
    return (Edit(_lines(document.text).span(document.file, start, end), new),)


def _replace(document: Document, span: Span, text: str, new: str) -> Fix:
    place = _stretch(document, span)
    if place is None or document.text[slice(*place)] != text:
        return ()
    return (Edit(_lines(document.text).span(document.file, *place), new),)
