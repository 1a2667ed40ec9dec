"""Step 4: what is stored, where and why there, and how it grows."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.words import by_number, joined
from sdgen.blocks import (
    Address,
    Block,
    Code,
    Figure,
    Link,
    Open,
    Paragraph,
    Section,
    Table,
    Terms,
    Words,
)
from sdgen.blocks.phrases import Piece, between, pieces
from sdgen.design.records import Entity, Field
from sdgen.document.records import DocumentSection
from sdgen.document.subject import Subject, decision_anchor, entity_anchor
from sdgen.quantity import Dimension
from sdgen.report.estimate import shown
from sdgen.views import make_pictures


def make(subject: Subject) -> Iterator[Block]:
    """The blocks of the section."""
    entities = tuple(subject.design.data.values())
    if not entities:
        yield Open("Nothing says what is stored, and how it is found again (data).")
        return
    if subject.shows("data"):
        pages = len(make_pictures(subject.facts, "data"))
        for page in range(1, pages + 1):
            of = f", page {page} of {pages}" if pages > 1 else ""
            yield Figure("data", page, f"What is stored, by the store that keeps it{of}.")
    if "sql" in subject.beside:
        link = Address("SQL", subject.beside["sql"])
        yield Paragraph(("As tables of a database: ", link, "."))
    yield from _open(entities)
    for each in entities:
        blocks = tuple(_entity(subject, each))
        yield Section(each.id, blocks, is_name=True, anchor=entity_anchor(each.id))


def _open(entities: tuple[Entity, ...]) -> Iterator[Block]:
    """What is not said of entities, those of which the same is missing together."""
    homeless = [each.id for each in entities if each.store is None]
    if homeless:
        yield Open(f"Nothing says where {joined(homeless)} {_are(homeless)} kept (store).")
    unformed = [each.id for each in entities if not each.fields]
    if unformed:
        yield Open(f"Nothing says what fields {joined(unformed)} {_have(unformed)} (fields).")
    keyless = [each.id for each in entities if each.fields and not each.key]
    if keyless:
        yield Open(f"Nothing says what identifies {joined(keyless)} (key).")
    growing = [each for each in entities if each.created_by is not None or each.growth is not None]
    endless = [each.id for each in growing if each.retention is None and not each.forever]
    if endless:
        yield Open(f"Nothing says how long {joined(endless)} {_are(endless)} kept (retention).")
    unasked = [each.id for each in entities if not each.queries and len(each.key) != 1]
    if unasked:
        yield Open(f"Nothing says how {joined(unasked)} {_are(unasked)} looked up (queries).")


def _are(names: list[str]) -> str:
    return by_number(len(names), "is", "are")


def _have(names: list[str]) -> str:
    return by_number(len(names), "has", "have")


def _entity(subject: Subject, entity: Entity) -> Iterator[Block]:
    pairs = tuple(_facts(subject, entity))
    if pairs:
        yield Terms(pairs, beside=True)
    if entity.fields:
        rows = tuple(_field(entity, each) for each in entity.fields.values())
        yield Table(("Field", "Type", "Is"), rows, text_columns=(0, 1, 2))
    elif not pairs:
        yield Paragraph("The design names it and says no more.")


def _facts(subject: Subject, entity: Entity) -> Iterator[tuple[Words, Words]]:
    if entity.key and not entity.fields:
        yield "Key", _names(entity.key)
    if entity.store is not None:
        yield "Kept in", _store(subject, entity)
    found_in = subject.facts.kept_in.get(entity.id, ())
    if found_in:
        names = [
            f"{subject.component(each.component)}{' (index)' if each.indexes else ''}"
            for each in found_in
        ]
        yield "Also found in", joined(names)
    if entity.partition_by:
        hot = ""
        if entity.hottest_key is not None:
            hot = f"; {entity.hottest_key.text} of its operations go to one key"
        yield "Partitioned by", (*_names(entity.partition_by), hot)
    yield from _size(subject, entity)
    kept = _kept(entity)
    if kept:
        yield "Kept for", kept
    if entity.queries:
        looked: list[Words] = []
        for each in entity.queries:
            how = " by an index" if each.index else ""
            who: tuple[Piece, ...] = ()
            if each.journey is not None:
                who = (" for ", subject.journey(each.journey))
            looked.append((*_names(each.by), how, *who))
        yield "Looked up by", between(looked, "; ")


def _names(fields: tuple[str, ...]) -> tuple[Piece, ...]:
    return pieces(between([(Code(each),) for each in fields]))


def _store(subject: Subject, entity: Entity) -> Words:
    """The store, and the decisions that say why it is that one."""
    store = entity.store or ""
    component = subject.design.components.get(store)
    said = subject.component(store)
    if component is not None and component.technology:
        said += f" ({component.technology})"
    why = [each.id for each in subject.design.decisions.values() if store in each.affects]
    if not why:
        return said
    links = between([(Link(each, decision_anchor(each)),) for each in why])
    return (f"{said}; ", by_number(len(why), "decision ", "decisions "), *pieces(links))


def _size(subject: Subject, entity: Entity) -> Iterator[tuple[Words, Words]]:
    kept = subject.estimate.storage.entities.get(entity.id)
    if kept is None:
        return
    told = []
    if kept.rows is not None:
        told.append(f"{shown(kept.rows, Dimension.COUNT)} now")
    if kept.rows_at_horizon is not None and kept.rows_at_horizon != kept.rows:
        told.append(f"{shown(kept.rows_at_horizon, Dimension.COUNT)}{_horizon(subject)}")
    if told:
        size = f", {shown(kept.size, Dimension.BYTES)} each" if kept.size is not None else ""
        yield "Rows", f"{', '.join(told)}{size}"
    if kept.added:
        yield "Added", shown(kept.added, Dimension.RATE)
    if kept.bytes_at_horizon is not None:
        yield "One copy", f"{shown(kept.bytes_at_horizon, Dimension.BYTES)}{_horizon(subject)}"


def _horizon(subject: Subject) -> str:
    return f" in {subject.horizon}" if subject.horizon else ""


def _kept(entity: Entity) -> str:
    if entity.forever:
        return "ever: nothing is deleted"
    return entity.retention.text if entity.retention is not None else ""


def _field(entity: Entity, field: Field) -> tuple[Words, ...]:
    said = []
    if field.name in entity.key:
        said.append(by_number(len(entity.key), "key", "part of the key"))
    if field.name in entity.partition_by:
        said.append("partition key")
    if field.optional:
        said.append("may be missing")
    kind: Words = (Code(_written(field)),)
    if field.reference is not None:
        kind = (Link(_written(field), entity_anchor(field.reference)),)
    return (Code(field.name),), kind, ", ".join(said)


def _written(field: Field) -> str:
    """The type as a design writes it, without the mark of what may be missing."""
    length = "" if field.length is None else str(field.length)
    if field.many:
        return f"{field.type}[{length}]"
    return f"{field.type}({length})" if length else field.type


SECTION = DocumentSection(order=4, title="data model", make=make)
