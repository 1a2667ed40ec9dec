"""Designs whose every text is hostile, made by walking the schema."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from sdgen.schema.design import design_schema

HOSTILE = (
    "::error::\x1b[31m\x07\x9b1m\u202e\u2066\x7f\u2028x",
    "# h\r## i\n::error::y\n##[add-mask]z\n- l",
    "<b>|[l](https://e.vil) `c` ~~ &lt; a@b.cc www.e.vil",
    "1. \u2029##vso[task.x]\u061c\ufeff\U000e0041\t$(x)",
)

Path = tuple[str | int, ...]
Json = dict[str, Any]
ROOT = design_schema()
_START: Json = {"sdgen": 1, "name": "Shop", "components": {"web": {"kind": "client"}}}
_KEY = "*"


def _resolved(schema: Json) -> Json:
    while "$ref" in schema:
        schema = {**ROOT["$defs"][schema["$ref"].rpartition("/")[2]]}
    return schema


def text_places() -> Iterator[Path]:
    """Where the schema takes a text: keys, places in lists (0), and ``*`` for a key of a table,
    last for the key itself."""
    yield from dict.fromkeys(_places(ROOT, (), ()))


def _places(schema: Json, path: Path, seen: tuple[str, ...]) -> Iterator[Path]:
    if "$ref" in schema:
        if schema["$ref"] in seen:
            return
        seen = (*seen, schema["$ref"])
    schema = _resolved(schema)
    types = schema.get("type", [])
    if "string" in ([types] if isinstance(types, str) else types) and "const" not in schema:
        yield path
    for key, inner in schema.get("properties", {}).items():
        if inner is not True:
            yield from _places(inner, (*path, key), seen)
    rest = schema.get("additionalProperties")
    if isinstance(rest, dict):
        yield (*path, _KEY)
        yield from _places(rest, (*path, "some"), seen)
    if isinstance(schema.get("items"), dict):
        yield from _places(schema["items"], (*path, 0), seen)
    for part in schema.get("allOf", ()):
        yield from _places(part.get("then", part), path, seen)


def _needed(schema: Json, key: str) -> Any:
    """A value for a key that must be there."""
    inner = _resolved(schema.get("properties", {}).get(key, {}))
    if "enum" in inner:
        return inner["enum"][0]
    return {"kind": "service", "sdgen": 1, "components": _START["components"]}.get(key, "x")


def _built(schema: Json, path: Path, text: str) -> Any:
    """The smallest value of the schema with ``text`` at the path."""
    schema = _resolved(schema)
    if not path:
        return text
    step, rest = path[0], path[1:]
    if step == 0:
        return [_built(schema.get("items", {}), rest, text)]
    value: Json = {key: _needed(schema, key) for key in schema.get("required", ())}
    if step == _KEY:
        return {**value, text: _sample(schema["additionalProperties"])}
    choices = [schema, *(part.get("then", part) for part in schema.get("allOf", ()))]
    inner = next(
        (each["properties"][step] for each in choices if step in each.get("properties", {})),
        schema.get("additionalProperties"),
    )
    value[str(step)] = _built(inner, rest, text)
    return value


def _sample(schema: Json) -> Any:
    schema = _resolved(schema)
    if "object" in schema.get("type", ()):
        return {key: _needed(schema, key) for key in schema.get("required", ())}
    return "x"


def design_with(path: Path, text: str) -> Json:
    """A small design with ``text`` at one place; it need not be valid."""
    return merged(_START, _built(ROOT, path, text))


def merged(one: Any, other: Any) -> Any:
    """Both in one, the other over the one."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {**one, **{key: merged(one.get(key), value) for key, value in other.items()}}
    return other


def written(design: Json) -> str:
    """The design as a file: JSON, which is YAML, so that every character is an escape (but the one
    that JSON writes as two)."""
    return json.dumps(design).replace("\\udb40\\udc41", "\U000e0041")


