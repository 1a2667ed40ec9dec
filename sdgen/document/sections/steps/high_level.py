"""Step 5: the picture of the whole, and what each part of it is."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.blocks import Block, Figure, Section, Table, Terms, Words
from sdgen.design.records import Component
from sdgen.document.components import further_notes, purpose, replicas_in_words
from sdgen.document.records import DocumentSection
from sdgen.document.stated import stated_of_components
from sdgen.document.subject import Subject
from sdgen.kinds import kind_of

NONE = "–"


def make(subject: Subject) -> Iterator[Block]:
    """The blocks of the section."""
    yield Figure("high-level", caption=high_level_caption(subject))
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


def high_level_caption(subject: Subject) -> str:
    """What the lines of the picture mean that are in it."""
    calls = subject.facts.calls
    waiting = any(not each.asynchronous for each in calls)
    said = ["solid lines wait for an answer"] if waiting else []
    if any(each.asynchronous for each in calls):
        said.append("dashed ones do not" if waiting else "dashed lines wait for no answer")
    if any(each.optional for each in calls):
        said.append("light ones are optional")
    text = f"High-level design: {', '.join(said)}." if said else "High-level design."
    if any(each.replicas.count > 1 for each in subject.design.components.values()):
        text += " A number such as ×6 counts replicas."
    return text


def _row(subject: Subject, component: Component) -> tuple[Words, ...]:
    return (
        component.name,
        kind_of(component).title,
        component.technology or NONE,
        replicas_in_words(component),
        purpose(subject, component),
    )


SECTION = DocumentSection(order=5, title="high-level design", make=make)
