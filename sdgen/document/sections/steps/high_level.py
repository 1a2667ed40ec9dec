"""Step 5: the picture of the whole, and what each part of it is."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.blocks import Block, Section, Table, Terms, Words
from sdgen.design.records import Component
from sdgen.document.components import further_notes, purpose, replicas_in_words
from sdgen.document.records import DocumentSection
from sdgen.document.stated import stated_of_components
from sdgen.document.subject import Subject
from sdgen.document.whole import high_level_figure
from sdgen.kinds import kind_of

NONE = "–"


def make(subject: Subject) -> Iterator[Block]:
    """The blocks of the section."""
    yield high_level_figure(subject)
    rows = tuple(_row(subject, each) for each in subject.design.components.values())
    header = ("Component", "What it is", "Built with", "Replicas", "What it is for")
    table = Table(header, rows, text_columns=(0, 1, 2, 4), caption="Components.")
    yield Section(
        "components", (table, *_notes(subject), *stated_of_components(subject)), anchor="components"
    )


def _notes(subject: Subject) -> Iterator[Block]:
    pairs = [
        (each.name, "; ".join(said))
        for each in subject.design.components.values()
        if (said := further_notes(each))
    ]
    if pairs:
        yield Terms(tuple(pairs))


def _row(subject: Subject, component: Component) -> tuple[Words, ...]:
    return (
        component.name,
        kind_of(component).title,
        component.technology or NONE,
        replicas_in_words(component),
        purpose(subject, component),
    )


SECTION = DocumentSection(order=5, title="high-level design", make=make)
