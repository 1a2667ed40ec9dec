"""Of a proposal: its numbers."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.blocks import Block, Paragraph
from sdgen.document.availability import availability_section
from sdgen.document.records import DocumentSection
from sdgen.document.sections.steps.bottlenecks import load
from sdgen.document.sections.steps.estimates import rates, storage
from sdgen.document.sentences import numbers
from sdgen.document.subject import Subject


def make(subject: Subject) -> Iterator[Block]:
    """The blocks of the section."""
    text = numbers(subject)
    if text:
        yield Paragraph(text)
    yield from rates(subject)
    yield from storage(subject)
    yield from availability_section(subject)
    yield from load(subject)


SECTION = DocumentSection(order=5, title="numbers", make=make)
