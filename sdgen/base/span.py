"""Where a value stands in a file: the Span that every value, finding and number carries."""

from __future__ import annotations

from msgspec import Struct


class Span(Struct, frozen=True, order=True):
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

    @staticmethod
    def whole(file: str) -> Span:
        """The span of a file of which nothing more exact can be said (unreadable, empty)."""
        return Span(file, 1, 1, 1, 1)


class Places(dict[str, Span]):
    """The Spans of a record's values by name.

    Any two are equal: where a value stands is no part of what it says, so that records that say
    the same are equal wherever they stand.
    """

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Places)

    def __ne__(self, other: object) -> bool:
        return not isinstance(other, Places)

    def __hash__(self) -> int:  # type: ignore[override]
        return 0

    def __repr__(self) -> str:
        return f"<{len(self)} places>"
