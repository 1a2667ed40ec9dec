"""Of a proposal: what is asked, and what is kept out."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.blocks import Block, List, Open, Paragraph
from sdgen.document.records import DocumentSection
from sdgen.document.sentences import asked
from sdgen.document.subject import Subject


def make(subject: Subject) -> Iterator[Block]:
    """The blocks of the section."""
    text = asked(subject)
    if text:
        yield Paragraph(text)
    wanted = subject.design.requirements
    texts = () if wanted is None else tuple(each.text for each in wanted.functional.values())
    if texts:
        yield List(texts)
    else:
        yield Open("Nothing says what users can do with it (requirements.functional).")
    for each in () if wanted is None else wanted.questions:
        if not each.answer:
            yield Open(each.ask)


SECTION = DocumentSection(order=1, title="context", make=make)
