"""The language is described once: shapes suit their fields, and readers and schema follow them."""

import re
from collections.abc import Mapping
from enum import EnumType, StrEnum
from typing import Any, ClassVar, get_args, get_origin

import pytest
from msgspec import NODEFAULT, field
from msgspec.structs import fields

from sdgen.base.span import Span
from sdgen.base.subject import Subject
from sdgen.design import records, shapes, spelling
from sdgen.design.record import Record
from sdgen.design.shapes import AnyShape, form_of, properties_of
from sdgen.kinds import KINDS
from sdgen.model.fields import read_fields, read_parts
from sdgen.model.gather import Gather
from sdgen.parse import parse_text
from sdgen.parse.document import Mapping as Node
from sdgen.quantity import Dimension, Quantity
from sdgen.quantity.parse import parse_quantity
from sdgen.schema import design_schema
from sdgen.schema.made import property_schemas, record_schema, schema_of
from tests.support.cases import every_case

RECORDS = [
    each
    for each in map(records.__dict__.get, records.__all__)
    if isinstance(each, type) and issubclass(each, Record) and properties_of(each)
]


def of(shape: AnyShape) -> set[Any]:
    """The types that a field of the shape may have."""
    if isinstance(shape, shapes.Measure):
        return {Quantity}
    if isinstance(shape, shapes.Flag):
        return {bool}
    if isinstance(shape, shapes.Count):
        return {int}
    if isinstance(shape, shapes.Choice):
        return {shape.values} if isinstance(shape.values, EnumType) else {str}
    if isinstance(shape, shapes.Nested):
        return {shape.record}
    if isinstance(shape, shapes.Many | shapes.OneOrMany):
        return {tuple}
    if isinstance(shape, shapes.Table):
        return {Mapping}
    if isinstance(shape, shapes.Either):
        return set().union(*map(of, shape.shapes))
    return {str}


def types_of(annotation: Any) -> set[Any]:
    options = get_args(annotation) if type(None) in get_args(annotation) else (annotation,)
    return {get_origin(each) or each for each in options} - {type(None)}


@every_case("record", RECORDS)
def test_a_shape_suits_the_type_of_its_field(record: type[Record]) -> None:
    defaults = {each.name: each for each in fields(record)}
    for name, annotation in record.__annotations__.items():
        shape = getattr(annotation, "__metadata__", (None,))[0]
        if shape is None or isinstance(shape, shapes.Own):
            continue
        field_types = types_of(annotation.__origin__)
        assert field_types <= of(shape), f"{record.__name__}.{name}"
        if shape.required and record is not records.Design and record is not records.CallGroup:
            assert defaults[name].default is NODEFAULT, f"{record.__name__}.{name}"


@every_case("record", RECORDS)
def test_every_key_has_a_meaning(record: type[Record]) -> None:
    for key, each in properties_of(record).items():
        meaning = each.shape.meaning
        if isinstance(each.shape, shapes.Nested):
            meaning = meaning or form_of(each.shape.record).meaning
        assert meaning.endswith("."), f"{record.__name__}, {key}"
        assert " ".join(meaning.split()) == meaning


def measures() -> list[tuple[str, shapes.Measure]]:
    of_records = [
        (f"{record.__name__}.{key}", each.shape)
        for record in RECORDS
        for key, each in properties_of(record).items()
        if isinstance(each.shape, shapes.Measure)
    ]
    of_kinds = [
        (f"{kind.name}.{own.name}", shapes.of_kind(own))
        for kind in KINDS.values()
        for own in kind.properties
    ]
    return of_records + [(key, each) for key, each in of_kinds if isinstance(each, shapes.Measure)]


@every_case(("key", "shape"), measures())
def test_the_examples_of_a_quantity_can_be_read(key: str, shape: shapes.Measure) -> None:
    """Every word in a meaning that begins with a figure is a quantity of the dimension."""
    written = [
        each for each in re.findall(r"`([^`]+)`", shape.meaning) if re.match(r"[$0-9]", each)
    ]
    assert written or "The same as" in shape.meaning
    for each in written:
        quantity = parse_quantity(each, shape.dimension)
        assert not shape.share or quantity.value <= 1
        assert not shape.some or quantity.value > 0


def test_every_pattern_of_the_schema_is_known_in_words() -> None:
    patterns = set(re.findall(r"'pattern': '([^']+)'", str(design_schema()).replace("\\\\", "\\")))
    assert patterns
    assert patterns <= set(spelling.FORMS)


