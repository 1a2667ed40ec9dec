"""What is known about a syntax error: the parser's words, the place, the lines around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from sdgen.base.gate import is_unseen
from sdgen.parse.builder import Frame

if TYPE_CHECKING:
    from sdgen.parse.builder import Mark


class Position(Struct, frozen=True):
    """Line and column from 1, and the text from there to the end of the line."""

    line: int
    column: int
    rest: str


class Complaint(Struct, frozen=True):
    """Everything that is known about a syntax error."""

    problem: str
    context: str
    at: Position
    began: Position | None  # where the construct began that the parser was in
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


class Answer(Struct, frozen=True):
    """The finding to be: where, what is wrong, and what to write instead.

    ``fix`` are the columns, from 0 at the place, between which ``text`` would have to stand; it is
    tried before it is offered.
    """

    place: Position
    message: str
    advice: str
    fix: tuple[int, int, str] | None = None


def place_in(mark: Mark | None, lines: Sequence[str]) -> Position | None:
    """A mark as a place inside the text: the parser may point behind the last line."""
    if mark is None:
        return None
    line, column = mark.line, mark.column
    if line >= len(lines) or (line == len(lines) - 1 and not lines[line] and line > 0):
        line = len(lines) - 1
        while line > 0 and not lines[line].strip():
            line -= 1
        column = len(lines[line])
    return place_at(lines, line + 1, column + 1)


def place_at(lines: Sequence[str], line: int, column: int) -> Position:
    """A line and column from 1, with the text that stands there."""
    return Position(line, column, lines[line - 1][column - 1 :])


def line_above(complaint: Complaint) -> Position | None:
    """The first character of the nearest line above that is not blank and no comment."""
    for line in range(complaint.at.line - 1, 0, -1):
        text = complaint.lines[line - 1]
        if text.strip() and not text.lstrip().startswith("#"):
            return place_at(complaint.lines, line, indent(text) + 1)
    return None


def indent(line: str) -> int:
    """The number of spaces that a line begins with."""
    return len(line) - len(line.lstrip(" "))


def quoted(text: str) -> str:
    """The beginning of a value as the user could write it, safe to print."""
    shown = "".join("?" if is_unseen(each) else each for each in text.strip()[:40])
    return f"'{shown}'" if '"' in shown else f'"{shown}"'
