"""Does a document fit the schema? Schema and document are walked side by side.

Only the keywords that our schema uses are known here, and a test sees to it that it uses no others.
Most designs fit. The words for what does not are those of :mod:`sdgen.schema.explain`, which walks
a second time then, so that its tables of words are loaded for those alone who need them.
"""

# ruff: noqa: ARG002 - a walk is told in full what does not fit, for those that put it into words

from __future__ import annotations

import math
from typing import Any

from msgspec import Struct, field

from sdgen.base.span import Span
from sdgen.design.calls import ANY_OF, QUORUM
from sdgen.design.spelling import python_pattern
from sdgen.kinds import KINDS
from sdgen.parse.document import Entry, Mapping, Node, Scalar, Sequence
from sdgen.schema.made import MadeWhenRead

Path = tuple[str | int, ...]
Rules = dict[str, Any]

GROUPS = (ANY_OF, QUORUM)
"""Keys whose lists have calls as members, and no further groups."""

KEYWORDS = frozenset(
    {
        *("$ref", "$defs", "$schema", "$id", "title", "description", "type", "enum", "const"),
        *("pattern", "minLength", "maxLength", "minimum", "maximum"),
        *("required", "properties", "patternProperties", "propertyNames"),
        *("minProperties", "maxProperties"),
        *("additionalProperties", "unevaluatedProperties", "items", "minItems", "maxItems"),
        *("allOf", "if", "then", "else"),
    }
)
"""The keywords of JSON Schema that this module understands."""

_MAPPING, _SEQUENCE = frozenset({"object"}), frozenset({"array"})
_NUMBER, _WHOLE = frozenset({"number"}), frozenset({"integer", "number"})
_TYPES_OF = {
    type(None): frozenset({"null"}),
    bool: frozenset({"boolean"}),
    str: frozenset({"string"}),
    int: _WHOLE,
}


class Walk(Struct):
    """The state of one walk. What does not fit is told to one of the methods; here they note that
    there is something, which ends the walk."""

    schema: Rules
    unfit: bool = False
    merged: dict[tuple[int, ...], Rules] = field(default_factory=dict)
    """Rules with those of the branches chosen, by the identity of all of them."""

    tables: dict[int, tuple[str, dict[str, Rules]]] = field(default_factory=dict)
    """What an ``allOf`` asks for, by the identity of the rules that it is in."""

    def full(self) -> bool:
        """Whether enough has been found."""
        return self.unfit

    def wrong_type(self, node: Node, rules: Rules, path: Path, doc: str) -> None:
        """A value of none of the types that the rules allow; ``doc`` is what it should say."""
        self.unfit = True

    def wrong_choice(self, node: Node, allowed: list[object], path: Path) -> None:
        """A value that is none of those allowed."""
        self.unfit = True

    def out_of_bounds(self, node: Scalar, bound: str, path: Path, doc: str) -> None:
        """A number beyond a bound, which is said in words."""
        self.unfit = True

    def wrong_text(self, text: str, rules: Rules, span: Span, path: Path, is_key: bool) -> None:
        """A text, or a key, that is too long, too short or of another form."""
        self.unfit = True

    def wrong_length(self, node: Sequence, rules: Rules, path: Path) -> None:
        """A list with too few items, or too many."""
        self.unfit = True

    def wrong_size(self, node: Mapping, rules: Rules, path: Path, at: Span) -> None:
        """A mapping with too few keys, or too many."""
        self.unfit = True

    def missing_key(self, name: str, rules: Rules, path: Path, at: Span) -> None:
        """A key that must be there; ``rules`` are those of its value."""
        self.unfit = True

    def group_in_group(self, entry: Entry, path: Path) -> None:
        """A group of calls among the members of another."""
        self.unfit = True

    def unknown_key(
        self, entry: Entry, node: Mapping, properties: Rules, path: Path, owners: list[str]
    ) -> None:
        """A key that this mapping cannot have; ``owners`` are the kinds that have it."""
        self.unfit = True


