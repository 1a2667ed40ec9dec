"""Types as JSON Schema 2020-12, as OpenAPI 3.1 has it: of parameters, results and entities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sdgen.base.findings import Finding
from sdgen.base.span import Span
from sdgen.base.words import with_article
from sdgen.design.records import Design, Entity, Parameter
from sdgen.exporters import codes
from sdgen.exporters.openapi.places import Place
from sdgen.exporters.scalars import BYTES_IN_TEXT, Counts, Scalar, scalar_of
from sdgen.exporters.texts import plain_line
from sdgen.exporters.written_types import WrittenType, read_type, type_of

Schema = dict[str, object]

ID: Final = WrittenType("id")
"""What refers to an entity whose key has no type."""
AS_WRITTEN: Final = "x-type"
"""Keeps a type of the design of which the schema says less."""


class Schemas:
    """The schemas of a document, as they are asked for: entities that are meant stand once, under
    ``components``, and types that nobody knows are gathered."""

    def __init__(self, design: Design) -> None:
        self._design = design
        self._meant: dict[str, Schema] = {}
        self._unknown: dict[str, Span] = {}

    def of_parameter(self, parameter: Parameter, place: Place) -> Schema:
        """The schema of a parameter there. An entity is meant whole in a body; elsewhere, and where
        the parameter's name says that it is an id, its key is."""
        span = parameter.span_of("type")
        written = read_type(parameter.type)
        if written is None:
            return self._not_a_type(parameter.type, span)
        if place is not Place.BODY or _is_id(parameter.name):
            return self._array(written, self._reference(written, span))
        return self.of_type(written, span)

    def of_type(self, written: WrittenType, span: Span) -> Schema:
        """The schema of a value of that type, entities whole."""
        return self._array(written, self._whole(written, span))

    @property
    def components(self) -> Mapping[str, Schema]:
        """The entities that were meant, in the order of the alphabet."""
        return dict(sorted(self._meant.items()))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """That words are no types."""
        if not self._unknown:
            return ()
        first = next(iter(self._unknown.values()))
        return (codes.unknown_types(list(self._unknown), first),)

    def _whole(self, written: WrittenType, span: Span) -> Schema:
        entity = self._design.data.get(written.word)
        scalar = None if entity is not None else scalar_of(written.word)
        if entity is None and (scalar is not None or not written.word[:1].isupper()):
            return self._single(written, span)
        if written.word not in self._meant:
            self._meant[written.word] = {}  # an entity of an unknown name is met once, too
            self._meant[written.word] = self._entity(entity, written.word, span)
        return {"$ref": f"#/components/schemas/{written.word}"}

    def _entity(self, entity: Entity | None, word: str, span: Span) -> Schema:
        if entity is None:
            self._unknown.setdefault(word, span)
            return {"type": "object", "description": "The design does not say what it holds."}
        properties: dict[str, Schema] = {}
        required: list[str] = []
        for field in entity.fields.values():
            written = type_of(field)
            found = self._reference(written, field.span_of("type"))
            properties[field.name] = self._array(written, found)
            if not field.optional:
                required.append(field.name)
        for name in dict.fromkeys((*entity.key, *entity.partition_by)):
            properties.setdefault(name, {})
        schema: Schema = {"type": "object"}
        if properties:
            schema["properties"] = properties
        if required:
            schema["required"] = required
        return schema

    def _reference(self, written: WrittenType, span: Span) -> Schema:
        """A single value; of an entity its key."""
        entity = self._design.data.get(written.word)
        if entity is None:
            return self._single(written, span)
        described = f"The key of {with_article(written.word)}."
        keys = [self._key_type(entity, name) for name in entity.key] or [ID]
        if len(keys) == 1:
            return {**self._array(keys[0], self._single(keys[0], span)), "description": described}
        parts = {
            name: self._array(each, self._single(each, span))
            for name, each in zip(entity.key, keys, strict=True)
        }
        return {
            "type": "object",
            "description": described,
            "properties": parts,
            "required": list(parts),
        }

    def _key_type(self, entity: Entity, name: str) -> WrittenType:
        """The type of a field of a key; where that is a reference again, that of the key it leads
        to, if it is one field."""
        seen = set()
        while name in entity.fields:
            found = type_of(entity.fields[name])
            target = self._design.data.get(found.word)
            if target is None:
                return found
            if len(target.key) != 1 or target.id in seen or found.many:
                return ID
            seen.add(target.id)
            entity, name = target, target.key[0]
        return ID

    def _single(self, written: WrittenType, span: Span) -> Schema:
        scalar = scalar_of(written.word)
        if scalar is None:
            self._unknown.setdefault(written.word, span)
            return {"type": "string", "format": written.word}
        schema = dict(scalar.json)
        if written.length is not None:
            schema |= _bounded(scalar, written)
        return schema

    def _array(self, written: WrittenType, one: Schema) -> Schema:
        if not written.many:
            return one
        most = {} if written.most is None else {"maxItems": written.most}
        return {"type": "array", "items": one, **most}

    def _not_a_type(self, text: str, span: Span) -> Schema:
        shown = plain_line(text)
        self._unknown.setdefault(shown, span)
        return {AS_WRITTEN: shown}


def _is_id(name: str) -> bool:
    """Whether a parameter is called like an id: ``user_id``, ``mediaIds``."""
    return name.lower() in ("id", "ids") or name.endswith(
        ("_id", "_ids", "-id", "-ids", "Id", "Ids")
    )


def _bounded(scalar: Scalar, written: WrittenType) -> Schema:
    """What a length says of a value."""
    assert written.length is not None
    if scalar.counts is Counts.CHARACTERS:
        return {"maxLength": written.length}
    if scalar.counts is Counts.BYTES:
        return {"maxLength": 4 * ((written.length + 2) // 3)}  # of its base 64
    return {AS_WRITTEN: str(written)}


def or_nothing(schema: Schema) -> Schema:
    """The schema of a value that may be missing."""
    return {"anyOf": [schema, {"type": "null"}]}


def raw_bytes(written: WrittenType | None) -> Schema | None:
    """The schema of bytes as a file or a part of a form; None for what is no bytes."""
    scalar = None if written is None or written.many else scalar_of(written.word)
    if written is None or scalar is None or scalar.json is not BYTES_IN_TEXT:
        return None
    most = {} if written.length is None else {"maxLength": written.length}
    return {"type": "string", "contentMediaType": "application/octet-stream", **most}
