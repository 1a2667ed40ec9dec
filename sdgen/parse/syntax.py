"""The parser's complaints in our own words, at the place where the mistake is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sdgen.base.edit import Edit
from sdgen.base.findings import Finding
from sdgen.base.span import Span
from sdgen.parse import problems
from sdgen.parse.builder import Frame
from sdgen.parse.complaint import (
    Answer,
    Complaint,
    Position,
    indent,
    line_above,
    place_at,
    place_in,
    quoted,
)
from sdgen.parse.lines import lines_of
from sdgen.parse.write import quote

if TYPE_CHECKING:
    from yaml.error import MarkedYAMLError


def explain(error: MarkedYAMLError, text: str, file: str, stack: Sequence[Frame]) -> Finding:
    """The finding for a parser error; ``stack`` are the collections that were open."""
    lines = lines_of(text)
    at = place_in(error.problem_mark or error.context_mark, lines)
    complaint = Complaint(
        problem=str(error.problem or ""),
        context=str(error.context or ""),
        at=at or Position(1, 1, lines[0]),
        began=place_in(error.context_mark, lines),
        lines=lines,
        stack=stack,
    )
    answer = _answer(complaint)
    place = answer.place
    width = 1 if place.rest else 0
    span = Span(file, place.line, place.column, place.line, place.column + width)
    return problems.SYNTAX.finding(answer.message, span, answer.advice, _fix(answer, file))


def _fix(answer: Answer, file: str) -> tuple[Edit, ...]:
    if answer.fix is None:
        return ()
    start, end, text = answer.fix
    line, column = answer.place.line, answer.place.column
    return (Edit(Span(file, line, column + start, line, column + end), text),)


def _answer(complaint: Complaint) -> Answer:
    for words, explanation in _EXPLANATIONS:
        if words in complaint.problem:
            return explanation(complaint)
    return Answer(
        complaint.at,
        f"this is not valid YAML: {complaint.problem or 'the parser does not say why'}",
        "put the value in quotes if it is text",
    )


# --- one explanation per complaint ------------------------------------------------------------


def _tab(complaint: Complaint) -> Answer:
    return Answer(
        complaint.at,
        "a tab stands where YAML allows only spaces",
        "indent with spaces, two for each level",
    )


def _cannot_start(complaint: Complaint) -> Answer:
    character = complaint.at.rest[:1]
    if character == "\t":
        return _tab(complaint)
    return Answer(
        complaint.at,
        f"a value cannot begin with {character!r}",
        f"put the value in quotes: {quoted(complaint.at.rest)}",
        _in_quotes(complaint),
    )


def _in_quotes(complaint: Complaint) -> tuple[int, int, str] | None:
    """The rest of the line, up to a comment, in quotes; inside brackets it may hold more."""
    text = complaint.at.rest.partition(" #")[0].rstrip()
    if any(frame.flow for frame in complaint.stack) or not text.isprintable():
        return None
    return 0, len(text), quote(text)


def _second_colon(complaint: Complaint) -> Answer:
    """``mapping values are not allowed``: three different mistakes with one complaint."""
    before = complaint.before
    if ": " in before or before.lstrip().startswith('"') or before.rstrip().endswith(":"):
        return Answer(
            complaint.at,
            "a second ': ' in one line, where only one 'key: value' can be",
            "put the value in quotes if the colon is part of it, or begin a new line",
        )
    above = line_above(complaint)
    if above is None or complaint.at.column > 1024:
        return Answer(
            complaint.at,
            "a ':' cannot stand here",
            "write key: value, the key in one line of at most 1024 characters",
        )
    text = complaint.lines[above.line - 1]
    if ": " in text and indent(text) < indent(complaint.line_text):
        return Answer(
            complaint.at,
            f"this line is indented deeper than line {above.line}, which already has a value",
            f"begin it in column {indent(text) + 1}, or remove the value of line {above.line}",
        )
    return _without_colon(above)


def _no_colon(complaint: Complaint) -> Answer:
    return _without_colon(complaint.began or complaint.at)


def _without_colon(place: Position) -> Answer:
    shown = place.rest.strip()[:40]
    if ":" in shown:
        after = place.rest.index(":") + 1
        message = f"there is no space after the ':' in {shown!r}"
        return Answer(place, message, "write key: value", (after, after, " "))
    return Answer(place, f"{shown!r} has no ':' after it", "write key: value")


def _tight_colon(complaint: Complaint) -> Answer:
    return Answer(
        complaint.at,
        "inside brackets a ':' at the end of a word needs a space after it",
        "write key: value, or put the text in quotes",
    )


def _end_of_stream(complaint: Complaint) -> Answer:
    place = complaint.began or complaint.at
    if "quoted" in complaint.context:
        return Answer(
            place,
            f"the quote {place.rest[:1]} that opens here is never closed",
            f"add the closing {place.rest[:1]}",
        )
    return Answer(place, "the file ends in the middle of this", "complete the value")


def _document_mark(complaint: Complaint) -> Answer:
    place = complaint.began or complaint.at
    quote = place.rest[:1]
    return Answer(
        place, f"the quote {quote} that opens here is not closed before '---'", f"add {quote}"
    )


def _list_separator(complaint: Complaint) -> Answer:
    return _separator(complaint, "[", "]", "list")


def _mapping_separator(complaint: Complaint) -> Answer:
    return _separator(complaint, "{", "}", "mapping")


def _separator(complaint: Complaint, opening: str, closing: str, name: str) -> Answer:
    began = complaint.began or complaint.at
    found = complaint.at.rest[:1]
    if complaint.at_end:
        return _unclosed(began, opening, closing)
    if found in {"]", "}"}:
        return Answer(
            complaint.at,
            f"{found!r} does not close the {opening!r} of line {began.line}",
            f"write {closing!r}",
            (0, 1, closing),
        )
    return Answer(
        complaint.at,
        f"a ',' or {closing!r} is missing in the {name} that begins in line {began.line}",
        f"separate with ',', or put text that has a ',' or ':' in quotes, or close with {closing!r}",
    )


def _unclosed(place: Position, opening: str, closing: str) -> Answer:
    return Answer(
        place, f"the {opening!r} that opens here is never closed", f"add the closing {closing!r}"
    )


_NO_KEY = "there is no key in front of this ':'"


def _no_value(complaint: Complaint) -> Answer:
    flow = [frame for frame in complaint.stack if frame.flow]
    found = complaint.at.rest[:1]
    ended = complaint.at_end or complaint.at.rest.startswith(("---", "..."))
    if ended and not found.strip(" -."):
        if flow:
            innermost = flow[-1]
            opened = place_at(complaint.lines, *innermost.start)
            return _unclosed(opened, *("{}" if innermost.mapping else "[]"))
        if found not in {"-", "."}:
            return Answer(complaint.at, "a bracket is never closed", "add the closing ']' or '}'")
        return Answer(complaint.at, "the document ends before it has begun", "remove this line")
    if found in {"]", "}"} and not flow:
        return Answer(complaint.at, f"this {found!r} closes nothing", "remove it")
    if found == "-":
        return Answer(
            complaint.at,
            "a list with '- ' cannot stand inside brackets",
            "write [a, b], or use one line for each item and no brackets",
        )
    if found == ":":
        return Answer(complaint.at, _NO_KEY, "write key: value")
    return Answer(complaint.at, f"a value is missing before {found!r}", "write the value")


def _no_key(complaint: Complaint) -> Answer:
    found = complaint.at.rest[:1]
    began = complaint.began
    if found in {"]", "}"}:
        return Answer(complaint.at, f"this {found!r} closes nothing", "remove it")
    if found == ":":
        return Answer(complaint.at, _NO_KEY, "write key: value")
    if found == "&":
        return Answer(complaint.at, "a value can have only one '&name'", "remove one of them")
    if found == ",":
        return Answer(complaint.at, "this ',' follows a complete value", "remove it")
    if complaint.before.strip():
        return Answer(
            complaint.at,
            "there is more text after a complete value",
            "put the whole value in one pair of quotes; inside '...' an apostrophe is written ''",
        )
    if found == "-" and began is not None and began.column == complaint.at.column:
        return Answer(
            complaint.at,
            f"a list item stands where a key is due, as in line {began.line}",
            "write key: value, or indent the list below its key",
        )
    return _indentation(complaint)


def _indentation(complaint: Complaint) -> Answer:
    began = complaint.began
    where = f" (the block begins in line {began.line}, column {began.column})" if began else ""
    return Answer(
        complaint.at,
        f"the indentation of this line fits no line above it{where}",
        "begin the line in the same column as the lines that it belongs to",
    )


def _no_dash(complaint: Complaint) -> Answer:
    began = complaint.began or complaint.at
    if complaint.before.strip():
        return _no_key(complaint)
    return Answer(
        complaint.at,
        f"this line is in the list that begins in line {began.line}, but is not an item of it",
        "begin it with '- ', or change its indentation",
    )


def _dash_not_allowed(complaint: Complaint) -> Answer:
    return Answer(
        complaint.at,
        "a list with '- ' cannot begin here",
        "begin the list on a new line below its key, or write [a, b]",
    )


def _escape(complaint: Complaint) -> Answer:
    return Answer(
        complaint.at,
        "a backslash in double quotes begins an escape, and this is none that YAML knows",
        "write \\\\ for a backslash, or use single quotes",
    )


_HALF = re.compile(r"[dD][89a-fA-F][0-9a-fA-F]{2}")


def _no_character(complaint: Complaint) -> Answer:
    """The place is that of the digits, behind the letter that says how many they are."""
    letter = complaint.before[-1:]
    digits = complaint.at.rest[: {"u": 4, "U": 8}.get(letter, 2)]
    place = complaint.at
    if complaint.before.endswith(f"\\{letter}"):
        place = place_at(complaint.lines, place.line, place.column - 2)
    written = f"\\{letter}{digits}"
    if _HALF.fullmatch(digits.lstrip("0")):
        return Answer(
            place,
            f"{written} is half of a character (a surrogate), and the other half is missing",
            r"write the character itself, or both halves, such as \ud83d\ude00, or its number with "
            r"eight digits, such as \U0001F600",
        )
    return Answer(
        place,
        f"there is no character {written}: the last one is \\U0010FFFF",
        "write the character itself",
    )


def _directive(complaint: Complaint) -> Answer:
    return Answer(
        complaint.at,
        "a line that begins with '%' is an instruction for the parser, and this one is not known",
        "remove the line, or put the text in quotes",
    )


def _tag(complaint: Complaint) -> Answer:
    return Answer(
        complaint.began or complaint.at,
        "a word that begins with '!' is a tag, and tags are not supported",
        "remove the tag, or put the text in quotes",
    )


def _name(complaint: Complaint) -> Answer:
    place = complaint.began or complaint.at
    mark = place.rest[:1]
    what = "names another value" if mark == "*" else "marks a value"
    return Answer(
        place,
        f"{mark!r} {what}, and a name of letters, digits, '-' and '_' must follow it",
        f"put the value in quotes if it is text: {quoted(place.rest)}",
    )


def _block_text(complaint: Complaint) -> Answer:
    place = complaint.began or complaint.at
    mark = place.rest[:1]
    return Answer(
        place,
        f"the text that {mark!r} announces begins on the next line",
        f"put the text on the lines below, indented, or in quotes without the {mark!r}",
    )


def _document_start(complaint: Complaint) -> Answer:
    found = complaint.at.rest[:1]
    if found in {"]", "}"}:
        return Answer(complaint.at, f"this {found!r} closes nothing", "remove it")
    return Answer(
        complaint.at,
        "there is more text after the end of the document",
        "begin the file with key: value, and remove lines of '...' and '%'",
    )


_EXPLANATIONS = (
    ("tab character", _tab),
    ("cannot start any token", _cannot_start),
    ("mapping values are not allowed", _second_colon),
    ("could not find expected ':'", _no_colon),
    ("unexpected ':'", _tight_colon),
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
    ("Unicode character escape code", _no_character),
    ("escape", _escape),
    ("hexdecimal", _escape),
    ("Unicode character code", _escape),
    ("whitespace or line break", _tag),
    ("directive", _directive),
    ("non-alphabetical", _directive),
    ("incompatible YAML", _directive),
    ("version number", _directive),
    ("alphabetic or numeric", _name),
    ("comment or line break", _block_text),
    ("indentation indicator", _block_text),
    ("<document start>", _document_start),
)
