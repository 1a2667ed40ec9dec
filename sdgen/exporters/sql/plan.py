"""Which entities become tables, and what each of their fields becomes: columns, or a table between
two."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from sdgen.base.words import counted, in_a_sentence, with_article
from sdgen.design.records import Design, Entity, Field
from sdgen.exporters.sql.keys import WIDEST, Keys, Part, keys_of, values_of
from sdgen.exporters.sql.names import Names, column_name
from sdgen.exporters.sql.records import Column
from sdgen.kinds import kind_of

MOST_COLUMNS: Final = 1600
"""Columns of a table of PostgreSQL; SQLite has 2000 unless it is built otherwise."""


class Draft(Struct, frozen=True):
    """An entity that becomes a table: its ``columns``, which of them each field has, which are its
    ``key`` (none where it has no key of SQL), and the fields of ``many`` that become a table each."""

    entity: Entity
    columns: tuple[Column, ...]
    of_field: Mapping[str, tuple[str, ...]]
    key: tuple[str, ...]
    many: tuple[str, ...]


class Plan(Struct, frozen=True):
    """The entities with a table, by id, and why others have none. ``keys`` are what refers to
    each."""

    drafts: Mapping[str, Draft]
    unmade: Mapping[str, str]
    keys: Keys


def plan_of(design: Design) -> Plan:
    """What becomes of each entity."""
    keys = keys_of(design)
    unmade = {each.id: why for each in design.data.values() if (why := _no_table(design, each))}
    tables = {name: keys[name] for name in design.data if name not in unmade}
    drafts: dict[str, Draft] = {}
    for name in tables:
        draft = _draft(design, design.data[name], keys, tables)
        if len(draft.columns) > MOST_COLUMNS:
            unmade[name] = f"it would have {counted(len(draft.columns), 'column')}"
        else:
            drafts[name] = draft
    return Plan(drafts, unmade, keys)


def names_in(entity: Entity) -> tuple[str, ...]:
    """The fields of an entity; where it names none, those that its key, its partition and its
    queries name."""
    asked = (name for query in entity.queries for name in query.by)
    return tuple(entity.fields) or tuple(dict.fromkeys((*entity.key, *entity.partition_by, *asked)))


def _no_table(design: Design, entity: Entity) -> str:
    """Why the entity is no table; empty where it is one."""
    store = design.components.get(entity.store or "")
    if store is not None and not kind_of(store).keeps_tables:
        return f"{store.id} is {with_article(in_a_sentence(kind_of(store).title))}"
    return "" if names_in(entity) else "the design names none of its fields"


def _draft(design: Design, entity: Entity, keys: Keys, tables: Keys) -> Draft:
    names = Names()
    columns: list[Column] = []
    of_field: dict[str, tuple[str, ...]] = {}
    many = []
    for name in names_in(entity):
        field = entity.fields.get(name)
        if field is not None and _is_table(design, entity, field, tables):
            many.append(name)
            continue
        made = _columns(entity, name, keys, names)
        columns += made
        of_field[name] = tuple(each.name for each in made)
    key: list[str] = []
    if keys[entity.id]:
        key = [each for name in dict.fromkeys(entity.key) for each in of_field[name]]
    return Draft(entity, tuple(columns), of_field, tuple(key), tuple(many))


def _is_table(design: Design, entity: Entity, field: Field, tables: Keys) -> bool:
    """Whether a field of many references is a table: SQL then knows what it refers to."""
    if not field.many or field.reference is None or field.name in entity.key:
        return False
    own, other = tables.get(entity.id, ()), tables.get(field.reference, ())
    same_store = entity.store == design.data[field.reference].store
    return bool(own and other and same_store) and len(own) + len(other) <= WIDEST


def _columns(entity: Entity, name: str, keys: Keys, names: Names) -> list[Column]:
    """The columns of a field. What stands in a key there is also what others refer by."""
    key = [each for each in keys[entity.id] if each.path[0] == name]
    values = key if name in entity.key and key else values_of(entity, name, keys)
    field = entity.fields.get(name)
    own = field is not None and field.reference is None
    return [_column(each, names, own=own) for each in values]


def _column(value: Part, names: Names, *, own: bool) -> Column:
    given = "_".join(value.path)
    name = names.take(column_name(given))
    notes = [] if value.type.word else ["its type is not given"]
    if name != given:
        notes.append(f"called {'.'.join(value.path)} in the design")
    return Column(name, value.type, "; ".join(notes), own)