# --- a record of every shape --------------------------------------------------------------------


class Level(StrEnum):
    LOW = "low"
    HIGH = "high"


class Part(Record, frozen=True, kw_only=True):
    """A part of what is made for the tests."""

    form: ClassVar[shapes.Form] = shapes.Form(
        meaning="A part.", plain=shapes.Measure("", Dimension.BYTES), short="size"
    )

    size: shapes.Annotated[Quantity | None, shapes.Measure("Its size.", Dimension.BYTES)] = None
    on: shapes.Annotated[bool, shapes.Flag("Whether it is on.")] = False


class Need(Record, frozen=True, kw_only=True):
    """A record that no plain value stands for."""

    form: ClassVar[shapes.Form] = shapes.Form(meaning="How many of each.")

    reads: shapes.Annotated[int | None, shapes.Count("How many for reads.")] = None


class Thing(Record, frozen=True, kw_only=True):
    """One field of every shape."""

    form: ClassVar[shapes.Form] = shapes.Form(meaning="A thing.")

    note: shapes.Annotated[str, shapes.Text("A note.", 10)] = ""
    title: shapes.Annotated[str, shapes.Name("A title.")] = ""
    word: shapes.Annotated[str, shapes.Word("A day.", spelling.DAY)] = ""
    owner: shapes.Annotated[str | None, shapes.Id("An id.")] = None
    share: shapes.Annotated[
        Quantity | None, shapes.Measure("A share.", Dimension.RATIO, share=True)
    ] = None
    amount: shapes.Annotated[
        Quantity | None, shapes.Measure("An amount.", Dimension.BYTES, some=True)
    ] = None
    off: shapes.Annotated[bool | None, shapes.Flag("Whether it is off.")] = None
    number: shapes.Annotated[int, shapes.Count("How many.", 2, 5)] = 2
    level: shapes.Annotated[Level | None, shapes.Choice("Which level.", Level)] = None
    colour: shapes.Annotated[str, shapes.Choice("Which colour.", ("red", "blue"))] = ""
    tags: shapes.Annotated[tuple[str, ...], shapes.Many("Tags.", shapes.Text("One."))] = ()
    keys: shapes.Annotated[tuple[str, ...], shapes.OneOrMany("Keys.", shapes.Id("One."))] = ()
    held: shapes.Annotated[
        Mapping[str, int], shapes.Table("Held.", shapes.Count("How many.", 0, 9))
    ] = field(default_factory=dict)
    part: shapes.Annotated[Part | None, shapes.Nested(Part)] = None
    parts: shapes.Annotated[tuple[Part, ...], shapes.Many("Parts.", shapes.Nested(Part))] = ()
    need: shapes.Annotated[
        int | str | Need | None,
        shapes.Either(
            "A number, a word or a part.",
            (shapes.Count("", 1, 9), shapes.Word("", spelling.NEED, 40), shapes.Nested(Need)),
        ),
    ] = None
    renamed: shapes.Annotated[
        int | None, shapes.Count("How many.", key="async", also=(("later", "The same."),))
    ] = None
    unwritten: int = 7


def read(text: str, gather: Gather | None = None) -> Thing:
    """The thing that a text describes."""
    root = parse_text(text, "thing.yaml").root
    assert isinstance(root, Node)
    values = read_fields(Thing, root, Subject("thing", "x"), gather or Gather())
    return Thing(span=Span.whole("thing.yaml"), **values)


def test_what_is_not_written_is_not_there() -> None:
    assert read("{}") == Thing(span=Span.whole("thing.yaml"))


@every_case(
    ("written", "name", "value"),
    [
        ("note: abc", "note", "abc"),
        ("note:", "note", ""),
        ("note: [a]", "note", ""),
        ("title: abc", "title", "abc"),
        ("word: 2027-03-31", "word", "2027-03-31"),
        ("owner: db", "owner", "db"),
        ("owner:", "owner", None),
        ("off: false", "off", False),
        ("off: maybe", "off", None),
        ("number: 3", "number", 3),
        ("number: 3.0", "number", 3),
        ("number: x", "number", 2),
        ("level: high", "level", Level.HIGH),
        ("level: higher", "level", None),
        ("colour: blue", "colour", "blue"),
        ("tags: [a, b]", "tags", ("a", "b")),
        ("tags: a", "tags", ("a",)),
        ("keys: a", "keys", ("a",)),
        ("keys: [a, b]", "keys", ("a", "b")),
        ("held: {a: 1, b: x}", "held", {"a": 1}),
        ("need: 3", "need", 3),
        ("need: majority", "need", "majority"),
        ("need: some", "need", None),
        ("async: 3", "renamed", 3),
        ("later: 4", "renamed", 4),
        ("{async: 3, later: 4}", "renamed", 3),
        ("{later: 4, async: 3}", "renamed", 3),
        ("renamed: 4", "renamed", None),
        ("unwritten: 4", "unwritten", 7),
    ],
)
def test_a_value_is_read_as_its_shape_says(written: str, name: str, value: object) -> None:
    found = getattr(read(written), name)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("written", ["part: 3 KB", "part: {size: 3 KB}"])
