"""What a script of SQL is made of, in no dialect yet. Names are given as they are, without quotes."""

from __future__ import annotations

from msgspec import Struct

from sdgen.exporters.written_types import WrittenType


class Column(Struct, frozen=True):
    """A column: its type, in which a reference is what it refers by, and a ``note`` about it, such as
    why a reference is no foreign key. ``own`` says that the type is stated for it, rather than taken
    over from what it refers to."""

    name: str
    type: WrittenType
    note: str = ""
    own: bool = True


class ForeignKey(Struct, frozen=True):
    """Columns that hold the ``key`` of a ``table``; ``late`` where that table is made only
    afterwards."""

    columns: tuple[str, ...]
    table: str
    key: tuple[str, ...]
    late: bool = False


class Index(Struct, frozen=True):
    """An index; ``members`` says that its one column holds lists, and that it finds what is in
    them."""

    name: str
    table: str
    columns: tuple[str, ...]
    members: bool = False


class Table(Struct, frozen=True):
    """A table. ``says`` are comments before it, ``notes`` those after it, about what of the design
    is no part of it. ``key_name`` is given where the key cannot have the name that PostgreSQL gives
    it."""

    name: str
    says: tuple[str, ...]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    indexes: tuple[Index, ...] = ()
    notes: tuple[str, ...] = ()
    key_name: str = ""


class Unmade(Struct, frozen=True):
    """An entity that has no table: why, and what the design says of it."""

    entity: str
    reason: str
    says: tuple[str, ...]


class Section(Struct, frozen=True):
    """What one store keeps: its tables in the order in which they are made, and the entities without
    one. ``title`` is empty where there is one store."""

    title: str
    tables: tuple[Table, ...]
    unmade: tuple[Unmade, ...]
