"""Step 8: the whole in half a page."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.blocks import Block, Paragraph
from sdgen.document.records import DocumentSection
from sdgen.document.sentences import asked, done, numbers, risks
from sdgen.document.subject import Subject


def make(subject: Subject) -> Iterator[Block]:
    """The blocks of the section."""
    texts = (
        asked(subject),
        done(subject),
        numbers(subject),
        risks(subject, subject.open_questions),
    )
    yield from (Paragraph(text) for text in texts if text)


SECTION = DocumentSection(order=8, title="summary", make=make)
