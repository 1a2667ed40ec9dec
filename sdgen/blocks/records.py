"""The records of blocks. Texts are plain or in marked pieces (``sdgen.blocks.phrases``): writers
escape them for their medium."""

from __future__ import annotations

from msgspec import Struct

from sdgen.blocks.phrases import Tone, Words


class Paragraph(Struct, frozen=True):
    """A sentence or several, on one line. A ``quiet`` one says what a reader may skip."""

    text: Words
    quiet: bool = False


class List(Struct, frozen=True):
    """Sentences that stand beside each other."""

    items: tuple[Words, ...]


class Terms(Struct, frozen=True):
    """What is said of each of several things: a question and its answer. The names are short where
    what is said stands ``beside`` them."""

    pairs: tuple[tuple[Words, Words], ...]
    beside: bool = False


class Table(Struct, frozen=True):
    """``header`` and all ``rows`` have the same number of cells, and the first cell of a row says
    what the row is about. ``more`` counts the rows that are left out. ``plain`` says that the cells
    need no header where a table has no lines, as on a terminal; ``text_columns`` are the columns,
    from 0, that hold words: all others hold figures. ``caption`` says what all of it is."""

    header: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    more: int = 0
    plain: bool = False
    text_columns: tuple[int, ...] = (0,)
    caption: Words = ""


class Figure(Struct, frozen=True):
    """A page of a view of the design, as it can be rendered; ``caption`` says what to see in it."""

    view: str
    page: int = 1
    caption: Words = ""


class Open(Struct, frozen=True):
    """A question that the design leaves open, as a sentence that says what is missing."""

    text: Words


class Number(Struct, frozen=True):
    """A figure that matters: what it is, how much, how that is meant, and a sentence about it."""

    label: str
    value: str
    text: Words
    tone: Tone | None = None


class Numbers(Struct, frozen=True):
    """The few figures that matter most."""

    items: tuple[Number, ...]


class Details(Struct, frozen=True):
    """Blocks that are folded away under a line that says what they are."""

    summary: str
    blocks: tuple[Block, ...]


class Section(Struct, frozen=True):
    """A title, and what stands under it; sections can stand in sections. The title begins with a
    small letter unless it begins with a name. ``anchor`` is what links lead to, ``number`` its place
    (``1.2``) where sections are numbered."""

    title: str
    blocks: tuple[Block, ...]
    is_name: bool = False
    anchor: str = ""
    number: str = ""

    @property
    def heading(self) -> str:
        """The title as it begins a line: with a capital, unless it begins with a name."""
        return self.title if self.is_name else self.title[:1].upper() + self.title[1:]


class Page(Struct, frozen=True):
    """A whole report. Without a title its sections stand alone."""

    title: str
    blocks: tuple[Block, ...]


Block = Paragraph | List | Terms | Table | Figure | Open | Numbers | Details | Section
