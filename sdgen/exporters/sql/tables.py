"""Tables with their references and indexes, store by store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from sdgen.base.words import with_article
from sdgen.design.records import Design, Entity, Field, Query
from sdgen.exporters.sql.keys import WIDEST
from sdgen.exporters.sql.names import Names, table_name
from sdgen.exporters.sql.order import order_of
from sdgen.exporters.sql.plan import Draft, Plan, plan_of
from sdgen.exporters.sql.records import Column, ForeignKey, Index, Section, Table, Unmade
from sdgen.exporters.sql.says import about, fields_of, store_title
from sdgen.exporters.written_types import WrittenType

_KEY: Final = "_pkey"
"""How PostgreSQL ends the name of a primary key, which no other table or index may have."""


class _Names(Struct, frozen=True):
    """The space of names of tables and indexes, and what is called how in it: tables of entities,
    and those of fields of many references, by entity and field."""

    space: Names
    entities: Mapping[str, str]
    fields: Mapping[tuple[str, str], str]
    keys: Mapping[str, str]


def sections_of(design: Design) -> tuple[Section, ...]:
    """What each store keeps, stores in the order of their first entity."""
    plan = plan_of(design)
    names = _named(plan)
    stores = dict.fromkeys(each.store for each in design.data.values())
    sections = []
    for store in stores:
        inside = [each for each in design.data.values() if each.store == store]
        made = [plan.drafts[each.id] for each in inside if each.id in plan.drafts]
        tables = [table for draft in made for table in _tables(design, plan, draft, names)]
        unmade = (_unmade(each, plan) for each in inside if each.id in plan.unmade)
        title = store_title(design.components.get(store or "")) if len(stores) > 1 else ""
        sections.append(Section(title, _in_order(tables), tuple(unmade)))
    return tuple(sections)


def _named(plan: Plan) -> _Names:
    """A name for each table; then those of keys, which PostgreSQL makes itself where it can."""
    space = Names()
    entities = {each: space.take(table_name(each)) for each in plan.drafts}
    fields = {
        (draft.entity.id, field): space.take(f"{entities[draft.entity.id]}_{field}")
        for draft in plan.drafts.values()
        for field in draft.many
    }
    keys = {}
    for name in (*entities.values(), *fields.values()):
        if not space.reserve(f"{name}{_KEY}"):
            keys[name] = space.take(name, _KEY)
    return _Names(space, entities, fields, keys)


def _unmade(entity: Entity, plan: Plan) -> Unmade:
    return Unmade(entity.id, plan.unmade[entity.id], (about(entity), *fields_of(entity)))


# --- one entity -------------------------------------------------------------------------------


def _tables(design: Design, plan: Plan, draft: Draft, names: _Names) -> Iterator[Table]:
    """The table of an entity, and those of its fields of many references."""
    entity = draft.entity
    name = names.entities[entity.id]
    says = [about(entity)]
    columns = {each.name: each for each in draft.columns}
    foreign: list[ForeignKey] = []
    for field in entity.fields.values():
        if field.reference is None or field.name in draft.many:
            continue
        made = draft.of_field[field.name]
        why = _no_foreign_key(design, plan, draft, field)
        if why:
            first = columns[made[0]]
            columns[made[0]] = replace(first, note="; ".join(filter(None, (first.note, why))))
        else:
            target = plan.drafts[field.reference]
            foreign.append(ForeignKey(made, names.entities[field.reference], target.key))
    if entity.key and not draft.key:
        says.append(f"No primary key: it would have more than {WIDEST} columns.")
    elif not entity.key:
        says.append("No primary key: the design gives it none.")
    indexes, notes = _indexes(draft, name, columns, names)
    yield Table(
        name,
        tuple(says),
        tuple(columns.values()),
        draft.key,
        tuple(foreign),
        indexes,
        notes,
        names.keys.get(name, ""),
    )
    for each in draft.many:
        yield _between(plan, draft, entity.fields[each], names)


def _no_foreign_key(design: Design, plan: Plan, draft: Draft, field: Field) -> str:
    """Why the columns of a reference are no foreign key; empty where they are."""
    assert field.reference is not None
    target = design.data[field.reference]
    what = f"keys of {target.id}" if field.many else f"the key of {with_article(target.id)}"
    if target.store != draft.entity.store and target.id in plan.drafts:
        where = target.store or "no store that the design names"
        return f"{what}, in {where}"
    if target.id not in plan.drafts:
        return f"{what}, which has no table"
    if not target.key:
        return f"{with_article(target.id)}, which has no key"
    if not plan.keys[target.id]:
        return f"{with_article(target.id)}, whose key would be more than {WIDEST} columns"
    if field.many:
        return what
    if _types(draft, draft.of_field[field.name]) != _types(plan.drafts[target.id]):
        return f"{what}, which leads back to this one"
    return ""


def _types(draft: Draft, names: Sequence[str] | None = None) -> list[WrittenType]:
    """The types of these columns, or of the key, whether or not there may be none."""
    wanted = draft.key if names is None else names
    types = {each.name: each.type for each in draft.columns}
    return [replace(types[each], optional=False) for each in wanted]


def _between(plan: Plan, draft: Draft, field: Field, names: _Names) -> Table:
    """The table of a field of many references: a row for each pair of keys."""
    assert field.reference is not None
    owner, target = draft, plan.drafts[field.reference]
    space = Names()
    columns: list[Column] = []
    foreign = []
    for end, prefix in ((owner, ""), (target, field.name)):
        table = names.entities[end.entity.id]
        made = tuple(space.take(_end_name(table, each, prefix, space)) for each in end.key)
        types = _types(end)
        columns += (Column(*each, own=False) for each in zip(made, types, strict=True))
        foreign.append(ForeignKey(made, table, end.key))
    name = names.fields[owner.entity.id, field.name]
    most = "" if field.length is None else f", at most {field.length} of each"
    says = f"{owner.entity.id}.{field.name}: many of {target.entity.id}{most}."
    indexed = any(query.index and query.by == (field.name,) for query in owner.entity.queries)
    key = tuple(each.name for each in columns)
    index = _index(names, name, foreign[1].columns, members=False)
    return Table(
        name,
        (says,),
        tuple(columns),
        key,
        tuple(foreign),
        (index,) if indexed else (),
        key_name=names.keys.get(name, ""),
    )


def _end_name(table: str, column: str, prefix: str, space: Names) -> str:
    """What a column of a key is called in a table between two: ``tweet_id``, where it is ``id`` of
    ``tweet``; after the field where that name is taken."""
    name = column if column.startswith(f"{table}_") else f"{table}_{column}"
    return f"{prefix}_{column}" if prefix and space.has(name) else name


# --- indexes ----------------------------------------------------------------------------------


def _indexes(
    draft: Draft, table: str, columns: Mapping[str, Column], names: _Names
) -> tuple[tuple[Index, ...], tuple[str, ...]]:
    """The indexes that queries ask for, and why one that is asked for is not there."""
    found: dict[tuple[str, ...], Index] = {}
    notes: dict[str, None] = {}
    for query in draft.entity.queries:
        wanted = tuple(
            dict.fromkeys(at for each in query.by for at in draft.of_field.get(each, ()))
        )
        why_none = _no_index(draft, query, wanted, columns)
        if why_none:
            notes[why_none] = None
        elif wanted and wanted not in found:
            members = columns[wanted[0]].type.many
            found[wanted] = _index(names, table, wanted, members=members)
    return tuple(found.values()), tuple(notes)


def _no_index(
    draft: Draft, query: Query, wanted: Sequence[str], columns: Mapping[str, Column]
) -> str:
    """Why a query has no index, which would be of the columns ``wanted``; empty where it has one, or
    where a table between two has it."""
    by = ", ".join(query.by)
    if wanted and draft.key[: len(wanted)] == wanted:
        return f"By {by}: the primary key serves."
    if not query.index:
        return f"By {by}: no index is asked for."
    if len(query.by) > 1 and any(each in draft.many for each in query.by):
        return f"By {by}: no index, as they stand in several tables."
    if len(wanted) > WIDEST:
        return f"By {by}: no index, as it would have more than {WIDEST} columns."
    lists = [each for each in wanted if columns[each].type.many]
    return f"By {by}: no index, as {lists[0]} holds lists." if lists and len(wanted) > 1 else ""


def _index(names: _Names, table: str, columns: Sequence[str], *, members: bool) -> Index:
    name = names.space.take("_".join((table, *columns)), "_idx")
    return Index(name, table, tuple(columns), members)


# --- order ------------------------------------------------------------------------------------


def _in_order(tables: Iterable[Table]) -> tuple[Table, ...]:
    """The tables in the order in which they can be made, references to later ones marked."""
    by_name = {each.name: each for each in tables}
    needs = {
        each.name: [key.table for key in each.foreign_keys if key.table in by_name]
        for each in by_name.values()
    }
    made: dict[str, Table] = {}
    for name in order_of(needs):
        table = by_name[name]
        keys = (
            replace(key, late=key.table != name and key.table not in made)
            for key in table.foreign_keys
        )
        made[name] = replace(table, foreign_keys=tuple(keys))
    return tuple(made.values())
