"""Where a value stands in a file: the Span that every value, finding and number carries."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file.

    ``file`` is the path as the user gave it (``<stdin>`` for standard input). Lines and columns
    count from 1, columns in characters; the end is exclusive.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    def __reduce__(self) -> tuple[type[Span], tuple[object, ...]]:
        """For pickle, which takes half the time so: reports of many designs hold many places."""
        return Span, (self.file, self.line, self.column, self.end_line, self.end_column)

    @staticmethod
    def whole(file: str) -> Span:
        """The span of a file of which nothing more exact can be said (unreadable, empty)."""
        return Span(file, 1, 1, 1, 1)
