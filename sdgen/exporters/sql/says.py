"""What the design says of an entity beside its fields, for comments: SQL has no words for it."""

from __future__ import annotations

from collections.abc import Iterator

from sdgen.design.records import Component, Entity
from sdgen.exporters.sql.plan import names_in
from sdgen.exporters.texts import plain_line
from sdgen.exporters.written_types import type_of
from sdgen.kinds import kind_of


def about(entity: Entity) -> str:
    """Partition, rows, growth and retention in a sentence, empty where nothing is said."""
    said = ", ".join(_parts(entity))
    return f"{entity.id}: {said}." if said else entity.id


def _parts(entity: Entity) -> Iterator[str]:
    if entity.partition_by:
        yield f"partitioned by {', '.join(entity.partition_by)}"
    if entity.hottest_key is not None:
        yield f"{plain_line(entity.hottest_key.text)} of its operations on one partition key"
    if entity.rows is not None:
        yield f"{plain_line(entity.rows.text)} rows"
    if entity.size is not None:
        yield f"{plain_line(entity.size.text)} each"
    if entity.growth is not None:
        yield f"{plain_line(entity.growth.text)} more"
    if entity.created_by is not None:
        yield f"one for each run of {entity.created_by}"
    if entity.forever:
        yield "kept forever"
    elif entity.retention is not None:
        yield f"kept {plain_line(entity.retention.text)}"
    if entity.cached_in:
        yield f"cached in {', '.join(entity.cached_in)}"


def fields_of(entity: Entity) -> Iterator[str]:
    """The fields of an entity as the design has them, a line each."""
    for name in names_in(entity):
        field = entity.fields.get(name)
        written = f": {type_of(field)}" if field is not None else ""
        yield f"{name}{written}{' (key)' if name in entity.key else ''}"


def store_title(store: Component | None) -> str:
    """The heading of what a store keeps."""
    if store is None:
        return "In no store that the design names"
    what = plain_line(store.technology) or kind_of(store).title
    return f"In {store.id} ({what})"
