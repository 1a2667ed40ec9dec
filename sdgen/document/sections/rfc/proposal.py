"""Of a proposal: what is to be built."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.blocks import Block, Paragraph
from sdgen.document.records import DocumentSection
from sdgen.document.sentences import done
from sdgen.document.subject import Subject
from sdgen.document.whole import high_level_figure


def make(subject: Subject) -> Iterator[Block]:
    """The blocks of the section."""
    yield Paragraph(done(subject))
    yield high_level_figure(subject)


SECTION = DocumentSection(order=2, title="proposal", make=make)
