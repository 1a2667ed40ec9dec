"""How a field of a record says what it means: the shapes that a value of the language can have.

A field of a record that a user writes is annotated with a shape::

    memory: Annotated[Quantity | None, Measure("Memory of one replica.", Dimension.BYTES)] = None

From it come the JSON Schema with its descriptions, the reader, and the reference page, so that a
new key of the language is this one line. A field without a shape is made by a reader of its own.
The modules that hold records evaluate their annotations (no ``from __future__ import
annotations``), with an ``Annotated`` that only keeps them: typing's own, or evaluating their text
later, would take 4 ms of every start.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import EnumType, StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from sdgen import kinds
from sdgen.design.spelling import KEBAB, LONGEST_NAME, LONGEST_TEXT, MOST_ITEMS
from sdgen.quantity import Dimension

if TYPE_CHECKING:
    from typing import Annotated as Annotated
else:

    class Annotated:
        """A type with the shape of its values, in the attributes that typing's own has."""

        def __class_getitem__(cls, parts: tuple[object, ...]) -> object:
            made = object.__new__(cls)
            made.__origin__, *metadata = parts
            made.__metadata__ = tuple(metadata)
            return made


class Key(Struct, frozen=True, kw_only=True):
    """What is said of a key, whatever its value is.

    ``key`` is its name in the file where that is not the field's; ``also`` are further names with
    their meanings. ``absent`` says in words what is taken where the user gives none, ``form`` in
    which of several forms of a record the key stands. ``called`` is the word for one entry of a
    mapping, or one item of a list, in findings. Where ``none`` is given, the word `none` states that
    there is nothing, in the field of that name.
    """

    key: str = ""
    also: tuple[tuple[str, str], ...] = ()
    required: bool = False
    absent: str = ""
    form: str = ""
    called: str = ""
    none: str = ""


class Shape(Key, frozen=True):
    """A value with its meaning: a sentence or more, as editors and the reference show it."""

    meaning: str


class Text(Shape, frozen=True):
    """Any text up to ``longest`` characters. A ``number`` is one too, as it is written: `3.10`."""

    longest: int = LONGEST_TEXT
    number: bool = True


class Name(Shape, frozen=True):
    """A text, not empty, that is short enough for a title or a card; a number is one too, as it is
    written."""

    longest: int = LONGEST_NAME


class Word(Shape, frozen=True):
    """A text of a pattern of ``sdgen.design.spelling``."""

    pattern: str
    longest: int | None = None


Element = Literal["cache", "component", "domain", "entity", "group", "journey", "requirement"]
"""What an id can be of."""


class Id(Shape, frozen=True):
    """The id of something; ``of`` says of what, so that one of nothing is found. Without it, a
    check of its own says what the id may name."""

    pattern: str = KEBAB
    of: Element | None = None


class Measure(Shape, frozen=True):
    """A quantity of one of the dimensions. A ``share`` is of a whole, and at most all of it; of
    what there is ``some`` there is more than nothing."""

    dimension: Dimension | tuple[Dimension, ...]
    share: bool = False
    some: bool = False


class Flag(Shape, frozen=True):
    """True or false; ``words`` are texts that say the one and the other where a plain value
    stands for the whole record."""

    words: tuple[str, str] | None = None


class Count(Shape, frozen=True):
    """A whole number."""

    least: int = 1
    most: int = 1_000_000


class Choice(Shape, frozen=True):
    """One of a few values; of an enumeration, the field holds its member. What packages add to is
    a function, asked when the values are needed."""

    values: tuple[str, ...] | type[StrEnum] | Callable[[], tuple[str, ...]]


class Many(Shape, frozen=True):
    """A list."""

    each: AnyShape
    most: int = MOST_ITEMS
    least: int = 0


class OneOrMany(Shape, frozen=True):
    """An item of text alone, or a list of such items."""

    each: AnyShape


class Table(Shape, frozen=True):
    """A mapping keyed by words of the pattern ``keys``, by any text where that is empty; where the
    keys are ids of what stands elsewhere, ``of`` says of what."""

    each: AnyShape
    keys: str = KEBAB
    least: int = 0
    most: int = MOST_ITEMS
    of: Element | None = None


class Own(Shape, frozen=True):
    """What the schema's definition ``name`` describes and a reader of its own reads."""

    name: str


