"""Changes of text: what stands where, and what to write instead.

An edit changes a stretch of a file and leaves all else as it is, comments and layout too. Edits of
one text are applied together, all of them or none, whatever the order in which they come: every
span speaks of the text before any change.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping

from msgspec import Struct

from sdgen.base.span import Span

_LINE_END = "\r\n|[\n\r\x85\u2028\u2029]"
"""What ends a line, as the parser counts lines."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

Position = tuple[int, int]
"""Line and column, from 1."""


class Edit(Struct, frozen=True, order=True):
    """``text`` instead of what stands in ``span``; an empty span inserts, an empty text removes.

    Lines of ``text`` end in ``\\n``; where it is applied it takes the line ends of the file.
    """

    span: Span
    text: str

    def __reduce__(self) -> tuple[type[Edit], tuple[object, ...]]:
        """For pickle, as :class:`Span` has it."""
        return Edit, (self.span, self.text)

    @property
    def start(self) -> Position:
        return self.span.line, self.span.column

    @property
    def end(self) -> Position:
        return self.span.end_line, self.span.end_column


class EditError(ValueError):
    """Edits that cannot be applied: a place that the text does not have, or another file's."""


class ConflictError(EditError):
    """Edits that exclude each other; ``pairs`` says which."""

    def __init__(self, pairs: tuple[tuple[Edit, Edit], ...]) -> None:
        self.pairs = pairs
        first, second = pairs[0]
        super().__init__(f"{first.span}: this edit and the one at {second.span} change one place")


class Lines:
    """Where the lines of a text begin and end; turns places into offsets and back.

    Counts as the parser does: from 1, columns in characters, a byte order mark not counted.
    """

    def __init__(self, text: str) -> None:
        self._first = 1 if text.startswith("\ufeff") else 0
        ends = [(each.start(), each.end()) for each in re.finditer(_LINE_END, text)]
        self.starts = [self._first, *(end for _, end in ends)]
        self.ends = [*(start for start, _ in ends), len(text)]

    def offset(self, line: int, column: int) -> int | None:
        """The offset of a place, ``None`` where the text has no such place."""
        if not 1 <= line <= len(self.starts) or column < 1:
            return None
        offset = self.starts[line - 1] + column - 1
        return offset if offset <= self.ends[line - 1] else None

    def index(self, offset: int) -> int:
        """Which line, from 0, an offset is in."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def span(self, file: str, start: int, end: int) -> Span:
        """The span from one offset to another."""
        first, last = self.index(start), self.index(end)
        begin, finish = start - self.starts[first] + 1, end - self.starts[last] + 1
        return Span(file, first + 1, begin, last + 1, finish)

    def line_end(self, text: str, line: int) -> str:
        """How line ``line`` ends; for the last, which has no end, the line before it counts."""
        for index in (line - 1, line - 2):
            if 0 <= index < len(self.starts) - 1:
                return text[self.ends[index] : self.starts[index + 1]]
        return "\n"


def conflicts(edits: Iterable[Edit]) -> tuple[tuple[Edit, Edit], ...]:
    """Every pair of neighbouring edits that exclude each other, in the order of their places.

    Two edits conflict where both change the same character, where one inserts inside what the other
    changes, and where both insert at one place, since no order of the two would be right for sure:
    whoever adds several things at one place makes one edit of them. The same edit twice is one
    edit. An insertion may touch what another edit changes, at its beginning or its end.
    """
    found = []
    furthest: Edit | None = None
    for edit in _in_order(edits):
        if furthest is not None and _exclude(furthest, edit):
            found.append((furthest, edit))
        if furthest is None or (edit.span.file, edit.end) >= (furthest.span.file, furthest.end):
            furthest = edit
    return tuple(found)


def _in_order(edits: Iterable[Edit]) -> list[Edit]:
    return sorted(set(edits))


def _exclude(one: Edit, other: Edit) -> bool:
    """Whether two edits, ``one`` beginning first, cannot both be made."""
    if one.span.file != other.span.file:
        return False
    if one.start == one.end == other.start == other.end:
        return True
    return other.start < one.end


def compatible(fixes: Iterable[tuple[Edit, ...]]) -> tuple[tuple[Edit, ...], ...]:
    """The fixes that can be made together: each that conflicts with none taken before it."""
    taken: list[tuple[Edit, ...]] = []
    edits: set[Edit] = set()
    for fix in fixes:
        if not conflicts((*edits, *fix)):
            taken.append(fix)
            edits.update(fix)
    return tuple(taken)


def by_file(edits: Iterable[Edit]) -> dict[str, tuple[Edit, ...]]:
    """The edits of each file, files and edits in order, the same edit once."""
    found: dict[str, list[Edit]] = {}
    for edit in _in_order(edits):
        found.setdefault(edit.span.file, []).append(edit)
    return {file: tuple(each) for file, each in found.items()}


def apply_edits(text: str, file: str, edits: Iterable[Edit]) -> str:
    """``text``, which findings call ``file``, with every edit made.

    A byte order mark stays, and the first column is the one behind it. Raises
    :class:`ConflictError` where edits exclude each other, :class:`EditError` where a place lies
    outside the text or an edit is for another file; then nothing is changed.
    """
    ordered = _in_order(edits)
    pairs = conflicts(ordered)
    if pairs:
        raise ConflictError(pairs)
    lines = Lines(text)
    parts: list[str] = []
    done = 0
    for edit in ordered:
        start, end = _offsets(edit, file, lines)
        parts += (text[done:start], _with_ends(edit.text, lines.line_end(text, edit.span.line)))
        done = end
    return "".join((*parts, text[done:]))


def _offsets(edit: Edit, file: str, lines: Lines) -> tuple[int, int]:
    if edit.span.file != file:
        raise EditError(f"an edit of {edit.span.file} cannot be made in {file}")
    start, end = lines.offset(*edit.start), lines.offset(*edit.end)
    if start is None or end is None or end < start:
        last = f"{edit.span.end_line}:{edit.span.end_column}"
        raise EditError(f"{edit.span}: the text has no stretch from here to {last}")
    return start, end


def _with_ends(text: str, end: str) -> str:
    text = text.replace("\r\n", "\n")
    return text if end == "\n" else text.replace("\n", end)


def apply_to_files(texts: Mapping[str, str], edits: Iterable[Edit]) -> dict[str, str]:
    """The new text of each file that changes; ``texts`` are all texts, by the name findings use.

    All or nothing over all files. Raises as :func:`apply_edits`, and for a file not in ``texts``.
    """
    changed = {}
    for file, each in by_file(edits).items():
        if file not in texts:
            raise EditError(f"there is no text of {file} to edit")
        changed[file] = apply_edits(texts[file], file, each)
    return {file: text for file, text in changed.items() if text != texts[file]}


def apply_to_bytes(data: bytes, file: str, edits: Iterable[Edit]) -> bytes:
    """As :func:`apply_edits`, of the bytes of a file, which keep their encoding and its mark:
    UTF-8, or UTF-16 that begins with a byte order mark, which is what the parser reads."""
    mark, encoding = _encoding_of(data)
    return mark + apply_edits(text_of(data, file), file, edits).encode(encoding)


def text_of(data: bytes, file: str) -> str:
    """The text of the bytes of a file, without a byte order mark. Raises EditError where they are
    none."""
    mark, encoding = _encoding_of(data)
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise EditError(f"{file} is no {encoding} text") from error


def _encoding_of(data: bytes) -> tuple[bytes, str]:
    """The byte order mark, and the encoding."""
    known = (each for each in _MARKS if data.startswith(each[0]))
    return next(known, (b"", "utf-8"))
