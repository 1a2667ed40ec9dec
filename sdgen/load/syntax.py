"""The parser's complaints in our own words, at the place where the mistake is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sdgen.findings import Finding
from sdgen.load.builder import Frame
from sdgen.load.lines import lines_of
from sdgen.load.problems import Problem
from sdgen.source import Span

if TYPE_CHECKING:
    from yaml.error import Mark, MarkedYAMLError


@dataclass(frozen=True, slots=True)
class _Place:
    """Line and column from 1, and the text from there to the end of the line."""

    line: int
    column: int
    rest: str


@dataclass(frozen=True, slots=True)
class _Complaint:
    """Everything that is known about a syntax error."""

    problem: str
    context: str
    at: _Place
    began: _Place | None  # where the construct began that the parser was in
    lines: Sequence[str]
    stack: Sequence[Frame]

    @property
    def at_end(self) -> bool:
        """Whether nothing but blank lines and comments follows."""
        following = [self.at.rest, *self.lines[self.at.line :]]
        return not any(line.split("#", 1)[0].strip() for line in following)

    @property
    def line_text(self) -> str:
        return self.lines[self.at.line - 1]

    @property
    def before(self) -> str:
        """The text of the line in front of the place."""
        return self.line_text[: self.at.column - 1]


@dataclass(frozen=True, slots=True)
class _Answer:
    place: _Place
    message: str
    advice: str


def explain(error: MarkedYAMLError, text: str, file: str, stack: Sequence[Frame]) -> Finding:
    """The finding for a parser error; ``stack`` are the collections that were open."""
    lines = lines_of(text)
    at = _place(error.problem_mark or error.context_mark, lines)
    complaint = _Complaint(
        problem=str(error.problem or ""),
        context=str(error.context or ""),
        at=at or _Place(1, 1, lines[0]),
        began=_place(error.context_mark, lines),
        lines=lines,
        stack=stack,
    )
    answer = _answer(complaint)
    place = answer.place
    width = 1 if place.rest else 0
    span = Span(file, place.line, place.column, place.line, place.column + width)
    return Problem.SYNTAX.finding(answer.message, span, answer.advice)


def _place(mark: Mark | None, lines: Sequence[str]) -> _Place | None:
    """A mark as a place inside the text: the parser may point behind the last line."""
    if mark is None:
        return None
    line, column = mark.line, mark.column
    if line >= len(lines) or (line == len(lines) - 1 and not lines[line] and line > 0):
        line = len(lines) - 1
        while line > 0 and not lines[line].strip():
            line -= 1
        column = len(lines[line])
    return _at(lines, line + 1, column + 1)


def _at(lines: Sequence[str], line: int, column: int) -> _Place:
    return _Place(line, column, lines[line - 1][column - 1 :])


def _answer(complaint: _Complaint) -> _Answer:
    for words, explanation in _EXPLANATIONS:
        if words in complaint.problem:
            return explanation(complaint)
    return _Answer(
        complaint.at,
        f"this is not valid YAML: {complaint.problem or 'the parser does not say why'}",
        "put the value in quotes if it is text",
    )


# --- one explanation per complaint ------------------------------------------------------------


def _tab(complaint: _Complaint) -> _Answer:
    return _Answer(
        complaint.at,
        "a tab stands where YAML allows only spaces",
        "indent with spaces, two for each level",
    )


def _cannot_start(complaint: _Complaint) -> _Answer:
    character = complaint.at.rest[:1]
    if character == "\t":
        return _tab(complaint)
    return _Answer(
        complaint.at,
        f"a value cannot begin with {character!r}",
        f"put the value in quotes: {_quoted(complaint.at.rest)}",
    )


def _second_colon(complaint: _Complaint) -> _Answer:
    """``mapping values are not allowed``: three different mistakes with one complaint."""
    before = complaint.before
    if ": " in before or before.lstrip().startswith('"') or before.rstrip().endswith(":"):
        return _Answer(
            complaint.at,
            "a second ': ' in one line, where only one 'key: value' can be",
            "put the value in quotes if the colon is part of it, or begin a new line",
        )
    above = _line_above(complaint)
    if above is None or complaint.at.column > 1024:
        return _Answer(
            complaint.at,
            "a ':' cannot stand here",
            "write key: value, the key in one line of at most 1024 characters",
        )
    text = complaint.lines[above.line - 1]
    if ": " in text and _indent(text) < _indent(complaint.line_text):
        return _Answer(
            complaint.at,
            f"this line is indented deeper than line {above.line}, which already has a value",
            f"begin it in column {_indent(text) + 1}, or remove the value of line {above.line}",
        )
    return _without_colon(above)


def _no_colon(complaint: _Complaint) -> _Answer:
    return _without_colon(complaint.began or complaint.at)


def _without_colon(place: _Place) -> _Answer:
    shown = place.rest.strip()[:40]
    if ":" in shown:
        return _Answer(place, f"there is no space after the ':' in {shown!r}", "write key: value")
    return _Answer(place, f"{shown!r} has no ':' after it", "write key: value")


def _end_of_stream(complaint: _Complaint) -> _Answer:
    place = complaint.began or complaint.at
    if "quoted" in complaint.context:
        return _Answer(
            place,
            f"the quote {place.rest[:1]} that opens here is never closed",
            f"add the closing {place.rest[:1]}",
        )
    return _Answer(place, "the file ends in the middle of this", "complete the value")


def _document_mark(complaint: _Complaint) -> _Answer:
    place = complaint.began or complaint.at
    quote = place.rest[:1]
    return _Answer(
        place, f"the quote {quote} that opens here is not closed before '---'", f"add {quote}"
    )


def _list_separator(complaint: _Complaint) -> _Answer:
    return _separator(complaint, "[", "]", "list")


def _mapping_separator(complaint: _Complaint) -> _Answer:
    return _separator(complaint, "{", "}", "mapping")


def _separator(complaint: _Complaint, opening: str, closing: str, name: str) -> _Answer:
    began = complaint.began or complaint.at
    found = complaint.at.rest[:1]
    if complaint.at_end:
        return _unclosed(began, opening, closing)
    if found in {"]", "}"}:
        return _Answer(
            complaint.at,
            f"{found!r} does not close the {opening!r} of line {began.line}",
            f"write {closing!r}",
        )
    return _Answer(
        complaint.at,
        f"a ',' or {closing!r} is missing in the {name} that begins in line {began.line}",
        f"separate with ',', or put text that has a ',' or ':' in quotes, or close with {closing!r}",
    )


def _unclosed(place: _Place, opening: str, closing: str) -> _Answer:
    return _Answer(
        place, f"the {opening!r} that opens here is never closed", f"add the closing {closing!r}"
    )


_NO_KEY = "there is no key in front of this ':'"


def _no_value(complaint: _Complaint) -> _Answer:
    flow = [frame for frame in complaint.stack if frame.flow]
    found = complaint.at.rest[:1]
    ended = complaint.at_end or complaint.at.rest.startswith(("---", "..."))
    if ended and not found.strip(" -."):
        if flow:
            innermost = flow[-1]
            opened = _at(complaint.lines, innermost.span.line, innermost.span.column)
            return _unclosed(opened, *("{}" if innermost.mapping else "[]"))
        if found not in {"-", "."}:
            return _Answer(complaint.at, "a bracket is never closed", "add the closing ']' or '}'")
        return _Answer(complaint.at, "the document ends before it has begun", "remove this line")
    if found in {"]", "}"} and not flow:
        return _Answer(complaint.at, f"this {found!r} closes nothing", "remove it")
    if found == "-":
        return _Answer(
            complaint.at,
            "a list with '- ' cannot stand inside brackets",
            "write [a, b], or use one line for each item and no brackets",
        )
    if found == ":":
        return _Answer(complaint.at, _NO_KEY, "write key: value")
    return _Answer(complaint.at, f"a value is missing before {found!r}", "write the value")


def _no_key(complaint: _Complaint) -> _Answer:
    found = complaint.at.rest[:1]
    began = complaint.began
    if found in {"]", "}"}:
        return _Answer(complaint.at, f"this {found!r} closes nothing", "remove it")
    if found == ":":
        return _Answer(complaint.at, _NO_KEY, "write key: value")
    if found == "&":
        return _Answer(complaint.at, "a value can have only one '&name'", "remove one of them")
    if found == ",":
        return _Answer(complaint.at, "this ',' follows a complete value", "remove it")
    if complaint.before.strip():
        return _Answer(
            complaint.at,
            "there is more text after a complete value",
            "put the whole value in one pair of quotes; inside '...' an apostrophe is written ''",
        )
    if found == "-" and began is not None and began.column == complaint.at.column:
        return _Answer(
            complaint.at,
            f"a list item stands where a key is due, as in line {began.line}",
            "write key: value, or indent the list below its key",
        )
    return _indentation(complaint)


def _indentation(complaint: _Complaint) -> _Answer:
    began = complaint.began
    where = f" (the block begins in line {began.line}, column {began.column})" if began else ""
    return _Answer(
        complaint.at,
        f"the indentation of this line fits no line above it{where}",
        "begin the line in the same column as the lines that it belongs to",
    )


def _no_dash(complaint: _Complaint) -> _Answer:
    began = complaint.began or complaint.at
    if complaint.before.strip():
        return _no_key(complaint)
    return _Answer(
        complaint.at,
        f"this line is in the list that begins in line {began.line}, but is not an item of it",
        "begin it with '- ', or change its indentation",
    )


def _dash_not_allowed(complaint: _Complaint) -> _Answer:
    return _Answer(
        complaint.at,
        "a list with '- ' cannot begin here",
        "begin the list on a new line below its key, or write [a, b]",
    )


def _escape(complaint: _Complaint) -> _Answer:
    return _Answer(
        complaint.at,
        "a backslash in double quotes begins an escape, and this is none that YAML knows",
        "write \\\\ for a backslash, or use single quotes",
    )


def _directive(complaint: _Complaint) -> _Answer:
    return _Answer(
        complaint.at,
        "a line that begins with '%' is an instruction for the parser, and this one is not known",
        "remove the line, or put the text in quotes",
    )


def _tag(complaint: _Complaint) -> _Answer:
    return _Answer(
        complaint.began or complaint.at,
        "a word that begins with '!' is a tag, and tags are not supported",
        "remove the tag, or put the text in quotes",
    )


def _name(complaint: _Complaint) -> _Answer:
    place = complaint.began or complaint.at
    mark = place.rest[:1]
    what = "names another value" if mark == "*" else "marks a value"
    return _Answer(
        place,
        f"{mark!r} {what}, and a name of letters, digits, '-' and '_' must follow it",
        f"put the value in quotes if it is text: {_quoted(place.rest)}",
    )


def _block_text(complaint: _Complaint) -> _Answer:
    place = complaint.began or complaint.at
    mark = place.rest[:1]
    return _Answer(
        place,
        f"the text that {mark!r} announces begins on the next line",
        f"put the text on the lines below, indented, or in quotes without the {mark!r}",
    )


def _document_start(complaint: _Complaint) -> _Answer:
    found = complaint.at.rest[:1]
    if found in {"]", "}"}:
        return _Answer(complaint.at, f"this {found!r} closes nothing", "remove it")
    return _Answer(
        complaint.at,
        "there is more text after the end of the document",
        "begin the file with key: value, and remove lines of '...' and '%'",
    )


_EXPLANATIONS = (
    ("tab character", _tab),
    ("cannot start any token", _cannot_start),
    ("mapping values are not allowed", _second_colon),
    ("could not find expected ':'", _no_colon),
    ("unexpected end of stream", _end_of_stream),
    ("unexpected document indicator", _document_mark),
    ("expected ',' or ']'", _list_separator),
    ("expected ',' or '}'", _mapping_separator),
    ("expected node content", _no_value),
    ("expected '-' indicator", _no_dash),
    ("expected key", _no_key),
    ("block sequence entries are not allowed", _dash_not_allowed),
    ("block mapping", _dash_not_allowed),
    ("URI", _tag),
    ("tag", _tag),
    ("escape", _escape),
    ("hexdecimal", _escape),
    ("Unicode character code", _escape),
    ("directive", _directive),
    ("incompatible YAML", _directive),
    ("version number", _directive),
    ("alphabetic or numeric", _name),
    ("comment or line break", _block_text),
    ("indentation indicator", _block_text),
    ("<document start>", _document_start),
)


def _quoted(text: str) -> str:
    """The beginning of a value as the user could write it, safe to print."""
    shown = "".join(each if each.isprintable() else "?" for each in text.strip()[:40])
    return f"'{shown}'" if '"' in shown else f'"{shown}"'


def _line_above(complaint: _Complaint) -> _Place | None:
    """The first character of the nearest line above that is not blank and no comment."""
    for line in range(complaint.at.line - 1, 0, -1):
        text = complaint.lines[line - 1]
        if text.strip() and not text.lstrip().startswith("#"):
            return _at(complaint.lines, line, _indent(text) + 1)
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
