"""Of a proposal: what else was weighed, and why it was not taken."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.blocks import Block, Open
from sdgen.document.records import DocumentSection
from sdgen.document.sections.steps.detailed import decision_section
from sdgen.document.subject import Subject


def make(subject: Subject) -> Iterator[Block]:
    """The blocks of the section."""
    if not subject.design.decisions:
        yield Open("Nothing says which alternatives were weighed (decisions).")
    for each in subject.design.decisions.values():
        yield decision_section(subject, each)


SECTION = DocumentSection(order=3, title="alternatives", make=make)
