"""The schema of a shape, and of a record with all its keys.

Every shape is decided by ``type`` and keywords that look at one type only, so that a value that may
be plain or a mapping needs no ``anyOf``: an error always speaks of the form that was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import Struct

from sdgen.design import shapes
from sdgen.design.shapes import AnyShape, form_of, properties_of
from sdgen.design.spelling import COUNT, LONGEST_ID, LONGEST_NAME, LONGEST_QUANTITY, MOST_ITEMS

Schema = dict[str, Any]


def schema_of(shape: AnyShape) -> Schema:
    """The schema of a value, with its meaning as the description that editors show."""
    made = _MADE[type(shape)](shape)
    return {"description": shape.meaning, **made} if shape.meaning else made


class MadeWhenRead(dict[str, Schema]):
    """Schemas by key, each made when it is first read: a component could have seventy keys, and
    most have five. For who reads key by key: all of it at once is what has been made so far."""

    def __init__(self, keys: Iterable[str], make: Callable[[str], Schema]) -> None:
        super().__init__()
        self._all = dict.fromkeys(keys)
        self._make = make

    def __missing__(self, key: str) -> Schema:
        if key not in self._all:
            raise KeyError(key)
        self[key] = made = self._make(key)
        return made

    def __contains__(self, key: object) -> bool:
        return key in self._all

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def get(self, key: str, default: Any = None) -> Any:
        return self[key] if key in self._all else default


def record_schema(
    record: type[Struct], meaning: str = "", properties: dict[str, Schema] | None = None
) -> Schema:
    """A mapping with the keys of the record and no other, or the plain value that says enough.
    ``properties`` stand in the place of the schemas of its keys."""
    form = form_of(record)
    if properties is None:
        properties = property_schemas(record)
    required = [key for key, each in properties_of(record).items() if each.shape.required]
    plain: Schema = schema_of(form.plain) if form.plain is not None else {}
    types = [*types_of(plain), "object", *(["null"] if form.nothing else [])]
    made: Schema = {
        "description": meaning or form.meaning,
        "type": types if len(types) > 1 else "object",
        **{key: rule for key, rule in plain.items() if key not in ("description", "type")},
        "properties": properties,
    }
    if required:
        made["required"] = required
    made["additionalProperties"] = False
    return made


def property_schemas(record: type[Struct], form: str = "") -> dict[str, Schema]:
    """The schema of every key that stands in this form of the record, or in all of them."""
    return {
        key: schema_of(each.shape)
        for key, each in properties_of(record).items()
        if not form or each.shape.form in ("", form)
    }


def reference(target: str) -> Schema:
    """What the definition of this name says."""
    return {"$ref": f"#/$defs/{target}"}


def types_of(schema: Schema) -> list[str]:
    """The types of JSON that a schema allows."""
    types = schema.get("type", [])
    return [types] if isinstance(types, str) else list(types)


# --- one function for each shape --------------------------------------------------------------


def _text(shape: shapes.Text) -> Schema:
    return {"type": ["number", "string"] if shape.number else "string", "maxLength": shape.longest}


def _name(shape: shapes.Name) -> Schema:
    return {"type": ["number", "string"], "minLength": 1, "maxLength": shape.longest}


def _word(shape: shapes.Word) -> Schema:
    longest = {} if shape.longest is None else {"maxLength": shape.longest}
    return {"type": "string", "pattern": shape.pattern, **longest}


def _id(shape: shapes.Id) -> Schema:
    return {"type": "string", "pattern": shape.pattern, "maxLength": LONGEST_ID}


def _measure(_shape: shapes.Measure) -> Schema:
    """A number with its unit, as text or (where there is no unit) as a number."""
    return {"type": ["string", "number"], "maxLength": LONGEST_QUANTITY}


def _flag(_shape: shapes.Flag) -> Schema:
    return {"type": "boolean"}


def _count(shape: shapes.Count) -> Schema:
    """A whole number, as text where it has separators or a unit; the bounds of a text are the
    model's to check."""
    return {
        "type": ["integer", "string"],
        "minimum": shape.least,
        "maximum": shape.most,
        "pattern": COUNT,
        "maxLength": LONGEST_QUANTITY,
    }


def _choice(shape: shapes.Choice) -> Schema:
    return {"enum": list(shapes.choices_of(shape))}


def _many(shape: shapes.Many) -> Schema:
    least = {"minItems": shape.least} if shape.least else {}
    return {"type": "array", "items": schema_of(shape.each), "maxItems": shape.most, **least}


def _one_or_many(shape: shapes.OneOrMany) -> Schema:
    item = schema_of(shape.each)
    alone = {key: rule for key, rule in item.items() if key not in ("description", "type")}
    return {"type": ["string", "array"], **alone, "items": item, "maxItems": MOST_ITEMS}


def _table(shape: shapes.Table) -> Schema:
    named: Schema = {"pattern": shape.keys, "maxLength": LONGEST_ID}
    free: Schema = {"minLength": 1, "maxLength": LONGEST_NAME}
    least = {"minProperties": shape.least} if shape.least else {}
    return {
        "type": "object",
        "propertyNames": named if shape.keys else free,
        "additionalProperties": schema_of(shape.each),
        "maxProperties": shape.most,
        **least,
    }


def _own(shape: shapes.Own) -> Schema:
    return reference(shape.name)


def _either(shape: shapes.Either) -> Schema:
    """All rules in one: each looks at values of one type only. A word says what texts there are,
    those of a count too."""
    made = [schema_of(each) for each in shape.shapes]
    if any(isinstance(each, shapes.Word) for each in shape.shapes):
        made = [
            _as_number(rules) if isinstance(each, shapes.Count) else rules
            for each, rules in zip(shape.shapes, made, strict=True)
        ]
    types = [one for each in made for one in types_of(each)]
    if len(set(types)) < len(types) or any("enum" in each for each in made):
        raise TypeError(f"the type of a value does not say which it is: {shape.meaning}")
    rules = {
        key: rule
        for each in made
        for key, rule in each.items()
        if key not in ("description", "type")
    }
    return {"type": types, **rules}


def _as_number(count: Schema) -> Schema:
    number = {key: rule for key, rule in count.items() if key not in ("pattern", "maxLength")}
    return number | {"type": "integer"}


def _nested(shape: shapes.Nested) -> Schema:
    form = form_of(shape.record)
    return reference(form.defined_as) if form.defined_as else record_schema(shape.record)


_MADE: dict[type, Callable[[Any], Schema]] = {
    shapes.Choice: _choice,
    shapes.Count: _count,
    shapes.Either: _either,
    shapes.Flag: _flag,
    shapes.Id: _id,
    shapes.Many: _many,
    shapes.Measure: _measure,
    shapes.Name: _name,
    shapes.Nested: _nested,
    shapes.OneOrMany: _one_or_many,
    shapes.Own: _own,
    shapes.Table: _table,
    shapes.Text: _text,
    shapes.Word: _word,
}