class Either(Shape, frozen=True):
    """A value of any of the shapes, such as a number, a text of a pattern, or a mapping.

    They have different types of JSON, so that the type says which is meant; a ``Choice`` has none,
    a ``Word`` stands for it.
    """

    shapes: tuple[AnyShape, ...]


class Nested(Key, frozen=True):
    """A record inside a record; without a ``meaning`` it has the record's own."""

    record: type[Struct]
    meaning: str = ""


AnyShape = Shape | Nested


class Form(Struct, frozen=True, kw_only=True):
    """How a record as a whole is written: the ``form`` of its class.

    ``defined_as`` is its name among the schema's definitions, where it stands in several places.
    A value of the shape ``plain`` may stand for the mapping, as what is under the key ``short``;
    with ``nothing``, so may no value at all. ``called`` is the word for one of its keys in
    findings, such as "objective"; the key that it stands under unless given. ``before`` and
    ``after`` are keys that no field keeps the value of, which come first and last.
    """

    meaning: str
    defined_as: str = ""
    plain: AnyShape | None = None
    short: str = ""
    nothing: bool = False
    called: str = ""
    before: tuple[AnyShape, ...] = ()
    after: tuple[AnyShape, ...] = ()


class Property(Struct, frozen=True):
    """A key of a record: the field that keeps its value (empty where none does), and the shape."""

    field: str
    shape: AnyShape


@cache
def properties_of(record: type[Struct]) -> Mapping[str, Property]:
    """Every key that a record has, in the order of its fields. The same object each time.

    Raises :class:`TypeError` where a record's module keeps annotations as text: its shapes would
    be passed over without a word.
    """
    form: Form | None = getattr(record, "form", None)
    found = {each.key: Property("", each) for each in (form.before if form else ())}
    for owner in reversed(record.__mro__):
        annotations: dict[str, Any] = getattr(owner, "__annotations__", {})
        for name, annotation in annotations.items():
            if isinstance(annotation, str):
                raise TypeError(f"{owner.__module__} must evaluate its annotations")
            shape = _shape_of(annotation)
            if shape is not None:
                found[shape.key or name] = Property(name, shape)
                for other, meaning in shape.also:
                    found[other] = Property(name, replace(shape, meaning=meaning, also=()))
    found.update((each.key, Property("", each)) for each in (form.after if form else ()))
    return found


def _shape_of(annotation: object) -> AnyShape | None:
    metadata: tuple[AnyShape, ...] = getattr(annotation, "__metadata__", ())
    return metadata[0] if metadata else None


@cache
def ids_of(record: type[Struct]) -> tuple[tuple[str, str, Element], ...]:
    """The keys of a record whose values are ids: the field, the key, and of what they are."""
    found = []
    for key, each in properties_of(record).items():
        shape = each.shape
        if isinstance(shape, Many | OneOrMany):
            shape = shape.each
        of = shape.of if isinstance(shape, Id | Table) else None
        if of is not None and each.field:
            found.append((each.field, key, of))
    return tuple(found)


def form_of(record: type[Struct]) -> Form:
    """How the record is written."""
    form: Form = record.form  # type: ignore[attr-defined]
    return form


def choices_of(shape: Choice) -> tuple[str, ...]:
    """The values that a choice allows, as they are written."""
    values = shape.values
    if isinstance(values, tuple):
        return values
    return tuple(str(each) for each in values) if isinstance(values, EnumType) else values()


def records_in(record: type[Struct]) -> list[type[Struct]]:
    """The record and every one that is nested in it, each once, outer ones first."""
    found = [record]
    for owner in found:
        for each in properties_of(owner).values():
            shape: AnyShape = each.shape
            while isinstance(shape, Many | OneOrMany | Table):
                shape = shape.each
            if isinstance(shape, Nested) and shape.record not in found:
                found.append(shape.record)
    return found


def of_kind(own: kinds.Property) -> AnyShape:
    """The shape of a property that only components of some kinds have."""
    if own.type is kinds.PropertyType.FLAG:
        return Flag(own.doc)
    if own.type is kinds.PropertyType.COUNT:
        return Count(own.doc)
    if own.type is kinds.PropertyType.CHOICE:
        return Choice(own.doc, own.choices)
    if own.dimension is not None:
        return Measure(own.doc, own.dimension, share=own.dimension is Dimension.RATIO)
    return Text(own.doc, number=False)
