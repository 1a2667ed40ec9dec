"""Reading the fields of a record that say in their shapes what they are.

What does not have the type that the shape asks for is read as if it were not there: the schema's
findings have said so. Where a quantity is none, or a share more than all, this says so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from enum import EnumType
from functools import cache
from typing import Any

from msgspec import Struct

from sdgen.base.span import Places, Span
from sdgen.base.subject import Subject
from sdgen.design import shapes
from sdgen.design.record import Record
from sdgen.design.shapes import AnyShape, form_of, properties_of
from sdgen.design.spelling import COUNT, python_pattern
from sdgen.model import codes
from sdgen.model.gather import Gather, flag, items, mapping, number, shorten, spans, text, texts
from sdgen.parse.document import Entry, Mapping, Node, Scalar
from sdgen.quantity import Dimension, Quantity

Values = dict[str, Any]
NOTHING = "none"
"""What states that there is nothing, where a key can say so."""


class Place(Struct, frozen=True):
    """Where a value stands, for findings: ``component 'db'``, ``latency``, ``p50``."""

    where: Subject
    within: str
    key: str

    @property
    def subject(self) -> Subject:
        """What a finding about the value speaks of."""
        within = f"{self.within} " if self.within else ""
        return self.where.within(f"{within}'{self.key}'")


def read_fields(
    record: type[Record],
    given: Mapping,
    where: Subject,
    gather: Gather,
    *,
    within: str = "",
    leave_out: Collection[str] = (),
) -> Values:
    """The fields that the user gave, by their names: what there is to make the record of, besides
    its place and the fields that have readers of their own.

    ``where`` names the record in findings, ``within`` the key of it that ``given`` stands under.
    """
    properties = properties_of(record)
    found: Values = {}
    for entry in given.entries:
        known = properties.get(entry.key)
        if known is None or not known.field or entry.key in leave_out:
            continue
        name, shape = known.field, known.shape
        if name in found and shape.key != entry.key:
            continue  # two keys say the same: the first of the language counts
        if shape.none and _is_none(shape, entry.value):
            found[shape.none] = True
            continue
        value = read_value(shape, entry, Place(where, within, entry.key), gather)
        if value is not None:
            found[name] = value
    for name, empty in _required(record):
        if name not in leave_out:
            found.setdefault(name, empty)
    return found


def _is_none(shape: AnyShape, value: Node) -> bool:
    """Whether the word for nothing is written, or is what a record is short for."""
    if isinstance(shape, shapes.Nested) and isinstance(value, Mapping):
        value = value.get(form_of(shape.record).short) or value
    return text(value).strip().lower() == NOTHING


@cache
def _required(record: type[Record]) -> tuple[tuple[str, Any], ...]:
    """The fields that must be given, with what is read where they are not; the schema says so."""
    return tuple(
        (each.field, () if isinstance(each.shape, shapes.OneOrMany) else "")
        for each in properties_of(record).values()
        if each.shape.required and each.field
    )


def read_value(shape: AnyShape, entry: Entry, place: Place, gather: Gather) -> Any:
    """What the value says, or ``None`` where it says nothing, or its reader is another."""
    read = _READERS.get(type(shape))
    return None if read is None else read(shape, entry, place, gather)


def read_parts(record: type[Record], value: Node) -> tuple[Mapping, Places]:
    """The parts of a record and their places; a plain value is the part that it is short for."""
    if isinstance(value, Mapping):
        return value, spans(value)
    short = form_of(record).short
    if not short:
        return mapping(None), Places()
    return Mapping((Entry(short, value.span, value),), value.span), Places({short: value.span})


# --- one function for each shape --------------------------------------------------------------


def _text(_shape: AnyShape, entry: Entry, _place: Place, _gather: Gather) -> str | None:
    return text(entry.value) or None


def _choice(shape: shapes.Choice, entry: Entry, _place: Place, _gather: Gather) -> str | None:
    written = text(entry.value)
    values = shape.values
    if not isinstance(values, EnumType):
        return written or None
    return values(written) if written in set(values) else None


def _flag(shape: shapes.Flag, entry: Entry, _place: Place, _gather: Gather) -> bool | None:
    if shape.words is not None and text(entry.value) in shape.words:
        return text(entry.value) == shape.words[0]
    return flag(entry.value)


def _count(shape: shapes.Count, entry: Entry, place: Place, gather: Gather) -> int | None:
    value = number(entry.value)
    written = entry.value.value if isinstance(entry.value, Scalar) else None
    if not isinstance(written, str) or not python_pattern(COUNT).search(written):
        return value
    # the schema knows nothing of the numbers that texts stand for
    wrong = ""
    if value is None:
        wrong = "is no whole number"
    elif not shape.least <= value <= shape.most:
        bound = f"at least {shape.least}" if value < shape.least else f"at most {shape.most:,}"
        wrong = f"must be {bound}"
    if not wrong:
        return value
    where = place.subject
    gather.report(
        codes.QUANTITY,
        f"{where}: '{shorten(written)}' {wrong}",
        entry.value.span,
        f"write a whole number from {shape.least:,} to {shape.most:,}",
        where.id,
    )
    return None


def _measure(shape: shapes.Measure, entry: Entry, place: Place, gather: Gather) -> Quantity | None:
    where = place.subject
    quantity = gather.quantity(entry.value, shape.dimension, where)
    if quantity is None:
        return None
    message = help_text = ""
    if shape.share and quantity.value > 1:
        message, help_text = "is over 100%", "write at most 100%"
        if quantity.dimension is Dimension.TIME_SHARE:
            message, help_text = "is more than all of the time", "write less, such as 2h/week"
    elif shape.some and quantity.value <= 0:
        message = "is zero"
        help_text = f"leave out '{place.key}' where it is not known"
    if message:
        gather.report(
            codes.CONTRADICTION,
            f"{where}: '{quantity.text}' {message}",
            entry.value.span,
            help_text,
            where.id,
        )
    return quantity


def _texts(
    shape: shapes.Many | shapes.OneOrMany, entry: Entry, place: Place, gather: Gather
) -> tuple[Any, ...] | None:
    each = shape.each
    if isinstance(each, shapes.Own):
        return None
    if isinstance(each, shapes.Nested):
        return tuple(_record(each, node, node.span, place, gather) for node in items(entry.value))
    return texts(entry.value)


def _table(shape: shapes.Table, entry: Entry, place: Place, gather: Gather) -> Values | None:
    """A table of plain values; one of records or of forms of their own has a reader of its own."""
    if isinstance(shape.each, shapes.Nested | shapes.Own):
        return None
    if isinstance(shape.each, shapes.Text):
        return {each.key: text(each.value) for each in mapping(entry.value).entries}
    read = (
        (each.key, read_value(shape.each, each, place, gather))
        for each in mapping(entry.value).entries
    )
    return {key: value for key, value in read if value is not None}


def _either(shape: shapes.Either, entry: Entry, place: Place, gather: Gather) -> Any:
    for each in shape.shapes:
        if _suits(each, entry.value):
            return read_value(each, entry, place, gather)
    return None


def _suits(shape: AnyShape, node: Node) -> bool:
    """Whether a value is of this shape, among others of other types."""
    if isinstance(shape, shapes.Nested):
        return isinstance(node, Mapping)
    if isinstance(shape, shapes.Flag):
        return flag(node) is not None
    if isinstance(shape, shapes.Count):
        return number(node) is not None
    if isinstance(shape, shapes.Word):
        return python_pattern(shape.pattern).search(text(node)) is not None
    return isinstance(node, Scalar)


def _nested(shape: shapes.Nested, entry: Entry, place: Place, gather: Gather) -> Record | None:
    if not isinstance(entry.value, Mapping) and not form_of(shape.record).short:
        return None
    found = _record(shape, entry.value, entry.key_span, place, gather)
    # a quantity that must be there and is not, or is none, has been found, and nothing stands for it
    incomplete = any(not getattr(found, name) for name in _required_measures(shape.record))
    return None if incomplete else found


@cache
def _required_measures(record: type[Struct]) -> tuple[str, ...]:
    """The fields of quantities that must be given."""
    return tuple(
        each.field
        for each in properties_of(record).values()
        if each.shape.required and isinstance(each.shape, shapes.Measure)
    )


def _record(shape: shapes.Nested, value: Node, span: Span, place: Place, gather: Gather) -> Record:
    assert issubclass(shape.record, Record)
    given, places = read_parts(shape.record, value)
    within = form_of(shape.record).called or place.key
    fields = read_fields(shape.record, given, place.where, gather, within=within)
    return shape.record(span=span, spans=places, **fields)


_READERS: dict[type, Callable[[Any, Entry, Place, Gather], Any]] = {
    shapes.Choice: _choice,
    shapes.Count: _count,
    shapes.Either: _either,
    shapes.Flag: _flag,
    shapes.Id: _text,
    shapes.Many: _texts,
    shapes.Measure: _measure,
    shapes.Name: _text,
    shapes.Nested: _nested,
    shapes.OneOrMany: _texts,
    shapes.Table: _table,
    shapes.Text: _text,
    shapes.Word: _text,
}
"""Forms of their own have readers of their own."""
