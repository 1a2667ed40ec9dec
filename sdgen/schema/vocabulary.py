"""The words that the schema is written in: one function for each shape that a value can have.

Every shape is decided by ``type`` and keywords that look at one type only, so that a value that may
be plain or a mapping needs no ``anyOf``: an error always speaks of the form that was written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

Schema = dict[str, object]

KEBAB = "^[a-z0-9]+(-[a-z0-9]+)*$"
"""Ids of components, journeys and most else: ``tweet-store``."""
OPERATION = "^[a-z][a-z0-9_-]*$"
"""Ids of API operations: ``post_tweet`` or ``post-tweet``."""
ENTITY = "^[A-Z][A-Za-z0-9]*$"
"""Names of entities: ``Tweet``."""
FIELD = "^[A-Za-z_][A-Za-z0-9_-]*$"
"""Names of fields and parameters: ``author_id``."""
FIGURE = r"^([a-z0-9]+(-[a-z0-9]+)*|[A-Z][A-Za-z0-9]*)\.[a-z0-9]+$"
"""Names of computed figures: ``tweet-store.storage``, ``Tweet.rows``."""

LONGEST_ID = 100
LONGEST_NAME = 200
LONGEST_TEXT = 5_000
LONGEST_QUANTITY = 100
MOST_ITEMS = 10_000


@cache
def python_pattern(pattern: str) -> re.Pattern[str]:
    """A pattern of the schema for Python, where ``$`` alone would match before a last line break
    too; in the regular expressions of JSON Schema (ECMA-262) it means the very end."""
    return re.compile(pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern)


def text(doc: str, longest: int = LONGEST_TEXT) -> Schema:
    """Any text up to ``longest`` characters."""
    return {"description": doc, "type": "string", "maxLength": longest}


def name(doc: str) -> Schema:
    """A text short enough for a title or a card."""
    return {"description": doc, "type": "string", "minLength": 1, "maxLength": LONGEST_NAME}


def identifier(doc: str, pattern: str = KEBAB) -> Schema:
    """One id."""
    return {"description": doc, "type": "string", "pattern": pattern, "maxLength": LONGEST_ID}


def quantity(doc: str) -> Schema:
    """A number with its unit, as text or (where there is no unit) as a number."""
    return {"description": doc, "type": ["string", "number"], "maxLength": LONGEST_QUANTITY}


def flag(doc: str) -> Schema:
    """True or false."""
    return {"description": doc, "type": "boolean"}


def count(doc: str, least: int = 1, most: int = 1_000_000) -> Schema:
    """A whole number."""
    return {"description": doc, "type": "integer", "minimum": least, "maximum": most}


def choice(doc: str, values: Sequence[object]) -> Schema:
    """One of a few values."""
    return {"description": doc, "enum": list(values)}


def many(doc: str, item: Schema, most: int = MOST_ITEMS) -> Schema:
    """A list."""
    return {"description": doc, "type": "array", "items": item, "maxItems": most}


def texts(doc: str, item: str) -> Schema:
    """A list of texts; ``item`` describes one of them."""
    return many(doc, text(item))


def identifiers(doc: str, item: str, pattern: str = KEBAB) -> Schema:
    """A list of ids; ``item`` describes one of them."""
    return many(doc, identifier(item, pattern))


def one_or_many(doc: str, item: Schema) -> Schema:
    """An item of text alone, or a list of such items."""
    alone = {key: value for key, value in item.items() if key not in ("description", "type")}
    return {
        "description": doc,
        "type": ["string", "array"],
        **alone,
        "items": item,
        "maxItems": MOST_ITEMS,
    }


def record(doc: str, properties: Mapping[str, Schema], required: Sequence[str] = ()) -> Schema:
    """A mapping with the keys given and no other."""
    shape: Schema = {"description": doc, "type": "object", "properties": dict(properties)}
    if required:
        shape["required"] = list(required)
    shape["additionalProperties"] = False
    return shape


def record_or(doc: str, plain: Schema, properties: Mapping[str, Schema]) -> Schema:
    """A mapping with the keys given, or the plain value that says enough."""
    plain_types = plain["type"]
    types = [plain_types] if isinstance(plain_types, str) else list(plain_types)  # type: ignore[call-overload]
    rest = {key: value for key, value in plain.items() if key not in ("description", "type")}
    return {
        "description": doc,
        "type": [*types, "object"],
        **rest,
        "properties": dict(properties),
        "additionalProperties": False,
    }


def table(doc: str, value: Schema, pattern: str = KEBAB, most: int = MOST_ITEMS) -> Schema:
    """A mapping keyed by id, each value of one shape."""
    return {
        "description": doc,
        "type": "object",
        "propertyNames": {"pattern": pattern, "maxLength": LONGEST_ID},
        "additionalProperties": value,
        "maxProperties": most,
    }


def free_table(doc: str, value: Schema) -> Schema:
    """A mapping keyed by free text, each value of one shape."""
    return {
        "description": doc,
        "type": "object",
        "propertyNames": {"minLength": 1, "maxLength": LONGEST_NAME},
        "additionalProperties": value,
        "maxProperties": MOST_ITEMS,
    }


def reference(target: str, doc: str = "") -> Schema:
    """What the definition of this name says, with a description of its own where one is given."""
    pointer: Schema = {"$ref": f"#/$defs/{target}"}
    return {"description": doc, **pointer} if doc else pointer
