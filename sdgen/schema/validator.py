"""jsonschema's Draft 2020-12 validator, as the published schema needs it.

jsonschema has the last word on values: types, bounds, lengths, choices and patterns are its own.
The keywords that lead from a value to its parts are given anew, for three reasons: a validator is
made once for each place of the schema and kept (jsonschema makes one for each value, which is most
of its time), each error stands at the key that it is about, and none copies what it refuses.

Import this module inside functions only: jsonschema takes long to import.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend
from msgspec import Struct

from sdgen.design.spelling import python_pattern
from sdgen.schema.design import design_schema, included_schema

Errors = Iterator[ValidationError]
Keyword = Callable[[Any, Any, Any, Any], Errors]


@cache
def validator_of(*, included: bool) -> Any:
    """The validator of a design file, or of an ``included`` one."""
    schema = included_schema() if included else design_schema()
    types = Draft202012Validator.TYPE_CHECKER.redefine_many(
        {"number": _is_number, "integer": _is_integer}
    )
    made: Any = extend(Draft202012Validator, _Keywords().by_name(), type_checker=types)  # type: ignore[no-untyped-call]
    return made(schema)


def _is_number(_checker: object, value: object) -> bool:
    """JSON has no infinity and no NaN."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_integer(checker: object, value: object) -> bool:
    return _is_number(checker, value) and (isinstance(value, int) or float(value).is_integer())  # type: ignore[arg-type]


class _Table(Struct, frozen=True):
    """Branches of an ``allOf``, by the text that each asks for under one key."""

    key: str
    branches: dict[str, list[Any]]


def _table(branches: Sequence[Any]) -> _Table | None:
    """The table of branches that are each an ``if`` of one text under one key, and a ``then``; None
    where one of them is anything else."""
    keys: set[str] = set()
    table: dict[str, list[Any]] = {}
    for branch in branches:
        condition = branch.get("if", {})
        asked = condition.get("properties", {})
        simple = branch.keys() == {"if", "then"} and condition.keys() == {"properties", "required"}
        if not simple or [*asked] != condition["required"] or len(asked) != 1:
            return None
        ((key, rule),) = asked.items()
        if rule.keys() != {"const"} or not isinstance(rule["const"], str):
            return None
        keys.add(key)
        table.setdefault(rule["const"], []).append(branch)
    return _Table(keys.pop(), table) if len(keys) == 1 else None


class _Keywords:
    """The keywords that are given anew, with the validators and tables that are kept for them."""

    def __init__(self) -> None:
        self.kept: dict[int, Any] = {}
        self.tables: dict[int, _Table | None] = {}

    def by_name(self) -> dict[str, Keyword]:
        return {
            "$ref": self.reference,
            "additionalProperties": self.additional,
            "allOf": self.all_of,
            "if": self.condition,
            "items": self.items,
            "pattern": self.pattern,
            "properties": self.properties,
            "propertyNames": self.names,
            "required": self.required,
            "unevaluatedProperties": self.unevaluated,
        }

    def validator_for(self, validator: Any, schema: Any) -> Any:
        known = self.kept.get(id(schema))
        if known is None:
            known = self.kept[id(schema)] = validator.evolve(schema=schema)
        return known

    def below(self, validator: Any, value: Any, schema: Any, key: object = None) -> Errors:
        """The errors of a part: ``key`` leads from the whole to it."""
        for error in self.validator_for(validator, schema).iter_errors(value):
            if key is not None:
                error.path.appendleft(key)
            yield error

    def properties(self, validator: Any, rules: Any, value: Any, _schema: Any) -> Errors:
        if isinstance(value, dict):
            for key in value:
                if key in rules:
                    yield from self.below(validator, value[key], rules[key], key)

    def other(self, validator: Any, rules: Any, value: Any, key: str) -> Errors:
        """The errors of a key that is not among those named."""
        if rules is False:
            yield ValidationError("a key that is not there", path=[key])
        else:
            yield from self.below(validator, value, rules, key)

    def additional(self, validator: Any, rules: Any, value: Any, schema: Any) -> Errors:
        if isinstance(value, dict):
            named = schema.get("properties", ())
            free = [python_pattern(each) for each in schema.get("patternProperties", ())]
            for key in value:
                if key not in named and not any(each.search(key) for each in free):
                    yield from self.other(validator, rules, value[key], key)

    def names(self, validator: Any, rules: Any, value: Any, _schema: Any) -> Errors:
        if isinstance(value, dict):
            for key in value:
                for error in self.below(validator, key, rules, key):
                    error.schema_path.appendleft("propertyNames")
                    yield error

    def items(self, validator: Any, rules: Any, value: Any, _schema: Any) -> Errors:
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield from self.below(validator, item, rules, index)

    def reference(self, validator: Any, pointer: str, value: Any, _schema: Any) -> Errors:
        # Both schemas have the same definitions, and point at nothing else.
        target = design_schema()["$defs"][pointer.removeprefix("#/$defs/")]
        yield from self.below(validator, value, target)

    def live(self, branches: Any, value: Any) -> Any:
        """The branches that have a say: most are for components of another kind than this one's."""
        if id(branches) not in self.tables:
            self.tables[id(branches)] = _table(branches)
        table = self.tables[id(branches)]
        if table is None or not isinstance(value, dict):
            return branches
        asked = value.get(table.key)
        return table.branches.get(asked, ()) if isinstance(asked, str) else ()

    def all_of(self, validator: Any, branches: Any, value: Any, _schema: Any) -> Errors:
        for branch in self.live(branches, value):
            yield from self.below(validator, value, branch)

    def way(self, validator: Any, value: Any, schema: Any) -> str:
        return "then" if self.validator_for(validator, schema["if"]).is_valid(value) else "else"

    def condition(self, validator: Any, _rules: Any, value: Any, schema: Any) -> Errors:
        chosen = self.way(validator, value, schema)
        if chosen in schema:
            yield from self.below(validator, value, schema[chosen])

    def required(self, _validator: Any, keys: Any, value: Any, _schema: Any) -> Errors:
        if isinstance(value, dict):
            for key in keys:
                if key not in value:
                    yield ValidationError(key)

    def unevaluated(self, validator: Any, rules: Any, value: Any, schema: Any) -> Errors:
        if isinstance(value, dict):
            known = set(self.evaluated(validator, value, schema))
            for key in value:
                if key not in known:
                    yield from self.other(validator, rules, value[key], key)

    def evaluated(self, validator: Any, value: Any, schema: Any) -> Iterator[str]:
        """The keys that the schema looks at; a branch that fails looks at none."""
        yield from schema.get("properties", {}).keys() & value.keys()
        for branch in self.live(schema["allOf"], value) if "allOf" in schema else ():
            if self.validator_for(validator, branch).is_valid(value):
                yield from self.evaluated(validator, value, branch)
        if "if" in schema:
            yield from self.evaluated(
                validator, value, schema.get(self.way(validator, value, schema), {})
            )

    def pattern(self, _validator: Any, wanted: str, value: Any, _schema: Any) -> Errors:
        if isinstance(value, str) and not python_pattern(wanted).search(value):
            yield ValidationError("another form")
