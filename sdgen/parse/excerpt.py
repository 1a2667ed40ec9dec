"""The lines of a source that a finding is about, with a mark below the very place.

Whatever the file contains, the excerpt is safe to print: characters that could move the cursor,
recolour the terminal or reorder the text are shown as symbols.
"""

from __future__ import annotations

from functools import lru_cache

from sdgen.base.characters import category, is_wide
from sdgen.base.span import Span
from sdgen.parse.lines import lines_of

_TAB_STOP = 4
_CLIPPED = "…"
_NARROWEST = 20


def excerpt(text: str, span: Span, width: int = 100, context: int = 1) -> str:
    """The line of ``span`` in ``text``, up to ``context`` lines around it, and a caret line.

    ``width`` bounds the cells of each line, gutter included; a longer line is clipped around the
    place. A span of several lines is marked to the end of its first. Empty where the span lies
    outside the text.
    """
    lines = _lines(text)
    if not 1 <= span.line <= len(lines) or not text:
        return ""
    first = max(span.line - context, 1)
    last = min(span.line + context, len(lines))
    shown = list(range(first, last + 1))
    while shown[-1] > span.line and not lines[shown[-1] - 1].strip():
        shown.pop()
    while shown[0] < span.line and not lines[shown[0] - 1].strip():
        shown.pop(0)
    gutter = len(str(shown[-1]))
    room = max(width - gutter - 3, _NARROWEST)
    line = lines[span.line - 1]
    start = min(span.column, len(line) + 1) - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    end = max(min(end, len(line)), start)
    marked, places = _clip(line, _window(line, start, end, room), room)
    before = _cells_before(places, start)
    carets = max(min(_cells_before(places, end), room) - before, 1)
    output = [f"{'':{gutter}} |"]
    for number in shown:
        source = marked if number == span.line else _clip(lines[number - 1], 0, room)[0]
        output.append(f"{number:{gutter}} | {source}".rstrip())
        if number == span.line:
            output.append(f"{'':{gutter}} | {'':{before}}{'^' * carets}")
    output.append(f"{'':{gutter}} |")
    return "\n".join(output)


@lru_cache(maxsize=2)
def _lines(text: str) -> list[str]:
    """The lines of a text; kept, since findings of one file are shown one after the other."""
    return lines_of(text)


Cell = tuple[int, int]
"""The index of a character in its line, and the cell in which it begins."""


def _window(line: str, start: int, end: int, room: int) -> int:
    """The first character to show so that the marked place is in sight; 0 where the line fits."""
    if _width(line[: max(end, start + 1)][: 4 * room]) < room and end < 4 * room:
        return 0
    first = start
    free = max(room - _width(line[start : min(end, start + room)]), room // 3) - 2
    if _is_plain(line[:start]):
        return max(0, start - max(0, free))
    while first > 0:
        free -= _width(line[first - 1])
        if free < 0:
            break
        first -= 1
    return first


def _clip(line: str, first: int, room: int) -> tuple[str, list[Cell]]:
    """The part of a line from character ``first`` that fits, and where each character stands."""
    output: list[str] = []
    places: list[Cell] = []
    cell = 0
    if first and line:
        output.append(_CLIPPED)
        cell = 1
    index = first
    if _is_plain(line):
        # every character takes one cell; the last one may take the last
        fits = len(line) if cell + len(line) - first <= room else first + room - 1 - cell
        output.append(line[first:fits] + (_CLIPPED if fits < len(line) else ""))
        return "".join(output), [(first + at, cell + at) for at in range(fits - first + 1)]
    while index < len(line):
        shown, size = _show(line[index], cell)
        last = index == len(line) - 1
        if cell + size > room - (0 if last else 1):
            output.append(_CLIPPED)
            break
        places.append((index, cell))
        output.append(shown)
        cell += size
        index += 1
    places.append((index, cell))
    return "".join(output), places


def _cells_before(places: list[Cell], index: int) -> int:
    """The cell in which character ``index`` begins, or the last cell that is shown."""
    for character, cell in places:
        if character >= index:
            return cell
    return places[-1][1]


def _is_plain(text: str) -> bool:
    """Whether every character is shown as it is, in one cell."""
    return text.isascii() and text.isprintable()


def _width(text: str) -> int:
    if _is_plain(text):
        return len(text)
    cell = 0
    for character in text:
        cell += _show(character, cell)[1]
    return cell


def _show(character: str, cell: int) -> tuple[str, int]:
    """A character as it can be printed, and the cells that it takes at this cell of the line."""
    if " " <= character <= "~":
        return character, 1
    if character == "\t":
        size = _TAB_STOP - cell % _TAB_STOP
        return " " * size, size
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code), 1
    if code == 0x7F:
        return "␡", 1
    kind = category(character)
    if kind in {"Mn", "Me"}:
        return character, 0
    if kind in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
        return "�", 1
    size = 2 if is_wide(character) else 1
    return " " * size if kind == "Zs" else character, size
