"""A section of the design document: the ledgers, behind the eight steps."""

from collections.abc import Iterator

from sdgen.blocks import Block, List
from sdgen.document.records import DocumentSection
from sdgen.document.subject import Subject


def make(subject: Subject) -> Iterator[Block]:
    """A list of the ledgers; no section where there is none."""
    ledgers = [each for each in subject.design.components.values() if each.kind == "ledger"]
    if ledgers:
        yield List(tuple(each.name for each in ledgers))


SECTION = DocumentSection(order=9, title="bookkeeping", make=make)
