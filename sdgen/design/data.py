"""Step 4 of a design: entities, their fields and queries."""

from collections.abc import Mapping
from typing import ClassVar

from msgspec import field

from sdgen.design.record import Record
from sdgen.design.shapes import (
    Annotated,
    Flag,
    Form,
    Id,
    Many,
    Measure,
    Nested,
    OneOrMany,
    Table,
    Text,
    Word,
)
from sdgen.design.spelling import FIELD, LONGEST_ID, LONGEST_NAME
from sdgen.quantity import Dimension, Quantity

FIELD_NAME = Word("", FIELD, LONGEST_ID)


class Field(Record, frozen=True, kw_only=True):
    """A typed field: ``type`` as written without marks; ``reference`` names the entity that the
    type is, ``length`` the bound of ``string(50)`` or ``id[4]``."""

    name: str
    type: str
    optional: bool = False
    many: bool = False
    length: int | None = None
    reference: str | None = None


class Query(Record, frozen=True, kw_only=True):
    """Fields by which an entity is looked up, and whether an index answers."""

    form: ClassVar[Form] = Form(
        meaning="The field that it is looked up by, or a mapping.", plain=FIELD_NAME, short="by"
    )

    by: Annotated[tuple[str, ...], OneOrMany("The field, or fields.", FIELD_NAME, required=True)]
    index: Annotated[bool, Flag("Whether an index serves it.")] = False
    journey: Annotated[str | None, Id("The id of the journey that asks.")] = None


class Entity(Record, frozen=True, kw_only=True):
    """What is stored: its fields, where it lies, how many rows and how large. ``cached_in`` are the
    caches that keep what is read often of it. ``retention`` is seconds, and ``forever`` means that
    nothing is ever deleted. ``hottest_key`` is the share of its operations that go to one
    partition key."""

    form: ClassVar[Form] = Form(meaning="A kind of thing that is stored.", defined_as="entity")

    id: str
    store: Annotated[str | None, Id("The id of the component that keeps it.", of="component")] = (
        None
    )
    cached_in: Annotated[
        tuple[str, ...],
        OneOrMany(
            "The cache, or caches, that keep what is read often of it.",
            Id("The id of a cache.", of="cache"),
        ),
    ] = ()
    key: Annotated[
        tuple[str, ...], OneOrMany("The field, or fields, that identify one.", FIELD_NAME)
    ] = ()
    partition_by: Annotated[
        tuple[str, ...],
        OneOrMany("The field, or fields, that decide in which partition it lies.", FIELD_NAME),
    ] = ()
    hottest_key: Annotated[
        Quantity | None,
        Measure(
            "Share of its operations that go to the one partition key that is asked for most, "
            "such as `5%`.",
            Dimension.RATIO,
            share=True,
        ),
    ] = None
    fields: Annotated[
        Mapping[str, Field],
        Table(
            "Fields by name, each with its type: `string(50)`, `id[4]`, `timestamp?`, or the name "
            "of an entity.",
            Text("The field's type.", LONGEST_NAME),
            FIELD,
            most=1_000,
        ),
    ] = field(default_factory=dict)
    rows: Annotated[
        Quantity | None, Measure("How many there are, such as `1B`.", Dimension.COUNT)
    ] = None
    size: Annotated[
        Quantity | None,
        Measure(
            "Bytes of one, such as `300 B`; estimated from the fields unless given.",
            Dimension.BYTES,
            absent="estimated from the fields",
        ),
    ] = None
    created_by: Annotated[
        str | None, Id("The id of the journey that makes one each time.", of="journey")
    ] = None
    growth: Annotated[
        Quantity | None,
        Measure(
            "How many are added, such as `100M/day`.",
            (Dimension.RATE, Dimension.USER_RATE, Dimension.BYTE_RATE),
            absent="as often as the journey of `created_by` runs",
        ),
    ] = None
    retention: Annotated[
        Quantity | None,
        Measure(
            "How long each is kept, such as `90d`, or `forever`.",
            Dimension.DURATION,
            absent="nothing is deleted",
        ),
    ] = None
    forever: bool = False
    queries: Annotated[
        tuple[Query, ...], Many("How it is looked up.", Nested(Query), called="query")
    ] = ()
