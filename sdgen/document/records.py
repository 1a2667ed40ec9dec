"""The records of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from sdgen.blocks import Address, Block, Details, Figure, Open, Paragraph, Section, Words
from sdgen.blocks.phrases import pieces
from sdgen.report.records import ShownFigure

if TYPE_CHECKING:
    from sdgen.document.subject import Subject
    from sdgen.draw.scene import Scene


MADE = "<!-- Made by sdgen doc from the design that is its source: a change here is lost. -->"
"""The first line of a text: who sees it knows where to change the document, and sdgen that it may."""


def _nothing() -> None:
    """Nothing is missing."""


class DocumentSection(Struct, frozen=True, kw_only=True):
    """A section of a template. ``make`` takes what the document is about and gives the blocks under
    the title; none where the section has no place in this document. Sections stand by ``order``."""

    order: int
    title: str
    make: Callable[[Subject], Iterable[Block]]


class Document(Struct, frozen=True, kw_only=True):
    """A whole document: ``kind`` says what it is (``System design``), ``about`` is a line of facts
    under the title, each with its name; ``head`` stands before the sections, which are numbered."""

    kind: str
    title: str
    summary: str
    about: tuple[tuple[str, Words], ...]
    head: tuple[Block, ...]
    sections: tuple[Section, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure, in its order."""
        return tuple(each for each in self._all() if isinstance(each, Figure))

    @property
    def open_questions(self) -> tuple[Open, ...]:
        """Every question that the design leaves open, in its order."""
        return tuple(each for each in self._all() if isinstance(each, Open))

    def _all(self) -> Iterator[Block]:
        return every_block((*self.head, *self.sections))


def every_block(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks and all that stand in them."""
    for block in blocks:
        yield block
        if isinstance(block, Section | Details):
            yield from every_block(block.blocks)


def addresses(document: Document) -> Iterator[Address]:
    """The links of a document's paragraphs that lead to files beside it, or out of it."""
    for block in every_block((*document.head, *document.sections)):
        if isinstance(block, Paragraph):
            yield from (piece for piece in pieces(block.text) if isinstance(piece, Address))


class DrawnFigure(ShownFigure, frozen=True, kw_only=True):
    """A figure that is drawn: ``scene`` is what its SVG was written from."""

    scene: Scene


Figures = Mapping[tuple[str, int], DrawnFigure]
"""The figures of a document by view and page."""


class DocumentWriter(Struct, frozen=True, kw_only=True):
    """A form of documents. ``write`` takes the document and its figures, each with the path of its
    file from where the document lies; ``suffix`` is that of the document's file, and ``ours`` tells
    from a file's bytes whether this writer made it. ``linked`` says that the files of figures are
    linked, so that they must lie there; ``text`` that line ends do not count where files are
    compared. ``require`` raises MissingExtraError where a package is missing."""

    suffix: str
    write: Callable[[Document, Figures], Written]
    ours: Callable[[bytes], bool]
    linked: bool = False
    text: bool = True
    require: Callable[[], None] = _nothing


class Written(Struct, frozen=True):
    """The bytes of a document, and what its author should know."""

    data: bytes
    warnings: tuple[str, ...] = ()


def complaint(_: str, section: DocumentSection) -> str:
    """What is wrong with a section that another package brings, empty if nothing."""
    if not isinstance(section.order, int) or not (isinstance(section.title, str) and section.title):
        return "it has no title, or its order is no whole number"
    return "" if callable(section.make) else "its make cannot be called"


def writer_complaint(_: str, writer: DocumentWriter) -> str:
    """What is wrong with a writer that another package brings, empty if nothing."""
    if not isinstance(writer.suffix, str) or not writer.suffix.isalnum():
        return "its suffix is no word of letters and digits"
    return "" if callable(writer.write) else "its write cannot be called"
