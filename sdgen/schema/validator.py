"""jsonschema's Draft 2020-12 validator, as the published schema needs it.

jsonschema has the last word on values: types, bounds, lengths, choices and patterns are its own.
The keywords that lead from a value to its parts are given anew, for three reasons: a validator is
made once for each place of the schema and kept (jsonschema makes one for each value, which is most
of its time), each error stands at the key that it is about, and none copies what it refuses.

Import this module inside functions only: jsonschema takes long to import.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from sdgen.schema.design import design_schema, included_schema
from sdgen.schema.vocabulary import python_pattern

Errors = Iterator[ValidationError]
Keyword = Callable[[Any, Any, Any, Any], Errors]


@cache
def validator_of(*, included: bool) -> Any:
    """The validator of a design file, or of an ``included`` one."""
    schema = included_schema() if included else design_schema()
    types = Draft202012Validator.TYPE_CHECKER.redefine_many(
        {"number": _is_number, "integer": _is_integer}
    )
    made: Any = extend(Draft202012Validator, _keywords(), type_checker=types)  # type: ignore[no-untyped-call]
    return made(schema)


def _is_number(_checker: object, value: object) -> bool:
    """JSON has no infinity and no NaN."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_integer(checker: object, value: object) -> bool:
    return _is_number(checker, value) and (isinstance(value, int) or float(value).is_integer())  # type: ignore[arg-type]


def _text_asked(branch: Any) -> tuple[str, str] | None:
    """The key and the text that a branch of only ``if`` and ``then`` asks for, or None."""
    condition = branch.get("if")
    if branch.keys() != {"if", "then"} or condition.keys() != {"properties", "required"}:
        return None
    if len(condition["properties"]) != 1 or [*condition["properties"]] != condition["required"]:
        return None
    ((key, asked),) = condition["properties"].items()
    is_text = asked.keys() == {"const"} and isinstance(asked["const"], str)
    return (key, asked["const"]) if is_text else None


def _keywords() -> dict[str, Keyword]:
    """The keywords that are given anew; the validators of this table are kept for its parts."""
    kept: dict[int, Any] = {}
    texts_asked: dict[int, tuple[str, str] | None] = {}

    def validator_for(validator: Any, schema: Any) -> Any:
        known = kept.get(id(schema))
        if known is None:
            known = kept[id(schema)] = validator.evolve(schema=schema)
        return known

    def below(validator: Any, value: Any, schema: Any, key: object = None) -> Errors:
        """The errors of a part: ``key`` leads from the whole to it."""
        for error in validator_for(validator, schema).iter_errors(value):
            if key is not None:
                error.path.appendleft(key)
            yield error

    def properties(validator: Any, rules: Any, value: Any, _schema: Any) -> Errors:
        if isinstance(value, dict):
            for key in value:
                if key in rules:
                    yield from below(validator, value[key], rules[key], key)

    def other(validator: Any, rules: Any, value: Any, key: str) -> Errors:
        """The errors of a key that is not among those named."""
        if rules is False:
            yield ValidationError("a key that is not there", path=[key])
        else:
            yield from below(validator, value, rules, key)

    def additional(validator: Any, rules: Any, value: Any, schema: Any) -> Errors:
        if isinstance(value, dict):
            named = schema.get("properties", ())
            for key in value:
                if key not in named:
                    yield from other(validator, rules, value[key], key)

    def names(validator: Any, rules: Any, value: Any, _schema: Any) -> Errors:
        if isinstance(value, dict):
            for key in value:
                for error in below(validator, key, rules, key):
                    error.schema_path.appendleft("propertyNames")
                    yield error

    def items(validator: Any, rules: Any, value: Any, _schema: Any) -> Errors:
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield from below(validator, item, rules, index)

    def reference(validator: Any, pointer: str, value: Any, _schema: Any) -> Errors:
        # Both schemas have the same definitions, and point at nothing else.
        target = design_schema()["$defs"][pointer.removeprefix("#/$defs/")]  # type: ignore[index]
        yield from below(validator, value, target)

    def idle(branch: Any, value: Any) -> bool:
        """Whether a branch is for another kind than this component's: most are."""
        if id(branch) not in texts_asked:
            texts_asked[id(branch)] = _text_asked(branch)
        asked = texts_asked[id(branch)]
        return asked is not None and isinstance(value, dict) and value.get(asked[0]) != asked[1]

    def all_of(validator: Any, branches: Any, value: Any, _schema: Any) -> Errors:
        for branch in branches:
            if not idle(branch, value):
                yield from below(validator, value, branch)

    def way(validator: Any, value: Any, schema: Any) -> str:
        return "then" if validator_for(validator, schema["if"]).is_valid(value) else "else"

    def condition(validator: Any, _rules: Any, value: Any, schema: Any) -> Errors:
        chosen = way(validator, value, schema)
        if chosen in schema:
            yield from below(validator, value, schema[chosen])

    def required(_validator: Any, keys: Any, value: Any, _schema: Any) -> Errors:
        if isinstance(value, dict):
            for key in keys:
                if key not in value:
                    yield ValidationError(key)

    def unevaluated(validator: Any, rules: Any, value: Any, schema: Any) -> Errors:
        if isinstance(value, dict):
            known = set(evaluated(validator, value, schema))
            for key in value:
                if key not in known:
                    yield from other(validator, rules, value[key], key)

    def evaluated(validator: Any, value: Any, schema: Any) -> Iterator[str]:
        """The keys that the schema looks at; a branch that fails looks at none."""
        yield from schema.get("properties", {}).keys() & value.keys()
        for branch in schema.get("allOf", ()):
            if not idle(branch, value) and validator_for(validator, branch).is_valid(value):
                yield from evaluated(validator, value, branch)
        if "if" in schema:
            yield from evaluated(validator, value, schema.get(way(validator, value, schema), {}))

    def pattern(_validator: Any, wanted: str, value: Any, _schema: Any) -> Errors:
        if isinstance(value, str) and not python_pattern(wanted).search(value):
            yield ValidationError("another form")

    return {
        "$ref": reference,
        "additionalProperties": additional,
        "allOf": all_of,
        "if": condition,
        "items": items,
        "pattern": pattern,
        "properties": properties,
        "propertyNames": names,
        "required": required,
        "unevaluatedProperties": unevaluated,
    }
