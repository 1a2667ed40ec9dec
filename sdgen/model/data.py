"""Step 4 of a design: entities, their typed fields, keys and queries."""

from __future__ import annotations

from sdgen.base.span import Places
from sdgen.design.records import Entity, Field, Query
from sdgen.model import codes
from sdgen.model.gather import Dimensions, Gather, flag, items, mapping, shorten, spans, text, texts
from sdgen.parse.document import Entry, Mapping, Node
from sdgen.quantity import Dimension, Quantity

GROWTH = (Dimension.RATE, Dimension.USER_RATE, Dimension.BYTE_RATE)
FOREVER = "forever"
LARGEST_LENGTH = 1_000_000_000
_DIGITS_IN_A_LENGTH = 10


def read_entities(node: Node | None, gather: Gather) -> dict[str, Entity]:
    """Every entity by name."""
    return {entry.key: _read_entity(entry, gather) for entry in mapping(node).entries}


def _read_entity(entry: Entry, gather: Gather) -> Entity:
    given = mapping(entry.value)
    where = f"entity '{entry.key}'"
    retention = given.get("retention")
    forever = text(retention).strip().lower() == FOREVER

    def read(key: str, expected: Dimensions) -> Quantity | None:
        return gather.quantity(given.get(key), expected, f"{where}, '{key}'")

    return Entity(
        span=entry.key_span,
        spans=spans(given),
        id=entry.key,
        store=text(given.get("store")) or None,
        cached_in=texts(given.get("cached_in")),
        key=texts(given.get("key")),
        partition_by=texts(given.get("partition_by")),
        hottest_key=read("hottest_key", Dimension.RATIO),
        fields={
            each.key: _read_field(each, where, gather)
            for each in mapping(given.get("fields")).entries
        },
        rows=read("rows", Dimension.COUNT),
        size=read("size", Dimension.BYTES),
        created_by=text(given.get("created_by")) or None,
        growth=read("growth", GROWTH),
        retention=None if forever else read("retention", Dimension.DURATION),
        forever=forever,
        queries=tuple(_read_query(each) for each in items(given.get("queries"))),
    )


def _read_query(node: Node) -> Query:
    if isinstance(node, Mapping):
        return Query(
            span=node.span,
            spans=spans(node),
            by=texts(node.get("by")),
            index=flag(node.get("index")) or False,
            journey=text(node.get("journey")) or None,
        )
    return Query(span=node.span, spans=Places({"by": node.span}), by=texts(node))


def _read_field(entry: Entry, where: str, gather: Gather) -> Field:
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
            where.split("'")[1],
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