def test_a_plain_value_stands_for_a_record(written: str) -> None:
    part = read(written).part
    assert part is not None
    assert part.size is not None
    assert (part.size.value, part.on) == (3_000, False)
    assert part.span_of("size").column == (7 if written == "part: 3 KB" else 14)


def test_records_in_lists_and_among_other_shapes_are_read() -> None:
    thing = read("parts: [1 KB, {size: 2 KB, on: true}]\nneed: {reads: 4}\n")
    assert [each.size and each.size.value for each in thing.parts] == [1_000, 2_000]
    assert [each.on for each in thing.parts] == [False, True]
    assert isinstance(thing.need, Need)
    assert thing.need.reads == 4


@every_case(
    ("written", "message", "help_text"),
    [
        ("share: 101%", "thing 'x', 'share': '101%' is over 100%", "write at most 100%"),
        ("share: 100%", "", ""),
        (
            "amount: 0 GB",
            "thing 'x', 'amount': '0 GB' is zero",
            "leave out 'amount' where it is not known",
        ),
        ("amount: 1 B", "", ""),
        ("part: {size: 3s}", "thing 'x', part 'size': ", ""),
    ],
)
def test_bounds_and_dimensions_are_checked(written: str, message: str, help_text: str) -> None:
    gather = Gather()
    read(written, gather)
    findings = gather.all_findings()
    assert len(findings) == bool(message)
    for finding in findings:
        assert finding.message.startswith(message)
        assert help_text in finding.help
        assert finding.span.column > len(written.split(":")[0])


def test_the_schema_says_what_the_shapes_say() -> None:
    made = property_schemas(Thing)
    assert list(made)[:3] == ["note", "title", "word"]
    assert "unwritten" not in made
    assert made["note"] == {
        "description": "A note.",
        "type": ["number", "string"],
        "maxLength": 10,
    }
    assert made["number"] == {
        "description": "How many.",
        "type": ["integer", "string"],
        "minimum": 2,
        "maximum": 5,
        "pattern": spelling.COUNT,
        "maxLength": 100,
    }
    assert made["level"] == {"description": "Which level.", "enum": ["low", "high"]}
    assert made["later"]["description"] == "The same."
    assert made["part"] == {
        "description": "A part.",
        "type": ["string", "number", "object"],
        "maxLength": 100,
        "properties": property_schemas(Part),
        "additionalProperties": False,
    }
    assert made["need"] == {
        "description": "A number, a word or a part.",
        "type": ["integer", "string", "object"],
        "minimum": 1,
        "maximum": 9,
        "pattern": spelling.NEED,
        "maxLength": 40,
        "properties": property_schemas(Need),
        "additionalProperties": False,
    }


@every_case(
    "other", [shapes.Word("", spelling.DAY), shapes.Choice("", ("a", "b")), shapes.Nested(Part)]
)
def test_a_value_may_not_be_one_of_two_shapes_of_one_type(other: AnyShape) -> None:
    with pytest.raises(TypeError, match="does not say which it is: A or b"):
        schema_of(shapes.Either("A or b.", (shapes.Text(""), other)))


def test_a_record_whose_annotations_are_text_is_refused() -> None:
    class Late(Record, frozen=True, kw_only=True):
        """As with ``from __future__ import annotations``."""

        note: "shapes.Annotated[str, shapes.Text('A note.')]" = ""

    with pytest.raises(TypeError, match="test_shapes must evaluate its annotations"):
        properties_of(Late)


def test_a_plain_value_without_a_short_form_is_no_part_of_a_record() -> None:
    root = parse_text("a: 1", "thing.yaml").root
    assert isinstance(root, Node)
    given, places = read_parts(records.Objectives, root.entries[0].value)
    assert (given.entries, dict(places)) == ((), {})
    assert record_schema(records.Objectives)["type"] == "object"