def fits(node: Node, schema: Rules) -> bool:
    """Whether a whole document fits the schema."""
    return fits_here(node, schema, schema, ())


def fits_here(node: Node, rules: Rules, schema: Rules, path: Path) -> bool:
    """Whether a value fits rules of the schema, at the place that ``path`` leads to."""
    walk = Walk(schema)
    check(walk, node, rules, path, node.span)
    return not walk.unfit


def resolved(walk: Walk, rules: Rules) -> Rules:
    """The rules that a reference stands for."""
    while "$ref" in rules:
        rules = walk.schema["$defs"][rules["$ref"].rpartition("/")[2]]
    return rules


def types_of(node: Node) -> frozenset[str]:
    """The JSON Schema types that a value has."""
    if isinstance(node, Mapping):
        return _MAPPING
    if isinstance(node, Sequence):
        return _SEQUENCE
    value = node.value
    if isinstance(value, float):
        if not math.isfinite(value):
            return frozenset()
        return _WHOLE if value.is_integer() else _NUMBER
    return _TYPES_OF[type(value)]


def check(walk: Walk, node: Node, rules: Rules, path: Path, at: Span) -> None:
    """Tell the walk what does not fit; ``at`` is the key's place, for what the value lacks."""
    if walk.full():
        return
    doc = rules.get("description", "")
    rules = resolved(walk, rules)
    doc = doc or rules.get("description", "")
    wanted = rules.get("type")
    if wanted is not None and not _has_type(node, wanted):
        walk.wrong_type(node, rules, path, doc)
        return
    if isinstance(node, Scalar):
        _check_scalar(walk, node, rules, path, doc)
    elif "const" in rules or "enum" in rules:
        walk.wrong_choice(node, _allowed(rules), path)
    elif isinstance(node, Mapping):
        _check_mapping(walk, node, rules, path, at)
    else:
        _check_sequence(walk, node, rules, path)


def _has_type(node: Node, wanted: str | list[str]) -> bool:
    types = types_of(node)
    return wanted in types if isinstance(wanted, str) else not types.isdisjoint(wanted)


def _check_scalar(walk: Walk, node: Scalar, rules: Rules, path: Path, doc: str) -> None:
    value = node.value
    if ("const" in rules or "enum" in rules) and not _is_among(value, _allowed(rules)):
        walk.wrong_choice(node, _allowed(rules), path)
    if isinstance(value, str):
        _check_text(walk, value, rules, node.span, path, is_key=False)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        least, most = rules.get("minimum"), rules.get("maximum")
        if least is not None and value < least:
            walk.out_of_bounds(node, f"at least {least}", path, doc)
        if most is not None and value > most:
            walk.out_of_bounds(node, f"at most {most}", path, doc)


def _allowed(rules: Rules) -> list[object]:
    return rules["enum"] if "enum" in rules else [rules["const"]]


def _is_among(value: object, allowed: list[object]) -> bool:
    """Whether a value is one of those allowed, 1 and true being different."""
    if isinstance(value, bool):
        return False
    return any(
        value == each and isinstance(each, str) == isinstance(value, str) for each in allowed
    )


def _check_text(
    walk: Walk, text: str, rules: Rules, span: Span, path: Path, *, is_key: bool
) -> None:
    pattern = rules.get("pattern")
    if (
        len(text) > rules.get("maxLength", len(text))
        or len(text) < rules.get("minLength", 0)
        or (pattern is not None and not python_pattern(pattern).search(text))
    ):
        walk.wrong_text(text, rules, span, path, is_key)


def _check_sequence(walk: Walk, node: Sequence, rules: Rules, path: Path) -> None:
    size = len(node.items)
    too_long = size > rules.get("maxItems", size)
    if too_long or size < rules.get("minItems", 0):
        walk.wrong_length(node, rules, path)
    if "items" in rules and not too_long:
        for index, item in enumerate(node.items):
            check(walk, item, rules["items"], (*path, index), item.span)


