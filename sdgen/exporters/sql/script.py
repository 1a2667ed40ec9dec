"""The script: comments, tables, references and indexes in a dialect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sdgen.base.findings import Finding, in_order
from sdgen.base.words import by_number, counted, named
from sdgen.design.records import Design
from sdgen.exporters import codes
from sdgen.exporters.scalars import scalar_of
from sdgen.exporters.sql.dialect import Dialect
from sdgen.exporters.sql.names import quoted, several
from sdgen.exporters.sql.records import Column, ForeignKey, Section, Table, Unmade
from sdgen.exporters.sql.tables import sections_of
from sdgen.exporters.texts import plain_line

INDENT = "    "


def script_of(design: Design, dialect: Dialect, mark: str) -> tuple[str, tuple[Finding, ...]]:
    """The whole script, and what was found."""
    sections = sections_of(design)
    parts = ["\n".join((*_head(design, dialect, mark), *dialect.begins))]
    for section in sections:
        parts += _section(section, dialect)
    findings = (*_without_table(design, sections), *_unknown_types(design, sections))
    return "\n\n".join(parts) + "\n", in_order(findings)


def _head(design: Design, dialect: Dialect, mark: str) -> Iterator[str]:
    yield f"-- {mark}"
    yield f"-- The data model of {plain_line(design.name)} for {dialect.title}."


def _section(section: Section, dialect: Dialect) -> Iterator[str]:
    """Paragraphs: the heading, tables, references that had to wait, and what is no table."""
    if section.title:
        yield f"-- {section.title}"
    for table in section.tables:
        yield "\n".join(_table(table, dialect))
    late = [
        f"ALTER TABLE {quoted(table.name)} ADD {_foreign_key(key)};"
        for table in section.tables
        for key in table.foreign_keys
        if key.late and dialect.alters
    ]
    if late:
        yield "\n".join(late)
    for unmade in section.unmade:
        yield "\n".join(_unmade(unmade))


def _table(table: Table, dialect: Dialect) -> Iterator[str]:
    yield from (f"-- {each}" for each in table.says)
    yield f"CREATE TABLE {quoted(table.name)} ("
    yield from _lines(table, dialect)
    yield ");"
    notes = list(table.notes)
    for each in table.indexes:
        statement, why_none = dialect.index(each)
        if statement:
            yield statement
        else:
            notes.append(why_none)
    yield from (f"-- {each}" for each in notes)


def _lines(table: Table, dialect: Dialect) -> Iterator[str]:
    """What stands between the brackets, a comment behind the comma of its line."""
    rows = [_column(each, table, dialect) for each in table.columns]
    if table.key:
        name = f"CONSTRAINT {quoted(table.key_name)} " if table.key_name else ""
        rows.append((f"{name}PRIMARY KEY ({several(table.key)})", ""))
    rows += [
        (_foreign_key(key), "") for key in table.foreign_keys if not (key.late and dialect.alters)
    ]
    for number, (row, note) in enumerate(rows, 1):
        comma = "," if number < len(rows) else ""
        comment = f"  -- {note}" if note else ""
        yield f"{INDENT}{row}{comma}{comment}"


def _column(column: Column, table: Table, dialect: Dialect) -> tuple[str, str]:
    name = quoted(column.name)
    typed = dialect.typed(column, name)
    needed = "" if column.type.optional and column.name not in table.key else " NOT NULL"
    check = f" CHECK ({typed.check})" if typed.check else ""
    note = "; ".join(filter(None, (typed.unsaid, column.note)))
    return f"{name} {typed.type}{needed}{check}", note


def _foreign_key(key: ForeignKey) -> str:
    """Where two tables refer to each other, the one that is made first is checked at the end of a
    transaction: rows of both can be put in."""
    when = " DEFERRABLE INITIALLY DEFERRED" if key.late else ""
    target = f"{quoted(key.table)} ({several(key.key)})"
    return f"FOREIGN KEY ({several(key.columns)}) REFERENCES {target}{when}"


def _unmade(unmade: Unmade) -> Iterator[str]:
    yield f"-- {unmade.entity} has no table: {unmade.reason}."
    about, *fields = unmade.says
    yield f"-- {about}"
    yield from (f"--   {each}" for each in fields)


# --- findings ---------------------------------------------------------------------------------


def _without_table(design: Design, sections: Sequence[Section]) -> Iterator[Finding]:
    """One finding for all entities that have no table for one reason."""
    reasons: dict[str, list[str]] = {}
    for section in sections:
        for each in section.unmade:
            reasons.setdefault(each.reason, []).append(each.entity)
    for reason, entities in reasons.items():
        number = len(entities)
        yield codes.finding(
            codes.NO_TABLE,
            f"{counted(number, 'entity', 'entities')} {by_number(number, 'has', 'have')} no table "
            f"({named(entities)}): {reason}",
            design.data[entities[0]].span,
            "nothing need be done; the script says it in a comment",
            entities[0],
        )


def _unknown_types(design: Design, sections: Iterable[Section]) -> Iterator[Finding]:
    """That words are no types."""
    words: dict[str, None] = {}
    for section in sections:
        for table in section.tables:
            words |= dict.fromkeys(
                each.type.word
                for each in table.columns
                if each.type.word and scalar_of(each.type.word) is None
            )
    if not words:
        return
    fields = (each for entity in design.data.values() for each in entity.fields.values())
    first = next(each for each in fields if each.type in words)
    yield codes.unknown_types(list(words), first.span_of("type"))
