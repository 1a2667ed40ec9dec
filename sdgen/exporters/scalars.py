"""The types of fields and parameters: what each is called, and what it is in JSON and in SQL.

Numbers whose digits matter, ids and decimals, are texts in JSON: readers in JavaScript lose what is
over 2^53 or binary fractions cannot hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final

from msgspec import Struct


class Counts(Enum):
    """What the length of a type counts: ``string(50)`` characters."""

    NOTHING = ""
    CHARACTERS = "characters"
    BYTES = "bytes"
    DIGITS = "digits"


class Scalar(Struct, frozen=True, kw_only=True):
    """A type of single values: the words for it, its JSON Schema, its types in SQL; the store makes
    values of one that is ``generated``."""

    words: tuple[str, ...]
    json: Mapping[str, object]
    postgresql: str
    sqlite: str
    counts: Counts = Counts.NOTHING
    generated: bool = False


def _text(*words: str, form: str = "") -> Scalar:
    json = {"type": "string", **({"format": form} if form else {})}
    return Scalar(
        words=words, json=json, postgresql="text", sqlite="TEXT", counts=Counts.CHARACTERS
    )


def _integer(*words: str, form: str, postgresql: str, generated: bool = False) -> Scalar:
    json = {"type": "integer", "format": form}
    return Scalar(
        words=words, json=json, postgresql=postgresql, sqlite="INTEGER", generated=generated
    )


def _moment(*words: str, form: str, postgresql: str) -> Scalar:
    json = {"type": "string", "format": form}
    return Scalar(words=words, json=json, postgresql=postgresql, sqlite="TEXT")


BYTES_IN_TEXT: Final = {"type": "string", "contentEncoding": "base64"}
"""Bytes as a value of JSON (JSON Schema 2020-12, 8.3)."""

SCALARS: Final = (
    _text("string", "text", "varchar", "char"),
    _text("email", form="email"),
    _text("url", "uri", form="uri"),
    Scalar(
        words=("id",),
        json={"type": "string", "format": "id"},
        postgresql="bigint",
        sqlite="INTEGER",
    ),
    Scalar(
        words=("uuid",),
        json={"type": "string", "format": "uuid"},
        postgresql="uuid",
        sqlite="TEXT",
    ),
    Scalar(
        words=("bool", "boolean"), json={"type": "boolean"}, postgresql="boolean", sqlite="INTEGER"
    ),
    _integer("byte", "int8", form="int8", postgresql="smallint"),
    _integer("short", "smallint", "int16", form="int16", postgresql="smallint"),
    _integer("int", "integer", "int32", form="int32", postgresql="integer"),
    _integer("long", "bigint", "int64", form="int64", postgresql="bigint"),
    _integer("serial", form="int32", postgresql="integer", generated=True),
    _integer("bigserial", form="int64", postgresql="bigint", generated=True),
    Scalar(
        words=("float", "real"),
        json={"type": "number", "format": "float"},
        postgresql="real",
        sqlite="REAL",
    ),
    Scalar(
        words=("double",),
        json={"type": "number", "format": "double"},
        postgresql="double precision",
        sqlite="REAL",
    ),
    Scalar(
        words=("decimal", "numeric"),
        json={"type": "string", "format": "decimal"},
        postgresql="numeric",
        sqlite="NUMERIC",
        counts=Counts.DIGITS,
    ),
    Scalar(words=("number",), json={"type": "number"}, postgresql="numeric", sqlite="NUMERIC"),
    _moment("date", form="date", postgresql="date"),
    _moment("time", form="time", postgresql="time"),
    _moment("timestamp", "datetime", "timestamptz", form="date-time", postgresql="timestamptz"),
    Scalar(
        words=("bytes", "binary", "blob", "bytea"),
        json=BYTES_IN_TEXT,
        postgresql="bytea",
        sqlite="BLOB",
        counts=Counts.BYTES,
    ),
    Scalar(
        words=("json", "jsonb", "object"),
        json={"type": "object"},
        postgresql="jsonb",
        sqlite="TEXT",
    ),
)

_BY_WORD: Final = {word: each for each in SCALARS for word in each.words}


def scalar_of(word: str) -> Scalar | None:
    """The type of this word, in capitals or not; None where there is none."""
    return _BY_WORD.get(word.lower())


def words() -> tuple[str, ...]:
    """Every word for a type."""
    return tuple(_BY_WORD)
