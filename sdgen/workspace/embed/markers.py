"""Finds the markers in the text of a Markdown file, where CommonMark has them as comments: not in code
of any kind, nor in another comment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from sdgen.base.edit import Lines
from sdgen.base.findings import Finding, Severity, in_order
from sdgen.base.span import Span
from sdgen.workspace.embed.wanted import Wanted, understand, wrong_marker

if TYPE_CHECKING:
    from markdown_it.token import Token

OPTIONS: Final = ("view", "table", "format", "alt", "width", "base")
END: Final = "<!-- /sdgen -->"
EXAMPLE: Final = "<!-- sdgen: designs/shop.yaml view=high-level -->"

MOST_FINDINGS: Final = 100
"""Of a file, and of a marker a tenth of that."""
LONGEST_PARAGRAPH: Final = 2_000
"""Characters of a paragraph in which markers are looked for that stand in the middle of a line."""

_OPENS, _CLOSES = "<!--", "-->"
_SPEAKS: Final = re.compile(r"<!--\s*(?:/\s*)?sdgen\b")
"""What a text without markers does not have."""
_IS_MEANT: Final = re.compile(r"<!--\s*(?:sdgen:|/\s*sdgen\b)")
_BEGINS: Final = re.compile(r"\s*sdgen:(?P<words>.*)", re.DOTALL)
_ENDS: Final = re.compile(r"\s*/\s*sdgen\s*")
_WITHOUT_COLON: Final = re.compile(r"\s*sdgen\s+\S+\.ya?ml\b")
_NO_MARKUP: Final = re.compile(
    r"\s*<(?:(?:script|pre|style|textarea)\b|\?|!\[CDATA|![A-Za-z])", re.I
)
"""How HTML begins in which what looks like a comment is none."""
_LINE_END: Final = re.compile(r"\r\n?|\n")
_BEFORE: Final = re.compile(r"(?:[ \t>]|[-+*][ \t]|\d{1,9}[.)][ \t])*")
"""What may stand before a marker on its line: the signs of quotes and lists that it is in."""
_WORD: Final = re.compile(
    r"""(?P<key>[^\s="']+)=(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"']*))(?=\s|$)"""
    r"""|"(?P<in_double>[^"]*)"(?=\s|$)|'(?P<in_single>[^']*)'(?=\s|$)|(?P<word>\S+)"""
)


class Marker(Struct, frozen=True):
    """A place to fill: what is ``wanted`` there; from ``begin`` to ``end`` the text has what stands
    there now, in whole lines, each of which begins with ``prefix`` (of a quote or a list)."""

    wanted: Wanted
    begin: int
    end: int
    prefix: str


class Markers(Struct, frozen=True):
    """The markers of a text in their order, and what is wrong with those that are broken."""

    markers: tuple[Marker, ...] = ()
    findings: tuple[Finding, ...] = ()


class _Comment(Struct, frozen=True):
    """A comment that speaks to sdgen: from ``start`` to ``end``, what is ``inside``, and a number
    for the quote or list item that it is in. What is wrong with one that is not ``whole`` is said,
    and there is nothing more to say of the marker that it belongs to."""

    start: int
    end: int
    inside: str
    container: int
    whole: bool = True


def find_markers(text: str, file: str) -> Markers:
    """The markers of ``text``, which findings call ``file``; it has no byte order mark."""
    if not _SPEAKS.search(text):
        return Markers()
    return _Search(text, file).found()


class _Search:
    """One text on its way: its lines as CommonMark counts them, and as findings do."""

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._starts = [0, *(each.end() for each in _LINE_END.finditer(text)), len(text)]
        self._lines = Lines(text)
        self._findings: list[Finding] = []
        self._shared = 0

    def found(self) -> Markers:
        markers: list[Marker] = []
        begun: _Comment | None = None
        for each in self._comments():
            if _ENDS.fullmatch(each.inside):
                if begun is None and each.whole:
                    help = f"write {EXAMPLE} above it, or remove it"
                    self._complain(each.start, each.end, "this marker closes nothing", help)
                elif begun is not None:
                    markers += self._marker(begun, each)
                begun = None
                continue
            if begun is not None and begun.whole:
                self._unclosed(begun, f"before another begins in line {self._line(each.start)}")
            begun = each
        if begun is not None and begun.whole:
            self._unclosed(begun, "before the file ends")
        return Markers(tuple(markers), self._told())

    def _told(self) -> tuple[Finding, ...]:
        """What is wrong, as much of it as anybody reads."""
        found = in_order(self._findings)
        if len(found) <= MOST_FINDINGS:
            return found
        last = found[MOST_FINDINGS - 1]
        return (*found[:MOST_FINDINGS], wrong_marker("more is wrong than is listed", last.span))

    # --- comments -----------------------------------------------------------------------------

    def _comments(self) -> Iterator[_Comment]:
        """The comments that speak to sdgen and stand alone on their lines, in order."""
        container, inside_of, number = 0, [0], 0
        for token in _blocks(self._text):
            if token.type in ("blockquote_open", "list_item_open"):
                number += 1
                inside_of.append(number)
            elif token.type in ("blockquote_close", "list_item_close"):
                inside_of.pop()
            container = inside_of[-1]
            if token.map is None:
                continue
            start, end = self._starts[token.map[0]], self._starts[token.map[1]]
            if token.type == "html_block" and not _NO_MARKUP.match(token.content):
                yield from self._of_html(start, end, container)
            elif token.type == "inline" and _SPEAKS.search(token.content):
                yield from self._of_line(token.content, start, end)

    def _of_html(self, start: int, end: int, container: int) -> Iterator[_Comment]:
        position = start
        while (first := self._text.find(_OPENS, position, end)) >= 0:
            last = self._text.find(_CLOSES, first + len(_OPENS), end)
            if last < 0:
                break
            position = last + len(_CLOSES)
            inside = self._text[first + len(_OPENS) : last]
            if _WITHOUT_COLON.match(inside):
                message = "a marker begins with 'sdgen:', and here the colon is missing"
                self._complain(first, position, message, f"write {EXAMPLE}")
                yield _Comment(first, position, inside, container, whole=False)
            elif _BEGINS.fullmatch(inside) or _ENDS.fullmatch(inside):
                yield from self._alone(_Comment(first, position, inside, container))
        if open_ended := _IS_MEANT.search(self._text, position, end):
            message = "this marker is no whole comment: '-->' is missing"
            self._complain(open_ended.start(), open_ended.end(), message, "write --> at its end")

    def _alone(self, comment: _Comment) -> Iterator[_Comment]:
        line = self._starts[self._line_index(comment.start)]
        before = self._text[line : comment.start]
        after = self._text[comment.end : self._end_of_line(comment.end)]
        ends = _ENDS.fullmatch(comment.inside)
        if _BEFORE.fullmatch(before) and not after.strip() and not (ends and before.strip(" \t>")):
            yield comment
        else:
            yield self._sharing_a_line(comment.start, comment.end, comment.inside)

    def _of_line(self, content: str, start: int, end: int) -> Iterator[_Comment]:
        """Comments within a line of other text, which are no markers."""
        if len(content) > LONGEST_PARAGRAPH:
            return
        position = start
        for child in _inline(content):
            if not _SPEAKS.search(child.content):
                continue
            at = self._text.find(child.content, position, end)
            position = at + len(child.content) if at >= 0 else position
            if child.type == "html_inline" and _IS_MEANT.match(child.content):
                at = max(at, start)
                inside = child.content.removeprefix(_OPENS).removesuffix(_CLOSES)
                yield self._sharing_a_line(at, min(at + len(child.content), end), inside)

    def _sharing_a_line(self, start: int, end: int, inside: str) -> _Comment:
        message = "this marker does not stand alone on its line"
        help = f"write it on a line of its own, and {END} on another below it"
        if self._line(start) != self._shared:  # one complaint about two on one line
            self._complain(start, end, message, help)
        self._shared = self._line(start)
        return _Comment(start, end, inside, 0, whole=False)

    # --- markers ------------------------------------------------------------------------------

    def _marker(self, begun: _Comment, ended: _Comment) -> Iterator[Marker]:
        if not (begun.whole and ended.whole):
            return
        if begun.container != ended.container:
            message = "this marker begins and ends in different quotes or list items"
            help = f"write {END} with the same signs or spaces before it"
            self._complain(begun.start, begun.end, message, help)
            return
        wanted = self._wanted(begun)
        if wanted is not None:
            begin = self._starts[self._line_index(begun.end) + 1]
            end = self._starts[self._line_index(ended.start)]
            yield Marker(wanted, begin, end, self._text[end : ended.start])

    def _wanted(self, begun: _Comment) -> Wanted | None:
        """What the marker says, unless that is wrong."""
        words = _BEGINS.fullmatch(begun.inside)
        assert words is not None
        offset = begun.start + len(_OPENS) + words.start("words")
        before = len(self._findings)
        design, given, spans = "", {}, {}
        for word in _WORD.finditer(words["words"]):
            if len(self._findings) - before > MOST_FINDINGS // 10:
                break
            span = self._span(offset + word.start(), offset + word.end())
            key, value = word["key"], _value(word)
            if key is not None:
                if key in given:
                    self._findings.append(wrong_marker(f"'{key}' is given twice", span))
                given[key], spans[key] = value, span
            elif not design:
                design, spans["design"] = value, span
            else:
                self._findings.append(_unexpected(value, span))
        at = self._span(begun.start, begun.end)
        if not design:
            message = "this marker names no design"
            self._findings.append(wrong_marker(message, at, f"write {EXAMPLE}"))
        wanted, wrong = understand(design, at, given, spans, OPTIONS)
        self._findings += wrong
        return wanted if len(self._findings) == before else None

    # --- places -------------------------------------------------------------------------------

    def _complain(self, start: int, end: int, message: str, help: str) -> None:
        self._findings.append(
            Finding(
                code="EMBED001",
                name="unpaired-marker",
                severity=Severity.ERROR,
                message=message,
                span=self._span(start, end),
                help=help,
            )
        )

    def _unclosed(self, begun: _Comment, when: str) -> None:
        message = f"this marker is not closed {when}"
        self._complain(
            begun.start, begun.end, message, f"write {END} on a line of its own below it"
        )

    def _span(self, start: int, end: int) -> Span:
        return self._lines.span(self._file, start, end)

    def _line(self, offset: int) -> int:
        return self._span(offset, offset).line

    def _line_index(self, offset: int) -> int:
        """Which line of CommonMark, from 0, an offset is in."""
        from bisect import bisect_right

        return bisect_right(self._starts, offset, hi=len(self._starts) - 1) - 1

    def _end_of_line(self, offset: int) -> int:
        found = _LINE_END.search(self._text, offset)
        return found.start() if found else len(self._text)


def _value(word: re.Match[str]) -> str:
    groups = ("double", "single", "bare", "in_double", "in_single", "word")
    return next((word[each] for each in groups if word[each] is not None), "")


def _unexpected(word: str, at: Span) -> Finding:
    """A word that is neither the design nor an option: the name of a view or table, or a path with
    spaces."""
    from sdgen.design.view_registry import VIEW_REGISTRY
    from sdgen.report.tables import TABLES

    help = 'an option is written as view=high-level, a path with spaces in quotes: "my shop.yaml"'
    if word in TABLES.names():
        help = f"write table={word}"
    elif word.partition(":")[0] in VIEW_REGISTRY.names():
        help = f"write view={word}"
    return wrong_marker(f"'{word}' is no option of a marker", at, help)


def _blocks(text: str) -> list[Token]:
    """The blocks of the text; what stands in lines is left as it is."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark")
    reader.core.ruler.enableOnly(["normalize", "block"])
    return reader.parse(text)


def _inline(content: str) -> list[Token]:
    """What stands in a paragraph, one after the other."""
    from markdown_it import MarkdownIt

    found = MarkdownIt("commonmark").parseInline(content)
    return [child for token in found for child in token.children or ()]
