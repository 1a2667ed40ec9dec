"""Of a proposal: what takes it down, what is accepted, and what is left to do."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.blocks import Block
from sdgen.document.improvements import what_helps
from sdgen.document.records import DocumentSection
from sdgen.document.sections.steps.bottlenecks import accepted_risks, findings_left, single_points
from sdgen.document.subject import Subject


def make(subject: Subject) -> Iterator[Block]:
    """The blocks of the section."""
    yield single_points(subject)
    yield from what_helps(subject)
    yield from accepted_risks(subject)
    yield findings_left(subject)


SECTION = DocumentSection(order=4, title="risks", make=make)
