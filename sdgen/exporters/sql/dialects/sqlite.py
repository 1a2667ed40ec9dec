"""SQLite, from version 3.38 on, which knows JSON."""

from __future__ import annotations

from sdgen.exporters.scalars import Counts, scalar_of
from sdgen.exporters.sql.dialect import Dialect, Typed
from sdgen.exporters.sql.names import quoted, several
from sdgen.exporters.sql.records import Column, Index


def typed(column: Column, name: str) -> Typed:
    """The type of a column, which is what SQLite prefers for it; lengths and truth values are
    checked, lists are JSON."""
    written = column.type
    if written.many:
        most = "" if written.most is None else f"json_array_length({name}) <= {written.most}"
        return Typed("TEXT", most, f"a JSON list of {written.word}")
    scalar = scalar_of(written.word)
    if scalar is None:
        return Typed("TEXT", unsaid=str(written) if written.word else "")
    if "boolean" in scalar.words:
        return Typed(scalar.sqlite, f"{name} IN (0, 1)")
    unsaid = "" if scalar.sqlite == "BLOB" or "text" in scalar.words else _said(column)
    if written.length is None:
        return Typed(scalar.sqlite, unsaid=unsaid)
    if scalar.counts in (Counts.CHARACTERS, Counts.BYTES):
        return Typed(scalar.sqlite, f"length({name}) <= {written.length}", unsaid)
    return Typed(scalar.sqlite, unsaid=unsaid)


def _said(column: Column) -> str:
    """The type in the words of the design where SQLite's says less: a date is a text to it."""
    scalar = scalar_of(column.type.word)
    plain = scalar is not None and scalar.sqlite in ("INTEGER", "REAL")
    return "" if plain and column.type.length is None else str(column.type).removesuffix("?")


def index(index: Index) -> tuple[str, str]:
    """An index; none finds what is in a list."""
    if index.members:
        return "", f"By {index.columns[0]}: no index, as SQLite has none of what is in a list."
    columns = several(index.columns)
    return f"CREATE INDEX {quoted(index.name)} ON {quoted(index.table)} ({columns});", ""


DIALECT = Dialect(title="SQLite", typed=typed, index=index, begins=("PRAGMA foreign_keys = ON;",))