def _check_mapping(walk: Walk, node: Mapping, rules: Rules, path: Path, at: Span) -> None:
    rules = _with_branches(walk, node, rules)
    size = len(node.entries)
    too_many = size > rules.get("maxProperties", size)
    if too_many or size < rules.get("minProperties", 0):
        walk.wrong_size(node, rules, path, at)
    if too_many:
        return
    properties: Rules = rules.get("properties", {})
    for name in rules.get("required", ()):
        if node.get(name) is None:
            walk.missing_key(name, properties.get(name, {}), path, at)
    names = resolved(walk, rules.get("propertyNames", {}))
    others: Any = rules.get("additionalProperties", rules.get("unevaluatedProperties", True))
    free = rules.get("patternProperties", ())
    for entry in node.entries:
        if walk.full():
            return
        if len(path) > 1 and path[-2] in GROUPS and entry.key in GROUPS:
            walk.group_in_group(entry, path)
            continue
        if names:
            _check_text(walk, entry.key, names, entry.key_span, path, is_key=True)
        if entry.key in properties:
            own: Rules = properties[entry.key]
            check(walk, entry.value, own, (*path, entry.key), entry.key_span)
        elif any(python_pattern(each).search(entry.key) for each in free):
            continue  # such keys may hold anything
        elif others is False:
            _check_unknown(walk, entry, node, properties, path)
        elif others is not True:
            check(walk, entry.value, others, (*path, entry.key), entry.key_span)


def _check_unknown(walk: Walk, entry: Entry, node: Mapping, properties: Rules, path: Path) -> None:
    is_component = len(path) == 2 and path[0] == "components"
    owners = [each.name for each in KINDS.values() if is_component and each.property(entry.key)]
    if owners and kind_in(node) not in KINDS:
        return  # the kind itself is reported; what it may have is known once that is right
    walk.unknown_key(entry, node, properties, path, owners)


def kind_in(component: Mapping) -> str:
    """The kind that a component says it is of; empty where it says none."""
    kind = component.get("kind")
    return str(kind.value) if isinstance(kind, Scalar) else ""


def _with_branches(walk: Walk, node: Mapping, rules: Rules) -> Rules:
    """The rules with those of each ``then`` or ``else`` that this mapping chooses."""
    chosen: list[Rules] = []
    if "allOf" in rules:
        name, table = _table(walk, rules)
        value = node.get(name)
        if isinstance(value, Scalar) and isinstance(value.value, str) and value.value in table:
            chosen.append(table[value.value])
    if "if" in rules:
        way = "then" if _holds(node, rules["if"]) else "else"
        if way in rules:
            chosen.append(_with_branches(walk, node, rules[way]))
    if not chosen:
        return rules
    key = tuple(map(id, (rules, *chosen)))
    if key not in walk.merged:
        merged = dict(rules)
        for branch in chosen:
            both = _both(merged.get("properties", {}), branch.get("properties", {}))
            merged = {**merged, **branch, "properties": both}
        walk.merged[key] = merged
    return walk.merged[key]


def _both(first: Rules, second: Rules) -> Rules:
    """The rules of the keys of both; of a key that both have, those of the second."""
    return MadeWhenRead((*first, *second), lambda key: second[key] if key in second else first[key])


def _table(walk: Walk, rules: Rules) -> tuple[str, dict[str, Rules]]:
    """What an ``allOf`` asks for: the key that it hangs on, and the rules for each of its values.

    In our schema each of its branches is an ``if`` of one value, a text, and a ``then``.
    """
    known = walk.tables.get(id(rules))
    if known is None:
        conditions = [branch["if"]["properties"] for branch in rules["allOf"]]
        ((name,),) = {tuple(condition) for condition in conditions}
        values = [condition[name]["const"] for condition in conditions]
        branches = [branch["then"] for branch in rules["allOf"]]
        known = walk.tables[id(rules)] = name, dict(zip(values, branches, strict=True))
    return known


def _holds(node: Mapping, condition: Rules) -> bool:
    """Whether a condition of our schema holds: certain keys are there."""
    return all(node.get(name) is not None for name in condition["required"])
