"""References of a data model, and the picture in words for those who hear it."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.base.words import and_more, by_number, counted, in_one_line, joined
from sdgen.design.records import Design, Entity, Field
from sdgen.views.entities import (
    Entities,
    EntityStore,
    EntityTable,
    Number,
    Reference,
    ReferenceAway,
)
from sdgen.views.phrases import said

MOST_DESCRIBED = 60
"""Tables, and references, that are described one by one."""
_HOW_MANY = {
    Number.ONE: "exactly one",
    Number.ZERO_OR_ONE: "at most one",
    Number.MANY: "any number of",
}


def reference_of(entity: Entity, field: Field) -> Reference:
    """The reference of a field: optional, it may name none; a list names any number; and one row at
    most names the same one where the field alone is the key."""
    of_target = Number.ZERO_OR_ONE if field.optional else Number.ONE
    of_target = Number.MANY if field.many else of_target
    alone = entity.key == (field.name,) and not field.many
    of_source = Number.ZERO_OR_ONE if alone else Number.MANY
    target = field.reference or ""
    found = Reference(entity.id, field.name, target, of_source, of_target)
    return Reference(entity.id, field.name, target, of_source, of_target, _in_words(found))


def away_of(reference: Reference, page: int) -> ReferenceAway:
    """The reference to an entity of another page."""
    return ReferenceAway(
        reference.source,
        reference.field,
        reference.target,
        reference.of_source,
        reference.of_target,
        page,
        f"{reference.tooltip}; {reference.target} is on page {page}",
    )


def _in_words(reference: Reference) -> str:
    """``Tweet.author_id: each Tweet has exactly one User, each User any number of Tweet``."""
    target, source = reference.target, reference.source
    return (
        f"{reference.id}: each {source} has {_HOW_MANY[reference.of_target]} {target}, "
        f"each {target} is of {_HOW_MANY[reference.of_source]} {source}"
    )


def described(design: Design, picture: Entities) -> str:
    """Stores in order, each with its tables, then the references."""
    sentences = [f"{said(picture.subtitle)} of {in_one_line(design.name)}"]
    left = MOST_DESCRIBED
    for store in picture.stores:
        sentences += list(_store(store, left))
        left -= min(left, len(store.tables))
    references = [each.tooltip for each in picture.references]
    references += [each.tooltip for each in picture.away]
    sentences += references[:MOST_DESCRIBED]
    if len(references) > MOST_DESCRIBED:
        sentences.append(and_more(len(references) - MOST_DESCRIBED, "references"))
    return ". ".join(sentences) + "."


def _store(store: EntityStore, left: int) -> Iterator[str]:
    name = in_one_line(store.card.name)
    meter = store.meter
    holds = f"{meter.text}, {meter.value}" if meter else " ".join(e for e in store.holds if e)
    about = ", ".join(part for part in (store.said, holds) if part)
    tables = counted(len(store.tables), "entity")
    yield f"{name}{f' ({about})' if about else ''} holds {tables}"
    for table in store.tables[:left]:
        yield _table(table)
    if len(store.tables) > left:
        yield and_more(
            len(store.tables) - left, by_number(len(store.tables) - left, "entity", "entities")
        )


def _table(table: EntityTable) -> str:
    fields = [
        f"{row.name} {row.type}".strip() + (" (key)" if row.key else "") for row in table.rows
    ]
    more = [f"{counted(table.left_out, 'more field')}"] if table.left_out else []
    figures = [
        f"{each.name} {each.now}"
        + (f" then {each.later}" if each.later not in ("", each.now) else "")
        for each in table.figures
    ]
    kept = [
        f"{each.name} {joined(in_one_line(c.name) for c in each.cards)}" for each in table.kept_in
    ]
    parts = [*table.facts, ", ".join((*fields, *more)), *figures, *kept]
    listed = "; ".join(part for part in parts if part)
    return f"{table.id}: {listed}" if listed else table.id