BASE: Json = {
    "sdgen": 1,
    "name": "Shop",
    "summary": "Sells.",
    "owners": ["team"],
    "scale": {"daily_users": "2M", "peak": "4x", "horizon": "5y", "growth": "20%"},
    "topology": {"eu": {"name": "Europe", "zones": {"eu-a": None, "eu-b": None}}},
    "requirements": {
        "functional": {"order": "Order things."},
        "out_of_scope": ["returns"],
        "questions": [{"ask": "Who?", "answer": "All."}],
    },
    "journeys": {
        "order": {
            "name": "To order",
            "actor": "web",
            "rate": "3/user/day",
            "steps": ["web -> orders -> db: write", "orders -> mails: confirm"],
        }
    },
    "components": {
        "web": {"kind": "client", "name": "Web", "calls": ["orders"]},
        "orders": {
            "kind": "service",
            "name": "Orders",
            "technology": "Go",
            "notes": "Careful.",
            "link": "https://example.org/x",
            "tags": ["core"],
            "group": "back",
            "zones": ["eu-a", "eu-b"],
            "replicas": 4,
            "capacity": "150/s",
            "calls": [
                {"db": {"label": "reads", "protocol": "SQL"}},
                {"mails": {"async": True, "label": "mails"}},
            ],
        },
        "mails": {"kind": "queue", "technology": "RabbitMQ", "zones": ["eu-a"]},
        "db": {"kind": "database", "zones": ["eu-a"], "capacity": "2k/s"},
    },
    "groups": {"back": {"name": "Back"}},
    "views": {"own": {"title": "Own", "include": ["orders", "db"]}},
    "data": {"Order": {"store": "db", "key": "id", "fields": {"id": "id", "what": "string(50)"},
                       "created_by": "order", "retention": "forever"}},
    "api": {"post_order": {"summary": "Orders.", "journey": "order", "returns": "an id"}},
    "decisions": {
        "store": {"question": "Where?", "options": {"a": {"pros": ["fast"]}, "b": None},
                  "choice": "a", "because": "So."}
    },
    "monitoring": {"alerts": [{"on": "db", "when": "disk > 70%", "who": "team"}],
                   "dashboards": {"Main": "https://example.org"}},
    "accepted": [{"rule": "single-zone", "at": "mails", "because": "Cheap."}],
}  # fmt: skip


def replaced(value: Any, path: Path, text: str) -> Any:
    """``value`` with ``text`` in place of the text, or the key (``*KEY`` last), at the path."""
    if not path:
        return text
    step, rest = path[0], path[1:]
    if isinstance(step, str) and step.startswith(_KEY):
        return {(text if key == step[1:] else key): each for key, each in value.items()}
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[step] = replaced(copy[step], rest, text)
    return copy


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every text and every key of a design, inner ones before outer ones."""
    if isinstance(value, str):
        yield path
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
        for key in value:
            yield (*path, f"{_KEY}{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))


def ways_that_fit(is_valid: Callable[[Json], object]) -> str:
    """A line for each text and key of ``BASE``: the way in which hostile text stays valid there, and
    the place. ``alone`` takes its place, ``beside`` stands after it, ``not`` is no way at all."""
    design, lines = BASE, []
    for index, path in enumerate(leaves(BASE)):
        found = "not"
        for way in ("alone", "beside"):
            tried = replaced(design, path, _hostile_text(index, path, way))
            if is_valid(tried):
                design, found = tried, way
                break
        lines.append(f"{found} {_named(path)}\n")
    return "".join(lines)


def hostile_design(ways: str) -> tuple[Json, int]:
    """``BASE`` with hostile text in these ways (``ways_that_fit``), and how many places that are."""
    design, count = BASE, 0
    lines = ways.splitlines()
    for index, (path, line) in enumerate(zip(leaves(BASE), lines, strict=True)):
        way, _, name = line.partition(" ")
        assert name == _named(path), "BASE has changed: find the ways anew"
        if way != "not":
            design = replaced(design, path, _hostile_text(index, path, way))
            count += 1
    return design, count


def _hostile_text(index: int, path: Path, way: str) -> str:
    text = HOSTILE[index % len(HOSTILE)]
    return text if way == "alone" else f"{text_at(BASE, path)} {text}"


def _named(path: Path) -> str:
    return "/".join(map(str, path))


def text_at(value: Any, path: Path) -> str:
    """The text, or the key, at the path."""
    for step in path:
        if isinstance(step, str) and step.startswith(_KEY):
            return step[1:]
        value = value[step]
    return str(value)
