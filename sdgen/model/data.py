"""Step 4 of a design: entities, their typed fields, keys and queries."""

from __future__ import annotations

from sdgen.base.span import Places
from sdgen.base.subject import Subject
from sdgen.design.data import Entity, Field
from sdgen.model import codes
from sdgen.model.fields import read_fields
from sdgen.model.gather import Gather, mapping, shorten, spans, text
from sdgen.parse.document import Entry, Node

FOREVER = "forever"
LARGEST_LENGTH = 1_000_000_000
_DIGITS_IN_A_LENGTH = 10


def read_entities(node: Node | None, gather: Gather) -> dict[str, Entity]:
    """Every entity by name."""
    return {entry.key: _read_entity(entry, gather) for entry in mapping(node).entries}


def _read_entity(entry: Entry, gather: Gather) -> Entity:
    given = mapping(entry.value)
    where = Subject("entity", entry.key)
    forever = text(given.get("retention")).strip().lower() == FOREVER
    own = ("fields", "retention") if forever else ("fields",)
    return Entity(
        span=entry.key_span,
        spans=spans(given),
        id=entry.key,
        fields={
            each.key: _read_field(each, where, gather)
            for each in mapping(given.get("fields")).entries
        },
        forever=forever,
        **read_fields(Entity, given, where, gather, leave_out=own),
    )


def _read_field(entry: Entry, where: Subject, gather: Gather) -> Field:
    """A field: ``string(50)``, ``id[4]``, ``timestamp?``, ``Tweet[]``."""
    written = "".join(text(entry.value).split())
    base = written.removesuffix("?")
    optional = base != written
    base, bound, length = _length(base, "(", ")")
    many = False
    if not bound and base.endswith("]"):
        base, many, length = _length(base, "[", "]")
    if not _is_word(base) or (bound and length is None):
        gather.report(
            codes.FORM,
            f"{where}, field '{entry.key}': '{shorten(text(entry.value))}' is no type",
            entry.value.span,
            "write a type such as string(50), id[4], timestamp?, or the name of an entity",
            where.id,
        )
    return Field(
        span=entry.key_span,
        spans=Places({"type": entry.value.span}),
        name=entry.key,
        type=base,
        optional=optional,
        many=many,
        length=length,
        reference=base if base[:1].isupper() else None,
    )


def _length(written: str, opening: str, closing: str) -> tuple[str, bool, int | None]:
    """The type without its bracket, whether it had one, and the number inside."""
    base, bracket, rest = written.partition(opening)
    if not bracket or not rest.endswith(closing):
        return written, False, None
    inside = rest.removesuffix(closing)
    if not inside:
        return base, True, None
    if not (inside.isascii() and inside.isdecimal() and len(inside) <= _DIGITS_IN_A_LENGTH):
        return written, False, None
    return base, True, min(int(inside), LARGEST_LENGTH)


def _is_word(text_: str) -> bool:
    return text_.isascii() and text_.replace("_", "").isalnum() and text_[:1].isalpha()
