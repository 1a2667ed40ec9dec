"""Of a proposal: what is to be built."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.blocks import Block, Figure, Paragraph
from sdgen.document.records import DocumentSection
from sdgen.document.sections.steps.high_level import high_level_caption
from sdgen.document.sentences import done
from sdgen.document.subject import Subject


def make(subject: Subject) -> Iterator[Block]:
    """The blocks of the section."""
    yield Paragraph(done(subject))
    yield Figure("high-level", caption=high_level_caption(subject))


SECTION = DocumentSection(order=2, title="proposal", make=make)
