"""The schema of a part of a value: nothing is required of it, and no value (``null``) removes what
stands there otherwise.

Items of lists are whole: a list replaces the one that stands there otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from sdgen.schema.made import Schema, reference, types_of

_WHOLE = frozenset({"id", "call", "member", "step", "alert"})
"""Definitions of what stands in lists, or is a key."""


class Partial(Struct):
    """Makes parts of what ``definitions`` describe, each definition once, under ``made``."""

    definitions: Mapping[str, Schema]
    made: dict[str, Schema] = field(default_factory=dict)

    def of(self, schema: Schema) -> Schema:
        """The schema of a part of what ``schema`` describes."""
        part = {key: rule for key, rule in schema.items() if key not in _WHAT_THERE_MUST_BE}
        if "$ref" in part:
            part |= reference(self._definition(str(schema["$ref"]).rpartition("/")[2]))
        if "type" in part:
            part["type"] = [*(each for each in types_of(schema) if each != "null"), "null"]
        if "enum" in part:
            part["enum"] = [*schema["enum"], None]
        if "properties" in part:
            part["properties"] = self.of_each(schema["properties"])
        if isinstance(part.get("additionalProperties"), dict):
            part["additionalProperties"] = self.of(schema["additionalProperties"])
        return part

    def of_each(self, properties: Mapping[str, Schema]) -> dict[str, Schema]:
        """The schemas of parts of several keys."""
        return {key: self.of(each) for key, each in properties.items()}

    def _definition(self, name: str) -> str:
        if name in _WHOLE:
            return name
        partial = f"partial_{name}"
        if partial not in self.made:
            self.made[partial] = {}  # what it is made of may hold its own kind
            self.made[partial] |= self.of(self.definitions[name])
        return partial


_WHAT_THERE_MUST_BE = ("required", "minItems", "minProperties")
