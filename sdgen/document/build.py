"""A document out of a design: the head, then the sections of a template, numbered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from sdgen.base.findings import totals
from sdgen.base.words import by_number, joined
from sdgen.blocks import (
    Block,
    Code,
    Details,
    Figure,
    Mark,
    Numbers,
    Open,
    Section,
    Table,
    Tone,
    Words,
)
from sdgen.blocks.phrases import pieces
from sdgen.document.columns import without_empty_columns
from sdgen.document.headline import head_numbers
from sdgen.document.records import Document, every_block
from sdgen.document.sections import SECTIONS, sections_of
from sdgen.document.subject import Subject
from sdgen.document.whole import high_level_figure

KINDS = {"steps": "System design", "rfc": "Request for comments"}


def build_document(subject: Subject) -> Document:
    """The document about ``subject`` in its template."""
    sections: list[Section] = []
    for name, each in sections_of(subject.template):
        subject.open_questions = sum(
            isinstance(block, Open) for block in every_block(tuple(sections))
        )
        with SECTIONS.blaming(name):
            blocks = tuple(each.make(subject))
        if blocks:
            sections.append(Section(each.title, blocks, anchor=name))
    head = tuple(_head(subject))
    numbering = _Numbering()
    return Document(
        kind=KINDS.get(subject.template, "Design"),
        title=subject.design.name,
        summary=subject.design.summary,
        about=tuple(_about(subject)),
        head=numbering.captions(head),
        sections=numbering.sections(sections),
    )


def _about(subject: Subject) -> Iterator[tuple[str, Words]]:
    design = subject.design
    if design.owners:
        yield by_number(len(design.owners), "Owner", "Owners"), joined(design.owners)
    if design.status:
        yield "Status", design.status
    if design.date:
        yield "Date", design.date
    yield "Source", (Code(subject.file),)
    accepted = f", {subject.suppressed} accepted" if subject.suppressed else ""
    found = totals(subject.findings) if subject.findings else "none"
    yield "Findings open", f"{found}{accepted}"


# --- the head -----------------------------------------------------------------------------------


def _head(subject: Subject) -> Iterator[Block]:
    if subject.template == "steps":
        found = head_numbers(subject)
        if found:
            yield Numbers(found)
        yield high_level_figure(subject)


# --- numbers ------------------------------------------------------------------------------------


class _Numbering:
    """Counts sections, tables and figures."""

    def __init__(self) -> None:
        self._tables = 0
        self._figures = 0

    def sections(self, sections: Iterable[Section], before: str = "") -> tuple[Section, ...]:
        """The sections with their numbers, and so all within them."""
        return tuple(
            self._section(section, f"{before}{at}") for at, section in enumerate(sections, start=1)
        )

    def _section(self, section: Section, number: str) -> Section:
        blocks: list[Block] = []
        at = 0
        for block in section.blocks:
            if isinstance(block, Section):
                at += 1
                blocks.append(self._section(block, f"{number}.{at}"))
            else:
                blocks += self.captions((block,))
        return replace(section, blocks=tuple(blocks), number=number)

    def captions(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """The blocks with numbers in front of the captions of tables and figures; of tables what
        says something."""
        return tuple(found for each in blocks if (found := self._captioned(each)) is not None)

    def _captioned(self, block: Block) -> Block | None:
        if isinstance(block, Table):
            said = without_empty_columns(block)
            if said is None:
                return None
            block = said
        if isinstance(block, Table) and block.caption:
            self._tables += 1
            return replace(block, caption=_numbered(f"Table {self._tables}", block.caption))
        if isinstance(block, Figure):
            self._figures += 1
            return replace(block, caption=_numbered(f"Figure {self._figures}", block.caption))
        if isinstance(block, Details):
            return replace(block, blocks=self.captions(block.blocks))
        return block


def _numbered(number: str, caption: Words) -> Words:
    return (Mark(number, Tone.STRONG), " ", *pieces(caption))
