"""The records of blocks. All texts are plain: writers escape them for their medium."""

from __future__ import annotations

from msgspec import Struct


class Paragraph(Struct, frozen=True):
    """A sentence or two, on one line."""

    text: str


class List(Struct, frozen=True):
    """Sentences that stand beside each other."""

    items: tuple[str, ...]


class Table(Struct, frozen=True):
    """``header`` and all ``rows`` have the same number of cells, and the first cell of a row says
    what the row is about. ``more`` counts the rows that are left out. ``plain`` says that the cells
    need no header where a table has no lines, as on a terminal; ``text_columns`` are the columns,
    from 0, that hold words: all others hold figures."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: int = 0
    plain: bool = False
    text_columns: tuple[int, ...] = (0,)


class Section(Struct, frozen=True):
    """A title, and what stands under it; sections can stand in sections. The title begins with a
    small letter unless it begins with a name."""

    title: str
    blocks: tuple[Block, ...]
    is_name: bool = False

    @property
    def heading(self) -> str:
        """The title as it begins a line: with a capital, unless it begins with a name."""
        return self.title if self.is_name else self.title[:1].upper() + self.title[1:]


class Page(Struct, frozen=True):
    """A whole report. Without a title its sections stand alone."""

    title: str
    blocks: tuple[Block, ...]


Block = Paragraph | List | Table | Section
